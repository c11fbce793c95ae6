package actors

import (
	"errors"
	"sync/atomic"

	"dragoman/internal/lexicon"
)

// table holds entries as the rows that they are made of, and makes an entry when it
// is first asked for: a report names a few dozen of thirty thousand.
type table[T any] struct {
	rows  []lexicon.Row
	byID  map[string]int32
	first []int32 // of each entry its first row
	next  []int32 // of each row the next one of its entry, or -1
	last  []int32 // of each entry its last row
	made  []atomic.Pointer[T]
	build func(rows []lexicon.Row) (*T, error)
}

func newTable[T any](rows []lexicon.Row, build func([]lexicon.Row) (*T, error)) table[T] {
	return table[T]{rows: rows, byID: make(map[string]int32, len(rows)), next: make([]int32, len(rows)), build: build}
}

// enter files a row under the entry with an id and returns the entry.
func (t *table[T]) enter(row int, id string) int {
	t.next[row] = -1
	if i, ok := t.byID[id]; ok {
		t.next[t.last[i]] = int32(row)
		t.last[i] = int32(row)
		return int(i)
	}
	i := len(t.first)
	t.byID[id] = int32(i)
	t.first, t.last = append(t.first, int32(row)), append(t.last, int32(row))
	return i
}

// sealed is called once all rows are there.
func (t *table[T]) sealed() { t.made = make([]atomic.Pointer[T], len(t.first)) }

// rowsOf returns the rows of an entry in their order.
func (t *table[T]) rowsOf(i int) []lexicon.Row {
	var rows []lexicon.Row
	for r := t.first[i]; r >= 0; r = t.next[r] {
		rows = append(rows, t.rows[r])
	}
	return rows
}

// get returns an entry. Rows with faults are left out of it: they are Check's
// business, and those of a user's keep a lexicon from opening.
func (t *table[T]) get(i int) *T {
	if p := t.made[i].Load(); p != nil {
		return p
	}
	p, _ := t.build(t.rowsOf(i))
	t.made[i].CompareAndSwap(nil, p) // whoever was first
	return t.made[i].Load()
}

// faults makes every entry of which which holds and returns what is wrong.
func (t *table[T]) faults(which func([]lexicon.Row) bool) error {
	var faults []error
	for i := range t.first {
		if rows := t.rowsOf(i); which(rows) {
			_, err := t.build(rows)
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
