// Package warc reads WARC archives, versions 1.0 and 1.1 (ISO 28500), as crawlers and
// Common Crawl write them: plain, or packed record by record with gzip or zstd (also with a
// dictionary in front), or packed as a whole.
//
// The archive is streamed. A Reader holds no more than one header block and some
// buffers, however large the archive or a record is. What is damaged is told as a
// Fault with its place, and the reading goes on at the next record: in a packed archive
// at the next member that unpacks to a record, in a plain one at the next bytes that
// open a record. Where the archive can be sought in, also a record is found that a
// truncated one before it seems to contain.
//
// What it gets wrong: a damaged record that quotes another one gives the quoted one. Digests are not checked. Continued
// records (type continuation, hardly written by anybody) are not joined.
package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Position is where a record begins, for messages and to go on from.
type Position struct {
	// Offset is the byte in the file where the record begins; in a packed archive that
	// where its gzip member or zstd frame begins.
	Offset int64
	// Inner is the byte offset in the unpacked member; 0 in a plain archive.
	Inner int64
}

// String writes "52311", an offset in the file, or "52311+800" where the record is not the
// first of its member.
func (p Position) String() string {
	if p.Inner == 0 {
		return strconv.FormatInt(p.Offset, 10)
	}
	return fmt.Sprintf("%d+%d", p.Offset, p.Inner)
}

// ParsePosition reads what String writes.
func ParsePosition(s string) (p Position, ok bool) {
	offset, inner, nested := strings.Cut(s, "+")
	var err1, err2 error
	p.Offset, err1 = strconv.ParseInt(offset, 10, 64)
	if nested {
		p.Inner, err2 = strconv.ParseInt(inner, 10, 64)
	}
	return p, err1 == nil && err2 == nil && p.Offset >= 0 && p.Inner >= 0
}

// Fault is a damaged record. The records behind it still come.
type Fault struct {
	Position
	Err error
}

func (f *Fault) Error() string { return fmt.Sprintf("record at %s: %v", f.Position, f.Err) }

func (f *Fault) Unwrap() error { return f.Err }

// Record is one record of an archive.
type Record struct {
	Position
	Version string // "1.0" or "1.1"
	Header  Header
	Length  int64 // bytes in Body
	// Body is the record's block. It can be read until Next is called.
	Body io.Reader

	r     *Reader
	block int64 // where the block begins, as Reader.inner
	left  int64 // bytes of the block that were not read
	done  bool  // the end was checked
}

// Type is the record's type: "response", "resource", "warcinfo".
func (rec *Record) Type() string { return strings.ToLower(rec.Header.Get("WARC-Type")) }

// URL is the address that the record is of, if it tells.
func (rec *Record) URL() string { return strings.Trim(rec.Header.Get("WARC-Target-URI"), "<>") }

// Reader reads the records of an archive one after another.
type Reader struct {
	file    source
	packing packing
	in      *bufio.Reader // the unpacked member in hand; nil between members
	member  int64         // where it begins in a packed archive; 0 in a plain one
	inner   int64         // bytes of it that were taken; in a plain archive, of the file
	start   Position      // of the record in hand
	rec     *Record
	lost    bool  // what comes next need not be a record
	rescue  int64 // where to look for one first, in a file that can be sought in
	opener  opener
	end     error // what the reading ended with
}

