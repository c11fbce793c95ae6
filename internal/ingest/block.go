package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a stretch of a page's text between breaks: a paragraph, a heading.
type block struct {
	text    string // one line, single spaces
	linked  int    // bytes of it inside links
	caption bool   // of a figure
}

// blocksOf cuts the text of a tree at the ends of its blocks.
func blocksOf(n *html.Node) []block {
	var w blockWriter
	w.node(n)
	w.flush()
	return w.blocks
}

// textOf joins blocks, a blank line between them.
func textOf(blocks []block) string {
	var out strings.Builder
	for i, b := range blocks {
		if i > 0 {
			out.WriteString("\n\n")
		}
		out.WriteString(b.text)
	}
	return out.String()
}

func (b block) words() int { return strings.Count(b.text, " ") + 1 }

// prose reports whether a block reads like a paragraph of a report: a sentence at least, no
// list of links, and no teaser, which breaks off ("The ministers met in …").
func (b block) prose() bool {
	return b.words() > 11 && endsSentence(b.text) && b.linked*2 < len(b.text) && !teaser.MatchString(b.text)
}

var teaser = regexp.MustCompile(`(?:…|\.\.\.)[\])]?$`)

// blockWriter gathers the text of one block at a time.
type blockWriter struct {
	blocks []block
	line   strings.Builder
	linked int
	links  int // links that are open
	figure int // figures that are open
}

func (w *blockWriter) flush() {
	if s := oneLine(w.line.String()); s != "" {
		w.blocks = append(w.blocks, block{s, w.linked, w.figure > 0})
	}
	w.line.Reset()
	w.linked = 0
}

func (w *blockWriter) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.line.WriteString(n.Data)
		if w.links > 0 {
			w.linked += len(oneLine(n.Data))
		}
		return
	}
	tag := tagOf(n)
	switch tag {
	case atom.Br:
		w.br(n)
		return
	case atom.Script, atom.Style:
		return
	}
	block := isBlock(tag)
	if block {
		w.flush()
	}
	w.enter(tag, 1)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	if block {
		w.flush()
	}
	w.enter(tag, -1)
}

func (w *blockWriter) enter(tag atom.Atom, by int) {
	switch tag {
	case atom.A:
		w.links += by
	case atom.Figure, atom.Figcaption:
		w.figure += by
	}
}

// br ends a line; two in a row end a paragraph, as on pages without <p>.
func (w *blockWriter) br(n *html.Node) {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next != nil && tagOf(next) == atom.Br {
		w.flush()
		return
	}
	w.line.WriteByte('\n')
}

// tagOf is an element's tag. Trees that go-trafilatura has rebuilt have its name alone.
func tagOf(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode {
		return 0
	}
	if n.DataAtom != 0 {
		return n.DataAtom
	}
	return atom.Lookup([]byte(n.Data))
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol,
		atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Figure,
		atom.Figcaption, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Dd, atom.Dt, atom.Dl, atom.Hr, atom.Body, atom.Main:
		return true
	}
	return false
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// visit calls see for every element below n, as deep as pages go that people read; it
// does not look into an element for which see says no.
func visit(n *html.Node, see func(n *html.Node, tag atom.Atom) bool) {
	var down func(n *html.Node, depth int)
	down = func(n *html.Node, depth int) {
		if n.Type == html.ElementNode && !see(n, tagOf(n)) || depth == 500 {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			down(c, depth+1)
		}
	}
	down(n, 0)
}

// innerText is the text of an element, in one line.
func innerText(n *html.Node) string {
	var out strings.Builder
	var down func(n *html.Node, depth int)
	down = func(n *html.Node, depth int) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
			out.WriteByte(' ')
		}
		if tag := tagOf(n); tag == atom.Script || tag == atom.Style || depth == 500 {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			down(c, depth+1)
		}
	}
	down(n, 0)
	return oneLine(out.String())
}
