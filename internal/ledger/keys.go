package ledger

import (
	"cmp"
	"maps"
	"slices"

	"dragoman/internal/copies"
)

// A key under which a text is filed: the stretch of 32 days of its publication in the
// upper half; 27 bits of a key of the sketch and, below them, the day in the stretch in
// the lower. Two texts that share one by chance are compared, and differ.
const (
	stretch = 32 // days
	keyBits = (1<<32 - 1) &^ (stretch - 1)
)

// keysOf are a sketch's, without days.
func keysOf(s *copies.Sketch) []int64 {
	var keys []int64
	for _, k := range s.Keys() {
		keys = append(keys, int64(k>>32)&keyBits)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// at is where a key is filed on a day.
func at(key, day int64) int64 { return day>>5<<32 | key | day&(stretch-1) }

// mostAlike is how many texts are compared, those with most keys in common: of
// hundreds that share a sentence some are copies, and these share more. Only beyond
// it can the order of coming change a group.
const mostAlike = 500

// alike finds the texts in the file that share keys with one and are of days so close
// that they may be copies: those that share most.
func (l *linker) alike(p *printed) ([]int64, error) {
	shared := map[int64]int{}
	err := l.days(p.day, func(from, to int64) error {
		if err := l.w.loadRuns(filedOn(p.keys, from)); err != nil {
			return err
		}
		for _, k := range p.keys {
			l.w.runs.at(at(k, from)).under(at(k, from), at(k, to), func(report int64) { shared[report]++ })
		}
		return nil
	})
	found := slices.SortedFunc(maps.Keys(shared), func(a, b int64) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
	return found[:min(len(found), mostAlike)], err
}

// filedOn are keys of a sketch as they are filed on a day.
func filedOn(keys []int64, day int64) []int64 {
	out := make([]int64, len(keys))
	for i, k := range keys {
		out[i] = at(k, day)
	}
	return out
}

// days calls look for the days, first and last, on which copies of a text of a day may
// lie, for each stretch by itself. A text without a day may be a copy of any.
func (l *linker) days(day int64, look func(from, to int64) error) error {
	if day == NoDay {
		return l.allDays(look)
	}
	if l.w.undated {
		if err := look(NoDay, NoDay); err != nil {
			return err
		}
	}
	for from, last := day-windowDays, day+windowDays; from <= last; {
		to := min(last, from|(stretch-1))
		if err := look(from, to); err != nil {
			return err
		}
		from = to + 1
	}
	return nil
}

func (l *linker) allDays(look func(from, to int64) error) error {
	for from := int64(NoDay); ; {
		var key int64
		there, err := l.w.ask("SELECT first FROM keys WHERE first >= ? ORDER BY first LIMIT 1", []any{at(0, from)}, &key)
		if err != nil || !there {
			return err
		}
		from = key >> 32 << 5
		if err := look(from, from+stretch-1); err != nil {
			return err
		}
		from += stretch
	}
}
