package copies_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"dragoman/internal/copies"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var words = strings.Fields(text(story...))

// drawText draws a text whose sentences are the story's, some with a word changed.
func drawText(t *rapid.T) string {
	var out []string
	for _, p := range rapid.SliceOfN(rapid.SampledFrom(story), 1, 14).Draw(t, "paragraphs") {
		if rapid.Bool().Draw(t, "edited") {
			w := strings.Fields(p)
			w[rapid.IntRange(0, len(w)-1).Draw(t, "at")] = rapid.SampledFrom(words).Draw(t, "by")
			p = strings.Join(w, " ")
		}
		out = append(out, p)
	}
	return text(out...)
}

// A text is the same as itself, however its blanks, letter case and marks change.
func TestBlanksAndCaseAside(t *testing.T) {
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		s := drawText(t)
		var b strings.Builder
		for i, c := range s {
			switch {
			case unicode.IsSpace(c):
				b.WriteString(rapid.SampledFrom([]string{" ", "  ", "\t", "\n", "\r\n", "\u00a0", " \n \n"}).Draw(t, "blank"))
			case c == ',' && (i+1 == len(s) || !unicode.IsDigit(rune(s[i+1]))), c == '"':
				b.WriteString(rapid.SampledFrom([]string{"", ",", "”", "“", "«", "''"}).Draw(t, "mark"))
			case rapid.Bool().Draw(t, "upper"):
				b.WriteRune(unicode.ToUpper(c))
			default:
				b.WriteRune(unicode.ToLower(c))
			}
		}
		if kind, degree := copies.Same(r.Sketch(s), r.Sketch(b.String())); kind != copies.SameText || degree != 1 {
			t.Errorf("%v %v:\n%s\n----\n%s", kind, degree, s, b.String())
		}
	})
}

func TestSameIsSymmetric(t *testing.T) {
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := r.Sketch(drawText(t)), r.Sketch(drawText(t))
		k1, d1 := copies.Same(a, b)
		k2, d2 := copies.Same(b, a)
		if k1 != k2 || d1 != d2 || d1 < 0 || d1 > 1 {
			t.Errorf("%v %v and turned round %v %v", k1, d1, k2, d2)
		}
	})
}

// Groups are the same in whatever order texts come.
func TestGroupsInAnyOrder(t *testing.T) {
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.Custom(drawText), 2, 20).Draw(t, "texts")
		order := rapid.Permutation(indices(len(texts))).Draw(t, "order")
		want := groups(r, texts, indices(len(texts)))
		got := groups(r, texts, order)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in order and in %v:\n%s", order, diff)
		}
	})
}

// day is that of a text: every third is not known.
func day(i int) time.Time {
	if i%3 == 0 {
		return time.Time{}
	}
	return time.Date(2023, 3, 3*i, 0, 0, 0, 0, time.UTC)
}

// A notice that recurs word for word is not printed again.
func TestWindow(t *testing.T) {
	r, x := reader(t), copies.NewIndex()
	s := r.Sketch(text(story...))
	for i, want := range []int{0, 1, 0, 1} {
		if _, links := x.Add(s, time.Date(2023, 3, []int{1, 3, 20, 9}[i], 0, 0, 0, 0, time.UTC)); len(links) != want {
			t.Errorf("text %d has %d links, want %d", i, len(links), want)
		}
	}
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// groups adds texts in an order and names the members by their place in texts.
func groups(r *copies.Reader, texts []string, order []int) [][]int {
	x := copies.NewIndex()
	for _, i := range order {
		x.Add(r.Sketch(texts[i]), day(i))
	}
	all := x.Groups()
	for _, g := range all {
		for k := range g {
			g[k] = order[g[k]]
		}
		slices.Sort(g)
	}
	slices.SortFunc(all, slices.Compare[[]int])
	return all
}

func TestMarshal(t *testing.T) {
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		s := r.Sketch(drawText(t))
		raw, err := s.MarshalBinary()
		if err != nil || len(raw) > 420 {
			t.Fatalf("%d bytes, %v", len(raw), err)
		}
		var back copies.Sketch
		if err := back.UnmarshalBinary(raw); err != nil {
			t.Fatal(err)
		}
		if again, _ := back.MarshalBinary(); string(again) != string(raw) {
			t.Error("read and written again, it differs")
		}
		if k, d := copies.Same(s, &back); k != copies.SameText || d != 1 {
			t.Errorf("read back it is %v %v", k, d)
		}
		if back.UnmarshalBinary(raw[:len(raw)-1]) == nil {
			t.Error("a byte less is no error")
		}
	})
}

