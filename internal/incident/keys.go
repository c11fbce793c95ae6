package incident

import "slices"

// Key is a place where an event is filed and found by those that may tell the same
// act: what both have in common, in a stretch of days. Mark says what of the event
// need be known to pass over most of the others that are filed there.
type Key struct {
	Block int64 // the stretch of days in the upper half, a sum in the lower
	Mark  Mark
}

// Mark has, from the lowest bit: 8 bits of who is on the other side (or of a word), 5
// of the day in the stretch, one for several days, and one for a vague day.
type Mark uint16

const (
	period  = 32 // days
	many    = 0xff
	several = 1 << 13
	vague   = 1 << 14
)

// File returns where an event is to be filed. It is filed under each unit of its
// source, with its kind, under each of its target, and under its particulars, in every
// stretch of its days.
func (f *Features) File() []Key { return f.keys(f.From, f.To) }

// Look returns where others may be found that tell the same act.
func (f *Features) Look() []Key {
	if f.From == NoDay {
		return f.keys(NoDay, NoDay)
	}
	return f.keys(f.From-apartVague, f.To+apartVague)
}

func (f *Features) keys(from, to int32) []Key {
	var whats []Key
	source, target := uint32('s'), uint32('t')
	if f.mutual() {
		target = source
	}
	for _, s := range []struct {
		role     uint32
		at, with *Side
	}{{source, &f.Source, &f.Target}, {target, &f.Target, &f.Source}} {
		for _, u := range s.at.Units {
			whats = append(whats, Key{int64(mix(s.role, uint32(f.kin()), uint32(u)) | 1<<31), partner(s.with)})
		}
	}
	for _, w := range f.particulars() {
		// Few words are met twice in a month, so several share a block.
		sum := mix('r', uint32(f.kin()), uint32(w))
		whats = append(whats, Key{int64(sum & 0x3ff), Mark(1 + sum>>10%(many-1))})
	}
	slices.SortFunc(whats, func(a, b Key) int { return int(a.Block - b.Block) })
	whats = slices.Compact(whats)
	var out []Key
	first, last := floor(from), floor(to)
	for p := first; p <= last; p++ {
		for _, k := range whats {
			out = append(out, Key{int64(p)<<32 | k.Block, k.Mark | f.days(p)})
		}
	}
	return out
}

// particulars are what an event can be found by if nobody is named: the rarest word of
// its clause, and what its doers are called.
func (f *Features) particulars() []uint16 {
	return slices.Concat(f.Rare[:min(1, len(f.Rare))], f.Source.Nouns)
}

// days is the mark of an event's days in a stretch.
func (f *Features) days(p int32) (m Mark) {
	if f.Vague {
		m |= vague
	}
	if f.From == NoDay || f.From != f.To || floor(f.From) != p {
		return m | several
	}
	return m | Mark(f.From-p*period)<<8
}

// partner is a sum of who is on a side: 0 of nobody, many of several or of anybody.
func partner(s *Side) Mark {
	switch {
	case s.empty():
		return 0
	case len(s.Units) == 1 && !s.anybody():
		return Mark(1 + mix('w', uint32(s.Units[0]), 0)%(many-1))
	}
	return many
}

// Admits reports whether what is filed with a mark may tell the same act as the event
// that looks with this key.
func (k Key) Admits(m Mark, f *Features) bool {
	a, b := k.Mark&many, m&many
	if a != b && (int32(uint32(k.Block)) >= 0 || a != 0 && b != 0 && a != many && b != many) {
		return false
	}
	if m&several != 0 || f.From == NoDay {
		return true
	}
	day := int32(k.Block>>32)*period + int32(m>>8&31)
	gap := max(0, f.From-day, day-f.To)
	return gap <= apart || gap <= apartVague && (f.Vague || m&vague != 0)
}

func floor(day int32) int32 {
	if day == NoDay {
		return NoDay / period
	}
	return day >> 5
}

// mix is a sum of three numbers (the finish of MurmurHash3).
func mix(a, b, c uint32) uint32 {
	h := a*0x9e3779b1 ^ b*0x85ebca6b ^ c*0xc2b2ae35
	h ^= h >> 16
	h *= 0x7feb352d
	h ^= h >> 15
	h *= 0x846ca68b
	return h ^ h>>16
}
