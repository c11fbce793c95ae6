package where

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/places"
	"pgregory.net/rapid"
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
		"places/index.bin": {Data: index(t)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// index writes an index of a few places; a region stands before what lies in
// it.
func index(t testing.TB) []byte {
	b := places.NewBuilder()
	at := map[string]int{"": -1}
	for line := range strings.Lines(`USA|Texas|region||31.5|-99.3|29000000
USA|Illinois|region||40.0|-89.2|12800000
USA|Missouri|region||38.4|-92.5|6100000
USA|Knox County|county|Illinois|40.9|-90.2|50000
USA|Knox County|county|Missouri|40.1|-92.1|4000
FRA|Paris|capital||48.9|2.4|2100000
USA|Paris|city|Texas|33.7|-95.6|25000
USA|Springfield|city|Illinois|39.8|-89.6|114000
USA|Springfield|city|Missouri|37.2|-93.3|170000
USA|Galesburg|city|Illinois/Knox County|40.9|-90.4|31000
USA|Galesburg|city|Missouri|37.3|-94.4|90000
FRA|Nice|city||43.7|7.3|340000
USA|South|city|Texas|30|-97|900
USA|Canadian|city|Texas|35.9|-100.4|2700
SYR|Aleppo|city||36.2|37.2|1800000
SYR|Haleb|city||35.0|36.0|2000
SYR|Saint Simeon|city||36.3|36.8|600
`) {
		f := strings.Split(strings.TrimSpace(line), "|")
		lat, err1 := strconv.ParseFloat(f[4], 64)
		lon, err2 := strconv.ParseFloat(f[5], 64)
		people, err3 := strconv.ParseFloat(f[6], 64)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		region, _, _ := strings.Cut(f[3], "/")
		county := -1
		if f[3] != region {
			county = at[f[3]]
		}
		n := b.Add(f[1], places.Place{Country: f[0], Kind: f[2], In: [2]int{at[region], county}, Lat: lat, Lon: lon, Population: people})
		b.Call(n, false, Words(f[1])...)
		if f[1] == "Aleppo" {
			b.Call(n, true, "haleb")
		}
		if f[2] == "region" {
			at[f[1]] = n
		} else if f[2] == "county" {
			at[f[3]+"/"+f[1]] = n
		}
	}
	raw, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// resolving is a table of names in sentences; the name asked for stands in
// brackets.
var resolving = []struct{ why, text, country, want string }{
	{"the larger one", "[Paris]", "", "Paris FRA"},
	{"the region named behind it", "[Paris, Texas]", "", "Paris USA"},
	{"the same in a sentence", "Police in [Paris], Texas, made arrests.", "", "Paris USA"},
	{"the state it is said to lie in", "Police in [Paris], in the north of Texas, made arrests.", "", "Paris USA"},
	{"its letters", "Police in [Paris], TX, made arrests.", "", "Paris USA"},
	{"its short form", "Police in [Paris], Tex., made arrests.", "", "Paris USA"},
	{"told at one mention, meant at all", "Police in Paris, Texas, said [Paris] was calm.", "", "Paris USA"},
	{"the country known", "[Paris]", "USA", "Paris USA"},
	{"the larger one, all else alike", "Police in [Springfield] made arrests.", "", "Springfield USA 37.2"},
	{"the region named elsewhere", "Police in [Springfield] made arrests, the governor of Illinois said. Illinois has more police.", "", "Springfield USA 39.8"},
	{"the county of a town", "A fire broke out in [Galesburg]. Knox County sent help.", "", "Galesburg USA 40.9"},
	{"a town tells which county", "A fire broke out in Galesburg, Missouri, and Springfield. [Illinois] sent help.", "", "Illinois USA 40"},
	{"its own name before another's other name", "Shells hit [Haleb].", "", "Aleppo SYR"},
	{"saint and st", "Shells hit [St. Simeon].", "", "Saint Simeon SYR"},
	{"capitals", "[ALEPPO] -- Shells fell.", "", "Aleppo SYR"},
	{"a part of a state", "Shells fell in [northern Syria].", "", "northern Syria SYR"},
	{"a people stands for its state", "[Syrian] troops left.", "", "Syria SYR"},
	{"of two words as well", "[South Asian] leaders met.", "", "South Asia "},
	{"a people, not the town", "[American] troops left.", "", "United States USA"},
	{"no state's", "Ships crossed the [Black Sea].", "", "Black Sea "},
	{"a strip in small letters", "Trucks entered the [Gaza strip].", "", "Gaza Strip PSE"},
	{"a word for its kind", "Clashes went on in [Aleppo province].", "", "Aleppo province SYR"},
	{"a name that starts with an article", "Aircraft took off from [al-Tanf].", "", "Al-Tanf SYR"},
	{"a hospital called after a city", "The wounded were taken to [Aleppo University Hospital].", "", "Aleppo University Hospital SYR"},
	{"a direction alone is no place", "He went [South].", "", " "},
	{"part of a longer name", "Fans of the [Paris Saint-Germain] cheered.", "", " "},
	{"a county that is not known is that of the town", "A fire broke out in [Aleppo County].", "", "Aleppo SYR"},
	{"unknown", "[Atlantis]", "", " "},
	{"capitals that are a short form", "Ministers of the [EU] met.", "", "European Union "},
}

func TestResolve(t *testing.T) {
	f := finder(t)
	for _, tc := range resolving {
		before, rest, _ := strings.Cut(tc.text, "[")
		name, after, _ := strings.Cut(rest, "]")
		at := doc.Span{Start: len(before), End: len(before) + len(name)}
		p := f.ResolveIn(before+name+after, []doc.Span{at}, tc.country)[0]
		got := p.Name + " " + p.Country
		if strings.Count(tc.want, " ") > strings.Count(got, " ") {
			got += " " + strconv.FormatFloat(p.Lat, 'g', 4, 64)
		}
		if got != tc.want {
			t.Errorf("%s: %q is %q, want %q (%s)", tc.why, tc.text, got, tc.want, p.Why)
		}
	}
}

// The choice can be read.
func TestWhy(t *testing.T) {
	f := finder(t)
	p, _ := f.Resolve("Paris, Texas", "")
	if !strings.HasPrefix(p.Why, "of 2 so called: Texas behind it +20.0, people +4.4") {
		t.Errorf("why is %q", p.Why)
	}
	if p, _ := f.Resolve("Nice", ""); p.Why != "the only place so called" {
		t.Errorf("why is %q", p.Why)
	}
}

// Identifiers are numbers of GeoNames, codes of states, or slugs that say
// where a region lies.
func TestID(t *testing.T) {
	f, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Damascus": "geonames:170654", "Syria": "SYR", "Texas": "USA/texas", "Harris County, Texas": "USA/texas/harris-county",
		"Black Sea": "black-sea", "northern Syria": "SYR/northern", "Aleppo Airport": "geonames:170063/aleppo-airport"} {
		if p, _ := f.Resolve(name, ""); p.ID != want {
			t.Errorf("%s has the id %q, want %q", name, p.ID, want)
		}
	}
}

// A dump of the user's adds to what is known; what is known stays.
func TestLoad(t *testing.T) {
	f := finder(t)
	dump := strings.Join([]string{"1", "Umm Dukka", "Umm Dukka", "Em Dukka", "32.5", "37.1", "P", "PPL", "", "", "", "", "", "", "800", "", "", "", "2020-01-01"}, "\t")
	more, err := f.Load(strings.NewReader(dump))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Umm Dukka": "Umm Dukka geonames:1", "Paris": "Paris FRA/paris"} {
		if p, _ := more.Resolve(name, ""); p.Name+" "+p.ID != want {
			t.Errorf("%s is %q %q, want %q", name, p.Name, p.ID, want)
		}
	}
	if p, ok := f.Resolve("Umm Dukka", ""); ok {
		t.Errorf("the finder that was there now knows %v", p)
	}
	if _, err := f.Load(strings.NewReader("a\tb")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v, want one of line 1", err)
	}
}

