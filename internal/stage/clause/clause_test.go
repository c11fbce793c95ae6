package clause

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
)

// Each case shows one way in which the tree hides who does what, and the
// argument that the level structure must bring out, as "predicate role filler".
var cases = []struct {
	name, tree string
	want       []string
	not        []string
}{
	{"active", `
1 Russia Russia PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 Georgia Georgia PROPN _ _ 2 obj`,
		[]string{"attacked subj Russia", "attacked obj Georgia"}, nil},
	{"passive is turned round", `
1 Georgia Georgia PROPN _ _ 3 nsubj:pass
2 was be AUX _ _ 3 aux:pass
3 attacked attack VERB _ Tense=Past|VerbForm=Part 0 root
4 by by ADP _ _ 5 case
5 Russia Russia PROPN _ _ 3 obl`,
		[]string{"attacked subj Russia", "attacked obj Georgia"}, []string{"attacked subj Georgia"}},
	{"called so before it is named", `
1 Cyprus Cyprus PROPN _ _ 2 nsubj
2 criticised criticise VERB _ Tense=Past|VerbForm=Fin 0 root
3 as as ADP _ _ 4 case
4 reckless reckless ADJ _ _ 2 advcl
5 flights flight NOUN _ _ 4 obj`,
		[]string{"criticised obj flights"}, nil},
	{"a subject taken for a part of the verb", `
1 a a DET _ _ 2 det
2 jet jet NOUN _ _ 3 compound
3 shot shoot VERB _ Tense=Past|VerbForm=Fin 0 root
4 planes plane NOUN _ _ 3 obj`,
		[]string{"shot subj jet"}, nil},
	{"out of before a gerund", `
1 Iraq Iraq PROPN _ _ 2 nsubj
2 pulled pull VERB _ Tense=Past|VerbForm=Fin 0 root
3 out out ADP _ _ 5 mark
4 of of ADP _ _ 3 fixed
5 signing sign VERB _ VerbForm=Ger 2 advcl`,
		[]string{"pulled prt out"}, nil},
	{"compound actors are several", `
1 France France PROPN _ _ 4 nsubj
2 and and CCONJ _ _ 3 cc
3 Spain Spain PROPN _ _ 1 conj
4 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
5 Italy Italy PROPN _ _ 4 obj`,
		[]string{"met subj France", "met subj Spain", "met obj Italy"}, nil},
	{"object control", `
1 Cairo Cairo PROPN _ _ 2 nsubj
2 urged urge VERB _ Tense=Past|VerbForm=Fin 0 root
3 Israel Israel PROPN _ _ 2 obj
4 to to PART _ _ 5 mark
5 withdraw withdraw VERB _ VerbForm=Inf 2 xcomp`,
		[]string{"withdraw subj Israel", "urged comp withdraw"}, []string{"withdraw subj Cairo"}},
	{"subject control over an object", `
1 Turkey Turkey PROPN _ _ 2 nsubj
2 promised promise VERB _ Tense=Past|VerbForm=Fin 0 root
3 Egypt Egypt PROPN _ _ 2 obj
4 to to PART _ _ 5 mark
5 help help VERB _ VerbForm=Inf 2 xcomp`,
		[]string{"help subj Turkey"}, []string{"help subj Egypt"}},
	{"oblique control", `
1 London London PROPN _ _ 2 nsubj
2 called call VERB _ Tense=Past|VerbForm=Fin 0 root
3 on on ADP _ _ 4 case
4 Iran Iran PROPN _ _ 2 obl
5 to to PART _ _ 6 mark
6 stop stop VERB _ VerbForm=Inf 2 advcl`,
		[]string{"stop subj Iran", "called comp stop", "called on Iran"}, []string{"stop subj London"}},
	{"conjoined verbs share the subject", `
1 Iraq Iraq PROPN _ _ 2 nsubj
2 invaded invade VERB _ Tense=Past|VerbForm=Fin 0 root
3 and and CCONJ _ _ 4 cc
4 annexed annex VERB _ Tense=Past|VerbForm=Fin 2 conj
5 Kuwait Kuwait PROPN _ _ 4 obj`,
		[]string{"annexed subj Iraq", "annexed obj Kuwait"}, nil},
	{"conjoined passives share the auxiliary", `
1 editors editor NOUN _ _ 3 nsubj:pass
2 were be AUX _ _ 3 aux:pass
3 arrested arrest VERB _ Tense=Past|VerbForm=Part 0 root
4 and and CCONJ _ _ 5 cc
5 deported deport VERB _ Tense=Past|VerbForm=Part 3 conj
6 by by ADP _ _ 7 case
7 Egypt Egypt PROPN _ _ 5 obl`,
		[]string{"deported obj editors", "deported subj Egypt"}, []string{"deported subj editors"}},
	{"relative pronoun", `
1 rebels rebel NOUN _ _ 5 nsubj
2 who who PRON _ PronType=Rel 3 nsubj
3 attacked attack VERB _ Tense=Past|VerbForm=Fin 1 acl:relcl
4 Mali Mali PROPN _ _ 3 obj
5 fled flee VERB _ Tense=Past|VerbForm=Fin 0 root`,
		[]string{"attacked subj rebels", "fled subj rebels"}, nil},
	{"reduced relative", `
1 plants plant NOUN _ _ 0 root
2 built build VERB _ Tense=Past|VerbForm=Part 1 acl
3 by by ADP _ _ 4 case
4 Russia Russia PROPN _ _ 2 obl`,
		[]string{"built obj plants", "built subj Russia"}, nil},
	{"contact relative", `
1 town town NOUN _ _ 0 root
2 Russia Russia PROPN _ _ 3 nsubj
3 attacked attack VERB _ Tense=Past|VerbForm=Fin 1 acl:relcl`,
		[]string{"attacked obj town", "attacked subj Russia"}, nil},
	{"light verb hands its subject on", `
1 Iran Iran PROPN _ _ 2 nsubj
2 launched launch VERB _ Tense=Past|VerbForm=Fin 0 root
3 an a DET _ _ 4 det
4 attack attack NOUN _ _ 2 obj
5 on on ADP _ _ 6 case
6 Iraq Iraq PROPN _ _ 2 obl`,
		[]string{"attack subj Iran", "attack on Iraq"}, nil},
	{"counting noun hands its arguments on", `
1 Turkey Turkey PROPN _ _ 3 nmod:poss
2 's 's PART _ _ 1 case
3 wave wave NOUN _ _ 0 root
4 of of ADP _ _ 5 case
5 attacks attack NOUN _ _ 3 nmod
6 on on ADP _ _ 7 case
7 Syria Syria PROPN _ _ 3 nmod`,
		[]string{"attacks poss Turkey", "attacks on Syria"}, nil},
	{"who holds rounds of talks holds talks", `
1 Iran Iran PROPN _ _ 2 nsubj
2 held hold VERB _ Tense=Past|VerbForm=Fin 0 root
3 rounds round NOUN _ _ 2 obj
4 of of ADP _ _ 5 case
5 talks talk NOUN _ _ 3 nmod`,
		[]string{"held obj rounds", "held obj talks"}, nil},
	{"sole object", `
1 Cairo Cairo PROPN _ _ 2 nsubj
2 warned warn VERB _ Tense=Past|VerbForm=Fin 0 root
3 Syria Syria PROPN _ _ 2 iobj`,
		[]string{"warned obj Syria"}, []string{"warned iobj Syria"}},
	{"adverb that makes one verb with its verb", `
1 Athens Athens PROPN _ _ 2 nsubj
2 pushed push VERB _ Tense=Past|VerbForm=Fin 0 root
3 migrants migrant NOUN _ _ 2 obj
4 back back ADV _ _ 2 advmod`,
		[]string{"pushed prt back"}, nil},
	{"infinitive on a noun", `
1 Cuba Cuba PROPN _ _ 3 nmod:poss
2 's 's PART _ _ 1 case
3 plan plan NOUN _ _ 0 root
4 to to PART _ _ 5 mark
5 visit visit VERB _ VerbForm=Inf 3 acl
6 Peru Peru PROPN _ _ 5 obj`,
		[]string{"plan comp visit", "visit subj Cuba", "visit obj Peru"}, nil},
	{"gerund after a preposition", `
1 Kyiv Kyiv PROPN _ _ 2 nsubj
2 accused accuse VERB _ Tense=Past|VerbForm=Fin 0 root
3 Moscow Moscow PROPN _ _ 2 obj
4 of of ADP _ _ 5 mark
5 bombing bomb VERB _ VerbForm=Ger 2 advcl`,
		[]string{"accused of bombing", "accused obj Moscow", "bombing subj Moscow"}, []string{"bombing subj Kyiv"}},
	{"a preposition tagged as a subordinator", `
1 Cairo Cairo PROPN _ _ 2 nsubj
2 suspected suspect VERB _ Tense=Past|VerbForm=Fin 0 root
3 Tunis Tunis PROPN _ _ 2 obj
4 of of SCONJ _ _ 5 mark
5 spying spy VERB _ Tense=Pres|VerbForm=Part 2 ccomp`,
		[]string{"suspected of spying", "spying subj Tunis"}, []string{"suspected comp spying"}},
	{"an infinitive whose to is tagged as a preposition", `
1 Yemen Yemen PROPN _ _ 2 nsubj
2 agreed agree VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to ADP _ _ 4 mark
4 free free VERB _ VerbForm=Inf 2 xcomp
5 sailors sailor NOUN _ _ 4 obj`,
		[]string{"agreed comp free", "free subj Yemen"}, []string{"agreed to free"}},
	{"out of as two prepositions", `
1 Troops troops NOUN _ _ 2 nsubj
2 pulled pull VERB _ Tense=Past|VerbForm=Fin 0 root
3 out out ADP _ _ 5 case
4 of of ADP _ _ 5 case
5 Iraq Iraq PROPN _ _ 2 obl`,
		[]string{"pulled prt out", "pulled out of Iraq"}, nil},
	{"out of as particle and preposition", `
1 Troops troops NOUN _ _ 2 nsubj
2 pulled pull VERB _ Tense=Past|VerbForm=Fin 0 root
3 out out ADP _ _ 2 compound:prt
4 of of ADP _ _ 5 case
5 Iraq Iraq PROPN _ _ 2 obl`,
		[]string{"pulled prt out", "pulled out of Iraq"}, nil},
	{"a phrase on the particle", `
1 Serbia Serbia PROPN _ _ 2 nsubj
2 backed back VERB _ Tense=Past|VerbForm=Fin 0 root
3 away away ADV _ _ 2 advmod
4 from from ADP _ _ 5 case
5 talks talk NOUN _ _ 3 obl`,
		[]string{"backed prt away", "backed from talks"}, nil},
	{"a bare oblique is the object", `
1 India India PROPN _ _ 2 nsubj
2 called call VERB _ Tense=Past|VerbForm=Fin 0 root
3 in in ADP _ _ 2 compound:prt
4 envoys envoy NOUN _ _ 2 obl`,
		[]string{"called obj envoys"}, nil},
	{"agent hung on the phrase before it", `
1 Mali Mali PROPN _ _ 3 nsubj:pass
2 was be AUX _ _ 3 aux:pass
3 accused accuse VERB _ Tense=Past|VerbForm=Part 0 root
4 of of ADP _ _ 5 case
5 theft theft NOUN _ _ 3 obl
6 by by ADP _ _ 7 case
7 Togo Togo PROPN _ _ 5 nmod`,
		[]string{"accused subj Togo", "accused obj Mali"}, nil},
	{"participle before the clause", `
1 Asked ask VERB _ Tense=Past|VerbForm=Part 4 advcl
2 twice twice ADV _ _ 1 advmod
3 Oslo Oslo PROPN _ _ 4 nsubj
4 refused refuse VERB _ Tense=Past|VerbForm=Fin 0 root`,
		[]string{"Asked obj Oslo"}, []string{"Asked subj Oslo"}},
	{"a statement speaks for who issues it", `
1 Chile Chile PROPN _ _ 2 nsubj
2 issued issue VERB _ Tense=Past|VerbForm=Fin 0 root
3 a a DET _ _ 4 det
4 statement statement NOUN _ _ 2 obj
5 condemning condemn VERB _ Tense=Pres|VerbForm=Part 4 acl
6 Peru Peru PROPN _ _ 5 obj`,
		[]string{"condemning subj Chile"}, []string{"condemning subj statement"}},
	{"a vote on a resolution", `
1 Deputies deputy NOUN _ _ 2 nsubj
2 voted vote VERB _ Tense=Past|VerbForm=Fin 0 root
3 on on ADP _ _ 4 case
4 resolution resolution NOUN _ _ 2 obl
5 to to PART _ _ 6 mark
6 expel expel VERB _ VerbForm=Inf 4 acl`,
		[]string{"expel subj Deputies"}, nil},
	{"participle behind a comma", `
1 Jets jet NOUN _ _ 2 nsubj
2 hit hit VERB _ Tense=Past|VerbForm=Fin 0 root
3 convoys convoy NOUN _ _ 2 obj
4 , , PUNCT _ _ 5 punct
5 killing kill VERB _ Tense=Pres|VerbForm=Part 3 acl
6 nine nine NUM _ _ 5 obj`,
		[]string{"killing subj Jets"}, []string{"killing subj convoys"}},
	{"whom an act befalls", `
1 Iran Iran PROPN _ _ 4 nsubj
2 was be AUX _ _ 4 cop
3 the the DET _ _ 4 det
4 target target NOUN _ _ 0 root
5 of of ADP _ _ 6 case
6 sanctions sanction NOUN _ _ 4 nmod`,
		[]string{"sanctions against Iran", "sanctions on Iran"}, nil},
	{"of two objects the receiver acts", `
1 Niger Niger PROPN _ _ 2 nsubj
2 gave give VERB _ Tense=Past|VerbForm=Fin 0 root
3 envoys envoy NOUN _ _ 2 iobj
4 days day NOUN _ _ 2 obj
5 to to PART _ _ 6 mark
6 leave leave VERB _ VerbForm=Inf 2 advcl`,
		[]string{"gave comp leave", "leave subj envoys"}, nil},
	{"under an act", `
1 Mali Mali PROPN _ _ 4 nsubj
2 is be AUX _ _ 4 cop
3 under under ADP _ _ 4 case
4 sanctions sanction NOUN _ _ 0 root
5 and and CCONJ _ _ 7 cc
6 was be AUX _ _ 7 aux:pass
7 condemned condemn VERB _ Tense=Past|VerbForm=Part 4 conj`,
		[]string{"sanctions against Mali", "sanctions on Mali", "condemned obj Mali"}, []string{"sanctions subj Mali"}},
	{"two objects read as one", `
1 Japan Japan PROPN _ _ 2 nsubj
2 gave give VERB _ Tense=Past|VerbForm=Fin 0 root
3 Samoa Samoa PROPN _ _ 4 compound
4 boats boat NOUN _ _ 2 obj`,
		[]string{"gave obj boats", "gave iobj Samoa"}, nil},
	{"no two objects where the receiver stands behind", `
1 Japan Japan PROPN _ _ 2 nsubj
2 gave give VERB _ Tense=Past|VerbForm=Fin 0 root
3 police police NOUN _ _ 4 compound
4 boats boat NOUN _ _ 2 obj
5 to to ADP _ _ 6 case
6 Samoa Samoa PROPN _ _ 2 obl`,
		nil, []string{"gave iobj police"}},
	{"a second subject acts in the clause", `
1 Cairo Cairo PROPN _ _ 2 nsubj
2 advised advise VERB _ Tense=Past|VerbForm=Fin 0 root
3 Sudan Sudan PROPN _ _ 2 nsubj
4 leave leave VERB _ VerbForm=Inf 2 xcomp`,
		[]string{"advised obj Sudan", "leave subj Sudan"}, []string{"advised subj Sudan", "leave subj Cairo"}},
	{"talks with who is visiting", `
1 Oman Oman PROPN _ _ 2 nsubj
2 held hold VERB _ Tense=Past|VerbForm=Fin 0 root
3 talks talk NOUN _ _ 2 obj
4 with with ADP _ _ 5 mark
5 visiting visit VERB _ VerbForm=Ger 3 acl
6 Kim Kim PROPN _ _ 5 obj`,
		[]string{"talks with Kim"}, nil},
	{"a clause on a noun without its pronoun is active", `
1 envoys envoy NOUN _ _ 0 root
2 it it PRON _ _ 3 nsubj:pass
3 accused accuse VERB _ Tense=Past|VerbForm=Part 1 acl:relcl
4 of of ADP _ _ 5 case
5 lies lie NOUN _ _ 3 obl`,
		[]string{"accused subj it", "accused obj envoys"}, []string{"accused obj it"}},
	{"money", `
1 Oman Oman PROPN _ _ 2 nsubj
2 pledged pledge VERB _ Tense=Past|VerbForm=Fin 0 root
3 $ $ SYM _ _ 2 obj
4 3 3 NUM _ _ 3 nummod
5 in in ADP _ _ 6 case
6 aid aid NOUN _ _ 3 nmod`,
		[]string{"$ in aid"}, nil},
	{"whose", `
1 Mali Mali PROPN _ _ 0 root
2 whose whose PRON _ _ 3 nmod:poss
3 mines mine NOUN _ _ 4 nsubj
4 closed close VERB _ Tense=Past|VerbForm=Fin 1 acl:relcl`,
		[]string{"mines poss Mali"}, nil},
	{"a participle behind the clause is passive", `
1 Kim Kim PROPN _ _ 2 nsubj
2 appeared appear VERB _ Tense=Past|VerbForm=Fin 0 root
3 charged charge VERB _ Tense=Past|VerbForm=Part 2 advcl
4 with with ADP _ _ 5 case
5 fraud fraud NOUN _ _ 3 obl`,
		[]string{"charged obj Kim"}, []string{"charged subj Kim"}},
}

func TestLevel(t *testing.T) {
	stage, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := conllu.Parse(strings.NewReader(c.tree + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			stage.Run(d)
			got := arguments(d)
			for _, w := range c.want {
				if !got[w] {
					t.Errorf("no %q in %v", w, got)
				}
			}
			for _, w := range c.not {
				if got[w] {
					t.Errorf("%q should not be", w)
				}
			}
		})
	}
}

func arguments(d *doc.Document) map[string]bool {
	got := map[string]bool{}
	for _, p := range d.Predicates {
		for _, a := range p.Args {
			got[fmt.Sprintf("%s %s %s", d.Word(p.Token), a.Role, d.Word(a.Token))] = true
		}
	}
	return got
}
