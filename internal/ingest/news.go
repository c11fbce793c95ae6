package ingest

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"dragoman/internal/doc"
)

// isNews reports NewsML-G2 or NITF, the formats in which agencies deliver reports
// (iptc.org), by the elements that open them.
func isNews(low []byte) bool {
	for _, tag := range []string{"<newsitem", "<newsmessage", "<nitf"} {
		if bytes.Contains(low, []byte(tag)) {
			return true
		}
	}
	return false
}

// readNews reads the items of a NewsML-G2 message, one NewsML-G2 item, or a NITF report.
func readNews(name string, in *bufio.Reader, opts Options, yield func(*Input, error) bool) bool {
	stream := newAllowance(in, opts.limit())
	dec := xml.NewDecoder(stream)
	dec.CharsetReader = charset.NewReaderLabel
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	for items := 0; ; {
		at := Place{Name: name, At: fmt.Sprint(dec.InputOffset())}
		stream.refill()
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			if items == 0 {
				return yield(nil, &Error{Place{Name: name}, errors.New("no news item, expected newsItem or nitf")})
			}
			return true
		}
		if err != nil {
			return yield(nil, &Error{at, fmt.Errorf("broken XML: %w", err)})
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		var report *Input
		switch start.Name.Local {
		case "newsItem":
			var item newsItem
			if err = dec.DecodeElement(&item, &start); err == nil {
				report, err = item.report()
			}
		case "nitf":
			var item nitf
			if err = dec.DecodeElement(&item, &start); err == nil {
				report, err = item.report()
			}
		default:
			continue
		}
		items++
		if broken := (*xml.SyntaxError)(nil); errors.As(err, &broken) || err != nil && stream.left <= 0 {
			return yield(nil, &Error{at, fmt.Errorf("broken XML: %w", err)}) // nothing can come behind it
		}
		if err != nil {
			report, err = nil, &Error{at, err}
		} else {
			report.Place = at
		}
		if !yield(report, err) {
			return false
		}
	}
}

// nitf is a report in NITF.
type nitf struct {
	Title string `xml:"head>title"`
	Data  struct {
		ID struct {
			Text string `xml:"id-string,attr"`
		} `xml:"doc-id"`
		Issued   stampElement `xml:"date.issue"`
		Released stampElement `xml:"date.release"`
	} `xml:"head>docdata"`
	Head struct {
		Headline    markup `xml:"hedline>hl1"`
		Byline      markup `xml:"byline"`
		Dateline    markup `xml:"dateline"`
		Distributor markup `xml:"distributor"`
	} `xml:"body>body.head"`
	Content markup `xml:"body>body.content"`
	End     struct {
		Tagline markup `xml:"tagline"`
	} `xml:"body>body.end"`
}

type stampElement struct {
	Norm string `xml:"norm,attr"`
}

// markup is an element with the markup inside it.
type markup struct {
	Inner string `xml:",innerxml"`
}

// blocks are the paragraphs of marked-up text. NITF's paragraphs and HTML's have one name,
// so that a reader of HTML reads both.
func (m markup) blocks() []block {
	tree, err := html.Parse(strings.NewReader(m.Inner))
	if err != nil {
		return nil
	}
	// Captions are no part of the report: NITF's "media", HTML's "figure".
	var media []*html.Node
	visit(tree, func(n *html.Node, _ atom.Atom) bool {
		if n.Data == "media" {
			media = append(media, n)
		}
		return n.Data != "media"
	})
	for _, n := range media {
		n.Parent.RemoveChild(n)
	}
	return slices.DeleteFunc(blocksOf(tree), func(b block) bool { return b.caption })
}

func (m markup) line() string { return oneLine(textOf(m.blocks())) }

