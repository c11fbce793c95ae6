package ingest

import (
	"fmt"
	"io/fs"
	"math/bits"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// OtherLanguage is the code of the problem of a report that is not in English.
const OtherLanguage = "other-language"

// IsOtherLanguage reports whether a document was found not to be in English,
// so that coding it makes no sense.
func IsOtherLanguage(d *doc.Document) bool {
	for _, p := range d.Problems {
		if p.Code == OtherLanguage {
			return true
		}
	}
	return false
}

const (
	enoughWords  = 12      // below, a text says too little of its language
	sampleLength = 4 << 10 // bytes looked at
)

// language finds the language of a document, unless it came with one.
func (b *Builder) language(d *doc.Document) {
	if d.Lang == "" {
		d.Lang = b.small.language(d.Text)
	}
	base, _, _ := strings.Cut(strings.ToLower(d.Lang), "-")
	if base, _, _ = strings.Cut(base, "_"); base == "" || base == "en" || base == "eng" {
		return
	}
	d.Problems = append(d.Problems, doc.Problem{
		Stage: "ingest", Code: OtherLanguage,
		Text: fmt.Sprintf("the report is in another language (%s); only English is coded", d.Lang),
	})
}

// smallWords are the commonest words of languages in Latin letters: for each
// word, the languages that have it, one bit each.
type smallWords struct {
	langs []string
	of    map[string]uint32
}

func loadSmallWords(fsys fs.FS) (smallWords, error) {
	t, err := lexicon.Read(fsys, "reading/languages.tsv", "lang", "words", "example", "source")
	if err != nil {
		return smallWords{}, err
	}
	if len(t.Rows) > 32 {
		return smallWords{}, fmt.Errorf("%s: %d languages, expected 32 at most", t.Name, len(t.Rows))
	}
	s := smallWords{of: map[string]uint32{}}
	for i, row := range t.Rows {
		s.langs = append(s.langs, row.Get("lang"))
		for _, w := range row.List("words") {
			s.of[w] |= 1 << i
		}
	}
	return s, nil
}

// language returns the code of the text's language, or "" where it cannot be
// told. English shows by its small words; a text without them goes to the
// trigram detector, which errs on names and tables ("Net 1.2 mln vs 0.8 mln"),
// so that what it says of Latin letters must be borne out by small words too.
func (s smallWords) language(text string) string {
	if len(text) > sampleLength {
		text = strings.ToValidUTF8(text[:sampleLength], "")
	}
	words := strings.Fields(strings.ToLower(text))
	shares := s.shares(words)
	english, most := shares["en"], 0.0
	for _, share := range shares {
		most = max(most, share)
	}
	if english >= 0.12 && english == most && len(words) > 4 {
		return "en"
	}
	if len(words) < enoughWords && !foreignScript(text) {
		return ""
	}
	info := whatlanggo.Detect(text)
	if info.Lang == -1 {
		return ""
	}
	code := info.Lang.Iso6391()
	if info.Script == unicode.Latin && (shares[code] < 0.1 || shares[code] < 0.8*most) {
		return ""
	}
	return code
}

// shares is the part of the words that are small words, for each language.
func (s smallWords) shares(words []string) map[string]float64 {
	count := make([]int, len(s.langs))
	for _, w := range words {
		for set := s.of[strings.Trim(w, ".,;:!?()\"'“”‘’«»")]; set != 0; set &= set - 1 {
			count[bits.TrailingZeros32(set)]++
		}
	}
	shares := make(map[string]float64, len(s.langs))
	for i, lang := range s.langs {
		shares[lang] = float64(count[i]) / float64(max(1, len(words)))
	}
	return shares
}

// foreignScript reports whether most letters are not Latin ones.
func foreignScript(s string) bool {
	latin, other := 0, 0
	for _, c := range s {
		switch {
		case unicode.Is(unicode.Latin, c):
			latin++
		case unicode.IsLetter(c):
			other++
		}
	}
	return other > latin
}
