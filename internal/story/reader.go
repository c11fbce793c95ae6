package story

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/lexicon"
)

// Reader makes profiles. It knows how often words are met in news.
type Reader struct {
	counts map[string]float64 // of stems
	total  float64
}

// New reads vocab/words.tsv.zst: groups headed by "=" and the class of their count,
// then a word a line.
func New(fsys fs.FS) (*Reader, error) {
	const file = "vocab/words.tsv.zst"
	raw, err := lexicon.Unpack(fsys, file)
	if err != nil {
		return nil, err
	}
	r := &Reader{counts: map[string]float64{}}
	count := 0.0
	for line := range bytes.Lines(raw) {
		text := strings.TrimSuffix(string(line), "\n")
		fields := strings.Split(text, "\t")
		switch {
		case fields[0] == "# tokens" && len(fields) == 2:
			if r.total, err = strconv.ParseFloat(fields[1], 64); err != nil {
				return nil, fmt.Errorf("%s: tokens %q: %w", file, fields[1], err)
			}
		case fields[0] == "=" && len(fields) > 1:
			class, err := strconv.Atoi(fields[1])
			if err != nil {
				return nil, fmt.Errorf("%s: class %q: %w", file, fields[1], err)
			}
			count = 0
			if class > 0 {
				count = math.Exp2(float64(class-1) / 2)
			}
		case count > 0 && text != "" && text[0] != '#':
			r.counts[stem(strings.ToLower(text))] += count
		}
	}
	if r.total == 0 || len(r.counts) == 0 {
		return nil, fmt.Errorf("%s: expected a line \"# tokens\" and words", file)
	}
	return r, nil
}

// Read reduces a report.
func (r *Reader) Read(report Report) *Profile {
	found := r.collect(report.Text)
	p := &Profile{day: noDay}
	if !report.Date.IsZero() {
		p.day = int32(report.Date.Unix() / int64(24*time.Hour/time.Second))
	}
	var keys []key
	for text, f := range found {
		k, w := r.weigh(text, f)
		if w == 0 {
			continue
		}
		t := term{hash(text), uint8(max(1, min(255, math.Round(4*w))))}
		p.terms[k] = append(p.terms[k], t)
		if rank := w * rankOf[k]; rank > 0 {
			keys = append(keys, key{rank, t.hash})
		}
	}
	for k := range p.terms {
		p.terms[k] = finish(p.terms[k])
		p.norm[k] = norm(p.terms[k])
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.hash, b.hash)) })
	for _, k := range keys[:min(len(keys), mostKeys)] {
		p.keys = append(p.keys, k.hash)
	}
	return p
}

const (
	mostKeys  = 24
	mostTerms = 80  // of a kind, the heaviest: a long report has no more to tell
	lead      = 400 // bytes
	leadTerm  = 1.5
	common    = 20_000 // words met as often in the three million of the vocabulary tell nothing: "said"
)

// rankOf says what a kind's weight counts for among keys. Pairs are found by their
// words.
var rankOf = [kinds]float64{word: 1, name: 1.6, figure: 1}

type key struct {
	rank float64
	hash uint32
}

// finish keeps the heaviest terms, in order of their hashes.
func finish(t []term) []term {
	if len(t) > mostTerms {
		slices.SortFunc(t, func(a, b term) int { return cmp.Or(int(b.weight)-int(a.weight), cmp.Compare(a.hash, b.hash)) })
		t = t[:mostTerms]
	}
	slices.SortFunc(t, func(a, b term) int { return cmp.Compare(a.hash, b.hash) })
	return slices.CompactFunc(t, func(a, b term) bool { return a.hash == b.hash })
}

// met is how often a term is met in a report.
type met struct {
	all, capital, small int
	kind                kind
	lead                bool
}

func (r *Reader) weigh(text string, f *met) (kind, float64) {
	weight := 1 + math.Log(float64(f.all))
	k := f.kind
	switch k {
	case figure:
		weight *= figureWeight(text)
	case word:
		if f.capital > f.small {
			k = name
		}
		n := r.counts[text]
		if n > common {
			return k, 0
		}
		weight *= math.Log(common/(n+1)) + 0.5
	}
	if f.lead && k != figure {
		weight *= leadTerm
	}
	return k, weight
}

// figureWeight goes by length: "7" is anywhere, "7.4" is the strength of one
// earthquake; a year is of many.
func figureWeight(s string) float64 {
	switch {
	case len(s) == 4 && (s[:2] == "19" || s[:2] == "20"):
		return 3
	case len(s) >= 3:
		return 7
	case len(s) == 2:
		return 4
	}
	return 1
}

// collect counts the terms of a text.
func (r *Reader) collect(text string) map[string]*met {
	found := make(map[string]*met, len(text)/12)
	at := func(s string, k kind, i int) *met {
		f := found[s]
		if f == nil {
			f = &met{kind: k, lead: i < lead}
			found[s] = f
		}
		f.all++
		return f
	}
	start, previous := true, ""
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(c):
			end := span(text, i, unicode.IsLetter)
			w := text[i:end]
			end += possessive(text[end:])
			i = end
			capital := unicode.IsUpper(c)
			if utf8.RuneCountInString(w) < 2 || w == "s" {
				start = false
				continue
			}
			s := stem(strings.ToLower(w))
			f := at(s, word, i)
			switch {
			case !capital:
				f.small++
			case !start:
				f.capital++
			}
			if capital && previous != "" {
				at(previous+" "+s, pair, i)
			}
			previous = ""
			if capital {
				previous = s
			}
			start = false
		case unicode.IsDigit(c):
			end := span(text, i, func(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' })
			at(strings.ReplaceAll(strings.TrimRight(text[i:end], ".,"), ",", ""), figure, i)
			i, start, previous = end, false, ""
		default:
			switch c {
			case '.', '!', '?', '\n':
				start, previous = true, ""
			case '"', '“', '`':
				start = true
			}
			i += size
		}
	}
	return found
}

// possessive is the length of "'s" at the start of s, which is no word.
func possessive(s string) int {
	for _, mark := range []string{"'s", "’s"} {
		if rest, ok := strings.CutPrefix(s, mark); ok && span(rest, 0, unicode.IsLetter) == 0 {
			return len(mark)
		}
	}
	return 0
}

func span(s string, i int, is func(rune) bool) int {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !is(c) {
			break
		}
		i += size
	}
	return i
}

// stem cuts endings of inflection. It need not leave a word, only the same for
// "shooting" and "shoots".
func stem(w string) string {
	switch n := len(w); {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && strings.HasSuffix(w, "sses"):
		return w[:n-2]
	case n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i':
		w = w[:n-1]
	}
	for _, ending := range []string{"ing", "ed"} {
		if n := len(w) - len(ending); n > 3 && strings.HasSuffix(w, ending) {
			w = w[:n]
			if w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' && n > 3 {
				w = w[:n-1]
			}
			break
		}
	}
	if len(w) > 4 && w[len(w)-1] == 'e' {
		w = w[:len(w)-1]
	}
	return w
}

// hash is FNV-1a: profiles lie in ledgers and must be the same in every run.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
