package figure

import (
	"errors"
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/scan"
)

// kind is what a word of changes.tsv is to a figure.
type kind uint8

const (
	moves  kind = iota // "Trade fell"
	cause              // "Norway cut its offer"
	noun               // "a fall"
	beside             // "down" 5 percent
	behind             // 5 percent "lower"
	level              // "stood at"
	rated              // "put the loss at"
	above              // "exceeded"
)

var kinds = map[string]kind{"verb": moves, "cause": cause, "noun": noun, "beside": beside, "behind": behind, "level": level, "rated": rated, "above": above}

// change is a row of changes.tsv.
type change struct {
	kind kind
	way  string
}

func (r *Reader) readChanges(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "ground/changes.tsv", "words", "class", "way", "example", "expect", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, row := range t.Rows {
		k, ok := kinds[row.Get("class")]
		if !ok {
			faults = append(faults, row.Errorf("class %q, expected one of verb cause noun beside behind level rated above", row.Get("class")))
		}
		switch w := row.Get("way"); w {
		case "rise", "fall", "":
		default:
			faults = append(faults, row.Errorf("way %q, expected rise, fall or nothing", w))
		}
		for _, w := range row.List("words") {
			r.moved[w] = append(r.moved[w], change{k, row.Get("way")})
		}
	}
	return errors.Join(faults...)
}

// changeAt returns what token t is to a figure, if it is of one of the kinds.
func (c *counting) changeAt(t int, want ...kind) *change {
	tag := &c.d.Tags[t]
	key := tag.Lemma
	if tag.POS == doc.ADJ || tag.POS == doc.ADV || tag.POS == doc.ADP || tag.POS == doc.PROPN {
		key = strings.ToLower(c.d.Word(t)) // "higher" has the lemma "high"
	}
	list := c.r.moved[key]
	for i := range list {
		m := &list[i]
		ok := false
		switch m.kind {
		case noun:
			ok = tag.POS == doc.NOUN
		case beside:
			ok = tag.POS == doc.ADV || tag.POS == doc.ADP || tag.POS == doc.ADJ
		case behind:
			ok = tag.POS == doc.ADJ || tag.POS == doc.ADV
		default:
			ok = tag.POS == doc.VERB
		}
		if !ok {
			continue
		}
		for _, k := range want {
			if m.kind == k {
				return m
			}
		}
	}
	return nil
}

// changing reports a word of change before piece i, in its clause.
func (c *counting) changing(i int) bool { return c.changer(i) >= 0 }

// changer returns the word of change that governs what stands at piece i: the
// next one before it, with no other verb between. The tree helps little here:
// parsers hang "from 12 to 7 percent" in many ways.
func (c *counting) changer(i int) int {
	t := c.token(c.ws[i].Start)
	for k := t - 1; k >= c.sent.First && k > t-20; k-- {
		if c.changeAt(k, moves, cause, noun, beside) != nil && !c.partOfNumber(k) && !c.particle(k) {
			return k
		}
		switch c.d.Tags[k].POS {
		case doc.VERB:
			if !c.d.IsRel(k, "amod") { // "the authorized stock"
				return -1
			}
		case doc.AUX, doc.SCONJ:
			return -1
		case doc.PUNCT:
			if w := c.d.Word(k); w == ";" || w == ":" {
				return -1
			}
		}
	}
	return -1
}

// partOfNumber reports the "up" of "up to 50".
func (c *counting) partOfNumber(t int) bool {
	return strings.EqualFold(c.d.Word(t), "up") && t+1 < c.sent.Last && c.d.Word(t+1) == "to"
}

// particle reports the "up" of a verb that changes nothing: "put up 5 million".
func (c *counting) particle(t int) bool {
	h := c.d.Arcs[t].Head
	return c.d.IsRel(t, "compound:prt") && h >= 0 && c.changeAt(h, moves, cause) == nil
}

// leads returns the preposition that a figure hangs by, with "an annual rate
// of" and the like left aside.
func (c *counting) leads(f *reading) string {
	i := f.first - 1
	for n := 0; i > 0 && n < 5; n++ {
		t := c.token(c.ws[i].Start)
		if t < 0 {
			break
		}
		w := c.ws[i].Lower
		of := w == "of" && c.r.is(c.ws[i-1].Lower, quantity)
		if n == 0 && w == "of" && !of {
			break
		}
		if !of && !c.r.is(w, quantity) && c.d.Tags[t].POS != doc.DET && c.d.Tags[t].POS != doc.ADJ {
			break
		}
		i--
	}
	if w := c.ws[i].Lower; w == "to" || w == "from" || w == "by" {
		return w
	}
	return c.ws[f.first-1].Lower
}

