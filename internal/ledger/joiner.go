package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"dragoman/internal/incident"
)

// joiner finds the events that tell one act, in one transaction. Whether two events are
// linked hangs on the two alone, and incidents are parts of the connected components of all
// links, each parted by what its events are alone (incident.Part), so the order in which
// reports come is no matter. Where an event goes, the others of its component are linked
// anew.
type joiner struct {
	w       *Writer
	rows    *tables
	fresh   map[int64]*incident.Features // events that are new
	loose   map[int64]*incident.Features // events whose component has lost one
	held    map[int64]int                // where the rows of new events wait to be written
	broken  map[int64]bool               // components that have lost an event
	torn    map[int64]bool               // reports that have lost some events
	touched map[int64]bool               // blocks that are to be written
	parent  unions[int64]                // events and components that hang together
	others  []int64                      // room for candidates
}

func newJoiner(w *Writer, rows *tables) *joiner {
	return &joiner{w, rows, map[int64]*incident.Features{}, map[int64]*incident.Features{}, map[int64]int{}, map[int64]bool{}, map[int64]bool{}, map[int64]bool{}, unions[int64]{}, nil}
}

// add takes an event whose row has just been collected, its last values the incident and
// the component.
func (j *joiner) add(event int64, f *incident.Features) {
	j.fresh[event] = f
	j.held[event] = len(j.rows.events.values) - 1
}

// written is to be called when collected rows have been written.
func (j *joiner) written() { clear(j.held) }

