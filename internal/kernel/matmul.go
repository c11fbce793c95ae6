package kernel

import "fmt"

// MatMul computes C = A·B in float32: A is [m × k], B [k × n], C [m × n], all row-major with
// lda, ldb, ldc values from one row to the next. So a head of attention can be read in
// place: queries·keysᵀ has k = 32 and n = length (keys lie transposed), weights·values has
// k = length and n = 32. Any of m, k, n may be 0; with k = 0, C becomes 0. C must not overlap
// A or B. Nothing of c between n and ldc is touched.
func MatMul(c, a, b []float32, m, k, n, lda, ldb, ldc int) {
	checkMatrix("A", a, m, k, lda)
	checkMatrix("B", b, k, n, ldb)
	checkMatrix("C", c, m, n, ldc)
	if m == 0 || n == 0 {
		return
	}
	if k == 0 {
		for i := range m {
			clear(c[i*ldc : i*ldc+n])
		}
		return
	}
	matMul(c, a, b, m, k, n, lda, ldb, ldc)
}

func checkMatrix(name string, x []float32, rows, cols, ld int) {
	if rows < 0 || cols < 0 || rows > 1 && ld < cols || rows > 0 && len(x) < (rows-1)*ld+cols {
		panic(fmt.Sprintf("kernel: %s is no %d×%d matrix of leading dimension %d in %d values", name, rows, cols, ld, len(x)))
	}
}

func matMulPortable(c, a, b []float32, m, k, n, lda, ldb, ldc int) {
	for i := range m {
		c := c[i*ldc : i*ldc+n]
		clear(c)
		for p, w := range a[i*lda : i*lda+k] {
			b := b[p*ldb : p*ldb+n]
			for j := range c {
				c[j] += w * b[j]
			}
		}
	}
}
