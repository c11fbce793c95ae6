package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/warc"
)

// stream hides that a file can be sought in.
type stream struct{ io.Reader }

// all reads an archive: of each record its address and block, of each fault its message.
func all(t testing.TB, r io.Reader) (got []string, at []warc.Position) {
	t.Helper()
	w, err := warc.NewReader(r)
	if err != nil {
		return []string{"error: " + err.Error()}, nil
	}
	for {
		rec, err := w.Next()
		fault := (*warc.Fault)(nil)
		switch {
		case err == io.EOF:
			return got, at
		case errors.As(err, &fault):
			got = append(got, "fault: "+fault.Err.Error())
			at = append(at, fault.Position)
			continue
		case err != nil:
			return append(got, "error: "+err.Error()), at
		}
		at = append(at, rec.Position)
		body, err := io.ReadAll(rec.Body)
		if end := rec.Check(); end != nil {
			if !errors.As(end, &fault) {
				return append(got, "error: "+end.Error()), at
			}
			got = append(got, "fault: "+errors.Unwrap(end).Error())
			continue
		}
		if err != nil {
			t.Errorf("a record that ends well could not be read: %v", err)
		}
		got = append(got, rec.URL()+" "+string(body))
	}
}

var four = []string{
	record("1.0", "warcinfo", "", "application/warc-fields", "software: own\r\n"),
	record("1.1", "resource", "<https://news.example.org/a>", "text/plain", "The talks failed."),
	record("1.0", "resource", "https://news.example.org/b", "text/plain", ""),
	record("1.0", "resource", "https://news.example.org/c", "text/plain", strings.Repeat("The talks went on.\r\n\r\n", 20000)),
}

var fourRead = []string{
	" software: own\r\n",
	"https://news.example.org/a The talks failed.",
	"https://news.example.org/b ",
	"https://news.example.org/c " + strings.Repeat("The talks went on.\r\n\r\n", 20000),
}

func TestPackings(t *testing.T) {
	for name, pack := range packings {
		t.Run(name, func(t *testing.T) {
			file := pack(four)
			if !warc.IsArchive(file[:min(len(file), 16<<10)]) {
				t.Error("not known as an archive by its first bytes")
			}
			got, at := all(t, stream{iotest.HalfReader(bytes.NewReader(file))})
			if diff := cmp.Diff(fourRead, got); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			for i, p := range at {
				for _, r := range []io.Reader{bytes.NewReader(file), stream{bytes.NewReader(file)}} {
					w, err := warc.NewReader(r)
					if err != nil {
						t.Fatal(err)
					}
					if err := w.Seek(p); err != nil {
						t.Fatalf("record %d at %s: %v", i, p, err)
					}
					rec, err := w.Next()
					if err != nil || rec.Position != p {
						t.Fatalf("record %d at %s: got %v, %v", i, p, rec, err)
					}
					body, _ := io.ReadAll(rec.Body)
					if rec.URL()+" "+string(body) != fourRead[i] {
						t.Errorf("record %d at %s is another one", i, p)
					}
				}
			}
		})
	}
}

func TestPosition(t *testing.T) {
	for want, p := range map[string]warc.Position{"0": {}, "0+800": {Inner: 800}, "52311": {Offset: 52311}, "52311+800": {Offset: 52311, Inner: 800}} {
		if p.String() != want {
			t.Errorf("%#v: %s, expected %s", p, p, want)
		}
		if back, ok := warc.ParsePosition(want); !ok || back != p {
			t.Errorf("%s: %#v", want, back)
		}
	}
}

