package event

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// wordsRole is the pseudo-role of the words around a trigger, as dictionaries of
// patterns ask for them: "words=said~*~to~attend".
const wordsRole = "words"

// pattern is a condition on words around the trigger, which "*" stands for. "~"
// lets other words stand between, "_" does not; a word is a form as written, a
// class any of its forms. "$" and "+" stand for the source and the target, "%" for
// parties named together, "^" for any actor passed over.
type pattern struct {
	left, right []element // from the trigger outwards
}

// element is one place of a pattern.
type element struct {
	forms  [][]string // a form, or each form of a class, cut into words
	actor  byte       // '$' '+' '%' '^', or 0
	direct bool       // right beside the element nearer to the trigger
}

// size counts the places, so that the pattern that asks most is tried first. One
// right beside another asks more.
func (p *pattern) size() int {
	n := 0
	for _, side := range [][]element{p.left, p.right} {
		for _, e := range side {
			n += 2
			if e.direct {
				n++
			}
		}
	}
	return n
}

// parsePattern reads "inching~@nearness~*" or "*~at~^~+".
func (lex *frames) parsePattern(text string) (*pattern, error) {
	left, right, ok := strings.Cut(text, "*")
	if !ok || strings.Contains(right, "*") {
		return nil, fmt.Errorf("pattern %q, expected one * for the trigger", text)
	}
	p := &pattern{}
	var err error
	if p.right, err = lex.parseSide(right); err != nil {
		return nil, err
	}
	// Read from the trigger outwards, the mark before a word is that behind it.
	p.left, err = lex.parseSide(reversed(left))
	return p, err
}

