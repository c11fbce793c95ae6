package lang

import (
	"fmt"

	"dragoman/internal/model"
)

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

// templates is a fingerprint of all feature templates: weights serve only the
// templates that they were trained with.
func templates() string {
	const n = 6
	words := make([]word, n+2)
	for i := range words[:n] {
		v := uint32(i+1) * 1000003
		words[i] = word{norm: v, shape: v + 1, fine: v + 2, coarse: v + 3, pre1: v + 4, pre3: v + 5, suf1: v + 6, suf2: v + 7, suf3: v + 8, suf4: v + 9, kind: v + 10, class: v + 11, pos: v + 12}
	}
	frame(words, n)
	f, st, h := &features{}, &state{}, uint32(0)
	mix := func() {
		for _, x := range f.list() {
			h = model.Join2(1, h, x)
		}
	}
	f.tag(words, n, 2)
	mix()
	st.reset(n)
	for _, t := range []int{shift, shift, attachLeft, shift, attachRight, shift, shift} {
		f.move(st, words)
		mix()
		if t != shift {
			head, dep := st.arc(t)
			f.relation(st, words, head, dep)
			mix()
		}
		st.apply(t, uint8(t))
	}
	return fmt.Sprintf("%08x", h)
}
