package lang

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"dragoman/internal/conllu"
	"dragoman/internal/doc"

	"pgregory.net/rapid"
)

func analyse(tb testing.TB, a *Analyser, text string) *doc.Document {
	tb.Helper()
	d := &doc.Document{Text: text}
	a.Read(d)
	return d
}

// TestTrees checks what later stages lean on most, on plain news sentences.
func TestTrees(t *testing.T) {
	a := newAnalyser(t)
	for _, c := range []struct {
		text string
		arcs string // "dependent relation head", parted by commas
	}{
		{"The minister was arrested by police on Monday.", "minister nsubj:pass arrested, was aux:pass arrested, police obl:agent arrested, Monday obl arrested"},
		{"The envoy said that troops had left the city.", "envoy nsubj said, left ccomp said, that mark left, troops nsubj left, city obj left"},
		{"Turkish troops entered northern Syria.", "Turkish amod troops, troops nsubj entered, Syria obj entered"},
		{"China's leader visited the United States.", "China nmod:poss leader, 's case China, leader nsubj visited, States obj visited"},
		{"Moscow accused Kyiv of shelling the town.", "Moscow nsubj accused, Kyiv obj accused, town obj shelling"},
		{"They did not sign the agreement.", "They nsubj sign, did aux sign, not advmod sign, agreement obj sign"},
		{"The rebels refused to talk and attacked a village.", "rebels nsubj refused, talk xcomp refused, attacked conj refused, village obj attacked"},
	} {
		d := analyse(t, a, c.text)
		for _, want := range strings.Split(c.arcs, ", ") {
			if !hasArc(d, want) {
				t.Errorf("%q has no arc %q:\n%s", c.text, want, arcsOf(d))
			}
		}
	}
}

// TestOldWires: text in capitals, titles of persons, initials and names of several
// parts read like any other.
func TestOldWires(t *testing.T) {
	a := newAnalyser(t)
	for _, c := range []struct{ text, arcs string }{
		{"PRESIDENT OF EGYPT VISITS TURKEY", "PRESIDENT nsubj VISITS, EGYPT nmod PRESIDENT, TURKEY obj VISITS"},
		{"Kim Jong Il met Gov. Bill Richardson on Friday, the U.S. said.", "Kim nsubj met, Jong flat Kim, Il flat Kim, Bill obj met, met ccomp said, U.S. nsubj said"},
		{"President Omar al-Bashir arrived in Addis Ababa.", "Omar nsubj arrived, Bashir flat al, Ababa flat Addis"},
		{"“We will not leave,” Lt. Gen. Park said.", "leave ccomp said, Park nsubj said, Gen. nmod:desc Park"},
	} {
		d := analyse(t, a, c.text)
		if len(d.Sentences) != 1 {
			t.Errorf("%q is read as %d sentences", c.text, len(d.Sentences))
		}
		for _, want := range strings.Split(c.arcs, ", ") {
			if !hasArc(d, want) {
				t.Errorf("%q has no arc %q:\n%s", c.text, want, arcsOf(d))
			}
		}
	}
}

func hasArc(d *doc.Document, want string) bool {
	return strings.Contains("\n"+arcsOf(d), "\n"+want+"\n")
}

func arcsOf(d *doc.Document) string {
	var b strings.Builder
	for i, a := range d.Arcs {
		head := "ROOT"
		if a.Head >= 0 {
			head = d.Word(a.Head)
		}
		b.WriteString(d.Word(i) + " " + a.Rel + " " + head + "\n")
	}
	return b.String()
}

func TestLemmasAndFeatures(t *testing.T) {
	a := newAnalyser(t)
	d := analyse(t, a, "The allies withdrew their troops and they were seen in Germany's cities.")
	want := map[string]string{"allies": "ally", "withdrew": "withdraw", "were": "be", "seen": "see", "cities": "city", "Germany": "Germany", "The": "the"}
	for i := range d.Tokens {
		if l, ok := want[d.Word(i)]; ok && d.Tags[i].Lemma != l {
			t.Errorf("lemma of %q is %q, want %q", d.Word(i), d.Tags[i].Lemma, l)
		}
		if d.Word(i) == "withdrew" && (d.Tags[i].Feat("Tense") != "Past" || d.Tags[i].Feat("Number") != "Plur") {
			t.Errorf("features of withdrew are %q", d.Tags[i].Feats)
		}
	}
}