// Sketches lie in ledgers. If this fails, what is sketched has changed: count up
// the version in MarshalBinary, and then change the sum here.
func TestSketchIsStable(t *testing.T) {
	raw, _ := reader(t).Sketch(text(story...)).MarshalBinary()
	sum := uint64(14695981039346656037)
	for _, b := range raw {
		sum = (sum ^ uint64(b)) * 1099511628211
	}
	const want = "2d6a570f9bedd2e1"
	if got := fmt.Sprintf("%016x", sum); got != want || raw[0] != 1 {
		t.Errorf("version %d, %s; want 1, %s", raw[0], got, want)
	}
}

func TestAnyText(t *testing.T) {
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"-", " - ", "3.5", "6-3/16", ".", "U.S.", "\n\n", "(", ")", "’", "\xff", "é", "一", "Ünal"}))
		s := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		a := r.Sketch(s)
		if k, _ := copies.Same(a, r.Sketch(s)); k != copies.SameText && a.Words > 0 {
			t.Errorf("%q is %v to itself", s, k)
		}
		r.Follow(copies.Version{Text: s}, copies.Version{Text: s + " 5."})
	})
}

func FuzzSketch(f *testing.F) {
	f.Add(text(story...))
	f.Add("U.S. -- 3.5.\n\n-\"(’")
	f.Add("\xff\xfe é… 。")
	r := reader(f)
	f.Fuzz(func(t *testing.T, s string) {
		a := r.Sketch(s)
		if k, _ := copies.Same(a, r.Sketch(s)); k != copies.SameText && a.Words > 0 {
			t.Errorf("%q is %v to itself", s, k)
		}
		r.Follow(copies.Version{Text: s}, copies.Version{Text: s + " 5."})
	})
}

// Forty papers print a story, a thousand times: a text more costs no more.
func TestManyPrints(t *testing.T) {
	r, x := reader(t), copies.NewIndex()
	for i := range 3000 {
		_, links := x.Add(r.Sketch(text(story[:4+i%7]...)), time.Time{})
		if len(links) > 7 {
			t.Fatalf("text %d has %d links", i, len(links))
		}
	}
	if g := x.Groups(); len(g) != 1 || len(g[0]) != 3000 {
		t.Errorf("%d groups, want one of 3000", len(g))
	}
}

func BenchmarkSketch(b *testing.B) {
	r := reader(b)
	s := text(text(story...), text(story[1:9]...))[:2000]
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		r.Sketch(s).Keys()
	}
}

// One text more among a million of other words.
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, x := reader(b), copies.NewIndex()
			at := 0
			next := func() *copies.Sketch { at++; return r.Sketch(made(at)) }
			for range n {
				x.Add(next(), time.Time{})
			}
			b.ResetTimer()
			for b.Loop() {
				x.Add(next(), time.Time{})
			}
		})
	}
}

// made is a text of 2 kB whose words come in an order of its own.
func made(seed int) string {
	h := uint64(seed)*0x9e3779b97f4a7c15 + 1
	var b strings.Builder
	for n := 0; b.Len() < 2000; n++ {
		h ^= h << 13
		h ^= h >> 7
		h ^= h << 17
		b.WriteString(words[h%uint64(len(words))])
		if n%20 == 19 {
			b.WriteString(" harbours. ")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
