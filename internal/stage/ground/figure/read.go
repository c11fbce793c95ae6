package figure

import (
	"strings"

	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/scan"
)

// reading is a figure found in the pieces [first, last) of a sentence.
type reading struct {
	number.Number
	first, last int
	unit        string
	numLast     int  // piece after the number itself
	bare        bool // no unit beside it: the tree must tell what it counts
}

// figureAt reads the figure that starts at piece i.
func (r *Reader) figureAt(ws []scan.Word, i int) (reading, bool) {
	if f, ok := r.scaled(ws, i); ok {
		return f, true
	}
	if f, ok := r.signed(ws, i); ok {
		return f, true
	}
	if f, ok := r.byWord(ws, i); ok {
		return f, true
	}
	n, ok := r.ranged(ws, i)
	if !ok {
		n, ok = r.num.Bounded(ws, i)
	}
	if !ok || r.insideName(ws, n) || notAmount(ws, n) {
		return reading{}, false
	}
	f := r.withUnit(ws, n)
	return f, f.unit != "-"
}

// byWord reads a phrase that is a figure by itself: "halved", "most of".
func (r *Reader) byWord(ws []scan.Word, i int) (reading, bool) {
	for _, a := range r.told[ws[i].Lower] {
		if !startsWith(ws[i:], a.pieces) || a.unit == "year" && !longOrOld(ws, i) {
			continue
		}
		n := a.num
		n.First, n.Last = i, i+len(a.pieces)
		return reading{Number: n, first: i, last: n.Last, numLast: n.Last, unit: a.unit, bare: a.unit == ""}, true
	}
	return reading{}, false
}

// longOrOld reports "decades" that tell a length: "for decades", "decades-old".
func longOrOld(ws []scan.Word, i int) bool {
	if i > 0 && (ws[i-1].Lower == "for" || ws[i-1].Lower == "over") {
		return true
	}
	return i+2 < len(ws) && ws[i+1].Lower == "-" && (ws[i+2].Lower == "old" || ws[i+2].Lower == "long")
}

// scaled reads a unit that stands before its number: "magnitude-7.0",
// "magnitude of 6.6".
func (r *Reader) scaled(ws []scan.Word, i int) (reading, bool) {
	w, ok := r.at(ws, i, scale)
	if !ok {
		return reading{}, false
	}
	j := i + len(w.pieces)
	for j < len(ws) && (ws[j].Lower == "-" || ws[j].Lower == "of") {
		j++
	}
	if j >= len(ws) {
		return reading{}, false
	}
	n, ok := r.num.Bounded(ws, j)
	return reading{Number: n, first: i, last: n.Last, numLast: n.Last, unit: w.unit}, ok && !n.Vague
}

// signed reads a sum with its sign: "$2.2 billion", "more than US$50 billion",
// "$3 to $5 million".
func (r *Reader) signed(ws []scan.Word, i int) (reading, bool) {
	j := i + r.num.Approx(ws, i)
	if ws[i].Lower == "between" || ws[i].Lower == "from" {
		j = i + 1
	}
	w, ok := r.at(ws, j, sign)
	if !ok {
		return reading{}, false
	}
	k := j + len(w.pieces)
	if k >= len(ws) {
		return reading{}, false
	}
	n, ok := r.num.At(ws, k)
	if !ok || n.Vague && n.Kind != number.Cardinal {
		return reading{}, false
	}
	n = r.bound(ws, i, n)
	f := reading{Number: n, first: i, last: n.Last, numLast: n.Last, unit: w.unit}
	r.upper(ws, &f)
	r.per(ws, &f)
	return f, true
}

// bound applies the words before a sum: the sign stands between them and it.
func (r *Reader) bound(ws []scan.Word, i int, n number.Number) number.Number {
	k := r.num.Approx(ws, i)
	if k == 0 || n.Vague {
		return n
	}
	// read "more than" with the number as if the sign were not there
	probe := append(append([]scan.Word(nil), ws[i:i+k]...), ws[n.First:n.Last]...)
	if b, ok := r.num.Bounded(probe, 0); ok {
		n.Low, n.High = b.Low, b.High
	}
	return n
}

// upper reads the second end of a range of money: "$3-5 million", "$3 million
// to $5 million".
func (r *Reader) upper(ws []scan.Word, f *reading) {
	j := f.last
	and := ws[f.first].Lower == "between"
	if j+1 >= len(ws) || ws[j].Lower != "-" && ws[j].Lower != "to" && !(and && ws[j].Lower == "and") {
		return
	}
	k := j + 1
	if w, ok := r.at(ws, k, sign); ok {
		k += len(w.pieces)
	} else if ws[j].Lower == "to" && !and {
		return
	}
	if k >= len(ws) {
		return
	}
	n, ok := r.num.At(ws, k)
	if !ok || n.Spelled {
		return
	}
	low := f.Value
	if !f.Scaled && n.Scaled && low < n.Value/1000 {
		low *= unitOf(n.Value) // "$3-5 million": the scale is said once
	}
	if low < n.Value {
		f.Value, f.Low, f.High, f.last, f.numLast = low, low, n.Value, n.Last, n.Last
	}
}

// unitOf is the scale of a number: a million for 5 million.
func unitOf(v float64) float64 {
	u := 1.0
	for u*1000 <= v {
		u *= 1000
	}
	return u
}

