package when

import (
	"slices"
	"strings"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/scan"
)

// expr is a time expression read from the pieces [first, last).
type expr struct {
	first, last int
	period
	unit unit          // what the period is one of
	typ  string        // TIMEX3
	val  string        // TIMEX3
	kind string        // what rule.makes says
	rng  doc.TimeRange // set by ops that know better than period and unit
	rule string
	// parts are the ends of a range: "from 1993 to 1995".
	parts []*expr
	// cycle is the year or week that was chosen for a date told in part.
	cycle unit
	// compared is set on "a year earlier" and its like.
	compared bool
}

// capture is what an item of a pattern matched.
type capture struct {
	class       string
	first, last int
	value       string // of a term
	n           float64
	spelled     bool // n was told in words
	sub         *expr
}

// reading is one run of the grammar over one sentence.
type reading struct {
	p     *Parser
	ws    []scan.Word
	ref   time.Time             // the day "today" means; zero when unknown
	lean  func(offset int) Lean // tells the tense; nil leaves it to the words
	prev  *expr                 // the last dated expression before this one
	loose bool                  // lower case will do: a line typed by hand
	stack captures
	terms [][]term    // of the words, by piece
	memo  [16][2]memo // by item.slot (there are fewer), for even and odd pieces
}

// memo is what was read last for one kind of item: many patterns ask for the
// same number or day at the same place.
type memo struct {
	after int // 1 + the piece; 0 is nothing yet
	prev  *expr
	capture
	ok bool
}

// best returns the longest expression of the wanted makes at piece i.
func (r *reading) best(i int, want []string) *expr {
	if i >= len(r.ws) {
		return nil
	}
	var out *expr
	try := func(rules []*rule) {
		for _, ru := range rules {
			if want != nil && !slices.Contains(want, ru.makes) || !r.fits(ru, i) {
				continue
			}
			if e := r.apply(ru, i); e != nil && (out == nil || e.last > out.last) {
				out = e
			}
		}
	}
	g, w := r.p.g, &r.ws[i]
	try(g.byWord[w.Lower])
	for _, t := range r.terms[i] {
		try(g.byClass[t.class])
	}
	if w.Kind == scan.Digits || r.p.num.Starts(w.Lower) {
		for _, c := range builtin {
			try(g.byClass[c])
		}
	}
	if w.Lower == "'" {
		try(g.byClass["DECADE"])
		try(g.byClass["YEAR"])
	}
	// an expression that another one starts: "Monday" of "Monday night"
	if out != nil && (want == nil || slices.Contains(want, "time") || slices.Contains(want, "range")) {
		for _, n := range []string{"<day>", "<span>", "<date>"} {
			try(g.byClass[n])
		}
	}
	return out
}

// fits checks the words before a rule.
func (r *reading) fits(ru *rule, i int) bool {
	if ru.prev == nil && ru.notPrev == nil {
		return true
	}
	before := r.word(i - 1)
	if ru.prev != nil {
		return slices.Contains(ru.prev, before) || r.loose && i == 0
	}
	return !slices.Contains(ru.notPrev, before)
}

// word returns piece i in lower case, or "".
func (r *reading) word(i int) string {
	if i < 0 || i >= len(r.ws) {
		return ""
	}
	return r.ws[i].Lower
}

func (r *reading) apply(ru *rule, i int) *expr {
	base := len(r.stack)
	last, ok := r.match(ru.items, i, i)
	c := r.stack[base:]
	r.stack = r.stack[:base] // c stays: operators push nothing
	if !ok || last <= i || slices.Contains(ru.notNext, r.word(last)) || ru.next != nil && !slices.Contains(ru.next, r.word(last)) {
		return nil
	}
	e := &expr{first: i, last: last, kind: ru.makes, rule: ru.id}
	if !ru.op(r, e, c, ru.args) {
		return nil
	}
	if r.compound(e) {
		e.first++
	}
	return e
}

// compound reports whether an expression is a modifier written with a hyphen, so
// that the article before it is the noun's: "the two-day visit".
func (r *reading) compound(e *expr) bool {
	if w := r.word(e.first); w != "the" && w != "a" || e.last-e.first <= 3 || !r.hyphen(e.last-2) {
		return false
	}
	return e.typ == "DURATION" && e.parts == nil || e.unit == quarter || e.unit == month
}

