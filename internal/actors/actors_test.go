package actors

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dragoman/internal/lexicon"

	"pgregory.net/rapid"
)

// small is a lexicon with one row for each thing the tests need.
func small() fstest.MapFS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(strings.Join(lines, "\n"), ";", "\t") + "\n")}
	}
	return fstest.MapFS{
		"lexicon/states.tsv": file(
			"code;name;official;adjectives;inhabitants;aliases;capital;other_capitals;seats;lat;lon;capital_lat;capital_lon;from;to;successor;example;source",
			"RUS;Russia;Russian Federation;Russian;Russians;;Moscow;;Kremlin;61.9;96.7;55.75;37.62;1991-12-26;;;Russia spoke.;x",
			"SUN;Soviet Union;;Soviet;Soviets;USSR;Moscow;;Kremlin;61;90;55.75;37.62;1922;1991-12-25;RUS;Soviet Union spoke.;x",
			"USA;United States;;American|U.S.|US;Americans;U.S.|US|America;Washington;;White House;39.8;-98.6;38.9;-77;;;;United States spoke.;x",
			"PRK;North Korea;;North Korean;North Koreans;N. Korea|DPRK;Pyongyang;;;40;127;39;125.7;1948-09-09;;;North Korea spoke.;x",
		),
		"lexicon/leaders/all.tsv": file(
			"id;name;aliases;short;gender;country;sector;office;from;to;lead;example;source",
			"a;Ann Older;;Older;f;USA;GOV;President of the United States;1990-01-20;1994-01-20;y;Ann Older spoke.;x",
			"b;Bob Newer;;Newer;m;USA;GOV;Vice President of the United States;1990-01-20;1994-01-20;;Bob Newer spoke.;x",
			"b;Bob Newer;;Newer;m;USA;GOV;President of the United States;1994-01-20;1998-01-20;y;Bob Newer spoke.;x",
		),
		"lexicon/bodies/all.tsv": file(
			"id;name;aliases;kind;country;sector;state_run;from;to;example;source",
			"nato;NATO;North Atlantic Treaty Organisation;organisation;;IGO;;1949;;NATO spoke.;x",
			"who;World Health Organisation;WHO;organisation;;IGO;;1948;;WHO spoke.;x",
			"jazeera;Al-Jazeera;al-Jazeera;media;RUS;JRN;;;;Al-Jazeera said.;x",
			"tass;Itar-Tass;;media;RUS;JRN;;;;Itar-Tass spoke.;x",
		),
		"lexicon/offices.tsv":  file("title;sector;kind;example;source", "foreign minister;GOV;official;foreign minister spoke.;x", "secretary of state;GOV;official;secretary of state spoke.;x"),
		"lexicon/sectors.tsv":  file("code;meaning;source", "GOV;government;x", "IGO;states;x", "PTY;party;x", "JRN;press;x", "COP;police;x", "MIL;forces;x"),
		"lexicon/declared.tsv": file("class;name;example;source", "office;Senator;Senators met.;x", "name;The Twins;The Twins met.;x"),
		"lexicon/agents.tsv":   file("lemma;plural;sector;kind;home;example;source", "police;police;COP;agency;yes;police spoke.;x", "soldier;soldiers;MIL;military;;soldier spoke.;x"),
	}
}

func mustLoad(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Load(small())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"Kim Jong-il", "kim jong il", "hyphens part words"},
		{"U.S.", "us", "full stops go"},
		{"Nicolás Maduro", "nicolas maduro", "accents go"},
		{"Recep Tayyip Erdoğan", "recep tayyip erdogan", "so do breves"},
		{"Wałęsa", "walesa", "letters without decomposition have a base letter"},
		{"Sana'a", "sanaa", "an apostrophe inside a word goes"},
		{"People’s Republic", "people s republic", "a possessive is a word of its own, whatever its apostrophe"},
		{"", "", "nothing stays nothing"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
}

func TestFoldTwiceIsFoldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "name")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, Fold(once))
		}
	})
}

