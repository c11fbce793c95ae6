package ingest

import (
	"errors"
	"fmt"
	"io"
	"net/url"

	"dragoman/internal/doc"
	"dragoman/internal/ingest/feeds"
)

// mostOfFeed bounds a feed that lies in a file: it is held as a whole.
const mostOfFeed = 64 << 20

// passedItems are items of which a feed has nothing but the title.
const passedItems = "items of feeds without a text"

// readFeed reads what a feed itself carries of its items: the report, or the few words that
// lead to its page. The pages are not asked for; that is what watching is for.
func readFeed(name string, in io.Reader, opts Options, yield func(*Input, error) bool) bool {
	fail := func(err error) bool { return yield(nil, &Error{Place{Name: name}, err}) }
	raw, err := io.ReadAll(io.LimitReader(in, mostOfFeed+1))
	if err == nil && len(raw) > mostOfFeed {
		err = fmt.Errorf("a feed of more than %s", megabytes(mostOfFeed))
	}
	if err != nil {
		return fail(err)
	}
	items, err := feeds.Read(raw, "", "")
	if err == nil && len(items) == 0 {
		err = errors.New("a feed without an item that can be read")
	}
	if err != nil {
		return fail(err)
	}
	for i, it := range items {
		at := Place{Name: name, At: fmt.Sprint(i + 1)}
		report, err := itemReport(&it, opts)
		switch {
		case err != nil:
			report, err = nil, &Error{at, err}
		case report == nil:
			err = &Passed{at, passedItems}
		default:
			report.Place = at
		}
		if !yield(report, err) {
			return false
		}
	}
	return true
}

// itemReport makes a report of an item; nil where there is nothing to read.
func itemReport(it *feeds.Item, opts Options) (*Input, error) {
	in := &Input{Meta: doc.Meta{URL: it.Link, Title: it.Title, Date: it.Date, DateHasTime: !it.Date.IsZero()}}
	if u, err := url.Parse(it.Link); err == nil {
		in.Publisher = u.Hostname()
	}
	in.Text = textOf(markup{it.Content}.blocks())
	if blank(in.Text) {
		in.Text = textOf(markup{it.Summary}.blocks())
		in.problem("summary", "only the summary that the feed has of it")
	}
	switch {
	case blank(in.Text):
		return nil, nil
	case len(in.Text) > opts.limit():
		return nil, tooLarge(opts.limit())
	}
	return in, nil
}
