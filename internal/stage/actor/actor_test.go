package actor

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"

	"pgregory.net/rapid"
)

// parse reads a hand-built document and gives it a date, "2000-07-19" or "".
func parse(t testing.TB, conll, date string) *doc.Document {
	t.Helper()
	d, err := conllu.Parse(strings.NewReader(conll))
	if err != nil {
		t.Fatal(err)
	}
	if date != "" {
		if d.Date, err = time.Parse(time.DateOnly, date); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// shown writes a document with its mentions in brackets: "[Russia|RUS]
// accused [Ukrainian police|UKR COP]". Inner mentions stand inside outer ones;
// a place is marked "@", a pronoun shows whom it means.
func shown(d *doc.Document) string {
	var b strings.Builder
	open := map[int][]int{}
	close := map[int][]int{}
	for i, m := range d.Mentions {
		open[m.Start] = append(open[m.Start], i)
		close[m.End] = append(close[m.End], i)
	}
	for i := 0; i <= len(d.Text); i++ {
		for k := len(close[i]) - 1; k >= 0; k-- {
			b.WriteString("|" + label(d, close[i][k]) + "]")
		}
		for range open[i] {
			b.WriteByte('[')
		}
		if i < len(d.Text) {
			b.WriteByte(d.Text[i])
		}
	}
	return b.String()
}

func label(d *doc.Document, m int) string {
	var parts []string
	for _, a := range d.Mentions[m].Actors {
		x := d.Actors[a]
		s := strings.TrimSpace(x.Country + " " + x.Sector)
		if d.Mentions[m].As == doc.AsPronoun || x.Kind == "person" || x.Kind == "leader" {
			s = strings.TrimSpace(x.Name + " " + s)
		}
		parts = append(parts, s)
	}
	s := strings.Join(parts, "+")
	if d.Mentions[m].Place {
		s = "@" + s
	}
	return s
}

func stage(t testing.TB, fsys fs.FS) doc.Stage {
	t.Helper()
	s, err := New(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each case is a document, its day, and the same text with its mentions in
// brackets as shown writes them.
var readings = []struct{ name, why, date, conll, want string }{
	{
		name: "title and name", date: "2000-07-19",
		why: "a title and a demonym are part of the name's mention; the pronoun is the last subject",
		conll: `
1 Russian Russian ADJ _ _ 3 amod
2 President President PROPN _ _ 3 nmod:desc
3 Vladimir Vladimir PROPN _ _ 5 nsubj
4 Putin Putin PROPN _ _ 3 flat
5 accused accuse VERB _ _ 0 root
6 Ankara Ankara PROPN _ _ 5 obj
7 . . PUNCT _ _ 5 punct

1 He he PRON _ _ 2 nsubj
2 left leave VERB _ _ 0 root
3 . . PUNCT _ _ 2 punct
`,
		want: "[[Russian|RUS] President Vladimir Putin|Vladimir Putin RUS GOV] accused [Ankara|TUR] . [He|Vladimir Putin RUS GOV] left .",
	},
	{
		name: "agent words", date: "2000-07-19",
		why: "an agent word takes the state before or after it; a spokesman the sector of whom he speaks for",
		conll: `
1 A a DET _ _ 2 det
2 spokesman spokesman NOUN _ _ 7 nsubj
3 for for ADP _ _ 6 case
4 the the DET _ _ 6 det
5 Turkish Turkish ADJ _ _ 6 amod
6 army army NOUN _ _ 2 nmod
7 met meet VERB _ _ 0 root
8 soldiers soldier NOUN _ _ 7 obj
9 from from ADP _ _ 10 case
10 Chad Chad PROPN _ _ 8 nmod
11 . . PUNCT _ _ 7 punct
`,
		want: "[A spokesman for [the Turkish army|TUR MIL]|TUR MIL] met [soldiers from [Chad|TCD]|TCD MIL] .",
	},
	{
		name: "places", date: "2000-07-19",
		why: "a capital after a preposition of place is a place, as a subject it stands for its state",
		conll: `
1 In in ADP _ _ 2 case
2 Ankara Ankara PROPN _ _ 4 obl
3 Moscow Moscow PROPN _ _ 4 nsubj
4 signed sign VERB _ _ 0 root
5 a a DET _ _ 6 det
6 pact pact NOUN _ _ 4 obj
7 with with ADP _ _ 8 case
8 Paris Paris PROPN _ _ 6 nmod
9 . . PUNCT _ _ 4 punct
`,
		want: "In [Ankara|@TUR] [Moscow|RUS] signed a pact with [Paris|FRA] .",
	},
	{
		name: "a year chooses the state", date: "2000-07-19",
		why: "the Moscow of 1985 is the Soviet Union, though the report is of 2000",
		conll: `
1 Moscow Moscow PROPN _ _ 2 nsubj
2 sent send VERB _ _ 0 root
3 troops troop NOUN _ _ 2 obj
4 in in ADP _ _ 5 case
5 1985 1985 NUM _ _ 2 obl
6 . . PUNCT _ _ 2 punct

1 Moscow Moscow PROPN _ _ 2 nsubj
2 agreed agree VERB _ _ 0 root
3 . . PUNCT _ _ 2 punct
`,
		want: "[Moscow|SUN] sent [troops|SUN MIL] in 1985 . [Moscow|RUS] agreed .",
	},
	{
		name: "a pronoun is nobody named after it in its clause", date: "2000-07-19",
		why: "the subject before would be first choice, but the clause names it",
		conll: `
1 Chile Chile PROPN _ _ 2 nsubj
2 neglected neglect VERB _ _ 0 root
3 Peru Peru PROPN _ _ 2 obj
4 . . PUNCT _ _ 2 punct

1 It it PRON _ _ 2 nsubj
2 backed back VERB _ _ 0 root
3 away away ADV _ _ 2 advmod
4 from from ADP _ _ 5 case
5 alliance alliance NOUN _ _ 2 obl
6 with with ADP _ _ 7 case
7 Chile Chile PROPN _ _ 5 nmod
8 . . PUNCT _ _ 2 punct
`,
		want: "[Chile|CHL] neglected [Peru|PER] . [It|Peru PER] backed away from [alliance|IGO] with [Chile|CHL] .",
	},
	{
		name: "an unknown name with a title", date: "2000-07-19",
		why: "the text introduces a person; the surname alone means the same one",
		conll: `
1 Kenyan Kenyan ADJ _ _ 4 amod
2 army army NOUN _ _ 3 compound
3 commander commander NOUN _ _ 4 nmod:desc
4 Abel Abel PROPN _ _ 6 nsubj
5 Otuoro Otuoro PROPN _ _ 4 flat
6 resigned resign VERB _ _ 0 root
7 . . PUNCT _ _ 6 punct

1 Otuoro Otuoro PROPN _ _ 2 nsubj
2 blamed blame VERB _ _ 0 root
3 Uganda Uganda PROPN _ _ 2 obj
4 . . PUNCT _ _ 2 punct
`,
		want: "[[Kenyan|KEN] army commander Abel Otuoro|KEN MIL] resigned . [Otuoro|KEN MIL] blamed [Uganda|UGA] .",
	},
	{
		name: "an unknown name with an apposition", date: "2000-07-19",
		why: "the description behind a name tells what its bearer is",
		conll: `
1 Abel Abel PROPN _ _ 10 nsubj
2 Otuoro Otuoro PROPN _ _ 1 flat
3 , , PUNCT _ _ 5 punct
4 a a DET _ _ 5 det
5 professor professor NOUN _ _ 1 appos
6 at at ADP _ _ 8 case
7 Mbeyo Mbeyo PROPN _ _ 8 compound
8 University University PROPN _ _ 5 nmod
9 , , PUNCT _ _ 5 punct
10 disagreed disagree VERB _ _ 0 root
11 . . PUNCT _ _ 10 punct
`,
		want: "[Abel Otuoro|Abel Otuoro EDU] , [a professor at [Mbeyo University|EDU]|Abel Otuoro EDU] , disagreed .",
	},
	{
		name: "a name that is no person", date: "2000-07-19",
		why: "capitals alone make nobody",
		conll: `
1 Floods flood NOUN _ _ 2 nsubj
2 struck strike VERB _ _ 0 root
3 Maidan Maidan PROPN _ _ 2 obj
4 Oro Oro PROPN _ _ 3 flat
5 . . PUNCT _ _ 2 punct
`,
		want: "Floods struck Maidan Oro .",
	},
	{
		name: "shielded demonyms", date: "2000-07-19",
		why: "pro-Turkish is no Turk, and what is Turkish-backed is not of Turkey; what is Turkish-led is",
		conll: `
1 Pro pro ADJ _ _ 3 compound
2 - - PUNCT _ _ 3 punct
3 Turkish Turkish ADJ _ _ 4 amod
4 rebels rebel NOUN _ _ 5 nsubj
5 fled flee VERB _ _ 0 root
6 a a DET _ _ 10 det
7 Kenyan Kenyan ADJ _ _ 9 amod
8 - - PUNCT _ _ 9 punct
9 led led VERB _ _ 10 amod
10 army army NOUN _ _ 5 obj
11 . . PUNCT _ _ 5 punct
`,
		want: "[Pro - Turkish rebels|KEN REB] fled [a [Kenyan|KEN] - led army|KEN MIL] .",
	},
	{
		name: "the North", date: "2000-07-19",
		why: "half of a name means the state that the report names",
		conll: `
1 Pyongyang Pyongyang PROPN _ _ 2 nsubj
2 agreed agree VERB _ _ 0 root
3 as as SCONJ _ _ 6 mark
4 the the DET _ _ 5 det
5 North North PROPN _ _ 6 nsubj
6 needed need VERB _ _ 2 advcl
7 aid aid NOUN _ _ 6 obj
8 from from ADP _ _ 9 case
9 leaders leader NOUN _ _ 6 obl
10 of of ADP _ _ 13 case
11 the the DET _ _ 13 det
12 two two NUM _ _ 13 nummod
13 Koreas Koreas PROPN _ _ 9 nmod
14 . . PUNCT _ _ 2 punct
`,
		want: "[Pyongyang|PRK] agreed as [the North|PRK] needed aid from [leaders of [the two Koreas|PRK+KOR]|North Korean leaders PRK GOV+South Korean leaders KOR GOV] .",
	},
	{
		name: "the two leaders", date: "2000-07-19",
		why: "a pair is the last two of its kind; their countries are their states",
		conll: `
1 Vladimir Vladimir PROPN _ _ 3 nsubj
2 Putin Putin PROPN _ _ 1 flat
3 met meet VERB _ _ 0 root
4 Jacques Jacques PROPN _ _ 3 obj
5 Chirac Chirac PROPN _ _ 4 flat
6 . . PUNCT _ _ 3 punct

1 The the DET _ _ 3 det
2 two two NUM _ _ 3 nummod
3 leaders leader NOUN _ _ 4 nsubj
4 praised praise VERB _ _ 0 root
5 their their PRON _ _ 6 nmod:poss
6 countries country NOUN _ _ 4 obj
7 . . PUNCT _ _ 4 punct
`,
		want: "[Vladimir Putin|Vladimir Putin RUS GOV] met [Jacques Chirac|Jacques Chirac FRA GOV] . [The two leaders|Vladimir Putin RUS GOV+Jacques Chirac FRA GOV] praised [[their|Vladimir Putin RUS GOV+Jacques Chirac FRA GOV] countries|RUS+FRA] .",
	},
	{
		name: "what belongs to a pair", date: "2000-07-19",
		why: "the leaders of the two countries are one of each",
		conll: `
1 Kenya Kenya PROPN _ _ 2 nsubj
2 met meet VERB _ _ 0 root
3 Uganda Uganda PROPN _ _ 2 obj
4 . . PUNCT _ _ 2 punct

1 The the DET _ _ 2 det
2 leaders leader NOUN _ _ 7 nsubj
3 of of ADP _ _ 6 case
4 the the DET _ _ 6 det
5 two two NUM _ _ 6 nummod
6 countries country NOUN _ _ 2 nmod
7 spoke speak VERB _ _ 0 root
8 . . PUNCT _ _ 7 punct
`,
		want: "[Kenya|KEN] met [Uganda|UGA] . [The leaders of [the two countries|KEN+UGA]|Kenyan leaders KEN GOV+Ugandan leaders UGA GOV] spoke .",
	},
	{
		name: "a neighbour", date: "2000-07-19",
		why: "its neighbour is the other state that was named",
		conll: `
1 Kenya Kenya PROPN _ _ 2 nsubj
2 met meet VERB _ _ 0 root
3 Uganda Uganda PROPN _ _ 2 obj
4 . . PUNCT _ _ 2 punct

1 Kenya Kenya PROPN _ _ 2 nsubj
2 praised praise VERB _ _ 0 root
3 its its PRON _ _ 4 nmod:poss
4 neighbour neighbour NOUN _ _ 2 obj
5 . . PUNCT _ _ 2 punct
`,
		want: "[Kenya|KEN] met [Uganda|UGA] . [Kenya|KEN] praised [[its|Kenya KEN] neighbour|UGA] .",
	},
	{
		name: "a leader of another state", date: "2000-07-19",
		why: "the Chadian leader is not the Kenyan president told of before",
		conll: `
1 A a DET _ _ 3 det
2 Kenyan Kenyan ADJ _ _ 3 amod
3 president president NOUN _ _ 4 nsubj
4 met meet VERB _ _ 0 root
5 the the DET _ _ 7 det
6 Chadian Chadian ADJ _ _ 7 amod
7 leader leader NOUN _ _ 4 obj
8 . . PUNCT _ _ 4 punct
`,
		want: "[A [Kenyan|KEN] president|President of Kenya KEN GOV] met [the [Chadian|TCD] leader|Idriss Déby TCD GOV] .",
	},
	{
		name: "an office without a name", date: "2000-07-19",
		why: "who holds it on the report's day is known",
		conll: `
1 The the DET _ _ 3 det
2 French French ADJ _ _ 3 amod
3 president president NOUN _ _ 4 nsubj
4 met meet VERB _ _ 0 root
5 a a DET _ _ 7 det
6 former former ADJ _ _ 7 amod
7 president president NOUN _ _ 4 obj
8 of of ADP _ _ 9 case
9 Chad Chad PROPN _ _ 7 nmod
10 . . PUNCT _ _ 4 punct
`,
		want: "[The [French|FRA] president|Jacques Chirac FRA GOV] met [a former president of [Chad|TCD]|Chadian former president TCD ELI] .",
	},
	{
		name: "it says more", date: "2000-07-19",
		why: "an agency that has spoken is the one that says more",
		conll: `
1 Greece Greece PROPN _ _ 2 nsubj
2 won win VERB _ _ 6 ccomp
3 , , PUNCT _ _ 6 punct
4 the the DET _ _ 5 det
5 newspaper newspaper NOUN _ _ 6 nsubj
6 said say VERB _ _ 0 root
7 . . PUNCT _ _ 6 punct

1 Chad Chad PROPN _ _ 2 nsubj
2 lost lose VERB _ _ 4 ccomp
3 it it PRON _ _ 4 nsubj
4 said say VERB _ _ 0 root
5 . . PUNCT _ _ 4 punct
`,
		want: "[Greece|GRC] won , [the newspaper|JRN] said . [Chad|TCD] lost [it|newspaper JRN] said .",
	},
	{
		name: "who is credited and does nothing", date: "2000-07-19",
		why: "they are those who are told of; police only tell it",
		conll: `
1 Chad Chad PROPN _ _ 2 compound
2 rebels rebel NOUN _ Number=Plur 3 nsubj
3 attacked attack VERB _ _ 7 ccomp
4 Bongor Bongor PROPN _ _ 3 obj
5 , , PUNCT _ _ 7 punct
6 police police NOUN _ Number=Plur 7 nsubj
7 said say VERB _ _ 0 root
8 . . PUNCT _ _ 7 punct

1 They they PRON _ _ 2 nsubj
2 fled flee VERB _ _ 0 root
3 . . PUNCT _ _ 2 punct
`,
		want: "[[Chad|TCD] rebels|TCD REB] attacked Bongor , [police|TCD COP] said . [They|Chadian rebels TCD REB] fled .",
	},
	{
		name: "who stands before an embassy", date: "2000-07-19",
		why: "a mission is where its state is not, so a crowd is of the land around it",
		conll: `
1 A a DET _ _ 2 det
2 mob mob NOUN _ _ 3 nsubj
3 looted loot VERB _ _ 0 root
4 the the DET _ _ 6 det
5 Greek Greek ADJ _ _ 6 amod
6 embassy embassy NOUN _ _ 3 obj
7 in in ADP _ _ 8 case
8 Ankara Ankara PROPN _ _ 6 nmod
9 . . PUNCT _ _ 3 punct
`,
		want: "[A mob|TUR CVL] looted [the [Greek|GRC] embassy in [Ankara|@TUR]|GRC GOV] .",
	},
	{
		name: "two who act together", date: "2000-07-19",
		why: "they are the two of the coordination, not the crowd",
		conll: `
1 Vladimir Vladimir PROPN _ _ 8 nsubj
2 Putin Putin PROPN _ _ 1 flat
3 and and CCONJ _ _ 6 cc
4 Chinese Chinese ADJ _ _ 6 amod
5 President President PROPN _ _ 6 nmod:desc
6 Jiang Jiang PROPN _ _ 1 conj
7 Zemin Zemin PROPN _ _ 6 flat
8 greeted greet VERB _ _ 0 root
9 people people NOUN _ _ 8 obj
10 . . PUNCT _ _ 8 punct

1 They they PRON _ _ 2 nsubj
2 left leave VERB _ _ 0 root
3 . . PUNCT _ _ 2 punct
`,
		want: "[Vladimir Putin|Vladimir Putin RUS GOV] and [[Chinese|CHN] President Jiang Zemin|Jiang Zemin CHN GOV] greeted [people|CVL] . [They|Vladimir Putin RUS GOV+Jiang Zemin CHN GOV] left .",
	},
	{
		name: "hundreds", date: "2000-07-19",
		why: "what counts people is the head of the phrase",
		conll: `
1 Hundreds hundred NOUN _ _ 4 nsubj
2 of of ADP _ _ 3 case
3 protesters protester NOUN _ _ 1 nmod
4 marched march VERB _ _ 0 root
5 in in ADP _ _ 6 case
6 Kenya Kenya PROPN _ _ 4 obl
7 . . PUNCT _ _ 4 punct
`,
		want: "[Hundreds of protesters|KEN OPP] marched in [Kenya|@KEN] .",
	},
	{
		name: "a people of several states", date: "2000-07-19",
		why: "of the states where they are it is the one that the sentence names",
		conll: `
1 Mozambique Mozambique PROPN _ _ 2 nsubj
2 freed free VERB _ _ 0 root
3 Shona Shona PROPN _ _ 4 compound
4 rebels rebel NOUN _ _ 2 obj
5 . . PUNCT _ _ 2 punct
`,
		want: "[Mozambique|MOZ] freed [Shona rebels|MOZ REB] .",
	},
	{
		name: "a people of two states named", date: "2000-07-19",
		why: "of several that are named nothing is guessed",
		conll: `
1 Turkey Turkey PROPN _ _ 2 nsubj
2 asked ask VERB _ _ 0 root
3 Iraq Iraq PROPN _ _ 2 obj
4 about about ADP _ _ 6 case
5 Kurdish kurdish ADJ _ _ 6 amod
6 rebels rebel NOUN _ _ 2 obl
7 . . PUNCT _ _ 2 punct
`,
		want: "[Turkey|TUR] asked [Iraq|IRQ] about [Kurdish rebels|REB] .",
	},
	{
		name: "ethnic", date: "2010-07-19",
		why: "ethnic Albanians are people of the place, not of Albania",
		conll: `
1 Serbia Serbia PROPN _ _ 2 nsubj
2 freed free VERB _ _ 0 root
3 ethnic ethnic ADJ _ _ 4 amod
4 Albanians Albanian PROPN _ Number=Plur 2 obj
5 . . PUNCT _ _ 2 punct
`,
		want: "[Serbia|SRB] freed [ethnic Albanians|SRB CVL] .",
	},
	{
		name: "the villagers of a place", date: "2010-07-19",
		why: "who lives there need not be of the state that his people has elsewhere",
		conll: `
1 Serbia Serbia PROPN _ _ 2 nsubj
2 warned warn VERB _ _ 0 root
3 Albanian albanian ADJ _ _ 4 amod
4 villagers villager NOUN _ Number=Plur 2 obj
5 in in ADP _ _ 6 case
6 Kosovo Kosovo PROPN _ _ 2 obl
7 . . PUNCT _ _ 2 punct
`,
		want: "[Serbia|SRB] warned [[Albanian|ALB] villagers|XKX CVL] in [Kosovo|@XKX] .",
	},
	{
		name: "a given name like a people's", date: "2010-07-19",
		why: "a singular alone names a person as well",
		conll: `
1 Karen Karen PROPN _ _ 3 nsubj
2 Otuoro Otuoro PROPN _ _ 1 flat
3 left leave VERB _ _ 0 root
4 Kenya Kenya PROPN _ _ 3 obj
5 . . PUNCT _ _ 3 punct
`,
		want: "[Karen Otuoro|Karen Otuoro KEN] left [Kenya|@KEN] .",
	},
	{
		name: "met there", date: "2010-07-19",
		why: "where a sentence names several states, those without one are of the place of their clause",
		conll: `
1 Kenya Kenya PROPN _ _ 4 nmod:poss
2 's 's PART _ _ 1 case
3 foreign foreign ADJ _ _ 4 amod
4 minister minister NOUN _ _ 5 nsubj
5 flew fly VERB _ _ 0 root
6 to to ADP _ _ 7 case
7 Chad Chad PROPN _ _ 5 obl
8 to to PART _ _ 9 mark
9 meet meet VERB _ VerbForm=Inf 5 advcl
10 rebels rebel NOUN _ _ 9 obj
11 . . PUNCT _ _ 5 punct
`,
		want: "[[Kenya|KEN] 's foreign minister|KEN GOV] flew to [Chad|@TCD] to meet [rebels|TCD REB] .",
	},
	{
		name: "of several", date: "2010-07-19",
		why: "two presidents are of two states; of ministers one state has several",
		conll: `
1 Panama Panama PROPN _ _ 2 nsubj
2 received receive VERB _ _ 0 root
3 two two NUM _ _ 4 nummod
4 presidents president NOUN _ Number=Plur 2 obj
5 and and CCONJ _ _ 7 cc
6 two two NUM _ _ 7 nummod
7 ministers minister NOUN _ Number=Plur 4 conj
8 . . PUNCT _ _ 2 punct
`,
		want: "[Panama|PAN] received [two presidents|presidents GOV] and [two ministers|PAN GOV] .",
	},
}

func TestReadings(t *testing.T) {
	s := stage(t, data.Files)
	for _, c := range readings {
		t.Run(c.name, func(t *testing.T) {
			d := parse(t, c.conll, c.date)
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

// checkLayer checks what later stages rely on.
func checkLayer(t *testing.T, d *doc.Document) {
	t.Helper()
	for i, m := range d.Mentions {
		if m.First >= m.Last || m.Head < m.First || m.Head >= m.Last || m.Empty() || len(m.Actors) == 0 {
			t.Errorf("mention %d is malformed: %+v", i, m)
		}
		if i > 0 && m.Start < d.Mentions[i-1].Start {
			t.Errorf("mention %d is out of order", i)
		}
		for _, a := range m.Actors {
			if a < 0 || a >= len(d.Actors) {
				t.Errorf("mention %d has actor %d of %d", i, a, len(d.Actors))
			}
		}
	}
	ids := map[string]bool{}
	for _, a := range d.Actors {
		if a.ID == "" || a.Name == "" || a.Kind == "" || ids[a.ID] {
			t.Errorf("actor without id, name or kind, or with an id twice: %+v", a)
		}
		ids[a.ID] = true
	}
}

// TestAnyTree gives the stage trees and tags that make no sense: whatever the
// parser makes of a text, the layer is well formed.
func TestAnyTree(t *testing.T) {
	s := stage(t, data.Files)
	rels := []string{"nsubj", "obj", "obl", "nmod", "nmod:poss", "flat", "compound", "appos", "conj", "case", "amod", "det", "ccomp", "nmod:desc", "punct"}
	rapid.Check(t, func(rt *rapid.T) {
		c := rapid.SampledFrom(readings).Draw(rt, "reading")
		d := parse(t, c.conll, c.date)
		arcs := slices.Clone(d.Arcs)
		for _, sent := range d.Sentences {
			for i := sent.First + 1; i < sent.Last; i++ {
				arcs[i] = doc.Arc{Head: rapid.IntRange(sent.First, i-1).Draw(rt, "head"), Rel: rapid.SampledFrom(rels).Draw(rt, "rel")}
				d.Tags[i].POS = doc.POS(rapid.IntRange(0, int(doc.X)).Draw(rt, "pos"))
			}
			arcs[sent.First] = doc.Arc{Head: -1, Rel: "root"}
		}
		d.SetArcs(arcs)
		for first := 0; first < len(d.Tokens); first += 3 {
			last := rapid.IntRange(first+1, min(first+3, len(d.Tokens))).Draw(rt, "last")
			d.Names = append(d.Names, doc.Name{First: first, Last: last, Kind: rapid.SampledFrom([]string{"PER", "LOC"}).Draw(rt, "kind")})
		}
		s.Run(d)
		checkLayer(t, d)
	})
}
