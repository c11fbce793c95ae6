package dictionary

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"dragoman/data"
)

// imported reads one dictionary and returns the tables without their headers and
// the reasons for what was left out.
func imported(t *testing.T, name, text string) (tables map[string][]string, left []string) {
	t.Helper()
	im, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	if err := im.Read(name, []byte(text)); err != nil {
		t.Fatal(err)
	}
	tables = map[string][]string{}
	for file, table := range im.Files() {
		tables[file] = strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")[1:]
	}
	for _, err := range im.Left() {
		left = append(left, err.Error())
	}
	return tables, left
}

// hasRow reports whether a row holds all cells, in that order.
func hasRow(rows []string, cells ...string) bool {
	return slices.ContainsFunc(rows, func(row string) bool {
		for _, c := range cells {
			_, after, ok := strings.Cut("\t"+row+"\t", "\t"+c+"\t")
			if !ok {
				return false
			}
			row = after
		}
		return true
	})
}

const actorDictionary = `<!-- a dictionary
of our own -->
AUSTRALIA_ [AUS] ; checked
+AUSTRALIAN
+LAND_DOWN_UNDER
ATLANTIS [ATL]
+ATLANTEAN
ATLANTIS_NAVY [ATLMIL] # ships
RED_TRIDENT_FRONT
	[ATLREB <990101]
	[ATLGOV 19990101 - 20051231]
JANE_ROE
	[ATLGOV 010101-051231]
	[ATLELI >060101]
HAMAS_WING [PSEREB]
GROUP_OF_TEN [IGO]
NOBODY [---]
TWINS [ATL/AUS]
LOST_TRIBE
FAR_ARMY [XQXMIL]
`

func TestActors(t *testing.T) {
	tables, left := imported(t, "dir/own.actors.txt", actorDictionary)
	for _, want := range [][]string{
		{"AUS", "Land Down Under"}, // a known state gets the name that it lacks
		{"ATL", "Atlantis", "Atlantean", "Atlantean", "own.actors.txt:6"},
	} {
		if !hasRow(tables["states.tsv"], want...) {
			t.Errorf("states lack %q:\n%s", want, strings.Join(tables["states.tsv"], "\n"))
		}
	}
	for _, want := range [][]string{
		{"atlantis-navy", "Atlantis Navy", "military", "ATL", "MIL"},
		{"red-trident-front", "Red Trident Front", "group", "ATL", "REB", "1998-12-31"},
		{"red-trident-front-2", "Red Trident Front", "agency", "ATL", "GOV", "1999-01-01", "2005-12-31"},
		{"hamas-wing", "Hamas Wing", "group", "PSE", "REB"},
		{"group-of-ten", "Group of Ten", "organisation", "IGO"},
	} {
		if !hasRow(tables["bodies.tsv"], want...) {
			t.Errorf("bodies lack %q:\n%s", want, strings.Join(tables["bodies.tsv"], "\n"))
		}
	}
	for _, want := range [][]string{
		{"jane-roe", "Jane Roe", "Roe", "ATL", "GOV", "2001-01-01", "2005-12-31"},
		{"jane-roe", "Jane Roe", "Roe", "ATL", "ELI", "2006-01-01"},
	} {
		if !hasRow(tables["leaders.tsv"], want...) {
			t.Errorf("leaders lack %q:\n%s", want, strings.Join(tables["leaders.tsv"], "\n"))
		}
	}
	wantLeft := []string{
		`own.actors.txt:17: left out: "Nobody": [---] is no code`,
		`own.actors.txt:18: left out: "Twins": code [ATL/AUS] is of several actors`,
		`own.actors.txt:19: left out: "Lost Tribe": it has no code`,
		`own.actors.txt:20: left out: "Far Army": no state has the code XQX`,
	}
	if !slices.Equal(left, wantLeft) {
		t.Errorf("left out:\n%s\nwant\n%s", strings.Join(left, "\n"), strings.Join(wantLeft, "\n"))
	}
}

func TestAgents(t *testing.T) {
	tables, left := imported(t, "own.agents.txt", `!FOLK! = MAN, MEN
MINE_SWEEPER [~MIL]
GOOSE_HERD {GEESE_HERDS} [~LAB]
ARMOUR {} [~MIL]
FERRY!FOLK! [~LAB]
POLICE {} [~COP]
PROPHET [~XYZ]
nonsense
`)
	for _, want := range [][]string{
		{"mine sweeper", "mine sweepers", "MIL", "military"}, {"goose herd", "geese herds", "LAB"}, {"armour", "armour", "MIL"}, {"ferryman", "LAB"}, {"ferrymen", "LAB"},
	} {
		if !hasRow(tables["agents.tsv"], want...) {
			t.Errorf("agents lack %q:\n%s", want, strings.Join(tables["agents.tsv"], "\n"))
		}
	}
	if hasRow(tables["agents.tsv"], "police") {
		t.Error("what is known already is no row")
	}
	if len(left) != 2 || !strings.Contains(left[0], "own.agents.txt:7: left out: code [~XYZ]") || !strings.Contains(left[1], "own.agents.txt:8: left out: expected NAME {PLURAL} [~CODE]") {
		t.Errorf("left out %q", left)
	}
}

