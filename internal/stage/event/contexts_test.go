package event

import (
	"strings"
	"testing"
)

// TestContexts is about the mechanism; the rows that ship are tested by their own
// examples in the program's package.
func TestContexts(t *testing.T) {
	const met = `
1 France France PROPN _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj
`
	const attacked = `
1 France France PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj
`
	for _, c := range []struct{ name, tree, sector, want string }{
		{"what governments do to one another", met, "", "diplomatic"},
		{"an army does not govern", met, "MIL", ""},
		{"what is left unsaid of an attack", attacked, "", "military"},
		{"who acts", attacked, "MIL", "military"},
		{"a word of the clause leaves nothing to the default", attacked + `4 over over ADP _ _ 5 case
5 trade trade NOUN _ _ 2 obl
`, "", "economic"},
		{"a phrase that means nothing", met + `4 at at ADP _ _ 7 case
5 the the DET _ _ 7 det
6 economic economic ADJ _ _ 7 amod
7 forum forum NOUN _ _ 2 obl
`, "", "diplomatic"},
		{"a hint by itself", met + `4 before before ADP _ _ 5 case
5 votes vote NOUN _ _ 2 obl
`, "", "diplomatic"},
		{"a hint with another", met + `4 over over ADP _ _ 5 case
5 results result NOUN _ _ 2 obl
6 of of ADP _ _ 7 case
7 votes vote NOUN _ _ 5 nmod
`, "", "diplomatic election"},
		{"the same hint twice", met + `4 over over ADP _ _ 5 case
5 votes vote NOUN _ _ 2 obl
6 on on ADP _ _ 7 case
7 votes vote NOUN _ _ 5 nmod
`, "", "diplomatic"},
		{"a clause that tells when", met + `4 after after SCONJ _ _ 6 mark
5 trade trade NOUN _ _ 6 nsubj
6 fell fall VERB _ _ 2 advcl
`, "", "diplomatic"},
		{"the relative clause of a party", met + `4 which which PRON _ _ 5 nsubj
5 sought seek VERB _ _ 3 acl:relcl
6 trade trade NOUN _ _ 5 obj
`, "", "diplomatic"},
	} {
		d := parsed(t, c.tree, "", "", nil)
		for i := range d.Actors {
			d.Actors[i].Sector = c.sector
		}
		run(t, d)
		if len(d.Events) != 1 {
			t.Fatalf("%s: %d events", c.name, len(d.Events))
		}
		e := d.Events[0]
		if got := strings.Join(e.Contexts, " "); got != c.want {
			t.Errorf("%s: %q, want %q: %q", c.name, got, c.want, e.Why)
		}
		for _, x := range e.Contexts {
			if !strings.Contains(strings.Join(e.Why, "\n"), "context "+x+": ") {
				t.Errorf("%s: nothing says why %s: %q", c.name, x, e.Why)
			}
		}
	}
}

// Each fault of the table is told by file and line.
func TestContextFaults(t *testing.T) {
	fsys := lexiconOf("attack ; attack ; VERB ;  ; subj ; obj ; ASSAULT ;  ; 190")
	rows := string(fsys["ontology/contexts.tsv"].Data)
	fsys["ontology/contexts.tsv"].Data = []byte(rows +
		"weather\tword\train\t\tX.\t\town\n" +
		"military\tsmell\tsmoke\t\tX.\t\town\n" +
		"military\tact\tASSAULT/tickle\t\tX.\t\town\n" +
		"military\tword\tgun\tASSAULT nowhere\tX.\t\town\n" +
		"military\tword\tgun\t\t\t\town\n")
	_, err := New(fsys)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`contexts.tsv:10: context "weather"`, `contexts.tsv:11: kind "smell", expected`, `contexts.tsv:12: cues: "ASSAULT/tickle", expected`,
		`contexts.tsv:13: acts: "nowhere", expected`, `contexts.tsv:14: no example`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}
