package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// eachLevel runs a test on every level that the machine has.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	for _, l := range Levels() {
		t.Run(l.String(), func(t *testing.T) {
			defer Use(Use(l))
			test(t)
		})
	}
}

// canary fills what a kernel must leave alone. It is no value that a kernel computes.
const canary = -1.2345e33

// guarded gives room for n values followed by a slack of canaries, and a check of the latter.
func guarded(t *testing.T, n int) (x []float32, check func()) {
	t.Helper()
	all := make([]float32, n+80)
	for i := range all {
		all[i] = canary
	}
	return all[8 : 8+n : 8+n], func() {
		t.Helper()
		for i, v := range all {
			if (i < 8 || i >= 8+n) && v != canary {
				t.Fatalf("value %d of %d was written: %v", i-8, n, v)
			}
		}
	}
}

func randomFloats(r *rand.Rand, n int, size float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * size)
	}
	return x
}

func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// near compares within 1e-5 of the greatest value of want, at least of 1.
func near(t *testing.T, got, want []float32) {
	t.Helper()
	size := 1.0
	for _, v := range want {
		size = max(size, math.Abs(float64(v)))
	}
	for i := range want {
		if d := math.Abs(float64(got[i]) - float64(want[i])); !(d <= 1e-5*size) {
			t.Fatalf("value %d of %d is %v, want %v", i, len(want), got[i], want[i])
		}
	}
}

var oddities = []float32{
	0, float32(math.Copysign(0, -1)), 1, -1, 1e-45, 1e-38, 1e-30, 1e30, math.MaxFloat32, -math.MaxFloat32,
	float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 88, -88, 300, -300, 0.5, 127.5,
}

func TestLevels(t *testing.T) {
	all := Levels()
	if all[0] != Portable || all[len(all)-1] != Best() {
		t.Errorf("levels %v, best %v", all, Best())
	}
	t.Logf("levels %v", all)
	defer func() {
		if recover() == nil {
			t.Error("Use took a level beyond the best")
		}
	}()
	Use(Best() + 1)
}

// A call must not allocate, or garbage is collected beside inference.
func TestNoAllocations(t *testing.T) {
	r := newRand()
	const rows, in, out = 13, 70, 37
	l := randomLinear(r, in, out)
	x := randomFloats(r, rows*in, 1)
	y := make([]float32, rows*out)
	gamma := randomFloats(r, in, 1)
	var q Rows
	eachLevel(t, func(t *testing.T) {
		n := testing.AllocsPerRun(20, func() {
			q.Quantise(x, rows, in)
			l.Apply(y, &q)
			MatMul(y, x, x, 5, 7, 9, 70, 70, 37)
			MatMul(y, x, x, 5, 7, 33, 70, 70, 37)
			Softmax(y, rows, out, out, 1)
			GELU(y)
			AddNorm(x, x, gamma, gamma, rows, in, 1e-12)
		})
		if n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
