package event

import (
	"strings"
	"testing"

	"dragoman/internal/doc"
)

var addressing = lexiconOf(
	"attack ; attack ; VERB ;  ; subj ; obj ; ASSAULT ;  ; 190",
	"bomb ; bomb ; VERB ;  ; subj ; obj! ; ASSAULT ;  ; 190",
	"attack-noun ; attack ; NOUN ;  ; by|poss|amod|subj|from ; on|against ; ASSAULT ;  ; 190",
	"clash ; clash ; VERB ;  ; subj! ; with! ; ASSAULT ;  ; 190",
	"throw ; throw ; VERB ;  ; subj! ; at ; ASSAULT ; primitive ; 180",
	"offer ; offer ; VERB ; comp ; subj! ; to ; AGREE ;  ; 030",
	"promise ; promise ; VERB ;  ; subj! ; to ; AGREE ;  ; 030",
	"repair ; repair ; VERB ;  ; subj! ; obj|with! ; AID ;  ; 070",
	"urge ; urge ; VERB ;  ; subj! ; obj! ; REQUEST ;  ; 020",
	"must ; * ; VERB ; aux=should teller subj=@actor ; teller! ; subj! ; REQUEST ; change ; 020",
	"support ; support ; VERB ;  ; subj! ; obj ; SUPPORT ;  ; 051",
	"greet ; greet ; VERB ;  ; subj! ; obj! ; SUPPORT ;  ; 051",
	"visit ; visit ; VERB ;  ; subj! ; obj! ; CONSULT ; visit ; 042",
	"talks ; talk ; NOUN ;  ; poss|subj ; with ; CONSULT ;  ; 046",
	"criticism ; criticism ; NOUN ;  ; by|poss ; of ; ACCUSE ;  ; 111",
	"reject ; reject ; VERB ;  ; subj! ; obj.by ; REJECT ;  ; 120",
	"march ; march ; VERB ;  ; subj! ; against ; PROTEST ;  ; 141",
	"protest-noun ; protest ; NOUN ;  ; by|subj ; against ; PROTEST ;  ; 141",
	"drop ; drop ; VERB ;  ; subj! ; - ; CONCEDE ;  ; 080",
	"criticise ; criticise ; VERB ;  ; subj! ; - ; ACCUSE ; disapprove ; 111",
	"agree ; agree ; VERB ;  ; subj! ; - ; AGREE ;  ; 030",
	"threaten ; threaten ; VERB ;  ; subj! ; - ; THREATEN ;  ; 130",
	"mass ; mass ; VERB ;  ; subj! ; - ; MOBILIZE ;  ; 154",
)

// Two sentences in which Italy attacks Spain and Italy visits Spain.
const (
	attackOnSpain = `
1 Italy Italy PROPN _ _ 2 nsubj
2 bombed bomb VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj
`
	visitToSpain = `
1 Italy Italy PROPN _ _ 2 nsubj
2 visited visit VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj
`
)

