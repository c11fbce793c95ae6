package when

import (
	"strings"
	"testing"
	"time"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/number"
)

// asOf is the day on which the rows' examples are read, a Wednesday.
var asOf = date(2000, time.July, 19)

func parser(t testing.TB) *Parser {
	t.Helper()
	num, err := number.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(data.Files, num)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func days(r doc.TimeRange) string {
	if r.From.IsZero() && r.To.IsZero() {
		return ""
	}
	end := func(t time.Time) string {
		if t.IsZero() {
			return ".."
		}
		return t.Format(time.DateOnly)
	}
	return end(r.From) + "/" + end(r.To)
}

// Every row of times.tsv reads its own example.
func TestRows(t *testing.T) {
	p := parser(t)
	table, err := lexicon.Read(data.Files, "ground/times.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		read := p.Find(row.Get("example"), 0, asOf)
		found := row.Get("makes") == "skip" && len(read) == 0
		if e, ok := p.Parse(row.Get("example"), asOf); ok {
			read = append(read, e) // a range as a whole
		}
		var all []string
		for _, e := range read {
			rule, _, _ := strings.Cut(e.Rule, " ")
			all = append(all, e.Rule+" "+e.Value+" "+days(e.TimeRange))
			if rule == row.Get("id") && e.Value == row.Get("value") {
				rng := days(e.TimeRange)
				found = found || rng == row.Get("range") || strings.Contains(e.Rule, " ")
			}
		}
		if !found {
			t.Error(row.Errorf("%q reads as %q, expected %s %s", row.Get("example"), all, row.Get("value"), row.Get("range")))
		}
	}
}

// Without a report's date only what says all by itself has days.
func TestUnknownDay(t *testing.T) {
	for _, e := range parser(t).Find("They met on July 3, 1998, left on Monday, and will return next week or in June.", 0, time.Time{}) {
		if e.Value != "1998-07-03" && !(e.From.IsZero() && e.To.IsZero()) {
			t.Errorf("%q has days %s", e.Value, days(e.TimeRange))
		}
	}
}

// Expressions lie in the text, in order, and never end before they begin.
func FuzzFind(f *testing.F) {
	p := parser(f)
	for _, s := range []string{"from July 3 to 5 May 1998", "31 June", "9999999999 years ago", "the 0th century", "'90s - 2000", "at 25:61 p.m. (UTC)", "mid-", "5000 decades later"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, e := range p.Find(s, 0, asOf) {
			if e.Start < at || e.End <= e.Start || e.End > len(s) {
				t.Fatalf("%q: %+v after %d", s, e, at)
			}
			at = e.End
			if !e.From.IsZero() && !e.To.IsZero() && e.To.Before(e.From) {
				t.Fatalf("%q: %s ends before it begins", s, days(e.TimeRange))
			}
		}
	})
}

// Every word of timewords.tsv takes part in a time in its row's example.
func TestWords(t *testing.T) {
	p := parser(t)
	table, err := lexicon.Read(data.Files, "ground/timewords.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		if len(p.Find(row.Get("example"), 0, asOf)) == 0 {
			t.Error(row.Errorf("no time in %q", row.Get("example")))
		}
	}
}

