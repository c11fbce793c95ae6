package figure

import (
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/scan"
)

// Stage returns the stage that adds the layer Figures.
func (r *Reader) Stage() doc.Stage {
	return doc.Stage{Name: "figures", Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees | doc.Predicates | doc.Actors | doc.Times, Adds: doc.Figures, Run: r.run}
}

func (r *Reader) run(d *doc.Document) {
	t := 0 // first time that may still overlap
	var buf []scan.Word
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Kind == doc.Byline || s.Kind == doc.Credit || s.Kind == doc.DateLine {
			continue
		}
		for t < len(d.Times) && d.Times[t].End <= s.Start {
			t++
		}
		buf = scan.Words(d.Of(s.Span), s.Start, buf[:0])
		c := counting{r: r, d: d, sent: s, ws: buf, times: d.Times[t:], firstTime: t, base: len(d.Figures)}
		c.run()
	}
}

// counting is the search for figures in one sentence.
type counting struct {
	r     *Reader
	d     *doc.Document
	sent  *doc.Sentence
	ws    []scan.Word
	times []doc.Time
	// firstTime is the number of times[0] in the document, base that of the
	// sentence's first figure.
	firstTime, base int
	found           []told // the figures, from base on
}

// told is what was seen of a figure while it was read.
type told struct {
	reading
	of      int // the token it is said of, or -1
	head    int // the token that hangs the figure into the sentence
	changer int // the word of change that it hangs by, or -1
}

func (c *counting) fig(k int) *doc.Figure { return &c.d.Figures[c.base+k] }

// add keeps a figure with what was seen of it.
func (c *counting) add(f reading, fig doc.Figure, of int) {
	fig.Change.From = -1
	c.d.Figures = append(c.d.Figures, fig)
	c.found = append(c.found, told{reading: f, of: of, head: c.headOf(fig.Span), changer: -1})
}

func (c *counting) run() {
	for i := 0; i < len(c.ws); {
		if last := c.figure(i); last > i {
			i = last
		} else {
			i++
		}
	}
	c.changes()
	c.saidOf()
	c.inherit()
	c.localMoney()
	c.link()
	c.when()
	c.about()
}

// figure adds the figure at piece i and returns the piece behind it.
func (c *counting) figure(i int) int {
	w := &c.ws[i]
	if w.Lower == "no" {
		return c.none(i)
	}
	if w.Kind == scan.Sign && len(c.r.words[w.Lower]) == 0 || w.Kind == scan.Letters && !c.mayStart(w.Lower) {
		return i
	}
	if f, ok := c.ordinal(i); ok {
		return f
	}
	if c.tally(i) {
		return i + 3
	}
	f, ok := c.r.figureAt(c.ws, i, c.changing(i))
	if !ok {
		f, ok = c.single(i)
	}
	if ok && f.Kind == number.Fraction && i > 0 && c.ws[i-1].Lower == "and" && w.Lower == "a" {
		return f.numLast // "a year and a half"
	}
	if ok && f.unit == "share" && i > 0 && w.Lower == "half" {
		if _, ranked := c.r.num.Ordinal(c.ws, i-1); ranked {
			return f.numLast // "the second half"
		}
	}
	if !ok || c.isTime(&f) || f.verb && !c.isVerb(f.numLast-1) {
		return i
	}
	c.span2time(&f)
	if f.Low == f.High && i > 0 {
		if t := c.token(c.ws[i-1].Start); t >= 0 && c.changeAt(t, above) != nil {
			f.Low, f.High = f.Value, 0 // "trade exceeded $1 billion"
		}
	}
	fig := doc.Figure{Span: c.span(f.first, f.last), Value: f.Value, Low: f.Low, High: f.High, Vague: f.Vague, Unit: f.unit}
	var of int
	if f.bare {
		if of, ok = c.counts(&f, &fig); !ok {
			return f.numLast
		}
	} else {
		fig.Of, of = c.measured(&f)
	}
	c.rate(&f, &fig)
	c.add(f, fig, of)
	return max(f.numLast, f.last)
}

// span2time takes back a bound that tells a stretch of time: "over four years",
// but not "for over four years".
func (c *counting) span2time(f *reading) {
	if c.ws[f.first].Lower != "over" || f.numLast-f.first < 2 || f.first == 0 {
		return
	}
	switch f.unit {
	case "second", "minute", "hour", "day", "week", "month", "year":
	default:
		return
	}
	t := c.token(c.ws[f.first-1].Start)
	if t < 0 || c.d.Tags[t].POS == doc.ADP || c.d.Tags[t].POS == doc.AUX || c.changeAt(t, level) != nil {
		return
	}
	f.first, f.Low, f.High = f.first+1, f.Value, f.Value
}

func (c *counting) isVerb(i int) bool {
	t := c.token(c.ws[i].Start)
	return t >= 0 && c.d.Tags[t].POS == doc.VERB
}

// rate reads what an amount is told for behind what it counts: "2 million people
// a month", "50 tons of oil a year".
func (c *counting) rate(f *reading, fig *doc.Figure) {
	at := f.last
	if f.unit != "" { // a unit has read its own, but not behind "of oil"
		if at+1 >= len(c.ws) || c.ws[at].Lower != "of" {
			return
		}
		for at++; at < len(c.ws) && at < f.last+4; at++ {
			if _, last := c.r.rate(c.ws, at); last > 0 {
				break
			}
		}
	}
	if unit, last := c.r.rate(c.ws, at); last > 0 && !strings.Contains(fig.Unit, " per ") && c.ws[last-1].Lower != "share" {
		if fig.Unit == "" {
			fig.Unit = "per " + unit
		} else {
			fig.Unit += " per " + unit
		}
		f.last = last
		fig.End = c.ws[last-1].End
	}
}

