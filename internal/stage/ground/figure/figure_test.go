package figure

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
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
3 190 190 NUM _ _ 2 obj`, `"190" 190 person of ""`},
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
		{"No. 2", ""},
	} {
		ws, got := scan.Words(tc.text, 0, nil), ""
		for i := range ws {
			if f, ok := r.figureAt(ws, i); ok {
				got = show(&doc.Figure{Value: f.Value, Low: f.Low, High: f.High, Unit: f.unit})
				break
			}
		}
		if got != tc.want {
			t.Errorf("%q reads as %q, want %q", tc.text, got, tc.want)
		}
	}
}