// A report is read in order: its sentences hang on the dates told before.
func TestSession(t *testing.T) {
	p := parser(t)
	for _, tc := range []struct{ why, text, want string }{
		{"what will be", "They will meet on Friday.\nThey will part in September.", "2000-07-21, 2000-09"},
		{"that year", "They met in May 1998.\nThey parted later that year.", "1998-05, 1998"},
		{"the following day", "They met on July 3.\nThey signed the following day.", "2000-07-03, 2000-07-04"},
		{"two years later", "The fort fell in 1996.\nIt was rebuilt two years later.", "1996, 1998"},
		{"too coarse to count a day from", "They have met since 1995.\nThey parted the day before.", "1995"},
		{"an unknown day to count from", "They parted a day before the rally began.", "P1D"},
		{"the previous Friday", "They met on July 3.\nThe vote was the previous Friday.", "2000-07-03, 2000-06-30"},
		{"later in the day", "They met on July 3.\nThey left later in the day.", "2000-07-03, 2000-07-03"},
		{"that night", "They met on July 3.\nThey left that night.", "2000-07-03, 2000-07-03TNI"},
		{"results are compared with the quarter a year before",
			"Exports for the second quarter rose from $3 million a year earlier.\nImports rose from $9 million a year earlier.", "2000-Q2, 1999-Q2, 1999-Q2"},
		{"which a day closes", "In the quarter ended June 30 exports rose from $3 million a year earlier.", "2000-Q2, 2000-06-30, 1999-Q2"},
		{"results of the quarter just over are still to come", "The firm expects to report a loss for the second quarter.", "2000-Q2"},
		{"a clock on the day beside it", "The blast came at 10:35 a.m. (0735 GMT) on Friday.", "2000-07-14T10:35, 2000-07-14T07:35Z, 2000-07-14"},
		{"an adjective dates its noun", "The current pact replaced a recent one.", "PRESENT_REF, PAST_REF"},
		{"a verb that looks like an adjective", "The talks will last two weeks.", "P2W"},
		{"the past with a number", "They met in the past five summers.", ""},
	} {
		s := p.Session(asOf)
		var got []string
		for line := range strings.Lines(tc.text) {
			for _, e := range s.Sentence(line, 0, nil) {
				got = append(got, e.Value)
			}
		}
		if g := strings.Join(got, ", "); g != tc.want {
			t.Errorf("%s: %q reads as %s, want %s", tc.why, tc.text, g, tc.want)
		}
	}
}

// In a text the ends of a range are expressions of their own, and each has the
// days of the whole.
func TestRange(t *testing.T) {
	text := "Troops stayed from 1993 to June 1995 and met on June 13-15, 1998."
	var got []string
	for _, e := range parser(t).Find(text, 0, asOf) {
		got = append(got, text[e.Start:e.End]+" "+e.Value+" "+days(e.TimeRange))
	}
	want := "1993 1993 1993-01-01/1995-06-30, June 1995 1995-06 1993-01-01/1995-06-30, June 13 1998-06-13 1998-06-13/1998-06-15, 15, 1998 1998-06-15 1998-06-13/1998-06-15"
	if g := strings.Join(got, ", "); g != want {
		t.Errorf("got %s, want %s", g, want)
	}
}

// Ordinary words that look like times are none.
func TestNoTime(t *testing.T) {
	p := parser(t)
	for _, text := range []string{
		"The second man may march in the sun.",
		"March on, said May.",
		"Prices fall and spring back.",
		"A 44-year-old man and a girl of three were held.",
		"The last-minute deal failed.",
		"Some 1998 troops crossed the 38th parallel.",
		"Two thousand six men fled.",
		"He is in his 30s.",
		"Three quarters of the town and more than a quarter of its homes burned.",
		"Jan and Sun met the Wed family.",
		"The minute hand moved.",
	} {
		for _, e := range p.Find(text, 0, asOf) {
			t.Errorf("%q: read %q as %s by %s", text, text[e.Start:e.End], e.Value, e.Rule)
		}
	}
}

