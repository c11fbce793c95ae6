package ledger

import (
	"context"
	"slices"
	"sync"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/incident"
	"dragoman/internal/review"
	"dragoman/internal/story"
)

// traitsReader reads what is compared of events, with the tables of the binary,
// whatever tables of his own a user codes with.
var traitsReader = sync.OnceValues(func() (*incident.Reader, error) {
	p, err := story.New(data.Files)
	if err != nil {
		return nil, err
	}
	return incident.New(p), nil
})

// joinStored finds the incidents in a file of a format that has looked for none.
func (w *Writer) joinStored() error {
	reader, err := traitsReader()
	if err != nil {
		return err
	}
	last := int64(0)
	for {
		rows := newTables()
		j := newJoiner(w, &rows)
		next, err := w.storedAfter(last, func(report int64, r *dragoman.Record) error {
			marks, err := marksWhere(context.Background(), w.Ledger, "m.report = ? AND m.decides = 1", report)
			if err != nil {
				return err
			}
			for _, m := range marks {
				e := &r.Events[*m.event-eventID(report, 0)]
				*e = m.On(*e)
			}
			for i, f := range reader.Read(r) {
				id := eventID(report, i)
				if !slices.ContainsFunc(marks, func(m storedMark) bool { return *m.event == id && m.Mark.Mark == review.Wrong }) {
					f.Report = report
					j.fresh[id] = &f
				}
			}
			return nil
		})
		for id, f := range j.fresh {
			if err == nil {
				err = w.run("UPDATE events SET traits = ? WHERE id = ?", f.AppendBinary(nil), id)
			}
		}
		if err == nil {
			err = j.link()
		}
		if err == nil {
			err = rows.flush(w)
		}
		if err != nil || next == last {
			return err
		}
		last = next
		w.trimIncidents()
	}
}
