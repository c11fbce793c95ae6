package ledger

import (
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/go-porterstemmer"
	"github.com/jackc/pgx/v5/pgtype"
	"golang.org/x/text/unicode/norm"
)

// Clauses are cut into words here and not by PostgreSQL, whose own ways hang on how the
// server is set up: as FTS5 does it for the file ("porter unicode61 remove_diacritics 2"),
// so that both find the same.

// stems are the stems of the words of a text, in its order: "Shelled the city-hall" are
// "shell", "the", "citi", "hall".
func stems(text string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(norm.NFD.String(text), func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.Co, unicode.Mn)
	}) {
		word = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return unicode.ToLower(r)
		}, word)
		if word != "" {
			out = append(out, stem(word))
		}
	}
	return out
}

// stem leaves very short and very long words as they are.
func stem(word string) string {
	if len(word) <= 2 || len(word) > 64 {
		return word
	}
	return string(porterstemmer.StemWithoutLowerCasing([]rune(word)))
}

// mostPositions and lastPosition are what a tsvector holds.
const (
	mostPositions = 256
	lastPosition  = 16383
)

func (postgresStore) clause(text string) any {
	at := map[string][]pgtype.TSVectorPosition{}
	var order []string
	for i, s := range stems(text) {
		if at[s] == nil {
			order = append(order, s)
		}
		if len(at[s]) < mostPositions {
			at[s] = append(at[s], pgtype.TSVectorPosition{Position: uint16(min(i+1, lastPosition)), Weight: pgtype.TSVectorWeightD})
		}
	}
	slices.Sort(order)
	v := pgtype.TSVector{Valid: true}
	for _, s := range order {
		v.Lexemes = append(v.Lexemes, pgtype.TSVectorLexeme{Word: s, Positions: at[s]})
	}
	return v
}

func (postgresStore) matching(terms []Term, walk bool) (condition string, value any) {
	var all []string
	for _, t := range terms {
		words := stems(t.Text)
		for i, w := range words {
			words[i] = "'" + w + "'"
			if t.Begins && i == len(words)-1 {
				words[i] += ":*"
			}
		}
		if len(words) > 0 {
			all = append(all, "("+strings.Join(words, " <-> ")+")")
		}
	}
	if walk {
		return "EXISTS (SELECT 1 FROM words WHERE clause @@ ?::tsquery AND rowid = e.id)", strings.Join(all, " & ")
	}
	return "e.id IN (SELECT rowid FROM words WHERE clause @@ ?::tsquery)", strings.Join(all, " & ")
}
