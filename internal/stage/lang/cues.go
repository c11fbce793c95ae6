package lang

import (
	"fmt"
	"io/fs"
	"math"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
)

// attribution is the head that finds the cues of attribution and what each of them
// takes (train/attribution.py). The fast network has none: it learnt on the vectors
// of the standard one.
type attribution struct {
	cue, content int            // lengths of the two hidden layers
	look, heads  int            // of the attention
	layer        int            // below which the middle vectors are taken
	last, middle *kernel.Linear // what the vectors of a word say of it in each of its parts

	qkv, out, up, down  *kernel.Linear // one narrow layer of a transformer over the sentence
	begun, seen, looked encoder.Norm
	told                *kernel.Linear // what it says of a word's being a cue

	rel, inside []float32 // [relations × cue], [2 × cue]
	path, near  []float32 // [2 × relations × content], [steps × content]
	isCue       []float32 // [cue + 1], the bias last
	isContent   []float32 // [content + 1]
	relations   map[string]int
}

// What the parts of a word are, in the order of the outputs of attribution.last.
const (
	asCue = iota
	asParent
	asSubject
	asComplement
	asLook
	asTeller
	asWord
	asChild
)

const (
	steps    = 12  // how far a word stands from the cue, six to each side
	leastCue = 0.3 // what is less likely a cue is not told of
)

func readAttribution(fsys fs.FS, w *network) (*attribution, error) {
	f, err := w.readHead(fsys, attributionFile)
	if err != nil {
		return nil, err
	}
	n := f.Header.Numbers
	a := &attribution{cue: n["cue"], content: n["content"], look: n["look"], heads: n["look_heads"], layer: n["middle"], relations: w.number}
	if a.heads < 1 || a.look%a.heads != 0 {
		return nil, fmt.Errorf("lang: %s: %d heads for %d, expected a divisor", f.Header.Name, a.heads, a.look)
	}
	for _, l := range []struct {
		to      **kernel.Linear
		name    string
		in, out int
	}{
		{&a.last, "last", w.Hidden(), a.at(asChild) + a.content}, {&a.middle, "middle", w.Hidden(), a.cue + a.look},
		{&a.qkv, "look.qkv", a.look, 3 * a.look}, {&a.out, "look.out", a.look, a.look},
		{&a.up, "look.up", a.look, 2 * a.look}, {&a.down, "look.down", 2 * a.look, a.look}, {&a.told, "looked", a.look, a.cue},
	} {
		if *l.to, err = encoder.Linear(f, l.name, l.in, l.out); err != nil {
			return nil, err
		}
	}
	for i, to := range []*encoder.Norm{&a.begun, &a.seen, &a.looked} {
		if *to, err = encoder.NormOf(f, fmt.Sprintf("look.norm%d", i), a.look); err != nil {
			return nil, err
		}
	}
	return a, encoder.ReadTables(f,
		encoder.Table{To: &a.rel, Name: "rel", Len: len(a.relations) * a.cue}, encoder.Table{To: &a.inside, Name: "inside", Len: 2 * a.cue},
		encoder.Table{To: &a.isCue, Name: "cue", Len: a.cue + 1}, encoder.Table{To: &a.path, Name: "path", Len: 2 * len(a.relations) * a.content},
		encoder.Table{To: &a.near, Name: "near", Len: steps * a.content}, encoder.Table{To: &a.isContent, Name: "content", Len: a.content + 1})
}

// at is where a part begins among the outputs for a word.
func (a *attribution) at(part int) int {
	switch {
	case part <= asLook:
		return part * a.cue
	default:
		return asLook*a.cue + a.look + (part-asTeller)*a.content
	}
}

// of returns what word w of the batch says as one of its parts.
func (s *scratch) of(a *attribution, w, part int) []float32 {
	n := a.cue
	switch {
	case part == asLook:
		n = a.look
	case part >= asTeller:
		n = a.content
	}
	return s.parts[w*a.last.Out+a.at(part):][:n]
}

