package ingest

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/doc"
)

// published finds when a page was published: in its JSON-LD, its meta elements, its time
// elements, the line under its headline, its address, in this order of trust. hasTime says
// that the time of day and its zone are told; the zone is kept, for "today" in the report
// is the day at the publisher's, not in Greenwich. The zero time means not told.
func (x *Pages) published(look *pageLook, article thing, m doc.Meta) (when time.Time, hasTime bool) {
	for _, find := range []func() (time.Time, bool){
		func() (time.Time, bool) {
			return timestamp(firstOf(article.text("datePublished"), article.text("dateCreated")))
		},
		func() (time.Time, bool) {
			for _, name := range publishedNames {
				if t, hasTime := timestamp(look.metas[name]); !t.IsZero() {
					return t, hasTime
				}
			}
			return time.Time{}, false
		},
		func() (time.Time, bool) { return timeElement(look.body) },
		func() (time.Time, bool) { return x.months.beside(look, m.Title) },
		func() (time.Time, bool) { return addressDate(m.URL), false },
	} {
		if when, hasTime = find(); !when.IsZero() {
			break
		}
	}
	if _, offset := when.Zone(); hasTime && offset == 0 {
		// Many pages declare Greenwich's time and show their own: "2020-05-02T02:54Z" is the
		// evening of 1 May in New York, and "today" in the report that day.
		if shown, _ := x.months.beside(look, m.Title); !shown.IsZero() && shown != dayOf(when) && when.Sub(shown).Abs() < 38*time.Hour {
			return shown, false
		}
	}
	return when, hasTime
}

// publishedNames are the meta elements that tell a day of publication, in order of trust.
var publishedNames = []string{
	"article:published_time", "og:article:published_time", "article:published", "article.published", "datepublished", "parsely-pub-date",
	"sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime",
	"date",
}

// timeElement reads the element that says it is the day of publication, or else the
// first one under the headline.
func timeElement(body *html.Node) (when time.Time, hasTime bool) {
	var below time.Time
	var belowHasTime, headed bool
	visit(body, func(n *html.Node, tag atom.Atom) bool {
		if !when.IsZero() {
			return false
		}
		switch {
		case tag == atom.H1:
			headed = true
		case tag == atom.Time && headed && below.IsZero():
			below, belowHasTime = timestamp(attribute(n, "datetime"))
		}
		marked := strings.EqualFold(attribute(n, "itemprop"), "datePublished")
		for _, a := range n.Attr {
			marked = marked || tag == atom.Time && a.Key == "pubdate"
		}
		if marked {
			when, hasTime = timestamp(firstOf(attribute(n, "datetime"), attribute(n, "content"), innerText(n)))
		}
		return true
	})
	if when.IsZero() {
		return below, belowHasTime
	}
	return when, hasTime
}

// stamps are the ways in which machines write a time.
var stamps = []struct {
	layout string
	zone   bool // tells the time of day and its zone
}{
	{time.RFC3339, true},
	{"2006-01-02T15:04:05-0700", true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02T15:04-0700", true},
	{"2006-01-02 15:04:05 -0700", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{time.RFC1123Z, true},
	{"Mon Jan 2 2006 15:04:05 GMT-0700", true},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true},
	{"Mon, 02 Jan 2006 15:04:05 GMT", true},
	{"20060102T150405-0700", true}, // NITF
	{"20060102T150405Z", true},
	{"20060102T1504-0700", true},
	{"20060102T1504Z", true},
	{"2006-01-02T15:04:05", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05", false},
	{"2006-01-02 15:04", false},
	{"2006-1-2", false},
	{"2006/01/02", false},
	{"20060102", false},
	{"January 2, 2006", false},
	{"Jan 2, 2006", false},
	{"2 January 2006", false},
}

// timestamp reads a time as machines write it. Without a zone it is taken for a day, for
// nobody knows whose clock it was.
func timestamp(s string) (when time.Time, hasTime bool) {
	s, _, _ = strings.Cut(s, " (") // "GMT+0000 (Coordinated Universal Time)"
	for _, stamp := range stamps {
		t, err := time.Parse(stamp.layout, s)
		if err != nil || !plausible(t) {
			continue
		}
		if !stamp.zone {
			return dayOf(t), false
		}
		return t, true
	}
	return time.Time{}, false
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// plausible reports whether a page can be of that year: there is a web, and it is no test.
func plausible(t time.Time) bool { return t.Year() > 1980 && t.Year() < 2100 }

var (
	dayInAddress    = regexp.MustCompile(`(?:^|[/_.-])((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
	monthsInAddress = regexp.MustCompile(`/((?:19|20)\d\d)/([a-z]{3})/(\d\d?)/`)
)

// addressDate reads the day in an address: "/2020/04/02/talks", "/2020-04-02-talks",
// "/20200402/", "/2020/apr/02/talks".
func addressDate(address string) time.Time {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return time.Time{}
	}
	path := u.Path
	part := dayInAddress.FindStringSubmatch(path)
	month := 0
	if part != nil {
		month, _ = strconv.Atoi(part[2])
	} else if part = monthsInAddress.FindStringSubmatch(strings.ToLower(path)); part != nil {
		month = int(months[part[2]])
	}
	if month == 0 {
		return time.Time{}
	}
	year, _ := strconv.Atoi(part[1])
	day, _ := strconv.Atoi(part[3])
	return realDay(year, month, day)
}

// realDay is the day, or the zero time where there is none such: 31 June.
func realDay(year, month, day int) time.Time {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || t.Month() != time.Month(month) || !plausible(t) {
		return time.Time{}
	}
	return t
}
