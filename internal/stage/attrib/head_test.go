package attrib

import (
	"strings"
	"testing"

	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	leveller "dragoman/internal/stage/clause"
)

// What the network is sure of is a statement though no table has the cue, and what
// stands in it is told by nobody: "lifted" is the outlet's own word.
func TestCueByTheNetwork(t *testing.T) {
	const tree = `
1 Norway Norway PROPN _ _ 2 nsubj
2 coveted covet VERB _ Tense=Past|VerbForm=Fin 0 root
3 the the DET _ _ 4 det
4 strait strait NOUN _ _ 2 obj
5 . . PUNCT _ _ 2 punct`
	for _, c := range []struct {
		p    float32
		want string
	}{{0.9, doc.Regards}, {0.5, ""}} {
		d, err := conllu.Parse(strings.NewReader(tree + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		d.Cues = []doc.Cue{{Token: 1, P: c.p, First: 2, Last: 4}}
		level, err := leveller.New(tables)
		if err != nil {
			t.Fatal(err)
		}
		level.Run(d)
		s, err := New(tables)
		if err != nil {
			t.Fatal(err)
		}
		s.Run(d)
		got := ""
		for _, st := range d.Statements {
			got += st.Stance
			if d.Of(st.Span) != "the strait" {
				t.Errorf("content %q, want the strait", d.Of(st.Span))
			}
			if d.StatementAt(st.Span) >= 0 {
				t.Error("what Norway coveted is told by Norway, want by nobody")
			}
		}
		if got != c.want {
			t.Errorf("P %.1f: stance %q, want %q", c.p, got, c.want)
		}
	}
}
