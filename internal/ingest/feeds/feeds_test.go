package feeds

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

const rss = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>World</title><link>https://news.example.org/</link>`

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, feed string
		want       []Item
	}{
		{"RSS: links are made whole, what tells how one came is no part of a name", rss + `
			<item><title>Ships &amp;amp; <![CDATA[<b>planes</b>]]></title><link>/a?utm_source=rss&amp;id=1#top</link><guid isPermaLink="false">4711</guid><pubDate>Tue, 14 Mar 2023 08:00:00 +0200</pubDate></item></channel></rss>`,
			[]Item{{Link: "https://news.example.org/a?utm_source=rss&id=1", Title: "Ships & planes", Date: time.Date(2023, 3, 14, 6, 0, 0, 0, time.UTC),
				Names: []string{"at news.example.org/a?id=1", "id https://news.example.org/feed 4711"}}}},
		{"RSS: a GUID that is an address is a link where there is no other", rss + `<item><guid>https://news.example.org/b</guid></item></channel></rss>`,
			[]Item{{Link: "https://news.example.org/b", Names: []string{"at news.example.org/b", "id https://news.example.org/b"}}}},
		{"RSS: a link that several items share is the page of none", rss + `
			<item><guid isPermaLink="false">1</guid><link>/live</link><description>one</description></item>
			<item><guid isPermaLink="false">2</guid><link>/live</link><description>two</description></item>
			<item><guid isPermaLink="false">3</guid><link>https://news.example.org/</link><description>three</description></item></channel></rss>`,
			[]Item{{Content: "one", Names: []string{"id https://news.example.org/feed 1"}}, {Content: "two", Names: []string{"id https://news.example.org/feed 2"}},
				{Content: "three", Names: []string{"id https://news.example.org/feed 3"}}}},
		{"RSS: told twice, and nothing to read", rss + `<item><link>/a</link></item><item><link>/a</link></item><item><title>alone</title></item><item><link>javascript:alert(1)</link></item></channel></rss>`,
			[]Item{{Link: "https://news.example.org/a", Names: []string{"at news.example.org/a"}}}},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example.org/x/"><title>A</title>
			<entry><id>tag:a,2023:1</id><title type="html">One &lt;i&gt;more&lt;/i&gt;</title><link rel="alternate" href="y"/><updated>2023-03-14T08:00:00Z</updated><content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content></entry></feed>`,
			[]Item{{Link: "https://other.example.org/x/y", Title: "One more", Content: "<p>All of it.</p>", Date: time.Date(2023, 3, 14, 8, 0, 0, 0, time.UTC),
				Names: []string{"at other.example.org/x/y", "id tag:a,2023:1"}}}},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://news.example.org/j","title":"One","date_published":"2023-03-14T08:00:00Z"}]}`,
			[]Item{{Link: "https://news.example.org/j", Title: "One", Date: time.Date(2023, 3, 14, 8, 0, 0, 0, time.UTC),
				Names: []string{"at news.example.org/j", "id https://news.example.org/feed 1"}}}},
	} {
		got, err := Read([]byte(c.feed), "", "https://news.example.org/feed")
		same := slices.EqualFunc(got, c.want, func(a, b Item) bool {
			return a.Link == b.Link && a.Title == b.Title && a.Content == b.Content && a.Date.Equal(b.Date) && slices.Equal(a.Names, b.Names)
		})
		if err != nil || !same {
			t.Errorf("%s: %v\n%+v, want\n%+v", c.name, err, got, c.want)
		}
	}
}

// A time stays on the clocks of where it was written.
func TestZones(t *testing.T) {
	for written, want := range map[string]string{
		"Tue, 14 Mar 2023 00:30:00 +0200": "2023-03-14T00:30:00+02:00",
		"Mon, 13 Mar 2023 22:30:00 EDT":   "2023-03-13T22:30:00-04:00",
		"Tue, 14 Mar 2023 02:30:00 GMT":   "2023-03-14T02:30:00Z",
		"2023-03-14T05:15:00.5+05:45":     "2023-03-14T05:15:00+05:45",
	} {
		items, err := Read([]byte(rss+"<item><link>/a</link><pubDate>"+written+"</pubDate></item></channel></rss>"), "", "http://a/feed")
		if err != nil || len(items) != 1 || items[0].Date.Format(time.RFC3339) != want {
			t.Errorf("%s: %+v, %v, want %s", written, items, err, want)
		}
	}
}

