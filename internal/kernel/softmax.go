package kernel

import "math"

// Softmax replaces each row of n values by the softmax of the row times by (for attention
// 1/√32). Rows lie ld values apart; what lies between n and ld is not touched. −Inf becomes
// 0 exactly, so it can mask. What a row with NaN or +Inf, or with nothing but −Inf, becomes
// has no meaning.
//
// It is fastest where ld is n rounded up to a multiple of 32: else the store of a row's end
// delays the load of the next row's beginning (0.9 against 0.6 ns a value at n = 50).
func Softmax(x []float32, rows, n, ld int, by float32) {
	checkMatrix("x", x, rows, n, ld)
	if n == 0 {
		return
	}
	l := level()
	for i := range rows {
		softmaxRow(l, x[i*ld:i*ld+n], by)
	}
}

func softmaxPortable(x []float32, by float32) {
	most := float32(math.Inf(-1))
	for i, v := range x {
		x[i] = v * by
		if x[i] > most {
			most = x[i]
		}
	}
	var sum float32
	for i, v := range x {
		x[i] = float32(math.Exp(float64(v - most)))
		sum += x[i]
	}
	inv := 1 / sum
	for i := range x {
		x[i] *= inv
	}
}
