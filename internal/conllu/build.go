package conllu

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// builder makes a document of sentences as they come.
type builder struct {
	strict   bool
	text     strings.Builder
	glue     bool // the last token said SpaceAfter=No
	d        doc.Document
	arcs     []doc.Arc
	tagged   bool
	headed   int // sentences with heads
	comments [][]string
	intern   map[string]string
}

func (b *builder) sentence(comments []string, rows []row) error {
	kind := kindOf(comments)
	b.gap(kind, newParagraph(comments))
	start, first := b.text.Len(), len(b.d.Tokens)
	if err := b.tokens(comments, rows); err != nil {
		return err
	}
	s := doc.Sentence{Span: doc.Span{Start: start, End: b.text.Len()}, Kind: kind, First: first, Last: len(b.d.Tokens)}
	b.d.Sentences = append(b.d.Sentences, s)
	b.d.Blocks[len(b.d.Blocks)-1].End = s.End
	b.comments = append(b.comments, comments)
	if id, ok := value(comments, "newdoc id"); ok && b.d.ID == "" {
		b.d.ID = id
	}
	if !b.strict {
		return nil
	}
	b.tags(rows)
	return b.tree(rows, first)
}

// gap writes the white space before a sentence and opens its block.
func (b *builder) gap(kind doc.Kind, newpar bool) {
	n := len(b.d.Blocks)
	switch {
	case n > 0 && !newpar && b.d.Blocks[n-1].Kind == kind:
		if !b.glue {
			b.text.WriteByte(' ')
		}
		return
	case n > 0:
		b.text.WriteString("\n\n")
	}
	at := doc.Span{Start: b.text.Len(), End: b.text.Len()}
	b.d.Blocks = append(b.d.Blocks, doc.Block{Span: at, Kind: kind})
}

// tokens lays the forms out in the text.
func (b *builder) tokens(comments []string, rows []row) error {
	given, ok := value(comments, "text")
	if !ok || !b.strict && !fits(given, rows) {
		given = fromForms(rows)
	}
	at := 0
	base := b.text.Len()
	for i := 0; i < len(rows); i++ {
		r := &rows[i]
		for at < len(given) && !strings.HasPrefix(given[at:], r.form) {
			c, n := utf8.DecodeRuneInString(given[at:])
			if !unicode.IsSpace(c) {
				return fmt.Errorf("line %d: form %q does not follow in \"# text\", which goes on %q", r.line, r.form, clip(given[at:]))
			}
			at += n
		}
		if at >= len(given) {
			return fmt.Errorf("line %d: form %q lies past the end of \"# text\"", r.line, r.form)
		}
		span := doc.Span{Start: base + at, End: base + at + len(r.form)}
		at += len(r.form)
		b.glue = r.noSpace
		if r.first == 0 {
			b.d.Tokens = append(b.d.Tokens, doc.Token{Span: span})
			continue
		}
		n := r.last - r.first + 1
		if i+n >= len(rows) {
			return fmt.Errorf("line %d: word range %d-%d reaches past the sentence", r.line, r.first, r.last)
		}
		parts := rows[i+1 : i+1+n]
		for _, p := range parts {
			if p.first != 0 {
				return fmt.Errorf("line %d: word range inside another", p.line)
			}
		}
		b.parts(span, r.form, parts)
		i += n
	}
	if rest := strings.TrimSpace(given[at:]); rest != "" {
		return fmt.Errorf("line %d: \"# text\" goes on after the last word: %q", rows[len(rows)-1].line, clip(rest))
	}
	b.text.WriteString(given[:at])
	return nil
}

// parts shares a multiword token's text among its words: "don't" gives "do" and
// "n't". Words that are not written as such ("wanna": want, to) take what the
// others leave, together, and keep their form.
func (b *builder) parts(span doc.Span, surface string, parts []row) {
	lo, hi := 0, len(parts)
	start, end := 0, len(surface)
	spans := make([]doc.Span, len(parts))
	for lo < hi && hasPrefixFold(surface[start:end], parts[lo].form) {
		spans[lo] = doc.Span{Start: start, End: start + len(parts[lo].form)}
		start = spans[lo].End
		lo++
	}
	for lo < hi && hasSuffixFold(surface[start:end], parts[hi-1].form) {
		hi--
		spans[hi] = doc.Span{Start: end - len(parts[hi].form), End: end}
		end = spans[hi].Start
	}
	switch { // letters nobody claims go to a neighbour
	case lo < hi || start == end:
	case lo > 0:
		spans[lo-1].End = end
	default:
		spans[0].Start = 0
	}
	for i := lo; i < hi; i++ {
		spans[i] = doc.Span{Start: start, End: end}
	}
	for i, p := range parts {
		t := doc.Token{Span: doc.Span{Start: span.Start + spans[i].Start, End: span.Start + spans[i].End}, Part: i + 1}
		if surface[spans[i].Start:spans[i].End] != p.form {
			t.Form = b.same(p.form)
		}
		b.d.Tokens = append(b.d.Tokens, t)
	}
}

