package conllu

import (
	"os"
	"strings"
	"testing"

	"dragoman/internal/doc"
)

const denial = `
# newpar
# kind = title
# text = Seoul Won't Talk
1 Seoul Seoul PROPN _ Number=Sing 4 nsubj
2-3 Won't _ _ _ _ _ _
2 Wo will AUX _ VerbForm=Fin 4 aux
3 n't not PART _ _ 4 advmod
4 Talk talk VERB _ VerbForm=Inf 0 root

# newpar
# text = Moscow denied it.
1 Moscow Moscow PROPN _ Number=Sing 2 nsubj
2 denied deny VERB _ Mood=Ind|Tense=Past 0 root
3 it it PRON _ _ 2 obj
4 . . PUNCT _ _ 2 punct
# sent_id = x
`

func parse(t *testing.T, s string) *doc.Document {
	t.Helper()
	d, err := Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParse(t *testing.T) {
	d := parse(t, strings.TrimSuffix(denial, "# sent_id = x\n"))
	if want := "Seoul Won't Talk\n\nMoscow denied it."; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if len(d.Blocks) != 2 || d.Blocks[0].Kind != doc.Title || d.Blocks[1].Kind != doc.Body {
		t.Errorf("blocks %v, want a title and a body", d.Blocks)
	}
	if w := d.Word(2); w != "n't" || d.Tokens[2].Part != 2 || d.Of(d.Tokens[2].Span) != "n't" {
		t.Errorf("token 2 is %q part %d", w, d.Tokens[2].Part)
	}
	if got := d.Tags[5].Feat("Tense"); got != "Past" {
		t.Errorf("tense %q", got)
	}
	if k := d.Kid(5, "obj"); k != 6 {
		t.Errorf("object of denied is token %d, want 6", k)
	}
	if Layers(d) != doc.Sentences|doc.Tokens|doc.Tags|doc.Trees {
		t.Errorf("layers %s", Layers(d))
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		name, surface, a, b string
		spanA, spanB        string
		formB               string
	}{
		{"cut at the seam", "don't", "do", "n't", "do", "n't", ""},
		{"other case", "Gimme", "gim", "me", "Gim", "me", ""},
		{"second rewritten", "wanna", "want", "to", "wanna", "wanna", "to"},
		{"first as written", "dunno", "du", "not", "du", "nno", "not"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := parse(t, "1-2 "+c.surface+" _ _ _ _ _ _\n1 "+c.a+" a VERB _ _ 0 root\n2 "+c.b+" b PART _ _ 1 dep\n")
			if g := d.Of(d.Tokens[0].Span); g != c.spanA {
				t.Errorf("first lies on %q, want %q", g, c.spanA)
			}
			if g := d.Of(d.Tokens[1].Span); g != c.spanB {
				t.Errorf("second lies on %q, want %q", g, c.spanB)
			}
			if g := d.Tokens[1].Form; g != c.formB {
				t.Errorf("second has form %q, want %q", g, c.formB)
			}
			if d.Word(0) != c.a || d.Word(1) != c.b {
				t.Errorf("words %q %q", d.Word(0), d.Word(1))
			}
		})
	}
}

