package figure

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/stage/clause"
	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/scan"
)

func figures(t testing.TB) *Reader {
	t.Helper()
	num, err := number.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(data.Files, num)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// show writes a figure as the tables' column expect does: "12.. person".
func show(f *doc.Figure) string {
	s := fmt.Sprintf("%.10g", f.Value)
	if f.Low != f.High {
		s = ".."
		if f.Low != 0 {
			s = fmt.Sprintf("%.10g..", f.Low)
		}
		if f.High != 0 {
			s += fmt.Sprintf("%.10g", f.High)
		}
	}
	if f.Unit != "" {
		s += " " + f.Unit
	}
	return s
}

func TestFigures(t *testing.T) {
	r := figures(t)
	for _, tc := range []struct{ why, tree, want string }{
		{"the noun a number modifies, with the nouns before it", `
1 Six six NUM _ _ 3 nummod
2 summit summit NOUN _ _ 3 compound
3 meetings meeting NOUN _ _ 4 nsubj:pass
4 planned plan VERB _ _ 0 root`, `"Six summit meetings" 6 summit meeting of "summit meetings"`},
		{"what rounds are of", `
1 Two two NUM _ _ 2 nummod
2 rounds round NOUN _ _ 5 nsubj
3 of of ADP _ _ 4 case
4 talks talk NOUN _ _ 2 nmod
5 failed fail VERB _ _ 0 root`, `"Two rounds of talks" 2 round of talks of "rounds of talks"`},
		{"vague people", `
1 Tens ten NOUN _ _ 4 nsubj
2 of of ADP _ _ 3 case
3 thousands thousand NOUN _ _ 1 nmod
4 marched march VERB _ _ 0 root`, `"Tens of thousands" 20000..99999 of ""`},
		{"the object of a verb of harm is people", `
1 Shells shell NOUN _ _ 2 nsubj
2 killed kill VERB _ _ 0 root
3 190 190 NUM _ _ 2 obj`, `"190" 190 person of "killed"`},
		{"a name is no figure", `
1 Deputies deputy NOUN _ _ 2 nsubj
2 cited cite VERB _ _ 0 root
3 Resolution resolution PROPN _ _ 2 obj
4 1441 1441 NUM _ _ 3 nummod`, ``},
		{"one of a group is no figure", `
1 One one NUM _ _ 5 nsubj
2 of of ADP _ _ 4 case
3 the the DET _ _ 4 det
4 ships ship NOUN _ _ 1 nmod
5 sank sink VERB _ _ 0 root`, ``},
	} {
		d, err := conllu.Parse(strings.NewReader(strings.TrimSpace(tc.tree) + "\n\n"))
		if err != nil {
			t.Fatal(err)
		}
		clauses(t).Run(d)
		r.run(d)
		var got []string
		for i := range d.Figures {
			got = append(got, fmt.Sprintf("%q %s of %q", d.Of(d.Figures[i].Span), show(&d.Figures[i]), d.Figures[i].Of))
		}
		if g := strings.Join(got, "; "); g != tc.want {
			t.Errorf("%s: got %s, want %s", tc.why, g, tc.want)
		}
	}
}

// TestChanges reads figures that are part of a change, and what changes.
func TestChanges(t *testing.T) {
	r := figures(t)
	for _, tc := range []struct{ why, tree, want string }{
		{"the one reached knows the one before", `
1 Trade trade NOUN _ _ 2 nsubj
2 fell fall VERB _ _ 0 root
3 from from ADP _ _ 5 case
4 12 12 NUM _ _ 5 nummod
5 percent percent NOUN _ _ 2 obl
6 to to ADP _ _ 8 case
7 7 7 NUM _ _ 8 nummod
8 percent percent NOUN _ _ 2 obl`, `12 % from fall of "Trade"; 7 % to fall of "Trade" (was 12)`},
		{"the unit is said once, and the numbers tell which way", `
1 Prices price NOUN _ _ 2 nsubj
2 went go VERB _ _ 0 root
3 from from ADP _ _ 4 case
4 five five NUM _ _ 2 obl
5 to to ADP _ _ 7 case
6 ten ten NUM _ _ 7 nummod
7 yen yen NOUN _ _ 2 obl`, `5 JPY from rise of "Prices"; 10 JPY to rise of "Prices" (was 5)`},
		{"where nothing changes, from and to make a range", `
1 Terms term NOUN _ _ 2 nsubj
2 run run VERB _ _ 0 root
3 from from ADP _ _ 7 case
4 five five NUM _ _ 7 nummod
5 to to ADP _ _ 6 case
6 ten ten NUM _ _ 4 nmod
7 years year NOUN _ _ 2 obl`, `5..10 year  of "Terms"`},
		{"an object is what moves", `
1 Oslo Oslo PROPN _ _ 2 nsubj
2 cut cut VERB _ _ 0 root
3 its its PRON _ _ 4 nmod:poss
4 aid aid NOUN _ _ 2 obj
5 by by ADP _ _ 7 case
6 5 5 NUM _ _ 7 nummod
7 percent percent NOUN _ _ 2 obl`, `5 % by fall of "aid"`},
		{"a number of people that were cut is no change", `
1 Oslo Oslo PROPN _ _ 2 nsubj
2 cut cut VERB _ _ 0 root
3 500 500 NUM _ _ 4 nummod
4 jobs job NOUN _ _ 2 obj`, `500 job  of "jobs"`},
		{"a noun of change is in something", `
1 A a DET _ _ 4 det
2 5 5 NUM _ _ 3 nummod
3 percent percent NOUN _ _ 4 compound
4 drop drop NOUN _ _ 7 nsubj
5 in in ADP _ _ 6 case
6 output output NOUN _ _ 4 nmod
7 hurt hurt VERB _ _ 0 root`, `5 % by fall of "output"`},
	} {
		d, err := conllu.Parse(strings.NewReader(strings.TrimSpace(tc.tree) + "\n\n"))
		if err != nil {
			t.Fatal(err)
		}
		clauses(t).Run(d)
		r.run(d)
		var got []string
		for _, f := range d.Figures {
			s := fmt.Sprintf("%s %s of %q", show(&f), strings.TrimSpace(f.Change.Part+" "+f.Change.Way), f.Of)
			if f.Change.Part != "" && f.Change.From >= 0 {
				s += fmt.Sprintf(" (was %g)", d.Figures[f.Change.From].Value)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.why, g, tc.want)
		}
	}
}

// clauses returns the stage that levels the trees.
func clauses(t testing.TB) doc.Stage {
	t.Helper()
	s, err := clause.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWritten reads figures that need no tree.
func TestWritten(t *testing.T) {
	r := figures(t)
	for _, tc := range []struct{ text, want string }{
		{"$2.2 billion", "2200000000 USD"},
		{"more than US$50 billion", "5e+10.. USD"},
		{"€50m", "50000000 EUR"},
		{"50 million euros", "50000000 EUR"},
		{"$30 a barrel", "30 USD per barrel"},
		{"$3-5 million", "3000000..5000000 USD"},
		{"between $5 and $7 billion", "5000000000..7000000000 USD"},
		{"90 percent", "90 %"},
		{"16-17 percent", "16..17 %"},
		{"10-mile", "10 mile"},
		{"two-day", "2 day"},
		{"two decades", "20 year"},
		{"decades-old", "20.. year"},
		{"a 7.0 magnitude quake", "7 magnitude"},
		{"magnitude-6.6", "6.6 magnitude"},
		{"nearly half", "..0.5 share"},
		{"two-thirds", "0.6666666667 share"},
		{"160 km", "160 km"},
		{"555-0100", ""},
		{"24/7", ""},
		{"12:30", ""},
		{"F-16", ""},
		{"six-party", ""},
		{"a $5 million loan", "5000000 USD"},
		{"A$5 million", "5000000 AUD"},
		{"250 km per hour", "250 km per hour"},
		{"$240 per thousand cubic metres", "240 USD per thousand cubic metre"},
		{"half a percentage point", "0.5 percentage point"},
		{"half an hour", "0.5 hour"},
		{"one in four voters", "0.25 share"},
		{"nine out of ten voters", "0.9 share"},
		{"two in three days", "2"},
		{"more than doubled", "2.. times"},
		{"17-year-old", "17 year"},
		{"120-seat", "120 seat"},
		{"four mln dlrs", "4000000 USD"},
		{"PM2.5", ""},
		{"No. 2", ""},
	} {
		ws, got := scan.Words(tc.text, 0, nil), ""
		for i := range ws {
			if f, ok := r.figureAt(ws, i, false); ok {
				got = show(&doc.Figure{Value: f.Value, Low: f.Low, High: f.High, Unit: f.unit})
				break
			}
		}
		if got != tc.want {
			t.Errorf("%q reads as %q, want %q", tc.text, got, tc.want)
		}
	}
}
