package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/review"
)

// Reviewed is a report of which people have marked events.
type Reviewed struct {
	Record *dragoman.Record
	Marks  [][]*review.Mark // those of one act together
	Open   int              // events that nobody has marked
}

// Reviewed lists the reports that have marks: all, or those of one person. Acts stand in
// the order of the text; those that the present coder does not tell are among them.
func (l *Ledger) Reviewed(ctx context.Context, by string) ([]Reviewed, error) {
	all, err := marksWhere(ctx, l, "? IN ('', m.reviewer)", by)
	if err != nil {
		return nil, err
	}
	reports := map[string][]storedMark{}
	var order []string
	for _, m := range all {
		key := m.Report + " " + m.Sum
		if reports[key] == nil {
			order = append(order, key)
		}
		reports[key] = append(reports[key], m)
	}
	slices.Sort(order)
	var out []Reviewed
	for _, key := range order {
		at, err := l.reviewed(ctx, reports[key])
		if err != nil {
			return nil, err
		}
		out = append(out, at)
	}
	return out, nil
}

// reviewed brings the marks of one report together.
func (l *Ledger) reviewed(ctx context.Context, marks []storedMark) (Reviewed, error) {
	r, err := l.record(ctx, marks[0].report)
	if err != nil {
		return Reviewed{}, l.failed(err)
	}
	acts := map[string][]*review.Mark{}
	told := map[int64]bool{}
	for i := range marks {
		m := &marks[i]
		// Acts that no event tells are the same where the marked events were of one word
		// and type.
		act := fmt.Sprintf("%d-%d %s", m.Seen.Trigger.Start, m.Seen.Trigger.End, m.Seen.Type)
		if m.event != nil {
			told[*m.event] = true
			act = fmt.Sprint("event ", *m.event)
		}
		acts[act] = append(acts[act], &m.Mark)
	}
	out := Reviewed{Record: r, Open: len(r.Events) - len(told)}
	for _, of := range acts {
		out.Marks = append(out.Marks, of)
	}
	slices.SortFunc(out.Marks, func(a, b []*review.Mark) int {
		x, y := a[0].Seen, b[0].Seen
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.Trigger.Start, y.Trigger.Start), strings.Compare(x.Type, y.Type), strings.Compare(x.ID, y.ID))
	})
	return out, nil
}
