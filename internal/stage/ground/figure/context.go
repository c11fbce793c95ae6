package figure

import (
	"strings"

	"dragoman/internal/doc"
)

// timeOver returns the number in the document of a date that covers part of the
// span, or -1. Lengths of time date nothing.
func (c *counting) timeOver(s doc.Span) int {
	for k := range c.times {
		t := &c.times[k]
		if t.Start >= s.End {
			break
		}
		if t.Overlaps(s) && dates(t) && !c.naming(t) {
			return c.firstTime + k
		}
	}
	return -1
}

func dates(t *doc.Time) bool {
	return (t.Type == "DATE" || t.Type == "TIME") && !(t.From.IsZero() && t.To.IsZero())
}

// naming reports a date that is part of a name: "the March 14 alliance".
func (c *counting) naming(t *doc.Time) bool {
	h := c.headOf(t.Span)
	if h < 0 || !c.d.IsRel(h, "compound", "nummod", "amod", "nmod:unmarked") {
		return false
	}
	up := c.d.Arcs[h].Head
	return up > h && c.d.Tags[up].POS == doc.NOUN
}

// timeBehind returns the date that stands right behind piece i, a preposition or
// "so far" aside: "5 percent in March", "63 in 2005".
func (c *counting) timeBehind(i int) int {
	for n := 0; i < len(c.ws) && n < 4; n++ {
		if k := c.timeOver(doc.Span{Start: c.ws[i].Start, End: c.ws[i].End}); k >= 0 {
			return k
		}
		switch c.ws[i].Lower {
		case "in", "on", "during", "by", "at", "the", "for", "so", "far", "of", "as", "before", "early", "end":
			i++
			continue
		}
		break
	}
	return -1
}

// when dates the figures: by the date right behind, else by the one date of
// their clause, if the figure hangs by its verb and no other figure has that date.
func (c *counting) when() {
	taken := map[int]bool{}
	for k := range c.found {
		f, fig := &c.found[k], c.fig(k)
		if f.unit == "ordinal" {
			continue
		}
		last := f.last
		if p := c.piece(fig.End - 1); p >= 0 && p+1 > last {
			last = p + 1
		}
		if t := c.timeBehind(last); t >= 0 && !c.length(f) {
			fig.When = c.d.Times[t].TimeRange
			taken[t] = true
		}
	}
	for k := range c.found {
		f, fig := &c.found[k], c.fig(k)
		if !fig.When.From.IsZero() || !fig.When.To.IsZero() || f.unit == "ordinal" || c.length(f) || f.head < 0 || fig.Change.Part == "from" {
			continue
		}
		verb := c.clauseOf(f.head)
		if verb < 0 {
			continue
		}
		only := -1
		for n := range c.times {
			t := &c.times[n]
			if t.Start >= c.sent.End {
				break
			}
			h := c.token(t.Start)
			if !dates(t) || c.naming(t) || taken[c.firstTime+n] || h < 0 || t.Start < c.sent.Start || c.clauseOf(c.headOf(t.Span)) != verb {
				continue
			}
			if only >= 0 {
				only = -2
				break
			}
			only = c.firstTime + n
		}
		if only >= 0 {
			fig.When = c.d.Times[only].TimeRange
		}
	}
}

// length reports a figure that is a length of time: what dates the act does not
// date it.
func (c *counting) length(f *told) bool {
	switch f.unit {
	case "second", "minute", "hour", "day", "week", "month", "year", "fortnight":
		return true
	}
	return false
}

// clauseOf returns the verb that a token hangs by as an argument or adjunct of
// its own, not deep in another phrase ("a missile with a range of 700 km"), or -1.
func (c *counting) clauseOf(t int) int {
	for n := 0; n < 4 && t >= 0; n++ {
		h := c.d.Arcs[t].Head
		if c.d.Tags[t].POS == doc.VERB || c.d.Kid(t, "cop") >= 0 {
			return t
		}
		if !c.d.IsRel(t, "nummod", "compound", "obj", "nsubj", "obl", "conj", "advmod", "ccomp", "xcomp") {
			return -1
		}
		t = h
	}
	return -1
}

