package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dragoman/internal/doc"
)

// Printer writes documents as CoNLL-U.
type Printer struct {
	// Misc gives further MISC entries of a token, "NER=B-PER|Status=planned",
	// or "". May be nil.
	Misc func(token int) string
	// Comments gives the comment lines of a sentence in place of the usual
	// ones (newdoc, newpar, kind, sent_id, text). May be nil.
	Comments func(sentence int) []string
}

// Write writes a document without further MISC.
func Write(w io.Writer, d *doc.Document) error { return Printer{}.Write(w, d) }

// Write writes the document's sentences. Tags and arcs that it does not have
// are left "_".
func (p Printer) Write(w io.Writer, d *doc.Document) error {
	out := bufio.NewWriter(w)
	block := 0
	for i := range d.Sentences {
		if p.Comments != nil {
			for _, c := range p.Comments(i) {
				fmt.Fprintln(out, c)
			}
		} else {
			block = usual(out, d, i, block)
		}
		p.sentence(out, d, &d.Sentences[i])
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("conllu: %w", err)
	}
	return nil
}

// usual writes the comments that follow from the document and returns the
// number of blocks begun so far.
func usual(out *bufio.Writer, d *doc.Document, i, block int) int {
	s := &d.Sentences[i]
	if i == 0 && d.ID != "" {
		fmt.Fprintf(out, "# newdoc id = %s\n", oneLine(d.ID))
	}
	began := block
	for block < len(d.Blocks) && d.Blocks[block].Start <= s.Start {
		block++
	}
	if block > began {
		out.WriteString("# newpar\n")
	}
	if s.Kind != doc.Body && s.Kind != "" {
		fmt.Fprintf(out, "# kind = %s\n", s.Kind)
	}
	id := strconv.Itoa(i + 1)
	if d.ID != "" {
		id = oneLine(d.ID) + "-" + id
	}
	fmt.Fprintf(out, "# sent_id = %s\n# text = %s\n", id, oneLine(d.Of(s.Span)))
	return block
}

func (p Printer) sentence(out *bufio.Writer, d *doc.Document, s *doc.Sentence) {
	for i := s.First; i < s.Last; i++ {
		last := lastPart(d, i, s.Last)
		glued := last+1 < len(d.Tokens) && d.Tokens[last].End == d.Tokens[last+1].Start
		if last > i && d.Tokens[i].Part == 1 {
			surface := oneLine(d.Text[d.Tokens[i].Start:d.Tokens[last].End])
			fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i-s.First+1, last-s.First+1, surface, misc("", glued))
		}
		p.word(out, d, s, i, glued && last == i && d.Tokens[i].Part == 0)
	}
	out.WriteByte('\n')
}

// lastPart returns the last word of the multiword token that token i begins,
// or i.
func lastPart(d *doc.Document, i, limit int) int {
	if d.Tokens[i].Part != 1 {
		return i
	}
	for i+1 < limit && d.Tokens[i+1].Part == d.Tokens[i].Part+1 {
		i++
	}
	return i
}

func (p Printer) word(out *bufio.Writer, d *doc.Document, s *doc.Sentence, i int, glued bool) {
	lemma, upos, feats, head, rel := "_", "_", "_", "_", "_"
	if d.Tags != nil {
		t := &d.Tags[i]
		upos = t.POS.String()
		lemma, feats = orBlank(oneLine(t.Lemma)), orBlank(t.Feats)
	}
	if d.Arcs != nil {
		head, rel = "0", orBlank(d.Arcs[i].Rel)
		if h := d.Arcs[i].Head; h >= 0 {
			head = strconv.Itoa(h - s.First + 1)
		}
	}
	extra := ""
	if p.Misc != nil {
		extra = p.Misc(i)
	}
	for k, c := range [...]string{strconv.Itoa(i - s.First + 1), oneLine(d.Word(i)), lemma, upos, "_", feats, head, rel, "_"} {
		if k > 0 {
			out.WriteByte('\t')
		}
		out.WriteString(c)
	}
	out.WriteByte('\t')
	out.WriteString(misc(extra, glued))
	out.WriteByte('\n')
}

func misc(extra string, glued bool) string {
	switch {
	case !glued:
		return orBlank(extra)
	case extra == "":
		return "SpaceAfter=No"
	}
	return extra + "|SpaceAfter=No"
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

// oneLine makes every stretch of white space one blank: a column holds neither
// tabs nor line ends.
func oneLine(s string) string {
	if !strings.ContainsAny(s, " \t\r\n\v\f\u0085\u00a0") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
