package kernel

import (
	"fmt"
	"math"
)

const (
	blockCols = 16      // columns of a packed block: one AVX-512 register of sums, two of AVX2
	groupIn   = 4       // inputs that one byte product adds up
	stepIn    = 8       // inputs that AVX2 takes at a time: groups are even
	maxWeight = 31      // see the package comment
	maxIn     = 1 << 17 // 255·31·maxIn still fits an int32
)

// Linear is a linear layer y = x·Wᵀ + b with int8 weights in ±31. It is read-only once
// made and may be shared.
type Linear struct {
	In, Out int

	groups int // In/4, rounded up to an even number

	// Packed as [Out/16][groups][16][4], zeros where In and Out are no multiples. Four
	// inputs of one output lie side by side, as byte products want them, and a step of k
	// over 16 outputs is one line of cache.
	weights []int8

	// One for each output, padded to a multiple of 16.
	offset []int32 // 128·Σw, what the offset of the activations adds to the sum
	scale  []float32
	bias   []float32
}

// NewLinear packs a layer. weights is row-major [out × in], each within ±31; scale holds one
// factor an output (the weight is scale·int8); bias holds one value an output or is nil.
// in and out are at least 1, in at most 131072. Nothing of the arguments is kept.
func NewLinear(in, out int, weights []int8, scale, bias []float32) (*Linear, error) {
	switch {
	case in < 1 || in > maxIn || out < 1:
		return nil, fmt.Errorf("kernel: no linear layer of %d inputs and %d outputs", in, out)
	case len(weights) != in*out:
		return nil, fmt.Errorf("kernel: %d weights, want %d×%d", len(weights), out, in)
	case len(scale) != out:
		return nil, fmt.Errorf("kernel: %d scales, want one for each of %d outputs", len(scale), out)
	case bias != nil && len(bias) != out:
		return nil, fmt.Errorf("kernel: %d biases, want none or one for each of %d outputs", len(bias), out)
	}
	for i, s := range scale {
		if !finite(s) || bias != nil && !finite(bias[i]) {
			return nil, fmt.Errorf("kernel: scale or bias of output %d is not finite", i)
		}
	}
	padded := roundUp(out, blockCols)
	l := &Linear{
		In: in, Out: out,
		groups: roundUp(in, stepIn) / groupIn,
		offset: make([]int32, padded),
		scale:  make([]float32, padded),
		bias:   make([]float32, padded),
	}
	copy(l.scale, scale)
	copy(l.bias, bias)
	l.weights = make([]int8, padded*l.groups*groupIn)
	for o := range out {
		row := weights[o*in : (o+1)*in]
		block := l.weights[o/blockCols*l.blockBytes():]
		for i, w := range row {
			if w < -maxWeight || w > maxWeight {
				return nil, fmt.Errorf("kernel: weight %d of output %d is %d, beyond ±%d", i, o, w, maxWeight)
			}
			block[i/groupIn*blockCols*groupIn+o%blockCols*groupIn+i%groupIn] = w
			l.offset[o] += 128 * int32(w)
		}
	}
	return l, nil
}

// blockBytes is the size of 16 packed columns.
func (l *Linear) blockBytes() int { return l.groups * blockCols * groupIn }

// Apply computes y = x·Wᵀ + b, row-major [rows × Out], for all rows of x, whose width
// must be In. y may be longer; what lies beyond rows·Out is left alone. Each value is
// ((Σ q·w − 128·Σw) · row's scale) · output's scale + bias, rounded after every step, so
// that all levels give the same bits.
func (l *Linear) Apply(y []float32, x *Rows) {
	if x.in != l.In {
		panic(fmt.Sprintf("kernel: rows of %d values for a layer of %d inputs", x.in, l.In))
	}
	if len(y) < x.rows*l.Out {
		panic(fmt.Sprintf("kernel: room for %d values, want %d×%d", len(y), x.rows, l.Out))
	}
	if x.rows > 0 {
		apply(l, y, x)
	}
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }

func finite(x float32) bool { return math.Float32bits(x)&^signBit < infBits }
