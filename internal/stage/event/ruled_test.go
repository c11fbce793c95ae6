package event

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// dictionaryOf lays rows of a dictionary over the mechanism's: verb, pattern, code.
func dictionaryOf(scheme string, rows ...string) *lexicon.Overlay {
	b := strings.TrimSuffix(head, "\n") + "\tscheme\n"
	for i, r := range rows {
		cells := strings.Split(r, " ; ")
		kind := "OTHER"
		if cells[2] == "" {
			kind = "NONE"
		}
		b += strings.Join([]string{fmt.Sprint("own-", i), cells[0], "VERB", cells[1], "clause!", "named!", kind, "", cells[2], "Example.", "-", "own", scheme}, "\t") + "\n"
	}
	return lexicon.Over(mechanism, fstest.MapFS{
		"frames.tsv":   {Data: []byte(b)},
		"classes.tsv":  {Data: []byte("class\tlemmas\texample\torigin\n@own-bonds\tmilitary ties|@own-deals\tMilitary ties.\town\n@own-deals\tpact\tA pact.\town\n")},
		"discards.tsv": {Data: []byte("phrase\tscope\texample\tsource\ngolden cup\tsentence\tThe golden cup.\town\nregatta\tstory\tThe regatta.\town\n")},
	}, "mine")
}

// codedAs writes the events as "CODE status source>target".
func codedAs(d *doc.Document) string {
	var out []string
	names := func(ps []doc.Party) string {
		var n []string
		for _, p := range ps {
			n = append(n, d.Actors[p.Actor].Name)
		}
		return strings.Join(n, ",")
	}
	for _, e := range d.Events {
		out = append(out, fmt.Sprintf("%s %s %s>%s", e.CAMEO, e.Status, names(e.Source), names(e.Target)))
	}
	return strings.Join(out, "; ")
}

const condemned = `
1 France France PROPN _ _ 3 nsubj
2 sharply sharply ADV _ _ 3 advmod
3 condemned condemn VERB _ Tense=Past|VerbForm=Fin 0 root
4 a a DET _ _ 5 det
5 pact pact NOUN _ _ 3 obj
6 of of ADP _ _ 7 case
7 Italy Italy PROPN _ _ 5 nmod
8 with with ADP _ _ 9 case
9 Spain Spain PROPN _ _ 5 nmod`

const attacked = `
1 France France PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 Spain Spain PROPN _ _ 2 obj`

const willMeet = `
1 France France PROPN _ _ 5 nsubj
2 and and CCONJ _ _ 3 cc
3 Spain Spain PROPN _ _ 1 conj
4 will will AUX _ _ 5 aux
5 meet meet VERB _ VerbForm=Inf 0 root
6 Italy Italy PROPN _ _ 5 obj`

const saidIt = `
1 France France PROPN _ _ 2 nsubj
2 said say VERB _ Tense=Past|VerbForm=Fin 0 root
3 it it PRON _ _ 5 nsubj
4 would would AUX _ _ 5 aux
5 meet meet VERB _ VerbForm=Inf 2 ccomp
6 Italy Italy PROPN _ _ 5 obj`

const passive = `
1 Spain Spain PROPN _ _ 3 nsubj:pass
2 was be AUX _ _ 3 aux:pass
3 condemned condemn VERB _ Tense=Past|VerbForm=Part 0 root
4 by by ADP _ _ 5 case
5 France France PROPN _ _ 3 obl:agent
6 in in ADP _ _ 7 case
7 Italy Italy PROPN _ _ 3 obl`