// lookAround lets the words of a sentence look at one another and writes what each
// then says of its being a cue.
func (s *scratch) lookAround(a *attribution, u unit) {
	n, l := u.last-u.first, a.look
	e := &s.eyes
	grow := func(to *[]float32, width int) []float32 {
		*to = encoder.Grow(*to, n*width)
		return *to
	}
	x, qkv, context, inner := grow(&e.x, l), grow(&e.qkv, 3*l), grow(&e.context, l), grow(&e.inner, 2*l)
	for i := range n {
		row := x[i*l:][:l]
		copy(row, s.of(a, u.word+i, asLook))
		add(row, s.middle[(u.word+i)*a.middle.Out+a.cue:])
	}
	a.begun.Add(x, nil, n)
	s.rows.Quantise(x, n, l)
	a.qkv.Apply(qkv, &s.rows)
	e.attention.Attend(context[:n*l], qkv, qkv[:n*3*l], l, a.heads)
	s.rows.Quantise(context, n, l)
	a.out.Apply(inner, &s.rows)
	a.seen.Add(x, inner[:n*l], n)
	s.rows.Quantise(x, n, l)
	a.up.Apply(inner, &s.rows)
	kernel.GELU(inner)
	s.rows.Quantise(inner, n, 2*l)
	a.down.Apply(context, &s.rows)
	a.looked.Add(x, context, n)
	s.rows.Quantise(x, n, l)
	a.told.Apply(grow(&e.told, a.cue), &s.rows)
}

// readCues adds the words of a sentence that may be cues, with what they take.
func (s *scratch) readCues(w *network, d *doc.Document, arcs []doc.Arc, quoted []uint8, u unit) {
	a := w.attribution
	if a == nil {
		return
	}
	s.relatives(a, arcs, u)
	s.lookAround(a, u)
	s.hidden = s.hidden[:0]
	s.asked = s.asked[:0]
	for i := u.first; i < u.last; i++ {
		switch d.Tags[i].POS {
		case doc.VERB, doc.NOUN, doc.ADJ, doc.ADP: // of a hundred cues ninety-nine
			s.askCue(a, arcs, u, i, int(quoted[i]))
		}
	}
	kernel.GELU(s.hidden)
	for k, i := range s.asked {
		if p := sigmoid(dot(s.hidden[k*a.cue:][:a.cue], a.isCue)); p >= leastCue {
			d.Cues = append(d.Cues, doc.Cue{Token: i, P: p})
		}
	}
	for k := len(d.Cues) - 1; k >= 0 && d.Cues[k].Token >= u.first; k-- {
		s.readContent(a, arcs, u, &d.Cues[k])
	}
}

// complements orders the relations of what a word may take, the most telling first.
var complements = map[string]int8{"ccomp": 1, "xcomp": 2, "obj": 3, "csubj": 3, "obl": 4, "nmod": 4, "advcl": 5, "acl": 5}

// relatives finds the first subject and the most telling complement of each word of
// a sentence.
func (s *scratch) relatives(a *attribution, arcs []doc.Arc, u unit) {
	n := u.last - u.first
	s.kin = encoder.Grow(s.kin, n)
	for i := range s.kin {
		s.kin[i] = relative{-1, -1, math.MaxInt8}
	}
	for t := u.first; t < u.last; t++ {
		h := arcs[t].Head
		if h < 0 {
			continue
		}
		k := &s.kin[h-u.first]
		rel, _, _ := strings.Cut(arcs[t].Rel, ":")
		if rel == "nsubj" && k.subject < 0 {
			k.subject = int32(t - u.first)
		}
		if r := complements[rel]; r > 0 && r < k.rank {
			k.complement, k.rank = int32(t-u.first), r
		}
	}
}

// relative is what a word has below it, counted from the sentence's first.
type relative struct {
	subject, complement int32
	rank                int8
}