// TestOneRoot: whatever the words, each sentence has one root and its arcs make
// a tree.
func TestOneRoot(t *testing.T) {
	a := newAnalyser(t)
	word := rapid.SampledFrom(strings.Fields("the of Moscow said attacked to and that “ ” , ( ) -- he 's n't 1,200 Who U.S. was killed by but … ,"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 1, 40).Draw(t, "words"), " ") + rapid.SampledFrom([]string{"", ".", "?"}).Draw(t, "end")
		d := &doc.Document{Text: text}
		a.Read(d)
		for _, s := range d.Sentences {
			roots := 0
			for i := s.First; i < s.Last; i++ {
				head := d.Arcs[i].Head
				if (head < 0) != (d.Arcs[i].Rel == "root") {
					t.Fatalf("token %d of %q has head %d and relation %s", i, text, head, d.Arcs[i].Rel)
				}
				if head < 0 {
					roots++
				}
				steps := 0
				for h := i; h >= 0; h = d.Arcs[h].Head {
					if steps++; steps > s.Last-s.First || h < s.First || h >= s.Last {
						t.Fatalf("token %d of %q does not reach its root", i, text)
					}
				}
			}
			if roots != 1 {
				t.Fatalf("%d roots in %q", roots, text)
			}
		}
	})
}

// TestSameTwice: the stage gives the same bytes from several goroutines.
func TestSameTwice(t *testing.T) {
	a := newAnalyser(t)
	want := written(t, analyse(t, a, story))
	done := make(chan string)
	for range 4 {
		go func() { done <- written(t, analyse(t, a, story)) }()
	}
	for range 4 {
		if got := <-done; got != want {
			t.Error("the same report was read in two ways")
		}
	}
}

func written(t *testing.T, d *doc.Document) string {
	var b strings.Builder
	if err := conllu.Write(&b, d); err != nil {
		t.Error(err)
	}
	return b.String()
}

func TestStages(t *testing.T) {
	s, err := New(tables)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewParser(tables)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(0, []doc.Stage{s}); err != nil {
		t.Error(err)
	}
	if err := doc.Check(doc.Sentences|doc.Tokens, []doc.Stage{p}); err != nil {
		t.Error(err)
	}
}

func readTreebank(t *testing.T, name string) *doc.Document {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := conllu.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

type scores struct{ upos, uas, las, lemma float64 }

// score compares two analyses of the same tokens; subtypes do not count.
func score(gold, sys *doc.Document) scores {
	var s scores
	for i := range gold.Tokens {
		g, y := &gold.Arcs[i], &sys.Arcs[i]
		if gold.Tags[i].POS == sys.Tags[i].POS {
			s.upos++
		}
		if strings.EqualFold(gold.Tags[i].Lemma, sys.Tags[i].Lemma) {
			s.lemma++
		}
		if g.Head == y.Head {
			s.uas++
			gr, _, _ := strings.Cut(g.Rel, ":")
			yr, _, _ := strings.Cut(y.Rel, ":")
			if gr == yr {
				s.las++
			}
		}
	}
	f := 100 / float64(len(gold.Tokens))
	return scores{s.upos * f, s.uas * f, s.las * f, s.lemma * f}
}

// TestScores guards the scores in data/models/README.md, where the treebanks
// are at hand.
func TestScores(t *testing.T) {
	if testing.Short() {
		t.Skip("parses two treebanks")
	}
	for _, c := range []struct {
		name string
		want scores
	}{
		{"en_ewt-dev", scores{upos: 97.1, las: 90.0, lemma: 98.4}},
		{"en_gum-dev", scores{upos: 97.7, las: 90.0, lemma: 98.9}},
	} {
		name := "../../../../shared/ud/" + c.name + ".conllu"
		if _, err := os.Stat(name); err != nil {
			t.Skip("no treebank beside the project")
		}
		gold, sys := readTreebank(t, name), readTreebank(t, name)
		sys.Tags, sys.Arcs = nil, nil
		newAnalyser(t).ParseSentences(sys)
		got := score(gold, sys)
		t.Logf("%s: UPOS %.2f UAS %.2f LAS %.2f lemma %.2f", c.name, got.upos, got.uas, got.las, got.lemma)
		if got.upos < c.want.upos || got.las < c.want.las || got.lemma < c.want.lemma {
			t.Errorf("%s: %+v, want at least %+v", c.name, got, c.want)
		}
	}
}

// TestStrangeInput: whatever the text, it is read to its end within bounds, and
// what had to be cut is reported.
func TestStrangeInput(t *testing.T) {
	a := newAnalyser(t)
	for _, c := range []struct{ name, text, problem string }{
		{"ten thousand words without an end", strings.Repeat("word ", 10000), codeLong},
		{"few words of many pieces", strings.Repeat("1,2;3/4-5.6:7 ", 200), codeLong},
		{"one endless word", strings.Repeat("x", 100000), ""},
		{"emoji", strings.Repeat("😀🇺🇸 ", 100), ""},
		{"right to left", "قال الوزير إن المحادثات فشلت. \u202eabc\u202c", ""},
		{"zero width", "Mos\u200bcow said\u200d no\ufeff.", ""},
		{"digits", strings.Repeat("1234567890 ", 400), codeLong},
		{"broken bytes", "Moscow \xff\xfe said \xc3.", ""},
		{"nothing", "", ""},
		{"blank", " \n\n\t ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := analyse(t, a, c.text)
			checkTokens(t, d)
			for _, s := range d.Sentences {
				if n := s.Last - s.First; n > longestWords {
					t.Errorf("a sentence of %d words, at most %d", n, longestWords)
				}
			}
			got := ""
			for _, p := range d.Problems {
				if got != "" {
					t.Errorf("reported more than once: %v", d.Problems)
				}
				got = p.Code
			}
			if got != c.problem {
				t.Errorf("problem %q, want %q", got, c.problem)
			}
		})
	}
}