// match matches items from piece i on, pushing captures.
func (r *reading) match(items []item, start, i int) (int, bool) {
	if len(items) == 0 {
		return i, true
	}
	it, rest, depth := &items[0], items[1:], len(r.stack)
	if i > start && r.hyphen(i) && !slices.Contains(it.words, "-") {
		if last, ok := r.match(items, start, i+1); ok {
			return last, true
		}
	}
	if last, ok := r.one(it, i); ok {
		if end, ok := r.match(rest, start, last); ok {
			return end, true
		}
	}
	r.stack = r.stack[:depth]
	if it.optional {
		return r.match(rest, start, i)
	}
	return 0, false
}

// hyphen reports whether piece i joins its neighbours: "two-day".
func (r *reading) hyphen(i int) bool {
	return i+1 < len(r.ws) && r.ws[i].Lower == "-" && r.ws[i].Glued && r.ws[i+1].Glued
}

// one matches a single item at piece i.
func (r *reading) one(it *item, i int) (int, bool) {
	if i >= len(r.ws) {
		return 0, false
	}
	switch {
	case it.words != nil:
		if !slices.Contains(it.words, r.ws[i].Lower) {
			return 0, false
		}
		r.stack = append(r.stack, capture{class: "word", first: i, last: i + 1, value: r.ws[i].Lower})
		return i + 1, true
	case it.slot == 0:
		c, ok := r.term(it.class, i)
		if ok = ok && (!it.plural || strings.HasSuffix(r.word(c.last-1), "s")); ok {
			r.stack = append(r.stack, c)
		}
		return c.last, ok
	}
	m := &r.memo[it.slot][i%2]
	if m.after != i+1 || m.prev != r.prev {
		c, ok := r.read(it, i)
		if m.after, m.prev, m.ok = i+1, r.prev, ok; ok {
			m.capture = c
		}
	}
	if m.ok {
		r.stack = append(r.stack, m.capture)
	}
	return m.last, m.ok
}

// read matches a builtin class or a node at piece i.
func (r *reading) read(it *item, i int) (capture, bool) {
	if it.node != "" {
		sub := r.best(i, nodes[it.node])
		if sub == nil {
			return capture{}, false
		}
		return capture{class: "<>", first: i, last: sub.last, sub: sub}, true
	}
	c, ok := r.builtin(it.class, i)
	c.class, c.first = it.class, i
	return c, ok
}

func (r *reading) builtin(class string, i int) (capture, bool) {
	switch class {
	case "NUM", "NUMA":
		return r.num(class, i)
	case "ORD":
		n, ok := r.p.num.Ordinal(r.ws, i)
		return capture{last: n.Last, n: n.Value, spelled: n.Spelled}, ok
	case "YEAR":
		return r.year(i)
	case "DNUM":
		v, ok := r.digits(i, 1, 2, 1, 31)
		return capture{last: i + 1, n: float64(v)}, ok
	case "YY":
		v, ok := r.digits(i, 2, 2, 0, 99)
		return capture{last: i + 1, n: float64(v)}, ok
	case "CLOCK":
		return r.clock(i)
	case "DECADE":
		return r.decade(i)
	case "ISO":
		return r.iso(i)
	case "YM":
		return r.yearMonth(i)
	}
	return capture{}, false
}

func (r *reading) term(class string, i int) (capture, bool) {
	for _, t := range r.terms[i] {
		if t.class == class && r.hasWords(i, t.words) && r.named(class, i) {
			return capture{class: class, first: i, last: i + len(t.words), value: t.value}, true
		}
	}
	return capture{}, false
}

// in reports whether piece i is a word of the class.
func (r *reading) in(class string, i int) bool {
	return i >= 0 && i < len(r.ws) && slices.ContainsFunc(r.terms[i], func(t term) bool { return t.class == class && len(t.words) == 1 })
}

// named checks that a name of the calendar is written as one: "March", not
// "march".
func (r *reading) named(class string, i int) bool {
	switch class {
	case "MONTH", "WEEKDAY", "WEEKDAYS", "WEEKDAYABBR", "HOLIDAY":
		return r.loose || r.ws[i].Cap
	}
	return true
}

func (r *reading) hasWords(i int, words []string) bool {
	if i+len(words) > len(r.ws) {
		return false
	}
	for k, w := range words {
		if r.ws[i+k].Lower != w {
			return false
		}
	}
	return true
}

// num reads a count of units; "NUMA" takes "a" for one.
func (r *reading) num(class string, i int) (capture, bool) {
	if n, ok := r.p.num.Cardinal(r.ws, i); ok && !n.Vague {
		return capture{last: n.Last, n: n.Value, spelled: n.Spelled}, true
	}
	if w := r.ws[i].Lower; class == "NUMA" && (w == "a" || w == "an") {
		return capture{last: i + 1, n: 1}, true
	}
	return capture{}, false
}
