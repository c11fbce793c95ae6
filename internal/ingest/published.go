package ingest

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// publishedAt finds when a page was published, to the second, in its JSON-LD,
// meta and time elements, in this order of trust. The zero time means not told.
func publishedAt(tree *html.Node) time.Time {
	var ld, meta, element time.Time
	var visit func(n *html.Node, depth int)
	visit = func(n *html.Node, depth int) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Script:
				if ld.IsZero() && attribute(n, "type") == "application/ld+json" && n.FirstChild != nil {
					ld = linkedDate(n.FirstChild.Data)
				}
			case atom.Meta:
				if meta.IsZero() && publishedNames[strings.ToLower(attribute(n, "property")+attribute(n, "name")+attribute(n, "itemprop"))] {
					meta = timestamp(attribute(n, "content"))
				}
			case atom.Time:
				if element.IsZero() && strings.EqualFold(attribute(n, "itemprop"), "datePublished") {
					element = timestamp(attribute(n, "datetime"))
				}
			}
		}
		if depth == 500 { // deeper than any page that people read
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, depth+1)
		}
	}
	visit(tree, 0)
	for _, t := range []time.Time{ld, meta, element} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

var publishedNames = map[string]bool{
	"article:published_time": true, "og:article:published_time": true, "datepublished": true, "parsely-pub-date": true,
	"pubdate": true, "dc.date.issued": true, "date": true, "article.published": true, "sailthru.date": true,
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// linkedDate finds "datePublished" anywhere in a block of JSON-LD.
func linkedDate(raw string) time.Time {
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil {
		return time.Time{}
	}
	return findPublished(v)
}

func findPublished(v any) time.Time {
	switch v := v.(type) {
	case map[string]any:
		if s, ok := v["datePublished"].(string); ok {
			if t := timestamp(s); !t.IsZero() {
				return t
			}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if t := findPublished(v[key]); !t.IsZero() {
				return t
			}
		}
	case []any:
		for _, e := range v {
			if t := findPublished(e); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// timestamp reads a time of day with its zone; without one it says no more
// than the day that the extractor finds anyway. The zone is kept: "today" in the
// report is the day at the publisher's, not in Greenwich.
func timestamp(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", time.RFC1123Z, time.RFC1123} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1980 {
			return t
		}
	}
	return time.Time{}
}

// refineDate adds the time of day where it fits the day that was found: their
// zones may set them a day apart, but not more.
func (a *Article) refineDate(stamp time.Time) {
	if stamp.IsZero() {
		return
	}
	if d := stamp.Sub(a.Date); a.Date.IsZero() || d > -24*time.Hour && d < 48*time.Hour {
		a.Date, a.DateHasTime = stamp, true
	}
}
