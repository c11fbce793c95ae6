package warc

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// frame passes on the bytes of one zstd frame (RFC 8878) and then ends, so that the
// decoder stops at it and the place of the next frame is known.
type frame struct {
	in      *bufio.Reader
	left    int // bytes of the part in hand: header, block or checksum
	begun   bool
	last    bool // the block in hand is the last one
	summed  bool // a checksum follows the last block
	endOnly bool // the checksum is in hand
}

func (f *frame) Read(p []byte) (int, error) {
	if f.left == 0 {
		if err := f.next(); err != nil {
			return 0, err
		}
	}
	n, err := f.in.Read(p[:min(len(p), f.left)])
	f.left -= n
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// next finds the length of the next part.
func (f *frame) next() error {
	switch {
	case !f.begun:
		f.begun = true
		return f.header()
	case f.endOnly, f.last && !f.summed:
		return io.EOF
	case f.last:
		f.left, f.endOnly = 4, true
		return nil
	}
	h, err := f.in.Peek(3)
	if err != nil {
		return short(err)
	}
	block := uint32(h[0]) | uint32(h[1])<<8 | uint32(h[2])<<16
	f.last = block&1 == 1
	size := int(block >> 3)
	switch block >> 1 & 3 {
	case 1: // one byte, repeated
		size = 1
	case 3:
		return errors.New("a zstd block of a reserved type")
	}
	f.left = 3 + size
	return nil
}

// header finds the length of the frame's header.
func (f *frame) header() error {
	h, err := f.in.Peek(5)
	if err != nil {
		return short(err)
	}
	d := h[4]
	single := d>>5&1 == 1
	f.summed = d>>2&1 == 1
	size := []int{0, 2, 4, 8}[d>>6]
	if single && d>>6 == 0 {
		size = 1
	}
	if !single {
		size++ // the window
	}
	f.left = 5 + size + []int{0, 1, 2, 4}[d&3]
	return nil
}

func short(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// isSkippable reports a frame that holds no data: a dictionary, or somebody's notes.
func isSkippable(head []byte) bool {
	return len(head) >= 4 && binary.LittleEndian.Uint32(head)&^0xf == 0x184d2a50
}

// IsDictionary reports whether a file begins with a dictionary for WARC with zstd
// (iipc.github.io/warc-specifications, WARC-Zstandard).
func IsDictionary(head []byte) bool {
	return len(head) >= 4 && binary.LittleEndian.Uint32(head) == 0x184d2a5d
}

// skipFrame passes over a frame that holds no data.
func skipFrame(in *bufio.Reader) error {
	head := make([]byte, 8)
	if _, err := io.ReadFull(in, head); err != nil {
		return err
	}
	_, err := io.CopyN(io.Discard, in, int64(binary.LittleEndian.Uint32(head[4:])))
	return err
}

// maxDictionary is far above what dictionaries are (a hundred kilobytes).
const maxDictionary = 16 << 20

// dictionary reads the dictionary in front of an archive, if there is one. It may be
// packed itself.
func (o *opener) dictionary(file *source) error {
	head, err := file.buf.Peek(8)
	if !IsDictionary(head) || err != nil {
		return nil
	}
	size := binary.LittleEndian.Uint32(head[4:])
	if size > maxDictionary {
		return fmt.Errorf("a zstd dictionary of %d bytes, expected %d at most", size, maxDictionary)
	}
	raw := make([]byte, 8+int(size))
	if _, err := io.ReadFull(file.buf, raw); err != nil {
		return fmt.Errorf("reading the zstd dictionary: %w", err)
	}
	raw = raw[8:]
	if packingOf(raw) == packedZstd {
		z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
		if err != nil {
			return err
		}
		defer z.Close()
		if raw, err = z.DecodeAll(raw, nil); err != nil {
			return fmt.Errorf("unpacking the zstd dictionary: %w", err)
		}
	}
	o.dict = raw
	if _, err := o.zstd(file.buf); err != nil {
		return fmt.Errorf("the zstd dictionary: %w", err)
	}
	return nil
}