// What a user's dictionary says of a verb holds, whatever the built-in rows say.
func TestDictionary(t *testing.T) {
	for _, c := range []struct {
		name, scheme, tree, want string
		rows                     []string
		status                   doc.Modality
	}{
		{name: "the first actor named behind the verb is the target", tree: condemned, rows: []string{"condemn ;  ; 345"}, want: "345 occurred France>Italy"},
		{name: "a pattern beats the verb alone, and of two the longer", tree: condemned, want: "2 occurred France>Italy",
			rows: []string{"condemn ;  ; 345", "condemn ; words=*~pact ; 1", "condemn ; words=sharply_*~pact ; 2"}},
		{name: "words right beside are asked for", tree: condemned, rows: []string{"condemn ; words=*_pact ; 1"}, want: ""},
		{name: "a class and the classes in it", tree: condemned, rows: []string{"condemn ; words=*~@own-bonds ; 1"}, want: "1 occurred France>Italy"},
		{name: "places for the parties", tree: condemned, rows: []string{"condemn ; words=*~^~with~+ ; 1"}, want: "1 occurred France>Spain"},
		{name: "source and target changed round", tree: attacked, rows: []string{"attack ; words=+~*~$ ; 1"}, want: "1 occurred Spain>France"},
		{name: "no code, no event", tree: condemned, rows: []string{"condemn ;  ; 345", "condemn ; words=*~pact ; "}, want: ""},
		{name: "an act to come keeps its code and says its status", tree: willMeet, rows: []string{"meet ;  ; 999"}, status: doc.Planned, want: "999 planned France,Spain>Italy"},
		{name: "two codes are two events", tree: willMeet, rows: []string{"meet ;  ; 1:2"}, want: "1 occurred France,Spain>Italy; 2 occurred Italy>France,Spain"},
		{name: "parties named together act on each other", tree: willMeet, rows: []string{"meet ; words=%~will~* ; 1:1"}, want: "1 occurred France,Spain>France,Spain"},
		{name: "words of the clause above", tree: saidIt, rows: []string{"meet ;  ; 1", "meet ; words=said~would~* ; 2"}, want: "2 occurred France>Italy"},
		{name: "a form goes before its verb", tree: condemned, rows: []string{"condemn ;  ; 1", "condemned ;  ; 2"}, want: "2 occurred France>Italy"},
		{name: "of a passive the agent does it", tree: passive, rows: []string{"condemn ;  ; 1"}, want: "1 occurred France>Spain"},
		{name: "alone, the built-in rows are laid aside", scheme: "alone", tree: attacked, rows: []string{"condemn ;  ; 1"}, want: ""},
		{name: "beside, they code the other verbs", scheme: "beside", tree: attacked, rows: []string{"condemn ;  ; 1"}, want: "190 occurred France>Spain"},
		{name: "beside, the dictionary's verb is its own", scheme: "beside", tree: attacked, rows: []string{"attack ; words=*~tanks ; 1"}, want: ""},
		{name: "a discarded sentence", tree: strings.Replace(attacked, "3 Spain", "3 golden golden ADJ _ _ 4 amod\n4 cup cup NOUN _ _ 2 obj\n5 Spain", 1), rows: []string{"attack ;  ; 1"}, want: ""},
		{name: "a discarded story", tree: attacked + "\n\n1 regatta regatta NOUN _ _ 0 root", rows: []string{"attack ;  ; 1"}, want: ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			scheme := c.scheme
			if scheme == "" {
				scheme = "alone"
			}
			stage, err := New(dictionaryOf(scheme, c.rows...))
			if err != nil {
				t.Fatal(err)
			}
			d := parsed(t, c.tree, "", "", map[string]doc.Modality{"meet": c.status})
			stage.Run(d)
			if got := codedAs(d); got != c.want {
				t.Errorf("got %q, want %q\nrejected: %v", got, c.want, d.Rejected)
			}
		})
	}
}

func TestDictionaryFaults(t *testing.T) {
	for row, want := range map[string]string{
		"a ; words=x~y ; 1":       `pattern "x~y", expected one * for the trigger`,
		"a ; words=*~@nosuch ; 1": "there is no class @nosuch",
		"a ; words=*~~b ; 1":      "an empty place",
		"a ; words=b* ; 1":        "expected ~ or _ between words",
	} {
		if _, err := New(dictionaryOf("alone", row)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "mine/frames.tsv:2") {
			t.Errorf("%s: error %v, want %s", row, err, want)
		}
	}
	if _, err := New(dictionaryOf("perhaps", "a ;  ; 1")); err == nil || !strings.Contains(err.Error(), `scheme "perhaps", expected alone, beside or nothing`) {
		t.Errorf("error %v", err)
	}
}
