// Package feeds reads RSS, Atom and JSON Feed, through gofeed, and lists of feeds (OPML).
//
// Read makes items of a feed and gives them names by which they are known again, in
// the same feed and in others. What a feed asks for is bounded before it is read. What it
// gets wrong: a feed whose first element begins behind 4 kB of comment is not
// known for one; a summary that is the whole report is a summary.
package feeds

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"mime"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// Item is what a feed tells of one report.
type Item struct {
	Link    string    // the page, absolute; "" where the feed names none that is the item's own
	Title   string    // as text
	Content string    // HTML: the whole report where the feed carries it, of an item without a page also a summary
	Summary string    `json:"-"` // HTML: a few words of it, or the whole where there is no other
	Date    time.Time // of publication; zero where it does not say
	Names   []string  // by which it is known again, here and in other feeds
}

// Read reads a feed. Declared is the type that its server declares, address where it was
// found; "" where that is not known.
func Read(raw []byte, declared, address string) ([]Item, error) {
	text, err := decoded(raw, declared)
	if err != nil {
		return nil, err
	}
	if err := bounded(text); err != nil {
		return nil, err
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(text))
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return nil, errors.New("no feed: expected RSS, Atom or JSON Feed")
	}
	if err != nil {
		return nil, fmt.Errorf("no feed that can be read: %w", err)
	}
	if address == "" {
		address = absolute(f.FeedLink, nil)
	}
	if address == "" {
		address = absolute(f.Link, nil)
	}
	base, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	return items(f, base), nil
}

// items are in the order of the feed, each once.
func items(f *gofeed.Feed, base *url.URL) []Item {
	links, guids := make([]string, len(f.Items)), map[string]map[string]bool{}
	for i, from := range f.Items {
		links[i] = link(from, base)
		if guids[links[i]] == nil {
			guids[links[i]] = map[string]bool{}
		}
		id := from.GUID
		if id == "" {
			id = "title " + from.Title
		}
		guids[links[i]][id] = true
	}
	home := absolute(f.Link, base)
	var out []Item
	seen := map[string]bool{}
	for i, from := range f.Items {
		it := Item{Link: links[i], Title: plain(from.Title), Content: from.Content, Summary: from.Description}
		// A link that several items have, or that leads to the front page, is no item's own page.
		if len(guids[it.Link]) > 1 || it.Link == home || IsFront(it.Link) {
			it.Link = ""
		}
		if it.Link == "" && blank(it.Content) {
			it.Content = from.Description
		}
		if when := from.PublishedParsed; when != nil {
			it.Date = zoned(*when, from.Published)
		} else if when := from.UpdatedParsed; when != nil {
			it.Date = zoned(*when, from.Updated)
		}
		if it.Names = names(from, it, base); it.Link == "" && blank(it.Content) || seen[it.Names[0]] {
			continue // nothing to read; or told twice
		}
		for _, n := range it.Names {
			seen[n] = true
		}
		out = append(out, it)
	}
	return out
}

// withZone are the ways in which feeds write a time of day with its zone, or a name for it.
var withZone = []string{
	time.RFC3339, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 2006 15:04 MST",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05 -0700",
}

// zoned is a time on the clocks of where it was written: half past midnight in Athens is
// another day in Greenwich, and "today" in the report is that in Athens. What time.Parse makes
// of "EDT" has no offset, so it is what lies between the clock's hands and the time.
func zoned(when time.Time, written string) time.Time {
	for _, layout := range withZone {
		t, err := time.Parse(layout, strings.TrimSpace(written))
		if err != nil {
			continue
		}
		hands := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
		if offset := hands.Sub(when).Round(time.Second); offset%(15*time.Minute) == 0 && offset.Abs() <= 14*time.Hour {
			return when.In(time.FixedZone("", int(offset.Seconds())))
		}
	}
	return when
}

// names are those by which an item is known again. A link that is the item's own
// names it in every feed, and so does a GUID that is an address; others ("4711") count
// only in their feed.
func names(from *gofeed.Item, it Item, base *url.URL) (out []string) {
	if it.Link != "" {
		out = append(out, NameOf(it.Link))
	}
	switch id := strings.TrimSpace(from.GUID); {
	case id == "":
	case strings.HasPrefix(id, "tag:"), strings.HasPrefix(id, "urn:"), absolute(id, nil) != "":
		out = append(out, "id "+id)
	default:
		out = append(out, "id "+base.String()+" "+id)
	}
	if out == nil {
		sum := sha256.Sum256([]byte(it.Title + "\x00" + it.Content))
		out = append(out, "text "+hex.EncodeToString(sum[:16]))
	}
	return out
}

// NameOf is the name that an address gives: without what only says how one came
// to it, or whether one came by TLS.
func NameOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "at " + address
	}
	q := u.Query()
	for key := range q {
		if strings.HasPrefix(strings.ToLower(key), "utm_") || key == "fbclid" || key == "gclid" {
			q.Del(key)
		}
	}
	query := u.RawQuery
	if len(q) < len(u.Query()) {
		query = q.Encode()
	}
	if query != "" {
		query = "?" + query
	}
	return "at " + strings.ToLower(u.Host) + u.EscapedPath() + query
}

