package event

// placeOf returns the place named in the clause of a trigger, or -1.
func (c *coder) placeOf(trigger int) int {
	d := c.d
	place, best := -1, -1
	for k := range d.Places {
		first, last := c.index.tokens(d.Places[k].Span)
		head := c.index.headOf(first, last)
		if head < 0 || !c.locative(head) {
			continue
		}
		if n := c.steps(head, trigger); n >= 0 && (best < 0 || n < best) {
			best, place = n, k
		}
	}
	return place
}

// locative reports whether a place name stands behind a preposition that says
// where, or is given as a bare setting.
func (c *coder) locative(head int) bool {
	k := c.d.Kid(head, "case")
	for k < 0 && c.d.IsRel(head, "appos", "flat") {
		head = c.d.Arcs[head].Head // "in the Serbian capital, Belgrade"
		k = c.d.Kid(head, "case")
	}
	if k < 0 {
		return false
	}
	switch c.d.Lemma(k) {
	case "in", "at", "near", "outside", "inside", "around", "across", "to", "into", "over", "within", "throughout", "on":
		return true
	}
	return false
}

// figureIn returns the figure that counts a noun: over the noun or one of its
// numerals, or -1.
func (c *coder) figureIn(t int) int {
	if k := c.index.figure(t); k >= 0 {
		return k
	}
	for _, kid := range c.d.Kids(t) {
		if c.d.IsRel(int(kid), "nummod", "compound", "amod") {
			if k := c.index.figure(int(kid)); k >= 0 {
				return k
			}
		}
	}
	return -1
}

func (lex *frames) inClass(class, lemma string) bool {
	for _, l := range lex.classes[class] {
		if l == lemma {
			return true
		}
	}
	return false
}
