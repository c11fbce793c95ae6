package kernel

// product is what a kernel takes: some columns of C = A·B. Strides are in bytes, k ≥ 1.
type product struct {
	a, b, c       *float32
	m, k          int
	lda, ldb, ldc int
	mask          [16]int32 // −1 where there is a column; only for matMulMasked
}

// matMulPanel16 computes 16 columns, in tiles of 6 × 16.
//
//go:noescape
func matMulPanel16(p *product)

// matMulMasked computes up to 16 columns, in tiles of 4 × 16.
//
//go:noescape
func matMulMasked(p *product)

func matMulAVX2(c, a, b []float32, m, k, n, lda, ldb, ldc int) {
	p := product{a: &a[0], m: m, k: k, lda: 4 * lda, ldb: 4 * ldb, ldc: 4 * ldc}
	if n < 16 {
		for j := range n {
			p.mask[j] = -1
		}
		p.b, p.c = &b[0], &c[0]
		matMulMasked(&p)
		return
	}
	for j := 0; j < n; j += 16 {
		// The last panel begins early enough to be whole: computing some columns twice
		// is cheaper than masks, and writes the same values.
		j := min(j, n-16)
		p.b, p.c = &b[j], &c[j]
		matMulPanel16(&p)
	}
}
