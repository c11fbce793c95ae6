package event

import "testing"

// The mode that a frame leaves open is read off the means, not off what is attacked.
func TestModes(t *testing.T) {
	const attacked = `
1 France France PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
`
	for _, c := range []struct{ name, tree, want string }{
		{"nothing said", attacked + `3 Spain Spain PROPN _ _ 2 obj
`, ""},
		{"by what means", attacked + `3 Spain Spain PROPN _ _ 2 obj
4 with with ADP _ _ 5 case
5 drones drone NOUN _ _ 2 obl
`, "drone"},
		{"by what means, hung on what is attacked", attacked + `3 Spain Spain PROPN _ _ 2 obj
4 with with ADP _ _ 5 case
5 drones drone NOUN _ _ 3 nmod
`, "drone"},
		{"what is attacked", attacked + `3 a a DET _ _ 5 det
4 drone drone NOUN _ _ 5 compound
5 base base NOUN _ _ 2 obj
6 of of ADP _ _ 7 case
7 Spain Spain PROPN _ _ 5 nmod
`, ""},
		{"of two the row told first", attacked + `3 Spain Spain PROPN _ _ 2 obj
4 with with ADP _ _ 5 case
5 jets jet NOUN _ _ 2 obl
6 and and CCONJ _ _ 7 cc
7 drones drone NOUN _ _ 5 conj
`, "drone"},
	} {
		d := parsed(t, c.tree, "", "", nil)
		run(t, d)
		if len(d.Events) != 1 || d.Events[0].Mode != c.want {
			t.Errorf("%s: %+v, want mode %q", c.name, d.Events, c.want)
		}
	}
}
