package dragoman

import (
	"context"
	"strings"

	"dragoman/internal/doc"
)

// Recode codes the report of a record anew. The text stays as it was mended and
// cleared, and with it what was known beside it, so that what points into the text
// still does. A record of the same coder comes out as it is.
func (c *Coder) Recode(ctx context.Context, r *Record) (*Record, error) {
	d, err := documentOf(r)
	if err != nil {
		return nil, err
	}
	if d, err = c.analyse(ctx, d, c.stages.text); err != nil {
		return nil, err
	}
	out := build(d, c.coding, c.info, c.why)
	out.ID, out.URL, out.Publisher, out.Title, out.Byline = r.ID, r.URL, r.Publisher, r.Title, r.Byline
	out.Date, out.Lang = r.Date, r.Lang
	out.Repairs, out.Removed = r.Repairs, r.Removed // they point into the text as it came, which is not kept
	return out, nil
}

// documentOf is the document of a record before its first stage.
func documentOf(r *Record) (*doc.Document, error) {
	d := &doc.Document{Text: r.Text, Meta: doc.Meta{ID: r.ID, URL: r.URL, Publisher: r.Publisher, Title: r.Title, Byline: r.Byline, Lang: r.Lang}}
	if r.Date != "" {
		var err error
		if d.Date, d.DateHasTime, err = ParseDate(r.Date); err != nil {
			return nil, err
		}
	}
	at := byteOffsets(r.Text)
	within := func(start, end int) doc.Span {
		if start < 0 || start > end || end >= len(at) {
			return doc.Span{}
		}
		return doc.Span{Start: at[start], End: at[end]}
	}
	for _, p := range r.Problems {
		if p.Stage == "ingest" { // what reading the report found; the stages find theirs anew
			d.Problems = append(d.Problems, doc.Problem{Stage: p.Stage, Code: p.Code, Text: p.Text})
		}
	}
	if l := r.Dateline; l != nil {
		d.Dateline = doc.Dateline{Span: within(l.Start, l.End), Place: l.Place, Agency: l.Agency}
		if l.Date != "" {
			var err error
			if d.Dateline.Date, _, err = ParseDate(l.Date); err != nil {
				return nil, err
			}
		}
	}
	kinds := map[int]doc.Kind{} // of sentences, by their first byte
	for _, s := range r.Sentences {
		kinds[within(s.Start, s.End).Start] = doc.Kind(s.Kind)
	}
	d.Blocks = blocksOf(d, kinds)
	return d, nil
}

// blocksOf cuts a text into its paragraphs, each of the kind of its first sentence, and
// sets the dateline apart.
func blocksOf(d *doc.Document, kinds map[int]doc.Kind) (out []doc.Block) {
	start := 0
	for paragraph := range strings.SplitSeq(d.Text, "\n\n") {
		p := doc.Span{Start: start, End: start + len(paragraph)}
		start = p.End + len("\n\n")
		if !d.Dateline.Empty() && p.Covers(d.Dateline.Span) {
			out = append(out, doc.Block{Span: d.Dateline.Span, Kind: doc.DateLine})
			p.Start = d.Dateline.End
			p.Start += len(d.Text[p.Start:p.End]) - len(strings.TrimLeft(d.Text[p.Start:p.End], " "))
		}
		if p.Empty() {
			continue
		}
		kind := doc.Body
		if k, ok := kinds[p.Start]; ok {
			kind = k
		}
		out = append(out, doc.Block{Span: p, Kind: kind})
	}
	return out
}