// The party that the clause of an act leaves out stands around it.
func TestAddress(t *testing.T) {
	cases := []struct {
		name, tree string
		teller     string // of the last sentence
		people     string // a crowd without a country
		status     map[string]doc.Modality
		want       string
	}{
		{name: "whose doing an object tells of", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 criticised criticise VERB _ Tense=Past|VerbForm=Fin 0 root
3 flights flight NOUN _ _ 2 obj
4 by by ADP _ _ 5 case
5 Spain Spain PROPN _ _ 3 nmod`, want: "ACCUSE occurred Italy>Spain"},
		{name: "two who agree do it with each other", tree: `
1 Italy Italy PROPN _ _ 4 nsubj
2 and and CCONJ _ _ 3 cc
3 Spain Spain PROPN _ _ 1 conj
4 agreed agree VERB _ Tense=Past|VerbForm=Fin 0 root`, want: "AGREE occurred Italy,Spain>Italy,Spain"},
		{name: "who is to meet the condition of a threat", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 threatened threaten VERB _ Tense=Past|VerbForm=Fin 0 root
3 unless unless SCONJ _ _ 5 mark
4 Spain Spain PROPN _ _ 5 nsubj
5 left leave VERB _ Tense=Past|VerbForm=Fin 2 advcl`, want: "THREATEN occurred Italy>Spain"},
		{name: "the other side of the border", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 massed mass VERB _ Tense=Past|VerbForm=Fin 0 root
3 troops troop NOUN _ _ 2 obj
4 along along ADP _ _ 5 case
5 frontier frontier NOUN _ _ 2 obl
6 with with ADP _ _ 7 case
7 Spain Spain PROPN _ _ 5 nmod`, want: "MOBILIZE occurred Italy>Spain"},
		{name: "what a protest is to bring about", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 marched march VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 demand demand VERB _ VerbForm=Inf 2 advcl
5 help help NOUN _ _ 4 obj
6 from from ADP _ _ 7 case
7 Spain Spain PROPN _ _ 5 nmod`, want: "PROTEST occurred Italy>Spain"},
		{name: "who urges a promise is promised it", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 urged urge VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj
4 to to PART _ _ 5 mark
5 promise promise VERB _ VerbForm=Inf 2 xcomp
6 reforms reform NOUN _ _ 5 obj`, want: "REQUEST occurred Italy>Spain; AGREE occurred Spain>Italy"},
		{name: "who tells of an offer heard it", teller: "Italy", tree: `
1 Spain Spain PROPN _ _ 2 nsubj
2 offered offer VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 leave leave VERB _ VerbForm=Inf 2 xcomp

1 Italy Italy PROPN _ _ 0 root`, want: "AGREE occurred Spain>Italy"},
		{name: "who offers tells of it himself", teller: "Spain", tree: `
1 Spain Spain PROPN _ _ 2 nsubj
2 offered offer VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 leave leave VERB _ VerbForm=Inf 2 xcomp`, want: "AGREE occurred Spain>"},
		{name: "our talks", teller: "Italy", tree: attackOnSpain + `
1 Our our PRON _ Person=1|Poss=Yes 2 nmod:poss
2 talks talk NOUN _ _ 3 nsubj
3 failed fail VERB _ Tense=Past|VerbForm=Fin 0 root

1 Italy Italy PROPN _ _ 0 root`, want: "ASSAULT occurred Italy>Spain; CONSULT occurred Italy>Spain"},
		{name: "talks of who tells of them", teller: "Italy", tree: `
1 Talks talk NOUN _ _ 4 nsubj
2 with with ADP _ _ 3 case
3 Spain Spain PROPN _ _ 1 nmod
4 resumed resume VERB _ Tense=Past|VerbForm=Fin 0 root

1 Italy Italy PROPN _ _ 0 root`, want: "CONSULT occurred Italy>Spain"},
		{name: "a call on those named beside the speaker", teller: "Italy", tree: `
1 We we PRON _ Person=1 2 nsubj
2 should should AUX _ _ 6 aux
3 Spain Spain PROPN _ _ 6 nsubj
4 and and CCONJ _ _ 5 cc
5 France France PROPN _ _ 3 conj
6 support support VERB _ VerbForm=Inf 0 root
7 peace peace NOUN _ _ 6 obj

1 Italy Italy PROPN _ _ 0 root`, status: map[string]doc.Modality{"support": doc.Demanded}, want: "REQUEST occurred Italy>Spain,France"},
		{name: "the lawsuit of whom", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 rejected reject VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 5 nmod:poss
4 's 's PART _ _ 3 case
5 lawsuit lawsuit NOUN _ _ 2 obj`, want: "REJECT occurred Italy>Spain"},
		{name: "a petition filed by", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 rejected reject VERB _ Tense=Past|VerbForm=Fin 0 root
3 a a DET _ _ 4 det
4 petition petition NOUN _ _ 2 obj
5 filed file VERB _ Tense=Past|VerbForm=Part 4 acl
6 by by ADP _ _ 7 case
7 Spain Spain PROPN _ _ 5 obl`, want: "REJECT occurred Italy>Spain"},
		{name: "a crowd is of the state that the guest visits", people: "People", tree: visitToSpain + `
1 People people PROPN _ _ 2 nsubj
2 greeted greet VERB _ Tense=Past|VerbForm=Fin 0 root
3 Italy Italy PROPN _ _ 2 obj`, want: "CONSULT occurred Italy>Spain; SUPPORT occurred Spain>Italy"},
		{name: "what has an object of its own is not against those clashed with", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 clashed clash VERB _ Tense=Past|VerbForm=Fin 0 root
3 with with ADP _ _ 4 case
4 Spain Spain PROPN _ _ 2 obl
5 and and CCONJ _ _ 6 cc
6 bombed bomb VERB _ Tense=Past|VerbForm=Fin 2 conj
7 houses house NOUN _ _ 6 obj`, want: "ASSAULT occurred Italy>Spain"},
		{name: "stones against those clashed with", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 clashed clash VERB _ Tense=Past|VerbForm=Fin 0 root
3 with with ADP _ _ 4 case
4 Spain Spain PROPN _ _ 2 obl
5 and and CCONJ _ _ 6 cc
6 threw throw VERB _ Tense=Past|VerbForm=Fin 2 conj
7 stones stone NOUN _ _ 6 obj`, want: "ASSAULT occurred Italy>Spain; ASSAULT occurred Italy>Spain"},
		{name: "two objects, two targets", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 bombed bomb VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj
4 and and CCONJ _ _ 5 cc
5 attacked attack VERB _ Tense=Past|VerbForm=Fin 2 conj
6 ships ship NOUN _ _ 5 obj`, want: "ASSAULT occurred Italy>Spain; ASSAULT occurred Italy>"},
		{name: "protesters of another state press nobody here", tree: `
1 Students student PROPN _ _ 2 nsubj
2 marched march VERB _ Tense=Past|VerbForm=Fin 0 root

1 Italy Italy PROPN _ _ 2 nsubj
2 dropped drop VERB _ Tense=Past|VerbForm=Fin 0 root
3 the the DET _ _ 4 det
4 bill bill NOUN _ _ 2 obj
5 after after SCONJ _ _ 7 mark
6 protests protest NOUN _ _ 7 nsubj
7 began begin VERB _ Tense=Past|VerbForm=Fin 2 advcl`, want: "PROTEST occurred Students>; CONCEDE occurred Italy>"},
		{name: "the protest is of those who protested", tree: `
1 Students student PROPN _ _ 2 nsubj
2 marched march VERB _ Tense=Past|VerbForm=Fin 0 root

1 The the DET _ _ 2 det
2 protest protest NOUN _ _ 5 nsubj
3 against against ADP _ _ 4 case
4 Italy Italy PROPN _ _ 2 nmod
5 ended end VERB _ Tense=Past|VerbForm=Fin 0 root`, want: "PROTEST occurred Students>Italy"},
		{name: "an attack that somebody owns up to", tree: `
1 Spain Spain PROPN _ _ 3 nsubj:pass
2 was be AUX _ _ 3 aux:pass
3 bombed bomb VERB _ Tense=Past|VerbForm=Part 0 root

1 Rebels rebel PROPN _ _ 2 nsubj
2 claimed claim VERB _ Tense=Past|VerbForm=Fin 0 root
3 responsibility responsibility NOUN _ _ 2 obj`, want: "ASSAULT occurred Rebels>Spain"},
		{name: "shot by his own guard", tree: `
1 Spain Spain PROPN _ _ 3 nsubj:pass
2 was be AUX _ _ 3 aux:pass
3 bombed bomb VERB _ Tense=Past|VerbForm=Part 0 root
4 by by ADP _ _ 6 case
5 its its PRON _ Poss=Yes 6 nmod:poss
6 guards guard NOUN _ _ 3 obl:agent`, want: "ASSAULT occurred >Spain"},
		{name: "ships operated by", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 bombed bomb VERB _ Tense=Past|VerbForm=Fin 0 root
3 ships ship NOUN _ _ 2 obj
4 operated operate VERB _ Tense=Past|VerbForm=Part 3 acl
5 by by ADP _ _ 6 case
6 Spain Spain PROPN _ _ 4 obl`, want: "ASSAULT occurred Italy>Spain"},
		{name: "a state's own ships", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 bombed bomb VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spanish spanish ADJ _ _ 5 compound
4 - - PUNCT _ _ 3 punct
5 flagged flag VERB _ Tense=Past|VerbForm=Part 6 amod
6 ships ship NOUN _ _ 2 obj`, want: "ASSAULT occurred Italy>Spanish"},
		{name: "whoever fends off an attack is its target", tree: `
1 Spain Spain PROPN _ _ 2 nsubj
2 fended fend VERB _ Tense=Past|VerbForm=Fin 0 root
3 off off ADP _ _ 2 compound:prt
4 attacks attack NOUN _ _ 2 obj
5 from from ADP _ _ 6 case
6 Italy Italy PROPN _ _ 4 nmod`, want: "ASSAULT occurred Italy>Spain"},
		{name: "who acts despite it is criticised", tree: `
1 Spain Spain PROPN _ _ 2 nsubj
2 voted vote VERB _ Tense=Past|VerbForm=Fin 0 root
3 despite despite ADP _ _ 4 case
4 criticism criticism NOUN _ _ 2 obl
5 by by ADP _ _ 6 case
6 Italy Italy PROPN _ _ 4 nmod`, want: "ACCUSE occurred Italy>Spain"},
		{name: "a pact between", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 rejected reject VERB _ Tense=Past|VerbForm=Fin 0 root
3 the the DET _ _ 4 det
4 pact pact NOUN _ _ 2 obj
5 between between ADP _ _ 6 case
6 Spain Spain PROPN _ _ 4 nmod
7 and and CCONJ _ _ 8 cc
8 France France PROPN _ _ 6 conj`, want: "REJECT occurred Italy>Spain,France"},
		{name: "a country further on before a nameless party", people: "Migrants", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 repaired repair VERB _ Tense=Past|VerbForm=Fin 0 root
3 Migrants migrant PROPN _ _ 2 obj
4 with with ADP _ _ 5 case
5 Spain Spain PROPN _ _ 2 obl`, want: "AID occurred Italy>Spain"},
		{name: "those docks", tree: `
1 Spain Spain PROPN _ _ 3 nmod:poss
2 's 's PART _ _ 1 case
3 docks dock NOUN _ _ 4 nsubj
4 leak leak VERB _ Tense=Pres|VerbForm=Fin 0 root

1 Italy Italy PROPN _ _ 2 nsubj
2 repaired repair VERB _ Tense=Past|VerbForm=Fin 0 root
3 those that DET _ _ 4 det
4 docks dock NOUN _ _ 2 obj`, want: "AID occurred Italy>Spain"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := parsed(t, c.tree, "", c.people, c.status)
			crowdAndPronouns(d, c.people)
			tell(d, c.teller)
			stage, err := New(addressing)
			if err != nil {
				t.Fatal(err)
			}
			stage.Run(d)
			if got := told(d); got != c.want {
				t.Errorf("got %q, want %q\nrejected: %v", got, c.want, d.Rejected)
			}
		})
	}
}

