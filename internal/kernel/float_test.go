package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func checkMatMul(t *testing.T, r *rand.Rand, m, k, n, extra int) {
	t.Helper()
	lda, ldb, ldc := k+extra, n+extra, n+extra
	size := func(rows, cols, ld int) int { return max(0, (rows-1)*ld+cols) }
	a, b := randomFloats(r, size(m, k, lda), 1), randomFloats(r, size(k, n, ldb), 1)
	want := make([]float32, m*n)
	for i := range m {
		for j := range n {
			var sum float64
			for p := range k {
				sum += float64(a[i*lda+p]) * float64(b[p*ldb+j])
			}
			want[i*n+j] = float32(sum)
		}
	}
	for _, level := range Levels() {
		before := Use(level)
		c, intact := guarded(t, size(m, n, ldc))
		MatMul(c, a, b, m, k, n, lda, ldb, ldc)
		Use(before)
		intact()
		for i := range m {
			near(t, c[i*ldc:i*ldc+n], want[i*n:(i+1)*n])
			if i+1 < m {
				for _, v := range c[i*ldc+n : (i+1)*ldc] {
					if v != canary {
						t.Fatalf("%v: written between rows", level)
					}
				}
			}
		}
	}
}

func TestMatMul(t *testing.T) {
	r := newRand()
	for range 400 {
		checkMatMul(t, r, r.IntN(20), r.IntN(40), r.IntN(70), r.IntN(3))
	}
	checkMatMul(t, r, 101, 32, 101, 0)
	checkMatMul(t, r, 101, 101, 32, 352)
}

func FuzzMatMul(f *testing.F) {
	f.Add(uint8(6), uint8(32), uint8(16), uint8(0), uint64(1))
	f.Add(uint8(13), uint8(1), uint8(47), uint8(3), uint64(2))
	f.Add(uint8(5), uint8(9), uint8(15), uint8(1), uint64(3))
	f.Add(uint8(1), uint8(0), uint8(1), uint8(0), uint64(4))
	f.Fuzz(func(t *testing.T, m, k, n, extra uint8, seed uint64) {
		checkMatMul(t, rand.New(rand.NewPCG(seed, 0)), int(m), int(k), int(n), int(extra))
	})
}

func TestSoftmax(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := newRand()
		for n := 1; n < 70; n++ {
			const rows, by = 3, 0.3
			ld := n + r.IntN(3)
			x, intact := guarded(t, (rows-1)*ld+n)
			want := make([][]float32, rows)
			for i := range rows {
				row := x[i*ld : i*ld+n]
				copy(row, randomFloats(r, n, 30))
				row[r.IntN(n)] = 20
				if n > 1 {
					row[n-1] = float32(math.Inf(-1)) // masked
				}
				var sum float64
				for _, v := range row {
					sum += math.Exp(float64(v) * by)
				}
				for _, v := range row {
					want[i] = append(want[i], float32(math.Exp(float64(v)*by)/sum))
				}
			}
			Softmax(x, rows, n, ld, by)
			intact()
			for i, want := range want {
				row := x[i*ld : i*ld+n]
				near(t, row, want)
				if n > 1 && row[n-1] != 0 {
					t.Fatalf("masked value became %v", row[n-1])
				}
				if i+1 < rows {
					for _, v := range x[i*ld+n : (i+1)*ld] {
						if v != canary {
							t.Fatal("written between rows")
						}
					}
				}
			}
		}
	})
}

func TestGELU(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := newRand()
		for n := range 70 {
			x, intact := guarded(t, n)
			copy(x, randomFloats(r, n, 4))
			want := make([]float32, n)
			for i, v := range x {
				v := float64(v)
				want[i] = float32(0.5 * v * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(v+0.044715*v*v*v))))
			}
			GELU(x)
			near(t, x, want)
			intact()
		}
		ends := []float32{-1e20, -100, -20, 0, 20, 100, 1e20}
		want := []float32{0, 0, 0, 0, 20, 100, 1e20}
		GELU(ends)
		for i := range want {
			if math.Abs(float64(ends[i]-want[i])) > 1e-6 {
				t.Errorf("value %d is %v, want %v", i, ends[i], want[i])
			}
		}
	})
}

