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
	verb        bool // a word that must be a verb: "double"
	parts       bool // a share whose whole stands right behind: "one in three children"
}

// figureAt reads the figure that starts at piece i. Where something is changing,
// "from five to ten" are two figures and no range.
func (r *Reader) figureAt(ws []scan.Word, i int, changing bool) (reading, bool) {
	if f, ok := r.scaled(ws, i); ok {
		return f, true
	}
	if f, ok := r.signed(ws, i, changing); ok {
		return f, true
	}
	if f, ok := r.byWord(ws, i); ok {
		return f, true
	}
	if f, ok := r.outOf(ws, i); ok {
		return f, true
	}
	n, ok := r.ranged(ws, i, changing)
	if !ok {
		n, ok = r.num.Bounded(ws, i)
	}
	if !ok || r.insideName(ws, n) || notAmount(ws, n) {
		return reading{}, false
	}
	f := r.withUnit(ws, n)
	return f, f.unit != "-"
}

// outOf reads a share told by two small numbers: "one in three children", "nine
// out of ten voters". What counts otherwise is no share: "two in three days",
// "200 out of 450 deputies".
func (r *Reader) outOf(ws []scan.Word, i int) (reading, bool) {
	j := i + r.num.Approx(ws, i)
	a, ok := r.num.At(ws, j)
	if !ok || !a.Spelled || a.Vague || a.Kind != number.Cardinal || a.Value > 9 || a.Last+1 >= len(ws) {
		return reading{}, false
	}
	k := a.Last + 1
	switch {
	case ws[a.Last].Lower == "in" && (j == 0 || !r.is(ws[j-1].Lower, harm)):
	case ws[a.Last].Lower == "out" && ws[k].Lower == "of":
		k++
	case ws[a.Last].Lower == "of" && ws[k].Lower == "every":
		k++
	default:
		return reading{}, false
	}
	if k < len(ws) && ws[k].Lower == "every" {
		k++
	}
	b, ok := r.num.At(ws, k)
	if !ok || b.Vague || b.Value <= a.Value || b.Value > 10 && b.Value != 100 && b.Value != 1000 || b.Last >= len(ws) || ws[b.Last].Kind != scan.Letters {
		return reading{}, false
	}
	if _, ok := r.at(ws, b.Last, measure, money); ok {
		return reading{}, false
	}
	n := a
	n.First, n.Last, n.Value, n.Kind = j, b.Last, a.Value/b.Value, number.Fraction
	n.Low, n.High = n.Value, n.Value
	f := reading{Number: r.bound(ws, i, n), first: i, last: n.Last, numLast: n.Last, unit: "share", parts: true}
	return f, true
}

