package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"dragoman/internal/score"
)

// scoreText renders a comparison for reading: a table for every part, the
// statuses, the differences.
func (s style) scoreText(r *score.Result) string {
	var out strings.Builder
	s.flow(&out, word{}, 0, words(basis(r), dim))
	part := ""
	for _, row := range r.Rows {
		if row.Part != part {
			part = row.Part
			s.heading(&out, part, scoreHeads(row))
		}
		out.WriteString(columnar(row.Name, scoreCells(row)))
	}
	s.statuses(&out, "is it so", r.Statuses, r.Deeds)
	s.statuses(&out, "are the acts so", r.ActStatuses, r.ActDeeds)
	s.calibration(&out, r.Calibrated)
	s.differences(&out, "told as done, and is not", r.ToldAsDone)
	s.differences(&out, "missed, spurious, wrong", r.All)
	return out.String()
}

// basis says what the figures rest on.
func basis(r *score.Result) string {
	text := fmt.Sprintf("%s %s in the gold", number(float64(r.Items)), r.Of)
	switch {
	case r.Items < 2 || r.Resamples == 0:
		return text + "; no intervals"
	case r.Of == "reports":
		return text + fmt.Sprintf("; 95 %% intervals of F1 by bootstrap, %s draws of reports", number(float64(r.Resamples)))
	}
	return text + fmt.Sprintf("; 95 %% intervals of F1 by bootstrap, %s draws", number(float64(r.Resamples)))
}

// widths of the columns behind the name, which takes what the first is wide.
var widths = []int{24, 6, 6, 6, 12, 6, 6, 6}

// columnar writes a name and its cells, set to the right.
func columnar(name string, cells []string) string {
	line := name
	column := widths[0]
	for i, c := range cells {
		column += widths[i+1] + 1
		line += strings.Repeat(" ", max(1, column-utf8.RuneCountInString(line)-utf8.RuneCountInString(c))) + c
	}
	return strings.TrimRight(line, " ") + "\n"
}

func (s style) heading(out *strings.Builder, part string, cells []string) {
	head := strings.ToUpper(part)
	line := strings.TrimSuffix(columnar(head, cells), "\n")
	p := pen{out: out, colour: s.colour}
	p.write("\n", plain)
	p.write(head, bold)
	p.write(strings.TrimPrefix(line, head), dim)
	p.write("\n", plain)
}

func scoreHeads(r score.Row) []string {
	if r.Accuracy != nil {
		return []string{"", "acc.", "macro", "95 %", "right", "gold"}
	}
	return []string{"P", "R", "F1", "95 %", "right", "gold", "given"}
}

func scoreCells(r score.Row) []string {
	if r.Accuracy != nil {
		return []string{"", share(r.Accuracy), share(r.MacroF1), interval95(r.MacroF1), fmt.Sprint(r.Right), fmt.Sprint(r.Gold)}
	}
	return []string{share(r.Precision), share(r.Recall), share(r.F1), interval95(r.F1), fmt.Sprint(r.Right), fmt.Sprint(r.Gold), fmt.Sprint(r.Predicted)}
}

func share(e *score.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f", e.Value)
}

func interval95(e *score.Estimate) string {
	if e == nil || e.Interval == nil {
		return ""
	}
	return fmt.Sprintf("%.3f–%.3f", e.Interval[0], e.Interval[1])
}

// statuses writes what the gold says, and as what it was told where that is
// something else.
func (s style) statuses(out *strings.Builder, heading string, statuses []score.Confusion, deeds []score.Deeds) {
	if len(deeds) == 0 {
		return
	}
	s.heading(out, heading, nil)
	for _, d := range deeds {
		fmt.Fprintf(out, "%-32s%s of %s\n", d.Name, number(float64(d.N)), number(float64(d.Of)))
	}
	for _, c := range statuses {
		if c.Gold != c.Predicted {
			fmt.Fprintf(out, "%-32s%d\n", c.Gold+", told as "+c.Predicted, c.N)
		}
	}
}

func (s style) calibration(out *strings.Builder, c *score.Calibration) {
	if c == nil {
		return
	}
	s.heading(out, "confidence", []string{"events", "mean", "right"})
	for _, b := range c.Bins {
		out.WriteString(columnar(fmt.Sprintf("%.1f–%.1f", b.From, b.To), []string{fmt.Sprint(b.N), fmt.Sprintf("%.3f", b.Confidence), fmt.Sprintf("%.3f", b.Right)}))
	}
	fmt.Fprintf(out, "expected calibration error %.3f over %s\n", c.ECE, plural(c.N, "event", "events"))
}

// differences lists the places where the sets differ: what, where, and the words.
// The fields of one pair stand together.
func (s style) differences(out *strings.Builder, name string, ds []score.Difference) {
	s.section(out, name, len(ds))
	for i, d := range ds {
		if i == 0 || !samePair(ds[i-1], d) {
			out.WriteByte('\n')
		}
		s.flow(out, word{text: d.Error, code: red}, margin, differs(d))
		if i+1 < len(ds) && samePair(d, ds[i+1]) {
			continue
		}
		where := strings.Fields(fmt.Sprintf("%s %d–%d %s", d.Report, d.Start, d.End, ids(d)))
		s.flow(out, word{}, margin, words(strings.Join(where, " "), dim))
		s.flow(out, word{}, margin, quoted(words(d.Text, italic)))
	}
}

func samePair(a, b score.Difference) bool {
	return a.Error == b.Error && a.Of == b.Of && a.Report == b.Report && a.GoldID == b.GoldID && a.ID == b.ID && a.Start == b.Start
}

// differs says what differs: "event AGREE planned", or "status planned, told as occurred".
func differs(d score.Difference) []word {
	if d.Field == "" {
		return words(strings.TrimSpace(d.Of+" "+d.Want+d.Got), bold)
	}
	return append(words(d.Field, bold), words(orNothing(d.Want)+", told as "+orNothing(d.Got), plain)...)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// ids names both sides of a difference: "gold e3, given e4".
func ids(d score.Difference) string {
	var parts []string
	if d.GoldID != "" {
		parts = append(parts, "gold "+d.GoldID)
	}
	if d.ID != "" {
		parts = append(parts, "given "+d.ID)
	}
	return strings.Join(parts, ", ")
}
