package actor

import (
	"testing"

	"dragoman/data"
)

// Each case is one phrase or clause of 19 July 2000, as in readings.
var offices = []struct{ name, why, conll, want string }{
	{
		name: "leader of a state", why: "whoever leads the state that day",
		conll: `
1 The the DET _ _ 2 det
2 leader leader NOUN _ _ 5 nsubj
3 of of ADP _ _ 4 case
4 Chad Chad PROPN _ _ 2 nmod
5 left leave VERB _ _ 0 root
`,
		want: "[The leader of [Chad|TCD]|Idriss Déby TCD GOV] left",
	},
	{
		name: "phrase without an article", why: "on its own a phrase means the holder",
		conll: `
1 president president NOUN _ _ 0 root
2 of of ADP _ _ 3 case
3 Chad Chad PROPN _ _ 1 nmod
`,
		want: "[president of [Chad|TCD]|Idriss Déby TCD GOV]",
	},
	{
		name: "leader of a part", why: "two states side by side are a part's name, whose leader leads neither",
		conll: `
1 The the DET _ _ 4 det
2 Turkish turkish ADJ _ _ 4 amod
3 Cypriot cypriot ADJ _ _ 4 amod
4 leader leader NOUN _ _ 5 nsubj
5 left leave VERB _ _ 0 root
`,
		want: "[The [Turkish Cypriot|CYP] leader|Turkish Cypriot leader CYP GOV] left",
	},
	{
		name: "leader of a group", why: "whoever heads it, by whatever title",
		conll: `
1 The the DET _ _ 3 det
2 Hezbollah Hezbollah PROPN _ _ 3 compound
3 leader leader NOUN _ _ 4 nsubj
4 left leave VERB _ _ 0 root
`,
		want: "[[The Hezbollah|LBN REB] leader|Hassan Nasrallah LBN REB] left",
	},
	{
		name: "stationed elsewhere", why: "whose something is goes before where it is",
		conll: `
1 Greece Greece PROPN _ _ 2 nsubj
2 recalled recall VERB _ _ 0 root
3 its its PRON _ _ 4 nmod:poss
4 ambassador ambassador NOUN _ _ 2 obj
5 from from ADP _ _ 6 case
6 Ankara Ankara PROPN _ _ 4 nmod
`,
		want: "[Greece|GRC] recalled [[its|Greece GRC] ambassador|GRC GOV] from [Ankara|@TUR]",
	},
	{
		name: "another leader", why: "a word before the office may make it another",
		conll: `
1 The the DET _ _ 4 det
2 Chadian chadian ADJ _ _ 4 amod
3 spiritual spiritual ADJ _ _ 4 amod
4 leader leader NOUN _ _ 5 nsubj
5 left leave VERB _ _ 0 root
`,
		want: "[The [Chadian|TCD] spiritual leader|Spiritual Leader of Chad TCD GOV] left",
	},
	{
		name: "former holder", why: "who was president is not who is",
		conll: `
1 The the DET _ _ 4 det
2 former former ADJ _ _ 4 amod
3 Chadian chadian ADJ _ _ 4 amod
4 president president NOUN _ _ 5 nsubj
5 left leave VERB _ _ 0 root
`,
		want: "[The former [Chadian|TCD] president|Chadian president TCD ELI] left",
	},
	{
		name: "holder of another year", why: "a year in the sentence asks for its holder; Habré fell within 1990",
		conll: `
1 In in ADP _ _ 2 case
2 1985 1985 NUM _ _ 6 obl
3 the the DET _ _ 5 det
4 Chadian chadian ADJ _ _ 5 amod
5 leader leader NOUN _ _ 6 nsubj
6 left leave VERB _ _ 0 root
`,
		want: "In 1985 [the [Chadian|TCD] leader|Hissène Habré TCD ELI] left",
	},
	{
		name: "the text names another", why: "whom the text calls president beats whom the lexicon has",
		conll: `
1 Karim Karim PROPN _ _ 8 nsubj
2 Otuoro Otuoro PROPN _ _ 1 flat
3 , , PUNCT _ _ 6 punct
4 the the DET _ _ 6 det
5 Chadian chadian ADJ _ _ 6 amod
6 president president NOUN _ _ 1 appos
7 , , PUNCT _ _ 1 punct
8 left leave VERB _ _ 0 root
`,
		want: "[Karim Otuoro|Karim Otuoro TCD GOV] , [the [Chadian|TCD] president|Karim Otuoro TCD GOV] , left",
	},
	{
		name: "head of a body", why: "chiefs go by many titles",
		conll: `
1 The the DET _ _ 3 det
2 NATO NATO PROPN _ _ 3 compound
3 chief chief NOUN _ _ 4 nsubj
4 left leave VERB _ _ 0 root
`,
		want: "[[The NATO|IGO] chief|George Robertson IGO] left",
	},
	{
		name: "an unknown body's president", why: "the president of something else in Turkey is not Turkey's",
		conll: `
1 The the DET _ _ 2 det
2 president president NOUN _ _ 6 nsubj
3 of of ADP _ _ 5 case
4 Turkish turkish ADJ _ _ 5 amod
5 football football NOUN _ _ 2 nmod
6 left leave VERB _ _ 0 root
`,
		want: "[The president|Turkish president TUR GOV] of [Turkish|TUR] football left",
	},
	{
		name: "an official's office", why: "a body that belongs to an official has country and sector of it",
		conll: `
1 The the DET _ _ 3 det
2 Turkish turkish ADJ _ _ 3 amod
3 president president NOUN _ _ 5 nmod:poss
4 's 's PART _ _ 3 case
5 office office NOUN _ _ 6 nsubj
6 closed close VERB _ _ 0 root
`,
		want: "[[The [Turkish|TUR] president|TUR GOV] 's office|TUR GOV] closed",
	},
	{
		name: "nobody's force", why: "without an owner such a word denotes nobody",
		conll: `
1 Force force NOUN _ _ 3 nsubj:pass
2 was be AUX _ _ 3 aux:pass
3 used use VERB _ _ 0 root
`,
		want: "Force was used",
	},
	{
		name: "sector from an adjective", why: "a naval spokesman speaks for the armed forces",
		conll: `
1 A a DET _ _ 4 det
2 Turkish turkish ADJ _ _ 4 amod
3 naval naval ADJ _ _ 4 amod
4 spokesman spokesman NOUN _ _ 5 nsubj
5 left leave VERB _ _ 0 root
`,
		want: "[A [Turkish|TUR] naval spokesman|TUR MIL] left",
	},
	{
		name: "part of a state", why: "Welsh farmers are British, the Welsh first minister is not Britain's",
		conll: `
1 Welsh welsh ADJ _ _ 2 amod
2 farmers farmer NOUN _ _ 3 nsubj
3 met meet VERB _ _ 0 root
4 the the DET _ _ 7 det
5 Welsh welsh ADJ _ _ 7 amod
6 first first ADJ _ _ 7 amod
7 minister minister NOUN _ _ 3 obj
`,
		want: "[[Welsh|GBR] farmers|GBR AGR] met [the [Welsh|GBR] first minister|Welsh first minister GBR GOV]",
	},
	{
		name: "title and surname", why: "of all Clintons the president; the two Bushes are both American, and no more is known",
		conll: `
1 President President PROPN _ _ 2 nmod:desc
2 Clinton Clinton PROPN _ _ 3 nsubj
3 met meet VERB _ _ 0 root
4 Mr. Mr. PROPN _ _ 5 nmod:desc
5 Bush Bush PROPN _ _ 3 obj
`,
		want: "[President Clinton|Bill Clinton USA GOV] met [Mr. Bush|Bush USA]",
	},
	{
		name: "another spelling", why: "transcriptions of a full name sound alike",
		conll: `
1 Mouammar Mouammar PROPN _ _ 3 nsubj
2 Khadafi Khadafi PROPN _ _ 1 flat
3 left leave VERB _ _ 0 root
`,
		want: "[Mouammar Khadafi|Muammar Gaddafi LBY GOV] left",
	},
}

func TestOffices(t *testing.T) {
	s := stage(t, data.Files)
	for _, c := range offices {
		t.Run(c.name, func(t *testing.T) {
			d := parse(t, c.conll, "2000-07-19")
			s.Run(d)
			if got := shown(d); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.why, got, c.want)
				for _, m := range d.Mentions {
					t.Logf("%q head %q %v %s", d.Of(m.Span), d.Word(m.Head), m.As, m.Why)
				}
			}
			checkLayer(t, d)
		})
	}
}