func (n nitf) report() (*Input, error) {
	in := &Input{Meta: doc.Meta{
		ID:        n.Data.ID.Text,
		Title:     firstOf(n.Head.Headline.line(), n.Title),
		Byline:    n.Head.Byline.line(),
		Publisher: n.Head.Distributor.line(),
	}}
	in.Date, in.DateHasTime = timestamp(firstOf(n.Data.Issued.Norm, n.Data.Released.Norm))
	text := n.Content.blocks()
	if end := n.End.Tagline.blocks(); len(end) > 0 {
		text = append(text, end...)
	}
	in.Text = textOf(dated(n.Head.Dateline.line(), text))
	if blank(in.Text) {
		return nil, errors.New("no text in body.content")
	}
	return in, nil
}

// dated puts a dateline that stands apart where a report has it: "ANKARA, March 5 - The
// ministers …".
func dated(line string, text []block) []block {
	if line == "" || len(text) == 0 || strings.HasPrefix(text[0].text, line) {
		return text
	}
	text[0].text = strings.TrimRight(line, " -–—") + " - " + text[0].text
	return text
}

// newsItem is a report in NewsML-G2.
type newsItem struct {
	GUID string `xml:"guid,attr"`
	Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Meta struct {
		Version  string   `xml:"versionCreated"`
		First    string   `xml:"firstCreated"`
		Provider provider `xml:"provider"`
	} `xml:"itemMeta"`
	Content struct {
		Created  string     `xml:"contentCreated"`
		Headline []markup   `xml:"headline"`
		Byline   markup     `xml:"by"`
		Dateline markup     `xml:"dateline"`
		Credit   markup     `xml:"creditline"`
		Source   []provider `xml:"infoSource"`
		Language struct {
			Tag string `xml:"tag,attr"`
		} `xml:"language"`
	} `xml:"contentMeta"`
	Set struct {
		XML []struct {
			NITF *nitf  `xml:"nitf"`
			HTML markup `xml:"html>body"`
		} `xml:"inlineXML"`
		Data []struct {
			Type string `xml:"contenttype,attr"`
			Text string `xml:",chardata"`
		} `xml:"inlineData"`
	} `xml:"contentSet"`
}

type provider struct {
	Literal string `xml:"literal,attr"`
	Name    string `xml:"name"`
}

func (n newsItem) report() (*Input, error) {
	in, err := n.inner()
	if err != nil {
		return nil, err
	}
	m := doc.Meta{ID: n.GUID, Lang: strings.ToLower(firstOf(n.Content.Language.Tag, n.Lang)), Byline: n.Content.Byline.line(), Publisher: firstOf(n.Content.Credit.line(), n.Meta.Provider.Name, n.Meta.Provider.Literal)}
	if len(n.Content.Headline) > 0 {
		m.Title = n.Content.Headline[0].line()
	}
	// The day of this version: it says "today" of its own.
	m.Date, m.DateHasTime = timestamp(firstOf(n.Meta.Version, n.Content.Created, n.Meta.First))
	id := in.ID
	in.complete(m)
	in.ID = firstOf(m.ID, id)
	return in, nil
}

// inner is the text with what it says of itself.
func (n newsItem) inner() (*Input, error) {
	for _, x := range n.Set.XML {
		if x.NITF != nil {
			return x.NITF.report()
		}
		if text := textOf(dated(n.Content.Dateline.line(), x.HTML.blocks())); !blank(text) {
			return &Input{Text: text}, nil
		}
	}
	for _, d := range n.Set.Data {
		if kind := strings.ToLower(d.Type); (kind == "" || strings.HasPrefix(kind, "text/")) && !blank(d.Text) {
			text := strings.TrimSpace(d.Text)
			if strings.HasPrefix(kind, "text/html") {
				text = textOf(markup{text}.blocks())
			}
			return &Input{Text: text}, nil
		}
	}
	return nil, errors.New("no text in contentSet, expected inlineXML with nitf or html, or inlineData")
}

// anyDate reads a day or a time as dumps have it.
func anyDate(s string) (time.Time, bool) {
	if when, hasTime, ok := parseDate(s); ok {
		return when, hasTime
	}
	return timestamp(s)
}
