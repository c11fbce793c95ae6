package where

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"dragoman/internal/lexicon"
	"dragoman/internal/places"
	"dragoman/internal/stage/ground/scan"
)

// class is a set of what a word tells of a name near it.
type class uint16

const (
	part     class = 1 << iota // "northern"
	guarded                    // "Nice"
	follow                     // "Sunday"
	kind                       // "outskirts" of
	town                       // "city" of
	region                     // "province"
	county                     // "county"
	place                      // "in"
	motion                     // "to", after a governor
	governor                   // "travel"
	visit                      // "visit", its object
	site                       // "airport", called after a place
	common                     // "hill", no name alone
	short                      // "St."

	kinds = kind | town | region | county
)

var classes = map[string]class{"part": part, "guarded": guarded, "follow": follow, "kind": kind, "town": town, "region": region, "county": county, "place": place,
	"motion": motion, "governor": governor, "visit": visit, "site": site, "common": common, "short": short}

// vocabulary is the words of placewords.tsv and locative.tsv.
type vocabulary map[string]class

func (v vocabulary) is(word string, c class) bool { return v[word]&c != 0 }

// all lists the words of a class.
func (v vocabulary) all(c class) []string {
	var out []string
	for _, w := range slices.Sorted(maps.Keys(v)) {
		if v.is(w, c) {
			out = append(out, w)
		}
	}
	return out
}

// isKind reports whether a word says what kind of place something is; "north"
// of "the north of" is a part.
func (v vocabulary) isKind(w string) bool { return v.is(w, kinds) && !v.is(w, part) }

func readWords(fsys fs.FS) (vocabulary, error) {
	v := vocabulary{}
	for _, file := range []struct{ name, column string }{{"ground/placewords.tsv", "words"}, {"lexicon/locative.tsv", "form"}} {
		t, err := lexicon.Read(fsys, file.name, file.column, "class", "example", "source")
		if err != nil {
			return nil, err
		}
		for _, row := range t.Rows {
			c, ok := classes[row.Get("class")]
			if !ok {
				return nil, row.Errorf("class %q, expected one of %s", row.Get("class"), strings.Join(slices.Sorted(maps.Keys(classes)), " "))
			}
			for _, w := range row.List(file.column) {
				v[strings.ToLower(w)] |= c
			}
		}
	}
	return v, nil
}

// Words cuts a name into the folded words that it is filed under: "Bandar-e
// ‘Abbās" into "bandar", "e" and "abbas".
func Words(name string) []string {
	if plain(name) {
		out := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '-' })
		for i, w := range out {
			out[i] = places.Fold(w)
		}
		return out
	}
	var out []string
	for _, w := range scan.Words(marks.Replace(name), 0, nil) {
		if w.Kind == scan.Sign {
			continue
		}
		if f := places.Fold(w.Lower); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// plain reports whether a name is letters, blanks and hyphens alone, which need
// no scanner.
func plain(name string) bool {
	for i := range len(name) {
		if c := name[i]; c != ' ' && c != '-' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

// marks are signs that stand inside of words: "Ra‘anana".
var marks = strings.NewReplacer("‘", "'", "’", "'", "`", "'", "ʻ", "'", "ʼ", "'", "ʿ", "'", "ʾ", "'")

// next returns the piece that goes on a name after piece i: the one behind it,
// or behind a hyphen or the point of "St. Louis". It is len(ws) where the name
// must end.
func (v vocabulary) next(ws []scan.Word, i int) int {
	j := i + 1
	if j < len(ws) && ws[j].Glued {
		switch ws[j].Lower {
		case "-", "/", "'":
			if j+1 < len(ws) && ws[j+1].Glued {
				j++
			}
		case ".":
			if w := ws[i].Lower; v.is(w, short) || len(w) == 1 || strings.Contains(w, ".") {
				j++
			}
		}
	}
	if j < len(ws) && ws[j].Kind == scan.Sign {
		return len(ws)
	}
	return j
}

// Alias reports whether one of the other names that GeoNames has, in any
// language, may stand in an English-language report: one in plain letters, of
// a place large enough to have names abroad.
func Alias(r *places.Record, name string) bool {
	if r.Population < 5000 && r.Kind() == "city" && r.Code == "PPL" || len(name) < 4 || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	lower := false
	for i := range len(name) {
		c := name[i]
		if c >= 0x80 || !(c|0x20 >= 'a' && c|0x20 <= 'z' || c == ' ' || c == '-' || c == '\'' || c == '.') {
			return false
		}
		lower = lower || c >= 'a'
	}
	return lower
}