// part returns what a figure is of a change (from to by), and the word of
// change: "rose by 5 percent", "a 5 percent rise", "5 percent lower". The
// preposition decides; a bare figure beside a verb is the size of the change.
func (c *counting) part(f *reading) (string, int) {
	if f.last < len(c.ws) && c.ws[f.last].Kind == scan.Letters {
		t := c.token(c.ws[f.last].Start)
		if t >= 0 && (c.changeAt(t, behind) != nil || c.changeAt(t, noun) != nil && !f.bare) {
			return "by", t
		}
	}
	if f.first == 0 {
		return "", -1
	}
	k := c.changer(f.first)
	if k < 0 {
		return "", -1
	}
	m := c.changeAt(k, moves, cause, noun, beside)
	if m.kind == cause && c.changeAt(k, moves) != nil && c.d.Kid(k, "obj") < 0 {
		m = c.changeAt(k, moves)
	}
	switch prev := c.leads(f); prev {
	case "from", "by":
		return prev, k
	case "to":
		return "to", k
	case "of":
		if m.kind == noun && c.token(c.ws[f.first-1].Start)-1 == k {
			return "by", k
		}
	default:
		switch c.ws[f.first].Lower {
		case "above", "below", "under", "beyond": // "rose above 45 degrees"
			return "to", k
		}
		if m.kind != noun && c.beside(k, f) {
			return "by", k
		}
	}
	return "", -1
}

// beside reports a figure that stands right behind a word of change, adverbs
// left aside, and is the size of the change. "Cut 500 jobs" and "raised $5
// million" tell of no change in a thing, "cut 5 percent" does.
func (c *counting) beside(k int, f *reading) bool {
	t := c.token(c.ws[f.first].Start)
	for n := k + 1; n < t; n++ {
		switch c.d.Tags[n].POS {
		case doc.ADV, doc.PART:
		case doc.ADP:
			if !c.d.IsRel(n, "compound") && c.changeAt(n, beside) == nil {
				return false
			}
		default:
			return false
		}
	}
	m := c.changeAt(k, moves, beside)
	switch f.unit {
	case "%", "percentage point", "basis point", "point", "times", "share", "cent", "degree":
		return true
	case "ordinal", "second", "minute", "hour", "day", "week", "month", "year":
		return false
	}
	if m == nil {
		// "gained $1.30 to $61.75", but not "added two members to the council"
		return f.last+1 < len(c.ws) && c.ws[f.last].Lower == "to" && (c.ws[f.last+1].Kind == scan.Digits || c.ws[f.last+1].Kind == scan.Sign)
	}
	return !f.bare || m.kind == beside
}

// changes finds for every figure what it is of a change.
func (c *counting) changes() {
	for k := range c.found {
		f := &c.found[k]
		fig := c.fig(k)
		if f.unit == "ordinal" {
			continue
		}
		if a := c.r.wayOf(c.ws, &f.reading); a != "" { // "doubled", "halve"
			f.changer = c.token(c.ws[f.numLast-1].Start)
			fig.Change.Part, fig.Change.Way = "by", a
			continue
		}
		part, at := c.part(&f.reading)
		if at < 0 {
			continue
		}
		f.changer = at
		fig.Change.Part, fig.Change.Way = part, c.way(at, f)
	}
}

// wayOf returns what a figure told by a verb says of the change.
func (r *Reader) wayOf(ws []scan.Word, f *reading) string {
	for i := f.first; i < f.numLast; i++ {
		for _, a := range r.told[ws[i].Lower] {
			if a.way != "" && startsWith(ws[i:], a.pieces) {
				return a.way
			}
		}
	}
	return ""
}

// way returns which way a word of change goes; "go" goes as the particle says.
func (c *counting) way(t int, f *told) string {
	m := c.changeAt(t, moves, cause, noun, beside, behind)
	if m == nil || m.way != "" {
		if m == nil {
			return ""
		}
		return m.way
	}
	for k := t + 1; k < f.head; k++ {
		if b := c.changeAt(k, beside, behind); b != nil {
			return b.way
		}
	}
	return ""
}

