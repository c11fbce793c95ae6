package event

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/data"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/stage/clause"
)

const head = "id\tlemma\tpos\twhen\tsource\ttarget\ttype\tmode\tcameo\texample\texpect\torigin\n"

// contextRows are a few rows that tell what an act is a matter of.
const contextRows = "context\tkind\tcues\tacts\texample\tcounter\torigin\n" +
	"-\tword\teconomic forum\t\tX.\t\town\n" +
	"-\twhen\tafter\t\tX.\t\town\n" +
	"economic\tword\ttrade|economic\t\tX.\t\town\n" +
	"election\thint\tvote\t\tX.\t\town\n" +
	"election\thint\tresult\t\tX.\t\town\n" +
	"military\tparty\tMIL\tASSAULT\tX.\t\town\n" +
	"military\tdefault\tASSAULT\t\tX.\t\town\n" +
	"diplomatic\tact\tCONSULT governments\t\tX.\t\town\n"

// lexiconOf makes a knowledge folder of a few frames, written with blanks
// between cells: this test is about the mechanism, not about the rows that ship.
func lexiconOf(rows ...string) fstest.MapFS {
	var b strings.Builder
	b.WriteString(head)
	for _, r := range rows {
		cells := strings.Split(r, " ; ")
		for len(cells) < 9 {
			cells = append(cells, "")
		}
		cells = append(cells, "Example.", "-", "own")
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return fstest.MapFS{
		"frames/test.tsv":            {Data: []byte(b.String())},
		"frames/classes/nouns.tsv":   {Data: []byte("class\tlemmas\texample\torigin\n@plan\tplan|proposal\tA plan.\town\n@remark\tclaim\tA claim.\town\n@stone\tstone\tA stone.\town\n@agreement\tpact\tA pact.\town\n@mutual-verb\tagree\tThey agreed.\town\n@border\tfrontier\tThe frontier.\town\n@another\tanother|also|again|second\tAnother attack.\town\n@killing\tkill|die\tThey killed him.\town\n@attack-noun\tattack|raid\tA raid.\town\n")},
		"lang/irregular.tsv":         {Data: []byte("pos\tlemma\tforms\texample\tsource\nVERB\tmeet\tmet\tThey met.\town\n")},
		"ontology/plover.tsv":        {Data: []byte("type\tmodes\tlabel\tsource\nCONSULT\t\tmeet\town\nASSAULT\taerial|drone\tattack\town\nAGREE\t\tagree\town\n")},
		"ontology/context-names.tsv": {Data: []byte("context\tlabel\tsource\nmilitary\tarms\town\nelection\tvotes\town\ndiplomatic\ttalks\town\neconomic\ttrade\town\n")},
		"ontology/modes.tsv":         {Data: []byte("mode\tkind\tcues\tacts\texample\tcounter\torigin\ndrone\tword\tdrone\tASSAULT\tX.\t\town\naerial\tword\tjet\tASSAULT\tX.\t\town\n")},
		"ontology/tolls.tsv":         {Data: []byte("count\twhere\tlemmas\tacts\texample\texpect\torigin\nkilled\tobj\tkill\tASSAULT\tX.\tkilled=1\town\n")},
		"ontology/contexts.tsv":      {Data: []byte(contextRows)},
		"ontology/cameo.tsv":         {Data: []byte("code\tlabel\tgoldstein\tplover\tmode\tsource\n19\tfight\t-10\tASSAULT\t\town\n04\tconsult\t1\tCONSULT\t\town\n")},
	}
}

var mechanism = lexiconOf(
	"attack ; attack ; VERB ;  ; subj ; obj! ; ASSAULT ;  ; 190",
	"attack-plan ; attack ; VERB ; obj=@plan ; subj ; obj ; NONE ;  ; ",
	"attack-noun ; attack ; NOUN ;  ; by|poss|amod|subj ; on|against ; ASSAULT ;  ; 190",
	"shoot-down ; shoot ; VERB ; prt=down ; subj ; obj? ; ASSAULT ;  ; 190",
	"bomb ; bomb ; VERB ;  ; subj ; obj? ; ASSAULT ;  ; 190",
	"meet ; meet ; VERB ;  ; subj! ; obj|with|recip ; CONSULT ;  ; 040",
	"hold-talks ; hold ; VERB ; obj=talk ; subj! ; obj.with|with|recip ; CONSULT ;  ; 046",
	"talks ; talk ; NOUN ;  ; between|of|subj ; with|recip ; CONSULT ;  ; 046",
	"arrive ; arrive ; VERB ;  ; subj! ; in|at ; CONSULT ; visit ; 042",
	"condemn ; condemn ; VERB ;  ; subj! ; obj|- ; ACCUSE ;  ; 111",
	"bombing ; bombing ; NOUN ;  ; by ; of|- ; ASSAULT ;  ; 190",
	"threaten ; threaten ; VERB ; comp=@ASSAULT ; subj! ; comp.obj ; THREATEN ; violence ; 138",
)

const threat = `
1 Iraq Iraq PROPN _ _ 2 nsubj
2 threatened threaten VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 attack attack VERB _ VerbForm=Inf 2 xcomp
5 Kuwait Kuwait PROPN _ _ 4 obj`

func TestMatch(t *testing.T) {
	cases := []struct {
		name, tree, places string
		stateless          string                  // a party without a country
		status             map[string]doc.Modality // by word; others occurred
		want               string
	}{
		{name: "source and target", tree: `
1 Russia Russia PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 Georgia Georgia PROPN _ _ 2 obj`, want: "ASSAULT occurred Russia>Georgia"},
		{name: "the particular row blocks the general one", tree: `
1 Russia Russia PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 Georgia Georgia PROPN _ _ 5 nmod:poss
4 's 's PART _ _ 3 case
5 plan plan NOUN _ _ 2 obj`, want: ""},
		{name: "a required slot without an actor gives nothing", tree: `
1 Russia Russia PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 poverty poverty NOUN _ _ 2 obj`, want: ""},
		{name: "the owner stands for what is owned", tree: `
1 Turkish turkish ADJ _ _ 2 amod
2 jets jet NOUN _ _ 3 nsubj
3 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
4 Syria Syria PROPN _ _ 6 nmod:poss
5 's 's PART _ _ 4 case
6 airport airport NOUN _ _ 3 obj`, want: "ASSAULT occurred Turkish>Syria"},
		{name: "two who meet are each other's", tree: `
1 France France PROPN _ _ 4 nsubj
2 and and CCONJ _ _ 3 cc
3 Spain Spain PROPN _ _ 1 conj
4 met meet VERB _ Tense=Past|VerbForm=Fin 0 root`, want: "CONSULT occurred France,Spain>France,Spain"},
		{name: "verb and noun tell one act", tree: `
1 France France PROPN _ _ 2 nsubj
2 held hold VERB _ Tense=Past|VerbForm=Fin 0 root
3 talks talk NOUN _ _ 2 obj
4 with with ADP _ _ 5 case
5 Spain Spain PROPN _ _ 3 nmod`, want: "CONSULT occurred France>Spain"},
		{name: "the host of a visit is a place", places: "Egypt", tree: `
1 France France PROPN _ _ 2 nsubj
2 arrived arrive VERB _ Tense=Past|VerbForm=Fin 0 root
3 in in ADP _ _ 4 case
4 Egypt Egypt PROPN _ _ 2 obl`, want: "CONSULT occurred France>Egypt"},
		{name: "a threat is no deed", tree: threat, want: "THREATEN occurred Iraq>Kuwait"},
		{name: "a particle read as a preposition", tree: `
1 Spain Spain PROPN _ _ 2 nsubj
2 shot shoot VERB _ Tense=Past|VerbForm=Fin 0 root
3 down down ADP _ _ 4 case
4 France France PROPN _ _ 2 obl`, want: "ASSAULT occurred Spain>France"},
		{name: "a party hung on the place before it", tree: `
1 France France PROPN _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 in in ADP _ _ 4 case
4 town town NOUN _ _ 2 obl
5 with with ADP _ _ 6 case
6 Spain Spain PROPN _ _ 4 nmod`, want: "CONSULT occurred France>Spain"},
		{name: "a verb tagged as a noun", tree: `
1 France France PROPN _ _ 2 nsubj
2 attacks attack NOUN _ Number=Plur 0 root
3 Spain Spain PROPN _ _ 2 obj`, want: "ASSAULT occurred France>Spain"},
		{name: "a wrong lemma of a verb that the rows know", tree: `
1 France France PROPN _ _ 2 nsubj
2 attacked attac VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj`, want: "ASSAULT occurred France>Spain"},
		{name: "either slot will do", tree: `
1 Spain Spain PROPN _ _ 2 nsubj
2 bombed bomb VERB _ Tense=Past|VerbForm=Fin 0 root
3 hills hill NOUN _ Number=Plur 2 obj`, want: "ASSAULT occurred Spain>"},
		{name: "an adjective with an object is a verb", tree: `
1 France France PROPN _ _ 2 nsubj
2 attacked attacked ADJ _ _ 0 root
3 Spain Spain PROPN _ _ 2 obj`, want: "ASSAULT occurred France>Spain"},
		{name: "a doer hung on the one it was done to", tree: `
1 The the DET _ _ 2 det
2 attack attack NOUN _ _ 0 root
3 on on ADP _ _ 4 case
4 ships ship NOUN _ _ 2 nmod
5 of of ADP _ _ 6 case
6 Spain Spain PROPN _ _ 4 nmod
7 by by ADP _ _ 8 case
8 France France PROPN _ _ 4 nmod`, want: "ASSAULT occurred France>Spain"},
		{name: "examples of a crowd", tree: `
1 France France PROPN _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 Allies ally PROPN _ _ 2 obj
4 such such ADJ _ _ 6 case
5 as as ADP _ _ 4 fixed
6 Spain Spain PROPN _ _ 3 nmod`, stateless: "Allies", want: "CONSULT occurred France>Spain"},
		{name: "killed and wounded is one act", tree: `
1 France France PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 and and CCONJ _ _ 4 cc
4 bombed bomb VERB _ Tense=Past|VerbForm=Fin 2 conj
5 Spain Spain PROPN _ _ 2 obj`, want: "ASSAULT occurred France>Spain"},
		{name: "the visit tells the talks it is for", places: "Egypt", tree: `
1 France France PROPN _ _ 2 nsubj
2 arrived arrive VERB _ Tense=Past|VerbForm=Fin 0 root
3 in in ADP _ _ 4 case
4 Egypt Egypt PROPN _ _ 2 obl
5 for for ADP _ _ 6 case
6 talks talk NOUN _ _ 2 obl
7 with with ADP _ _ 8 case
8 Egypt Egypt PROPN _ _ 6 nmod`, want: "CONSULT occurred France>Egypt"},
		{name: "what is asked is not told", tree: `
1 Italy Italy PROPN _ _ 2 nsubj
2 asked ask VERB _ Tense=Past|VerbForm=Fin 0 root
3 if if SCONJ _ _ 5 mark
4 France France PROPN _ _ 5 nsubj
5 attacked attack VERB _ Tense=Past|VerbForm=Fin 2 ccomp
6 Spain Spain PROPN _ _ 5 obj`, want: ""},
		{name: "a threat against oneself is against nobody", tree: strings.Replace(threat, "Kuwait Kuwait", "Iraq Iraq", 1), want: "THREATEN occurred Iraq>"},
		{name: "an answer to an act told before", tree: `
1 France France PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj

1 Italy Italy PROPN _ _ 2 nsubj
2 condemned condemn VERB _ Tense=Past|VerbForm=Fin 0 root
3 the the DET _ _ 4 det
4 attack attack NOUN _ _ 2 obj`, want: "ASSAULT occurred France>Spain; ACCUSE occurred Italy>France"},
		{name: "a gerund with a doer is a noun", tree: `
1 Bombing bomb VERB _ VerbForm=Ger 4 nsubj
2 by by ADP _ _ 3 case
3 France France PROPN _ _ 1 nmod
4 resumed resume VERB _ Tense=Past|VerbForm=Fin 0 root`, want: "ASSAULT occurred France>"},
		{name: "a meeting to come is AGREE", status: map[string]doc.Modality{"meet": doc.Planned}, tree: `
1 France France PROPN _ _ 3 nsubj
2 will will AUX _ _ 3 aux
3 meet meet VERB _ VerbForm=Inf 0 root
4 Spain Spain PROPN _ _ 3 obj`, want: "AGREE planned France>Spain"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := document(t, c.tree, c.places, c.stateless, c.status)
			if got := told(d); got != c.want {
				t.Errorf("got %q, want %q\nrejected: %v", got, c.want, d.Rejected)
			}
		})
	}
}

