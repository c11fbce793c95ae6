package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"dragoman"
)

// Recoding codes a ledger anew while it serves. The new records gather beside the ledger;
// when all are there, they are put in the place of the old ones in one transaction. Until
// then the ledger is as it was, may be read and added to, and nothing shows two coders
// mixed.
type Recoding struct {
	by     dragoman.CoderInfo
	beside beside
	side   *Ledger // what is there
	// Before is how many reports had been coded when it was opened.
	Before int
}

// ErrRecoding says that another process codes the ledger anew.
var ErrRecoding = errors.New("another process is coding it anew")

// OpenRecoding begins to code a ledger anew, or goes on where the same coder was stopped;
// what another one had begun is given up.
func OpenRecoding(name string, by dragoman.CoderInfo) (*Recoding, error) {
	at, err := besideOf(name)
	if err != nil {
		return nil, err
	}
	free, err := at.lock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("ledger %s: %w", Shown(name), err)
	case !free:
		return nil, fmt.Errorf("ledger %s: %w", Shown(name), ErrRecoding)
	}
	r := &Recoding{by: by, beside: at}
	ours, err := r.open()
	if err == nil && !ours { // another coder's
		if err = errors.Join(r.side.Close(), at.remove()); err == nil {
			_, err = r.open()
		}
	}
	if err != nil {
		if r.side != nil {
			err = errors.Join(err, r.side.Close())
		}
		return nil, errors.Join(err, at.unlock())
	}
	return r, nil
}

// open opens what is there, and reports whether it is the coder's.
func (r *Recoding) open() (ours bool, err error) {
	if r.side, err = r.beside.open(); err != nil {
		return false, err
	}
	want, err := sumOf(r.by)
	if err != nil {
		return false, err
	}
	ctx := context.Background()
	var whose []byte
	err = r.side.db.QueryRowContext(ctx, "SELECT (SELECT sum FROM coder), (SELECT count(*) FROM recoded)").Scan(&whose, &r.Before)
	if err == nil && whose == nil {
		whose = want[:]
		_, err = r.side.db.ExecContext(ctx, "INSERT INTO coder (sum) VALUES (?)", whose)
	}
	return string(whose) == string(want[:]), r.side.failed(err)
}

// Close ends the work. What has been coded is kept for the next time.
func (r *Recoding) Close() error { return errors.Join(r.side.Close(), r.beside.unlock()) }

// Done ends the work, all of which the ledger has, and takes away what gathered.
func (r *Recoding) Done() error {
	return errors.Join(r.side.Close(), r.beside.remove(), r.beside.done())
}

// byOthers are the reports of a ledger that another coder has coded.
const byOthers = ` FROM reports r JOIN coders c ON c.id = r.coder WHERE NOT (c.version = ? AND c.model = ? AND c.lexicon = ? AND c.scheme = ?)`

func (r *Recoding) coder() []any {
	return []any{r.by.Version, r.by.Model, r.by.Lexicon, r.by.Scheme}
}

// Left counts the reports that another coder has coded, and those of them that have not
// been coded anew.
func (r *Recoding) Left(ctx context.Context, l *Ledger) (all, left int, err error) {
	err = l.each(ctx, "SELECT r.key, r.sum"+byOthers, r.coder(), func(scan func(...any) error) error {
		var key string
		var sum []byte
		if err := scan(&key, &sum); err != nil {
			return err
		}
		there, err := r.has(key, sum)
		all++
		if !there {
			left++
		}
		return err
	})
	return all, left, err
}

func (r *Recoding) has(key string, sum []byte) (there bool, err error) {
	err = r.side.db.QueryRowContext(context.Background(), "SELECT EXISTS (SELECT 1 FROM recoded WHERE key = ? AND sum = ?)", key, sum).Scan(&there)
	return there, r.side.failed(err)
}

// Waiting yields the records that are to be coded anew. A report that is added meanwhile
// may or may not be among them.
func (r *Recoding) Waiting(ctx context.Context, l *Ledger) iter.Seq2[*dragoman.Record, error] {
	return func(yield func(*dragoman.Record, error) bool) {
		last := int64(0)
		for {
			ids, next, err := r.waiting(ctx, l, last)
			if err != nil {
				yield(nil, err)
				return
			}
			if next == last {
				return
			}
			last = next
			for _, id := range ids {
				record, err := l.record(ctx, id)
				if !yield(record, l.failed(err)) || err != nil {
					return
				}
			}
		}
	}
}