// What the user loads lies in the regions that are known already.
func TestLoadRegions(t *testing.T) {
	f, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	row := func(id, name, class, code string) string {
		return strings.Join([]string{id, name, name, "", "31.1", "-98.1", class, code, "US", "", "TX", "", "", "", "800", "", "", "", "2020-01-01"}, "\t")
	}
	dump := row("1", "Texas", "A", "ADM1") + "\n" + row("2", "Umm Dukka", "P", "PPL") + "\n"
	more, err := f.Load(strings.NewReader(dump))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Umm Dukka, Texas": "geonames:2", "Texas": "USA/texas"} {
		if p, _ := more.Resolve(name, ""); p.ID != want {
			t.Errorf("%s is %+v, want %s", name, p, want)
		}
	}
	have, known := more.g.options(keyOf("Texas")), f.g.options(keyOf("Texas"))
	if len(have) != len(known) {
		t.Errorf("%d places are called Texas, %d were", len(have), len(known))
	}
}

// A place without a country gets that of its point.
func TestLoadCountry(t *testing.T) {
	f, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"", "SY"} {
		dump := strings.Join([]string{"1", "Umm Dukka", "Umm Dukka", "", "32.8", "37.1", "P", "PPL", code, "", "", "", "", "", "800", "", "", "", "2020-01-01"}, "\t")
		more, err := f.Load(strings.NewReader(dump))
		if err != nil {
			t.Fatal(err)
		}
		if p, _ := more.Resolve("Umm Dukka", ""); p.Country != "SYR" {
			t.Errorf("code %q: country %q, want SYR", code, p.Country)
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

// A small town is a place where the network takes its name for one, or where
// its region is told; a person is none.
func TestNetworkNames(t *testing.T) {
	f := finder(t)
	for _, tc := range []struct{ why, tree, kind, want string }{
		{"unheard of", "1 Saint Saint PROPN _ _ 2 compound\n2 Simeon Simeon PROPN _ _ 3 nsubj\n3 burned burn VERB _ _ 0 root", "", ""},
		{"a place to the network", "1 Saint Saint PROPN _ _ 2 compound\n2 Simeon Simeon PROPN _ _ 3 nsubj\n3 burned burn VERB _ _ 0 root", "LOC", "Saint Simeon"},
		{"a person to the network", "1 Aleppo Aleppo PROPN _ _ 2 nsubj\n2 slept sleep VERB _ _ 0 root", "PER", ""},
		{"a body to the network", "1 Aleppo Aleppo PROPN _ _ 2 nsubj\n2 won win VERB _ _ 0 root", "ORG", ""},
		{"a city all know", "1 Aleppo Aleppo PROPN _ _ 2 nsubj\n2 burned burn VERB _ _ 0 root", "", "Aleppo"},
		{"its region told", "1 Galesburg Galesburg PROPN _ _ 4 nsubj\n2 , , PUNCT _ _ 3 punct\n3 Illinois Illinois PROPN _ _ 1 appos\n4 burned burn VERB _ _ 0 root", "", "Galesburg Illinois"},
		{"a direction", "1 South south NOUN _ _ 2 nsubj\n2 burned burn VERB _ _ 0 root", "LOC", ""},
	} {
		d, err := conllu.Parse(strings.NewReader(tc.tree + "\n\n"))
		if err != nil {
			t.Fatalf("%s: %v", tc.why, err)
		}
		if tc.kind != "" {
			d.Names = []doc.Name{{First: 0, Last: strings.Count(tc.tree, "PROPN"), Kind: tc.kind}}
		}
		f.run(d)
		var got []string
		for _, p := range d.Places {
			got = append(got, p.Name)
		}
		if g := strings.Join(got, " "); g != tc.want {
			t.Errorf("%s: got %q, want %q", tc.why, g, tc.want)
		}
	}
}

// Every row of regions.tsv is found under each of its spellings, and in its
// example.
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
		if kind := row.Get("kind"); kind != "abbreviation" && kind != "postal" {
			names = append(names, row.Get("name"))
		}
		example, told := row.Get("example"), false
		for _, n := range append(names, row.List("people")...) {
			p, ok := f.Resolve(n, row.Get("country"))
			lat, _ := strconv.ParseFloat(row.Get("lat"), 64)
			lon, _ := strconv.ParseFloat(row.Get("lon"), 64)
			if !ok || p.Country != row.Get("country") || row.Get("lat") != "" && places.Distance(p.Lat, p.Lon, lat, lon) > 300 {
				t.Error(row.Errorf("%q is %q in %q, expected %q", n, p.Name, p.Country, row.Get("name")))
			}
			if at := strings.Index(example, n); at >= 0 {
				told = true
				if p := f.ResolveIn(example, []doc.Span{{Start: at, End: at + len(n)}}, row.Get("country"))[0]; p.Country != row.Get("country") {
					t.Error(row.Errorf("%q in the example is %q in %q, expected %q", n, p.Name, p.Country, row.Get("name")))
				}
			}
		}
		if !told {
			t.Error(row.Errorf("the example %q names none of %q", example, names))
		}
	}
}