func TestAddNorm(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := newRand()
		for n := range 100 {
			const rows, eps = 3, 1e-5
			x, intact := guarded(t, rows*n)
			copy(x, randomFloats(r, rows*n, 2))
			gamma, beta := randomFloats(r, n, 1), randomFloats(r, n, 1)
			var residual []float32
			if n%2 == 0 {
				residual = randomFloats(r, rows*n, 2)
			}
			want := make([]float32, rows*n)
			for i := range rows {
				var sum, squares float64
				at := func(j int) float64 {
					if residual == nil {
						return float64(x[i*n+j])
					}
					return float64(x[i*n+j]) + float64(residual[i*n+j])
				}
				for j := range n {
					sum += at(j)
				}
				mean := sum / float64(n)
				for j := range n {
					squares += (at(j) - mean) * (at(j) - mean)
				}
				for j := range n {
					want[i*n+j] = float32((at(j)-mean)/math.Sqrt(squares/float64(n)+eps)*float64(gamma[j]) + float64(beta[j]))
				}
			}
			AddNorm(x, residual, gamma, beta, rows, n, eps)
			near(t, x, want)
			intact()
		}
	})
}

// What is not finite has no meaning to the float functions, but must not stop them.
func TestOddValues(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := 1; n < 40; n++ {
			for i := range oddities {
				x, intact := guarded(t, n)
				for j := range x {
					x[j] = oddities[(i+j)%len(oddities)]
				}
				GELU(x)
				Softmax(x, 1, n, n, 1)
				AddNorm(x, slices.Clone(x), x, x, 1, n, 0)
				intact()
			}
		}
	})
}

// benchmarkFloats reports the time for each of n values, on every level.
func benchmarkFloats(b *testing.B, name string, n int, f func()) {
	for _, level := range Levels() {
		b.Run(fmt.Sprintf("%v/%s", level, name), func(b *testing.B) {
			defer Use(Use(level))
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/value")
		})
	}
}

func BenchmarkMatMul(b *testing.B) {
	r := newRand()
	for _, s := range []struct{ m, k, n int }{{128, 32, 128}, {128, 128, 32}, {50, 32, 50}, {50, 50, 32}, {9, 32, 9}} {
		a, bb, c := randomFloats(r, s.m*s.k, 1), randomFloats(r, s.k*s.n, 1), make([]float32, s.m*s.n)
		for _, level := range Levels() {
			if level == VNNI {
				continue
			}
			b.Run(fmt.Sprintf("%v/%dx%dx%d", level, s.m, s.k, s.n), func(b *testing.B) {
				defer Use(Use(level))
				for b.Loop() {
					MatMul(c, a, bb, s.m, s.k, s.n, s.k, s.n, s.n)
				}
				b.ReportMetric(2*float64(s.m*s.k*s.n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
	}
}

func BenchmarkSoftmax(b *testing.B) {
	for _, n := range []int{128, 50} {
		x := randomFloats(newRand(), n*n, 1)
		benchmarkFloats(b, fmt.Sprintf("%dx%d", n, n), n*n, func() { Softmax(x, n, n, n, 0.2) })
	}
}

func BenchmarkGELU(b *testing.B) {
	from := randomFloats(newRand(), 1536*8, 2)
	x := make([]float32, len(from))
	benchmarkFloats(b, "12288", len(x), func() {
		copy(x, from) // else the values shrink to nothing
		GELU(x)
	})
}

func BenchmarkAddNorm(b *testing.B) {
	const rows, n = 128, 384
	r := newRand()
	x, residual, gamma, beta := randomFloats(r, rows*n, 1), randomFloats(r, rows*n, 1), randomFloats(r, n, 1), randomFloats(r, n, 1)
	benchmarkFloats(b, "128x384", rows*n, func() { AddNorm(x, residual, gamma, beta, rows, n, 1e-12) })
}