// Feeds are often not written as they say.
func TestReadCharacterSets(t *testing.T) {
	const utf, latin = "Türkei", "T\xfcrkei"
	for _, c := range []struct{ name, says, declared, title string }{
		{"as it says", "iso-8859-1", "", latin},
		{"it says another, and is UTF-8", "iso-8859-1", "text/xml; charset=iso-8859-1", utf},
		{"it says UTF-8, and is not", "utf-8", "", latin},
		{"the server says it", "utf-8", "application/xml; charset=windows-1252", latin},
		{"a character set that is none", "x-own", "", latin},
		{"a mark at the start", "iso-8859-1", "", "\ufeff" + utf},
	} {
		mark := strings.HasPrefix(c.title, "\ufeff")
		feed := `<?xml version='1.0' encoding='` + c.says + `'?><rss version="2.0"><channel><item><title>` + strings.TrimPrefix(c.title, "\ufeff") + `</title><link>http://a/b</link></item></channel></rss>`
		if mark {
			feed = "\ufeff" + feed
		}
		got, err := Read([]byte(feed), c.declared, "http://a/feed")
		if err != nil || len(got) != 1 || got[0].Title != utf {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ feed, why string }{
		"a page":                          {"<!DOCTYPE html><html><body>Sign in</body></html>", "expected RSS, Atom or JSON Feed"},
		"nothing":                         {"", "expected RSS, Atom or JSON Feed"},
		"cut":                             {rss + "<item><title>On", "no feed that can be read"},
		"deep":                            {rss + "<item>" + strings.Repeat("<x:a>", 1<<20), "in one another"},
		"deep behind a control character": {rss + "<item>\x01" + strings.Repeat("<x:a>", 1<<20), "in one another"},
		"deep too":                        {`{"version":"https://jsonfeed.org/version/1.1","items":` + strings.Repeat("[", 1<<20), "no feed that can be read"},
	} {
		if _, err := Read([]byte(c.feed), "", "http://a/feed"); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, want %q", name, err, c.why)
		}
	}
}

// What a reader would do over again with every piece is not begun: each of these took gofeed
// longer than we cared to wait, 40 seconds.
func TestReadRefusesTheSlow(t *testing.T) {
	fill := func(open, piece, end string) string { return open + strings.Repeat(piece, 8<<20/len(piece)) + end }
	var prefixes strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&prefixes, ` xmlns:a%d="u"`, i)
	}
	const end = "</channel></rss>"
	for name, feed := range map[string]string{
		"comments in a text": fill(rss+"<item><x:a>", "t<!---->", "</x:a></item>"+end),
		"prefixes":           fill(`<rss version="2.0"><channel`+prefixes.String()+">", `<item xmlns:b="v"/>`, end),
		"a long base":        fill(`<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:base="http://a/`+strings.Repeat("a/", 1<<20)+`">`, `<link href="b"/>`, "</entry></feed>"),
		"a million items":    fill(rss, "<item/>", end),
	} {
		start := time.Now()
		if _, err := Read([]byte(feed), "", "http://a/feed"); err == nil || !strings.Contains(err.Error(), "too many pieces") {
			t.Errorf("%s: %v after %s", name, err, time.Since(start))
		}
	}
	large := fill(rss, "<item><title>Talks</title><link>/a</link><description>"+strings.Repeat("The talks went on, &amp;lt;p&amp;gt; as they had. ", 100)+"</description></item>", end)
	if items, err := Read([]byte(large), "", "http://a/feed"); err != nil || len(items) != 1 {
		t.Errorf("a feed that is merely large: %d items, %v", len(items), err)
	}
}

// Whatever comes is read or refused, and what is read can be asked for, is known again
// and comes once.
func FuzzRead(f *testing.F) {
	f.Add([]byte(rss+`<item><title>a</title><link>/b?utm_x=1</link><guid>1</guid></item></channel></rss>`), "text/xml; charset=utf-8")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><link href="//x/y"/></entry></feed>`), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"http://a"}]}`), "application/json")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "text/xml; charset=koi8-r")
	f.Fuzz(func(t *testing.T, raw []byte, declared string) {
		items, err := Read(raw, declared, "http://news.example.org/feed")
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, it := range items {
			switch {
			case it.Link == "" && blank(it.Content), it.Link != "" && absolute(it.Link, nil) != it.Link:
				t.Errorf("nothing to read, or an address that is none: %+v", it)
			case len(it.Names) == 0 || seen[it.Names[0]]:
				t.Errorf("not known again, or twice: %+v", it)
			}
			for _, n := range it.Names {
				seen[n] = true
			}
		}
	})
}