func TestErrors(t *testing.T) {
	const ok = "1 He he PRON _ _ 2 nsubj\n"
	for _, c := range []struct{ name, in, want string }{
		{"columns", "1\tHe\the\n", "line 1: 3 columns"},
		{"number", ok + "3 left leave VERB _ _ 0 root\n", `line 2: word number "3", expected 2`},
		{"head", ok + "2 left leave VERB _ _ 7 root\n", `line 2: head "7"`},
		{"self", ok + "2 left leave VERB _ _ 2 root\n", `line 2: head "2"`},
		{"two roots", "1 He he PRON _ _ 0 root\n2 left leave VERB _ _ 0 root\n", "line 2: second root"},
		{"circle", ok + "2 left leave VERB _ _ 1 dep\n", "circle"},
		{"some heads", ok + "2 left leave VERB _ _ 0 root\n3 . . PUNCT _ _ _ _\n", "expected all or none"},
		{"text", "# text = She left\n" + ok + "2 left leave VERB _ _ 0 root\n", `form "He" does not follow`},
		{"text goes on", "# text = He left early\n" + ok + "2 left leave VERB _ _ 0 root\n", `"early"`},
		{"range past end", "1-3 He's _ _ _ _ _ _\n1 He he PRON _ _ 0 root\n", "reaches past"},
		{"comment inside", ok + "# text = He\n", "line 2: comment inside"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(strings.NewReader(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestReadTokensForgives(t *testing.T) {
	const in = "# sent_id = 7\n# text = other\n1\tHe\t_\t_\t_\t_\t0\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t0\t_\t_\tSpaceAfter=No\n2.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\n3\t.\t_\t_\t_\t_\t0\t_\t_\t_\n"
	f, err := ReadTokens(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if f.Doc.Text != "He left." || len(f.Doc.Tokens) != 3 || f.Doc.Tags != nil || f.Doc.Arcs != nil {
		t.Errorf("read %q with %d tokens", f.Doc.Text, len(f.Doc.Tokens))
	}
	if f.Comments[0][0] != "# sent_id = 7" {
		t.Errorf("comments %q", f.Comments)
	}
}

func TestRoundTrip(t *testing.T) {
	d := parse(t, strings.TrimSuffix(denial, "# sent_id = x\n"))
	first := write(t, d)
	if second := write(t, parse(t, first)); second != first {
		t.Errorf("written twice:\n%s\n---\n%s", first, second)
	}
	for _, want := range []string{"2-3\tWon't\t_", "# kind = title\n", "it\tit\tPRON\t_\t_\t2\tobj\t_\tSpaceAfter=No\n", "# text = Moscow denied it.\n"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in\n%s", want, first)
		}
	}
}

func TestMiscHook(t *testing.T) {
	d := parse(t, "# text = It won.\n1 It it PRON _ _ 2 nsubj\n2 won win VERB _ _ 0 root\n3 . . PUNCT _ _ 2 punct\n")
	var b strings.Builder
	p := Printer{Misc: func(i int) string {
		if i == 1 {
			return "Status=occurred"
		}
		return ""
	}}
	if err := p.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\tStatus=occurred|SpaceAfter=No\n") {
		t.Errorf("no status in\n%s", b.String())
	}
}

func write(t *testing.T, d *doc.Document) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTreebank reads a real treebank where one is at hand.
func TestTreebank(t *testing.T) {
	f, err := os.Open("../../../shared/ud/en_ewt-dev.conllu")
	if err != nil {
		t.Skip("no treebank beside the project")
	}
	defer f.Close()
	d, err := Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Sentences) != 2001 {
		t.Errorf("%d sentences, want 2001", len(d.Sentences))
	}
	once := write(t, d)
	if twice := write(t, parse(t, once)); once != twice {
		t.Error("a treebank written and read back differs")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(denial)
	f.Add("1-2 don't _ _ _ _ _ _\n1 do do AUX _ _ 0 root\n2 not not PART _ _ 1 advmod\n")
	f.Add("1\ta b\ta\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n")
	f.Fuzz(func(t *testing.T, in string) {
		for _, strict := range []bool{true, false} {
			file, err := read(strings.NewReader(in), strict)
			if err != nil {
				continue
			}
			d := file.Doc
			for i, tok := range d.Tokens {
				if tok.Start < 0 || tok.End < tok.Start || tok.End > len(d.Text) {
					t.Fatalf("token %d lies at %v in %q", i, tok.Span, d.Text)
				}
			}
			for _, s := range d.Sentences {
				if s.First >= s.Last {
					t.Fatalf("empty sentence %v", s)
				}
			}
			write(t, d)
		}
	})
}
