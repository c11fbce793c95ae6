package number

import (
	"math"
	"strconv"
	"strings"

	"dragoman/internal/stage/ground/scan"
)

// At reads the longest number that starts at piece i, without the words that
// bound it. "a" and "an" count as one only before a scale, a set or a
// fraction: "a hundred", "a dozen", "a third", but not "a man".
func (r *Reader) At(ws []scan.Word, i int) (Number, bool) {
	if i >= len(ws) {
		return Number{}, false // "some 40, or more than"
	}
	if n, ok := r.fraction(ws, i); ok {
		return n, true
	}
	return r.Cardinal(ws, i)
}

// Cardinal reads a number that is no fraction: the "two" of "two quarters".
func (r *Reader) Cardinal(ws []scan.Word, i int) (Number, bool) {
	if n, ok := r.vague(ws, i); ok {
		return n, true
	}
	return r.cardinal(ws, i)
}

// Bounded reads a number with the words before it that bound it: "at least
// 12", "more than two dozen".
func (r *Reader) Bounded(ws []scan.Word, i int) (Number, bool) {
	e, n := r.find(ws, i, approx)
	if n == 0 {
		return r.At(ws, i)
	}
	num, ok := r.At(ws, i+n)
	if !ok || num.Kind == Ordinal {
		return Number{}, false
	}
	num.First = i
	if num.Vague {
		return num, true
	}
	switch e.bound {
	case "low":
		num.Low, num.High = num.Value, 0
	case "high":
		num.Low, num.High = 0, num.Value
	}
	return num, true
}

// Ordinal reads "first", "twenty-first", "21st".
func (r *Reader) Ordinal(ws []scan.Word, i int) (Number, bool) {
	if i >= len(ws) {
		return Number{}, false
	}
	if ws[i].Kind == scan.Digits {
		if i+1 < len(ws) && ws[i+1].Glued && isSuffix(ws[i+1].Lower) && plain(ws[i].Lower) {
			v, _ := strconv.ParseFloat(ws[i].Lower, 64)
			return exact(i, i+2, v, Ordinal), true
		}
		return Number{}, false
	}
	v, j := 0.0, i
	if e, n := r.find(ws, i, ten); n > 0 && i+2 < len(ws) && ws[i+1].Lower == "-" {
		v, j = e.value, i+2
	}
	e, n := r.find(ws, j, ordinal)
	if n == 0 || v > 0 && e.value >= 10 {
		return Number{}, false
	}
	num := exact(i, j+n, v+e.value, Ordinal)
	num.Spelled = true
	return num, true
}

func isSuffix(s string) bool { return s == "st" || s == "nd" || s == "rd" || s == "th" }

func plain(s string) bool { return !strings.ContainsAny(s, ".,") }

func exact(first, last int, v float64, k Kind) Number {
	return Number{First: first, Last: last, Kind: k, Value: v, Low: v, High: v}
}

// vague reads "dozens", "a few hundred", "tens of thousands".
func (r *Reader) vague(ws []scan.Word, i int) (Number, bool) {
	j := i
	if ws[i].Lower == "a" {
		j++
	}
	e, n := r.find(ws, j, vague)
	if n == 0 {
		return Number{}, false
	}
	return Number{First: i, Last: j + n, Value: e.low, Low: e.low, High: e.high, Vague: true, Spelled: true, Scaled: true}, true
}

// fraction reads "half", "a third", "two-thirds", "1/3". A bare "third" is an
// ordinal.
func (r *Reader) fraction(ws []scan.Word, i int) (Number, bool) {
	if _, n := r.find(ws, i, set); n > 1 { // "half a dozen" is no half
		return Number{}, false
	}
	if ws[i].Kind == scan.Digits && i+2 < len(ws) && ws[i+1].Lower == "/" && ws[i+1].Glued && ws[i+2].Glued {
		return ratio(ws, i)
	}
	if ws[i].Lower == "half" {
		return spelledPart(i, i+1, 1, 2), true
	}
	top, j := 1.0, i+1
	switch e, n := r.find(ws, i, one); {
	case ws[i].Lower == "a":
	case n > 0 && e.value > 0:
		top = e.value
	default:
		return Number{}, false
	}
	if j < len(ws) && ws[j].Lower == "-" {
		j++
	}
	e, n := r.find(ws, j, part)
	if n == 0 || (top > 1) != strings.HasSuffix(e.words[0], "s") {
		return Number{}, false
	}
	if j+1 < len(ws) && top == 1 && e.words[0] != "half" && !isPartitive(ws, j+1) {
		return Number{}, false // "a third man", "one quarter earlier"
	}
	return spelledPart(i, j+n, top, e.value), true
}

// isPartitive reports whether what follows a fraction makes it one: "a third
// of", "a quarter,".
func isPartitive(ws []scan.Word, i int) bool {
	return ws[i].Kind == scan.Sign && ws[i].Lower != "-" || ws[i].Lower == "of"
}

func spelledPart(first, last int, top, bottom float64) Number {
	n := exact(first, last, top/bottom, Fraction)
	n.Spelled = true
	return n
}