// remove takes events out that are about to be deleted.
func (j *joiner) remove(first, last int64) error {
	gone, blocks := map[int64]bool{}, map[int64]bool{} // and where they are filed
	if last < eventID(first/mostEvents, mostEvents-1) {
		j.torn[first/mostEvents] = true
	}
	err := j.w.rowsOf("SELECT id, traits, linked FROM events WHERE id BETWEEN ? AND ?", []any{first, last}, func(scan func(...any) error) error {
		var id int64
		var linked *int64
		f := &incident.Features{}
		if err := scanTraits(scan, &id, f, &linked); err != nil {
			return err
		}
		if linked != nil {
			j.broken[*linked] = true
		}
		delete(j.w.recall.at, id)
		if j.fresh[id] != nil { // not filed yet
			delete(j.fresh, id)
			return nil
		}
		gone[id] = true
		for _, k := range f.File() {
			blocks[k.Block] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := j.load(slices.Sorted(maps.Keys(blocks))); err != nil {
		return err
	}
	for b := range blocks {
		j.w.blocks[b] = slices.DeleteFunc(j.w.blocks[b], func(p posting) bool { return gone[p.event()] })
		j.touched[b] = true
	}
	return nil
}

// link finds the incidents of what is new and what is loose, and collects what is to be
// written before the rows of events are.
func (j *joiner) link() error {
	if err := j.loosen(); err != nil {
		return err
	}
	fresh := slices.Sorted(maps.Keys(j.fresh))
	if err := j.loadFor(fresh); err != nil {
		return err
	}
	var pairs [][2]int64
	for _, id := range fresh {
		f := j.fresh[id]
		pairs = j.candidates(pairs, id, f)
		for _, k := range f.File() {
			j.w.blocks[k.Block] = append(j.w.blocks[k.Block], newPosting(id, k.Mark))
			j.w.posted++
			j.touched[k.Block] = true
		}
	}
	loose := slices.Sorted(maps.Keys(j.loose))
	if err := j.loadFor(loose); err != nil {
		return err
	}
	for _, id := range loose {
		pairs = j.candidates(pairs, id, j.loose[id])
	}
	pairs, err := j.beside(pairs, fresh)
	if err != nil {
		return err
	}
	decided, err := j.decided()
	if err != nil {
		return err
	}
	pairs = slices.DeleteFunc(pairs, func(p [2]int64) bool { return decided.alone[p[0]] || decided.alone[p[1]] })
	if err := j.compare(pairs); err != nil {
		return err
	}
	j.bind(decided)
	if err := j.part(decided); err != nil {
		return err
	}
	return j.file()
}

// loosen takes broken components apart.
func (j *joiner) loosen() error {
	for _, n := range slices.Sorted(maps.Keys(j.broken)) {
		err := j.w.rowsOf("SELECT id, traits FROM events WHERE linked = ?", []any{n}, func(scan func(...any) error) error {
			var id int64
			f := &incident.Features{}
			err := scanTraits(scan, &id, f)
			j.loose[id] = f
			return err
		})
		if err == nil {
			err = j.w.run("UPDATE events SET joined = NULL, linked = NULL WHERE linked = ?", n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// candidates appends the pairs of an event and those that may tell the same act.
func (j *joiner) candidates(pairs [][2]int64, id int64, f *incident.Features) [][2]int64 {
	others := j.others[:0]
	for _, k := range f.Look() {
		for _, p := range j.w.blocks[k.Block] {
			if other := p.event(); other != id && k.Admits(p.mark(), f) {
				others = append(others, other)
			}
		}
	}
	slices.Sort(others)
	j.others = others
	for _, other := range slices.Compact(others) {
		pairs = append(pairs, [2]int64{id, other})
	}
	return pairs
}

// beside appends the pairs of what is new or loose and the other events of its report.
func (j *joiner) beside(pairs [][2]int64, fresh []int64) ([][2]int64, error) {
	for i, id := range fresh {
		for _, other := range fresh[i+1:] {
			if other/mostEvents != id/mostEvents {
				break
			}
			pairs = append(pairs, [2]int64{id, other})
		}
	}
	partly := map[int64]bool{} // reports of which some events are to be linked, and others may be as they were
	for id := range j.loose {
		partly[id/mostEvents] = true
	}
	for id := range j.fresh {
		if j.torn[id/mostEvents] {
			partly[id/mostEvents] = true
		}
	}
	of := map[int64][]int64{}
	err := j.w.eachOf("SELECT e.id FROM sought CROSS JOIN events e ON e.id BETWEEN sought.n * 65536 AND sought.n * 65536 + 65535", slices.Sorted(maps.Keys(partly)), func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		of[id/mostEvents] = append(of[id/mostEvents], id)
		return err
	})
	for report := range partly {
		for _, id := range of[report] {
			if j.features(id) == nil {
				continue
			}
			for _, other := range of[report] {
				if other != id {
					pairs = append(pairs, [2]int64{id, other})
				}
			}
		}
	}
	return pairs, err
}

// recalled are the features of the second events of pairs, each pair's own place among
// them.
func (j *joiner) recalled(pairs [][2]int64) (of []*incident.Features, places []int32, err error) {
	at := map[int64]int32{}
	var need []int64
	places = make([]int32, len(pairs))
	for i, p := range pairs {
		n, ok := at[p[1]]
		if !ok {
			n = int32(len(of))
			at[p[1]] = n
			f := j.features(p[1])
			if f == nil {
				if f, err = j.w.recall.get(p[1]); err != nil {
					return nil, nil, err
				}
			}
			if f == nil {
				need = append(need, p[1])
			}
			of = append(of, f)
		}
		places[i] = n
	}
	slices.Sort(need)
	err = j.w.inBatches("SELECT id, traits FROM events WHERE id IN ", need, func(scan func(...any) error) error {
		var id int64
		var traits []byte
		err := scan(&id, &traits)
		if err == nil {
			of[at[id]], err = featuresOf(id, traits)
			j.w.recall.put(id, traits)
		}
		return err
	})
	return of, places, err
}

// compare joins the pairs that tell one act.
func (j *joiner) compare(pairs [][2]int64) error {
	others, places, err := j.recalled(pairs)
	if err != nil {
		return err
	}
	var linked [][2]int64
	stored := map[int64]int64{} // events that are in the file, and their components
	for i, p := range pairs {
		a, b := j.features(p[0]), others[places[i]]
		if a == nil || b == nil {
			return fmt.Errorf("%w: an event is filed that is not there", ErrDamaged)
		}
		if j.parent.first(p[0]) == j.parent.first(p[1]) || !incident.Linked(a, b) {
			continue
		}
		linked = append(linked, p)
		for _, id := range p {
			if j.fresh[id] == nil && j.loose[id] == nil {
				stored[id] = id
			}
		}
		if stored[p[0]] == 0 && stored[p[1]] == 0 {
			j.parent.join(p[0], p[1])
		}
	}
	err = j.w.inBatches("SELECT id, ifnull(linked, id) FROM events WHERE id IN ", slices.Sorted(maps.Keys(stored)), func(scan func(...any) error) error {
		var id, in int64
		err := scan(&id, &in)
		stored[id] = in
		return err
	})
	for _, p := range linked {
		a, b := p[0], p[1]
		if in, ok := stored[a]; ok {
			a = in
		}
		if in, ok := stored[b]; ok {
			b = in
		}
		j.parent.join(a, b)
	}
	return err
}

// features are those of an event that is new or loose.
func (j *joiner) features(id int64) *incident.Features { return cmp.Or(j.fresh[id], j.loose[id]) }

// file writes the blocks.
func (j *joiner) file() error {
	for _, block := range slices.Sorted(maps.Keys(j.touched)) {
		postings := j.w.blocks[block]
		if len(postings) == 0 {
			if err := j.w.run("DELETE FROM clues WHERE block = ?", block); err != nil {
				return err
			}
			continue
		}
		if err := j.rows.clues.add(j.w, block, packPostings(postings)); err != nil {
			return err
		}
	}
	for id, f := range j.fresh {
		j.w.recall.put(id, f.AppendBinary(nil))
	}
	return nil
}

// scanTraits scans a row whose second value is an event's traits.
func scanTraits(scan func(...any) error, id *int64, f *incident.Features, more ...any) error {
	var raw []byte
	if err := scan(append([]any{id, &raw}, more...)...); err != nil {
		return err
	}
	read, err := featuresOf(*id, raw)
	if err == nil {
		*f = *read
	}
	return err
}
