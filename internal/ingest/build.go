package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"

	"dragoman/internal/doc"
)

// Mender mends the text of a report; package repair has one.
type Mender interface {
	// Repair returns the mended text, and what was changed with offsets into raw.
	Repair(raw string) (fixed string, repairs []doc.Repair)
}

// Builder makes documents. It is safe for use by several goroutines.
type Builder struct {
	mender    Mender
	furniture phrases // page furniture and credits
	terms     terms
	small     smallWords
}

// NewBuilder reads the tables under reading/. Without a mender the text is
// taken as it is.
func NewBuilder(fsys fs.FS, mender Mender) (*Builder, error) {
	furniture, err := loadPhrases(fsys)
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	terms, err := loadTerms(fsys)
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	small, err := loadSmallWords(fsys)
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	return &Builder{mender, furniture, terms, small}, nil
}

// Build makes the document of a report: clean text, blocks, dateline, and what
// is known beside the text.
func (b *Builder) Build(in *Input) *doc.Document {
	d := &doc.Document{Meta: in.Meta, Raw: in.Text}
	d.Problems = append(d.Problems, in.Problems...)
	if d.ID == "" {
		d.ID = contentID(in)
	}
	text, repairs := in.Text, []doc.Repair(nil)
	if b.mender != nil {
		text, repairs = b.mender.Repair(text)
	}
	paragraphs := split(text)
	b.classify(paragraphs, &d.Meta)
	lay(d, paragraphs)
	d.Repairs, d.Removed = keepVisible(repairs, paragraphs), removed(in.Text, repairs, paragraphs)
	b.date(d)
	b.language(d)
	if d.Text == "" {
		d.Problems = append(d.Problems, doc.Problem{Stage: "ingest", Code: "empty", Text: "nothing but page furniture"})
	}
	return d
}

// Verbatim makes a document of the text as it came, for whoever wants its words
// rather than a report: nothing is mended, left out or told apart but paragraphs.
func (b *Builder) Verbatim(in *Input) *doc.Document {
	d := &doc.Document{Meta: in.Meta, Raw: in.Text, Text: in.Text}
	d.Problems = append(d.Problems, in.Problems...)
	if d.ID == "" {
		d.ID = contentID(in)
	}
	at, open := 0, false
	for line := range strings.Lines(in.Text) {
		end := at + len(strings.TrimRight(line, "\r\n"))
		blank := strings.TrimSpace(line) == ""
		switch {
		case !blank && open:
			d.Blocks[len(d.Blocks)-1].End = end
		case !blank:
			d.Blocks = append(d.Blocks, doc.Block{Span: doc.Span{Start: at, End: end}, Kind: doc.Body})
		}
		open = !blank
		at += len(line)
	}
	b.language(d)
	return d
}

// lay writes the kept paragraphs, a blank line between them, and their blocks.
func lay(d *doc.Document, paragraphs []paragraph) {
	var text strings.Builder
	for _, p := range paragraphs {
		if p.kind == furniture {
			continue
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		at := text.Len()
		text.WriteString(p.text)
		if p.dateline.End > 0 {
			d.Dateline = p.dateline
			d.Dateline.Start, d.Dateline.End = at+p.dateline.Start, at+p.dateline.End
			d.Blocks = append(d.Blocks, doc.Block{Span: d.Dateline.Span, Kind: doc.DateLine})
			at += p.dateline.End + leadingSpace(p.text[p.dateline.End:])
		}
		if at < text.Len() {
			d.Blocks = append(d.Blocks, doc.Block{Span: doc.Span{Start: at, End: text.Len()}, Kind: p.kind})
		}
	}
	d.Text = text.String()
}

func leadingSpace(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// keepVisible leaves out the repairs inside removed furniture. Both lists are
// in order; where a repair stands in the mended text follows from those before.
func keepVisible(repairs []doc.Repair, paragraphs []paragraph) []doc.Repair {
	var kept []doc.Repair
	shift, k := 0, 0
	for _, r := range repairs {
		at := r.RawStart + shift
		shift += len(r.Fixed) - len(r.Raw)
		for k < len(paragraphs) && paragraphs[k].end <= at {
			k++
		}
		if k < len(paragraphs) && paragraphs[k].start <= at && paragraphs[k].kind == furniture {
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

// removed finds the furniture in the text as it came.
func removed(raw string, repairs []doc.Repair, paragraphs []paragraph) (out []doc.Removed) {
	from := original{repairs: repairs}
	for _, p := range paragraphs {
		if p.kind == furniture {
			start, end := from.at(p.start, false), from.at(p.end, true)
			out = append(out, doc.Removed{Raw: raw[start:end], RawStart: start, RawEnd: end})
		}
	}
	return out
}

// original goes through a mended text from its beginning and tells where its places were
// before.
type original struct {
	repairs []doc.Repair // those that have not been passed
	shift   int          // how much longer those that were passed made the text
}

// at is where a place of the mended text, none before the last one asked for, was. One
// within what was mended is at the repair's beginning or, as an end, at its end.
func (o *original) at(place int, end bool) int {
	for len(o.repairs) > 0 {
		r := o.repairs[0]
		fixed := r.RawStart + o.shift
		switch after := fixed + len(r.Fixed); {
		case place < fixed || place == fixed && (end || after > fixed):
			return place - o.shift
		case place < after && end:
			return r.RawEnd
		case place < after:
			return r.RawStart
		}
		o.shift += len(r.Fixed) - len(r.Raw)
		o.repairs = o.repairs[1:]
	}
	return place - o.shift
}

// contentID names a report that came without a name: the same text and title
// always get the same one.
func contentID(in *Input) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s", in.URL, in.Title, in.Text)
	return hex.EncodeToString(h.Sum(nil)[:8])
}