// The tree tells the tense: the same Friday lies before Wednesday the 19th or
// after it.
func TestTense(t *testing.T) {
	p := parser(t)
	for _, tc := range []struct{ why, tree, want string }{
		{"past", `
1 They they PRON _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 Friday Friday PROPN _ _ 2 nmod:unmarked`, "2000-07-14"},
		{"future", `
1 They they PRON _ _ 3 nsubj
2 will will AUX _ VerbForm=Fin 3 aux
3 meet meet VERB _ VerbForm=Inf 0 root
4 Friday Friday PROPN _ _ 3 nmod:unmarked`, "2000-07-21"},
		{"what is planned lies ahead", `
1 They they PRON _ _ 2 nsubj
2 planned plan VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 meet meet VERB _ VerbForm=Inf 2 xcomp
5 Friday Friday PROPN _ _ 4 nmod:unmarked`, "2000-07-21"},
		{"the planning does not", `
1 Friday Friday PROPN _ _ 3 nmod:unmarked
2 they they PRON _ _ 3 nsubj
3 planned plan VERB _ Tense=Past|VerbForm=Fin 0 root
4 to to PART _ _ 5 mark
5 meet meet VERB _ VerbForm=Inf 3 xcomp`, "2000-07-14"},
		{"a date right behind the teller is the teller's", `
1 They they PRON _ _ 2 nsubj
2 said say VERB _ Tense=Past|VerbForm=Fin 0 root
3 Friday Friday PROPN _ _ 6 nmod:unmarked
4 they they PRON _ _ 6 nsubj
5 will will AUX _ VerbForm=Fin 6 aux
6 leave leave VERB _ VerbForm=Inf 2 ccomp`, "2000-07-14"},
		{"what was to happen", `
1 They they PRON _ _ 4 nsubj
2 were be AUX _ Tense=Past|VerbForm=Fin 4 cop
3 to to PART _ _ 4 mark
4 meet meet VERB _ VerbForm=Inf 0 root
5 Friday Friday PROPN _ _ 4 nmod:unmarked`, "2000-07-21"},
		{"a noun with is", `
1 The the DET _ _ 2 det
2 deadline deadline NOUN _ _ 4 nsubj
3 is be AUX _ Tense=Pres|VerbForm=Fin 4 cop
4 Friday Friday PROPN _ _ 0 root`, "2000-07-21"},
		{"what is to be done", `
1 The the DET _ _ 2 det
2 bill bill NOUN _ _ 8 nsubj:pass
3 to to PART _ _ 5 mark
4 be be AUX _ VerbForm=Inf 5 aux:pass
5 debated debate VERB _ Tense=Past|VerbForm=Part|Voice=Pass 2 acl
6 Friday Friday PROPN _ _ 5 nmod:unmarked
7 will will AUX _ VerbForm=Fin 8 aux
8 pass pass VERB _ VerbForm=Inf 0 root`, "2000-07-21"},
		{"what runs until a day runs still", `
1 They they PRON _ _ 2 nsubj
2 postponed postpone VERB _ Tense=Past|VerbForm=Fin 0 root
3 it it PRON _ _ 2 obj
4 until until ADP _ _ 5 case
5 Friday Friday PROPN _ _ 2 obl`, "2000-07-21"},
	} {
		d, err := conllu.Parse(strings.NewReader(strings.TrimSpace(tc.tree) + "\n\n"))
		if err != nil {
			t.Fatal(err)
		}
		d.Meta.Date = asOf
		p.run(d)
		if len(d.Times) != 1 || d.Times[0].Value != tc.want {
			t.Errorf("%s: got %v, want %s", tc.why, d.Times, tc.want)
		}
	}
}

// Movable feasts, on days that calendars print. What is seen of the moon may be
// off by a day.
func TestFeasts(t *testing.T) {
	p := parser(t)
	for _, tc := range []struct{ text, want string }{
		{"Easter 2000", "2000-04-23"}, {"Easter 2008", "2008-03-23"}, {"Easter 2011", "2011-04-24"}, {"Good Friday 2019", "2019-04-19"},
		{"Orthodox Easter 2019", "2019-04-28"}, {"Orthodox Easter 2021", "2021-05-02"},
		{"Passover 2000", "2000-04-20"}, {"Passover 2013", "2013-03-26"}, {"Passover 2024", "2024-04-23"},
		{"Yom Kippur 1973", "1973-10-06"}, {"Rosh Hashanah 2020", "2020-09-19"},
		{"Eid al-Fitr 2021", "2021-05-13"}, {"Ramadan 2020", "2020-04-24"}, {"Eid al-Adha 2021", "2021-07-20"},
		{"Thanksgiving 2001", "2001-11-22"}, {"Memorial Day 2000", "2000-05-29"}, {"Labor Day 2001", "2001-09-03"},
		{"Chinese New Year 2013", "2013-02-10"},
	} {
		if e, _ := p.Parse(tc.text, asOf); e.Value != tc.want {
			t.Errorf("%s is %s, want %s", tc.text, e.Value, tc.want)
		}
	}
}