// TestFirstHash: the short way and the long one find the same first word.
func TestFirstHash(t *testing.T) {
	for name, want := range map[string]string{"Moscow": "moscow", "the White House": "white", "The White House": "the", "U.S. Army": "us", "Al-Jazeera": "al", "O'Neill": "oneill", "Ärzte": "arzte", "": "", "the": "", " x": "x"} {
		if got := firstHash(name); got != hashOf(want) {
			t.Errorf("firstHash(%q) is not that of %q", name, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[A-Za-z.' é-]{0,12}`).Draw(t, "name")
		if a, b := firstHash(s), firstHashOfAny(s); a != b {
			t.Fatalf("%q: %d and %d", s, a, b)
		}
	})
}

func TestSpell(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	sp, err := parseSpell("1990", "1994-03")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day  time.Time
		want bool
		why  string
	}{
		{day("1989-12-31"), false, "the day before"},
		{day("1990-01-01"), true, "a year starts on its first day"},
		{day("1994-03-31").Add(23 * time.Hour), true, "a month ends with its last hour"},
		{day("1994-04-01"), false, "the day after"},
		{time.Time{}, false, "an unknown day is today"},
	} {
		if got := sp.Holds(c.day); got != c.want {
			t.Errorf("Holds(%v) = %v: %s", c.day, got, c.why)
		}
	}
	if _, err := parseSpell("1994", "1990"); err == nil {
		t.Error("a spell that ends before it starts was accepted")
	}
	if _, err := parseSpell("May 1994", ""); err == nil {
		t.Error("a date in words was accepted")
	}
}

func TestNamed(t *testing.T) {
	l := mustLoad(t)
	in := func(y int) time.Time { return time.Date(y, 6, 1, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		day  time.Time
		want string
	}{
		{"Russia", in(2000), "RUS"}, {"USSR", in(1980), "SUN"}, {"ussr", in(2000), "SUN"}, {"N. Korea", time.Time{}, "PRK"}, {"Atlantis", in(2000), ""},
	} {
		got := ""
		if s := l.States.Named(c.name, c.day); s != nil {
			got = s.Code
		}
		if got != c.want {
			t.Errorf("Named(%q, %d) = %q, want %q", c.name, c.day.Year(), got, c.want)
		}
	}
}

func TestNamesAt(t *testing.T) {
	l := mustLoad(t)
	for _, c := range []struct {
		text string
		len  int
		kind Kind
		why  string
	}{
		{"North Korean troops", 2, StateAdj, "the longest name"},
		{"N. Korea said", 2, StateName, "abbreviated"},
		{"U.S. officials", 1, StateName, "stops do not matter"},
		{"us all", 0, 0, "an acronym needs its capitals"},
		{"Who said", 0, 0, "a short acronym is not a word with one capital"},
		{"Nato said", 1, BodyName, "a long one may be"},
		{"al-Jazeera said", 2, BodyName, "an alias that differs by a small letter"},
		{"ITAR-TASS said", 2, BodyName, "a name may be shouted"},
		{"the White House", 0, 0, "names start where they start"},
		{"White House aides", 2, StateSeat, "an article is no part of a name"},
		{"Foreign Ministers met", 2, OfficeTitle, "the plural of an office, capitalised"},
		{"secretaries of state met", 3, OfficeTitle, "the plural inside a title"},
		{"Newer said", 1, PersonName, "short for a person"},
	} {
		var words []Word
		Words(c.text, func(w string, _, _ int) { words = append(words, l.Word(w)) })
		hits := l.NamesAt(words, nil)
		if len(hits) == 0 {
			if c.len != 0 {
				t.Errorf("%q: nothing found: %s", c.text, c.why)
			}
			continue
		}
		h := hits[len(hits)-1]
		if h.Len != c.len || h.Entries[0].Kind != c.kind {
			t.Errorf("%q: %d words of kind %d, want %d of %d: %s", c.text, h.Len, h.Entries[0].Kind, c.len, c.kind, c.why)
		}
	}
}

func TestStandingAndOffice(t *testing.T) {
	l := mustLoad(t)
	in := func(y int) time.Time { return time.Date(y, 6, 1, 0, 0, 0, 0, time.UTC) }
	bob := l.Person(int(l.people.byID["b"]))
	for _, c := range []struct {
		year            int
		office          string
		current, former bool
	}{
		{1980, "Vice President of the United States", false, false},
		{1992, "Vice President of the United States", true, false},
		{1996, "President of the United States", true, false},
		{2005, "President of the United States", false, true},
	} {
		if s := bob.On(in(c.year)); s.Term.Office != c.office || s.Current != c.current || s.Former != c.former {
			t.Errorf("in %d: %q current %v former %v", c.year, s.Term.Office, s.Current, s.Former)
		}
	}
	// Who leads a state and a party at once, or led them, is the state's leader.
	both := Person{Terms: []Term{
		{Office: "Prime Minister", Lead: true, Spell: YearSpell(2000)},
		{Office: "Party Leader", Spell: Spell{in(1999).AddDate(1, 0, 0), in(2001)}},
	}}
	for year, want := range map[int]string{2000: "Prime Minister", 2003: "Prime Minister"} {
		if got := both.On(in(year).AddDate(0, 3, 0)).Term.Office; got != want {
			t.Errorf("in %d: %q, want %q", year, got, want)
		}
	}
	for _, c := range []struct {
		title string
		year  int
		want  string
	}{
		{"president", 1992, "Ann Older"}, {"vice president", 1992, "Bob Newer"}, {"president", 1996, "Bob Newer"}, {"president", 2005, ""}, {"king", 1992, ""},
	} {
		got := ""
		if row := l.InOffice("USA", c.title, in(c.year)); row >= 0 {
			got = l.Person(row).Name
		}
		if got != c.want {
			t.Errorf("%s in %d: %q, want %q", c.title, c.year, got, c.want)
		}
	}
}

// TestFaults checks that all faults of all tables are told at once, each by
// file and line.
func TestFaults(t *testing.T) {
	fsys := small()
	add(fsys, "lexicon/leaders/all.tsv", "c;C;;;;USA;GOV;X;soon;;;x;x")
	add(fsys, "lexicon/agents.tsv", "crowd;crowds;CVL;people;perhaps;x;x")
	_, err := Load(fsys)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`lexicon/leaders/all.tsv:5: date "soon"`, `lexicon/agents.tsv:4: home "perhaps"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
}

// add writes a row, its cells parted by ";", behind the last of a table.
func add(fsys fstest.MapFS, table, row string) {
	fsys[table].Data = append(fsys[table].Data, strings.ReplaceAll(row, ";", "\t")+"\n"...)
}

func TestCheck(t *testing.T) {
	for _, c := range []struct{ table, row, want string }{
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;President of the United States;1992-01-01;1993-01-01;;Carl Third spoke.;x", "Carl Third and Ann Older (lexicon/leaders/all.tsv:2) are both President of the United States, USA"},
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;President of the United States;1994-01;1994-01-20;;Carl Third spoke.;x", ""}, // January 1994 may be its 20th day
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;Senator from Ohio;1990;1993;;Carl Third spoke.;x", ""},
		{"leaders/all", "c;Carl Third;;Third;m;USX;GOV;Minister;1990;1993;;Carl Third spoke.;x", `no state has the code "USX"`},
		{"leaders/all", "c;Carl Third;;Third;m;USA;GVO;Minister;1990;1993;;Carl Third spoke.;x", `sector "GVO", expected one of`},
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;Minister;1993;1990;;Carl Third spoke.;x", "spell ends (1990) before it starts (1993)"},
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;Minister;1990;1993;;Nobody spoke.;x", "the example does not name the row"},
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;Minister;1990;1993;;Carl Third spoke.;", "no source"},
		{"leaders/all", "c;Carl Third;;Third;m;USA;GOV;Minister;1990;1993;;;x", "no example"},
		{"leaders/all", "b;Bob Newer;;Newer;m;USA;GOV;President of the United States;1994-01-20;;;Bob Newer spoke.;x", "b is there twice as President of the United States"},
		{"bodies/all", "otan;OTAN;NATO;organisation;;IGO;;;;OTAN met.;x", `"NATO" also means nato (lexicon/bodies/all.tsv:2)`},
		{"bodies/all", "old;Old Pact;NATO;organisation;;IGO;;;1948;The Old Pact met.;x", ""}, // before there was the other
		{"bodies/all", "twin;The Twins;;organisation;;IGO;;;;The Twins met.;x", ""},
		{"bodies/all", "x;The Xs;;crowd;;IGO;;;;The Xs met.;x", `kind "crowd", expected one of`},
		{"offices", "foreign minister;GOV;official;A foreign minister spoke.;x", "office foreign minister is there twice"},
	} {
		fsys := small()
		add(fsys, "lexicon/"+c.table+".tsv", c.row)
		var got []string
		for _, err := range Check(fsys) {
			got = append(got, err.Error())
		}
		file := "lexicon/" + c.table + ".tsv:"
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: faults %q, want none", c.row, got)
		case c.want != "" && (len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), c.want) || !strings.Contains(got[0], file)):
			t.Errorf("%s: faults %q, want %s...%s", c.row, got, file, c.want)
		}
	}
}

// TestOverlay lays a user's tables over the built-in ones.
func TestOverlay(t *testing.T) {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(strings.Join(lines, "\n"), ";", "\t") + "\n")}
	}
	user := fstest.MapFS{
		"states.tsv": file("code;name;official;adjectives;inhabitants;aliases;capital;other_capitals;seats;lat;lon;capital_lat;capital_lon;from;to;successor;example;source",
			"PRK;;;;;Choson;;;;;;;;;;;Choson agreed.;x",
			"GDR;Gondor;;Gondorian;Gondorians;;Minas Tirith;;;;;;;;;;Gondor agreed.;x"),
		"leaders/new.tsv": file("id;name;aliases;short;gender;country;sector;office;from;to;lead;example;source",
			"b;Bob Newer;Bobby Newer;Newer;m;USA;GOV;President of the United States;1994-01-20;1997-12-31;y;Bob Newer spoke.;x"),
		"bodies.tsv": file("id;name;aliases;kind;country;sector;state_run;from;to;example;source", "nato;;OTAN;;;;;;;OTAN agreed.;x"),
	}
	fsys := lexicon.Over(small(), user, "mine")
	if faults := Check(fsys); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	l, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if s := l.States.Code("PRK"); s.Name != "North Korea" || !slices.Contains(s.Aliases, "Choson") || !slices.Contains(s.Aliases, "DPRK") {
		t.Errorf("a known state gets names and keeps what it had: %+v", s)
	}
	if l.States.Named("gondor", time.Time{}) == nil {
		t.Error("a new state is not there")
	}
	if b := l.Body(int(l.bodies.byID["nato"])); b.Name != "NATO" || b.Sector != "IGO" || !slices.Contains(b.Aliases, "OTAN") {
		t.Errorf("body %+v", b)
	}
	if l.InOffice("USA", "president", time.Date(1998, 1, 10, 0, 0, 0, 0, time.UTC)) != -1 {
		t.Error("a spell is not ended by the user's row for it")
	}

	// A row may bring no more than a name; a successor does not clash with the spell
	// that a row closes; an office or agent keeps what a row leaves empty.
	user["leaders/new.tsv"].Data = append(user["leaders/new.tsv"].Data, strings.ReplaceAll("a;Ann B. Older;Annie Older;;;;;;;;;Annie Older spoke.;x\n"+
		"c;Carl Next;;Next;m;USA;GOV;President of the United States;1998-01-01;;y;Carl Next spoke.;x\n", ";", "\t")...)
	user["offices.tsv"] = file("title;sector;kind;example;source", "foreign minister;;;A foreign minister spoke.;x")
	user["agents.tsv"] = file("lemma;plural;sector;kind;home;example;source", "soldier;soldiery;;;;The soldiery spoke.;x")
	if faults := Check(fsys); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	if l, err = Open(fsys); err != nil {
		t.Fatal(err)
	}
	if ann := l.Person(int(l.people.byID["a"])); len(ann.Terms) != 1 || ann.Name != "Ann B. Older" || !slices.Contains(ann.Aliases, "Annie Older") || !slices.Contains(ann.Aliases, "Ann Older") {
		t.Errorf("person %+v", ann)
	}
	if o := l.Offices[0]; o.Sector != "GOV" || o.Kind != "official" {
		t.Errorf("office %+v", o)
	}
	if a := l.Agents[1]; a.Sector != "MIL" || !slices.Equal(a.Plurals, []string{"soldiers", "soldiery"}) {
		t.Errorf("agent %+v", a)
	}

	user["bodies.tsv"] = file("id;name;aliases;kind;country;sector;state_run;from;to;example;source", "x;X Party;;party;ZZZ;PTY;;;;The X Party met.;x")
	if got := fmt.Sprint(Check(fsys)); !strings.Contains(got, `mine/bodies.tsv:2: no state has the code "ZZZ"`) {
		t.Errorf("faults %s, want the user's file and line", got)
	}
	user["boddies.tsv"] = user["bodies.tsv"]
	if err := fsys.CheckNames("states", "bodies"); err == nil || !strings.Contains(err.Error(), "mine/boddies.tsv: no such table, expected states.tsv bodies.tsv") {
		t.Errorf("a mistyped table: %v", err)
	}
}