func TestRejectedSaysWhy(t *testing.T) {
	d := document(t, threat, "", "", nil)
	for _, r := range d.Rejected {
		if d.Word(r.Token) == "attack" && strings.Contains(r.Reason, "threatened") {
			return
		}
	}
	t.Errorf("no word on why the attack is no event of its own: %v", d.Rejected)
}

func TestFaultsNameTheRow(t *testing.T) {
	fsys := lexiconOf("a ; a ; VERB ; obj=@nosuch ; subj ; obj ; ASSAULT", "a ; b ; PREP ;  ; subj ; obj ; ASSAULT")
	_, err := New(fsys)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`frames/test.tsv:2: condition "obj=@nosuch": nouns.tsv has no @nosuch`, `frames/test.tsv:3: pos "PREP", expected VERB, NOUN or ADJ`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %s", err, want)
		}
	}
}

// document runs the stage over a hand-built tree in which every capitalised
// noun and adjective is a state of its own.
func document(t *testing.T, tree, places, stateless string, status map[string]doc.Modality) *doc.Document {
	t.Helper()
	d := parsed(t, tree, places, stateless, status)
	run(t, d)
	return d
}

func run(t *testing.T, d *doc.Document) {
	t.Helper()
	stage, err := New(mechanism)
	if err != nil {
		t.Fatal(err)
	}
	stage.Run(d)
}