// link is the page of an item.
func link(from *gofeed.Item, base *url.URL) string {
	for _, s := range append([]string{from.Link}, from.Links...) {
		if to := absolute(s, base); to != "" {
			return to
		}
	}
	return absolute(from.GUID, nil) // a GUID that is an address is one, unless it says otherwise
}

// absolute is an address of the web, or "".
func absolute(s string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || s == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// IsFront reports whether an address is that of a whole site.
func IsFront(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Path == "" || u.Path == "/") && u.RawQuery == ""
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// declaration is the start of an XML file that says how it is written.
var declaration = regexp.MustCompile(`^(\s*<\?xml[^>]*?encoding\s*=\s*["'])([^"'>]*)(["'])`)

// decoded is a feed in UTF-8, and says so itself. What is valid UTF-8 is taken for it whatever
// is declared, for chance hardly ever makes it and wrong declarations are common;
// then the server's word comes before the file's own (RFC 7303).
func decoded(raw []byte, declared string) ([]byte, error) {
	if enc, name, certain := charset.DetermineEncoding(raw[:min(len(raw), 4)], ""); certain {
		if text, err := enc.NewDecoder().Bytes(raw); err == nil && name != "utf-8" {
			raw = text
		}
		raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	}
	if !utf8.Valid(raw) {
		_, params, _ := mime.ParseMediaType(declared)
		labels := []string{params["charset"], "windows-1252"}
		if m := declaration.FindSubmatch(raw); m != nil {
			labels = []string{params["charset"], string(m[2]), "windows-1252"}
		}
		for _, label := range labels {
			enc, name := charset.Lookup(label)
			if enc == nil || name == "utf-8" {
				continue
			}
			text, err := enc.NewDecoder().Bytes(raw)
			if err != nil {
				return nil, fmt.Errorf("reading it as %s: %w", name, err)
			}
			raw = text
			break
		}
	}
	raw = bytes.Map(func(c rune) rune {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return -1 // XML forbids these, and they are common
		}
		return c
	}, raw)
	return declaration.ReplaceAll(raw, []byte("${1}utf-8$3")), nil
}

// What a feed may ask of its reader. gofeed reads elements in one another by calling itself,
// and a call too many cannot be caught; and some things it does over again with every piece:
// it copies an element's text so far ("a<!-- -->b<!-- -->c"), the prefixes in force
// and the address that links start from. Eight megabytes written for that take it longer
// than anybody waits.
const (
	deepest     = 200
	mostWork    = 2 << 30 // bytes that are copied; ten times what a large feed asks for
	elementWork = 8 << 10 // for an element with nothing in it, as long as copying so much takes
	prefixWork  = 100     // for a prefix
)

// element is one that is open.
type element struct {
	text     int // bytes of text in it so far
	prefixes int // in force in it
	base     int // bytes of the address that its links start from
}

// bounded refuses what stands too deep, and what is too much work for its size. It must see what
// gofeed will: the same characters, and changes of the character set further on.
func bounded(text []byte) error {
	if start := bytes.TrimLeft(text, " \t\r\n"); len(start) == 0 || start[0] != '<' {
		return nil // encoding/json has a bound of its own, and does nothing twice
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict, d.CharsetReader = false, charset.NewReaderLabel
	open := []element{{}}
	for work := 0; ; {
		t, err := d.RawToken()
		if err != nil {
			return nil //nolint:nilerr // what is no XML is the parser's to say
		}
		top := &open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			in := within(*top, t)
			work += elementWork + in.prefixes*prefixWork + in.base*(1+len(t.Attr))
			open = append(open, in)
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			work += top.text
			top.text += len(t)
		}
		if len(open) > deepest+1 {
			return fmt.Errorf("no feed that can be read: more than %d elements in one another", deepest)
		}
		if work > mostWork {
			return fmt.Errorf("no feed that can be read: up to byte %d it is made of too many pieces", d.InputOffset())
		}
	}
}

// within is an element that is opened in another.
func within(outer element, t xml.StartElement) element {
	in := element{prefixes: outer.prefixes, base: outer.base}
	for _, a := range t.Attr {
		switch {
		case a.Name.Space == "xmlns", a.Name.Local == "xmlns":
			in.prefixes++
		case a.Name.Space == "xml" && a.Name.Local == "base":
			in.base += len(a.Value)
		}
	}
	return in
}

// plain is the text of a title, which may come as HTML.
func plain(s string) string {
	if strings.ContainsAny(s, "<&") {
		var out strings.Builder
		z := xhtml.NewTokenizer(strings.NewReader(s))
		for {
			t := z.Next()
			if t == xhtml.ErrorToken {
				break
			}
			if t == xhtml.TextToken {
				out.Write(z.Text())
			}
		}
		s = html.UnescapeString(out.String())
	}
	return strings.Join(strings.Fields(s), " ")
}