// TestDamage reads archives as failing disks, killed crawlers and editors leave them.
func TestDamage(t *testing.T) {
	page := func(n int) string {
		return record("1.0", "resource", fmt.Sprintf("u%d", n), "text/plain", strings.Repeat(fmt.Sprintf("Talks %d. ", n), 40))
	}
	text := func(n int) string { return fmt.Sprintf("u%d ", n) + strings.Repeat(fmt.Sprintf("Talks %d. ", n), 40) }
	whole := []string{page(1), page(2), page(3)}
	spoilt := func(pack string, i int, spoil func([]byte) []byte) []byte {
		var out []byte
		for n, r := range whole {
			b := packings[pack]([]string{r})
			if n == i {
				b = spoil(b)
			}
			out = append(out, b...)
		}
		return out
	}
	cut := func(b []byte) []byte { return b[:len(b)-60] }
	flip := func(b []byte) []byte { b[len(b)/2] ^= 0xff; return b }
	for _, c := range []struct {
		name   string
		file   []byte
		want   []string
		stream []string // where it is another, because a stream cannot go back
	}{
		{"empty", nil, nil, nil},
		{"no archive", []byte("The talks failed.\n"), []string{`fault: it begins with "The talks failed.", expected WARC/1.0 or WARC/1.1`}, nil},
		{"another version", []byte(strings.Replace(page(1), "1.0", "0.17", 1) + page(2)),
			[]string{`fault: it begins with "WARC/0.17", expected WARC/1.0 or WARC/1.1`, text(2)}, nil},
		{"cut short at the end", spoilt("plain", 2, cut), []string{text(1), text(2), "fault: cut short: 304 of 360 bytes are there"}, nil},
		{"cut short in the middle", spoilt("plain", 1, cut),
			[]string{text(1), "fault: no record follows its 360 bytes: its length is wrong, or it is damaged", text(3)},
			[]string{text(1), "fault: no record follows its 360 bytes: its length is wrong, or it is damaged"}},
		{"cut short in a header", []byte(page(1) + page(2)[:100]), []string{text(1), "fault: cut short in its header"}, nil},
		{"no length", []byte(strings.Replace(page(1), "Content-Length", "Content-Width", 1) + page(2)),
			[]string{`fault: content length "", expected a number of bytes`, text(2)}, nil},
		{"length too small", []byte(strings.Replace(page(1), "Content-Length: 360", "Content-Length: 40", 1) + page(2)),
			[]string{"fault: no record follows its 40 bytes: its length is wrong, or it is damaged", text(2)}, nil},
		{"length far too large", []byte(strings.Replace(page(1), "Content-Length: 360", "Content-Length: 99999999", 1) + page(2)),
			[]string{"fault: cut short: 892 of 99999999 bytes are there", text(2)}, []string{"fault: cut short: 892 of 99999999 bytes are there"}},
		{"something between", []byte(page(1) + "oops\r\n" + page(2)),
			[]string{"fault: no record follows its 360 bytes: its length is wrong, or it is damaged", text(2)}, nil},
		{"no blank lines", []byte(strings.TrimRight(page(1), "\r\n") + page(2)), []string{text(1), text(2)}, nil},
		{"gzip cut short", spoilt("gzip", 1, cut), []string{text(1), "fault: damaged: *", text(3)}, []string{text(1), "fault: damaged: *"}},
		{"gzip, a flipped byte", spoilt("gzip", 1, flip), []string{text(1), "fault: *", text(3)}, nil},
		{"zstd, a flipped byte", spoilt("zstd", 1, flip), []string{text(1), "fault: *", text(3)}, nil},
		{"gzip, rubbish between", append(append(gzipped(page(1)), "rubbish"...), gzipped(page(2))...), []string{text(1), "fault: no packed record but 72 75 62 62", text(2)}, nil},
		{"gzip, a length that is wrong", append(gzipped(strings.Replace(page(1), "h: 360", "h: 900", 1)), gzipped(page(2))...),
			[]string{"fault: cut short: 364 of 900 bytes are there", text(2)}, nil},
		{"a header without an end", []byte("WARC/1.0\r\n" + strings.Repeat("X: y\r\n", 300000) + page(2)), []string{"fault: a header of more than 1048576 bytes", text(2)}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			check := func(r io.Reader, want []string) {
				t.Helper()
				got, _ := all(t, r)
				for i := range got {
					if i < len(want) && strings.HasSuffix(want[i], "*") && strings.HasPrefix(got[i], strings.TrimSuffix(want[i], "*")) {
						got[i] = want[i] // what a flipped bit unpacks to is nobody's business
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
			check(bytes.NewReader(c.file), c.want)
			if c.stream == nil {
				c.stream = c.want
			}
			check(stream{bytes.NewReader(c.file)}, c.stream)
		})
	}
}

func TestBrokenFile(t *testing.T) {
	got, _ := all(t, io.MultiReader(strings.NewReader(four[1]), iotest.ErrReader(errors.New("disk on fire"))))
	if want := []string{"error: reading: disk on fire"}; !cmp.Equal(want, got) {
		t.Errorf("got %q, expected %q", got, want)
	}
}
