package kernel

import (
	"fmt"
	"math"
	"slices"
)

const (
	signBit = 1 << 31
	infBits = 0x7f800000 // of +Inf; greater ones are NaN

	// leastRow is the least greatest value of a row that is not taken as zero: below it,
	// 127/max would leave the range of float32.
	leastRow = 1e-30
)

// Rows holds quantised activations: rows of uint8 q and one scale a row, so that x ≈
// (q−128)·scale. The zero value is ready. A Rows may be filled again and again, and
// allocates only to grow; once filled it may be read by many.
type Rows struct {
	q        []uint8   // [rows × stride]
	scale    []float32 // [rows]
	rows, in int
	stride   int // in, rounded up to a multiple of 8; the rest is 128 and meets zero weights
}

// Quantise fills r from x, row-major [rows × in]. A row's scale is max|x|/127, and q is
// x·(127/max|x|), rounded to nearest even, plus 128: so q lies in 1..255. Values that are
// not finite count as 0. A row without a value beyond 1e-30 gets scale 0 and q = 128. All
// levels give the same bits.
func (r *Rows) Quantise(x []float32, rows, in int) {
	if rows < 0 || in < 1 || len(x) < rows*in {
		panic(fmt.Sprintf("kernel: no %d×%d rows in %d values", rows, in, len(x)))
	}
	r.rows, r.in, r.stride = rows, in, roundUp(in, stepIn)
	r.q = slices.Grow(r.q[:0], rows*r.stride)[:rows*r.stride]
	r.scale = slices.Grow(r.scale[:0], rows)[:rows]
	l := level()
	for i := range rows {
		q, x := r.q[i*r.stride:(i+1)*r.stride], x[i*in:(i+1)*in]
		most := absMax(l, x)
		if most < leastRow {
			r.scale[i] = 0
			fill(q, 128)
			continue
		}
		r.scale[i] = most / 127
		quantise(l, q, x, 127/most)
		fill(q[in:], 128)
	}
}

func fill(q []uint8, v uint8) {
	for i := range q {
		q[i] = v
	}
}

// absMaxPortable is the greatest |x|, 0 for none. Values that are not finite are passed over.
func absMaxPortable(x []float32) float32 {
	var most uint32
	for _, v := range x {
		// Bits of floats without sign order as the floats do.
		if b := math.Float32bits(v) &^ signBit; b < infBits && b > most {
			most = b
		}
	}
	return math.Float32frombits(most)
}

// quantisePortable writes len(x) values of q. |x·inv| is at most 127 and a bit.
func quantisePortable(q []uint8, x []float32, inv float32) {
	// Adding 1.5·2²³ leaves no bits for a fraction, so the sum is rounded to nearest even,
	// as VCVTPS2DQ does it, and its low byte is the integer.
	const shift = 3 << 22
	q = q[:len(x)]
	for i, v := range x {
		if !finite(v) {
			v = 0
		}
		// The conversion forbids the compiler to fuse product and sum (arm64 would).
		p := float32(v * inv)
		q[i] = uint8(math.Float32bits(p+shift)) ^ 128
	}
}
