package attrib

import (
	"strings"
	"testing"

	"dragoman/internal/conllu"
	leveller "dragoman/internal/stage/clause"
)

// TestSources: besides who it is, a statement has the words by its cue that name
// its speaker, and the gap where those stand amid its content.
func TestSources(t *testing.T) {
	levels, err := leveller.New(tables)
	if err != nil {
		t.Fatal(err)
	}
	stage, err := New(tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, why, tree, want string }{
		{"a quotation goes on", "one statement: only the words that tell it stand between its parts", `
1 “ “ PUNCT _ _ 4 punct
2 We we PRON _ _ 4 nsubj
3 have have AUX _ _ 4 aux
4 won win VERB _ Tense=Past|VerbForm=Part 7 ccomp
5 , , PUNCT _ _ 4 punct
6 ” ” PUNCT _ _ 4 punct
7 said say VERB _ Tense=Past|VerbForm=Fin 0 root
8 Castro Castro PROPN _ _ 7 nsubj
9 . . PUNCT _ _ 7 punct

1 “ “ PUNCT _ _ 5 punct
2 The the DET _ _ 3 det
3 war war NOUN _ _ 5 nsubj
4 is be AUX _ Tense=Pres|VerbForm=Fin 5 cop
5 over over ADJ _ _ 0 root
6 . . PUNCT _ _ 5 punct
7 ” ” PUNCT _ _ 5 punct`, "We have won , ” said Castro . “ The war is over . | Castro |  ” said Castro . “ "},
		{"a document", "the ministry speaks, by the words: its statement", `
1 The the DET _ _ 2 det
2 ministry ministry NOUN _ _ 4 nmod:poss
3 's 's PART _ _ 2 case
4 statement statement NOUN _ _ 5 nsubj
5 said say VERB _ Tense=Past|VerbForm=Fin 0 root
6 talks talk NOUN _ _ 7 nsubj
7 failed fail VERB _ Tense=Past|VerbForm=Fin 5 ccomp`, "talks failed | The ministry 's statement | "},
		{"adding that", "the speaker adds it, not who failed, wherever the parser hangs it", `
1 Oslo Oslo PROPN _ _ 2 nsubj
2 said say VERB _ Tense=Past|VerbForm=Fin 0 root
3 Cairo Cairo PROPN _ _ 4 nsubj
4 failed fail VERB _ Tense=Past|VerbForm=Fin 2 ccomp
5 , , PUNCT _ _ 6 punct
6 adding add VERB _ VerbForm=Ger 4 advcl
7 that that SCONJ _ _ 9 mark
8 talks talk NOUN _ _ 9 nsubj
9 continued continue VERB _ Tense=Past|VerbForm=Fin 6 ccomp`, "Cairo failed | Oslo | \ntalks continued | Oslo | "},
		{"according to, behind", "it tells the whole sentence, the cue within it too", `
1 Oslo Oslo PROPN _ _ 2 nsubj
2 said say VERB _ Tense=Past|VerbForm=Fin 0 root
3 talks talk NOUN _ _ 4 nsubj
4 failed fail VERB _ Tense=Past|VerbForm=Fin 2 ccomp
5 , , PUNCT _ _ 8 punct
6 according accord VERB _ _ 8 case
7 to to ADP _ _ 6 fixed
8 Tass Tass PROPN _ _ 4 obl
9 . . PUNCT _ _ 2 punct`, "Oslo said talks failed | Tass | \ntalks failed | Oslo | "},
		{"the relative's verb", "what the agency said of the relief is all behind it", `
1 Relief relief NOUN _ _ 8 nsubj
2 which which PRON _ PronType=Rel 5 obj
3 Oslo Oslo PROPN _ _ 4 nsubj
4 said say VERB _ Tense=Past|VerbForm=Fin 1 acl:relcl
5 saved save VERB _ Tense=Past|VerbForm=Fin 1 acl:relcl
6 lives life NOUN _ _ 5 obj
7 has have AUX _ Tense=Pres|VerbForm=Fin 8 aux
8 ended end VERB _ VerbForm=Part 0 root`, "saved lives | Oslo | "},
		{"object before the cue", "what somebody calls a farce", `
1 It it PRON _ _ 2 nsubj
2 led lead VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to ADP _ _ 4 case
4 what what PRON _ _ 2 obl
5 Oslo Oslo PROPN _ _ 6 nsubj
6 called call VERB _ Tense=Past|VerbForm=Fin 4 acl:relcl
7 a a DET _ _ 8 det
8 farce farce NOUN _ _ 6 xcomp`, "a farce | Oslo | "},
		{"a name and a colon", "a teller at the head of a line, and what the teller says", `
1 Minister minister NOUN _ _ 5 nsubj
2 : : PUNCT _ _ 1 punct
3 “ “ PUNCT _ _ 5 punct
4 We we PRON _ _ 5 nsubj
5 won win VERB _ Tense=Past|VerbForm=Fin 0 root
6 it it PRON _ _ 5 obj
7 all all DET _ _ 6 det
8 . . PUNCT _ _ 5 punct
9 ” ” PUNCT _ _ 5 punct`, "We won it all . | Minister | "},
		{"as told", "the clause before the agency's", `
1 Talks talk NOUN _ _ 2 nsubj
2 failed fail VERB _ Tense=Past|VerbForm=Fin 0 root
3 , , PUNCT _ _ 6 punct
4 as as SCONJ _ _ 6 mark
5 Tass Tass PROPN _ _ 6 nsubj
6 reported report VERB _ Tense=Past|VerbForm=Fin 2 advcl
7 , , PUNCT _ _ 10 punct
8 and and CCONJ _ _ 10 cc
9 envoys envoy NOUN _ _ 10 nsubj
10 left leave VERB _ Tense=Past|VerbForm=Fin 2 conj
11 . . PUNCT _ _ 2 punct`, "Talks failed | Tass | "},
		{"a participle that asks", "what stands before it is told by the verb that it hangs on, or by none", `
1 Talks talk NOUN _ _ 2 nsubj
2 failed fail VERB _ Tense=Past|VerbForm=Fin 0 root
3 for for ADP _ _ 4 case
4 now now ADV _ _ 2 obl
5 , , PUNCT _ _ 6 punct
6 saying say VERB _ VerbForm=Ger 2 advcl
7 little little ADV _ _ 6 advmod`, ""},
		{"talk within a quotation", "what people in general expect is the speaker's own talk", `
1 “ “ PUNCT _ _ 3 punct
2 You you PRON _ _ 3 nsubj
3 know know VERB _ Tense=Pres|VerbForm=Fin 9 ccomp
4 that that SCONJ _ _ 6 mark
5 talks talk NOUN _ _ 6 nsubj
6 failed fail VERB _ Tense=Past|VerbForm=Fin 3 ccomp
7 , , PUNCT _ _ 9 punct
8 ” ” PUNCT _ _ 9 punct
9 said say VERB _ Tense=Past|VerbForm=Fin 0 root
10 Castro Castro PROPN _ _ 9 nsubj`, "You know that talks failed , | Castro | "},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := conllu.Parse(strings.NewReader(c.tree + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			levels.Run(d)
			stage.Run(d)
			var got []string
			for _, s := range d.Statements {
				got = append(got, strings.Join([]string{d.Of(s.Span), d.Of(s.Source), d.Of(s.Gap)}, " | "))
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.why, strings.Join(got, "\n"), c.want)
			}
		})
	}
}
