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
+OZ-LAND
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
GMW_GUARD [GMWXYZ]
EGYPT [UAR]
`

func TestActors(t *testing.T) {
	tables, left := imported(t, "dir/own.actors.txt", actorDictionary)
	for _, want := range [][]string{
		{"AUS", "Land Down Under|Oz-Land|oz-Land"}, // a known state gets the name that it lacks
		{"ATL", "Atlantis", "Atlantean", "Atlantean", "own.actors.txt:7"},
	} {
		if !hasRow(tables["states.tsv"], want...) {
			t.Errorf("states lack %q:\n%s", want, strings.Join(tables["states.tsv"], "\n"))
		}
	}
	for _, want := range [][]string{
		{"atlantis-navy", "Atlantis Navy", "military", "ATL", "MIL", "ATLMIL MIL"},
		{"red-trident-front", "Red Trident Front", "ATL", "ATLREB REB ..1998-12-31|ATLGOV GOV 1999-01-01..2005-12-31"},
		{"hamas-wing", "Hamas Wing", "group", "PSE", "REB"},
		{"group-of-ten", "Group of Ten", "organisation", "IGO"},
		{"twins", "Twins", "ATL/AUS"},                                 // two actors
		{"far-army", "Far Army", "military", "", "MIL", "XQXMIL MIL"}, // of no state that is known
		{"gmw-guard", "", "GMWXYZ"},
	} {
		if !hasRow(tables["bodies.tsv"], want...) {
			t.Errorf("bodies lack %q:\n%s", want, strings.Join(tables["bodies.tsv"], "\n"))
		}
	}
	for _, want := range [][]string{
		{"jane-roe", "Jane Roe", "Roe", "ATL", "GOV", "2001-01-01", "2005-12-31", "ATLGOV"},
		{"jane-roe", "Jane Roe", "Roe", "ATL", "ELI", "2006-01-01", "ATLELI"},
	} {
		if !hasRow(tables["leaders.tsv"], want...) {
			t.Errorf("leaders lack %q:\n%s", want, strings.Join(tables["leaders.tsv"], "\n"))
		}
	}
	if want := []string{"EGY", "UAR"}; !hasRow(tables["states.tsv"], want...) {
		t.Errorf("a state keeps the user's code %q:\n%s", want, strings.Join(tables["states.tsv"], "\n"))
	}
	wantLeft := []string{
		`own.actors.txt:18: left out: "Nobody": [---] is no code`,
		`own.actors.txt:20: left out: "Lost Tribe": it has no code`,
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
RELIEF_CREW [NGO~]
SECURITY_OFFICIALS [~GOV]
nonsense
`)
	for _, want := range [][]string{
		{"mine sweeper", "mine sweepers", "MIL", "military"}, {"goose herd", "geese herds", "LAB"}, {"armour", "armour", "MIL"}, {"ferryman", "LAB"}, {"ferrymen", "LAB"},
		{"prophet", "prophets", "", "people", "XYZ"},   // a role that PLOVER has no sector for
		{"relief crew", "NGO", "organisation", "NGO~"}, // its code goes before the state's
		{"security official", "GOV", "official"},       // one that is known, by its plural
	} {
		if !hasRow(tables["agents.tsv"], want...) {
			t.Errorf("agents lack %q:\n%s", want, strings.Join(tables["agents.tsv"], "\n"))
		}
	}
	if hasRow(tables["agents.tsv"], "police") {
		t.Error("what is known already is no row")
	}
	if len(left) != 1 || !strings.Contains(left[0], "own.agents.txt:10: left out: expected NAME {PLURAL} [~CODE]") {
		t.Errorf("left out %q", left)
	}
}

