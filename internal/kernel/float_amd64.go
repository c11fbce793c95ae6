package kernel

import "math"

// The kernels below take n ≥ 1 values of any number and leave what lies beyond alone,
// but for absMaxAVX2, which wants a multiple of 8, and quantiseAVX2, which wants one of 32.

//go:noescape
func absMaxAVX2(x *float32, n int) float32

//go:noescape
func quantiseAVX2(q *uint8, x *float32, n int, inv float32)

//go:noescape
func softmaxAVX2(x *float32, n int, by float32)

//go:noescape
func geluAVX2(x *float32, n int)

// addNormAVX2 takes nil for no residual.
//
//go:noescape
func addNormAVX2(x, residual, gamma, beta *float32, n int, eps float32)

// constants is what assembly reads, each eight times over, as operands in memory want it. The
// indices stand in float_amd64.h.
//
// The exponential is that of Cephes (expf): e^x = 2^n·e^r with n = round(x/ln 2), and a
// polynomial for e^r, |r| ≤ ln 2/2. ln 2 comes in two parts, the first of few bits, so that n·ln 2 is
// exact. The bounds keep 2^n a normal number.
//
//nolint:unused // assembly reads it
var constants = [...][8]float32{
	eight(math.Log2E),
	eight(0.693359375),
	eight(-2.12194440e-4),
	eight(1.9875691500e-4),
	eight(1.3981999507e-3),
	eight(8.3334519073e-3),
	eight(4.1665795894e-2),
	eight(1.6666665459e-1),
	eight(5.0000001201e-1),
	eight(1),
	eight(-86),
	eight(88),
	eight(gelu1),
	eight(gelu3),
	eight(float32(math.Inf(-1))),
	eight(math.Float32frombits(^uint32(signBit))), // all bits but the sign
	eight(math.MaxFloat32),
}

// tailMask gives at 8−n the mask of n lanes.
//
//nolint:unused // assembly reads it
var tailMask = [16]int32{-1, -1, -1, -1, -1, -1, -1, -1}

//nolint:unused // it makes the constants
func eight(x float32) [8]float32 { return [8]float32{x, x, x, x, x, x, x, x} }
