package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// packing is how an archive is compressed.
type packing int

const (
	plain packing = iota
	packedGzip
	packedZstd
)

var (
	gzipMagic = []byte{0x1f, 0x8b, 8}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

func packingOf(head []byte) packing {
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		return packedGzip
	case bytes.HasPrefix(head, zstdMagic), isSkippable(head):
		return packedZstd
	}
	return plain
}

// IsArchive reports whether a file is a WARC archive, from its first bytes, some thousand
// of them.
func IsArchive(head []byte) bool {
	if IsDictionary(head) {
		return true
	}
	var o opener
	var in io.Reader = bytes.NewReader(head)
	switch packingOf(head) {
	case packedGzip:
		z, err := gzip.NewReader(in)
		if err != nil {
			return false
		}
		in = z
	case packedZstd:
		z, err := o.zstd(bufio.NewReader(in))
		if err != nil {
			return false
		}
		defer z.Close()
		in = z
	}
	start := make([]byte, 7)
	n, _ := io.ReadFull(in, start)
	return n == len(start) && string(start) == "WARC/1."
}

// opener unpacks members, one after another with the same buffers.
type opener struct {
	gz   *gzip.Reader
	zst  *zstd.Decoder
	dict []byte // a dictionary of zstd that all frames share
	buf  *bufio.Reader
}

// open begins the next member.
func (r *Reader) open() error {
	if r.packing == plain {
		r.in, r.member, r.inner = r.file.buf, 0, r.file.offset()
		return nil
	}
	var head []byte
	for {
		r.member, r.inner = r.file.offset(), 0
		r.start = Position{Offset: r.member}
		var err error
		if head, err = r.file.buf.Peek(4); len(head) == 0 {
			return r.ended(err)
		}
		if r.packing != packedZstd || !isSkippable(head) {
			break
		}
		if err := skipFrame(r.file.buf); err != nil {
			return r.fault(err)
		}
	}
	if packingOf(head) != r.packing {
		return r.fault(fmt.Errorf("no packed record but % x", head))
	}
	in, err := r.opener.member(r.packing, r.file.buf)
	if err != nil {
		return r.fault(&unreadable{err})
	}
	r.in = in
	return nil
}

// member unpacks what begins here, up to its end.
func (o *opener) member(p packing, file *bufio.Reader) (*bufio.Reader, error) {
	var in io.Reader
	if p == packedGzip {
		if o.gz == nil {
			o.gz = new(gzip.Reader)
		}
		if err := o.gz.Reset(file); err != nil {
			return nil, err
		}
		o.gz.Multistream(false)
		in = o.gz
	} else {
		z, err := o.zstd(file)
		if err != nil {
			return nil, err
		}
		in = z
	}
	if o.buf == nil {
		o.buf = bufio.NewReaderSize(in, 64<<10)
	} else {
		o.buf.Reset(in)
	}
	return o.buf, nil
}

// zstd unpacks one frame.
func (o *opener) zstd(file *bufio.Reader) (*zstd.Decoder, error) {
	if o.zst == nil {
		// The window is bounded, so that a few hostile bytes cannot ask for gigabytes.
		options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(64 << 20)}
		if o.dict != nil {
			options = append(options, zstd.WithDecoderDicts(o.dict))
		}
		z, err := zstd.NewReader(nil, options...)
		if err != nil {
			return nil, err
		}
		o.zst = z
	}
	return o.zst, o.zst.Reset(&frame{in: file})
}

// resync looks for the next record behind a damaged one.
func (r *Reader) resync() error {
	r.lost = false
	if r.packing == plain {
		if r.file.seeks != nil && r.rescue < r.file.offset() {
			if err := r.file.seek(r.rescue); err != nil {
				return fmt.Errorf("reading: %w", err)
			}
		}
		r.in, r.inner = r.file.buf, r.file.offset()
		return r.scan()
	}
	// More records may stand in the same member, if it can be unpacked on.
	if r.in != nil {
		if err := r.scan(); err == nil {
			return nil
		} else if r.file.err != nil {
			return err
		}
		if _, err := r.in.Peek(1); err == io.EOF {
			r.in = nil
			return nil // the member ends well: the next one begins here
		}
	}
	r.in = nil
	return r.scanMembers()
}

// opening matches the first bytes of a record.
var opening = regexp.MustCompile(`WARC/1\.[01]\r?\n[A-Za-z]`)

// scan goes on to the next bytes that open a record. They need not stand at the start of
// a line: a crawler that was killed left its last record without an end.
func (r *Reader) scan() error {
	const longest = len("WARC/1.0\r\nW")
	for {
		window, err := r.in.Peek(r.in.Size())
		at := opening.FindIndex(window)
		if at != nil {
			_, _ = r.in.Discard(at[0])
			r.inner += int64(at[0])
			return nil
		}
		if err != nil {
			r.inner += int64(len(window))
			_, _ = r.in.Discard(len(window))
			return r.ended(err)
		}
		_, _ = r.in.Discard(len(window) - longest)
		r.inner += int64(len(window) - longest)
	}
}

func (r *Reader) ended(err error) error {
	if r.file.err != nil {
		return fmt.Errorf("reading: %w", r.file.err)
	}
	return err
}

// farBack is how far before the place where damage showed the next record may begin.
const farBack = 1 << 20

// scanMembers goes on to the next member that unpacks to a record. Members are found by
// their magic bytes, which chance also makes inside packed data.
func (r *Reader) scanMembers() error {
	magic := gzipMagic
	if r.packing == packedZstd {
		magic = zstdMagic
	}
	if r.file.seeks != nil {
		// Damage shows late, when what follows was taken along with it.
		if err := r.file.seek(max(r.member+1, r.file.offset()-farBack)); err != nil {
			return fmt.Errorf("reading: %w", err)
		}
	}
	for {
		window, err := r.file.buf.Peek(bufferSize)
		at := bytes.Index(window, magic)
		if at < 0 {
			if len(window) < bufferSize {
				return r.ended(err)
			}
			_, _ = r.file.buf.Discard(len(window) - len(magic) + 1)
			continue
		}
		_, _ = r.file.buf.Discard(at)
		if head, _ := r.file.buf.Peek(bufferSize); IsArchive(head) || r.opener.opens(r.packing, head) {
			return nil
		}
		_, _ = r.file.buf.Discard(1)
	}
}

// opens reports whether a member begins with a record, from what can be seen of it.
func (o *opener) opens(p packing, head []byte) bool {
	in, err := o.member(p, bufio.NewReader(bytes.NewReader(head)))
	if err != nil {
		return false
	}
	start, _ := in.Peek(7)
	return string(start) == "WARC/1."
}
