package kernel

// panel is what a kernel takes: some rows of activations and some columns of a layer.
// Strides are in bytes.
type panel struct {
	weights    *int8
	q          *uint8
	y          *float32
	rowScale   *float32
	offset     *int32
	scale      *float32
	bias       *float32
	groups     int
	blockBytes int // from one block of 16 columns to the next
	qStride    int
	yStride    int
	rows       int
}

// vnniPanel64 computes 64 columns of p.rows rows, in tiles of 6 × 64.
//
//go:noescape
func vnniPanel64(p *panel)

// vnniPanel16 computes 16 columns of p.rows rows, in tiles of 6 × 16.
//
//go:noescape
func vnniPanel16(p *panel)

// avx2Panel16 computes 16 columns of p.rows rows, in tiles of 4 × 16.
//
//go:noescape
func avx2Panel16(p *panel)

// passBytes bounds the activations that pass a panel in one go, so that they stay in the
// second cache beside it while all panels pass. It also bounds the time in one call of
// assembly, which the scheduler cannot interrupt.
const passBytes = 256 << 10

// passRows is how many rows go in one pass: a multiple of all heights of tiles.
func passRows(stride int) int { return max(passBytes/stride/12, 1) * 12 }

func applyVNNI(l *Linear, y []float32, x *Rows) {
	for from, pass := 0, passRows(x.stride); from < x.rows; from += pass {
		p := l.panel(y, x, from, min(pass, x.rows-from))
		col := 0
		for ; col+64 <= l.Out; col += 64 {
			l.at(&p, y, from, col)
			vnniPanel64(&p)
		}
		for ; col+16 <= l.Out; col += 16 {
			l.at(&p, y, from, col)
			vnniPanel16(&p)
		}
		if col < l.Out {
			l.tail(p, y, x, from, col)
		}
	}
}

func applyAVX2(l *Linear, y []float32, x *Rows) {
	for from, pass := 0, passRows(x.stride); from < x.rows; from += pass {
		p := l.panel(y, x, from, min(pass, x.rows-from))
		col := 0
		for ; col+16 <= l.Out; col += 16 {
			l.at(&p, y, from, col)
			avx2Panel16(&p)
		}
		if col < l.Out {
			l.tail(p, y, x, from, col)
		}
	}
}

// panel prepares what is the same for all columns.
func (l *Linear) panel(y []float32, x *Rows, from, rows int) panel {
	return panel{
		q:          &x.q[from*x.stride],
		rowScale:   &x.scale[from],
		groups:     l.groups,
		blockBytes: l.blockBytes(),
		qStride:    x.stride,
		yStride:    4 * l.Out,
		rows:       rows,
	}
}

// at moves a panel to a column, a multiple of 16.
func (l *Linear) at(p *panel, y []float32, row, col int) {
	p.y = &y[row*l.Out+col]
	p.weights = &l.weights[col/blockCols*l.blockBytes()]
	p.offset, p.scale, p.bias = &l.offset[col], &l.scale[col], &l.bias[col]
}

// tail computes the last columns, fewer than 16. The kernels store whole blocks, so these
// go to a small tile first. It takes p by value, since the tile would escape through a pointer.
func (l *Linear) tail(p panel, y []float32, x *Rows, from, col int) {
	const tileRows = 12
	var tile [tileRows * blockCols]float32
	wide := level() == VNNI
	l.at(&p, y, from, col)
	p.y, p.yStride = &tile[0], 4*blockCols
	for end := from + p.rows; from < end; from += tileRows {
		p.rows = min(tileRows, end-from)
		p.q, p.rowScale = &x.q[from*x.stride], &x.scale[from]
		if wide {
			vnniPanel16(&p)
		} else {
			avx2Panel16(&p)
		}
		for r := range p.rows {
			copy(y[(from+r)*l.Out+col:(from+r+1)*l.Out], tile[r*blockCols:])
		}
	}
}
