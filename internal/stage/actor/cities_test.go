package actor

import (
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
)

// Each case is a sentence, the names that the parser found in it, and its
// mentions.
var inCities = []struct {
	name, why, conll string
	names            []doc.Name
	want             string
}{
	{
		name: "a city stands for its state", why: "like a capital, if the parser takes the name for a place",
		conll: `
1 Shells shell NOUN _ _ 2 nsubj
2 hit hit VERB _ _ 0 root
3 Aleppo Aleppo PROPN _ _ 2 obj
4 . . PUNCT _ _ 2 punct

1 Aleppo Aleppo PROPN _ _ 2 nsubj
2 left leave VERB _ _ 0 root
`,
		names: []doc.Name{{First: 2, Last: 3, Kind: "LOC"}, {First: 4, Last: 5, Kind: "PER"}},
		want:  "Shells hit [Aleppo|SYR] . Aleppo left",
	},
	{
		name: "by a word for people of a place", why: "it makes the name a place whatever the parser says; the name of the whole keeps the city",
		conll: `
1 The the DET _ _ 2 det
2 mayor mayor NOUN _ _ 5 nsubj
3 of of ADP _ _ 4 case
4 Aleppo Aleppo PROPN _ _ 2 nmod
5 met meet VERB _ _ 0 root
6 Mumbai Mumbai PROPN _ _ 7 compound
7 police police NOUN _ _ 5 obj
`,
		want: "[The mayor of [Aleppo|SYR]|SYR GOV] met [[Mumbai|IND] police|IND COP]",
	},
	{
		name: "inside the name of a body", why: "a university is where its city is",
		conll: `
1 Oxford Oxford PROPN _ _ 2 compound
2 University University PROPN _ _ 3 nsubj
3 left leave VERB _ _ 0 root
`,
		want: "[Oxford University|GBR EDU] left",
	},
	{
		name: "beyond the name of a state", why: "New Mexico is not Mexico",
		conll: `
1 They they PRON _ _ 2 nsubj
2 flooded flood VERB _ _ 0 root
3 New New PROPN _ _ 4 compound
4 Mexico Mexico PROPN _ _ 2 obj
`,
		names: []doc.Name{{First: 2, Last: 4, Kind: "LOC"}},
		want:  "They flooded [New Mexico|USA]",
	},
	{
		name: "one of several of a name", why: "of the cities called so, that of the state which the report tells of",
		conll: `
1 Canada Canada PROPN _ _ 2 nsubj
2 flooded flood VERB _ _ 0 root
3 London London PROPN _ _ 2 obj
4 and and CCONJ _ _ 5 cc
5 Kingston Kingston PROPN _ _ 3 conj
`,
		names: []doc.Name{{First: 4, Last: 5, Kind: "LOC"}},
		want:  "[Canada|CAN] flooded [London|GBR] and [Kingston|JAM]",
	},
	{
		name: "no city's name", why: "words with capitals are places somewhere too",
		conll: `
1 The the DET _ _ 2 det
2 North North PROPN _ _ 3 nsubj
3 left leave VERB _ _ 0 root
4 Earth Earth PROPN _ _ 3 obj
`,
		names: []doc.Name{{First: 1, Last: 2, Kind: "LOC"}, {First: 3, Last: 4, Kind: "LOC"}},
		want:  "The North left Earth",
	},
}

func TestCities(t *testing.T) {
	s := stage(t, data.Files)
	for _, c := range inCities {
		t.Run(c.name, func(t *testing.T) {
			d := parse(t, c.conll, "2000-07-19")
			d.Names = c.names
			s.Run(d)
			if got := shown(d); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.why, got, c.want)
			}
			checkLayer(t, d)
		})
	}
}

// TestParsedPerson: a name of two words that nothing introduces is a person if
// the parser took it for one.
func TestParsedPerson(t *testing.T) {
	conll := `
1 Police police NOUN _ _ 2 nsubj
2 held hold VERB _ _ 0 root
3 Orobi Orobi PROPN _ _ 2 obj
4 Otuoro Otuoro PROPN _ _ 3 flat
`
	s := stage(t, data.Files)
	for kind, want := range map[string]string{"PER": "[Police|COP] held [Orobi Otuoro|Orobi Otuoro]", "LOC": "[Police|COP] held Orobi Otuoro"} {
		d := parse(t, conll, "2000-07-19")
		d.Names = []doc.Name{{First: 2, Last: 4, Kind: kind}}
		s.Run(d)
		if got := shown(d); got != want {
			t.Errorf("%s: got %s, want %s", kind, got, want)
		}
	}
}
