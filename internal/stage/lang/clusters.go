package lang

import (
	"encoding/binary"
	"errors"
	"slices"
)

// Clusters groups words that are used alike: "minister" and "spokesman" share
// one. They come from word vectors trained on far more text than any treebank
// (data/models/README.md), and let the models say something of a word that the
// treebank never showed.
//
// It is an open hash table from the hash of a normal form to a cluster; words
// themselves are not kept.
type Clusters struct {
	mask   uint32
	keys   []uint32
	fine   []uint16
	coarse []uint16 // of each fine cluster
}

// Of returns the cluster of a normal form and the cluster of that cluster,
// both 0 where the form is not known.
func (c *Clusters) Of(norm uint32) (fine, coarse uint32) {
	if len(c.keys) == 0 {
		return 0, 0
	}
	for i := norm & c.mask; ; i = (i + 1) & c.mask {
		switch {
		case c.fine[i] == 0:
			return 0, 0
		case c.keys[i] == norm:
			f := c.fine[i]
			return uint32(f), uint32(c.coarse[f])
		}
	}
}

func newClusters(keys []uint32, fine, coarse []uint16) *Clusters {
	size := 1
	for size < 2*len(keys) {
		size *= 2
	}
	c := &Clusters{mask: uint32(size - 1), keys: make([]uint32, size), fine: make([]uint16, size), coarse: coarse}
	for k, key := range keys {
		i := key & c.mask
		for c.fine[i] != 0 {
			i = (i + 1) & c.mask
		}
		c.keys[i], c.fine[i] = key, fine[k]
	}
	return c
}

// encodeClusters lays out the words of each cluster in turn as sorted hashes,
// each as its distance from the one before.
func encodeClusters(members map[uint16][]uint32, coarse []uint16) []byte {
	out := binary.AppendUvarint(nil, uint64(len(coarse)))
	for f := range coarse {
		out = binary.AppendUvarint(out, uint64(coarse[f]))
		keys := members[uint16(f)]
		slices.Sort(keys)
		out = binary.AppendUvarint(out, uint64(len(keys)))
		last := uint32(0)
		for _, k := range keys {
			out = binary.AppendUvarint(out, uint64(k-last))
			last = k
		}
	}
	return out
}

func decodeClusters(raw []byte) (*Clusters, error) {
	bad := false
	next := func() uint64 {
		v, n := binary.Uvarint(raw)
		if n <= 0 {
			bad = true
			return 0
		}
		raw = raw[n:]
		return v
	}
	count := next()
	if count > 1<<16 {
		return nil, errors.New("lang: too many word clusters")
	}
	coarse := make([]uint16, count)
	var keys []uint32
	var fine []uint16
	for f := range coarse {
		coarse[f] = uint16(next())
		last := uint32(0)
		for members := next(); members > 0 && !bad; members-- {
			last += uint32(next())
			keys = append(keys, last)
			fine = append(fine, uint16(f))
		}
	}
	if bad {
		return nil, errors.New("lang: word clusters end too soon")
	}
	return newClusters(keys, fine, coarse), nil
}
