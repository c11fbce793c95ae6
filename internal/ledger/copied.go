package ledger

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/copies"
)

// sketcher sketches texts with the tables of the binary, whatever tables of his own
// a user codes with: two texts are copies or not, whoever looks.
var sketcher = sync.OnceValues(func() (*copies.Reader, error) { return copies.New(data.Files) })

// printed is a report's text as copies of it are looked for.
type printed struct {
	sketch *copies.Sketch
	raw    []byte // the sketch as it is kept
	keys   []int64
	day    int64
	group  int64 // the number in reports.copies when it was read
}

func printedOf(r *dragoman.Record) (*printed, error) {
	s, err := sketcher()
	if err != nil {
		return nil, err
	}
	sketch := s.Sketch(copies.WithTitle(r.Title, r.Text))
	p := &printed{sketch: sketch, keys: keysOf(sketch), day: DayOf(r.Date)}
	p.raw, err = p.sketch.MarshalBinary()
	return p, err
}

// windowDays is how many days copies are apart.
const windowDays = int64(copies.Window / (24 * time.Hour))

// together reports whether texts are of days so close that they may be copies.
func together(a, b int64) bool {
	return a == NoDay || b == NoDay || max(a-b, b-a) <= windowDays
}

// linker finds the copies of reports that are added in one transaction. Groups are the
// connected components of all links, so the order in which reports come is no matter.
type linker struct {
	w      *Writer
	rows   *tables
	texts  map[int64]*printed // those that are new, by report
	posts  map[int64][]int64  // their keys
	joined map[int64]int64    // a group's number, and the lesser one that it is joined to
}

func newLinker(w *Writer, rows *tables) linker {
	return linker{w, rows, map[int64]*printed{}, map[int64][]int64{}, map[int64]int64{}}
}

// add links a report that is new.
func (l *linker) add(report int64, p *printed) error {
	if p.sketch.Words == 0 {
		return nil
	}
	p.group = report
	var fresh []int64
	for _, k := range p.keys {
		fresh = append(fresh, l.posts[k]...)
	}
	slices.Sort(fresh)
	for _, other := range slices.Compact(fresh) {
		if l.meet(report, p, l.texts[other]) {
			return nil
		}
	}
	twin := false
	err := l.stored(p, func(q *printed) { twin = twin || l.meet(report, p, q) })
	if err != nil || twin {
		return err
	}
	l.w.undated = l.w.undated || p.day == NoDay
	l.texts[report] = p
	for _, k := range p.keys {
		l.posts[k] = append(l.posts[k], report)
	}
	return nil
}

// meet joins a report with one that it is a copy of. It reports whether the other one
// stands for it altogether.
func (l *linker) meet(report int64, p, other *printed) (twin bool) {
	if !together(p.day, other.day) {
		return false
	}
	if twin = p.day == other.day && bytes.Equal(p.raw, other.raw); !twin {
		if kind, _ := copies.Same(p.sketch, other.sketch); kind == copies.Different {
			return false
		}
	}
	a, b := l.root(report), l.root(other.group)
	if a != b {
		l.joined[max(a, b)] = min(a, b)
	}
	return twin
}

func (l *linker) root(group int64) int64 {
	for {
		next, ok := l.joined[group]
		if !ok {
			return group
		}
		group = next
	}
}

// stored reads the texts in the file that may be copies.
func (l *linker) stored(p *printed, do func(*printed)) error {
	found, err := l.alike(p)
	if err != nil {
		return err
	}
	return l.w.inBatches("SELECT r.day, s.sketch, r.copies FROM sketches s JOIN reports r ON r.id = s.report WHERE s.report IN ", found, func(scan func(...any) error) error {
		q := &printed{sketch: &copies.Sketch{}}
		if err := scan(&q.day, &q.raw, &q.group); err != nil {
			return err
		}
		if err := q.sketch.UnmarshalBinary(q.raw); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		do(q)
		return nil
	})
}

