package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"dragoman/internal/warc"
)

// archive yields the bytes of a synthetic archive, some megabytes at a time, so that no
// disk has to hold it: pages as they are, in chunks and packed, pictures, and every
// fiftieth record damaged.
type archive struct {
	left          int64 // bytes to write yet
	pack          func(string) []byte
	batch         []byte // written once, sent again and again
	at            int
	pages, faults int // in a batch
	batches       int
}

func newArchive(size int64, pack func(string) []byte) *archive {
	a := &archive{left: size, pack: pack}
	rnd := rand.New(rand.NewPCG(1, 2))
	page := func(n int) string {
		var b strings.Builder
		b.WriteString("<html><head><title>Talks</title></head><body>")
		for range n {
			fmt.Fprintf(&b, "<p>The talks of round %d went on in %x, and ended on day %d.</p>\n", rnd.IntN(9999), rnd.Uint64(), rnd.IntN(31))
		}
		return b.String() + "</body></html>"
	}
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	for i := range 100 {
		url := fmt.Sprintf("https://news.example.org/%d", i)
		var r string
		switch body := page(20 + rnd.IntN(800)); {
		case i%50 == 49:
			r = record("1.0", "response", url, "application/http", head+"\r\n"+body)
			r = r[:len(r)-20]
			a.faults++
		case i%10 == 3:
			picture := make([]byte, 200<<10)
			for k := range picture {
				picture[k] = byte(rnd.Uint32())
			}
			r = record("1.0", "response", url, "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"+string(picture))
		case i%10 == 4:
			r = record("1.1", "response", url, "application/http", head+"Content-Encoding: gzip\r\n\r\n"+string(gzipped(body)))
			a.pages++
		case i%10 == 5:
			r = record("1.1", "response", url, "application/http", head+"Transfer-Encoding: chunked\r\n\r\n"+chunked(body))
			a.pages++
		default:
			r = response(url, body)
			a.pages++
		}
		a.batch = append(a.batch, a.pack(r)...)
	}
	return a
}

func (a *archive) Read(p []byte) (int, error) {
	if a.at == 0 {
		if a.left <= 0 {
			return 0, io.EOF
		}
		a.batches++
		a.left -= int64(len(a.batch))
	}
	n := copy(p, a.batch[a.at:])
	a.at = (a.at + n) % len(a.batch)
	return n, nil
}

// drain reads all pages of an archive.
func drain(t testing.TB, r io.Reader, each func()) (pages, faults int, size int64) {
	t.Helper()
	w, err := warc.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := w.Next()
		if err == io.EOF {
			return pages, faults, size
		}
		if errors.As(err, new(*warc.Fault)) {
			faults++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if p, err := rec.Payload(); err == nil && p.Type == "text/html" {
			n, err := io.Copy(io.Discard, p.Body)
			size += n
			if end := rec.Check(); err == nil && end == nil {
				pages++
			} else {
				faults++
			}
		}
		each()
	}
}

// BenchmarkRead reads an archive with everything in it that costs time; MB/s are of the
// file. One core: a Reader starts no goroutines.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name string
		pack func(string) []byte
	}{
		{"plain", func(s string) []byte { return []byte(s) }},
		{"gzip", gzipped},
		{"zstd", func(s string) []byte { return zstandard(s) }},
	} {
		a := newArchive(0, c.pack)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(a.batch)))
			for b.Loop() {
				drain(b, bytes.NewReader(a.batch), func() {})
			}
		})
	}
}

// TestLarge reads a large archive and holds the memory to be flat: what is in use in its
// last half is what is in use in its first. WARC_MB says how large; bench/warc runs it
// with gigabytes.
func TestLarge(t *testing.T) {
	size := int64(64 << 20)
	if mb, err := strconv.Atoi(os.Getenv("WARC_MB")); err == nil {
		size = int64(mb) << 20
	}
	for name, pack := range map[string]func(string) []byte{"plain": func(s string) []byte { return []byte(s) }, "gzip": gzipped} {
		a := newArchive(size, pack)
		var early, late uint64
		begun, n := time.Now(), 0
		pages, faults, unpacked := drain(t, a, func() {
			if n++; n%50 != 0 {
				return
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if a.left > size/2 {
				early = max(early, m.Sys)
			} else {
				late = max(late, m.Sys)
			}
		})
		// A plain record that is cut short takes the start of the next one with it, in a
		// stream that cannot go back.
		if pages < (a.pages-a.faults)*a.batches || faults < a.faults*a.batches || faults > 2*a.faults*a.batches {
			t.Errorf("%s: %d pages and %d damaged records, expected about %d and %d", name, pages, faults, a.pages*a.batches, a.faults*a.batches)
		}
		if late > early+early/4+8<<20 {
			t.Errorf("%s: %d MB in use in the last half, %d MB in the first", name, late>>20, early>>20)
		}
		rate := float64(size) / 1e6 / time.Since(begun).Seconds()
		t.Logf("%s: %d MB of archive, %d MB of pages, %d pages, %d damaged; %.0f MB/s; memory from the system %d MB, then %d MB", name, size>>20, unpacked>>20, pages, faults, rate, early>>20, late>>20)
	}
}
