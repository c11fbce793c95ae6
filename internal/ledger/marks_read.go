package ledger

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/review"
)

// storedMark is a mark as it lies in the file.
type storedMark struct {
	review.Mark
	id, report int64
	event      *int64 // that it holds for, or nil
	decides    bool
}

func marksWhere(ctx context.Context, l *Ledger, condition string, values ...any) ([]storedMark, error) {
	var out []storedMark
	err := l.each(ctx, `SELECT m.id, m.report, m.event, m.decides, r.key, r.sum, m.name, m.mark, m.changes, m.reviewer, m.at, ifnull(m.note, ''), m.seen
		FROM marks m JOIN reports r ON r.id = m.report WHERE `+condition+` ORDER BY m.at, m.reviewer, m.seen`, values, func(scan func(...any) error) error {
		var m storedMark
		var sum []byte
		var changes *string
		var seen string
		if err := scan(&m.id, &m.report, &m.event, &m.decides, &m.Report, &sum, &m.Event, &m.Mark.Mark, &changes, &m.By, &m.At, &m.Note, &seen); err != nil {
			return err
		}
		m.Sum = hex.EncodeToString(sum)
		m.Seen = &dragoman.Event{}
		err := json.Unmarshal([]byte(seen), m.Seen)
		if err == nil && changes != nil {
			m.Set = &review.Correction{}
			err = json.Unmarshal([]byte(*changes), m.Set)
		}
		if err != nil {
			return fmt.Errorf("%w: a mark on report %s cannot be read: %w", ErrDamaged, m.Report, err)
		}
		out = append(out, m)
		return nil
	})
	return out, err
}

// deciding returns the marks of a report that are followed, by the places of their events.
func (l *Ledger) deciding(ctx context.Context, report int64) (map[int]*review.Mark, error) {
	all, err := marksWhere(ctx, l, "m.report = ? AND m.decides = 1", report)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	out := map[int]*review.Mark{}
	for i := range all {
		out[int(*all[i].event-eventID(report, 0))] = &all[i].Mark
	}
	return out, nil
}

// ListedMark is a mark with what it holds for now.
type ListedMark struct {
	review.Mark
	Now     string `json:"now,omitempty"`     // the id of the event that it holds for; empty where none tells the act
	Decides bool   `json:"decides,omitempty"` // it is the one that is followed
}

// Marks lists all marks, in the order of their reports' ids, of the text and of their authors.
func (l *Ledger) Marks(ctx context.Context) ([]ListedMark, error) {
	all, err := marksWhere(ctx, l, "true")
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	err = l.each(ctx, "SELECT m.event, r.record, m.event - m.report * 65536 FROM (SELECT DISTINCT event, report FROM marks WHERE event IS NOT NULL) m JOIN records r ON r.report = m.report", nil, func(scan func(...any) error) error {
		var event int64
		var packed []byte
		var n int
		if err := scan(&event, &packed, &n); err != nil {
			return err
		}
		r, err := unpack(packed)
		if err == nil && n >= len(r.Events) {
			err = ErrDamaged
		}
		if err == nil {
			names[event] = r.Events[n].ID
		}
		return err
	})
	out := make([]ListedMark, len(all))
	for i, m := range all {
		out[i] = ListedMark{Mark: m.Mark, Decides: m.decides}
		if m.event != nil {
			out[i].Now = names[*m.event]
		}
	}
	slices.SortStableFunc(out, func(a, b ListedMark) int {
		return cmp.Or(strings.Compare(a.Report, b.Report), strings.Compare(a.Sum, b.Sum), cmp.Compare(a.Seen.Start, b.Seen.Start), cmp.Compare(a.Seen.Trigger.Start, b.Seen.Trigger.Start),
			strings.Compare(a.Seen.ID, b.Seen.ID), strings.Compare(a.By, b.By), strings.Compare(a.At, b.At))
	})
	return out, err
}
