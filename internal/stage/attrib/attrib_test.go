package attrib

import (
	"os"
	"strings"
	"testing"

	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	leveller "dragoman/internal/stage/clause"

	"pgregory.net/rapid"
)

var tables = os.DirFS("../../../data")

// Each case is a tree and the statements it must give, one a line:
// content | teller > teller | quote | stance.
var cases = []struct{ name, why, tree, want string }{
	{"clause without that", "the complementiser is no part of the content", `
1 Egypt Egypt PROPN _ _ 2 nsubj
2 said say VERB _ Tense=Past|VerbForm=Fin 0 root
3 that that SCONJ _ _ 5 mark
4 exports export NOUN _ _ 5 nsubj
5 fell fall VERB _ Tense=Past|VerbForm=Fin 2 ccomp
6 . . PUNCT _ _ 2 punct`, "exports fell | Egypt | indirect | says"},
	{"trailing cue", "a cue at the end governs the sentence, though the parser conjoins it", `
1 Exports export NOUN _ _ 2 nsubj
2 fell fall VERB _ Tense=Past|VerbForm=Fin 0 root
3 , , PUNCT _ _ 6 punct
4 the the DET _ _ 5 det
5 agency agency NOUN _ _ 6 nsubj
6 said say VERB _ Tense=Past|VerbForm=Fin 2 conj
7 . . PUNCT _ _ 2 punct`, "Exports fell | agency | indirect | says"},
	{"no clause seen", "the words show a clause where the tree has an object", `
1 Reuters Reuters PROPN _ _ 2 nsubj
2 reported report VERB _ Tense=Past|VerbForm=Fin 0 root
3 exports export NOUN _ _ 2 obj
4 had have AUX _ Tense=Past|VerbForm=Fin 5 aux
5 fallen fall VERB _ Tense=Past|VerbForm=Part 2 advcl
6 . . PUNCT _ _ 2 punct`, "exports had fallen | Reuters | indirect | says"},
	{"promise", "the infinitive with its to", `
1 Japan Japan PROPN _ _ 2 nsubj
2 pledged pledge VERB _ Tense=Past|VerbForm=Fin 0 root
3 to to PART _ _ 4 mark
4 help help VERB _ VerbForm=Inf 2 xcomp`, "to help | Japan | indirect | promises"},
	{"two tell together", "one joined link, for neither tells it through the other", `
1 France France PROPN _ _ 4 nsubj
2 and and CCONJ _ _ 3 cc
3 Spain Spain PROPN _ _ 1 conj
4 vowed vow VERB _ Tense=Past|VerbForm=Fin 0 root
5 to to PART _ _ 6 mark
6 help help VERB _ VerbForm=Inf 4 xcomp`, "to help | France and Spain | indirect | promises"},
	{"quoted as saying", "two links: the agency, and through it the president", `
1 Tass Tass PROPN _ _ 2 nsubj
2 quoted quote VERB _ Tense=Past|VerbForm=Fin 0 root
3 Assad Assad PROPN _ _ 2 obj
4 as as SCONJ _ _ 5 mark
5 saying say VERB _ VerbForm=Ger 2 advcl
6 talks talk NOUN _ _ 7 nsubj
7 failed fail VERB _ Tense=Past|VerbForm=Fin 5 ccomp`, "talks failed | Tass > Assad | indirect | says"},
	{"quoted as saying, behind", "what stands before the cue is said by the one and told by the other", `
1 Talks talk NOUN _ _ 2 nsubj
2 failed fail VERB _ Tense=Past|VerbForm=Fin 0 root
3 , , PUNCT _ _ 5 punct
4 Tass Tass PROPN _ _ 5 nsubj
5 quoted quote VERB _ Tense=Past|VerbForm=Fin 2 parataxis
6 Assad Assad PROPN _ _ 5 obj
7 as as SCONJ _ _ 8 mark
8 saying say VERB _ VerbForm=Ger 5 advcl`, "Talks failed | Tass > Assad | indirect | says"},
	{"a teller in the middle", "what is joined on behind is said too", `
1 Talks talk NOUN _ _ 2 nsubj
2 failed fail VERB _ Tense=Past|VerbForm=Fin 5 ccomp
3 , , PUNCT _ _ 5 punct
4 Tass Tass PROPN _ _ 5 nsubj
5 said say VERB _ Tense=Past|VerbForm=Fin 0 root
6 , , PUNCT _ _ 9 punct
7 and and CCONJ _ _ 9 cc
8 envoys envoy NOUN _ _ 9 nsubj
9 left leave VERB _ Tense=Past|VerbForm=Fin 2 conj`, "Talks failed | Tass | indirect | says\nenvoys left | Tass | indirect | says"},
	{"nested clauses", "who told Oslo is told by Oslo", `
1 Oslo Oslo PROPN _ _ 2 nsubj
2 said say VERB _ Tense=Past|VerbForm=Fin 0 root
3 Cairo Cairo PROPN _ _ 4 nsubj
4 assured assure VERB _ Tense=Past|VerbForm=Fin 2 ccomp
5 it it PRON _ _ 4 obj
6 talks talk NOUN _ _ 7 nsubj
7 continued continue VERB _ Tense=Past|VerbForm=Fin 4 ccomp`, "Cairo assured it talks continued | Oslo | indirect | says\ntalks continued | Oslo > Cairo | indirect | promises"},
	{"denied cue", "what was not said is no statement", `
1 Oslo Oslo PROPN _ _ 4 nsubj
2 did do AUX _ Tense=Past|VerbForm=Fin 4 aux
3 not not PART _ _ 4 advmod
4 say say VERB _ VerbForm=Inf 0 root
5 talks talk NOUN _ _ 6 nsubj
6 failed fail VERB _ Tense=Past|VerbForm=Fin 4 ccomp`, ""},
	{"nobody claimed", "a claim that nobody made is none", `
1 No no DET _ _ 2 det
2 group group NOUN _ _ 3 nsubj
3 claimed claim VERB _ Tense=Past|VerbForm=Fin 0 root
4 responsibility responsibility NOUN _ _ 3 obj`, ""},
	{"believed to", "told, but nobody is named", `
1 Rebels rebel NOUN _ _ 3 nsubj:pass
2 are be AUX _ Tense=Pres|VerbForm=Fin 3 aux:pass
3 believed believe VERB _ Tense=Past|VerbForm=Part 0 root
4 to to PART _ _ 5 mark
5 hold hold VERB _ VerbForm=Inf 3 xcomp
6 Goma Goma PROPN _ _ 5 obj`, "to hold Goma |  | indirect | says"},
	{"according to", "the clause around the phrase, without it", `
1 According accord VERB _ _ 3 case
2 to to ADP _ _ 1 fixed
3 Tass Tass PROPN _ _ 6 obl
4 , , PUNCT _ _ 3 punct
5 exports export NOUN _ _ 6 nsubj
6 fell fall VERB _ Tense=Past|VerbForm=Fin 0 root
7 . . PUNCT _ _ 6 punct`, "exports fell | Tass | indirect | says"},
	{"inverted quotation", "the speaker after the cue, the quotation before it", `
1 “ “ PUNCT _ _ 4 punct
2 We we PRON _ _ 4 nsubj
3 have have AUX _ _ 4 aux
4 won win VERB _ Tense=Past|VerbForm=Part 7 ccomp
5 , , PUNCT _ _ 4 punct
6 ” ” PUNCT _ _ 4 punct
7 said say VERB _ Tense=Past|VerbForm=Fin 0 root
8 Castro Castro PROPN _ _ 7 nsubj
9 . . PUNCT _ _ 7 punct`, "We have won , | Castro | direct | says"},
	{"issuer", "a document speaks for who issued it", `
1 The the DET _ _ 5 det
2 ministry ministry NOUN _ _ 4 nmod:poss
3 's 's PART _ _ 2 case
4 statement statement NOUN _ _ 5 nsubj
5 said say VERB _ Tense=Past|VerbForm=Fin 0 root
6 talks talk NOUN _ _ 7 nsubj
7 failed fail VERB _ Tense=Past|VerbForm=Fin 5 ccomp`, "talks failed | ministry | indirect | says"},
}

