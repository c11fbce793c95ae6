package ledger

import (
	"context"
	"slices"
	"sync"

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
		n := 0
		err := w.each(context.Background(), "SELECT report, record FROM records WHERE report > ? ORDER BY report LIMIT 500", []any{last}, func(scan func(...any) error) error {
			var packed []byte
			if err := scan(&last, &packed); err != nil {
				return err
			}
			n++
			r, err := unpack(packed)
			if err != nil {
				return err
			}
			marks, err := marksWhere(context.Background(), w.Ledger, "m.report = ? AND m.decides = 1", last)
			if err != nil {
				return err
			}
			for _, m := range marks {
				e := &r.Events[*m.event-eventID(last, 0)]
				*e = m.On(*e)
			}
			for i, f := range reader.Read(r) {
				id := eventID(last, i)
				if !slices.ContainsFunc(marks, func(m storedMark) bool { return *m.event == id && m.Mark.Mark == review.Wrong }) {
					f.Report = last
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
		if err != nil || n == 0 {
			return err
		}
		w.trimIncidents()
	}
}
