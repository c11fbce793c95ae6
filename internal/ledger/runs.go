package ledger

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
)

// Every text has some seventeen keys. A row for each took a fifth of all rows, most of it
// what a row needs by itself. So they lie in runs: a row has all keys from its first on,
// up to the first of the next row. A run that has grown large is parted; so finding a
// key and adding one costs the same however many there are.

// filed is a report under a key and its day (at).
type filed struct{ key, report int64 }

func (f filed) compare(o filed) int {
	return cmp.Or(cmp.Compare(f.key, o.key), cmp.Compare(f.report, o.report))
}

// run is a row of keys. Runs end with their stretch, and what has one key in a stretch,
// on whatever days, lies in one run.
type run struct {
	first, next int64 // next is the first of the run behind it, or the end of the stretch
	filed       []filed
}

// mostInRun is how many entries a run has, but where one key has more.
const mostInRun = 256

// beginning is the least key of a stretch, and of no other.
func beginning(key int64) int64 { return key >> 32 << 32 }

// runs are those that a writer remembers, by their stretches, in order.
type runs struct {
	of    map[int64][]*run
	filed int // in all
}

func newRuns() runs { return runs{of: map[int64][]*run{}} }

// mostFiled bounds what is remembered from one transaction to the next: some 50 MB.
const mostFiled = 3_000_000

func (r *runs) trim() {
	if r.filed > mostFiled {
		*r = newRuns()
	}
}

// at is the run that a key lies in, nil where that is not remembered.
func (r *runs) at(key int64) *run {
	of := r.of[key>>32]
	i := sort.Search(len(of), func(i int) bool { return of[i].first > key }) - 1
	if i < 0 || key >= of[i].next {
		return nil
	}
	return of[i]
}

func (r *runs) put(one *run) {
	of := r.of[one.first>>32]
	i := sort.Search(len(of), func(i int) bool { return of[i].first > one.first })
	r.of[one.first>>32] = slices.Insert(of, i, one)
	r.filed += len(one.filed)
}

// under calls do for the reports that are filed from one key to another of the run.
func (r *run) under(from, to int64, do func(report int64)) {
	i := sort.Search(len(r.filed), func(i int) bool { return r.filed[i].key >= from })
	for ; i < len(r.filed) && r.filed[i].key <= to; i++ {
		do(r.filed[i].report)
	}
}

// part takes what is too much out of a run, into new ones behind it.
func (r *run) part() (fresh []*run) {
	for last := r; len(last.filed) > mostInRun; {
		i := mostInRun / 2
		for i < len(last.filed) && last.filed[i].key>>5 == last.filed[i-1].key>>5 {
			i++
		}
		if i == len(last.filed) {
			break
		}
		behind := &run{last.filed[i].key &^ (stretch - 1), last.next, slices.Clone(last.filed[i:])}
		last.filed, last.next = last.filed[:i:i], behind.first
		fresh = append(fresh, behind)
		last = behind
	}
	return fresh
}

// pack writes what is filed: each key as its distance from the one before, and the
// report too, which may be less.
func (r *run) pack() []byte {
	b := make([]byte, 0, 6*len(r.filed))
	last := filed{key: r.first}
	for _, f := range r.filed {
		b = binary.AppendUvarint(b, uint64(f.key-last.key))
		b = binary.AppendVarint(b, f.report-last.report)
		last = f
	}
	return b
}

// eachFiled goes over all that is filed, in order.
func (l *Ledger) eachFiled(ctx context.Context, do func(filed)) error {
	return l.each(ctx, "SELECT first, reports FROM keys ORDER BY first", nil, func(scan func(...any) error) error {
		var first int64
		var raw []byte
		if err := scan(&first, &raw); err != nil {
			return err
		}
		all, err := unpackRun(first, raw)
		for _, f := range all {
			do(f)
		}
		return err
	})
}

// unpackRun reads what pack wrote.
func unpackRun(first int64, raw []byte) ([]filed, error) {
	out := make([]filed, 0, len(raw)/4)
	last := filed{key: first}
	for len(raw) > 0 {
		apart, n := binary.Uvarint(raw)
		if n <= 0 || apart >= 1<<32 {
			return nil, fmt.Errorf("%w: keys from %d on are no keys", ErrDamaged, first)
		}
		report, m := binary.Varint(raw[n:])
		if m <= 0 {
			return nil, fmt.Errorf("%w: keys from %d on are no keys", ErrDamaged, first)
		}
		f := filed{last.key + int64(apart), last.report + report}
		if len(out) > 0 && f.compare(last) <= 0 || beginning(f.key) != beginning(first) {
			return nil, fmt.Errorf("%w: keys from %d on are not in order", ErrDamaged, first)
		}
		out = append(out, f)
		last, raw = f, raw[n+m:]
	}
	return out, nil
}

// findRuns finds the rows that keys lie in, with the first key of the row behind each.
const findRuns = `WITH sought (key) AS (SELECT value FROM json_each(?)),
	holding (first) AS (SELECT DISTINCT (SELECT max(k.first) FROM keys k WHERE k.first BETWEEN s.key >> 32 << 32 AND s.key) FROM sought s)
	SELECT k.first, k.reports, (SELECT min(n.first) FROM keys n WHERE n.first > k.first) FROM holding h JOIN keys k ON k.first = h.first`

// loadRuns reads the runs of keys that are not remembered.
func (w *Writer) loadRuns(keys []int64) error {
	keys = slices.DeleteFunc(slices.Clone(keys), func(key int64) bool { return w.runs.at(key) != nil })
	slices.Sort(keys)
	for some := range slices.Chunk(slices.Compact(keys), 4000) {
		err := w.rowsOf(findRuns, []any{jsonList(some)}, func(scan func(...any) error) error {
			one := &run{}
			var raw []byte
			var next *int64
			if err := scan(&one.first, &raw, &next); err != nil {
				return err
			}
			one.next = beginning(one.first) + 1<<32
			if next != nil {
				one.next = min(one.next, *next)
			}
			var err error
			if one.filed, err = unpackRun(one.first, raw); err == nil && w.runs.at(one.first) == nil {
				w.runs.put(one)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, key := range keys { // the first run begins with the stretch: where there is none, there is nothing
		if w.runs.at(key) == nil {
			w.runs.put(&run{first: beginning(key), next: beginning(key) + 1<<32})
		}
	}
	return nil
}

// file adds entries, which are in order, and hands the rows over.
func (w *Writer) file(entries []filed, rows *tables) error {
	keys := make([]int64, len(entries))
	for i, f := range entries {
		keys[i] = f.key
	}
	if err := w.loadRuns(keys); err != nil {
		return err
	}
	for len(entries) > 0 {
		one := w.runs.at(entries[0].key)
		n := sort.Search(len(entries), func(i int) bool { return entries[i].key >= one.next })
		one.filed = append(one.filed, entries[:n]...)
		slices.SortFunc(one.filed, filed.compare)
		w.runs.filed += n
		entries = entries[n:]
		all := append([]*run{one}, one.part()...)
		for i, r := range all {
			if i > 0 {
				w.runs.filed -= len(r.filed) // which were counted in the run they come from
				w.runs.put(r)
			}
			if err := rows.keys.add(w, r.first, r.pack()); err != nil {
				return err
			}
		}
	}
	return nil
}