// link ties the figures of one change: what was reached knows where it came
// from, and a bare number has the other's unit. "Fell to 7 percent from 12",
// "28,500 troops, down from 37,000".
func (c *counting) link() {
	for k := range c.found {
		from := c.fig(k)
		if from.Change.Part != "from" {
			continue
		}
		to := c.reached(k)
		if to < 0 {
			continue
		}
		dest := c.fig(to)
		if from.Change.Way == "" && dest.Change.Way == "" {
			switch {
			case from.Value < dest.Value:
				from.Change.Way = "rise"
			case from.Value > dest.Value:
				from.Change.Way = "fall"
			}
		}
		way := from.Change.Way
		if way == "" {
			way = dest.Change.Way
		}
		from.Change.Way, dest.Change = way, doc.Change{Part: "to", Way: way, From: c.base + k}
		for _, p := range [2][2]*doc.Figure{{from, dest}, {dest, from}} {
			if p[0].Unit == "" {
				p[0].Unit = p[1].Unit
			}
			if p[0].Of == "" {
				p[0].Of = p[1].Of
			}
		}
		if c.found[k].of < 0 {
			c.found[k].of = c.found[to].of
		}
		if c.found[to].of < 0 {
			c.found[to].of = c.found[k].of
		}
	}
}

// reached returns the figure that a change came to from figure k: that with "to"
// by the same word, else the last one before "up from", or -1.
func (c *counting) reached(k int) int {
	for _, n := range [2]int{k + 1, k - 1} {
		if n >= 0 && n < len(c.found) && c.fig(n).Change.Part == "to" && c.found[n].changer == c.found[k].changer {
			return n
		}
	}
	for n := k - 1; n >= 0; n-- {
		if f := c.fig(n); f.Change.Part == "to" {
			return n
		}
		if c.fig(n).Change.Part == "" && c.changeAt(c.found[k].changer, beside) != nil && c.found[n].unit != "ordinal" {
			return n
		}
		if c.fig(n).Change.Part != "by" {
			break
		}
	}
	return -1
}

// balloted reports bare numbers of votes: "passed the bill 71-26", "voted 320 to
// 48".
func (c *counting) balloted(f *reading) bool {
	k := f.first - 1
	for n := 0; n < 2 && k > 0; n++ { // the second of the pair
		if w := c.ws[k].Lower; w != "to" && w != "-" && w != "against" && w != "by" {
			break
		}
		k--
		if c.ws[k].Kind == scan.Digits || c.ws[k].Lower == "votes" {
			return c.pairOf(k)
		}
	}
	if f.numLast+1 >= len(c.ws) || c.ws[f.numLast+1].Kind != scan.Digits {
		return false
	}
	switch c.ws[f.numLast].Lower {
	case "to", "-", "against":
		return c.voted(f.first)
	}
	return false
}

// tally reads votes with a hyphen between: "71-26". A score looks the same, so a
// verb of voting must stand before.
func (c *counting) tally(i int) bool {
	if i+2 >= len(c.ws) || c.ws[i].Kind != scan.Digits || c.ws[i+1].Lower != "-" || c.ws[i+2].Kind != scan.Digits || !c.ws[i+2].Glued || !c.voted(i) {
		return false
	}
	for _, k := range [2]int{i, i + 2} {
		n, ok := c.r.num.At(c.ws, k)
		if !ok {
			return false
		}
		c.add(reading{Number: n, first: k, last: k + 1, numLast: k + 1},
			doc.Figure{Span: c.span(k, k+1), Value: n.Value, Low: n.Value, High: n.Value, Unit: "vote"}, -1)
	}
	return true
}

// pairOf reports that the figure which ends at piece k counts votes.
func (c *counting) pairOf(k int) bool {
	for n := len(c.found) - 1; n >= 0; n-- {
		if c.found[n].numLast-1 == k || c.found[n].last-1 == k {
			return c.fig(n).Unit == "vote"
		}
	}
	return false
}

// voted reports a verb of voting before piece i.
func (c *counting) voted(i int) bool {
	t := c.token(c.ws[i].Start)
	for k := t - 1; k >= c.sent.First && k > t-12; k-- {
		if c.d.Tags[k].POS == doc.VERB {
			return c.r.is(c.d.Tags[k].Lemma, ballot)
		}
	}
	return false
}