func TestVerbs(t *testing.T) {
	tables, left := imported(t, "own.verbs.txt", `&PENALTY
+ECONOMIC_SANCTIONS
+&BAN
&BAN
+EMBARGO
&LOOP
+&LOOP

--- CALL [---] ---
CALL {CALLED CALLS}
+APPEAL
- * FOR &PENALTY [163]
- * TO_RETURN [100]
- NOT * [120]
- + WAS_* IN $ [120]
- * FOR &NOTHING [163]
- * FOR &LOOP [163]
- OFTEN*_UP [163]
--- BOMB [195] ---
BOMB
+BLOW_UP {+BLEW_UP}
WIRE_+TAP [1711]
- * DOWN [186]
--- RECEIVE [033:032] ---
RECEIVED
--- SNEER [999] ---
SNEER
--- REMARK [010] ---
REMARK
`)
	for _, want := range [][]string{
		{"call|called|calls|appeal", "VERB", "", "NONE", ""}, // [---]: no event
		{"call|called|calls|appeal", "VERB", "words=*~for~@own-penalty", "clause!", "named!", "SANCTION", "163", "alone"},
		{"call|called|calls|appeal", "VERB", "words=*~to_return", "REQUEST", "100"},
		{"call|called|calls|appeal", "VERB", "words=not~*", "120"},
		{"call|called|calls|appeal", "VERB", "words=+~was_*~in~$", "120"},
		{"call|called|calls|appeal", "VERB", "words=often_*_up", "163"},
		{"bomb", "VERB", "", "ASSAULT", "195"},
		{"blow", "VERB", "words=*_up", "ASSAULT", "195"},
		{"blow", "VERB", "words=*_up~down", "186"},
		{"tap", "VERB", "words=wire_*", "1711"},
		{"received", "VERB", "", "AGREE", "033:032"}, // the second is what is done back
		{"sneer", "VERB", "", "OTHER", "999"},        // a number of the user's own
		{"remark", "VERB", "", "OTHER", "010"},       // one that PLOVER has no type for
	} {
		if !hasRow(tables["frames.tsv"], want...) {
			t.Errorf("frames lack %q:\n%s", want, strings.Join(tables["frames.tsv"], "\n"))
		}
	}
	for _, want := range [][]string{{"@own-penalty", "economic sanctions|@own-ban"}, {"@own-ban", "embargo"}} {
		if !hasRow(tables["classes.tsv"], want...) {
			t.Errorf("classes lack %q:\n%s", want, strings.Join(tables["classes.tsv"], "\n"))
		}
	}
	want := []string{
		`own.verbs.txt:16: left out: pattern "* FOR &NOTHING": there is no set &NOTHING`,
		`own.verbs.txt:17: left out: pattern "* FOR &LOOP": there is no set &LOOP`, // a set of nothing but itself
	}
	if !slices.Equal(left, want) {
		t.Errorf("left out:\n%s\nwant\n%s", strings.Join(left, "\n"), strings.Join(want, "\n"))
	}
}

func TestDiscards(t *testing.T) {
	tables, left := imported(t, "own.discards.txt", "REGATTA\n+GRAND_REGATTA # all of it\n")
	for _, want := range [][]string{{"regatta", "sentence", "own.discards.txt:1"}, {"grand regatta", "story", "own.discards.txt:2"}} {
		if !hasRow(tables["discards.tsv"], want...) {
			t.Errorf("discards lack %q:\n%s", want, strings.Join(tables["discards.tsv"], "\n"))
		}
	}
	if left != nil {
		t.Errorf("left out %q", left)
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
	f.Add("&A\n+&A\n--- B [1:2] ---\n+B_C\n- &A_* $ ^ % [---]\n")
	f.Add("+A\nB_\n")
	f.Add("!A! = !A!\nX!A! [~MIL]\n")
	f.Add("item,itemLabel\n\"\n")
	base, err := New(data.Files)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		im := *base // loading once is enough
		im.old, im.ids, im.classes, im.tables, im.left = maps.Clone(base.old), map[string]bool{}, map[string][]string{}, newTables(), nil
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
