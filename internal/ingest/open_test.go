package ingest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"dragoman/internal/ingest"
)

const page = `<!DOCTYPE html><html lang="en"><head><title>Fishing Pact Renewed | Aegean News</title>
<meta property="og:site_name" content="Aegean News"><meta property="og:title" content="Fishing Pact Renewed">
<link rel="canonical" href="https://news.example.org/pact">
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2014-03-05T01:30:00+03:00"}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Fishing Pact Renewed</h1>
<p>The ministers of both countries signed a fishing pact on Tuesday after long negotiations, and promised the opposition a say in how the catch is shared.</p>
<h2>Years of Dispute</h2>
<p>Fishermen in the north oppose the pact. They blocked the harbour for two days last week, and police used water cannon against them.</p>
<p>The pact will be put before both parliaments in May, the prime minister said in a speech that was broadcast on television.</p>
</article><footer>Copyright 2014 Aegean News</footer></body></html>`

// read returns what Open yields, an error as its message.
func read(name string, r io.Reader, opts ingest.Options) (got []string) {
	for in, err := range ingest.Open(name, r, opts) {
		if err != nil {
			got = append(got, "error: "+err.Error())
			continue
		}
		got = append(got, in.Text)
	}
	return got
}

func TestOpen(t *testing.T) {
	pack := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, s)
		z.Close()
		return b.String()
	}
	zst := func(s string) string {
		w, _ := zstd.NewWriter(nil)
		return string(w.EncodeAll([]byte(s), nil))
	}
	encode := func(s string, e interface{ String(string) (string, error) }) string {
		out, err := e.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const russian = "Министры двух стран встретились в пятницу в столице, но не смогли договориться о рыболовстве. Следующая встреча пройдёт в мае."
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"text", "The talks failed.\n", []string{"The talks failed.\n"}},
		{"gzip", pack("The talks failed.\n"), []string{"The talks failed.\n"}},
		{"zstd in gzip", pack(zst("The talks failed.\n")), []string{"The talks failed.\n"}},
		{"byte order mark", "\ufeffThe talks failed.", []string{"The talks failed."}},
		{"UTF-16", encode("The café was hit.", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), []string{"The café was hit."}},
		{"UTF-16 table", encode("text\tid\nThe café was hit.\t1\n", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), []string{"The café was hit."}},
		{"UTF-16 page", encode("<html><body><p>"+strings.Repeat("The talks failed in the end, they said on Friday. ", 10)+"</p></body></html>", unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()),
			[]string{strings.TrimSpace(strings.Repeat("The talks failed in the end, they said on Friday. ", 10))}},
		{"bzip2", "BZh91AY&SY\x18\x0aF\xe2\x00\x00\x02S\x80\x00\x10@\x01\x04\x00'l\x0c\x00 \x00\x22\x00\x98\x1a\x84\x00\x00^\x99z\x0f\x82\xf3[\x94G\xc5\xdc\x91N\x14$\x06\x02\x91\xb8\x80", []string{"The talks failed.\n"}},
		{"Windows-1252", encode("The “café” was hit.", charmap.Windows1252.NewEncoder()), []string{"The “café” was hit."}},
		{"Windows-1251", encode(russian, charmap.Windows1251.NewEncoder()), []string{russian}},
		{"a stray byte in UTF-8", "The café, the naïve, the façade\xff.", []string{"The café, the naïve, the façade\ufffd."}},
		{"JSON Lines", `{"text":"One."}` + "\n\n" + `{"text":"Two."}`, []string{"One.", "Two."}},
		{"bracketed text", "[Moscow] The talks failed.", []string{"[Moscow] The talks failed."}},
		{"empty", "", []string{"error: empty: the input is empty"}},
		{"blank", " \n\n", []string{"error: blank: the input is empty"}},
		{"binary", "\x7fELF\x02\x01\x00\x00\x00", []string{"error: binary: binary data, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"}},
		{"NUL far in", "The talks failed." + strings.Repeat(" Again.", 5000) + "\x00", []string{"error: NUL far in: binary data, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"}},
		{"PDF", "%PDF-1.7\n…", []string{"error: PDF: a PDF, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"}},
		{"feed", `<?xml version="1.0"?><rss version="2.0"><channel/></rss>`, []string{"error: feed: a feed without an item that can be read"}},
		{"RTF", `{\rtf1\ansi The talks failed.\par}`, []string{"error: RTF: RTF, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"}},
		{"a script", strings.Repeat("function talk(x) { if (x) { return x + 1; } }\n", 3), []string{"error: a script: a script or a style sheet, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"}},
		{"OPML", `<?xml version="1.0"?><opml version="2.0"><head><title>News</title></head><body/></opml>`, []string{"error: OPML: an OPML list of feeds, which dragoman watch reads, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"}},
		{"page without an article", "<html><body><nav><a href='/'>Home</a></nav></body></html>", []string{"error: page without an article: no article found in the page"}},
		{"broken gzip", pack("The talks failed.")[:20], []string{"error: broken gzip: reading: unexpected EOF"}},
		{"bad lines", strings.Join([]string{
			`{"text":"One."}`, `{"text":"Tw`, `{"text":3}`, `[1]`, `{"title":"No text"}`, `{"body":"The talks failed on Friday, they said in the capital."}`, `{"text":"Four.","date":"4 May 1998"}`, `oops`, `{"text":"Five."}`,
		}, "\n"), []string{
			"One.",
			`error: bad lines:2: not a JSON object: unexpected end, expected {"text": …}`,
			`error: bad lines:3: "text" is a number, expected a string`,
			`error: bad lines:4: not a JSON object but of type array, expected {"text": …}`,
			`error: bad lines:5: no text, expected {"text": …}`,
			`error: bad lines:6: no text, expected {"text": …}; if "body" holds it, say --field text=body`,
			`error: bad lines:7: date "4 May 1998", expected RFC 3339: a day (2000-07-19) or a second (2000-07-19T08:30:00Z)`,
			`error: bad lines:8: not a JSON object: invalid character 'o' looking for beginning of value, expected {"text": …}`,
			"Five.",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			// One byte at a time, as a slow network would send it.
			got := read(c.name, iotest.OneByteReader(strings.NewReader(c.content)), ingest.Options{})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMeta(t *testing.T) {
	in := readOne(t, "a.jsonl", `{"id":"a1","url":"https://example.org/a","publisher":"Sample News","title":" Talks Fail ","byline":"By A","date":"2014-03-05T01:30:00+03:00","lang":"en","text":"The talks failed.","more":[1]}`)
	want := ingest.Report{ID: "a1", URL: "https://example.org/a", Publisher: "Sample News", Title: "Talks Fail", Byline: "By A", Date: "2014-03-05T01:30:00+03:00", Lang: "en", Text: "The talks failed."}
	if diff := cmp.Diff(want, in.Report()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if in.Name != "a.jsonl" || in.Line != 1 {
		t.Errorf("place %s:%d, expected a.jsonl:1", in.Name, in.Line)
	}
}

func TestPage(t *testing.T) {
	in := readOne(t, "page.html", page)
	want := ingest.Report{
		ID: in.Report().ID, URL: "https://news.example.org/pact", Publisher: "Aegean News", Title: "Fishing Pact Renewed", Date: "2014-03-05T01:30:00+03:00", Lang: "en",
		Text: "The ministers of both countries signed a fishing pact on Tuesday after long negotiations, and promised the opposition a say in how the catch is shared.\n\nYears of Dispute\n\n" +
			"Fishermen in the north oppose the pact. They blocked the harbour for two days last week, and police used water cannon against them.\n\n" +
			"The pact will be put before both parliaments in May, the prime minister said in a speech that was broadcast on television.",
	}
	if diff := cmp.Diff(want, in.Report()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// endless yields one line without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.read += len(p)
	return len(p), nil
}

func TestTooLarge(t *testing.T) {
	src := &endless{}
	got := read("endless", src, ingest.Options{MaxReport: 1000})
	if want := []string{"error: endless: larger than 1000 bytes, the most that one report may be"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
	if src.read > 1<<20 {
		t.Errorf("read %d bytes of an endless input", src.read)
	}
	long := `{"text":"` + strings.Repeat("a", 200_000) + `"}` + "\n" + `{"text":"Two."}`
	want := []string{"error: long:1: a line of more than 1000 bytes, the most that one report may be", "Two."}
	if got := read("long", strings.NewReader(long), ingest.Options{MaxReport: 1000}); !cmp.Equal(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
}

func TestReadError(t *testing.T) {
	broken := io.MultiReader(strings.NewReader(`{"text":"One."}`+"\n"), iotest.ErrReader(errors.New("the network is down")))
	want := []string{"One.", "error: net:2: reading: the network is down"}
	if got := read("net", broken, ingest.Options{}); !cmp.Equal(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"b.txt": "B.", "a/c.txt": "C.", "a/.hidden": "H.", ".git/d.txt": "D.", "e.jsonl": `{"text":"E1."}` + "\n" + `{"text":"E2."}`} {
		path := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for in, err := range ingest.Files([]string{dir, "-", filepath.Join(dir, "missing")}, strings.NewReader("S."), ingest.Options{}) {
		if err != nil {
			got = append(got, fmt.Sprint("error ", errors.Is(err, os.ErrNotExist)))
			continue
		}
		got = append(got, in.Text)
	}
	if want := []string{"C.", "B.", "E1.", "E2.", "S.", "error true"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
	for range ingest.Files([]string{dir}, nil, ingest.Options{}) {
		break // stopping early must not make the walk go on
	}
}

func TestContentID(t *testing.T) {
	id := func(s string) string { return readOne(t, "x", s).Report().ID }
	if id(`{"text":"One."}`) != id(`{ "text": "One." }`) {
		t.Error("the same report got two ids")
	}
	if id(`{"text":"One."}`) == id(`{"text":"Two."}`) {
		t.Error("two reports got one id")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(`{"text":"One.","date":"2014-03-05"}` + "\n{"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("(\xb5/\xfd\x00"))
	f.Add([]byte("\xff\xfeT\x00h\x00"))
	f.Add([]byte("<p>The talks failed.</p>"))
	f.Add([]byte("<rss><channel><item><link>http://a/b</link><description>One.</description></item></channel></rss>"))
	f.Add([]byte(strings.Join(crawl, "")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		reports := 0
		for in, err := range ingest.Open("fuzz", bytes.NewReader(raw), ingest.Options{MaxReport: 1 << 16}) {
			if (in == nil) == (err == nil) {
				t.Fatal("neither a report nor an error, or both")
			}
			if in != nil && strings.TrimSpace(in.Text) == "" {
				t.Fatal("a report without text")
			}
			if reports++; reports > len(raw)+1 {
				t.Fatal("more reports than bytes")
			}
		}
	})
}

func FuzzPage(f *testing.F) {
	f.Add(page)
	f.Fuzz(func(t *testing.T, s string) {
		article, err := (&ingest.Pages{}).Extract(s, "")
		if (article == nil) == (err == nil) {
			t.Fatal("neither an article nor an error, or both")
		}
		if article != nil && strings.Contains(article.Text, "\n\n\n") {
			t.Fatal("an empty paragraph")
		}
	})
}

func TestDates(t *testing.T) {
	in := readOne(t, "x", `{"text":"One.","date":"2014-03-05"}`)
	if in.DateHasTime || !in.Date.Equal(time.Date(2014, 3, 5, 0, 0, 0, 0, time.UTC)) || in.Report().Date != "2014-03-05" {
		t.Errorf("date %v, has time %v", in.Date, in.DateHasTime)
	}
}

// A line that says which coder made it is a record; the text that tells of a coder is
// none.
func TestRecords(t *testing.T) {
	for line, want := range map[string]bool{
		`{"text":"One.","coder":{"version":"0.1.0"}}`: true,
		`{"text":"One.","coder":{"model":"m"}}`:       false,
		`{"text":"One.","coder":"Bob"}`:               false,
		`{"text":"A \"coder\" is hired."}`:            false,
	} {
		for in, err := range ingest.Open("-", strings.NewReader(line), ingest.Options{}) {
			if err != nil {
				t.Errorf("%s: %v", line, err)
			} else if got := in.Record != nil; got != want || got && string(in.Record) != line {
				t.Errorf("%s: record %q, want %v", line, in.Record, want)
			}
		}
	}
}

// A page that is left for later gives the same, and says the same of what is wrong.
func TestLater(t *testing.T) {
	files := map[string]string{
		"page":  page,
		"empty": "<html><body><a href='/'>Home</a></body></html>",
		"text":  "The talks failed.",
		"table": "u,page\nhttps://news.example.org/x,\"" + strings.ReplaceAll(page, `"`, `""`) + "\"\n",
		"crawl": strings.Join(crawl, ""),
	}
	for name, content := range files {
		opts := ingest.Options{}
		if name == "table" {
			opts.Fields = ingest.FieldMap{"html": "page", "url": "u"}
		}
		want := summary(name, strings.NewReader(content), opts)
		opts.Later = true
		var got []string
		for in, err := range ingest.Open(name, strings.NewReader(content), opts) {
			if err == nil {
				err = in.Finish()
			}
			if err != nil {
				got = append(got, "error: "+err.Error())
				continue
			}
			d := in.Report()
			got = append(got, fmt.Sprintf("%s: %s|%s|%s|%s|%s", in.Place, in.ID, d.Title, d.Date, d.Publisher, strings.ReplaceAll(d.Text, "\n", "/")))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (at once, later):\n%s", name, diff)
		}
	}
}
