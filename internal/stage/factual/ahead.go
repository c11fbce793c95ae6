package factual

import "strings"

// placeAhead marks the words that the text gives a day to come by its own words,
// whatever the report's date: "opens next month", "tomorrow we march".
func (r *reader) placeAhead() {
	d := r.d
	r.ahead = make([]bool, len(d.Tokens))
	for t := range d.Tokens {
		n := r.know.ahead.at(d, t)
		if n == 0 {
			continue
		}
		for k := t; k < t+n; k++ {
			if h := d.Arcs[k].Head; h >= 0 && (h < t || h >= t+n) {
				for ; h >= 0; h = d.Arcs[h].Head {
					if d.PredicateAt(h) >= 0 || r.isClause(h) {
						r.ahead[h] = true
						break
					}
				}
				break
			}
		}
	}
}

// datedPresent reports whether the clause at t, in the present tense, names a day: "the
// city votes on Sunday" is of the Sunday to come. (What is done on Sundays, or each day, is
// no DATE.)
func (r *reader) datedPresent(t int) bool {
	if r.ahead[t] {
		return true
	}
	w := r.when[t]
	if w > 0 {
		switch k := r.tokenFrom(r.d.Times[w-1].Start); strings.ToLower(r.d.Word(max(k-1, 0))) {
		case "of", "since", "from", "until", "after", "before", "last":
			return false // "as of February"
		}
	}
	return w > 0 && !r.know.states[r.d.Lemma(t)] && !r.passive(t) && r.d.Date.IsZero() && r.d.Times[w-1].Type == "DATE" && len(r.d.Times[w-1].Value) > 4 && r.d.Times[w-1].Value[:4] == "XXXX"
}