// parsed is the document before the stage.
func parsed(t testing.TB, tree, places, stateless string, status map[string]doc.Modality) *doc.Document {
	t.Helper()
	d, err := conllu.Parse(strings.NewReader(tree + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	level, err := clause.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	level.Run(d)
	for i := range d.Tokens {
		if w := d.Word(i); w[0] >= 'A' && w[0] <= 'Z' && (d.Tags[i].POS == doc.PROPN || d.Tags[i].POS == doc.ADJ) {
			d.Mentions = append(d.Mentions, doc.Mention{Span: d.Tokens[i].Span, First: i, Last: i + 1, Head: i,
				Actors: []int{len(d.Actors)}, As: doc.AsName, Place: w == places})
			a := doc.Actor{ID: w, Name: w, Kind: "state", Country: strings.ToUpper(w[:3])}
			if w == stateless {
				a.Country = ""
			}
			a.CAMEO = a.Country
			d.Actors = append(d.Actors, a)
		}
	}
	for _, p := range d.Predicates {
		m := status[d.Word(p.Token)]
		if m == "" {
			m = doc.Occurred
		}
		d.Status = append(d.Status, doc.Status{Modality: m, By: -1, Rule: "given"})
	}
	return d
}

// told writes the events as "TYPE status source,source>target".
func told(d *doc.Document) string {
	var out []string
	names := func(ps []doc.Party) string {
		var n []string
		for _, p := range ps {
			n = append(n, d.Actors[p.Actor].Name)
		}
		return strings.Join(n, ",")
	}
	for _, e := range d.Events {
		out = append(out, fmt.Sprintf("%s %s %s>%s", e.Type, e.Status, names(e.Source), names(e.Target)))
	}
	return strings.Join(out, "; ")
}
