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
	paragraphs, repairs := b.paragraphs(in, &d.Meta)
	lay(d, paragraphs)
	d.Repairs = keepVisible(repairs, paragraphs)
	b.date(d)
	b.language(d)
	if d.Text == "" {
		d.Problems = append(d.Problems, doc.Problem{Stage: "ingest", Code: "empty", Text: "nothing but page furniture"})
	}
	return d
}

// paragraphs mends the text and tells its paragraphs apart; what they say of the report
// goes to meta.
func (b *Builder) paragraphs(in *Input, meta *doc.Meta) ([]paragraph, []doc.Repair) {
	text, repairs := in.Text, []doc.Repair(nil)
	if b.mender != nil {
		text, repairs = b.mender.Repair(text)
	}
	out := split(text)
	b.classify(out, meta)
	return out, repairs
}

// Furniture lists the paragraphs that Build leaves out, as they read once mended: "Sign up
// for our newsletter".
func (b *Builder) Furniture(in *Input) []string {
	meta := in.Meta
	paragraphs, _ := b.paragraphs(in, &meta)
	var out []string
	for _, p := range paragraphs {
		if p.kind == furniture {
			out = append(out, p.text)
		}
	}
	return out
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

// contentID names a report that came without a name: the same text and title
// always get the same one.
func contentID(in *Input) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s", in.URL, in.Title, in.Text)
	return hex.EncodeToString(h.Sum(nil)[:8])
}