// byWord reads a phrase that is a figure by itself: "halved", "more than
// tripled", "most of".
func (r *Reader) byWord(ws []scan.Word, i int) (reading, bool) {
	j := i + r.num.Approx(ws, i)
	if j >= len(ws) {
		return reading{}, false
	}
	for _, a := range r.told[ws[j].Lower] {
		if !startsWith(ws[j:], a.pieces) || a.unit == "year" && !longOrOld(ws, j) {
			continue
		}
		n := a.num
		n.First, n.Last = j, j+len(a.pieces)
		if j > i && !n.Vague {
			n = r.boundBy(ws, i, n)
		}
		f := reading{Number: n, first: i, last: n.Last, numLast: n.Last, unit: a.unit, bare: a.unit == "", verb: a.verb}
		if a.unit == "year" && n.Last+1 < len(ws) && ws[n.Last].Lower == "-" {
			f.last += 2 // "decades-old"
		}
		return f, true
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
func (r *Reader) signed(ws []scan.Word, i int, changing bool) (reading, bool) {
	j := i + r.num.Approx(ws, i)
	if ws[i].Lower == "between" || ws[i].Lower == "from" {
		j = i + 1
	}
	w, ok := r.at(ws, j, sign)
	if !ok || len(w.pieces[0]) == 1 && len(w.pieces) > 1 && !ws[j+1].Glued { // "a $5 million loan"
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
	if !changing {
		r.upper(ws, &f)
	}
	if f.last == n.Last && (ws[i].Lower == "between" || ws[i].Lower == "from") {
		f.first = j // no range: "from $4.20"
	}
	r.per(ws, &f)
	return f, true
}

// bound applies the words before a sum: the sign stands between them and it.
func (r *Reader) bound(ws []scan.Word, i int, n number.Number) number.Number {
	k := r.num.Approx(ws, i)
	if k == 0 || n.Vague {
		return n
	}
	return r.boundBy(ws, i, n)
}

// boundBy reads the words that bound a number with any number behind them.
func (r *Reader) boundBy(ws []scan.Word, i int, n number.Number) number.Number {
	probe := append(append([]scan.Word(nil), ws[i:i+r.num.Approx(ws, i)]...), scan.Word{Lower: "2", Kind: scan.Digits})
	if b, ok := r.num.Bounded(probe, 0); ok && b.Low != b.High {
		n.Low, n.High = n.Value, n.Value
		if b.Low == 0 {
			n.Low = 0
		} else {
			n.High = 0
		}
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
func (r *Reader) ranged(ws []scan.Word, i int, changing bool) (number.Number, bool) {
	j, and := i, false
	switch {
	case ws[i].Lower == "between":
		j, and = i+1, true
	case ws[i].Lower == "from" && changing:
		return number.Number{}, false
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
	if joint == "to" && changing && i > 0 && ws[i-1].Lower == "from" {
		return number.Number{}, false // "fell from 12 to 7 percent"
	}
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
	if n.Kind == number.Fraction {
		if w, k, ok := r.partOfUnit(ws, j); ok {
			f.last, f.unit = k+len(w.pieces), w.unit
			return f
		}
	}
	if w, ok := r.at(ws, j, money, measure, scale); ok && !(w.class == money && hyphen && w.unit == "KRW") {
		f.last, f.unit = j+len(w.pieces), w.unit
		if hyphen && f.last+1 < len(ws) && ws[f.last].Lower == "-" && ws[f.last].Glued && ws[f.last+1].Lower == "old" {
			f.last += 2 // "17-year-old"
		}
		r.per(ws, &f)
		longSpans(&f)
		return f
	}
	if hyphen {
		if w := ws[j:]; len(w) > 0 && (w[0].Lower == "member" || w[0].Lower == "man" || w[0].Lower == "strong" || w[0].Lower == "person") {
			f.last, f.unit = j+1, "person"
			return f
		}
		if w, ok := r.at(ws, j, made); ok { // "a 120-seat chamber"
			f.last, f.unit = j+len(w.pieces), w.unit
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

// partOfUnit reads the unit behind a fraction: "half a percentage point", "half
// an hour", "a quarter of a mile".
func (r *Reader) partOfUnit(ws []scan.Word, j int) (word, int, bool) {
	if j < len(ws) && ws[j].Lower == "of" {
		j++
	}
	if j+1 >= len(ws) || ws[j].Lower != "a" && ws[j].Lower != "an" {
		return word{}, 0, false
	}
	w, ok := r.at(ws, j+1, measure)
	return w, j + 1, ok
}

// per reads "$30 a barrel", "250 km per hour", "$240 per thousand cubic metres".
func (r *Reader) per(ws []scan.Word, f *reading) {
	if unit, last := r.rate(ws, f.last); last > 0 {
		f.unit += " per " + unit
		f.last = last
	}
}

// rate reads what an amount is told for at piece j: "a barrel", "per thousand
// cubic metres", "every month". It returns the piece behind, or 0.
func (r *Reader) rate(ws []scan.Word, j int) (string, int) {
	if j+1 >= len(ws) {
		return "", 0
	}
	switch ws[j].Lower {
	case "a", "an", "every":
		if j+2 < len(ws) && earlier(ws[j+2].Lower) {
			return "", 0 // "from 443,300 a year earlier"
		}
		if w, ok := r.at(ws, j+1, measure, each); ok && w.unit != "%" {
			return w.unit, j + 1 + len(w.pieces)
		}
	case "per":
		many := ""
		if n, ok := r.num.At(ws, j+1); ok && !n.Vague {
			if n.Last >= len(ws) || ws[n.Last].Kind != scan.Letters {
				return ws[j+1].Lower, n.Last // "four deaths per 100,000"
			}
			for k := j + 1; k < n.Last; k++ {
				many += ws[k].Lower + " "
			}
			j = n.Last - 1
		} else if ws[j+1].Kind != scan.Letters {
			return "", 0
		} else if r.num.Starts(ws[j+1].Lower) && j+2 < len(ws) && ws[j+2].Kind == scan.Letters { // "per thousand"
			many = ws[j+1].Lower + " "
			j++
		}
		if w, ok := r.at(ws, j+1, measure, each); ok {
			return many + w.unit, j + 1 + len(w.pieces)
		}
		return many + ws[j+1].Lower, j + 2
	}
	return "", 0
}

func earlier(w string) bool {
	switch w {
	case "earlier", "ago", "before", "later", "after", "previously":
		return true
	}
	return false
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
		case ".":
			if k < n.First && ws[k].Glued {
				return true // "PM2.5"
			}
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
