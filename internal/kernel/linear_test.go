package kernel

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func randomLinear(r *rand.Rand, in, out int) *Linear {
	l, err := NewLinear(in, out, randomWeights(r, in*out), randomFloats(r, out, 0.01), randomFloats(r, out, 1))
	if err != nil {
		panic(err)
	}
	return l
}

func randomWeights(r *rand.Rand, n int) []int8 {
	w := make([]int8, n)
	for i := range w {
		w[i] = int8(r.IntN(2*maxWeight+1) - maxWeight)
	}
	return w
}

// direct computes a layer as its definition says, from weights that were not packed.
func direct(w []int8, scale, bias []float32, x *Rows, out int) []float32 {
	y := make([]float32, x.rows*out)
	for r := range x.rows {
		for o := range out {
			var sum int32
			for i := range x.in {
				sum += (int32(x.q[r*x.stride+i]) - 128) * int32(w[o*x.in+i])
			}
			v := float32(float32(sum)*x.scale[r]) * scale[o]
			if bias != nil {
				v = float32(v) + bias[o]
			}
			y[r*out+o] = v
		}
	}
	return y
}

// sameBits wants equal values, bit for bit but for the sign of 0 (a bias of none adds +0).
func sameBits(t *testing.T, level Level, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) && got[i] != want[i] {
			t.Fatalf("%v: value %d of %d is %v, want %v", level, i, len(want), got[i], want[i])
		}
	}
}

func checkLinear(t *testing.T, w []int8, scale, bias []float32, x *Rows, out int) {
	t.Helper()
	l, err := NewLinear(x.in, out, w, scale, bias)
	if err != nil {
		t.Fatal(err)
	}
	want := direct(w, scale, bias, x, out)
	for _, level := range Levels() {
		before := Use(level)
		y, intact := guarded(t, len(want))
		l.Apply(y, x)
		Use(before)
		sameBits(t, level, y, want)
		intact()
	}
}

func TestLinear(t *testing.T) {
	r := newRand()
	check := func(rows, in, out int) {
		t.Run(fmt.Sprintf("%dx%dx%d", rows, in, out), func(t *testing.T) {
			var x Rows
			x.Quantise(randomFloats(r, rows*in, 3), rows, in)
			bias := randomFloats(r, out, 1)
			if r.IntN(4) == 0 {
				bias = nil
			}
			checkLinear(t, randomWeights(r, in*out), randomFloats(r, out, 0.01), bias, &x, out)
		})
	}
	for range 300 {
		check(r.IntN(21), 1+r.IntN(70), 1+r.IntN(130))
	}
	for rows := range 14 {
		check(rows, 9, 83)
	}
	check(128, 384, 1536)
	check(31, 1536, 384)
	check(50, 384, 613)
	check(7, 384, 9)
	check(700, 512, 67) // more rows than pass at once
}

// All sums of two products of bytes must fit 16 bits, at the very ends too.
func TestLinearDoesNotSaturate(t *testing.T) {
	const rows, in, out = 9, 70, 83
	r := newRand()
	for range 20 {
		x := Rows{q: make([]uint8, rows*72), scale: make([]float32, rows), rows: rows, in: in, stride: 72}
		for i := range x.q {
			x.q[i] = uint8(255 * r.IntN(2))
		}
		for i := range x.scale {
			x.scale[i] = 1
		}
		w := make([]int8, in*out)
		scale := make([]float32, out)
		for o := range out {
			scale[o] = 1
			for i := range in {
				// Outputs with one sign reach the ends, the others mix.
				w[o*in+i] = int8(maxWeight * (1 - 2*(o&1)))
				if o%3 == 0 {
					w[o*in+i] = int8(maxWeight * (1 - 2*r.IntN(2)))
				}
			}
		}
		checkLinear(t, w, scale, nil, &x, out)
	}
}

// The greatest input whose sum fits an int32.
func TestLinearWidest(t *testing.T) {
	const in, out = maxIn, 2
	w := make([]int8, in*out)
	for i := range w {
		w[i] = int8(maxWeight)
		if i >= in {
			w[i] = -maxWeight
		}
	}
	x := Rows{q: make([]uint8, in), scale: []float32{1}, rows: 1, in: in, stride: in}
	fill(x.q, 255)
	checkLinear(t, w, []float32{1, 1}, nil, &x, out)
}

func TestNewLinearRefuses(t *testing.T) {
	one := []float32{1}
	nan := []float32{float32(math.NaN())}
	for _, c := range []struct {
		in, out     int
		w           []int8
		scale, bias []float32
		want        string
	}{
		{0, 1, nil, one, nil, "no linear layer"},
		{1, 0, nil, nil, nil, "no linear layer"},
		{maxIn + 1, 1, nil, one, nil, "no linear layer"},
		{2, 1, []int8{1}, one, nil, "1 weights, want 1×2"},
		{1, 1, []int8{1}, nil, nil, "0 scales"},
		{1, 1, []int8{1}, one, []float32{}, "0 biases"},
		{1, 1, []int8{32}, one, nil, "beyond ±31"},
		{1, 1, []int8{-32}, one, nil, "beyond ±31"},
		{1, 1, []int8{1}, nan, nil, "not finite"},
		{1, 1, []int8{1}, one, nan, "not finite"},
	} {
		if _, err := NewLinear(c.in, c.out, c.w, c.scale, c.bias); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d×%d: error %v, want %q", c.out, c.in, err, c.want)
		}
	}
}

func FuzzLinear(f *testing.F) {
	f.Add(uint8(3), uint8(5), uint8(17), uint64(1), []byte{0, 0, 0xc0, 0x7f})
	f.Add(uint8(7), uint8(64), uint8(64), uint64(2), []byte{0, 0, 0x80, 0x7f, 1, 0, 0, 0})
	f.Add(uint8(0), uint8(1), uint8(1), uint64(3), []byte{})
	f.Add(uint8(13), uint8(33), uint8(129), uint64(4), []byte{0xff, 0xff, 0x7f, 0x7f})
	f.Fuzz(func(t *testing.T, rows, inputs, outputs uint8, seed uint64, values []byte) {
		in, out := int(inputs)+1, int(outputs)+1
		r := rand.New(rand.NewPCG(seed, 0))
		raw := randomFloats(r, int(rows)*in, 1)
		for i := 0; len(values) >= 4 && i < len(raw); i, values = i+1, values[4:] {
			raw[i] = math.Float32frombits(binary.LittleEndian.Uint32(values))
		}
		var x Rows
		checkRows(t, &x, raw, int(rows), in)
		checkLinear(t, randomWeights(r, in*out), randomFloats(r, out, 0.01), randomFloats(r, out, 1), &x, out)
	})
}

func BenchmarkLinear(b *testing.B) {
	for _, s := range []struct{ rows, in, out int }{
		{128, 384, 1536}, {128, 1536, 384}, {128, 384, 384}, {128, 384, 256}, {128, 384, 613}, {128, 384, 9}, {24, 384, 1536}, {1, 384, 1536},
	} {
		r := newRand()
		l := randomLinear(r, s.in, s.out)
		var x Rows
		x.Quantise(randomFloats(r, s.rows*s.in, 1), s.rows, s.in)
		y := make([]float32, s.rows*s.out)
		for _, level := range Levels() {
			b.Run(fmt.Sprintf("%v/%dx%dx%d", level, s.rows, s.in, s.out), func(b *testing.B) {
				defer Use(Use(level))
				for b.Loop() {
					l.Apply(y, &x)
				}
				b.ReportMetric(2*float64(s.rows*s.in*s.out)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GOP/s")
			})
		}
	}
}