func ratio(ws []scan.Word, i int) (Number, bool) {
	top, err1 := strconv.ParseFloat(ws[i].Lower, 64)
	bottom, err2 := strconv.ParseFloat(ws[i+2].Lower, 64)
	// "1/3" and "1/2" are shares, "24/7" and "9/11" are names
	if err1 != nil || err2 != nil || top >= bottom || top > 3 || bottom > 10 {
		return Number{}, false
	}
	return exact(i, i+3, top/bottom, Fraction), true
}

// cardinal reads digits or words with their scales.
func (r *Reader) cardinal(ws []scan.Word, i int) (Number, bool) {
	var a adder
	j := i
	if ws[i].Kind == scan.Digits {
		v, ok := Digits(ws[i].Lower)
		if !ok || i+1 < len(ws) && ws[i+1].Glued && isSuffix(ws[i+1].Lower) {
			return Number{}, false
		}
		a.add(v)
		a.scaled = strings.Contains(ws[i].Lower, ",")
		j++
		j = r.mixed(ws, j, &a)
	} else if ws[i].Lower == "a" || ws[i].Lower == "an" {
		if e, n := r.find(ws, i+1, scale, set); n > 0 && len(e.words[0]) > 3 { // no "a m", "a bn"
			a.add(1)
			j++
		} else {
			return Number{}, false
		}
	}
	j = r.more(ws, i, j, &a)
	if j == i {
		return Number{}, false
	}
	v := a.total + a.current
	if a.scaled {
		v = math.Round(v*1000) / 1000 // 130.8 million, and not a hair more
	}
	n := exact(i, j, v, Cardinal)
	n.Spelled, n.Scaled = ws[i].Kind != scan.Digits, a.scaled
	return n, true
}

// mixed reads the half of "2 1/2".
func (r *Reader) mixed(ws []scan.Word, j int, a *adder) int {
	if j+2 < len(ws) && !ws[j].Glued && ws[j].Kind == scan.Digits && ws[j+1].Lower == "/" {
		if n, ok := ratio(ws, j); ok {
			a.current += n.Value
			return j + 3
		}
	}
	return j
}

// more reads the words that follow: units, tens, scales, "and".
func (r *Reader) more(ws []scan.Word, i, j int, a *adder) int {
	for j < len(ws) {
		k := j
		if j > i && ws[j].Lower == "-" && ws[j].Glued {
			k++
		} else if j > i && ws[j].Lower == "and" && a.scaled && ws[j-1].Kind != scan.Digits {
			k++
		}
		e, n := r.find(ws, k, one, ten, scale, set)
		if n == 0 || ws[k].Kind == scan.Digits || !r.joins(ws, i, k, e, a) {
			return r.andHalf(ws, i, j, a)
		}
		a.put(e)
		j = k + n
	}
	return j
}

// andHalf reads the end of "two and a half".
func (r *Reader) andHalf(ws []scan.Word, i, j int, a *adder) int {
	if j > i && matches(ws, j, []string{"and", "a", "half"}) {
		a.current += 0.5
		return j + 3
	}
	return j
}

// joins reports whether the entry may follow what was read: "five hundred" but
// not "five six", "50m" but not "50 m".
func (r *Reader) joins(ws []scan.Word, i, k int, e entry, a *adder) bool {
	switch {
	case e.class == scale && len(e.words[0]) == 3 && e.words[0] != "trn" && k > i && ws[k-1].Kind == scan.Letters:
		return true // "four mln shares"
	case e.class == scale && len(e.words[0]) <= 3:
		return k > i && (ws[k].Glued && ws[k-1].Kind == scan.Digits || len(e.words[0]) >= 2 && e.words[0] != "k" && ws[k-1].Kind == scan.Digits)
	case e.class == scale || e.class == set:
		return k > i || len(e.words) > 2 // "half a dozen" needs nothing before it
	case k == i:
		return true
	case ws[k-1].Lower == "-" && a.last == ten:
		return e.class == one && e.value < 10 && e.value > 0
	case ws[k-1].Lower == "-":
		return false
	case a.last == scale:
		return ws[i].Kind != scan.Digits // "5 million two" is two figures
	}
	return e.class == one && a.last == ten && e.value < 10 // "twenty five"
}

// adder sums a number from its words: "two hundred and six thousand".
type adder struct {
	total, current float64
	last           class
	scaled         bool
}

func (a *adder) add(v float64) { a.current += v; a.last = one }

func (a *adder) put(e entry) {
	switch {
	case e.class == scale && e.value >= 1000:
		a.total += a.times() * e.value
		a.current, a.scaled = 0, true
	case e.class == scale || e.class == set:
		a.current, a.scaled = a.times()*e.value, true
	default:
		a.current += e.value
	}
	a.last = e.class
	if e.class == set {
		a.last = scale
	}
}

// times is what a scale multiplies: 1 where nothing was said.
func (a *adder) times() float64 {
	if a.current == 0 {
		return 1
	}
	return a.current
}

// Digits reads "2,000" and "5.7"; commas must stand between groups of three.
func Digits(s string) (float64, bool) {
	if i := strings.IndexByte(s, ','); i >= 0 {
		whole, _, _ := strings.Cut(s, ".")
		for k, g := range strings.Split(whole, ",") {
			if k == 0 && (len(g) == 0 || len(g) > 3) || k > 0 && len(g) != 3 {
				return 0, false
			}
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}