func TestStatements(t *testing.T) {
	levels, err := leveller.New(tables)
	if err != nil {
		t.Fatal(err)
	}
	stage, err := New(tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := conllu.Parse(strings.NewReader(c.tree + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			levels.Run(d)
			stage.Run(d)
			if got := show(d); got != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.why, got, c.want)
			}
		})
	}
}

// show writes the statements as the cases do.
func show(d *doc.Document) string {
	var out []string
	for _, s := range d.Statements {
		var names []string
		for _, l := range s.Chain {
			names = append(names, l.Name)
		}
		out = append(out, strings.Join([]string{d.Of(s.Span), strings.Join(names, " > "), s.Quote, s.Stance}, " | "))
	}
	return strings.Join(out, "\n")
}

// TestQuotations: marks pair within paragraphs, and a quotation opened again in
// the next paragraph is one with the first.
func TestQuotations(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"curly", "He said “yes we can” today.", "yes we can"},
		{"straight", `He said "yes we can" and "no".`, "yes we can|no"},
		{"inch", `A 5" gun and "one word".`, "one word"},
		{"over paragraphs", "“We are here.\n“We stay.”", "We are here.\n“We stay."},
		{"never closed", "“We are here.\nThey left.", "We are here."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &doc.Document{Text: c.text}
			at := 0
			for p := range strings.SplitSeq(c.text, "\n") {
				d.Blocks = append(d.Blocks, doc.Block{Span: doc.Span{Start: at, End: at + len(p)}, Kind: doc.Body})
				for _, w := range strings.FieldsFunc(p, func(c rune) bool { return strings.ContainsRune(" “”\"", c) }) {
					i := at + strings.Index(c.text[at:], w)
					d.Tokens = append(d.Tokens, doc.Token{Span: doc.Span{Start: i, End: i + len(w)}})
					d.Tags = append(d.Tags, doc.Tag{})
					at = i + len(w)
				}
				at++
			}
			var got []string
			for _, q := range findQuotations(d) {
				got = append(got, d.Of(q.inner))
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", strings.Join(got, "|"), c.want)
			}
		})
	}
}