// Whatever the text and the spans, there is an answer for each, on the map.
func TestResolveNonsense(t *testing.T) {
	f := finder(t)
	words := rapid.SampledFrom([]string{"Paris", "Texas", ",", "(", "Ill.", "al", "-", "Hol", "County", "counties", "northern", "of", "the", "St", ".", "U.S.", "’", "Syrian", "and", "é", "12"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words, 0, 12).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "gap"))
		var spans []doc.Span
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			start := rapid.IntRange(0, len(text)).Draw(t, "start")
			spans = append(spans, doc.Span{Start: start, End: rapid.IntRange(start, len(text)).Draw(t, "end")})
		}
		got := f.ResolveIn(text, spans, "")
		if len(got) != len(spans) {
			t.Fatalf("%d answers to %d spans", len(got), len(spans))
		}
		for _, p := range got {
			if p.Name != "" && (p.ID == "" || p.Why == "" || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180) {
				t.Fatalf("%q: %+v", text, p)
			}
		}
		if again := f.ResolveIn(text, spans, ""); !slices.Equal(got, again) {
			t.Fatalf("%q: %+v, and then %+v", text, got, again)
		}
	})
}

// Places of the shipped index are found by the name they go by, and lie in
// their country but for borders and coasts.
func TestShippedIndex(t *testing.T) {
	f, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	x := f.g.indexes[0]
	unknown, abroad, n := 0, 0, 0
	for i := 300; i < x.Len(); i += 97 {
		p := x.Place(i)
		name := x.Name(i)
		n++
		if refs, _ := x.Find(keyOf(name), nil); !slices.ContainsFunc(refs, func(r places.Ref) bool { return r.Place == i }) {
			t.Errorf("record %d, %q, is not found by its name", i, name)
		}
		if got, ok := f.Resolve(name, p.Country); !ok || got.Country != p.Country {
			unknown++
			t.Logf("%q of %s is %q of %s", name, p.Country, got.Name, got.Country)
		}
		if in := f.CountryAt(p.Lat, p.Lon); in != p.Country && in != "FRA" { // overseas parts of France are France to the atlas
			abroad++
			t.Logf("%q of %s lies in %s", name, p.Country, in)
		}
	}
	if unknown*50 > n || abroad*100 > n {
		t.Errorf("of %d places %d are not found, %d lie abroad", n, unknown, abroad)
	}
}
