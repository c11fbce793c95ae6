// Package dictionary reads what users of other coders have: the actor, agent and
// verb dictionaries of TABARI and PETRARCH (Schrodt 2012; Norris, Schrodt and
// Beieler 2017) and the CSV of a Wikidata query. It makes the tables of an overlay
// of them (lexicon.Overlay).
//
// A dictionary rules what it names: its codes of actors and of acts are taken over as
// they stand, also such as neither CAMEO nor PLOVER has, and its patterns become
// conditions on words. What has no counterpart is left out and told, line by line:
// actors without a code, patterns with sets that are not there.
//
// What it gets wrong: dictionaries write names in capitals, so that "MOSSAD" and
// "IMF" are told apart by guess, and they do not say whether a name is a person's:
// one of several words with dates and a government's code is taken for one.
package dictionary

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
)

// Importer gathers the rows of an overlay.
type Importer struct {
	lex     *actors.Lexicon
	sectors map[string]bool
	old     map[string]string    // codes of states that differ from ISO 3166
	cameo   map[string][2]string // PLOVER type and mode of a CAMEO code
	orgs    map[string]bool      // words in the names of bodies
	tables  map[string]*table
	ids     map[string]bool
	classes map[string][]string // sets of words in patterns
	scheme  string              // of frames
	left    []error
}

// New makes an importer that knows the built-in tables.
func New(knowledge fs.FS) (*Importer, error) {
	im := &Importer{sectors: map[string]bool{}, old: map[string]string{}, cameo: map[string][2]string{}, orgs: map[string]bool{}, ids: map[string]bool{},
		classes: map[string][]string{}, scheme: "alone"}
	im.tables = newTables()
	var err error
	if im.lex, err = actors.Open(knowledge); err != nil {
		return nil, err
	}
	sectors, err1 := lexicon.Read(knowledge, "lexicon/sectors.tsv", "code")
	old, err2 := lexicon.Read(knowledge, "lexicon/oldcodes.tsv", "code", "state")
	cameo, err3 := lexicon.Read(knowledge, "ontology/cameo.tsv", "code", "plover", "mode")
	orgs, err4 := lexicon.Read(knowledge, "lexicon/orgs.tsv", "word")
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	for _, r := range sectors.Rows {
		im.sectors[r.Get("code")] = true
	}
	for _, r := range old.Rows {
		im.old[r.Get("code")] = r.Get("state")
	}
	for _, r := range cameo.Rows {
		im.cameo[r.Get("code")] = [2]string{r.Get("plover"), r.Get("mode")}
	}
	for _, r := range orgs.Rows {
		im.orgs[r.Get("word")] = true
	}
	return im, nil
}

// Beside lets the built-in frames code what a dictionary of verbs lacks. Without it
// the dictionary codes alone.
func (im *Importer) Beside() { im.scheme = "beside" }

// Left returns what was left out, each with file, line and reason.
func (im *Importer) Left() []error { return im.left }

// Read reads one dictionary, whose kind its contents tell.
func (im *Importer) Read(name string, raw []byte) error {
	lines, err := uncommented(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	f := &file{name: path.Base(name), lines: lines, im: im}
	switch {
	case isCSV(raw):
		return im.wikidata(f, raw)
	case f.has(func(l string) bool {
		return strings.HasPrefix(l, "---") || strings.HasPrefix(l, "- ") && strings.Contains(l, "*")
	}):
		im.verbs(f)
	case f.has(func(l string) bool { return strings.Contains(l, "~") && strings.Contains(l, "[") }):
		im.agents(f)
	case f.has(func(l string) bool { return strings.Contains(l, "[") }):
		im.actors(f)
	case f.has(func(l string) bool { return strings.HasPrefix(l, "+") }) || strings.Contains(strings.ToLower(f.name), "discard"):
		im.discards(f)
	default:
		return fmt.Errorf("%s: no dictionary: expected NAME [CODE] (actors), NAME [~CODE] (agents), --- VERB [code] --- (verbs) or +PHRASE (discards), or a CSV with the columns item and itemLabel", name)
	}
	return nil
}

// file is a dictionary without its comments.
type file struct {
	name  string
	lines []line
	im    *Importer
}

type line struct {
	n    int // from 1
	text string
}

func (f *file) has(is func(string) bool) bool {
	return slices.ContainsFunc(f.lines, func(l line) bool { return is(l.text) })
}

// leave notes a line that gives no row.
func (f *file) leave(n int, format string, args ...any) {
	f.im.left = append(f.im.left, &lexicon.Fault{File: f.name, Line: n, Text: "left out: " + fmt.Sprintf(format, args...)})
}

// source says where a row comes from.
func (f *file) source(n int) string { return fmt.Sprintf("%s:%d", f.name, n) }

// uncommented cuts a dictionary into lines without comments: <!-- ... -->, also over
// several lines, and from "#" or ";" to the end.
func uncommented(raw []byte) ([]line, error) {
	var out []line
	inside := false
	s := bufio.NewScanner(bytes.NewReader(raw))
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		text := ""
		for rest := strings.TrimPrefix(s.Text(), "\ufeff"); rest != ""; {
			if inside {
				_, after, ok := strings.Cut(rest, "-->")
				inside, rest = !ok, after
				continue
			}
			before, after, ok := strings.Cut(rest, "<!--")
			text += before
			inside, rest = ok, after
		}
		if i := strings.IndexAny(text, "#;"); i >= 0 && (i == 0 || !strings.Contains(text, "[###")) {
			text = text[:i]
		}
		if text = strings.TrimRight(text, " \t\r"); strings.TrimSpace(text) != "" && !strings.HasPrefix(text, "<!") {
			out = append(out, line{n, text})
		}
	}
	return out, s.Err()
}