// TestTables: every cue's own content and speaker stand in its example.
func TestTables(t *testing.T) {
	table, err := lexicon.Read(tables, "attrib/cues.tsv", "example", "content", "speaker")
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) < 250 {
		t.Errorf("%d cues, expected at least 250", len(table.Rows))
	}
	for _, row := range table.Rows {
		if !strings.Contains(row.Get("example"), row.Get("content")) || !strings.Contains(row.Get("example"), row.Get("speaker")) {
			t.Error(row.Errorf("content or speaker is not in the example"))
		}
	}
}

// TestQuotationsHold: whatever marks a text has, quotations lie in it in order
// and do not overlap.
func TestQuotationsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab “”\"',.\n")), 0, 60, -1).Draw(t, "text")
		d := &doc.Document{Text: text, Blocks: []doc.Block{{Span: doc.Span{End: len(text)}, Kind: doc.Body}}}
		for i, c := range text {
			if c == 'a' || c == 'b' {
				d.Tokens = append(d.Tokens, doc.Token{Span: doc.Span{Start: i, End: i + 1}})
				d.Tags = append(d.Tags, doc.Tag{})
			}
		}
		last := 0
		for _, q := range findQuotations(d) {
			if q.Start < last || !q.Covers(q.inner) || q.End > len(text) {
				t.Fatalf("quotation %v in %q after %d", q.Span, text, last)
			}
			last = q.End
		}
	})
}
