package main

import (
	"context"
	"strings"

	"dragoman"
	"dragoman/internal/ingest"
)

type extractCmd struct {
	inputFlags
	outputFlags
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (extractCmd) Help() string {
	return `Writes the document of each page, in files or WARC archives: title, byline, date, publisher and the text without page furniture. What it writes, code reads.

What is no plain article is told on standard error: a live blog, a gallery, the opening of a report whose rest is for subscribers. An error page gives no document.

Examples:

    dragoman extract samples/page.html
    dragoman extract samples/page.html | dragoman code
    dragoman extract samples/crawl.warc`
}

// Run extracts the documents of the inputs.
func (c *extractCmd) Run(ctx context.Context, t *terminal) error {
	items, err := c.draw(t)
	if err != nil {
		return err
	}
	one := func(in *dragoman.Input, before int) error {
		for _, p := range in.Problems {
			t.note("%s: %s: %s", in.Place, p.Code, p.Text)
		}
		if t.text(c.Format) {
			return t.page(before, t.style().documentText(in.Report()))
		}
		return t.line(in.Report())
	}
	return c.kept(ctx, t, c.Input, func() error { return t.each(ctx, c.Timeout, items, one) })
}

// documentText renders a document for reading.
func (s style) documentText(d ingest.Report) string {
	var out strings.Builder
	s.flow(&out, word{}, 0, words(d.Title, bold))
	s.flow(&out, word{}, 0, joined(words(d.Publisher, plain), words(longDay(d.Date), plain), words(d.Byline, plain), words(d.URL, dim)))
	for p := range strings.SplitSeq(d.Text, "\n\n") {
		out.WriteByte('\n')
		s.flow(&out, word{}, 0, words(p, plain))
	}
	return out.String()
}