// reversed writes the words and marks of a side in the other order.
func reversed(side string) string {
	var parts []string
	for side != "" {
		n := strings.IndexAny(side, "~_")
		switch {
		case n < 0:
			n = len(side)
		case n == 0:
			n = 1
		}
		parts = append(parts, side[:n])
		side = side[n:]
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
}

// parseSide reads "~at~^~+": each place with the mark before it.
func (lex *frames) parseSide(side string) ([]element, error) {
	var out []element
	for side != "" {
		e := element{direct: side[0] == '_'}
		if side[0] != '_' && side[0] != '~' {
			return nil, fmt.Errorf("pattern part %q, expected ~ or _ between words", side)
		}
		word, n := side[1:], strings.IndexAny(side[1:], "~_")
		if n >= 0 {
			word = word[:n]
		}
		side = side[1+len(word):]
		class, isClass := strings.CutPrefix(word, "@")
		switch {
		case word == "":
			return nil, fmt.Errorf("a pattern has an empty place")
		case len(word) == 1 && strings.Contains("$+%^", word):
			e.actor = word[0]
		case isClass:
			if lex.forms[class] == nil {
				lex.forms[class] = lex.formsOf(class, map[string]bool{})
			}
			if e.forms = lex.forms[class]; e.forms == nil {
				return nil, fmt.Errorf("there is no class %s", word)
			}
		default:
			e.forms = [][]string{{word}}
			if cut := cutWord(word); cut != nil {
				e.forms = append(e.forms, cut)
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// cutWord cuts a word as texts are cut into words: "peace-keeping" is three, "don't"
// two. It returns nil for one that stays whole.
func cutWord(word string) []string {
	if stem, ok := strings.CutSuffix(word, "n't"); ok && stem != "" {
		return []string{stem, "n't"}
	}
	parts := strings.Split(word, "-")
	if len(parts) == 1 {
		return nil
	}
	var out []string
	for i, p := range parts {
		if i > 0 {
			out = append(out, "-")
		}
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// formsOf lists the forms of a class, with those of the classes in it and the
// plurals of its nouns.
func (lex *frames) formsOf(class string, seen map[string]bool) [][]string {
	if seen[class] {
		return nil
	}
	seen[class] = true
	var out [][]string
	for _, w := range lex.classes["@"+class] {
		if inner, ok := strings.CutPrefix(w, "@"); ok {
			out = append(out, lex.formsOf(inner, seen)...)
			continue
		}
		words := strings.Fields(strings.ToLower(w))
		if len(words) == 0 {
			continue
		}
		if cut := cutWord(words[0]); len(words) == 1 && cut != nil {
			out = append(out, cut)
		}
		last := words[len(words)-1]
		out = append(out, words, append(slices.Clone(words[:len(words)-1]), last+"s"))
	}
	return out
}

// binding is what a pattern found.
type binding struct {
	source, target []doc.Party
	used           []int // tokens
}

// reads reports whether the words around a trigger are those of a pattern: behind
// it in what hangs on it, before it also in the clauses that it stands in.
func (c *coder) reads(pat *pattern, p *doc.Predicate, b *binding) bool {
	r := c.regionOf(p.Token)
	got := *b
	if !c.readSide(pat.left, p.Token, -1, r, &got) {
		return false
	}
	if !c.readSide(pat.right, p.Token, +1, r, &got) {
		return false
	}
	*b = got
	return true
}

// region is the part of a sentence that a trigger's patterns may look at.
type region struct {
	first, last int // tokens of the sentence, half-open
	in          map[int]bool
}

func (c *coder) regionOf(t int) region {
	r, ok := c.regions[t]
	if !ok {
		r = c.region(t)
		c.regions[t] = r
	}
	return r
}

// region gathers what hangs on a trigger, without clauses beside it, and before it
// the words of the clauses above: "said it WILL NOT attend".
func (c *coder) region(t int) region {
	d := c.d
	s := d.Sentences[d.SentenceOf(t)]
	r := region{s.First, s.Last, map[int]bool{}}
	c.gather(t, t, r.in, t, +1)
	c.gather(t, t, r.in, t, -1)
	for at, low := t, t; d.Arcs[at].Head >= 0; {
		up := d.Arcs[at].Head
		beside := d.IsRel(at, "conj", "parataxis")
		low = min(low, up)
		if !beside {
			c.gather(up, up, r.in, t, -1)
			if d.Tags[up].POS == doc.ADJ || d.Tags[up].POS == doc.NOUN {
				// "was able to leave": the copula and subject hang on the adjective
				r.in[up] = up < t
			}
		} else {
			for _, k := range d.Kids(up) {
				if int(k) < t && d.IsRel(int(k), "aux", "nsubj") {
					c.gather(int(k), int(k), r.in, t, -1)
				}
			}
		}
		at = up
	}
	return r
}

// gather adds the tokens under t that stand behind (dir +1) or before (-1) the trigger,
// without clauses beside the top. Before the trigger a clause on a noun tells of
// that noun alone: "a man WHO FLED CHAD was held".
func (c *coder) gather(t, top int, in map[int]bool, trigger, dir int) {
	if (t-trigger)*dir >= 0 {
		in[t] = true
	}
	for _, k32 := range c.d.Kids(t) {
		k := int(k32)
		beside := t == top && (c.d.IsRel(k, "parataxis") || c.d.IsRel(k, "conj") && c.pos(k) == doc.VERB)
		if first, last := c.d.Subtree(k); dir < 0 && c.d.IsRel(k, "acl") && (trigger < first || trigger >= last) {
			continue
		}
		if !beside {
			c.gather(k, top, in, trigger, dir)
		}
	}
}

// readSide matches the places of one side from a token outwards.
func (c *coder) readSide(side []element, at, dir int, r region, b *binding) bool {
	if len(side) == 0 {
		return true
	}
	e := &side[0]
	for t := at + dir; t >= r.first && t < r.last; t += dir {
		if r.in[t] {
			if end, ok := c.readAt(e, t, dir, r, b); ok {
				was := *b
				b.used = append(slices.Clone(b.used), c.between(t, end)...)
				if c.readSide(side[1:], end, dir, r, b) {
					return true
				}
				*b = was
			}
		}
		if e.direct {
			return false
		}
	}
	return false
}

// between lists the tokens from one to another.
func (c *coder) between(a, b int) []int {
	var out []int
	for t := min(a, b); t <= max(a, b); t++ {
		out = append(out, t)
	}
	return out
}

// readAt matches one place at a token and returns the outermost token it takes.
func (c *coder) readAt(e *element, t, dir int, r region, b *binding) (int, bool) {
	if e.actor != 0 {
		if e.actor == '^' {
			return c.passOver(t, dir)
		}
		return c.readActor(e.actor, t, dir, b)
	}
	for _, words := range e.forms {
		first := t
		if dir < 0 {
			first = t - len(words) + 1
		}
		if first < r.first || first+len(words) > r.last {
			continue
		}
		switch {
		case !c.wordsAt(words, first):
		case dir < 0:
			return first, true
		default:
			return first + len(words) - 1, true
		}
	}
	return 0, false
}

// passOver takes a name whole, or a noun.
func (c *coder) passOver(t, dir int) (int, bool) {
	if k := c.index.mention(t); k >= 0 && c.d.Mentions[k].As == doc.AsName {
		m := &c.d.Mentions[k]
		if dir < 0 {
			return min(m.First, t), true
		}
		return max(m.Last-1, t), true
	}
	return t, c.d.Tags[t].POS == doc.NOUN || c.d.Tags[t].POS == doc.PROPN
}

// readActor takes the widest mention that begins at a token, or ends there where
// the pattern is read backwards, and those named with it.
func (c *coder) readActor(place byte, t, dir int, b *binding) (int, bool) {
	best := -1
	for k := range c.d.Mentions {
		m := &c.d.Mentions[k]
		edge := m.First
		if dir < 0 {
			edge = m.Last - 1
		}
		if edge == t && !c.refersBack(k) && len(c.coded(c.ofMention(k))) > 0 && (best < 0 || m.Last-m.First > c.d.Mentions[best].Last-c.d.Mentions[best].First) {
			best = k
		}
	}
	if best < 0 {
		return 0, false
	}
	group := c.together(best)
	first, last := c.d.Mentions[best].First, c.d.Mentions[best].Last-1
	var parties []doc.Party
	for _, k := range group {
		first, last = min(first, c.d.Mentions[k].First), max(last, c.d.Mentions[k].Last-1)
		for _, q := range c.ofMention(k) {
			if !has(parties, q.Actor) {
				parties = append(parties, q)
			}
		}
	}
	switch place {
	case '%':
		if len(parties) < 2 {
			return 0, false
		}
		if b.target = parties; dir < 0 {
			b.source = parties
		}
	case '$':
		b.source = parties
	case '+':
		b.target = parties
	}
	if dir < 0 {
		return first, true
	}
	return last, true
}

// reads reports whether a match's pattern took a token in.
func (m *match) reads(t int) bool { return slices.Contains(m.bound.used, t) }
