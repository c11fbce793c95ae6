package lang

import "dragoman/internal/model"

// features gathers the features of one decision. Each template has a number of
// its own: its place in the list, counted on from base.
type features struct {
	base uint32
	n    uint32
	at   [256]uint32
}

func (f *features) reset(base uint32) { f.base, f.n = base, 0 }

func (f *features) list() []uint32 { return f.at[:f.n&255] }

func (f *features) one(a uint32) {
	f.at[f.n&255] = model.Join1(f.base+f.n, a)
	f.n++
}

func (f *features) two(a, b uint32) {
	f.at[f.n&255] = model.Join2(f.base+f.n, a, b)
	f.n++
}

func (f *features) three(a, b, c uint32) {
	f.at[f.n&255] = model.Join3(f.base+f.n, a, b, c)
	f.n++
}

func (f *features) four(a, b, c, d uint32) {
	f.at[f.n&255] = model.Join4(f.base+f.n, a, b, c, d)
	f.n++
}
