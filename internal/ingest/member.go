package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
)

// How deep archives are opened in archives, and how much of a zip archive is held where
// it comes as a stream: its table of contents stands at its end.
const (
	deepest   = 3
	mostOfZip = 256 << 20
)

// readZip reads the members of a zip archive.
func (o *opening) readZip(name string, r io.Reader) bool {
	fail := func(err error) bool {
		return o.yield(nil, &Error{Place{Name: name}, fmt.Errorf("reading the zip archive: %w", err)})
	}
	file, size, err := zipFile(r)
	if err != nil {
		return fail(err)
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		return fail(err)
	}
	if isOffice(z) {
		return o.refuse(name, formatOffice)
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || hidden(f.Name) || f.UncompressedSize64 == 0 {
			continue
		}
		in, err := f.Open()
		if err != nil {
			if !o.yield(nil, &Error{Place{Name: within(name, f.Name)}, err}) {
				return false
			}
			continue
		}
		packed := int64(f.CompressedSize64)
		more := o.deeper(name, f.Name, &guardedReader{r: in, packed: func() int64 { return packed }})
		in.Close()
		if !more {
			return false
		}
	}
	return true
}

// isOffice reports the documents of offices, which are zip archives too.
func isOffice(z *zip.Reader) bool {
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" || f.Name == "META-INF/manifest.xml" {
			return true
		}
		if f.Name == "mimetype" {
			if in, err := f.Open(); err == nil {
				kind, _ := io.ReadAll(io.LimitReader(in, 64))
				in.Close()
				return bytes.HasPrefix(kind, []byte("application/vnd.oasis"))
			}
		}
	}
	return false
}

// zipFile gives access to a whole archive: in the file, or, of a stream, in memory.
func zipFile(r io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	}); ok {
		if size, err := f.Seek(0, io.SeekEnd); err == nil {
			return f, size, nil
		}
	}
	raw, err := io.ReadAll(io.LimitReader(r, mostOfZip+1))
	if err != nil {
		return nil, 0, err
	}
	if len(raw) > mostOfZip {
		return nil, 0, fmt.Errorf("it comes as a stream and is larger than %s; give it as a file", megabytes(mostOfZip))
	}
	return bytes.NewReader(raw), int64(len(raw)), nil
}

// deeper opens a member, which may be anything that a file may be.
func (o *opening) deeper(name, member string, r io.Reader) bool {
	if o.depth++; o.depth > deepest {
		o.depth--
		return o.yield(nil, &Error{Place{Name: within(name, member)}, fmt.Errorf("archives in archives are opened %d deep", deepest)})
	}
	more := o.open(within(name, member), r)
	o.depth--
	return more
}

// within names a member of an archive: "dump.zip/pages/a.html". Nothing is ever written
// under that name; it serves in messages, so that it must not steer a terminal.
func within(archive, member string) string {
	return archive + "/" + strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return '?'
		}
		return c
	}, strings.TrimPrefix(path.Clean("/"+member), "/"))
}

// hidden reports files that people do not see: "a/.b", and what macOS adds.
func hidden(member string) bool {
	for part := range strings.SplitSeq(member, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	return false
}
