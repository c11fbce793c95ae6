package kernel

// What works on float32 is the same code on AVX2 and above. AVX-512 would do the exponentials
// half as fast again, two per cent of a sentence, but a report read on two machines should give
// one record.
//
// The switches name functions, not values of function type: so the compiler sees that
// arguments do not escape, and callers may keep theirs on the stack.

func apply(l *Linear, y []float32, x *Rows) {
	switch level() {
	case VNNI:
		applyVNNI(l, y, x)
	case AVX2:
		applyAVX2(l, y, x)
	default:
		applyPortable(l, y, x)
	}
}

func matMul(c, a, b []float32, m, k, n, lda, ldb, ldc int) {
	if level() >= AVX2 {
		matMulAVX2(c, a, b, m, k, n, lda, ldb, ldc)
		return
	}
	matMulPortable(c, a, b, m, k, n, lda, ldb, ldc)
}

func absMax(l Level, x []float32) float32 {
	if l < AVX2 {
		return absMaxPortable(x)
	}
	whole := len(x) &^ 7
	var most float32
	if whole > 0 {
		most = absMaxAVX2(&x[0], whole)
	}
	return max(most, absMaxPortable(x[whole:]))
}

func quantise(l Level, q []uint8, x []float32, inv float32) {
	if l < AVX2 {
		quantisePortable(q, x, inv)
		return
	}
	whole := len(x) &^ 31
	if whole > 0 {
		quantiseAVX2(&q[0], &x[0], whole, inv)
	}
	quantisePortable(q[whole:], x[whole:], inv)
}

func softmaxRow(l Level, x []float32, by float32) {
	if l < AVX2 {
		softmaxPortable(x, by)
		return
	}
	softmaxAVX2(&x[0], len(x), by)
}

func gelu(x []float32) {
	if level() < AVX2 {
		geluPortable(x)
		return
	}
	geluAVX2(&x[0], len(x))
}

func addNormRow(l Level, x, residual, gamma, beta []float32, eps float32) {
	if l < AVX2 {
		addNormPortable(x, residual, gamma, beta, eps)
		return
	}
	var add *float32
	if residual != nil {
		add = &residual[0]
	}
	addNormAVX2(&x[0], add, &gamma[0], &beta[0], len(x), eps)
}