// What is denied was told by whoever spoke last before.
func TestDeniedClaim(t *testing.T) {
	d := parsed(t, `
1 Mines mine NOUN _ _ 2 nsubj
2 drifted drift VERB _ Tense=Past|VerbForm=Fin 0 root
3 , , PUNCT _ _ 2 punct
4 Spain Spain PROPN _ _ 5 nsubj
5 said say VERB _ Tense=Past|VerbForm=Fin 2 parataxis

1 Italy Italy PROPN _ _ 2 nsubj
2 rejected reject VERB _ Tense=Past|VerbForm=Fin 0 root
3 the the DET _ _ 4 det
4 claim claim NOUN _ _ 2 obj`, "", "", nil)
	end := strings.Index(d.Text, ",")
	d.Statements = []doc.Statement{{Span: doc.Span{Start: 0, End: end}, Chain: []doc.Teller{{Actor: actorNamed(d, "Spain")}}, Parent: -1}}
	stage, err := New(addressing)
	if err != nil {
		t.Fatal(err)
	}
	stage.Run(d)
	if got, want := told(d), "REJECT occurred Italy>Spain"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// crowdAndPronouns makes the nameless crowd one of people, and "its" mean Spain.
func crowdAndPronouns(d *doc.Document, people string) {
	for a := range d.Actors {
		if d.Actors[a].Name == people {
			d.Actors[a].Kind = "people"
		}
	}
	for i := range d.Tokens {
		if d.Word(i) == "its" {
			d.Mentions = append(d.Mentions, doc.Mention{Span: d.Tokens[i].Span, First: i, Last: i + 1, Head: i, Actors: []int{actorNamed(d, "Spain")}, As: doc.AsPronoun})
		}
	}
}

// tell has one actor say the whole text but the acts of its own voice.
func tell(d *doc.Document, teller string) {
	if teller == "" {
		return
	}
	from := 0
	if k := strings.Index(d.Text, "Our"); k >= 0 {
		from = k
	}
	d.Statements = append(d.Statements, doc.Statement{Span: doc.Span{Start: from, End: len(d.Text)}, Chain: []doc.Teller{{Actor: actorNamed(d, teller)}}, Parent: -1})
}

func actorNamed(d *doc.Document, name string) int {
	for a := range d.Actors {
		if d.Actors[a].Name == name {
			return a
		}
	}
	return -1
}
