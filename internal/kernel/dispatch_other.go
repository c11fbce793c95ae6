//go:build !amd64

package kernel

const best = Portable

func apply(l *Linear, y []float32, x *Rows)                 { applyPortable(l, y, x) }
func absMax(_ Level, x []float32) float32                   { return absMaxPortable(x) }
func quantise(_ Level, q []uint8, x []float32, inv float32) { quantisePortable(q, x, inv) }
func softmaxRow(_ Level, x []float32, by float32)           { softmaxPortable(x, by) }
func gelu(x []float32)                                      { geluPortable(x) }

func matMul(c, a, b []float32, m, k, n, lda, ldb, ldc int) {
	matMulPortable(c, a, b, m, k, n, lda, ldb, ldc)
}

func addNormRow(_ Level, x, residual, gamma, beta []float32, eps float32) {
	addNormPortable(x, residual, gamma, beta, eps)
}
