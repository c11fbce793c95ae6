package incident

import (
	"fmt"
	"slices"
)

// Key is a place where an event is found by those that may tell the same act.
type Key string

// Keys returns under which keys an event is to be filed and under which it has to
// look for others: what files x is found by what looks under x. An event that names
// one side alone is looked up by all that have its unit, and one that is dated by a
// month or more by all of its year; each of the others is met under its pair of units
// in its own week and the two beside it.
func (f *Features) Keys() (file, look []Key) {
	if f.Sum != 0 {
		k := Key(fmt.Sprintf("=%016x", f.Sum))
		file, look = append(file, k), append(look, k)
	}
	units, pairs := f.units()
	filed, looked := f.times()
	for _, kind := range f.Kinds.names() {
		f.narrowKeys(kind, units, func(k string) {
			for _, t := range filed {
				file = append(file, Key(k+" "+t))
			}
			for _, t := range looked {
				look = append(look, Key(k+" "+t))
			}
		})
		for _, t := range filed {
			for _, p := range pairs {
				file = append(file, Key(kind+" "+p+" "+t))
			}
			for _, u := range units {
				if len(pairs) > 0 {
					file = append(file, Key(kind+" "+u+"-* "+t))
				} else {
					file = append(file, Key(kind+" "+u+" "+t))
				}
			}
		}
		for _, t := range looked {
			for _, p := range pairs {
				look = append(look, Key(kind+" "+p+" "+t))
			}
			for _, u := range units {
				look = append(look, Key(kind+" "+u+" "+t))
				if len(pairs) == 0 {
					look = append(look, Key(kind+" "+u+"-* "+t))
				}
			}
		}
	}
	return file, look
}

// narrowKeys are those by which events are met that name other parties, or none: the
// same word for what was done with one party, the place, and the rarest words of the
// clause ("the massacre of Mpeketoni").
func (f *Features) narrowKeys(kind string, units []string, key func(string)) {
	for _, u := range units {
		key(kind + " " + u + " " + f.Act)
	}
	if f.Place.Name != "" {
		key(kind + " @" + f.Place.Name)
	}
	rare := f.Words.Keys()
	for _, h := range rare[:min(len(rare), mostRare)] {
		key(fmt.Sprintf("%s #%08x", kind, h))
	}
}

const mostRare = 4

// mostUnits bounds the pairs of a summit of thirty.
const mostUnits = 6

// units lists who is named, and each pair of them, in order.
func (f *Features) units() (units, pairs []string) {
	source, target := f.Source.Units, f.Target.Units
	source, target = source[:min(len(source), mostUnits)], target[:min(len(target), mostUnits)]
	units = set(slices.Concat(source, target))
	for _, s := range source {
		for _, t := range target {
			if s != t || len(units) == 1 {
				pairs = append(pairs, min(s, t)+"-"+max(s, t))
			}
		}
	}
	return units, set(pairs)
}

const (
	week  = 7
	year  = 365
	broad = 5 * week // days that are filed by the year

	mostYears = 5
	mostKeys  = 3000 // what none has more of: kinds times (units, pairs and rare words) times weeks and years
)

// times names the weeks and years of an act.
func (f *Features) times() (file, look []string) {
	d := f.Days
	if !d.known() {
		d.From, d.To = f.Told, f.Told
	}
	if d.From == NoDay {
		return []string{"?"}, []string{"?"}
	}
	d.To = min(d.To, d.From+mostYears*year) // "for a thousand years"
	narrow := d.To-d.From < broad
	for y := floor(d.From, year); y <= floor(d.To, year); y++ {
		if narrow {
			file = append(file, fmt.Sprintf("y%d", y))
		} else {
			file = append(file, fmt.Sprintf("b%d", y))
			look = append(look, fmt.Sprintf("y%d", y))
		}
		look = append(look, fmt.Sprintf("b%d", y))
	}
	if narrow {
		from, to := floor(d.From, week), floor(d.To, week)
		for w := from - 1; w <= to+1; w++ {
			look = append(look, fmt.Sprintf("w%d", w))
			if w >= from && w <= to {
				file = append(file, fmt.Sprintf("w%d", w))
			}
		}
	}
	return file, look
}

func floor(day, by int32) int32 {
	if day < 0 {
		return (day - by + 1) / by
	}
	return day / by
}
