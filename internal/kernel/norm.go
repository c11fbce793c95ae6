package kernel

import (
	"fmt"
	"math"
)

// AddNorm computes x = LayerNorm(x + residual)·gamma + beta in place. x and residual are
// row-major [rows × n], gamma and beta hold n values; residual may be nil. The variance is
// taken over n, not n−1, and eps is added to it, as encoders are trained.
func AddNorm(x, residual, gamma, beta []float32, rows, n int, eps float32) {
	if rows < 0 || n < 0 || len(x) < rows*n || residual != nil && len(residual) < rows*n || len(gamma) < n || len(beta) < n {
		panic(fmt.Sprintf("kernel: no %d×%d rows in %d values, residual %d, gamma %d, beta %d", rows, n, len(x), len(residual), len(gamma), len(beta)))
	}
	if n == 0 {
		return
	}
	gamma, beta = gamma[:n], beta[:n]
	l := level()
	for i := range rows {
		var add []float32
		if residual != nil {
			add = residual[i*n : (i+1)*n]
		}
		addNormRow(l, x[i*n:(i+1)*n], add, gamma, beta, eps)
	}
}

func addNormPortable(x, residual, gamma, beta []float32, eps float32) {
	for i, v := range residual {
		x[i] += v
	}
	var sum, squares float64
	for _, v := range x {
		sum += float64(v)
	}
	mean := sum / float64(len(x))
	for _, v := range x {
		d := float64(v) - mean
		squares += d * d
	}
	inv := 1 / math.Sqrt(squares/float64(len(x))+float64(eps))
	for i, v := range x {
		x[i] = float32((float64(v)-mean)*inv)*gamma[i] + beta[i]
	}
}
