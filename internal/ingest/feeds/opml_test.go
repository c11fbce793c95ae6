package feeds

import (
	"slices"
	"strings"
	"testing"
)

func TestSubscriptions(t *testing.T) {
	const start = `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><head><title>News</title></head><body>`
	for _, c := range []struct {
		name, file string
		want       []string
		why        string
	}{
		{"groups, notes and a feed told twice", start + `<outline text="World"><outline text="A" type="rss" xmlUrl="https://a.example.org/feed?x=1&amp;y=2"/>
			<outline text="Caf` + "\xe9" + `"><outline xmlurl=" https://b.example.org/feed "/></outline></outline><outline text="a note"/><outline xmlUrl="https://a.example.org/feed?x=1&amp;y=2"/></body></opml>`,
			[]string{"https://a.example.org/feed?x=1&y=2", "https://b.example.org/feed"}, ""},
		{"cut", start + `<outline xmlUrl="https://a.example.org/feed"/><outl`, []string{"https://a.example.org/feed"}, "broken OPML"},
		{"no feed", start + `<outline text="a"/></body></opml>`, nil, "no feed in the OPML file"},
		{"a feed itself", rss, nil, "<rss>, expected an OPML file"},
		{"text", "https://a.example.org/feed", nil, "expected an OPML file"},
	} {
		got, err := Subscriptions(strings.NewReader(c.file))
		if !slices.Equal(got, c.want) || (err == nil) != (c.why == "") || err != nil && !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %q, %v, want %q, %q", c.name, got, err, c.want, c.why)
		}
	}
}

func FuzzSubscriptions(f *testing.F) {
	f.Add([]byte(`<opml><body><outline xmlUrl="http://a/b"/></body></opml>`))
	f.Add([]byte(`<?xml version="1.0" encoding="utf-16"?><OPML>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		feeds, err := Subscriptions(strings.NewReader(string(raw)))
		if err == nil && len(feeds) == 0 {
			t.Error("neither a feed nor an error")
		}
		slices.Sort(feeds)
		if len(slices.Compact(feeds)) < len(feeds) {
			t.Errorf("a feed comes twice: %q", feeds)
		}
	})
}
