package review

import (
	"slices"

	"dragoman/internal/agree"
)

// Agreement is how far people agree who marked the same events, under one aspect.
type Agreement struct {
	Of        string   `json:"of"` // mark type status source target day
	Reviewers []string `json:"reviewers"`
	Events    int      `json:"events"`
	Marks     int      `json:"marks"`
	Equal     float64  `json:"equal"`
	Alpha     *float64 `json:"alpha,omitempty"`
	Low       *float64 `json:"low,omitempty"`
	High      *float64 `json:"high,omitempty"`
}

// Compare says under each aspect how far people agree, all or some: nil where no event
// has marks of two. The acts are those of Ledger.Reviewed, with the marks of each;
// intervals are made from so many draws.
func Compare(acts [][]*Mark, by []string, draws int) []Agreement {
	var people []string
	var both [][]*Mark
	for _, marks := range acts {
		marks = slices.DeleteFunc(slices.Clone(marks), func(m *Mark) bool { return len(by) > 0 && !slices.Contains(by, m.By) })
		for _, m := range marks {
			if len(marks) > 1 && !slices.Contains(people, m.By) {
				people = append(people, m.By)
			}
		}
		both = append(both, marks)
	}
	if len(people) == 0 {
		return nil
	}
	slices.Sort(people)
	var out []Agreement
	for _, aspect := range Aspects {
		units := make([][]string, len(both))
		for i, marks := range both {
			units[i] = Values(aspect, marks)
		}
		a := agree.Nominal(units, draws)
		out = append(out, Agreement{aspect, people, a.Units, a.Values, a.Equal, a.Alpha, a.Low, a.High})
	}
	return out
}
