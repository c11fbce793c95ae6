package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

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

const (
	// mostKeys is how many keys a sketch has.
	mostKeys = 17
	// mostAlike is how many texts are compared, those with most keys in common: of
	// hundreds that share a sentence some are copies, and these share more. Only beyond
	// it can the order of coming change a group.
	mostAlike = 500
)

// findKeys finds who shares keys, on some days of one stretch.
var findKeys = "WITH sought (first, last) AS (VALUES (CAST(? AS BIGINT), CAST(? AS BIGINT))" + strings.Repeat(", (?, ?)", mostKeys-1) +
	") SELECT k.report FROM sought CROSS JOIN keys k ON k.key BETWEEN sought.first AND sought.last"

// alike finds the texts in the file that share keys with one and are of days so close
// that they may be copies: those that share most.
func (l *linker) alike(p *printed) ([]int64, error) {
	if len(p.keys) > mostKeys {
		return nil, fmt.Errorf("a sketch of %d keys, expected at most %d", len(p.keys), mostKeys)
	}
	shared := map[int64]int{}
	look := func(from, to int64) error {
		return l.w.rowsOf(findKeys, sought(p.keys, from, to), func(scan func(...any) error) error {
			var report int64
			err := scan(&report)
			shared[report]++
			return err
		})
	}
	var err error
	if there, ok := l.w.ahead.shared[p]; ok {
		shared = there
	} else {
		err = l.days(p.day, look)
	}
	found := slices.SortedFunc(maps.Keys(shared), func(a, b int64) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
	return found[:min(len(found), mostAlike)], err
}

// sought are the values of findKeys.
func sought(keys []int64, from, to int64) []any {
	values := make([]any, 0, 2*mostKeys)
	for _, k := range keys {
		values = append(values, at(k, from), at(k, to))
	}
	for len(values) < 2*mostKeys {
		values = append(values, 1, 0) // nothing
	}
	return values
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
		there, err := l.w.ask("SELECT key FROM keys WHERE key >= ? ORDER BY key LIMIT 1", []any{at(0, from)}, &key)
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
