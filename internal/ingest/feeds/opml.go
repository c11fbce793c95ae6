package feeds

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Subscriptions returns the addresses of the feeds in an OPML file (opml.org), in its order, each
// once: readers of feeds export what one has subscribed to so. Groups in groups
// are gone through; an outline without a feed is a group or a note.
func Subscriptions(r io.Reader) ([]string, error) {
	d := xml.NewDecoder(r)
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	var feeds []string
	seen, opml := map[string]bool{}, false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return feeds, fmt.Errorf("broken OPML: %w", err)
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if !opml && !strings.EqualFold(start.Name.Local, "opml") {
			return nil, fmt.Errorf("<%s>, expected an OPML file, which begins with <opml>", start.Name.Local)
		}
		opml = true
		for _, a := range start.Attr {
			at := strings.TrimSpace(a.Value)
			if strings.EqualFold(start.Name.Local, "outline") && strings.EqualFold(a.Name.Local, "xmlUrl") && at != "" && !seen[at] {
				seen[at] = true
				feeds = append(feeds, at)
			}
		}
	}
	switch {
	case !opml:
		return nil, errors.New("expected an OPML file, which begins with <opml>")
	case feeds == nil:
		return nil, errors.New("no feed in the OPML file, expected <outline xmlUrl=\"https://…\"/>")
	}
	return feeds, nil
}
