package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"dragoman/internal/incident"
)

// member is an event of a component, and where the file has it; 0 for nowhere.
type member struct {
	id             int64
	f              *incident.Features
	linked, joined int64
}

// part parts the components that have changed into incidents.
func (j *joiner) part(d decided) error {
	of := j.parent.all()
	var stored []int64
	for _, id := range slices.Sorted(maps.Keys(j.parent)) {
		if j.features(id) == nil {
			stored = append(stored, id)
		}
	}
	members, large, err := j.members(stored)
	if err != nil {
		return err
	}
	for _, root := range slices.Sorted(maps.Keys(of)) {
		var all []member
		var beyond []int64
		for _, n := range of[root] {
			switch f := j.features(n); {
			case f != nil:
				all = append(all, member{id: n, f: f})
			case large[n]:
				beyond = append(beyond, n)
			default:
				all = append(all, members[n]...)
			}
		}
		if len(beyond) == 0 && len(all) <= incident.Most {
			err = j.partSmall(root, all, d)
		} else {
			err = j.partLarge(root, all, beyond, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// members reads components of the file and events that stand alone, by their numbers;
// of the large ones it only says that they are.
func (j *joiner) members(of []int64) (members map[int64][]member, large map[int64]bool, err error) {
	members, large = map[int64][]member{}, map[int64]bool{}
	var small []int64
	err = j.w.eachOf(fmt.Sprintf("SELECT n, (SELECT count(*) FROM (SELECT 1 FROM events e WHERE e.linked = sought.n LIMIT %d) x) FROM sought", incident.Most+1), of, func(scan func(...any) error) error {
		var n int64
		var size int
		err := scan(&n, &size)
		if large[n] = size > incident.Most; !large[n] {
			small = append(small, n)
		}
		return err
	})
	const read = "SELECT id, traits, ifnull(linked, 0), ifnull(joined, 0) FROM events WHERE "
	add := func(scan func(...any) error) error {
		m := member{f: &incident.Features{}}
		err := scanTraits(scan, &m.id, m.f, &m.linked, &m.joined)
		n := m.linked
		if n == 0 {
			n = m.id
		}
		members[n] = append(members[n], m)
		return err
	}
	if err == nil {
		err = j.w.inBatches(read+"linked IN ", small, add)
	}
	if err == nil {
		err = j.w.inBatches(read+"linked IS NULL AND id IN ", small, add)
	}
	return members, large, err
}

// partSmall parts a component by what all of its events are.
func (j *joiner) partSmall(root int64, all []member, d decided) error {
	slices.SortFunc(all, func(a, b member) int { return cmp.Compare(a.id, b.id) })
	var features []*incident.Features
	var ids []int64
	acts := unions[int64]{}
	for i := range all {
		acts.join(all[i].id, all[i].id)
		if !d.alone[all[i].id] {
			features, ids = append(features, all[i].f), append(ids, all[i].id)
		}
	}
	for i, first := range incident.Part(features) {
		acts.join(ids[first], ids[i])
	}
	for _, bond := range slices.Sorted(maps.Keys(d.bonds)) {
		for _, id := range d.bonds[bond] {
			if _, here := acts[id]; here {
				acts.join(d.bonds[bond][0], id)
			}
		}
	}
	sizes := map[int64]int{}
	for i := range all {
		sizes[acts.first(all[i].id)]++
	}
	for i := range all {
		joined := acts.first(all[i].id)
		if sizes[joined] == 1 {
			joined = 0
		}
		if err := j.place(&all[i], root, joined); err != nil {
			return err
		}
	}
	return nil
}

// partLarge parts a component by days. Of the large components that it is made of only so
// much is read as says where the events at hand belong: how many others a day has is no
// matter.
func (j *joiner) partLarge(root int64, hand []member, large []int64, d decided) error {
	acts := unions[spell]{}
	for _, n := range large[min(1, len(large)):] { // their days may be those of the first
		err := j.w.rowsOf("SELECT DISTINCT day FROM events WHERE linked = ?", []any{n}, func(scan func(...any) error) error {
			var day int64
			err := scan(&day)
			acts.join(spellOf(day), spellOf(day))
			return err
		})
		if err != nil {
			return err
		}
	}
	at := map[spell][]member{}
	for _, m := range hand {
		s := d.spell(m.id, dayOfTraits(m.f))
		acts.join(s, s)
		at[s] = append(at[s], m)
	}
	for _, bond := range d.bonds {
		var of []spell
		for _, id := range bond {
			if f := j.features(id); f != nil && j.parent.first(id) == root {
				of = append(of, d.spell(id, dayOfTraits(f)))
			} else if at := d.at[id]; f == nil && j.parent.first(at.linked) == root {
				of = append(of, d.spell(id, at.day))
			}
		}
		for _, s := range of {
			acts.join(of[0], s)
		}
	}
	for _, spells := range acts.all() {
		if err := j.partSpells(root, spells, at, large, d); err != nil {
			return err
		}
	}
	for _, n := range large {
		if n == root {
			continue
		}
		if err := j.w.run("UPDATE events SET linked = ? WHERE linked = ?", root, n); err != nil {
			return err
		}
	}
	return nil
}

// partSpells makes one incident of some spells of a large component.
func (j *joiner) partSpells(root int64, of []spell, at map[spell][]member, large []int64, d decided) error {
	var hand, there []member // there has one of each incident
	for _, s := range of {
		hand = append(hand, at[s]...)
		for _, n := range large {
			m, err := j.oneOf(s, n, d)
			if err != nil {
				return err
			}
			if m.id != 0 {
				there = append(there, m)
			}
		}
	}
	switch {
	case len(hand) == 1 && len(there) == 0:
		return j.place(&hand[0], root, 0)
	case len(hand) == 0 && len(there) < 2:
		return nil // as it was
	}
	joined := int64(math.MaxInt64)
	for _, m := range slices.Concat(hand, there) {
		joined = min(joined, m.id)
	}
	for _, m := range there {
		if m.joined != 0 {
			joined = min(joined, m.joined)
		}
	}
	for _, m := range there {
		var err error
		if m.joined == 0 {
			err = j.place(&m, m.linked, joined)
		} else if m.joined != joined {
			err = j.w.run("UPDATE events SET joined = ? WHERE joined = ?", joined, m.joined)
		}
		if err != nil {
			return err
		}
	}
	for i := range hand {
		if err := j.place(&hand[i], root, joined); err != nil {
			return err
		}
	}
	return nil
}

// oneOf returns an event of a spell in a large component, its id 0 where there is none.
func (j *joiner) oneOf(s spell, n int64, d decided) (out member, err error) {
	which, value := s.where()
	err = j.w.rowsOf("SELECT id, ifnull(joined, 0) FROM events WHERE linked = ? AND "+which+" = ? LIMIT ?", []any{n, value, len(d.alone) + 1}, func(scan func(...any) error) error {
		m := member{linked: n}
		err := scan(&m.id, &m.joined)
		if d.alone[m.id] == s.alone() {
			out = m
		}
		return err
	})
	return out, err
}

// spell is where an event of a large component belongs: a day, twice its number, or, where
// somebody has said that it stands alone, the event itself, twice its number and one.
type spell int64

func spellOf(day int64) spell { return spell(2 * day) }

func (s spell) alone() bool { return s&1 == 1 }

func (s spell) where() (column string, value int64) {
	if s.alone() {
		return "id", int64(s >> 1)
	}
	return "day", int64(s / 2)
}

func (d *decided) spell(event, day int64) spell {
	if d.alone[event] {
		return spell(2*event + 1)
	}
	return spellOf(day)
}

// dayOfTraits is the day of an event as the file has it.
func dayOfTraits(f *incident.Features) int64 {
	if f.From == incident.NoDay {
		return NoDay
	}
	return int64(f.From)
}

// place writes where an event belongs, where that is not so already.
func (j *joiner) place(m *member, linked, joined int64) error {
	orNone := func(n int64) any {
		if n == 0 {
			return nil
		}
		return n
	}
	if at, waits := j.held[m.id]; waits {
		j.rows.events.values[at-1].Value, j.rows.events.values[at].Value = orNone(joined), orNone(linked)
		return nil
	}
	if m.linked == linked && m.joined == joined {
		return nil
	}
	return j.w.run("UPDATE events SET joined = ?, linked = ? WHERE id = ?", orNone(joined), orNone(linked), m.id)
}
