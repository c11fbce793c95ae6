package where

import (
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

const stateColumns = "code\tname\tofficial\tadjectives\tinhabitants\taliases\tcapital\tother_capitals\tseats\tlat\tlon\tcapital_lat\tcapital_lon\tfrom\tto\tsuccessor\texample\tsource\n"

// finder reads a gazetteer small enough to see through, with the real words.
func finder(t testing.TB) *Finder {
	t.Helper()
	read := func(name string) *fstest.MapFile {
		b, err := data.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return &fstest.MapFile{Data: b}
	}
	f, err := New(fstest.MapFS{
		"ground/placewords.tsv": read("ground/placewords.tsv"),
		"ground/regions.tsv":    read("ground/regions.tsv"),
		"lexicon/locative.tsv":  read("lexicon/locative.tsv"),
		"lexicon/states.tsv": {Data: []byte(stateColumns +
			"FRA\tFrance\t\tFrench\tFrench\t\tParis\t\t\t46\t2\t48.9\t2.4\t\t\t\tx\tx\n" +
			"USA\tUnited States\t\tAmerican\tAmericans\tU.S.|US\tWashington\t\t\t39\t-98\t38.9\t-77\t\t\t\tx\tx\n" +
			"SYR\tSyria\t\tSyrian\tSyrians\t\tDamascus\t\t\t35\t38\t33.5\t36.3\t\t\t\tx\tx\n")},
		"places/cities.tsv": {Data: []byte("name\taliases\tcountry\tadmin\tlat\tlon\tpopulation\tkind\tsource\n" +
			"Paris\t\tFRA\tÎle-de-France\t48.9\t2.4\t2100000\tcapital\tx\n" +
			"Paris\t\tUSA\tTexas\t33.7\t-95.6\t25000\tcity\tx\n" +
			"Springfield\t\tUSA\tIllinois\t39.8\t-89.6\t114000\tcity\tx\n" +
			"Springfield\t\tUSA\tMissouri\t37.2\t-93.3\t170000\tcity\tx\n" +
			"Nice\t\tFRA\tProvence\t43.7\t7.3\t340000\tcity\tx\n" +
			"Aleppo\tHaleb\tSYR\tAleppo\t36.2\t37.2\t1800000\tcity\tx\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestResolve(t *testing.T) {
	f := finder(t)
	for _, tc := range []struct{ why, name, country, want string }{
		{"the larger one", "Paris", "", "Paris FRA"},
		{"the region named", "Paris, Texas", "", "Paris USA"},
		{"the country known", "Paris", "USA", "Paris USA"},
		{"an alias", "Haleb", "", "Aleppo SYR"},
		{"a part of a state", "northern Syria", "", "northern Syria SYR"},
		{"unknown", "Atlantis", "", " "},
		{"part of a longer name is no match", "Aleppo County", "", " "},
		{"but a word for its kind may follow", "Aleppo province", "", "Aleppo SYR"},
		{"a people stands for its state where a name is asked for", "Syrian", "", "Syria SYR"},
		{"no state's", "Black Sea", "", "Black Sea "},
	} {
		p, _ := f.Resolve(tc.name, tc.country)
		if got := p.Name + " " + p.Country; got != tc.want {
			t.Errorf("%s: %q is %q, want %q", tc.why, tc.name, got, tc.want)
		}
	}
}

func TestResolveIn(t *testing.T) {
	f := finder(t)
	text := "Police in Springfield, Illinois, said Springfield was calm."
	at := strings.LastIndex(text, "Springfield")
	got := f.ResolveIn(text, []doc.Span{{Start: at, End: at + 11}, {Start: 10, End: 21}}, "")
	for i, p := range got {
		if p.Lat != 39.8 && i == 1 {
			t.Errorf("span %d is %+v, want the one in Illinois", i, p)
		}
	}
}

// Only what says where is a place.
func TestPlaces(t *testing.T) {
	f := finder(t)
	for _, tc := range []struct{ why, tree, want string }{
		{"a state as actor and as place", `
1 France France PROPN _ _ 2 nsubj
2 struck strike VERB _ _ 0 root
3 bases base NOUN _ _ 2 obj
4 in in ADP _ _ 5 case
5 Syria Syria PROPN _ _ 3 nmod`, "Syria SYR country"},
		{"a capital that speaks", `
1 Paris Paris PROPN _ _ 2 nsubj
2 denied deny VERB _ _ 0 root
3 it it PRON _ _ 2 obj`, ""},
		{"the object of a visit", `
1 Envoys envoy NOUN _ _ 2 nsubj
2 visited visit VERB _ _ 0 root
3 Damascus Damascus PROPN _ _ 2 obj`, "Damascus SYR capital"},
		{"coordination", `
1 Envoys envoy NOUN _ _ 2 nsubj
2 stayed stay VERB _ _ 0 root
3 in in ADP _ _ 4 case
4 Damascus Damascus PROPN _ _ 2 obl
5 and and CCONJ _ _ 6 cc
6 Paris Paris PROPN _ _ 4 conj`, "Damascus SYR capital; Paris FRA capital"},
		{"a city needs no preposition", `
1 Shells shell NOUN _ _ 2 nsubj
2 hit hit VERB _ _ 0 root
3 Aleppo Aleppo PROPN _ _ 2 obj`, "Aleppo SYR city"},
		{"a common word is no city", `
1 Nice nice ADJ _ _ 2 amod
2 words word NOUN _ _ 3 nsubj
3 failed fail VERB _ _ 0 root`, ""},
		{"a people is no place", `
1 Syrian syrian ADJ _ _ 2 amod
2 troops troop NOUN _ _ 3 nsubj
3 left leave VERB _ _ 0 root`, ""},
		{"a part of a state", `
1 Shells shell NOUN _ _ 2 nsubj
2 fell fall VERB _ _ 0 root
3 across across ADP _ _ 5 case
4 northern northern ADJ _ _ 5 amod
5 Syria Syria PROPN _ _ 2 obl`, "northern Syria SYR region"},
	} {
		d, err := conllu.Parse(strings.NewReader(strings.TrimSpace(tc.tree) + "\n\n"))
		if err != nil {
			t.Fatalf("%s: %v", tc.why, err)
		}
		f.run(d)
		var got []string
		for _, p := range d.Places {
			got = append(got, p.Name+" "+p.Country+" "+p.Kind)
		}
		if g := strings.Join(got, "; "); g != tc.want {
			t.Errorf("%s: got %q, want %q", tc.why, g, tc.want)
		}
	}
}

// Every row of regions.tsv is found under each of its spellings.
func TestRegions(t *testing.T) {
	f, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	table, err := lexicon.Read(data.Files, "ground/regions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		names := row.List("aliases")
		if row.Get("kind") != "abbreviation" {
			names = append(names, row.Get("name"))
		}
		for _, n := range names {
			p, ok := f.Resolve(n, row.Get("country"))
			if !ok || p.Country != row.Get("country") {
				t.Error(row.Errorf("%q is %q in %q, expected %q", n, p.Name, p.Country, row.Get("name")))
			}
		}
	}
}
