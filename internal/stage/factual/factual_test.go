package factual

import (
	"os"
	"strings"
	"testing"

	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/stage/clause"
)

var tables = os.DirFS("../../../data")

// Each case is a tree and the statuses its words must get, as WORD=STATUS.
var cases = []struct {
	name, why, tree, want string
}{
	{"past", "what is told in the past was done", `
1 Turkey Turkey PROPN _ _ 2 nsubj
2 shelled shell VERB _ Tense=Past|VerbForm=Fin 0 root
3 Afrin Afrin PROPN _ _ 2 obj`, "shelled=occurred"},
	{"one-way negative", "who refuses to do does not", `
1 Israel Israel PROPN _ _ 2 nsubj
2 refused refuse VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 withdraw withdraw VERB _ VerbForm=Inf 2 xcomp`, "refused=occurred withdraw=negated"},
	{"two-way implicative negated", "who did not fail to sign has signed", `
1 Iran Iran PROPN _ _ 4 nsubj
2 did do AUX _ Tense=Past|VerbForm=Fin 4 aux
3 not not PART _ _ 4 advmod
4 fail fail VERB _ VerbForm=Inf 0 root
5 to to PART _ _ 6 mark
6 sign sign VERB _ VerbForm=Inf 4 xcomp`, "fail=negated sign=occurred"},
	{"effects compose", "an expected offer offers nothing yet", `
1 Oman Oman PROPN _ _ 3 nsubj:pass
2 is be AUX _ Tense=Pres|VerbForm=Fin 3 aux:pass
3 expected expect VERB _ Tense=Past|VerbForm=Part 0 root
4 to to PART _ _ 5 mark
5 offer offer VERB _ VerbForm=Inf 3 xcomp
6 to to PART _ _ 7 mark
7 mediate mediate VERB _ VerbForm=Inf 5 xcomp`, "offer=expected mediate=offered"},
	{"a refusal that may come", "nothing is done where the refusal is open", `
1 Oman Oman PROPN _ _ 3 nsubj
2 may may AUX _ VerbForm=Fin 3 aux
3 refuse refuse VERB _ VerbForm=Inf 0 root
4 to to PART _ _ 5 mark
5 mediate mediate VERB _ VerbForm=Inf 3 xcomp`, "refuse=hypothetical mediate=hypothetical"},
	{"condition", "what hangs on a condition is offered; the condition is open", `
1 We we PRON _ _ 3 nsubj
2 will will AUX _ VerbForm=Fin 3 aux
3 withdraw withdraw VERB _ VerbForm=Inf 0 root
4 if if SCONJ _ _ 6 mark
5 Syria Syria PROPN _ _ 6 nsubj
6 disarms disarm VERB _ Tense=Pres|VerbForm=Fin 3 advcl`, "withdraw=offered disarms=hypothetical"},
	{"shared modal", "conjoined verbs share auxiliaries", `
1 Modi Modi PROPN _ _ 3 nsubj
2 will will AUX _ VerbForm=Fin 3 aux
3 visit visit VERB _ VerbForm=Inf 0 root
4 Oslo Oslo PROPN _ _ 3 obj
5 and and CCONJ _ _ 6 cc
6 sign sign VERB _ VerbForm=Inf 3 conj
7 a a DET _ _ 8 det
8 treaty treaty NOUN _ _ 6 obj`, "visit=planned sign=planned treaty=planned"},
	{"own tense after a conjunction", "each finite verb has its own tense", `
1 Mali Mali PROPN _ _ 4 nsubj
2 did do AUX _ Tense=Past|VerbForm=Fin 4 aux
3 not not PART _ _ 4 advmod
4 sign sign VERB _ VerbForm=Inf 0 root
5 and and CCONJ _ _ 6 cc
6 left leave VERB _ Tense=Past|VerbForm=Fin 4 conj`, "sign=negated left=occurred"},
	{"nobody", "a subject that is nobody negates", `
1 No no DET _ _ 2 det
2 leader leader NOUN _ _ 4 nsubj
3 had have AUX _ Tense=Past|VerbForm=Fin 4 aux
4 visited visit VERB _ Tense=Past|VerbForm=Part 0 root
5 Cuba Cuba PROPN _ _ 4 obj`, "visited=negated"},
	{"nobody, with the verb on the noun", "without a relative it is the clause's own verb", `
1 No no DET _ _ 2 det
2 leader leader NOUN _ _ 8 nsubj
3 before before SCONJ _ _ 6 mark
4 Castro Castro PROPN _ _ 6 nsubj
5 had have AUX _ Tense=Past|VerbForm=Fin 6 aux
6 visited visit VERB _ Tense=Past|VerbForm=Part 2 acl
7 Cuba Cuba PROPN _ _ 6 obj
8 said say VERB _ Tense=Past|VerbForm=Fin 0 root`, "visited=negated"},
	{"any", "a shield against any attack tells of none", `
1 Mali Mali PROPN _ _ 2 nsubj
2 feared fear VERB _ Tense=Past|VerbForm=Fin 0 root
3 any any DET _ _ 4 det
4 attack attack NOUN _ _ 2 obj`, "attack=hypothetical"},
	{"since", "a perfect with its beginning goes on", `
1 Mali Mali PROPN _ _ 3 nsubj
2 has have AUX _ Tense=Pres|VerbForm=Fin 3 aux
3 shunned shun VERB _ Tense=Past|VerbForm=Part 0 root
4 talks talk NOUN _ _ 3 obj
5 since since ADP _ _ 6 case
6 May May PROPN _ _ 3 obl`, "shunned=ongoing"},
	{"light verb", "what is not held is no meeting", `
1 They they PRON _ _ 4 nsubj
2 did do AUX _ Tense=Past|VerbForm=Fin 4 aux
3 not not PART _ _ 4 advmod
4 hold hold VERB _ VerbForm=Inf 0 root
5 talks talk NOUN _ _ 4 obj`, "hold=negated talks=negated"},
	{"known noun", "an attack told as known was made, whatever comes of it", `
1 Iraq Iraq PROPN _ _ 3 nsubj
2 will will AUX _ VerbForm=Fin 3 aux
3 avenge avenge VERB _ VerbForm=Inf 0 root
4 the the DET _ _ 5 det
5 attack attack NOUN _ _ 3 obj`, "avenge=planned attack=occurred"},
	{"noun under a call", "called for talks: demanded", `
1 Bonn Bonn PROPN _ _ 2 nsubj
2 called call VERB _ Tense=Past|VerbForm=Fin 0 root
3 for for ADP _ _ 4 case
4 talks talk NOUN _ _ 2 obl`, "called=occurred talks=demanded"},
	{"adjective", "a planned visit", `
1 A a DET _ _ 3 det
2 planned planned ADJ _ _ 3 amod
3 visit visit NOUN _ _ 5 nsubj:pass
4 was be AUX _ Tense=Past|VerbForm=Fin 5 aux:pass
5 praised praise VERB _ Tense=Past|VerbForm=Part 0 root`, "visit=planned"},
	{"without", "left without signing", `
1 Togo Togo PROPN _ _ 2 nsubj
2 left leave VERB _ Tense=Past|VerbForm=Fin 0 root
3 without without SCONJ _ _ 4 mark
4 signing sign VERB _ VerbForm=Ger 2 advcl`, "left=occurred signing=negated"},
	{"participle", "killed nine, wounding two", `
1 Shells shell NOUN _ _ 2 nsubj
2 hit hit VERB _ Tense=Past|VerbForm=Fin 0 root
3 Homs Homs PROPN _ _ 2 obj
4 , , PUNCT _ _ 5 punct
5 wounding wound VERB _ VerbForm=Ger 2 advcl
6 two two NUM _ _ 5 obj`, "hit=occurred wounding=occurred"},
	{"purpose", "flew to sign: meant, not told as done", `
1 Peres Peres PROPN _ _ 2 nsubj
2 flew fly VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to ADP _ _ 4 case
4 Oslo Oslo PROPN _ _ 2 obl
5 to to PART _ _ 6 mark
6 sign sign VERB _ VerbForm=Inf 2 advcl`, "flew=occurred sign=planned"},
	{"purpose of a journey", "went to Paris to sign: not told as done, though went on to sign is", `
1 Peres Peres PROPN _ _ 2 nsubj
2 went go VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to ADP _ _ 4 case
4 Paris Paris PROPN _ _ 2 obl
5 to to PART _ _ 6 mark
6 sign sign VERB _ VerbForm=Inf 2 advcl`, "went=occurred sign=planned"},
	{"purpose before its verb", "managed a raid to free them: whether they were freed is not told", `
1 To to PART _ _ 2 mark
2 free free VERB _ VerbForm=Inf 5 advcl
3 hostages hostage NOUN _ _ 2 obj
4 Chad Chad PROPN _ _ 5 nsubj
5 managed manage VERB _ Tense=Past|VerbForm=Fin 0 root
6 a a DET _ _ 7 det
7 raid raid NOUN _ _ 5 obj`, "free=planned managed=occurred"},
	{"short of", "stopped short of signing, with both on the verb", `
1 Chad Chad PROPN _ _ 2 nsubj
2 stopped stop VERB _ Tense=Past|VerbForm=Fin 0 root
3 short short ADV _ _ 2 advmod
4 of of SCONJ _ _ 5 mark
5 signing sign VERB _ VerbForm=Ger 2 advcl`, "signing=negated"},
	{"due to", "is due to visit, with due to for a mark", `
1 Pele Pele PROPN _ _ 5 nsubj
2 is be AUX _ Tense=Pres|VerbForm=Fin 5 cop
3 due due ADJ _ _ 5 mark
4 to to PART _ _ 3 fixed
5 visit visit VERB _ VerbForm=Inf 0 root
6 Cuba Cuba PROPN _ _ 5 obj`, "visit=planned"},
	{"nearly", "what was nearly signed was not", `
1 Chad Chad PROPN _ _ 3 nsubj
2 nearly nearly ADV _ _ 3 advmod
3 signed sign VERB _ Tense=Past|VerbForm=Fin 0 root`, "signed=negated"},
	{"neither nor", "neither of the two did it", `
1 Neither neither CCONJ _ _ 2 cc:preconj
2 Chad Chad PROPN _ _ 5 nsubj
3 nor nor CCONJ _ _ 4 cc
4 Mali Mali PROPN _ _ 2 conj
5 signed sign VERB _ Tense=Past|VerbForm=Fin 0 root`, "signed=negated"},
	{"take place", "an attack that did not take place was none", `
1 The the DET _ _ 2 det
2 attack attack NOUN _ _ 5 nsubj
3 did do AUX _ Tense=Past|VerbForm=Fin 5 aux
4 not not PART _ _ 5 advmod
5 take take VERB _ VerbForm=Inf 0 root
6 place place NOUN _ _ 5 obj`, "attack=negated"},
	{"failed to happen", "the noun goes by the verb under the one that it is the subject of", `
1 The the DET _ _ 2 det
2 attack attack NOUN _ _ 3 nsubj
3 failed fail VERB _ Tense=Past|VerbForm=Fin 0 root
4 to to PART _ _ 5 mark
5 happen happen VERB _ VerbForm=Inf 3 xcomp`, "attack=negated"},
	{"denied gerund", "the denier's act is negated", `
1 Chad Chad PROPN _ _ 2 nsubj
2 denied deny VERB _ Tense=Past|VerbForm=Fin 0 root
3 bombing bomb VERB _ VerbForm=Ger 2 xcomp
4 Darfur Darfur PROPN _ _ 3 obj`, "denied=occurred bombing=negated"},
	{"denial under a wrong tree", "what is denied is not told as done, wherever the parser hangs it", `
1 ministry ministry NOUN _ _ 9 nsubj
2 denied deny VERB _ Tense=Past|VerbForm=Fin 1 acl
3 that that SCONJ _ _ 6 mark
4 ships ship NOUN _ _ 6 nsubj
5 had have AUX _ Tense=Past|VerbForm=Fin 6 aux
6 fired fire VERB _ Tense=Past|VerbForm=Part 1 acl
7 , , PUNCT _ _ 9 punct
8 Anadolu Anadolu PROPN _ _ 9 nsubj
9 reported report VERB _ Tense=Past|VerbForm=Fin 0 root`, "fired=negated"},
	{"gerund taken for a noun", "an accusation is not the deed", `
1 Kenya Kenya PROPN _ _ 2 nsubj
2 accused accuse VERB _ Tense=Past|VerbForm=Fin 0 root
3 Sudan Sudan PROPN _ _ 2 obj
4 of of SCONJ _ _ 5 mark
5 bombing bombing NOUN _ Number=Sing 2 advcl
6 villages village NOUN _ _ 5 obj`, "accused=occurred bombing=hypothetical"},
	{"no, hung deep", "whoever it is that the parser denies, nobody did it", `
1 No no INTJ _ _ 2 advmod
2 Soviet Soviet PROPN _ _ 3 compound
3 leaders leader NOUN _ _ 5 nsubj
4 had have AUX _ Tense=Past|VerbForm=Fin 5 aux
5 visited visit VERB _ Tense=Past|VerbForm=Part 0 root`, "visited=negated"},
}

func TestStatus(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := conllu.Parse(strings.NewReader(c.tree + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			got := statuses(t, d)
			for w := range strings.FieldsSeq(c.want) {
				word, status, _ := strings.Cut(w, "=")
				if got[word] != status {
					t.Errorf("%s is %s, want %s: %s", word, got[word], status, c.why)
				}
			}
		})
	}
}

// statuses runs clause and factual and gives the status of every word.
func statuses(t testing.TB, d *doc.Document) map[string]string {
	t.Helper()
	levels, err := clause.New(tables)
	if err != nil {
		t.Fatal(err)
	}
	stage, err := New(tables)
	if err != nil {
		t.Fatal(err)
	}
	levels.Run(d)
	stage.Run(d)
	got := map[string]string{}
	for i, p := range d.Predicates {
		got[d.Word(p.Token)] = string(d.Status[i].Modality)
	}
	return got
}