// write hands the new rows over.
func (l *linker) write() error {
	for _, report := range slices.Sorted(maps.Keys(l.texts)) {
		if err := l.rows.sketches.add(l.w, report, l.texts[report].raw); err != nil {
			return err
		}
	}
	var entries []filed
	for k, reports := range l.posts {
		for _, report := range reports {
			entries = append(entries, filed{at(k, l.texts[report].day), report})
		}
	}
	slices.SortFunc(entries, filed.compare)
	return l.w.file(entries, l.rows)
}

// joins are the groups that become one.
func (l *linker) joins() (all [][]int64) {
	of := map[int64][]int64{}
	for _, old := range slices.Sorted(maps.Keys(l.joined)) {
		root := l.root(old)
		of[root] = append(of[root], old)
	}
	for _, root := range slices.Sorted(maps.Keys(of)) {
		all = append(all, append(of[root], root))
	}
	return all
}

// join gives the reports of joined groups, which are all in the file now, their number.
func (l *linker) join() error {
	for _, old := range slices.Sorted(maps.Keys(l.joined)) {
		for _, q := range []string{"UPDATE reports SET copies = ? WHERE copies = ? AND copies <> id", "UPDATE reports SET copies = ? WHERE id = ?"} {
			if err := l.w.run(q, l.root(old), old); err != nil {
				return err
			}
		}
	}
	return nil
}

// linkStored finds the copies in a file of format 1, which has looked for none.
func (w *Writer) linkStored() error {
	var looked bool
	if _, err := w.ask("SELECT EXISTS (SELECT 1 FROM sketches)", nil, &looked); err != nil || looked {
		return err
	}
	last := int64(0)
	for {
		rows := newTables()
		l := newLinker(w, &rows)
		next, err := w.storedAfter(last, func(report int64, r *dragoman.Record) error {
			p, err := printedOf(r)
			if err != nil {
				return err
			}
			return l.add(report, p)
		})
		if err == nil {
			err = l.write()
		}
		if err == nil {
			err = rows.flush(w)
		}
		if err == nil {
			err = l.join()
		}
		if err != nil || next == last {
			return err
		}
		last = next
	}
}

// storedAfter hands over the next stored records behind the report last, in their
// order, and returns the report of the last of them: last itself where none is left.
func (w *Writer) storedAfter(last int64, each func(report int64, r *dragoman.Record) error) (int64, error) {
	err := w.each(context.Background(), "SELECT report, record FROM records WHERE report > ? ORDER BY report LIMIT 500", []any{last}, func(scan func(...any) error) error {
		var packed []byte
		if err := scan(&last, &packed); err != nil {
			return err
		}
		r, err := unpack(packed)
		if err != nil {
			return err
		}
		return each(last, r)
	})
	return last, err
}

// Told is a report as it stands beside its copies.
type Told struct {
	Record *dragoman.Record
	Copies int64 // the same of all copies of a text
}

// Told yields the reports that were published from one day to another, or all, in the
// order of their days and ids, the first of copies first.
func (l *Ledger) Told(ctx context.Context, since, until *int64) iter.Seq2[Told, error] {
	return func(yield func(Told, error) bool) {
		left := false
		w := &where{}
		if since != nil {
			w.and("r.day >= ?", *since)
		}
		if until != nil {
			w.and("r.day BETWEEN ? AND ?", NoDay+1, *until)
		}
		err := l.each(ctx, "SELECT r.copies, c.record FROM reports r JOIN records c ON c.report = r.id WHERE "+w.String()+" ORDER BY "+first("r"), w.values, func(scan func(...any) error) error {
			if left {
				return nil
			}
			var t Told
			var packed []byte
			err := scan(&t.Copies, &packed)
			if err == nil {
				t.Record, err = unpack(packed)
			}
			if err == nil {
				left = !yield(t, nil)
			}
			return err
		})
		if err != nil && !left {
			yield(Told{}, err)
		}
	}
}

// first orders reports so that the first of several copies stands for all.
func first(r string) string {
	return fmt.Sprintf("%[1]s.day, %[1]s.date NULLS FIRST, %[1]s.key, %[1]s.sum", r)
}
