package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// placeHistory marks the words that the text sets apart from its news by a time
// long ago: "in 1964", "three years ago", "last year's boycott", "formerly".
func (r *reader) placeHistory() {
	d := r.d
	r.aged = make([]bool, len(d.Tokens))
	for t := range d.Tokens {
		if r.longAgo(t) {
			if c := r.clauseBefore(t); c >= 0 {
				r.aged[c] = true
			} else {
				r.age(t)
			}
		}
		if n := r.agedPhrase(t); n > 0 && !r.conjoins(t) {
			r.ageFrom(t, n)
		}
		if n := r.era(t); n > 0 {
			r.ageFrom(t, n)
		}
		if c := r.longAfter(t); c >= 0 {
			r.aged[c] = true
		}
		if r.reign(t) {
			r.age(d.Arcs[t].Head)
		}
		if (r.know.ancients[strings.ToLower(d.Lemma(t))] || r.departed(t)) && d.IsRel(t, "nsubj", "nsubj:pass") && r.isClause(d.Arcs[t].Head) {
			r.aged[d.Arcs[t].Head] = true // "where their grandfathers fought"
		}
	}
	for i := range d.Times { // "until 1944, when it changed sides"
		if w := &d.Times[i]; w.Type == "DATE" && !w.From.IsZero() && r.old(w) {
			t := r.tokenFrom(w.End)
			if t < len(d.Tokens) && d.Word(t) == "," {
				t++
			}
			if t < len(d.Tokens) && strings.EqualFold(d.Word(t), "when") && d.Arcs[t].Head > t {
				r.aged[d.Arcs[t].Head] = true
			}
		}
	}
}

// clauseBefore returns the relative clause or participle right before the time that the
// tree hangs on the clause at t, where t is not done and so cannot have been then: "will
// swap the bodies of soldiers killed in 1982"; or -1.
func (r *reader) clauseBefore(t int) int {
	d := r.d
	v := r.forms(t)
	if !r.isClause(t) || v.past || v.participle || v.have {
		return -1
	}
	at := r.tokenFrom(d.Times[r.when[t]-1].Start) - 1
	if at < 1 || d.Tags[at].POS != doc.ADP {
		return -1
	}
	for k := at - 1; k > t; k = d.Arcs[k].Head {
		if _, last := d.Subtree(k); last > at {
			return -1
		}
		if d.IsRel(k, "acl:relcl", "acl") {
			if f := r.forms(k); f.past || f.participle {
				return k
			}
			return -1
		}
	}
	return -1
}

// departed: "a loan that the late dictator squandered".
func (r *reader) departed(t int) bool {
	up := r.d.Arcs[t].Head
	if t == 0 || up < 0 || r.d.Tags[t].POS != doc.NOUN || !r.d.IsRel(up, "acl:relcl", "acl") {
		return false
	}
	return strings.EqualFold(r.d.Word(t-1), "late") && r.d.IsRel(t-1, "amod") && r.d.Kid(t, "det", "nmod:poss") >= 0
}

// conjoins reports whether the word at t, "once", opens a clause instead of telling of
// old: "once the judge has ruled", "once elected, she will" against "the general, once
// jailed, was sworn in".
func (r *reader) conjoins(t int) bool {
	d := r.d
	c := d.Arcs[t].Head
	if !d.IsRel(t, "mark", "advmod") || c < 0 || !d.IsRel(c, "advcl", "acl") || c < t {
		return false
	}
	up := r.clauseOver(c)
	return d.Kid(c, "nsubj") > t || up >= 0 && !r.forms(up).past
}

// era is how many tokens from t on name a war, treaty, reign or rising that was over by
// the report's day, or 0.
func (r *reader) era(t int) int {
	n, until := r.know.eras.find(r.d, t)
	if n > 0 && (r.d.Date.IsZero() || r.d.Date.Year() > until) {
		return n
	}
	return 0
}

// ageFrom marks what the time told by the n words from token t is the time of.
func (r *reader) ageFrom(t, n int) {
	d := r.d
	for k := t; k < t+n; k++ {
		if h := d.Arcs[k].Head; h < t || h >= t+n {
			if h < 0 {
				r.aged[k] = true // "That was nine years ago"
				if s := r.sentenceBefore(k); s >= 0 && d.Kid(k, "nsubj") >= 0 && d.Tags[d.Kid(k, "nsubj")].POS == doc.PRON {
					r.aged[s] = true
				}
				return
			}
			if d.IsRel(k, "nsubj", "nsubj:pass", "obj") {
				r.aged[k] = true // "the Boer War was recalled on Thursday"
				return
			}
			r.age(h)
			return
		}
	}
}

// sentenceBefore is the root of the sentence before that of t, or -1.
func (r *reader) sentenceBefore(t int) int {
	d := r.d
	s := d.SentenceOf(t) - 1
	if s < 0 {
		return -1
	}
	for k := d.Sentences[s].First; k < d.Sentences[s].Last; k++ {
		if d.Arcs[k].Head < 0 {
			return k
		}
	}
	return -1
}

