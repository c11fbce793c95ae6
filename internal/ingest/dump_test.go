package ingest_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"dragoman/internal/ingest"
)

// summary reads an input and returns of each report its place and all that is known.
func summary(name string, r io.Reader, opts ingest.Options) (got []string) {
	for in, err := range ingest.Open(name, r, opts) {
		if err != nil {
			got = append(got, "error: "+err.Error())
			continue
		}
		d := in.Report()
		got = append(got, fmt.Sprintf("%s: %s|%s|%s|%s|%s", in.Place, in.ID, d.Title, d.Date, d.Publisher, strings.ReplaceAll(d.Text, "\n", "/")))
	}
	return got
}

func TestTables(t *testing.T) {
	fields := ingest.FieldMap{"text": "body", "date": "pub_date", "title": "head"}
	for _, c := range []struct {
		name, content string
		fields        ingest.FieldMap
		want          []string
	}{
		{"CSV", "id,title,text,date\na1,Talks fail,\"The talks, both of them, failed.\",2014-03-05\na2,,Two.,\n", nil,
			[]string{"CSV:2: a1|Talks fail|2014-03-05||The talks, both of them, failed.", "CSV:3: a2||||Two."}},
		{"TSV", "text\tpublisher\nHe said \"no\".\tSample News\n", nil, []string{`TSV:2: |||Sample News|He said "no".`}},
		{"semicolons", "\ufefftext;id\r\nOne.;1\r\n", nil, []string{"semicolons:2: 1||||One."}},
		{"mapped", "pub_date,head,body\n2014-03-05 10:00:00,T,One.\n\"March 5, 2014\",U,\"Two\nlines.\"\n", fields,
			[]string{"mapped:2: |T|2014-03-05||One.", "mapped:3: |U|2014-03-05||Two/lines."}},
		{"bad rows", "text,date\nOne.,yesterday\n,2014-03-05\nThr\"ee.,\nFour.,2014-03-05\n", nil, []string{
			`error: bad rows:2: date "yesterday", expected a day or a second, as 2000-07-19 or 2000-07-19T08:30:00Z`,
			`error: bad rows:3: no text in "text"`,
			`error: bad rows:4: not a row of the table: column 4: bare " in non-quoted-field`,
			"bad rows:5: ||2014-03-05||Four.",
		}},
		{"Windows-1252", "text,id\nThe caf\xe9 was hit.,1\n", nil, []string{"Windows-1252:2: 1||||The café was hit."}},
		{"objects", "{\n \"text\": \"One.\"\n}\n{\n \"text\": \"Two.\", \"id\": \"2\"}\n{\n\"te", nil,
			[]string{"objects@0: ||||One.", "objects@20: 2||||Two.", "error: objects@50: broken JSON: unexpected EOF"}},
		{"other columns", "Headline,Body,Date\nA,One.,2014-03-05\nB,Two.,2014-03-06\n", nil,
			[]string{`error: other columns: a table without a column "text", expected one that holds the text of a report; it has ["Headline" "Body" "Date"], and --field text=COLUMN says which it is`}},
		{"prose with commas", "The text, as it came, failed.\nIt was long.\n", nil, []string{"prose with commas: ||||The text, as it came, failed./It was long./"}},
		{"pages", "u,page\nhttps://news.example.org/x,\"" + strings.ReplaceAll(page, `"`, `""`) + "\"\n", ingest.FieldMap{"html": "page", "url": "u"},
			[]string{"pages:2: |Fishing Pact Renewed|2014-03-05T01:30:00+03:00|Aegean News|"}},
		{"JSON Lines, mapped", `{"body":"One.","meta":{"day":"20140305"},"n":7}` + "\n" + `{"body":["a"]}`, ingest.FieldMap{"text": "body", "date": "meta.day", "id": "n"},
			[]string{"JSON Lines, mapped:1: 7||2014-03-05||One.", `error: JSON Lines, mapped:2: "body" is ["a"]…, expected a string`}},
		{"array", `[{"text":"One."},` + "\n" + `{"text":3},{"text":"Three."}]`, nil,
			[]string{"array@1: ||||One.", `error: array@16: "text" is a number, expected a string`, "array@28: ||||Three."}},
		{"array, broken", `[{"text":"One."},{"te`, nil, []string{"array, broken@1: ||||One.", "error: array, broken@17: broken JSON: unexpected EOF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := summary(c.name, strings.NewReader(c.content), ingest.Options{Fields: c.fields})
			if c.name == "pages" && len(got) == 1 {
				got[0], _, _ = strings.Cut(got[0], "The ministers")
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if err := (ingest.FieldMap{"body": "text"}).Check(); err == nil || !strings.Contains(err.Error(), `no field "body", expected one of id, url`) {
		t.Errorf("error %v", err)
	}
}

const nitfReport = `<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>t</title><docdata><doc-id id-string="n1"/><date.issue norm="20140305T013000+0300"/></docdata></head>
<body><body.head><hedline><hl1>Talks <em>fail</em></hl1></hedline><byline>By the <org>Foreign Desk</org></byline><distributor>Sample News</distributor><dateline><location>ANKARA</location>, March 5</dateline></body.head>
<body.content><block><p>The talks failed.</p><media><media-caption>A hall</media-caption></media><p>They go on &amp; on.</p></block></body.content></body></nitf>`

const newsML = `<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:1" xml:lang="en"><itemMeta><provider literal="SN"/><versionCreated>2014-03-05T01:30:00+03:00</versionCreated></itemMeta>
<contentMeta><headline>Talks fail</headline><by>A desk</by></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>The talks failed.</p><p>They go on.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><itemMeta><versionCreated>2014-03-06</versionCreated></itemMeta><contentMeta><headline>A picture</headline></contentMeta></newsItem>
<newsItem guid="urn:3"><contentMeta><headline>Third</headline></contentMeta><contentSet><inlineData contenttype="text/plain">Plain text.</inlineData></contentSet></newsItem>
</itemSet></newsMessage>`

func TestNews(t *testing.T) {
	got := summary("n", strings.NewReader(nitfReport), ingest.Options{})
	want := []string{"n@54: n1|Talks fail|2014-03-05T01:30:00+03:00|Sample News|ANKARA, March 5 - The talks failed.//They go on & on."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got = summary("m", strings.NewReader(newsML), ingest.Options{})
	for i := range got {
		_, got[i], _ = strings.Cut(got[i], ": ")
	}
	want = []string{
		"urn:1|Talks fail|2014-03-05T01:30:00+03:00|SN|The talks failed.//They go on.",
		"m@542: no text in contentSet, expected inlineXML with nitf or html, or inlineData",
		"urn:3|Third|||Plain text.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// members writes files of archives.
var members = []struct{ name, content string }{
	{"pages/a.txt", "A."},
	{"../../b.jsonl", `{"text":"B1."}` + "\n" + `{"text":`},
	{".hidden", "H."},
	{"__MACOSX/x.txt", "X."},
	{"c\x1b[2J.txt", "C."},
	{"empty.txt", ""},
}

func tarOf(t *testing.T) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		w.WriteHeader(&tar.Header{Name: m.name, Typeflag: tar.TypeReg, Size: int64(len(m.content)), Mode: 0o644})
		io.WriteString(w, m.content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, more map[string][]byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name string, content []byte) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write(content)
	}
	for _, m := range members {
		add(m.name, []byte(m.content))
	}
	for name, content := range more {
		add(name, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(raw []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(raw)
	z.Close()
	return b.Bytes()
}

func xzOf(t testing.TB, raw []byte) []byte {
	var b bytes.Buffer
	x, err := xz.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	x.Write(raw)
	x.Close()
	return b.Bytes()
}

func TestArchives(t *testing.T) {
	want := func(name string) []string {
		return []string{
			name + "/pages/a.txt: ||||A.",
			name + "/b.jsonl:1: ||||B1.",
			"error: " + name + `/b.jsonl:2: not a JSON object: unexpected end, expected {"text": …}`,
			name + "/c?[2J.txt: ||||C.",
		}
	}
	broken := tarOf(t) // in the header of its second member
	broken[1024+148] ^= 0xff
	for _, c := range []struct {
		name    string
		content []byte
		want    []string
	}{
		{"a.tar", tarOf(t), want("a.tar")},
		{"a.tar.xz", xzOf(t, tarOf(t)), want("a.tar.xz")},
		{"a.zip", zipOf(t, nil), want("a.zip")},
		{"a.zip.gz", gzipOf(zipOf(t, nil)), want("a.zip.gz")},
		{"deep.zip", zipOf(t, map[string][]byte{"in.tar.gz": gzipOf(tarOf(t))}), append(want("deep.zip"), want("deep.zip/in.tar.gz")...)},
		{"cut.tar", tarOf(t)[:1100], []string{"cut.tar/pages/a.txt: ||||A.", "error: cut.tar@1100: reading the tar archive: unexpected EOF"}},
		{"ended.tar", tarOf(t)[:1024], []string{"ended.tar/pages/a.txt: ||||A.", "error: ended.tar@1024: reading the tar archive: it ends without the mark of its end: it was cut, and members may be missing"}},
		{"broken.tar", broken, append([]string{"broken.tar/pages/a.txt: ||||A.", "error: broken.tar@1024: reading the tar archive: archive/tar: invalid tar header"}, want("broken.tar")[3:]...)},
		{"filled.tar.gz", append(gzipOf(tarOf(t)), 0, 0, 0), want("filled.tar.gz")},
		{"cut.zip", zipOf(t, nil)[:100], []string{"error: cut.zip: reading the zip archive: zip: not a valid zip file"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, summary(c.name, struct{ io.Reader }{bytes.NewReader(c.content)}, ingest.Options{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	// A file is read in place, and nothing appears beside it.
	dir := t.TempDir()
	file := filepath.Join(dir, "a.zip")
	if err := os.WriteFile(file, zipOf(t, nil), 0o644); err != nil {
		t.Fatal(err)
	}
	n := 0
	for in := range ingest.Files([]string{dir}, nil, ingest.Options{}) {
		if in != nil {
			n++
		}
	}
	if files, _ := os.ReadDir(dir); n != 3 || len(files) != 1 {
		t.Errorf("%d reports and %d files, expected 3 and 1", n, len(files))
	}
}

// An archive that holds itself, and one that unpacks without an end, come to one.
func TestBombs(t *testing.T) {
	inner := gzipOf(tarOf(t))
	for range 5 {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		w.WriteHeader(&tar.Header{Name: "x", Typeflag: tar.TypeReg, Size: int64(len(inner))})
		w.Write(inner)
		w.Close()
		inner = b.Bytes()
	}
	got := summary("deep", bytes.NewReader(inner), ingest.Options{})
	if want := []string{"error: deep/x/x/x/x: archives in archives are opened 3 deep"}; !cmp.Equal(want, got) {
		t.Errorf("got %q, expected %q", got, want)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	line := []byte(strings.Repeat(" ", 1<<20) + "\n")
	z.Write([]byte(`{"text":"One."}` + "\n"))
	for range 100 {
		z.Write(line)
	}
	z.Close()
	got = summary("bomb", &b, ingest.Options{})
	if len(got) != 2 || !strings.Contains(got[1], "a decompression bomb") {
		t.Errorf("got %q, expected one report and a bomb", got)
	}
}

// A packed file that wants gigabytes held to unpack it is refused before they are.
func TestWindows(t *testing.T) {
	// The header of an xz block (tukaani.org/xz/xz-file-format.txt, 3.1) stands behind twelve bytes
	// of the stream's: its length in fours, flags, the filter LZMA2 with one byte of
	// properties, which is the size of its dictionary: 40 is 4 GiB.
	hungry := xzOf(t, []byte("The talks failed."))
	header := hungry[12:][:4*int(hungry[12])]
	if header[2] != 0x21 || header[3] != 1 {
		t.Fatalf("another header: % x", header)
	}
	header[4] = 40
	binary.LittleEndian.PutUint32(hungry[12+len(header):], crc32.ChecksumIEEE(header))
	// The frame header of zstd (RFC 8878, 3.1.1.1) has the window in its second byte: 2^31 bytes.
	frame := []byte{0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3, 1, 0, 0}
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"xz":   {hungry, "error: xz: unpacking xz: xz: LZMA2 dictionary size exceeds max"},
		"zstd": {frame, "error: zstd: reading: window size exceeded"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := summary(name, bytes.NewReader(c.raw), ingest.Options{})
		runtime.ReadMemStats(&after)
		if want := []string{c.want}; !cmp.Equal(want, got) {
			t.Errorf("got %q, expected %q", got, want)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
			t.Errorf("%s: %d MB were held", name, used>>20)
		}
	}
}

func FuzzDump(f *testing.F) {
	f.Add([]byte("text,date\nOne.,2014-03-05\n\"Two.,\n"), "text=text")
	f.Add([]byte(`[{"text":"One."},{"text":3}]`), "")
	f.Add([]byte(nitfReport), "")
	f.Add([]byte(newsML), "text=body")
	f.Fuzz(func(t *testing.T, raw []byte, field string) {
		opts := ingest.Options{MaxReport: 1 << 16}
		if name, theirs, ok := strings.Cut(field, "="); ok {
			opts.Fields = ingest.FieldMap{name: theirs}
		}
		n := 0
		for in, err := range ingest.Open("fuzz", bytes.NewReader(raw), opts) {
			if (in == nil) == (err == nil) {
				t.Fatal("neither a report nor an error, or both")
			}
			if n++; n > len(raw)+1 {
				t.Fatal("more reports than bytes")
			}
		}
	})
}

func FuzzArchive(f *testing.F) {
	var t testing.T
	f.Add(tarOf(&t))
	f.Add(zipOf(&t, nil))
	f.Add(gzipOf(tarOf(&t)))
	f.Add(xzOf(f, tarOf(&t)))
	z, _ := zstd.NewWriter(nil)
	f.Add(z.EncodeAll(tarOf(&t), nil))
	f.Fuzz(func(t *testing.T, raw []byte) {
		n := 0
		for in, err := range ingest.Open("fuzz", bytes.NewReader(raw), ingest.Options{MaxReport: 1 << 16}) {
			if (in == nil) == (err == nil) {
				t.Fatal("neither a report nor an error, or both")
			}
			if n++; n > 1<<16 {
				t.Fatal("no end")
			}
		}
	})
}
