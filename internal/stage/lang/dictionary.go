package lang

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// How often a form must be seen for its classes to be told (known), and for the
// tagger to trust that there are no others (closed).
const (
	knownFrom  = 3
	closedFrom = 25
)

// dictCounts counts how often each normal form had each class.
type dictCounts map[uint32]map[int]int

func (c dictCounts) add(norm uint32, class int) {
	if c[norm] == nil {
		c[norm] = map[int]int{}
	}
	c[norm][class]++
}

// encode writes the entries of known forms: hash, closed or not, classes. A
// class seen once in a hundred times or more rarely is taken for an error.
func (c dictCounts) encode() []byte {
	norms := make([]uint32, 0, len(c))
	for n := range c {
		norms = append(norms, n)
	}
	slices.Sort(norms)
	var out []byte
	last := uint32(0)
	for _, norm := range norms {
		total := 0
		for _, n := range c[norm] {
			total += n
		}
		if total < knownFrom {
			continue
		}
		var classes []int
		for k, n := range c[norm] {
			if n*200 >= total {
				classes = append(classes, k)
			}
		}
		slices.SortFunc(classes, cmp.Compare)
		closed := uint64(0)
		if total >= closedFrom {
			closed = 1
		}
		out = binary.AppendUvarint(out, uint64(norm-last))
		out = binary.AppendUvarint(out, uint64(len(classes))<<1|closed)
		for _, k := range classes {
			out = append(out, byte(k))
		}
		last = norm
	}
	return out
}

func decodeDictionary(raw []byte, classes []class) (*dictionary, error) {
	d := &dictionary{entries: make(map[uint32]*entry, len(raw)/6)}
	norm := uint32(0)
	for len(raw) > 0 {
		delta, n := binary.Uvarint(raw)
		if n <= 0 {
			return nil, errors.New("lang: tag dictionary is damaged")
		}
		raw = raw[n:]
		head, n := binary.Uvarint(raw)
		if n <= 0 || int(head>>1) > len(raw)-n {
			return nil, errors.New("lang: tag dictionary ends too soon")
		}
		raw = raw[n:]
		norm += uint32(delta)
		e := &entry{closed: head&1 == 1, function: head&1 == 1}
		for _, c := range raw[:head>>1] {
			if int(c) >= len(classes) {
				return nil, errors.New("lang: tag dictionary names a class that is not there")
			}
			e.add(int(c))
			e.function = e.function && grammar(classes[c].pos)
		}
		raw = raw[head>>1:]
		e.seal()
		d.entries[norm] = e
	}
	return d, nil
}
