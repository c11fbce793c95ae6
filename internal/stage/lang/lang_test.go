package lang

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/model"

	"pgregory.net/rapid"
)

func analyse(tb testing.TB, a *Analyser, text string) *doc.Document {
	tb.Helper()
	d := &doc.Document{Text: text}
	a.Split(d)
	a.Parse(d)
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

func TestIrregularTable(t *testing.T) {
	know := newAnalyser(t).know
	s := know.newScratch()
	table, err := lexicon.Read(tables, "lang/irregular.tsv", "pos", "lemma", "forms", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		if r.Get("example") == "" || r.Get("source") == "" {
			t.Error(r.Errorf("no example or no source"))
		}
		for _, form := range r.List("forms") {
			found := false
			for i, c := range know.tagger.classes {
				found = found || c.pos.String() == r.Get("pos") && know.lemma(form, i, c.pos, s) == r.Get("lemma")
			}
			if !found {
				t.Error(r.Errorf("%s is no form of %s in any class", form, r.Get("lemma")))
			}
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
		a.Split(d)
		a.Parse(d)
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
	want := written(t, analyse(t, a, report))
	done := make(chan string)
	for range 4 {
		go func() { done <- written(t, analyse(t, a, report)) }()
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

// TestTrainingIsDeterministic trains twice on thirty sentences and wants the
// same bytes; and a model that learnt them.
func TestTrainingIsDeterministic(t *testing.T) {
	how := DefaultTraining()
	how.TagBits, how.MoveBits, how.RelBits = 14, 14, 14
	how.TagEpochs, how.ParseEpochs, how.BeamEpochs, how.Folds = 5, 2, 4, 2
	how.Orders = 2
	var first []byte
	for range 2 {
		f, err := Train(thirty(t), nil, how)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(raw, first) {
			t.Error("trained twice, the weights differ")
		}
		first = raw
	}
	f, err := model.Decode(first)
	if err != nil {
		t.Fatal(err)
	}
	know, err := newKnowledge(f, &Clusters{})
	if err != nil {
		t.Fatal(err)
	}
	gold, sys := thirty(t), thirty(t)
	(&Analyser{know: know}).Parse(sys)
	if s := score(gold, sys); s.las < 75 {
		t.Errorf("after training LAS is %.1f on the training sentences, want 75", s.las)
	}
}

func thirty(t *testing.T) *doc.Document {
	t.Helper()
	return readTreebank(t, "testdata/thirty.conllu")
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
		{"en_ewt-dev", scores{upos: 95, las: 81.8, lemma: 98.3}},
		{"en_gum-dev", scores{upos: 96.2, las: 82.1, lemma: 98.5}},
	} {
		name := "../../../../shared/ud/" + c.name + ".conllu"
		if _, err := os.Stat(name); err != nil {
			t.Skip("no treebank beside the project")
		}
		gold, sys := readTreebank(t, name), readTreebank(t, name)
		sys.Tags, sys.Arcs = nil, nil
		newAnalyser(t).Parse(sys)
		got := score(gold, sys)
		t.Logf("%s: UPOS %.2f UAS %.2f LAS %.2f lemma %.2f", c.name, got.upos, got.uas, got.las, got.lemma)
		if got.upos < c.want.upos || got.las < c.want.las || got.lemma < c.want.lemma {
			t.Errorf("%s: %+v, want at least %+v", c.name, got, c.want)
		}
	}
}

// TestAlikeTable: each word is taken for its model when capitalised, unless the
// treebank itself says enough of it, and never in small letters.
func TestAlikeTable(t *testing.T) {
	know := newAnalyser(t).know
	table, err := lexicon.Read(tables, "lang/alike.tsv", "like", "words", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		if r.Get("example") == "" || r.Get("source") == "" {
			t.Error(r.Errorf("no example or no source"))
		}
		var like, capital, small word
		know.look(&like, title(r.Get("like")), nil)
		for _, w := range r.List("words") {
			know.look(&capital, title(w), nil)
			know.look(&small, w, nil)
			if capital.norm != like.norm && !(small.entry != nil && small.entry.closed) {
				t.Error(r.Errorf("%s is not taken for %s", title(w), r.Get("like")))
			}
			if small.norm == like.norm {
				t.Error(r.Errorf("%s in small letters is taken for %s", w, r.Get("like")))
			}
		}
	}
}

// TestWrongWeights: weights of other templates are refused, not misread.
func TestWrongWeights(t *testing.T) {
	f, err := model.Open(tables, modelFile)
	if err != nil {
		t.Fatal(err)
	}
	f.Header.Lists["templates"] = []string{"00000000"}
	if _, err := newKnowledge(f, &Clusters{}); err == nil || !strings.Contains(err.Error(), "train it again") {
		t.Errorf("error %v", err)
	}
}

// TestGoldMoves: the transitions that the oracle names build the tree.
func TestGoldMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "words")
		heads := make([]int32, n)
		root := rapid.IntRange(0, n-1).Draw(t, "root")
		for i := range heads { // towards the root, so that there is no circle
			switch {
			case i == root:
				heads[i] = int32(n)
			case i < root:
				heads[i] = int32(rapid.IntRange(i+1, root).Draw(t, "head"))
			default:
				heads[i] = int32(rapid.IntRange(root, i-1).Draw(t, "head"))
			}
		}
		heads = projective(heads)
		var st state
		st.reset(n)
		moves := goldMoves(heads)
		if len(moves) != 2*n {
			t.Fatalf("%d transitions for heads %v", len(moves), heads)
		}
		for _, m := range moves {
			if c := costs(&st, heads); c[m] != 0 {
				t.Fatalf("transition %d of %v costs %d", m, heads, c[m])
			}
			st.apply(int(m), 0)
		}
		for d, h := range heads {
			if st.node[d].head != h {
				t.Fatalf("word %d has head %d, want %d of %v", d, st.node[d].head, h, heads)
			}
		}
	})
}
