package score

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Count says how many values are right, of those that the gold has and of those
// that were predicted.
type Count struct {
	Right     int `json:"right"`
	Gold      int `json:"gold"`
	Predicted int `json:"predicted"`
}

func (c Count) plus(o Count) Count {
	return Count{c.Right + o.Right, c.Gold + o.Gold, c.Predicted + o.Predicted}
}

func (c Count) precision() float64 { return ratio(c.Right, c.Predicted) }
func (c Count) recall() float64    { return ratio(c.Right, c.Gold) }
func (c Count) f1() float64        { return ratio(2*c.Right, c.Gold+c.Predicted) }

// ratio is not a number where there is nothing to count.
func ratio(a, b int) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// line names a line of the result.
type line struct{ part, name string }

// sheet is what one report, or one relation, adds to the lines.
type sheet map[line]Count

func (s sheet) add(part, name string, c Count) {
	l := line{part, name}
	s[l] = s[l].plus(c)
}

// Row is a line of the result.
type Row struct {
	Part string
	Name string
	Count
	Precision, Recall, F1 *Estimate
	Accuracy, MacroF1     *Estimate // of relations and acts, in place of the three
}

// Estimate is a figure with its 95 % interval, where there is one.
type Estimate struct {
	Value    float64
	Interval *[2]float64
}

// share is a figure as it is written: with four places.
type share float64

// MarshalJSON writes the figure.
func (s share) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%.4f", float64(s)), nil }

// MarshalJSON writes a figure beside its interval: "f1":0.8,"f1_95":[0.75,0.86].
func (r Row) MarshalJSON() ([]byte, error) {
	precision, precision95 := r.Precision.shares()
	recall, recall95 := r.Recall.shares()
	f1, f195 := r.F1.shares()
	accuracy, accuracy95 := r.Accuracy.shares()
	macro, macro95 := r.MacroF1.shares()
	return json.Marshal(struct {
		Part string `json:"part"`
		Name string `json:"name"`
		Count
		Precision   *share    `json:"precision,omitempty"`
		Precision95 *[2]share `json:"precision_95,omitempty"`
		Recall      *share    `json:"recall,omitempty"`
		Recall95    *[2]share `json:"recall_95,omitempty"`
		F1          *share    `json:"f1,omitempty"`
		F195        *[2]share `json:"f1_95,omitempty"`
		Accuracy    *share    `json:"accuracy,omitempty"`
		Accuracy95  *[2]share `json:"accuracy_95,omitempty"`
		Macro       *share    `json:"macro_f1,omitempty"`
		Macro95     *[2]share `json:"macro_f1_95,omitempty"`
	}{r.Part, r.Name, r.Count, precision, precision95, recall, recall95, f1, f195, accuracy, accuracy95, macro, macro95})
}

func (e *Estimate) shares() (*share, *[2]share) {
	if e == nil {
		return nil, nil
	}
	value := share(e.Value)
	if e.Interval == nil {
		return &value, nil
	}
	return &value, &[2]share{share(e.Interval[0]), share(e.Interval[1])}
}

// part is a part of the result with its lines in the order in which they are read.
type part struct {
	name  string
	lines []string
}

// ordered lists the lines of all sheets: those of the parts, then the rest by name.
func ordered(sheets []sheet, parts ...part) []line {
	seen := map[line]bool{}
	for _, s := range sheets {
		for l := range s {
			seen[l] = true
		}
	}
	var out []line
	for _, p := range parts {
		for _, n := range p.lines {
			if l := (line{p.name, n}); seen[l] {
				out = append(out, l)
				delete(seen, l)
			}
		}
	}
	rest := slices.SortedFunc(maps.Keys(seen), func(a, b line) int { return strings.Compare(a.part+"\x00"+a.name, b.part+"\x00"+b.name) })
	return append(out, rest...)
}

// measure is a figure made of the counts of all lines.
type measure func([]Count) float64

// rates makes a row of precision, recall and F1 for every line.
func rates(lines []line, sheets []sheet, resamples int) []Row {
	var ms []measure
	for i := range lines {
		ms = append(ms,
			func(c []Count) float64 { return c[i].precision() },
			func(c []Count) float64 { return c[i].recall() },
			func(c []Count) float64 { return c[i].f1() })
	}
	total, es := estimates(ms, lines, sheets, resamples)
	rows := make([]Row, len(lines))
	for i, l := range lines {
		rows[i] = Row{Part: l.part, Name: l.name, Count: total[i], Precision: es[3*i], Recall: es[3*i+1], F1: es[3*i+2]}
	}
	return rows
}

// accuracy is a line whose figure is the share of right answers, and the part with a
// line for each class of answers, where there is one.
type accuracy struct {
	line
	classes string
}

// accuracies makes a row of accuracy, and of the mean F1 of the classes, for each of
// the lines that is there.
func accuracies(lines []line, sheets []sheet, resamples int, of ...accuracy) []Row {
	of = slices.DeleteFunc(of, func(a accuracy) bool { return !slices.Contains(lines, a.line) })
	var ms []measure
	for _, a := range of {
		all := slices.Index(lines, a.line)
		ms = append(ms, func(c []Count) float64 { return c[all].recall() }, macro(lines, a.classes))
	}
	total, es := estimates(ms, lines, sheets, resamples)
	rows := make([]Row, len(of))
	for i, a := range of {
		rows[i] = Row{Part: a.part, Name: a.name, Count: total[slices.Index(lines, a.line)], Accuracy: es[2*i], MacroF1: es[2*i+1]}
	}
	return rows
}

// estimates computes measures over all sheets, and their intervals by drawing
// as many sheets as there are, with replacement, again and again. The seed is
// fixed: the same files give the same intervals. A single sheet has none, it
// would be drawn each time.
func estimates(ms []measure, lines []line, sheets []sheet, resamples int) ([]Count, []*Estimate) {
	number := map[line]int{}
	for i, l := range lines {
		number[l] = i
	}
	type entry struct {
		line int
		Count
	}
	entries := make([][]entry, len(sheets))
	total := make([]Count, len(lines))
	for i, s := range sheets {
		for l, c := range s {
			entries[i] = append(entries[i], entry{number[l], c})
			total[number[l]] = total[number[l]].plus(c)
		}
	}
	drawn := make([][]float64, len(ms))
	if len(sheets) < 2 {
		resamples = 0
	}
	dice := rand.New(rand.NewPCG(1, 1))
	for range resamples {
		sum := make([]Count, len(lines))
		for range sheets {
			for _, e := range entries[dice.IntN(len(sheets))] {
				sum[e.line] = sum[e.line].plus(e.Count)
			}
		}
		for k, m := range ms {
			if v := m(sum); !math.IsNaN(v) {
				drawn[k] = append(drawn[k], v)
			}
		}
	}
	out := make([]*Estimate, len(ms))
	for k, m := range ms {
		if v := m(total); !math.IsNaN(v) {
			out[k] = &Estimate{v, interval(drawn[k])}
		}
	}
	return total, out
}

// interval takes the 2.5th and the 97.5th percentile.
func interval(drawn []float64) *[2]float64 {
	if len(drawn) == 0 {
		return nil
	}
	slices.Sort(drawn)
	at := func(q float64) float64 { return drawn[int(math.Round(q*float64(len(drawn)-1)))] }
	return &[2]float64{at(0.025), at(0.975)}
}