// NewReader reads the archive in r. Where r can be sought in, more of a damaged archive
// can be read.
func NewReader(r io.Reader) (*Reader, error) {
	w := &Reader{}
	w.file.init(r)
	head, err := w.file.buf.Peek(4)
	if err != nil && err != io.EOF {
		return nil, err
	}
	w.packing = packingOf(head)
	if w.packing == packedZstd {
		if err := w.opener.dictionary(&w.file); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// Seek goes to a record's position, as a Record or Fault of the same archive told it.
func (r *Reader) Seek(p Position) error {
	if err := r.file.seek(p.Offset); err != nil {
		return fmt.Errorf("going to record at %s: %w", p, err)
	}
	r.in, r.rec, r.lost, r.end = nil, nil, false, nil
	if p.Inner == 0 {
		return nil
	}
	if err := r.open(); err != nil {
		return fmt.Errorf("going to record at %s: %w", p, err)
	}
	n, err := io.CopyN(io.Discard, r.in, p.Inner)
	r.inner = n
	if err != nil {
		return fmt.Errorf("going to record at %s: %w", p, err)
	}
	return nil
}

// Next returns the next record, or io.EOF. A *Fault is about one record, and the reading
// can go on; any other error ends it.
func (r *Reader) Next() (*Record, error) {
	if r.end != nil {
		return nil, r.end
	}
	rec, err := r.next()
	if err != nil && !errors.As(err, new(*Fault)) {
		r.end = err
	}
	return rec, err
}

func (r *Reader) next() (*Record, error) {
	if rec := r.rec; rec != nil {
		r.rec = nil
		if err := rec.Check(); err != nil {
			return nil, err
		}
	}
	for {
		if r.lost {
			if err := r.resync(); err != nil {
				return nil, err
			}
		}
		if r.in == nil {
			if err := r.open(); err != nil {
				return nil, err
			}
		}
		err := r.blankLines()
		if err == nil {
			return r.header()
		}
		if !errors.Is(err, io.EOF) {
			return nil, r.fault(&unreadable{err})
		}
		if r.in = nil; r.packing == plain {
			return nil, io.EOF
		}
	}
}

// blankLines takes the empty lines before a record and notes where it begins.
func (r *Reader) blankLines() error {
	for {
		c, err := r.in.Peek(1)
		if len(c) == 0 {
			return err
		}
		if c[0] != '\r' && c[0] != '\n' {
			r.start = Position{r.member, r.inner}
			if r.packing == plain {
				r.start = Position{Offset: r.inner}
			}
			return nil
		}
		_, _ = r.in.Discard(1)
		r.inner++
	}
}

// header reads a record up to its block.
func (r *Reader) header() (*Record, error) {
	line, n, err := headerLine(r.in, maxHeader)
	r.inner += n
	if err != nil {
		return nil, r.fault(err)
	}
	version, ok := strings.CutPrefix(line, "WARC/")
	if !ok || version != "1.0" && version != "1.1" {
		return nil, r.fault(fmt.Errorf("it begins with %.40q, expected WARC/1.0 or WARC/1.1", line))
	}
	h, n, err := readHeader(r.in, maxHeader)
	r.inner += n
	if err != nil {
		return nil, r.fault(err)
	}
	length, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, r.fault(fmt.Errorf("content length %.40q, expected a number of bytes", h.Get("Content-Length")))
	}
	rec := &Record{Position: r.start, Version: version, Header: h, Length: length, r: r, block: r.inner, left: length}
	rec.Body = (*body)(rec)
	r.rec = rec
	return rec, nil
}

// body reads the bytes of a record's block and no more.
type body Record

func (b *body) Read(p []byte) (int, error) {
	if b.left == 0 || b.r.rec != (*Record)(b) {
		return 0, io.EOF
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.in.Read(p)
	b.left -= int64(n)
	b.r.inner += int64(n)
	if err == io.EOF && b.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// Check reads what is left of the record and reports whether it is whole: nil, a *Fault,
// or an error that ends the reading. It says so once; Next does it where nobody else did.
func (rec *Record) Check() error {
	if rec.done {
		return nil
	}
	rec.done = true
	r := rec.r
	r.rescue = rec.block
	n, err := r.skip(rec.left)
	rec.left -= n
	if err == nil {
		err = r.blankLines()
		if errors.Is(err, io.EOF) {
			return nil
		}
	} else if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return r.faultAt(rec.Position, fmt.Errorf("cut short: %d of %d bytes are there", rec.Length-rec.left, rec.Length))
	}
	if err != nil {
		return r.faultAt(rec.Position, &unreadable{err})
	}
	if next, _ := r.in.Peek(5); string(next) != "WARC/" {
		return r.faultAt(rec.Position, fmt.Errorf("no record follows its %d bytes: its length is wrong, or it is damaged", rec.Length))
	}
	return nil
}

// skip passes over n bytes.
func (r *Reader) skip(n int64) (int64, error) {
	if r.packing == plain && n > 1<<20 {
		if skipped, ok := r.file.leap(n); ok {
			r.in = r.file.buf
			r.inner += skipped
			return skipped, nil
		}
	}
	done, err := io.CopyN(io.Discard, r.in, n)
	r.inner += done
	return done, err
}

// fault is about the record that begins where the reader came to. What is wrong with the
// file itself (a disk that fails) is no fault of a record.
func (r *Reader) fault(err error) error {
	r.rescue = r.start.Offset + 1
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("cut short in its header")
	}
	return r.faultAt(r.start, err)
}

// faultAt prepares to look for the next record from rescue on.
func (r *Reader) faultAt(p Position, err error) error {
	if r.file.err != nil {
		return fmt.Errorf("reading: %w", r.file.err)
	}
	r.lost = true
	if bad := (*unreadable)(nil); errors.As(err, &bad) {
		r.in = nil // what an unpacker yields behind its error is not to be trusted
		err = fmt.Errorf("damaged: %w", bad.error)
	}
	return &Fault{p, err}
}