// ranged reads "between five and seven", "5 to 7", "18,250-63,000".
func (r *Reader) ranged(ws []scan.Word, i int) (number.Number, bool) {
	j, and := i, false
	switch {
	case ws[i].Lower == "between":
		j, and = i+1, true
	case ws[i].Lower == "from":
		j = i + 1
	default:
		j += r.num.Approx(ws, i)
	}
	if j >= len(ws) {
		return number.Number{}, false
	}
	a, ok := r.num.At(ws, j)
	if !ok || a.Vague || a.Last+1 >= len(ws) {
		return number.Number{}, false
	}
	joint := ws[a.Last].Lower
	if and != (joint == "and") || !and && joint != "to" && joint != "-" && joint != "or" {
		return number.Number{}, false
	}
	b, ok := r.num.At(ws, a.Last+1)
	if !ok || b.Vague || joint == "-" && ws[a.Last].Glued != ws[a.Last+1].Glued {
		return number.Number{}, false
	}
	if !a.Scaled && b.Scaled && a.Value < 1000 && b.Value >= 1000 && !strings.Contains(ws[b.First].Lower, ",") {
		a.Value *= unitOf(b.Value) // "two to three million"
	}
	if a.Value >= b.Value || joint == "or" && b.Value > 2*a.Value {
		return number.Number{}, false
	}
	b.First, b.Low, b.High, b.Value = i, a.Value, b.Value, a.Value
	b.Scaled = b.Scaled || a.Scaled
	return b, true
}

// withUnit looks for the unit behind a number.
func (r *Reader) withUnit(ws []scan.Word, n number.Number) reading {
	f := reading{Number: n, first: n.First, last: n.Last, numLast: n.Last}
	j := n.Last
	hyphen := j < len(ws) && ws[j].Lower == "-" && ws[j].Glued
	if hyphen {
		j++
	}
	if n.Vague && j < len(ws) && ws[j].Lower == "of" { // "hundreds of miles"
		j++
	}
	if w, ok := r.at(ws, j, money, measure, scale); ok && !(w.class == money && hyphen && w.unit == "KRW") {
		f.last, f.unit = j+len(w.pieces), w.unit
		if w.class == money {
			r.per(ws, &f)
		}
		longSpans(&f)
		return f
	}
	if hyphen {
		if w := ws[j:]; len(w) > 0 && (w[0].Lower == "member" || w[0].Lower == "man" || w[0].Lower == "strong" || w[0].Lower == "person") {
			f.last, f.unit = j+1, "person"
			return f
		}
	}
	if hyphen && n.Kind == number.Cardinal {
		f.unit = "-" // "two-way", "six-party": a name for a kind, no count
		return f
	}
	if n.Kind == number.Fraction {
		f.unit = "share"
		return f
	}
	f.bare = true
	return f
}

// longSpans writes decades and centuries as years, so that they compare.
func longSpans(f *reading) {
	k := map[string]float64{"decade": 10, "century": 100}[f.unit]
	if k > 0 {
		f.Value, f.Low, f.High, f.unit = f.Value*k, f.Low*k, f.High*k, "year"
	}
}

// per reads "$30 a barrel".
func (r *Reader) per(ws []scan.Word, f *reading) {
	j := f.last
	if j+1 >= len(ws) || ws[j].Lower != "a" && ws[j].Lower != "per" && ws[j].Lower != "an" {
		return
	}
	if w, ok := r.at(ws, j+1, measure); ok {
		f.unit += " per " + w.unit
		f.last = j + 1 + len(w.pieces)
	} else if ws[j].Lower == "per" && ws[j+1].Kind == scan.Letters {
		f.unit += " per " + ws[j+1].Lower
		f.last = j + 2
	}
}

// insideName reports numbers that are names: "Resolution 1973", "F-16",
// "Covid-19", "No. 2".
func (r *Reader) insideName(ws []scan.Word, n number.Number) bool {
	i := n.First
	if i == 0 {
		return false
	}
	prev := ws[i-1]
	if prev.Lower == "." && i > 1 && ws[i-2].Lower == "no" {
		return true
	}
	if prev.Lower == "-" && prev.Glued && ws[i].Glued && i > 1 && !r.isNumber(ws, i-2) {
		return true
	}
	if prev.Lower == "#" {
		return true
	}
	return r.is(prev.Lower, name) && !n.Scaled && prev.Lower != "number"
}

func (r *Reader) isNumber(ws []scan.Word, i int) bool { return ws[i].Kind == scan.Digits }

// notAmount reports digits that belong to a time, a phone number, a score or a
// running shop: "12:30", "555-0100", "24/7".
func notAmount(ws []scan.Word, n number.Number) bool {
	if n.Spelled {
		return false
	}
	for _, k := range [2]int{n.First - 1, n.Last} {
		if k < 0 || k >= len(ws) || k >= n.Last && !ws[k].Glued || k < n.First && !ws[n.First].Glued {
			continue
		}
		switch s := ws[k].Lower; s {
		case ":", "/", "@", "_":
			return true
		case "-":
			o := k + 1
			if k < n.First {
				o = k - 1
			}
			if o >= 0 && o < len(ws) && ws[o].Kind == scan.Digits {
				return true
			}
		}
	}
	// letters glued behind digits make a name or a rank: "747s", "5th"
	return n.Last < len(ws) && ws[n.Last].Glued && ws[n.Last].Kind == scan.Letters && !shortUnit(ws[n.Last].Lower)
}

func shortUnit(s string) bool {
	switch s {
	case "km", "kg", "m", "mw", "mph", "ft", "cm", "kms", "pct":
		return true
	}
	return false
}