// waiting finds some of the reports that wait: a few at a time, so that no reading stays
// open while they are coded. The last one that it looked at is next.
func (r *Recoding) waiting(ctx context.Context, l *Ledger, last int64) (ids []int64, next int64, err error) {
	next = last
	err = l.each(ctx, "SELECT r.id, r.key, r.sum"+byOthers+" AND r.id > ? ORDER BY r.id LIMIT 1000", append(r.coder(), last), func(scan func(...any) error) error {
		var key string
		var sum []byte
		if err := scan(&next, &key, &sum); err != nil {
			return err
		}
		there, err := r.has(key, sum)
		if !there {
			ids = append(ids, next)
		}
		return err
	})
	return ids, next, err
}

// Keep puts new records by: all of them or, with an error, none.
func (r *Recoding) Keep(records []*dragoman.Record) error {
	tx, err := r.side.db.Begin()
	if err != nil {
		return r.side.failed(err)
	}
	for _, record := range records {
		if err := r.keep(tx, record); err != nil {
			return errors.Join(r.side.failed(err), tx.Rollback())
		}
	}
	return r.side.failed(tx.Commit())
}

func (r *Recoding) keep(tx *sql.Tx, record *dragoman.Record) error {
	if err := sound(record); err != nil {
		return err
	}
	sum, err := recordSum(record)
	if err != nil {
		return err
	}
	packed, err := pack(record)
	if err == nil {
		store := r.side.db.store
		_, err = tx.Exec(store.say("INSERT INTO recoded (key, sum, record) VALUES (?, ?, ?) ON CONFLICT (key, sum) DO UPDATE SET record = excluded.record"), store.taken([]any{record.ID, sum[:], packed})...)
	}
	return err
}

// Switch puts the new records in the place of the old ones, in one transaction. So many
// reports may keep their old records, those that cannot be coded; where more are not
// among the new ones, nothing is done, and more is true.
func (r *Recoding) Switch(w *Writer, may int) (done Added, more bool, err error) {
	errMore := errors.New("reports were added")
	err = w.inParts(func(part func(func(*adder) error) error) error {
		if _, left, err := r.Left(context.Background(), w.Ledger); err != nil || left > may {
			return cmp.Or(err, errMore)
		}
		key, sum := "", []byte{}
		for {
			entries, err := r.recoded(key, sum)
			if err != nil || len(entries) == 0 {
				return err
			}
			last := entries[len(entries)-1]
			key, sum = last.record.ID, last.sum[:]
			if err := part(func(a *adder) error {
				err := a.replace(entries)
				done.Reports += a.added.Reports
				done.Events += a.added.Events
				return err
			}); err != nil {
				return err
			}
		}
	})
	if errors.Is(err, errMore) {
		return Added{}, true, nil
	}
	if err != nil {
		done = Added{}
	}
	return done, false, err
}

// recoded reads some of the new records, those behind one.
func (r *Recoding) recoded(key string, sum []byte) (out []*Entry, err error) {
	reader, err := traitsReader()
	if err != nil {
		return nil, err
	}
	err = r.side.each(context.Background(), "SELECT sum, record FROM recoded WHERE (key, sum) > (?, ?) ORDER BY key, sum LIMIT 500", []any{key, sum}, func(scan func(...any) error) error {
		e := &Entry{} // without a sketch of its text, which is known
		var sum []byte
		if err := scan(&sum, &e.packed); err != nil {
			return err
		}
		copy(e.sum[:], sum)
		var err error
		if e.record, err = unpack(e.packed); err == nil {
			e.traits = reader.Read(e.record)
			out = append(out, e)
		}
		return err
	})
	return out, err
}

// replace puts new records in the place of old ones. The old ones go first, all of them,
// so that the rows of the new ones can be written many at a time. A record whose report is
// not there, since another ledger lay here before, or has this coder's already, is passed
// over.
func (a *adder) replace(entries []*Entry) error {
	a.gone = map[int64]bool{}
	var anew []*Entry
	for _, e := range entries {
		coder, err := a.coder(e.record.Coder)
		var old held
		var there bool
		if err == nil {
			there, err = a.ask("SELECT id, coder FROM reports WHERE key = ? AND sum = ?", []any{e.record.ID, e.sum[:]}, &old.id, &old.coder)
		}
		if err == nil && there && old.coder != coder {
			anew = append(anew, e)
			a.gone[old.id] = true
			err = a.forget(old.id)
		}
		if err != nil {
			return fmt.Errorf("report %s: %w", e.record.ID, err)
		}
	}
	for _, e := range anew {
		if err := a.report(e); err != nil {
			return fmt.Errorf("report %s: %w", e.record.ID, err)
		}
	}
	return nil
}
