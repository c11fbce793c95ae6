package ingest

import (
	"fmt"
	"io"
)

// A stream that unpacks to hundreds of times its size is made to fill memories and disks:
// text packs to a fifth, the dullest log to a hundredth.
const (
	bombRatio = 250
	bombFloor = 64 << 20 // bytes; less does no harm
)

// counted counts the bytes that a reader gives.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// guardedReader ends a stream that unpacks to far more than there is of it.
type guardedReader struct {
	r      io.Reader
	packed func() int64 // bytes taken of the packed stream
	n      int64
}

func (g *guardedReader) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	if g.n > bombFloor && g.n > bombRatio*g.packed() {
		return 0, fmt.Errorf("%s unpacked of %s: a decompression bomb", megabytes(int(g.n)), megabytes(int(g.packed())))
	}
	return n, err
}

// allowance gives so many bytes and then fails, until it is filled up again: no element
// of a stream may be larger than a report.
type allowance struct {
	r     io.Reader
	limit int
	left  int
}

func newAllowance(r io.Reader, limit int) *allowance { return &allowance{r, limit, limit} }

func (a *allowance) refill() { a.left = a.limit }

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, tooLarge(a.limit)
	}
	n, err := a.r.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}

func tooLarge(limit int) error {
	return fmt.Errorf("larger than %s, the most that one report may be", megabytes(limit))
}