// longAfter returns the clause that the report puts years before another: of "ten years
// after France left", or "it is 30 years since France left"; or -1.
func (r *reader) longAfter(t int) int {
	d := r.d
	m := d.Lemma(t)
	c := d.Arcs[t].Head
	if m != "since" && m != "after" || c < 0 || !d.IsRel(t, "mark") && (m != "after" || !d.IsRel(t, "case") || d.PredicateAt(c) < 0) {
		return -1 // ("four years after its seizure of power", too)
	}
	for k := t - 1; k >= 0 && k >= t-4; k-- { // "ten years to the day after"
		if r.know.spans[strings.ToLower(d.Word(k))] {
			return c
		}
	}
	if up := d.Arcs[c].Head; m == "since" && up >= 0 {
		if s := d.Kid(up, "nsubj"); r.know.spans[strings.ToLower(d.Word(up))] || s >= 0 && r.know.spans[strings.ToLower(d.Word(s))] {
			return c
		}
	}
	return -1
}

// reign reports whether the name at t tells under whom something was done, as of a time
// that is over: "begun under Nasser", "a decree passed under the British".
func (r *reader) reign(t int) bool {
	d := r.d
	c := d.Kid(t, "case")
	if c >= 0 && d.Lemma(c) == "under" && d.IsRel(t, "obl", "nmod") && r.know.ancients[d.Lemma(t)] {
		return true // "under the kings"
	}
	if c < 0 || d.Lemma(c) != "under" || !d.IsRel(t, "obl", "nmod") || r.know.texts[d.Lemma(t)] {
		return false
	}
	if k := d.Kid(t, "det"); d.Tags[t].POS == doc.ADJ {
		return k >= 0 && d.Lemma(k) == "the" // "the British"
	}
	return d.Tags[t].POS == doc.PROPN && d.Kid(t, "nummod") < 0
}

// age marks a word, and where it is no act the clause around it: "licensed a mill in
// 2005", with the year on the mill; and a clause in the time of an old act: "fled
// during the riots of 1983".
func (r *reader) age(t int) {
	d := r.d
	for h := t; h >= 0; h = d.Arcs[h].Head {
		if d.PredicateAt(h) >= 0 || r.isClause(h) {
			r.aged[h] = true
			if c := d.Kid(h, "case"); c >= 0 && d.IsRel(h, "obl", "nmod") {
				switch d.Lemma(c) {
				case "in", "during", "after", "before", "at", "under":
					up := d.Arcs[h].Head
					for d.PredicateAt(up) < 0 && !r.isClause(up) && d.IsRel(up, "obj", "obl") {
						up = d.Arcs[up].Head // "ceded the island under a treaty of 1713"
					}
					if r.isClause(up) {
						r.aged[up] = true
					}
				}
			}
			return
		}
		if d.IsRel(h, "nsubj", "nsubj:pass", "appos") {
			return
		}
	}
}

// longAgo reports whether the clause at t names a time that ended most of a
// year before the report.
func (r *reader) longAgo(t int) bool {
	w := r.when[t]
	if w == 0 {
		return false
	}
	when := &r.d.Times[w-1]
	if k := r.tokenFrom(when.Start) - 1; k >= 0 && r.d.Lemma(k) == "since" && !r.d.IsRel(t, "nmod", "obl") && !r.forms(t).past {
		return false // "has outlawed two parties since 1963", "the longest strike since 1970"
	}
	switch when.Type {
	case "SET":
		return false
	case "DURATION":
		// "three years ago"
		return strings.HasSuffix(when.Value, "Y") && r.followedBy(when.End, "ago", "earlier", "before")
	}
	return r.old(when)
}

// old reports whether a date is most of a year before the report.
func (r *reader) old(when *doc.Time) bool {
	if r.d.Date.IsZero() {
		// A report says "in 1964" of what is history; its own year goes without saying.
		return !(when.From.IsZero() && when.To.IsZero()) && when.Precision != "day"
	}
	return !when.To.IsZero() && r.d.Date.Sub(when.To) > 200*24*3600e9
}

// followedBy reports whether one of the words comes next in the text.
func (r *reader) followedBy(at int, words ...string) bool {
	t := r.tokenFrom(at)
	for _, w := range words {
		if t < len(r.d.Tokens) && strings.EqualFold(r.d.Word(t), w) {
			return true
		}
	}
	return false
}

// agedPhrase is how many tokens from t on tell of long ago, or 0. What the report's
// date decides ("last year") counts only where it has none.
func (r *reader) agedPhrase(t int) int {
	if n := r.know.history.at(r.d, t); n > 0 {
		if n == 1 && t+1 < len(r.d.Tokens) && r.d.Lemma(t) == "once" {
			switch r.d.Lemma(t + 1) {
			case "again", "more", "every", "each", "a", "in":
				return 0 // "closed the strait once more"
			}
		}
		return n
	}
	w := func(i int) string {
		if t+i >= len(r.d.Tokens) {
			return ""
		}
		return strings.ToLower(r.d.Word(t + i))
	}
	if r.know.spans[w(0)] {
		switch w(1) {
		case "ago":
			return 2
		case "earlier", "before", "previously", "prior", "back":
			return 2
		}
	}
	if dated := !r.d.Date.IsZero(); dated || w(0) != "last" && w(0) != "past" {
		return 0
	}
	if r.know.spans[w(1)] && !strings.HasSuffix(w(1), "s") {
		return 2
	}
	return 0
}
