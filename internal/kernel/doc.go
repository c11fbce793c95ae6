// Package kernel computes what a small encoder of text needs, on one core: linear
// layers over int8 weights, float32 products for attention, softmax, GELU and layer
// norm. It is for inference only and knows nothing of models.
//
// # Method
//
// Weights are int8 in ±31 with one factor an output, activations are quantised row by
// row to eight bits just before each layer (dynamic quantisation, as in Q8BERT, Zafrir
// et al. 2019). Weights keep to six bits because AVX2 adds products of bytes in 16 bits
// and saturates: four of them, 255·31·4 = 31620, just fit, and adding four before they are
// widened costs a quarter less than two. So one packed layout and one set of weights serve
// every processor, and all give the same bits.
//
// A layer is computed tile by tile as in Goto and van de Geijn 2008: a panel of columns
// stays in cache while all rows pass it, and a tile of sums stays in registers.
//
// There are three levels (see [Level]): AVX-512 with VNNI, AVX2 with FMA, and plain Go,
// which is also the reference of the tests. [Linear.Apply] and [Rows.Quantise] give the
// same bits on all of them, and AVX2 and VNNI share the float functions, so any x86 machine
// of the last ten years gives the same vectors. Plain Go adds in another order and takes
// another exponential there, and agrees to about 1e-5 of the greatest value.
//
// # Cost
//
// Measured on one core of an EPYC of the Zen 4 kind, with 128 rows (go test -bench .):
//
//	                            VNNI    AVX2    plain
//	Linear 384×1536             450     265     8      GOP/s
//	Linear 1536×384             460     260     8
//	Linear 384×613              430     220     8
//	Linear 384×9                215     135     5
//	MatMul 128×32×128           (AVX2)  110     3.5    GFLOP/s
//	Softmax 128×128             (AVX2)  0.57    10     ns a value
//	GELU                        (AVX2)  0.57    10
//	AddNorm 128×384             (AVX2)  0.27    3
//	Quantise 128×384            (AVX2)  0.16    1.7
//
// A product and its sum count as two operations. A layer of weights is read from the
// second cache once for every six rows, so a single row runs at half the pace.
//
// Nothing allocates once a [Rows] has grown to its size. All functions may run in many
// goroutines at once, as long as each has its own outputs.
package kernel

//go:generate go run gen/main.go