func (b *builder) tags(rows []row) {
	for i := range rows {
		r := &rows[i]
		if r.first != 0 {
			continue
		}
		t := doc.Tag{Lemma: b.same(r.lemma), POS: doc.ParsePOS(r.upos)}
		if r.lemma == "_" && r.form != "_" {
			t.Lemma = ""
		}
		if r.feats != "_" {
			t.Feats = b.same(r.feats)
		}
		b.tagged = b.tagged || t.POS != doc.None
		b.d.Tags = append(b.d.Tags, t)
	}
}

// tree reads the heads of one sentence and checks that they make a tree.
func (b *builder) tree(rows []row, first int) error {
	n := len(b.d.Tokens) - first
	heads := make([]int, 0, n)
	root := 0
	for i := range rows {
		r := &rows[i]
		if r.first != 0 {
			continue
		}
		if r.head == "_" {
			b.arcs = append(b.arcs, doc.Arc{Head: -1})
			continue
		}
		h, err := strconv.Atoi(r.head)
		if err != nil || h < 0 || h > n || h == len(heads)+1 {
			return fmt.Errorf("line %d: head %q, expected 0 to %d and not the word itself", r.line, r.head, n)
		}
		if h == 0 {
			if root++; root > 1 {
				return fmt.Errorf("line %d: second root in a sentence, expected one", r.line)
			}
		}
		heads = append(heads, h-1)
		arc := doc.Arc{Head: -1, Rel: b.same(r.rel)}
		if h > 0 {
			arc.Head = first + h - 1
		}
		b.arcs = append(b.arcs, arc)
	}
	if len(heads) == 0 {
		return nil
	}
	b.headed++
	last := rows[len(rows)-1].line
	switch {
	case len(heads) != n:
		return fmt.Errorf("line %d: %d of the sentence's %d words have a head, expected all or none", last, len(heads), n)
	case root == 0 || cyclic(heads):
		return fmt.Errorf("line %d: the sentence's heads go round in a circle, expected a tree", last)
	}
	return nil
}

// cyclic reports whether some word never reaches the root (-1).
func cyclic(heads []int) bool {
	state := make([]uint8, len(heads)) // 1 on the way, 2 reaches the root
	for i := range heads {
		j := i
		for j >= 0 && state[j] == 0 {
			state[j] = 1
			j = heads[j]
		}
		if j >= 0 && state[j] == 1 {
			return true
		}
		for j = i; j >= 0 && state[j] == 1; j = heads[j] {
			state[j] = 2
		}
	}
	return false
}

func (b *builder) finish() (*File, error) {
	d := &b.d
	d.Text = b.text.String()
	if !b.tagged {
		d.Tags = nil
	}
	if b.headed > 0 {
		if b.headed != len(d.Sentences) {
			return nil, fmt.Errorf("%d of %d sentences have heads, expected all or none", b.headed, len(d.Sentences))
		}
		d.SetArcs(b.arcs)
	}
	return &File{Doc: d, Comments: b.comments}, nil
}

// same returns one copy of a string, so that a treebank's lemmas do not keep
// its lines alive.
func (b *builder) same(s string) string {
	if t, ok := b.intern[s]; ok {
		return t
	}
	s = strings.Clone(s)
	b.intern[s] = s
	return s
}

// fromForms builds a sentence's text from forms and SpaceAfter=No.
func fromForms(rows []row) string {
	var t strings.Builder
	glued := true
	for i := 0; i < len(rows); i++ {
		r := &rows[i]
		if !glued {
			t.WriteByte(' ')
		}
		t.WriteString(r.form)
		glued = r.noSpace
		if r.first != 0 {
			i += r.last - r.first + 1
		}
	}
	return t.String()
}

// fits reports whether the forms follow one another in the text.
func fits(text string, rows []row) bool {
	for i := 0; i < len(rows); i++ {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		rest, ok := strings.CutPrefix(text, rows[i].form)
		if !ok {
			return false
		}
		text = rest
		if rows[i].first != 0 {
			i += rows[i].last - rows[i].first + 1
		}
	}
	return strings.TrimSpace(text) == ""
}

func hasPrefixFold(s, p string) bool {
	return len(s) >= len(p) && strings.EqualFold(s[:len(p)], p)
}

func hasSuffixFold(s, p string) bool {
	return len(s) >= len(p) && strings.EqualFold(s[len(s)-len(p):], p)
}

func clip(s string) string {
	if len(s) > 30 {
		return s[:30] + "..."
	}
	return s
}