// askCue sums what the words around i say of its being a cue.
func (s *scratch) askCue(a *attribution, arcs []doc.Arc, u unit, i, inside int) {
	w := u.word + i - u.first
	z := append(s.hidden, s.of(a, w, asCue)...)
	s.hidden, z = z, z[len(z)-a.cue:]
	add(z, s.middle[w*a.middle.Out:])
	add(z, s.eyes.told[(i-u.first)*a.cue:])
	add(z, a.rel[a.relations[arcs[i].Rel]*a.cue:])
	add(z, a.inside[inside*a.cue:])
	if h := arcs[i].Head; h >= 0 {
		add(z, s.of(a, u.word+h-u.first, asParent))
	}
	k := s.kin[i-u.first]
	if k.subject >= 0 {
		add(z, s.of(a, u.word+int(k.subject), asSubject))
	}
	if k.complement >= 0 {
		add(z, s.of(a, u.word+int(k.complement), asComplement))
	}
	s.asked = append(s.asked, i)
}

// readContent finds the stretch of the sentence with the greatest sum of log-odds
// that its words are content of the cue.
func (s *scratch) readContent(a *attribution, arcs []doc.Arc, u unit, c *doc.Cue) {
	teller := s.of(a, u.word+c.Token-u.first, asTeller)
	s.hidden = s.hidden[:0]
	for t := u.first; t < u.last; t++ {
		if t == c.Token {
			continue
		}
		child, path := t, len(a.relations)+a.relations[arcs[c.Token].Rel]
		if k := under(arcs, c.Token, t); k >= 0 {
			child, path = k, a.relations[arcs[k].Rel]
		}
		z := append(s.hidden, teller...)
		s.hidden, z = z, z[len(z)-a.content:]
		add(z, s.of(a, u.word+t-u.first, asWord))
		add(z, s.of(a, u.word+child-u.first, asChild))
		add(z, a.path[path*a.content:])
		add(z, a.near[near(t-c.Token)*a.content:])
	}
	kernel.GELU(s.hidden)
	best, sum, first := lowest, float32(0), u.first
	for k := 0; k*a.content < len(s.hidden); k++ {
		t := u.first + k
		if t >= c.Token {
			t++
		}
		if sum <= 0 {
			sum, first = 0, t
		}
		sum += dot(s.hidden[k*a.content:][:a.content], a.isContent)
		if sum > best {
			best, c.First, c.Last = sum, first, t+1
		}
	}
}

// under returns the child of the cue that token t hangs under, or -1.
func under(arcs []doc.Arc, cue, t int) int {
	for t >= 0 && arcs[t].Head != cue {
		t = arcs[t].Head
	}
	return t
}

// near says how far a word stands from the cue: 1, 2, up to 4, 8, 16, and beyond,
// before it and behind it.
func near(d int) int {
	side := steps / 2
	if d < 0 {
		d, side = -d, 0
	}
	n := 0
	for d--; d > 0; d >>= 1 {
		n++
	}
	return min(n, steps/2-1) + side
}

// quoted tells of each word whether it stands in quotation marks; a blank line closes
// them.
func quoted(d *doc.Document) []uint8 {
	out := make([]uint8, len(d.Tokens))
	inside := uint8(0)
	for i := range out {
		if i == 0 || strings.Contains(d.Text[min(d.Tokens[i-1].End, d.Tokens[i].Start):d.Tokens[i].Start], "\n\n") {
			inside = 0
		}
		switch d.Word(i) {
		case "“", "``":
			inside = 1
		case "”", "''":
			inside = 0
		case "\"":
			inside = 1 - inside
		}
		out[i] = inside
	}
	return out
}

func add(to, x []float32) {
	x = x[:len(to)]
	for i := range to {
		to[i] += x[i]
	}
}

// dot multiplies x with weights, behind which stands a bias.
func dot(x, weights []float32) float32 {
	sum := weights[len(x)]
	for i, v := range x {
		sum += v * weights[i]
	}
	return sum
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }
