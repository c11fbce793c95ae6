package when

import "strings"

// direction is the way in which the date at piece i is completed. What runs
// "until" a day mostly runs still: "gave them until 9 a.m. Tuesday to sign".
func (r *reading) direction(i int) Lean {
	k := i - 1
	for r.in("HOURWORD", k) || r.in("ZONE", k) || k >= 0 && r.digit(k) {
		k--
	}
	switch r.word(k) {
	case "since":
		return Past
	case "until", "till":
		if k > 0 || r.loose {
			return Future // not of "Until Tuesday they had said nothing"
		}
	case "by":
		if r.loose {
			return Future
		}
	case "from":
		if r.in("UNIT", k-1) {
			return Future // "a week from Friday"
		}
	case "to", "for":
		for j := k - 1; j >= 0 && j > k-6; j-- {
			if r.p.leans(r.word(j), "moved") {
				return Future // "moved the vote to Friday"
			}
		}
	}
	if r.lean != nil {
		return r.lean(r.ws[i].Start)
	}
	return r.leanByWords(i)
}

// leanByWords tells the direction from the words around piece i: the nearest
// one before it in its clause that tells the tense, else the nearest behind.
// It stands in where there is no tree.
func (r *reading) leanByWords(i int) Lean {
	for k := i - 1; k >= 0; k-- {
		if w := r.ws[k].Lower; w == ";" || w == "\"" {
			break
		}
		if l := r.leanOf(k); l != Unknown {
			return l
		}
	}
	for k := i + 1; k < len(r.ws); k++ {
		if l := r.leanOf(k); l != Unknown {
			return l
		}
	}
	return Unknown
}

// leanOf reads one word: a row of class LEAN, or a verb in "-ed".
func (r *reading) leanOf(k int) Lean {
	w := r.ws[k].Lower
	switch {
	case r.p.leans(w, "future"):
		return Future
	case r.p.leans(w, "past"), len(w) > 4 && strings.HasSuffix(w, "ed") && !r.ws[k].Cap:
		return Past
	}
	return Unknown
}
