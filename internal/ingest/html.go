package ingest

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/doc"
)

// Article is what an Extractor finds in a web page.
type Article struct {
	doc.Meta
	Text string // paragraphs parted by blank lines, headings among them
}

// Extractor finds the article in a web page, given as UTF-8. The address is
// where the page was found, or "".
type Extractor interface {
	Extract(page, address string) (*Article, error)
}

// Trafilatura is the Extractor built on go-trafilatura, with its fall-backs
// (readability, dom-distiller) for pages that it finds little in.
type Trafilatura struct{}

// errNoArticle says that a page was read and holds nothing to read.
var errNoArticle = errors.New("no article found in the page")

// fewestWords is how many words make an article rather than a button.
const fewestWords = 8

// Extract implements Extractor.
func (Trafilatura) Extract(page, address string) (article *Article, err error) {
	// The libraries below walk trees that strangers shape; a page that trips
	// one of them up must not end the batch.
	defer func() {
		if r := recover(); r != nil {
			article, err = nil, fmt.Errorf("the page could not be read: %v", r)
		}
	}()
	tree, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("parsing HTML: %w", err)
	}
	stamp := publishedAt(tree)
	from, err := url.Parse(address)
	if err != nil || from.Host == "" {
		from = nil
	}
	found, err := trafilatura.ExtractDocument(tree, trafilatura.Options{
		OriginalURL:     from,
		EnableFallback:  true,
		ExcludeComments: true,
		ExcludeTables:   true,
		HtmlDateMode:    trafilatura.Fast,
	})
	if err != nil || found == nil || found.ContentNode == nil {
		return nil, errNoArticle
	}
	m := found.Metadata
	title := oneLine(m.Title)
	text := paragraphsOf(found.ContentNode, title)
	if strings.Count(text, " ") < fewestWords {
		return nil, errNoArticle
	}
	article = &Article{Text: text, Meta: doc.Meta{
		URL:       m.URL,
		Publisher: m.Sitename,
		Title:     title,
		Byline:    oneLine(m.Author),
		Lang:      strings.ToLower(m.Language),
		Date:      m.Date,
	}}
	if article.Publisher == "" {
		article.Publisher = m.Hostname
	}
	article.refineDate(stamp)
	return article, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// paragraphsOf writes the text of a tree, a blank line around every block. The
// title is told beside the text, so it is left out at the start.
func paragraphsOf(n *html.Node, title string) string {
	var w blockWriter
	w.node(n)
	w.flush()
	if len(w.blocks) > 1 && sameText(w.blocks[0], title) {
		w.blocks = w.blocks[1:]
	}
	return strings.Join(w.blocks, "\n\n")
}

// blockWriter gathers the text of one block at a time.
type blockWriter struct {
	blocks []string
	line   strings.Builder
}

func (w *blockWriter) flush() {
	if s := oneLine(w.line.String()); s != "" {
		w.blocks = append(w.blocks, s)
	}
	w.line.Reset()
}

func (w *blockWriter) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.line.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && n.DataAtom == atom.Br:
		w.br(n)
		return
	case n.Type == html.ElementNode && (n.DataAtom == atom.Script || n.DataAtom == atom.Style):
		return
	}
	block := n.Type == html.ElementNode && isBlock(n.DataAtom)
	if block {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	if block {
		w.flush()
	}
}

// br ends a line; two in a row end a paragraph, as on pages without <p>.
func (w *blockWriter) br(n *html.Node) {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next != nil && next.Type == html.ElementNode && next.DataAtom == atom.Br {
		w.flush()
		return
	}
	w.line.WriteByte('\n')
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