// FuzzRead: no text makes the stage fail, and its sentences tile the words.
func FuzzRead(f *testing.F) {
	a := newAnalyser(f)
	f.Add("“Who pays?” Moscow asked. The U.S.-led force didn't.\n\nIt's 5km, $3bn... (No!)")
	f.Add("\u200b\U0001F600 ...... a@b.c\r\n\r\n-- ''")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			checkTokens(t, analyse(t, a, text))
		}
	})
}

// TestIrregularTable: each form has its lemma under a tag that can have it, and
// none under one that cannot.
func TestIrregularTable(t *testing.T) {
	x, err := readIrregular(tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		pos               doc.POS
		feats, form, want string
	}{
		{doc.VERB, "Tense=Past|VerbForm=Fin", "overthrew", "overthrow"},
		{doc.VERB, "VerbForm=Inf", "found", ""},
		{doc.ADJ, "Degree=Pos", "left", ""},
	} {
		if got, _ := x.lemma(doc.Tag{POS: c.pos, Feats: c.feats}, c.form); got != c.want {
			t.Errorf("lemma of %q as %s %s is %q, want %q", c.form, c.pos, c.feats, got, c.want)
		}
	}
}

// TestLongGivenSentence: a sentence of others' words stays one tree, though it is
// read in parts.
func TestLongGivenSentence(t *testing.T) {
	var rows strings.Builder
	for i := range 700 {
		fmt.Fprintf(&rows, "%d\tword\t_\t_\t_\t_\t_\t_\t_\t_\n", i+1)
	}
	f, err := conllu.ReadTokens(strings.NewReader(rows.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	newAnalyser(t).ParseSentences(f.Doc)
	if _, err := conllu.Parse(strings.NewReader(written(t, f.Doc))); err != nil {
		t.Error(err)
	}
	if len(f.Doc.Problems) != 1 || f.Doc.Problems[0].Code != codeLong {
		t.Errorf("problems %v, want one: %s", f.Doc.Problems, codeLong)
	}
}

// TestLemmaIsNeverEmpty: an ending that is the whole word stays.
func TestLemmaIsNeverEmpty(t *testing.T) {
	w := newAnalyser(t).net
	for class, tag := range w.tags {
		for _, form := range []string{"'s", "'S", "n", "ren", "est", "s", "S", "ed"} {
			if l := w.lemmas.lemma(form, strings.ToLower(form), class, tag, w.Known); l == "" || strings.ContainsRune(l, utf8.RuneError) {
				t.Errorf("lemma of %q as %v is %q", form, tag, l)
			}
		}
	}
}
