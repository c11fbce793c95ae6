package warc

import (
	"bufio"
	"errors"
	"io"
)

// bufferSize has room for a block of zstd with what is around it, so that a frame can be
// tried before it is taken.
const bufferSize = 256 << 10

// source is the file as it lies, with the offset of what is read next.
type source struct {
	r     io.Reader
	seeks io.Seeker // nil where the file can only be read on
	base  int64     // what the seeker calls the file's start
	buf   *bufio.Reader
	taken int64 // bytes that buf drew from r
	err   error // what reading failed with, other than the end
}

func (s *source) init(r io.Reader) {
	s.r = r
	if k, ok := r.(io.Seeker); ok {
		if at, err := k.Seek(0, io.SeekCurrent); err == nil {
			s.seeks, s.base = k, at
		}
	}
	s.buf = bufio.NewReaderSize((*drawn)(s), bufferSize)
}

// drawn counts what the buffer takes.
type drawn source

func (d *drawn) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.taken += int64(n)
	if err != nil && err != io.EOF {
		d.err = err
	}
	return n, err
}

// offset is where the next byte comes from.
func (s *source) offset() int64 { return s.taken - int64(s.buf.Buffered()) }

var errBackwards = errors.New("the archive is a stream, and this part of it is gone")

// seek goes to an offset; in a stream that is only possible forwards.
func (s *source) seek(to int64) error {
	at := s.offset()
	switch {
	case to == at:
		return nil
	case s.seeks != nil:
		if _, err := s.seeks.Seek(s.base+to, io.SeekStart); err != nil {
			return err
		}
		s.taken = to
		s.buf.Reset((*drawn)(s))
		return nil
	case to < at:
		return errBackwards
	}
	_, err := io.CopyN(io.Discard, s.buf, to-at)
	return err
}

// leap passes over n bytes without reading them, where that can be done and the file has
// as many.
func (s *source) leap(n int64) (int64, bool) {
	if s.seeks == nil {
		return 0, false
	}
	end, err := s.seeks.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, false
	}
	at := s.offset()
	// Back to where the buffer reads on, should it come to that.
	if _, err := s.seeks.Seek(s.base+s.taken, io.SeekStart); err != nil || at+n > end-s.base {
		return 0, false
	}
	return n, s.seek(at+n) == nil
}