func (c *counting) mayStart(w string) bool {
	return c.r.num.Starts(w) || w == "between" || w == "from" || len(c.r.words[w]) > 0 || len(c.r.told[w]) > 0
}

func (c *counting) span(first, last int) doc.Span {
	return doc.Span{Start: c.ws[first].Start, End: c.ws[last-1].End}
}

// isTime reports whether the pieces belong to a date. Lengths of time are
// figures as well, also those that a date is counted by ("two days later").
func (c *counting) isTime(f *reading) bool {
	num := c.span(f.first, f.numLast)
	for k := range c.times {
		t := &c.times[k]
		if t.Start >= num.End {
			break
		}
		if !t.Overlaps(num) {
			continue
		}
		if t.Type == "DURATION" && !strings.Contains(t.Value, "/") || strings.HasPrefix(t.Why, "later") || strings.HasPrefix(t.Why, "earlier") && f.unit != "" {
			return false
		}
		return true
	}
	return false
}

// none reads "no casualties": nothing, of people only.
func (c *counting) none(i int) int {
	for j := i + 1; j < len(c.ws) && j <= i+5; j++ {
		w := c.ws[j]
		if w.Kind != scan.Letters {
			break
		}
		if c.r.is(w.Lower, person) && strings.HasSuffix(w.Lower, "s") && w.Lower != "forces" || w.Lower == "injuries" || w.Lower == "people" {
			none := doc.Figure{Span: c.span(i, j+1), Unit: "person", Of: c.d.Of(c.span(i+1, j+1))}
			c.add(reading{first: i, last: j + 1, numLast: i + 1}, none, c.token(w.Start))
			return j + 1
		}
	}
	return i
}

// ordinal reads a rank: "the first visit", but not "first, they left".
func (c *counting) ordinal(i int) (int, bool) {
	n, ok := c.r.num.Ordinal(c.ws, i)
	if !ok || c.ws[i].Cap && i > 0 && c.sent.Kind != doc.Title {
		return 0, false
	}
	f := reading{Number: n, first: i, last: n.Last, numLast: n.Last, unit: "ordinal"}
	if c.isTime(&f) {
		return 0, false
	}
	fig := doc.Figure{Span: c.span(i, n.Last), Value: n.Value, Low: n.Low, High: n.High, Unit: "ordinal"}
	h, ok := c.ranked(i, n.Last)
	if !ok {
		return 0, false
	}
	if h >= 0 {
		if fig.Of = c.phrase(h, c.ws[n.Last-1].End); c.d.Tokens[h].Start < fig.Start {
			fig.Of = c.named(h)
		}
	}
	c.add(f, fig, h)
	return n.Last, true
}

// ranked returns the noun that a rank belongs to; it is -1 in "the first by a
// foreign leader", where the noun stands before.
func (c *counting) ranked(i, last int) (int, bool) {
	t := c.token(c.ws[i].Start)
	if t < 0 {
		return -1, false
	}
	if h := c.d.Arcs[t].Head; c.d.IsRel(t, "amod", "nummod") && h > t && c.d.Tags[h].POS == doc.NOUN && c.joined(t, h) {
		return h, true
	}
	if i == 0 || last >= len(c.ws) || c.ws[i-1].Lower != "the" {
		return -1, false
	}
	switch c.ws[last].Lower {
	case "by", "of", "to", "since", "in", "for", "ever":
		if h := c.d.Arcs[t].Head; c.d.IsRel(t, "appos") && h >= 0 && h < t && c.d.Tags[h].POS == doc.NOUN {
			return h, true // "the visit, the first by a leader"
		}
		return -1, true
	}
	return -1, false
}

// joined reports whether nothing but adjectives and nouns parts a number from
// its noun: no comma, and no other number ("the first two hours").
func (c *counting) joined(t, h int) bool {
	for k := t + 1; k < h; k++ {
		switch c.d.Tags[k].POS {
		case doc.ADJ, doc.NOUN, doc.PROPN, doc.ADV, doc.VERB, doc.X:
		case doc.PUNCT:
			if c.d.Word(k) != "-" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// single reads "a week" where the times say that it is a length of time.
func (c *counting) single(i int) (reading, bool) {
	if c.ws[i].Lower != "a" && c.ws[i].Lower != "an" {
		return reading{}, false
	}
	w, ok := c.r.at(c.ws, i+1, measure)
	if !ok {
		return reading{}, false
	}
	s := c.span(i, i+1+len(w.pieces))
	for k := range c.times {
		if t := &c.times[k]; t.Span == s && t.Type == "DURATION" {
			f := reading{first: i, last: i + 1 + len(w.pieces), numLast: i + 1, unit: w.unit}
			f.Value, f.Low, f.High = 1, 1, 1
			longSpans(&f)
			return f, true
		}
	}
	return reading{}, false
}

// token returns the token at a byte offset, or -1.
func (c *counting) token(offset int) int {
	for i := c.sent.First; i < c.sent.Last; i++ {
		if c.d.Tokens[i].End > offset {
			return i
		}
	}
	return -1
}
