package kernel

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// checkRows quantises on all levels and compares with the definition.
func checkRows(t *testing.T, r *Rows, x []float32, rows, in int) {
	t.Helper()
	stride := roundUp(in, stepIn)
	q := bytes.Repeat([]byte{128}, rows*stride)
	scale := make([]float32, rows)
	for i := range rows {
		row := slices.Clone(x[i*in : (i+1)*in])
		var most float32
		for j, v := range row {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
				row[j] = 0
			}
			most = max(most, float32(math.Abs(float64(row[j]))))
		}
		if most < 1e-30 {
			continue
		}
		scale[i] = most / 127
		for j, v := range row {
			q[i*stride+j] = uint8(int(math.RoundToEven(float64(v*(127/most)))) + 128)
		}
	}
	for _, level := range Levels() {
		before := Use(level)
		fill(r.q[:cap(r.q)], 77)
		r.Quantise(x, rows, in)
		Use(before)
		if !bytes.Equal(r.q, q) || !slices.Equal(r.scale, scale) {
			t.Fatalf("%v: %d×%d rows are\n%v %v, want\n%v %v", level, rows, in, r.q, r.scale, q, scale)
		}
	}
}

func TestQuantise(t *testing.T) {
	r := newRand()
	var rows Rows
	for range 300 {
		n, in := r.IntN(5), 1+r.IntN(140)
		x := randomFloats(r, n*in, math.Exp(r.NormFloat64()*5))
		for i := range x {
			if r.IntN(40) == 0 {
				x[i] = oddities[r.IntN(len(oddities))]
			}
		}
		checkRows(t, &rows, x, n, in)
	}
	// Halves round to even.
	checkRows(t, &rows, []float32{127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5}, 1, 7)
	checkRows(t, &rows, make([]float32, 100), 2, 50)
	for _, v := range oddities {
		checkRows(t, &rows, slices.Repeat([]float32{v}, 45), 1, 45)
		checkRows(t, &rows, append(make([]float32, 44), v), 1, 45)
	}
}

func BenchmarkQuantise(b *testing.B) {
	const rows, in = 128, 384
	x := randomFloats(newRand(), rows*in, 1)
	var r Rows
	benchmarkFloats(b, "128x384", rows*in, func() { r.Quantise(x, rows, in) })
}
