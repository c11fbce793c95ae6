package kernel

import "math"

// The tanh form of GELU is x·sigmoid(2u) with u = √(2/π)(x + 0.044715x³), since
// (1+tanh u)/2 = sigmoid(2u). These are −2u's factors of x and of x³.
const (
	gelu1 = -2 * 0.7978845608028654
	gelu3 = gelu1 * 0.044715
)

// GELU replaces each x by 0.5x(1 + tanh(√(2/π)(x + 0.044715x³))).
func GELU(x []float32) {
	if len(x) > 0 {
		gelu(x)
	}
}

func geluPortable(x []float32) {
	for i, v := range x {
		v64 := float64(v)
		x[i] = float32(v64 / (1 + math.Exp(v64*(gelu1+gelu3*v64*v64))))
	}
}
