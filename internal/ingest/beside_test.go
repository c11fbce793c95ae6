package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/ingest"
)

// A folder of saved pages holds what pages need beside their text. None of it is read as a
// report, and none of it is a fault; what may be one and cannot be read is.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.html":             page,
		"a_files/frame.html": page,
		"a_files/style.css":  "body { margin: 0 }",
		"b_files/page.html":  page, // no page has this for its own
		"c/note.js":          "// This says when the talks of the page began.\nwindow.talks = 1",
		"c/loaded":           strings.Repeat("function talk(x) { if (x) { return x + 1; } }\n", 3),
		"c/flag":             "\x89PNG\r\n\x1a\n\x00\x00",
		"c/flag.svg":         `<svg xmlns="http://www.w3.org/2000/svg"><title>Flag</title></svg>`,
		"c/robots.txt":       "User-agent: *\nDisallow: /",
		"c/map.xml":          `<?xml version="1.0"?><!-- made --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>`,
		"c/part":             "<article><h1>Talks</h1><svg viewBox='0 0 1 1'></svg><p class='x'>" + strings.Repeat("The talks failed on Friday, they said. ", 9) + "</p></article>",
		"c/report.pdf":       "%PDF-1.7\n",
		"c/report.docx":      string(zipOf(t, map[string][]byte{"[Content_Types].xml": []byte("<Types/>")})),
		"d.txt":              "D.",
	} {
		file := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(".", filepath.Join(dir, "again")); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "pages")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{dir, link, dir + "/"} {
		var got []string
		for in, err := range ingest.Files([]string{root}, nil, ingest.Options{}) {
			line := ""
			if err != nil {
				line = err.Error()
			} else {
				line = in.Name + ": " + in.Title
			}
			got = append(got, strings.TrimPrefix(strings.TrimPrefix(line, filepath.Clean(root)), "/"))
		}
		want := []string{
			"a.html: Fishing Pact Renewed",
			"a_files: passed over: folders with what saved pages need",
			"again: passed over: links to folders, pipes and the like",
			"b_files/page.html: Fishing Pact Renewed",
			"c/flag: passed over: pictures, scripts and the like",
			"c/flag.svg: passed over: pictures, scripts and the like",
			"c/loaded: passed over: pictures, scripts and the like",
			"c/map.xml: passed over: pictures, scripts and the like",
			"c/note.js: passed over: pictures, scripts and the like",
			"c/part: Talks",
			"c/report.docx: an office document (DOCX, XLSX, ODT and the like), expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip",
			"c/report.pdf: a PDF, expected plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip",
			"c/robots.txt: passed over: pictures, scripts and the like",
			"d.txt: ",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", root, diff)
		}
	}
}

// A page that a browser saved in one file is that page; a mail is its text, with its subject
// and its day.
func TestMail(t *testing.T) {
	quoted := strings.ReplaceAll(page, "=", "=3D")
	const head = "From: =?utf-8?Q?The_desk?= <desk@example.org>\r\nSubject: =?utf-8?Q?Caf=C3=A9_hit?=\r\nDate: Tue, 14 Mar 2023 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
	for name, c := range map[string]struct{ content, want string }{
		"MHTML": {"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example.org/pact?x\r\nDate: Wed, 1 Jan 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n" +
			"Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\nbody { margin: 0 }\r\n" +
			"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://news.example.org/pact?x\r\n\r\n" + quoted + "\r\n--b--\r\n",
			"Fishing Pact Renewed|2014-03-05T01:30:00+03:00|https://news.example.org/pact|The ministers of both"},
		"mail": {head + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlIGNhZukgd2FzIGhpdC4=\r\n",
			"Café hit|2023-03-14T10:00:00+02:00||The café was hit."},
		"alternatives": {head + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n" +
			"--a\r\nContent-Type: text/html\r\n\r\n<p>It was laid out.</p>\r\n--a\r\nContent-Type: text/plain\r\n\r\nIt was plain.\r\n--a--\r\n--m--\r\n",
			"Café hit|2023-03-14T10:00:00+02:00||It was plain."},
		"cut":      {head + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Ty", "error: cut: reading the parts of a message: malformed MIME header"},
		"pictures": {head + "Content-Type: image/png\r\n\r\nx", "error: pictures: a message without a page or a text"},
		"wire":     {"FROM: LONDON\nDATE: MARCH 5\n\nThe talks failed.", "|||FROM: LONDON"},
	} {
		for in, err := range ingest.Open(name, strings.NewReader(c.content), ingest.Options{}) {
			got := ""
			if err != nil {
				got = "error: " + err.Error()
			} else {
				d := in.Report()
				got = d.Title + "|" + d.Date + "|" + d.URL + "|" + d.Text
			}
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("%s: %q, expected %q", name, got, c.want)
			}
		}
	}
}

// A feed in a file is read for what it carries.
func TestFeed(t *testing.T) {
	const rss = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>World</title><link>https://news.example.org/</link>
		<item><title>Talks fail</title><link>/a</link><pubDate>Tue, 14 Mar 2023 08:00:00 +0200</pubDate><description>In short.</description><content:encoded>&lt;p&gt;The talks failed.&lt;/p&gt;&lt;p&gt;All of them.&lt;/p&gt;</content:encoded></item>
		<item><title>Pact</title><link>/b</link><description>A pact &amp;amp; a row.</description></item><item><title>Alone</title><link>/c</link></item></channel></rss>`
	for name, c := range map[string]struct {
		content string
		want    []string
	}{
		"rss": {rss, []string{"rss@1: |Talks fail|2023-03-14T08:00:00+02:00|news.example.org|The talks failed.//All of them.", "rss@2: |Pact||news.example.org|A pact & a row.",
			"error: rss@3: passed over: items of feeds without a text"}},
		"json": {`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://news.example.org/j","title":"One","content_text":"It was one."}]}`,
			[]string{"json@1: |One||news.example.org|It was one."}},
		"cut": {rss[:len(rss)-90], []string{"error: cut: no feed that can be read"}},
	} {
		got := summary(name, strings.NewReader(c.content), ingest.Options{})
		if len(got) != len(c.want) {
			t.Errorf("%q, expected %q", got, c.want)
			continue
		}
		for i, want := range c.want {
			id, _, _ := strings.Cut(want, "|")
			if !strings.HasPrefix(got[i], id) || !strings.Contains(got[i], strings.TrimPrefix(want, id)) {
				t.Errorf("%q, expected %q", got[i], want)
			}
		}
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>The talks failed.</p>\r\n--b--\r\n"))
	f.Add([]byte("From: a\nMessage-ID: 1\nDate: x\nContent-Transfer-Encoding: base64\n\nVGhlIHRhbGtz"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		n := 0
		for in, err := range ingest.Open("fuzz", strings.NewReader(string(raw)), ingest.Options{MaxReport: 1 << 16}) {
			if (in == nil) == (err == nil) {
				t.Fatal("neither a report nor an error, or both")
			}
			if n++; n > len(raw)+1 {
				t.Fatal("more reports than bytes")
			}
		}
	})
}