// about finds whom a figure concerns: the actors that own, name or make up what it
// is said of ("Syria's debt", "trade between Iran and Syria", "six Turkish
// soldiers"), by the tree alone.
func (c *counting) about() {
	for k := range c.found {
		if of := c.found[k].of; of >= 0 && of < len(c.d.Tags) {
			c.fig(k).About = c.concerned(of)
		}
	}
}

func (c *counting) concerned(of int) []doc.Party {
	if ps := c.actorsAt(of, false); ps != nil {
		return ps
	}
	if p := c.d.Kid(of, "nmod:poss"); p >= 0 && c.d.Tags[p].POS == doc.PRON { // "its debt"
		if m := c.d.MentionAt(p); m >= 0 {
			return c.partiesOf(m)
		}
	}
	k := c.d.PredicateAt(of)
	if k < 0 {
		return c.modifiers(of)
	}
	p := &c.d.Predicates[k]
	for _, role := range [...]string{"poss", "amod", "between", "with", "of", "in"} {
		var out []doc.Party
		for _, a := range p.Args {
			if a.Role == role {
				out = append(out, c.actorsAt(a.Token, role == "in")...)
			}
		}
		if out != nil {
			return out
		}
	}
	return c.modifiers(of)
}

// modifiers are the actors named by what hangs by a noun itself.
func (c *counting) modifiers(of int) []doc.Party {
	var out []doc.Party
	for _, kid := range c.d.Kids(of) {
		n := int(kid)
		if !c.d.IsRel(n, "nmod", "amod", "compound", "conj") || c.d.IsRel(n, "conj") {
			continue
		}
		if cs := c.d.Kid(n, "case"); cs >= 0 {
			switch strings.ToLower(c.d.Word(cs)) {
			case "of", "in", "between", "'s", "’s", "'", "’":
			default:
				continue
			}
		}
		out = append(out, c.actorsAt(n, true)...)
		for _, kk := range c.d.Kids(n) {
			if c.d.IsRel(int(kk), "conj") {
				out = append(out, c.actorsAt(int(kk), true)...)
			}
		}
	}
	return out
}

// actorsAt are the actors of the mention that a token heads.
func (c *counting) actorsAt(t int, place bool) []doc.Party {
	m := c.d.MentionAt(t)
	if m < 0 || c.d.Mentions[m].Place && !place || !c.calledByName(m) {
		return nil
	}
	return c.partiesOf(m)
}

func (c *counting) partiesOf(m int) []doc.Party {
	var out []doc.Party
	for _, a := range c.d.Mentions[m].Actors {
		out = append(out, doc.Party{Actor: a, Mention: m})
	}
	return out
}

// calledByName reports a mention that names somebody or holds a name: "Syria",
// "Turkish soldiers", but not "the soldiers", whoever they are.
func (c *counting) calledByName(m int) bool {
	x := &c.d.Mentions[m]
	if x.As != doc.AsNominal {
		return x.As != doc.AsPronoun
	}
	for k := range c.d.Mentions {
		y := &c.d.Mentions[k]
		if y.First >= x.First && y.Last <= x.Last && y.As != doc.AsNominal && y.As != doc.AsPronoun {
			return true
		}
	}
	return false
}

// localMoney decides which pesos and pounds are told of by the states that the
// sentence names: the one before, else behind.
func (c *counting) localMoney() {
	for k := range c.found {
		f, fig := &c.found[k], c.fig(k)
		var coin map[string]string
		for i := f.numLast; i < f.last && coin == nil; i++ {
			coin = c.r.coins[c.ws[i].Lower]
		}
		if coin == nil || !isMoney(fig.Unit) {
			continue
		}
		best, far := "", 0
		for n := range c.d.Mentions {
			m := &c.d.Mentions[n]
			if m.Start < c.sent.Start || m.End > c.sent.End {
				continue
			}
			for _, a := range m.Actors {
				unit := coin[c.d.Actors[a].Country]
				dist := fig.Start - m.Start
				if dist < 0 {
					dist = 1000 - dist
				}
				if unit != "" && (best == "" || dist < far) {
					best, far = unit, dist
				}
			}
		}
		if best != "" {
			fig.Unit = best + fig.Unit[3:]
		}
	}
}
