package ingest

import (
	"archive/tar"
	"bufio"
	"errors"
	"fmt"
	"io"
)

// A tar archive is a row of blocks: for each member a header, with its magic, and what the
// member holds, filled up; at its end two blocks of zeros.
const (
	tarBlock   = 512
	tarMagicAt = 257
)

// isTar reports a tar archive by its magic.
func isTar(head []byte) bool {
	return len(head) > tarMagicAt+5 && string(head[tarMagicAt:tarMagicAt+5]) == "ustar"
}

// readTar reads the members of a tar archive one after another, as they come. Behind a broken
// header it goes on with the next one that is whole.
func (o *opening) readTar(name string, in *bufio.Reader) bool {
	fail := func(at int64, err error) bool {
		return o.yield(nil, &Error{Place{Name: name, At: fmt.Sprint(at)}, fmt.Errorf("reading the tar archive: %w", err)})
	}
	b := &tarReader{in: in}
	t := tar.NewReader(b)
	for {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			if b.zeros < tarBlock {
				return fail(b.n, errors.New("it ends without the mark of its end: it was cut, and members may be missing"))
			}
			return true
		case errors.Is(err, tar.ErrHeader):
			at := b.n
			if more, found := fail(max(at-tarBlock, 0), err), b.next(); !more || !found {
				return more
			}
			t = tar.NewReader(b)
			continue
		case err != nil:
			return fail(b.n, err)
		}
		if h.Typeflag != tar.TypeReg || hidden(h.Name) || h.Size == 0 {
			continue
		}
		if !o.deeper(name, h.Name, t) {
			return false
		}
	}
}

// tarReader counts what is read of a tar archive.
type tarReader struct {
	in    *bufio.Reader
	n     int64 // bytes
	zeros int   // of these at the end so far
}

func (b *tarReader) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	b.n += int64(n)
	for i := n - 1; i >= 0; i-- {
		if p[i] != 0 {
			b.zeros = n - 1 - i
			return n, err
		}
	}
	b.zeros += n
	return n, err
}

// next passes over what comes before the next block that looks like a header.
func (b *tarReader) next() bool {
	if skip := -b.n & (tarBlock - 1); skip > 0 {
		n, _ := b.in.Discard(int(skip))
		b.n += int64(n)
	}
	for {
		head, err := b.in.Peek(tarBlock)
		if err != nil {
			return false
		}
		if isTar(head) {
			return true
		}
		_, _ = b.in.Discard(tarBlock)
		b.n += tarBlock
	}
}
