package when

import (
	"strconv"
	"strings"
	"time"

	"dragoman/internal/stage/ground/scan"
)

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

func (r *reading) digit(i int) bool { return i < len(r.ws) && r.ws[i].Kind == scan.Digits }

// year reads "1998", "since '98", "nineteen ninety-eight", "two thousand six".
func (r *reading) year(i int) (capture, bool) {
	if v, ok := r.digits(i, 4, 4, 1400, 2100); ok {
		glued := i+1 < len(r.ws) && r.ws[i+1].Glued && r.ws[i+1].Kind == scan.Letters // "1990s"
		return capture{last: i + 1, n: float64(v)}, !glued
	}
	if v, ok := r.digits(i+1, 2, 2, 0, 99); ok && r.word(i) == "'" && r.ws[i+1].Glued {
		if v += 1900; v < 1930 {
			v += 100
		}
		glued := i+2 < len(r.ws) && r.ws[i+2].Glued && r.ws[i+2].Kind == scan.Letters // "'90s"
		return capture{last: i + 2, n: float64(v)}, !glued && r.in("BEFORESHORT", i-1)
	}
	n, ok := r.p.num.Cardinal(r.ws, i)
	if !ok || !n.Spelled || n.Vague {
		return capture{}, false
	}
	if n.Value >= 2000 && n.Value <= 2030 {
		return capture{last: n.Last, n: n.Value}, true
	}
	if n.Value < 15 || n.Value > 20 || n.Last >= len(r.ws) {
		return capture{}, false
	}
	rest, ok := r.p.num.Cardinal(r.ws, n.Last)
	if !ok || !rest.Spelled || rest.Value < 10 || rest.Value > 99 {
		return capture{}, false
	}
	return capture{last: rest.Last, n: 100*n.Value + rest.Value}, true
}

// decade reads "1990s", "1990's", "'90s", and "90s" behind a word that tells it
// from an age or a measure: "the late 90s", not "in his 30s".
func (r *reading) decade(i int) (capture, bool) {
	short := r.word(i) == "'"
	if short {
		i++
	}
	last := i + 1
	if r.word(last) == "'" && r.ws[last].Glued {
		last++
	}
	if last >= len(r.ws) || !r.ws[last].Glued || r.ws[last].Lower != "s" {
		return capture{}, false
	}
	v, ok := r.digits(i, 2, 4, 10, 2090)
	if !ok || v%10 != 0 || v > 99 && v < 1000 {
		return capture{}, false
	}
	if v < 100 {
		v += 1900
		if !short && !r.loose && !r.in("BEFORESHORT", i-1) {
			return capture{}, false
		}
	}
	return capture{last: last + 1, n: float64(v)}, true
}

// iso reads "2000-07-19" and "19.7.2000", and "7/19/2000" where one of the two
// can be no month. Of the two days that "7/8/2000" may mean it takes the one
// nearer to the report.
func (r *reading) iso(i int) (capture, bool) {
	if strings.Contains(r.word(i), ".") {
		t, err := time.Parse("2.1.2006", r.word(i))
		return capture{last: i + 1, value: t.Format(time.DateOnly)}, err == nil
	}
	if i+4 >= len(r.ws) || !r.ws[i+4].Glued || r.word(i+1) != r.word(i+3) || r.word(i+1) != "-" && r.word(i+1) != "/" {
		return capture{}, false
	}
	a, b, c := r.word(i), r.word(i+2), r.word(i+4)
	if r.word(i+1) == "-" || len(a) == 4 {
		_, err := time.Parse(time.DateOnly, a+"-"+b+"-"+c)
		return capture{last: i + 5, value: a + "-" + b + "-" + c}, err == nil
	}
	form := "2006"
	if len(c) == 2 {
		form = "06"
	}
	t, err1 := time.Parse("1/2/"+form, a+"/"+b+"/"+c)
	u, err2 := time.Parse("2/1/"+form, a+"/"+b+"/"+c)
	switch {
	case err1 != nil && err2 != nil, err1 == nil && err2 == nil && t != u && !r.known():
		return capture{}, false
	case err1 != nil, err2 == nil && u.Sub(r.ref).Abs() < t.Sub(r.ref).Abs():
		t = u
	}
	return capture{last: i + 5, value: t.Format(time.DateOnly)}, true
}

// yearMonth reads "2019-03" in a line typed by hand; in a text it may be two
// years.
func (r *reading) yearMonth(i int) (capture, bool) {
	if !r.loose || r.word(i+1) != "-" || r.word(i+3) == "-" {
		return capture{}, false
	}
	t, err := time.Parse("2006-01", r.word(i)+"-"+r.word(i+2))
	return capture{last: i + 3, value: t.Format(time.DateOnly)}, err == nil
}

// clock reads "9 a.m.", "10:30 p.m.", "8.30 am", "9 o'clock", "18:00 UTC",
// "0100 GMT" and gives "15:04".
func (r *reading) clock(i int) (capture, bool) {
	h, m, j, sure, ok := r.hours(i)
	if !ok {
		return capture{}, false
	}
	switch w := r.word(j); w {
	case "a.m", "am", "p.m", "pm":
		sure = h <= 12
		if h %= 12; w[0] == 'p' {
			h += 12
		}
		if j++; w[1] == '.' && r.word(j) == "." && r.ws[j].Glued {
			j++
		}
	case "o'clock":
		j, sure = j+1, true
	case "hours":
		if r.word(i)[0] == '0' { // "0900 hours", not "2000 hours"
			j, sure = j+1, true
		}
	}
	utc := ""
	if k, ok := r.zone(j); ok {
		if z, ok := r.term("ZONE", j); ok && z.value == "+0" {
			utc = "Z"
		}
		j, sure = k, true
	}
	return capture{last: j, value: pad(h) + ":" + pad(m) + utc}, sure
}

// hours reads the figures of a clock; sure is false where they may be anything.
func (r *reading) hours(i int) (h, m, last int, sure, ok bool) {
	w := r.word(i)
	if strings.Contains(w, ".") {
		t, err := time.Parse("3.04", w)
		return t.Hour(), t.Minute(), i + 1, false, err == nil
	}
	if h, ok = r.digits(i, 1, 2, 0, 24); ok {
		if r.word(i+1) != ":" || !r.ws[i+1].Glued {
			return h, 0, i + 1, false, true
		}
		m, ok = r.digits(i+2, 2, 2, 0, 59)
		return h, m, i + 3, len(w) == 2, ok
	}
	hm, ok := r.digits(i, 4, 4, 0, 2400)
	return hm / 100, hm % 100, i + 1, false, ok && hm%100 < 60
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
