package dragoman

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers says which packages of this module each package may import, beside
// the standard library and other modules. A name that ends in "/..." stands for
// a folder. It is a statement of policy: change it only with a reason in the
// commit.
//
// Stages never import one another: they meet in the document.
var layers = []struct {
	pkg  string
	may  []string
	note string
}{
	{"data", nil, "tables and weights"},
	{"data/...", []string{"internal/..."}, "generators of data, run by hand"},
	{"bench/load", nil, "requests to a server, to measure it"},
	{"train/relations", []string{"data", "internal/lexicon"}, "sentences for training, and their test"},
	{"internal/doc", nil, "the document"},
	{"internal/lexicon", nil, "reading of tables"},
	{"internal/model", nil, "files of weights"},
	{"internal/kernel", nil, "arithmetic of networks"},
	{"internal/encoder", []string{"internal/kernel", "internal/model"}, "words as vectors"},
	{"internal/conllu", []string{"internal/doc"}, "exchange format"},
	{"internal/actors", []string{"internal/lexicon"}, "who is who"},
	{"internal/places", nil, "the gazetteer's index, and the outlines of countries"},
	{"internal/ontology", []string{"internal/doc", "internal/lexicon"}, "classes, scales, a user's types"},
	{"internal/dictionary", []string{"internal/lexicon", "internal/actors"}, "dictionaries of other coders"},
	{"internal/warc", nil, "web archives"},
	{"internal/ingest", []string{"internal/doc", "internal/lexicon", "internal/warc", "internal/ingest/feeds"}, "readers of formats"},
	{"internal/ingest/...", []string{"internal/doc", "internal/ingest/..."}, "readers of formats"},
	{"internal/fetch", nil, "asking servers"},
	{"internal/feed", []string{"internal/doc", "internal/fetch", "internal/ingest", "internal/ingest/feeds"}, "feeds, and what was seen of them"},
	{"internal/queue", nil, "reports on their way to other machines"},
	{"internal/queue/natstest", nil, "servers for tests"},
	{"internal/repair", []string{"internal/doc", "internal/lexicon"}, "mending of damaged text"},
	{"internal/stage/lang", []string{"internal/doc", "internal/lexicon", "internal/model", "internal/kernel", "internal/encoder"}, "words, sentences, trees, names"},
	{"internal/stage/clause", []string{"internal/doc", "internal/lexicon"}, "predicates"},
	{"internal/stage/actor", []string{"internal/doc", "internal/lexicon", "internal/actors", "internal/places"}, "who"},
	{"internal/stage/ground", []string{"internal/doc", "internal/lexicon", "internal/actors", "internal/places", "internal/stage/ground/..."}, "when and where"},
	{"internal/stage/ground/...", []string{"internal/doc", "internal/lexicon", "internal/actors", "internal/places", "internal/stage/ground/..."}, "parts of ground"},
	{"internal/stage/attrib", []string{"internal/doc", "internal/lexicon"}, "who says so"},
	{"internal/stage/factual", []string{"internal/doc", "internal/lexicon"}, "is it so"},
	{"internal/stage/relate", []string{"internal/doc", "internal/model", "internal/kernel", "internal/encoder"}, "what one does to another, and how sure an event is"},
	{"internal/stage/event", []string{"internal/doc", "internal/lexicon"}, "who did what to whom"},
	{"internal/copies", []string{"internal/lexicon"}, "texts that are copies of one text"},
	{"internal/story", []string{"internal/lexicon"}, "reports that tell one story"},
	{"internal/incident", []string{"", "internal/story"}, "events that tell one act"},
	{"internal/score", []string{"", "internal/doc", "internal/lexicon", "internal/ontology", "internal/actors", "internal/places"}, "how well records agree with annotated ones"},
	{"internal/review", []string{"", "internal/agree"}, "what people say of events"},
	{"internal/agree", nil, "how far people agree"},
	{"internal/ledger", []string{"", "data", "internal/copies", "internal/incident", "internal/places", "internal/review", "internal/story"}, "coded reports in one file or in PostgreSQL"},
	{"internal/pgtest", nil, "a PostgreSQL for tests"},
	{"internal/wording", []string{""}, "values of records as people read them"},
	{"internal/serve", []string{"", "data", "internal/incident", "internal/copies", "internal/ingest", "internal/ledger", "internal/ontology", "internal/places", "internal/review", "internal/story", "internal/wording"}, "pages and the API"},
	{"internal/export", []string{"", "data", "internal/doc", "internal/lexicon", "internal/actors", "internal/ontology"}, "events in the forms that other programs read"},
	{"client", []string{""}, "a client of the API, for other programs"},
	{"", []string{"data", "internal/..."}, "the façade wires everything"},
	{"cmd/...", []string{"", "data", "internal/..."}, "flags and what is written for people"},
}

const module = "dragoman"

func TestLayering(t *testing.T) {
	for _, p := range listPackages(t) {
		may, ok := rule(p.ImportPath)
		if !ok {
			t.Errorf("%s stands in no row of layers: say what it may import", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if own, ok := inModule(imp); ok && !matchesAny(may, own) {
				t.Errorf("%s imports %s, and may only import %q", p.ImportPath, imp, may)
			}
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// rule finds what a package may import; an exact row beats a folder's.
func rule(path string) (may []string, ok bool) {
	own, _ := inModule(path)
	for _, l := range layers {
		if l.pkg == own {
			return l.may, true
		}
	}
	for _, l := range layers {
		if matches(l.pkg, own) {
			return l.may, true
		}
	}
	return nil, false
}

// inModule cuts the module's name off an import path.
func inModule(path string) (string, bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

func matches(pattern, path string) bool {
	folder, ok := strings.CutSuffix(pattern, "/...")
	if !ok {
		return pattern == path
	}
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func matchesAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, path) })
}