func TestVerbs(t *testing.T) {
	tables, left := imported(t, "own.verbs.txt", `&PENALTY
+ECONOMIC_SANCTIONS
+&BAN
&BAN
+EMBARGO

--- CALL [---] ---
CALL {CALLED CALLS}
+APPEAL
- * FOR &PENALTY [163]
- * TO RETURN [100]
- * OFF TALKS [164]
- NOT * [120]
- + * IN $ [120]
--- BOMB [195] ---
BOMB
+BLOW_UP
--- SNEER [999] ---
SNEER
--- REMARK [010] ---
REMARK
`)
	for _, want := range [][]string{
		{"call", "VERB", "for=sanction,embargo", "subj!", "SANCTION", "163"},
		{"appeal", "VERB", "for=sanction,embargo", "subj!", "SANCTION", "163"},
		{"call", "VERB", "comp=return", "subj!", "REQUEST", "100"},
		{"call", "VERB", "prt=off obj=talk", "subj!", "164"},
		{"bomb", "VERB", "", "subj!", "obj|with|against|to|on|at|from|for", "ASSAULT"},
		{"blow", "VERB", "prt=up", "subj!", "ASSAULT"},
	} {
		if !hasRow(tables["frames.tsv"], want...) {
			t.Errorf("frames lack %q:\n%s", want, strings.Join(tables["frames.tsv"], "\n"))
		}
	}
	for _, want := range []string{
		"own.verbs.txt:13: left out: pattern \"NOT *\": words before the verb",
		"own.verbs.txt:14: left out: pattern \"+ * IN $\": words before the verb",
		"own.verbs.txt:19: left out: sneer: CAMEO has no code [999]",
		"own.verbs.txt:21: left out: remark: code [010] has no type in PLOVER",
	} {
		if !strings.Contains(strings.Join(left, "\n"), want) {
			t.Errorf("left out:\n%s\nwant %s", strings.Join(left, "\n"), want)
		}
	}
}

func TestWikidata(t *testing.T) {
	tables, left := imported(t, "query.csv", `item,itemLabel,positionLabel,start,end,countryLabel
http://www.wikidata.org/entity/Q900001,Jane Roe,President of Chad,1999-08-16T00:00:00Z,2003-01-01T00:00:00Z,Chad
http://www.wikidata.org/entity/Q900002,"Roe, Richard",Foreign Minister of Chad,2003-01-01T00:00:00Z,,
http://www.wikidata.org/entity/Q900003,Q900003,President of Chad,,,Chad
http://www.wikidata.org/entity/Q900004,John Doe,President of Nowhere,,,
http://www.wikidata.org/entity/Q900005,John Doe,Mayor,soon,,Chad
`)
	for _, want := range [][]string{
		{"Q900001", "Jane Roe", "Roe", "TCD", "GOV", "President of Chad", "1999-08-16", "2003-01-01"},
		{"Q900002", "TCD", "GOV", "Foreign Minister of Chad", "2003-01-01", ""},
	} {
		if !hasRow(tables["leaders.tsv"], want...) {
			t.Errorf("leaders lack %q:\n%s", want, strings.Join(tables["leaders.tsv"], "\n"))
		}
	}
	if len(left) != 3 || !strings.HasPrefix(left[0], "query.csv:4: left out: no item or no label") || !strings.Contains(left[1], "no state is known") || !strings.Contains(left[2], `date "soon"`) {
		t.Errorf("left out %q", left)
	}
}

func TestNoDictionary(t *testing.T) {
	im, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	if err := im.Read("letter.txt", []byte("Dear reader,\n")); err == nil || !strings.Contains(err.Error(), "letter.txt: no dictionary: expected NAME [CODE]") {
		t.Errorf("error %v", err)
	}
}

// FuzzRead: whatever a dictionary holds, it gives tables or reasons, and every
// row has the cells of its table.
func FuzzRead(f *testing.F) {
	f.Add(actorDictionary)
	f.Add("--- A [1] ---\n&B\n+&B\n- * &B [163]\nA_+B {C} [190]\n")
	f.Add("!A! = !A!\nX!A! [~MIL]\n")
	f.Add("item,itemLabel\n\"\n")
	base, err := New(data.Files)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		im := *base // loading once is enough
		im.old, im.ids, im.tables, im.left = maps.Clone(base.old), map[string]bool{}, newTables(), nil
		if im.Read("x", []byte(text)) != nil {
			return
		}
		for name, table := range im.Files() {
			want := -1
			for line := range strings.Lines(string(table)) {
				if n := strings.Count(line, "\t"); want >= 0 && n != want {
					t.Fatalf("%s: a row of %d cells, the header has %d: %q", name, n+1, want+1, line)
				} else {
					want = n
				}
			}
		}
	})
}
