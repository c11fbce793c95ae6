package when

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/number"
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
}

// capture is what an item of a pattern matched.
type capture struct {
	class       string
	first, last int
	value       string // of a class
	n           number.Number
	sub         *expr
}

// reading is one run of the grammar over one sentence.
type reading struct {
	p     *Parser
	ws    []scan.Word
	ref   time.Time // the day "today" means; zero when unknown
	lean  func(i int) Lean
	prev  *expr // the last dated expression before this one
	loose bool  // lower case will do: a line typed by hand
	stack []capture
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
	for _, t := range g.terms[w.Lower] {
		try(g.byClass[t.class])
	}
	if w.Kind == scan.Digits || r.p.num.Starts(w.Lower) {
		for _, c := range builtin {
			try(g.byClass[c])
		}
	}
	if w.Lower == "'" {
		try(g.byClass["DECADE"])
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
		return slices.Contains(ru.prev, before)
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
	defer func() { r.stack = r.stack[:base] }()
	last, ok := r.match(ru.items, i, i)
	if !ok || last <= i || slices.Contains(ru.notNext, r.word(last)) {
		return nil
	}
	e := &expr{first: i, last: last, kind: ru.makes, rule: ru.id}
	if !ru.op(r, e, r.stack[base:], ru.args) {
		return nil
	}
	return e
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
	case it.node != "":
		sub := r.best(i, nodes[it.node])
		if sub == nil {
			return 0, false
		}
		r.stack = append(r.stack, capture{class: "<>", first: i, last: sub.last, sub: sub})
		return sub.last, true
	}
	c, ok := r.read(it.class, i)
	if ok {
		c.class, c.first = it.class, i
		r.stack = append(r.stack, c)
	}
	return c.last, ok
}

// read matches a class at piece i.
func (r *reading) read(class string, i int) (capture, bool) {
	switch class {
	case "NUM", "NUMA":
		return r.num(class, i)
	case "APPROX":
		n := r.p.num.Approx(r.ws, i)
		return capture{last: i + n}, n > 0
	case "ORD":
		n, ok := r.p.num.Ordinal(r.ws, i)
		return capture{last: n.Last, n: n}, ok
	case "YEAR":
		v, ok := r.year(i)
		return capture{last: i + 1, value: v}, ok
	case "DNUM":
		v, ok := r.digits(i, 1, 2, 1, 31)
		return capture{last: i + 1, n: number.Number{Value: float64(v)}}, ok
	case "CLOCK":
		return r.clock(i)
	case "DECADE":
		return r.decade(i)
	case "ISO":
		return r.iso(i)
	}
	return r.term(class, i)
}

func (r *reading) term(class string, i int) (capture, bool) {
	for _, t := range r.p.g.terms[r.ws[i].Lower] {
		if t.class == class && r.hasWords(i, t.words) && r.named(class, i) {
			return capture{last: i + len(t.words), value: t.value}, true
		}
	}
	return capture{}, false
}

// named checks that a name of the calendar is written as one: "March", not
// "march".
func (r *reading) named(class string, i int) bool {
	switch class {
	case "MONTH", "WEEKDAY", "WEEKDAYABBR", "HOLIDAY":
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
		return capture{last: n.Last, n: n}, true
	}
	if w := r.ws[i].Lower; class == "NUMA" && (w == "a" || w == "an") {
		return capture{last: i + 1, n: number.Number{Value: 1}}, true
	}
	return capture{}, false
}

// digits reads a plain run of lo-hi digits whose number lies in a range.
func (r *reading) digits(i, lo, hi, least, most int) (int, bool) {
	if i >= len(r.ws) {
		return 0, false
	}
	w := r.ws[i]
	if w.Kind != scan.Digits || len(w.Lower) < lo || len(w.Lower) > hi {
		return 0, false
	}
	v, err := strconv.Atoi(w.Lower)
	return v, err == nil && v >= least && v <= most
}

func (r *reading) year(i int) (string, bool) {
	_, ok := r.digits(i, 4, 4, 1400, 2100)
	if !ok || i+1 < len(r.ws) && r.ws[i+1].Glued && r.ws[i+1].Kind == scan.Letters {
		return "", false
	}
	return r.ws[i].Lower, true
}

// decade reads "1990s", "90s", "'90s", "nineties" and gives its first year.
func (r *reading) decade(i int) (capture, bool) {
	if r.word(i) == "'" {
		i++
	}
	if i+1 >= len(r.ws) || !r.ws[i+1].Glued || r.ws[i+1].Lower != "s" {
		return capture{}, false
	}
	v, ok := r.digits(i, 2, 4, 10, 2090)
	if !ok || v%10 != 0 || v > 99 && v < 1000 {
		return capture{}, false
	}
	if v < 100 {
		v += 1900
	}
	return capture{last: i + 2, value: strconv.Itoa(v)}, true
}

// iso reads "2000-07-19".
func (r *reading) iso(i int) (capture, bool) {
	if i+4 >= len(r.ws) || r.word(i+1) != "-" || r.word(i+3) != "-" || !r.ws[i+4].Glued {
		return capture{}, false
	}
	s := r.ws[i].Lower + "-" + r.ws[i+2].Lower + "-" + r.ws[i+4].Lower
	_, err := time.Parse("2006-01-02", s)
	return capture{last: i + 5, value: s}, err == nil
}

// clock reads "9 a.m.", "10:30 p.m.", "18:00 UTC", "0100 GMT" and gives
// "15:04".
func (r *reading) clock(i int) (capture, bool) {
	h, ok := r.digits(i, 1, 2, 0, 24)
	m, j, sure := 0, i+1, false
	switch {
	case ok && r.word(j) == ":" && r.ws[j].Glued:
		mm, ok := r.digits(j+1, 2, 2, 0, 59)
		if !ok {
			return capture{}, false
		}
		m, j, sure = mm, j+2, len(r.ws[i].Lower) == 2
	case ok:
	default:
		hm, ok := r.digits(i, 4, 4, 0, 2400)
		if !ok || hm%100 > 59 {
			return capture{}, false
		}
		h, m = hm/100, hm%100
	}
	switch r.word(j) {
	case "a.m", "am":
		h, j, sure = h%12, j+1, h <= 12
	case "p.m", "pm":
		h, j, sure = h%12+12, j+1, h <= 12
	}
	if j > i+1 && r.word(j) == "." && r.ws[j].Glued && strings.HasSuffix(r.word(j-1), ".m") {
		j++
	}
	utc := ""
	if k, ok := r.zone(j); ok {
		if z, ok := r.term("ZONE", j); ok && z.value == "+0" {
			utc = "Z"
		}
		j, sure = k, true
	}
	if !sure {
		return capture{}, false
	}
	return capture{last: j, value: pad(h) + ":" + pad(m) + utc}, true
}

// zone reads "UTC", "local time", "Moscow time".
func (r *reading) zone(j int) (int, bool) {
	if r.word(j+1) == "time" && (r.word(j) == "local" || r.ws[j].Cap) {
		return j + 2, true
	}
	if j < len(r.ws) && (r.ws[j].Cap || r.loose) {
		if c, ok := r.term("ZONE", j); ok {
			return c.last, true
		}
	}
	return j, false
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
