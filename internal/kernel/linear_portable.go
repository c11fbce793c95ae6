package kernel

// applyPortable takes two rows at a time in one 64-bit word: the product of a weight with
// q₀ + 2³²·q₁ holds both products, so one multiplication does for two. It needs no more
// than NewLinear checks: each half stays within 31 bits.
func applyPortable(l *Linear, y []float32, x *Rows) {
	for r := 0; r < x.rows; r += 2 {
		second := min(r+1, x.rows-1) // the last row is paired with itself
		q0 := x.q[r*x.stride:][:x.stride]
		q1 := x.q[second*x.stride:][:x.stride]
		for o := 0; o < l.Out; o += 4 {
			sums := portableTile(q0, q1, l.weights[o/blockCols*l.blockBytes()+o%blockCols*groupIn:])
			for c, s := range sums[:min(4, l.Out-o)] {
				low := int32(s)
				high := int32((s - int64(low)) >> 32) // what the sign of low borrowed goes back
				l.finish(y, r, o+c, low, x.scale[r])
				l.finish(y, second, o+c, high, x.scale[second])
			}
		}
	}
}

// portableTile adds up the products of two rows with four columns. w begins at the
// first group of the columns and goes on a block's row of 64 bytes at a time.
func portableTile(q0, q1 []uint8, w []int8) (sums [4]int64) {
	var s0, s1, s2, s3 int64
	q1 = q1[:len(q0)]
	for len(q0) >= 4 && len(q1) >= 4 {
		w16 := (*[16]int8)(w)
		a := int64(q0[0]) | int64(q1[0])<<32
		b := int64(q0[1]) | int64(q1[1])<<32
		c := int64(q0[2]) | int64(q1[2])<<32
		d := int64(q0[3]) | int64(q1[3])<<32
		s0 += a*int64(w16[0]) + b*int64(w16[1]) + c*int64(w16[2]) + d*int64(w16[3])
		s1 += a*int64(w16[4]) + b*int64(w16[5]) + c*int64(w16[6]) + d*int64(w16[7])
		s2 += a*int64(w16[8]) + b*int64(w16[9]) + c*int64(w16[10]) + d*int64(w16[11])
		s3 += a*int64(w16[12]) + b*int64(w16[13]) + c*int64(w16[14]) + d*int64(w16[15])
		if len(w) < 64 {
			break // the last group of the last block: no more follows
		}
		q0, q1, w = q0[4:], q1[4:], w[64:]
	}
	return [4]int64{s0, s1, s2, s3}
}

// finish scales one sum. The conversions forbid the compiler to fuse product and sum.
func (l *Linear) finish(y []float32, row, col int, sum int32, rowScale float32) {
	v := float32(float32(sum-l.offset[col]) * rowScale)
	y[row*l.Out+col] = float32(v*l.scale[col]) + l.bias[col]
}
