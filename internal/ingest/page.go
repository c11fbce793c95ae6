package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/doc"
)

// Article is what an Extractor finds in a web page.
type Article struct {
	doc.Meta
	Text     string // paragraphs parted by blank lines, headings among them
	Problems []doc.Problem
}

// Extractor finds the article in a web page, given as UTF-8. The address is
// where the page was found, or "".
type Extractor interface {
	Extract(page, address string) (*Article, error)
}

// Pages is the Extractor that merges what go-trafilatura and go-readability find, and
// reads title, day and publisher by itself. The zero value knows no page furniture and no
// months; NewPages reads the tables.
type Pages struct {
	furniture phrases
	months    monthNames
	marks     pageMarks
}

// NewPages reads the tables under reading/.
func NewPages(fsys fs.FS) (*Pages, error) {
	furniture, err := loadPhrases(fsys)
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	months, err := loadMonths(fsys)
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	marks, err := loadPageMarks(fsys)
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	return &Pages{furniture, months, marks}, nil
}

// errNoArticle says that a page was read and holds nothing to read.
var errNoArticle = errors.New("no article found in the page")

// fewestLetters is how many letters make an article rather than a button. Words would
// not do: some scripts have no spaces.
const fewestLetters = 40

// Extract implements Extractor.
func (x *Pages) Extract(page, address string) (*Article, error) {
	tree, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("parsing HTML: %w", err)
	}
	from, err := url.Parse(address)
	if err != nil || from.Host == "" {
		from = nil
	}
	look := lookAt(tree)
	first, err := guarded(trafilaturaFinder{}, tree, from)
	second, more := guarded(readabilityFinder{}, tree, from)
	if err != nil && more != nil {
		return nil, err
	}
	meta := x.metadata(look, address, first.Meta, second.Meta)
	text := textOf(merged(x.clean(first.blocks, look, meta.Title), x.clean(second.blocks, look, meta.Title)))
	kind := x.marks.kindOf(look, meta, text)
	if kind == errorPage {
		return nil, fmt.Errorf("an error page (%.60q), no article", meta.Title)
	}
	if len(bareLetters(text)) < fewestLetters {
		if kind == gallery {
			return nil, errors.New("a gallery of pictures, no article")
		}
		return nil, errNoArticle
	}
	article := &Article{Meta: meta, Text: text}
	if says := kind.problem(); says != "" {
		article.Problems = append(article.Problems, doc.Problem{Stage: "ingest", Code: string(kind), Text: says})
	}
	return article, nil
}

// pageLook is what a page shows and declares, gathered in one walk.
type pageLook struct {
	body     *html.Node
	links    map[string]bool // the texts of links, bare letters alone
	headings []*html.Node    // h1
	metas    map[string]string
	linked   []any // JSON-LD
	language string
	canon    string
}

func lookAt(tree *html.Node) *pageLook {
	look := &pageLook{body: tree, links: map[string]bool{}, metas: map[string]string{}}
	visit(tree, func(n *html.Node, tag atom.Atom) bool {
		switch tag {
		case atom.Html:
			look.language = attribute(n, "lang")
		case atom.Body:
			look.body = n
		case atom.A:
			look.links[bareLetters(innerText(n))] = true
		case atom.H1:
			look.headings = append(look.headings, n)
		case atom.Meta:
			name := strings.ToLower(attribute(n, "property") + attribute(n, "name") + attribute(n, "itemprop"))
			if content := attribute(n, "content"); content != "" && look.metas[name] == "" {
				look.metas[name] = content
			}
		case atom.Link:
			if attribute(n, "rel") == "canonical" {
				look.canon = attribute(n, "href")
			}
		case atom.Script:
			if attribute(n, "type") == "application/ld+json" && n.FirstChild != nil {
				look.linked = append(look.linked, linkedData(n.FirstChild.Data)...)
			}
		}
		return true
	})
	return look
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// clean leaves out what is no part of the article: the title, which is told beside it,
// captions, links to other articles that stand alone, what is worded like furniture, and
// paragraphs that come a second time. Credits stay: they tell whose report it is.
func (x *Pages) clean(blocks []block, look *pageLook, title string) []block {
	seen := map[string]bool{}
	out := blocks[:0:0]
	for i, b := range blocks {
		letters := bareLetters(b.text)
		switch {
		case letters == "":
		case b.caption, look.links[letters] && !endsSentence(b.text):
			continue
		case i < headBlocks && (sameText(b.text, title) || look.isHeading(letters)):
			continue
		case seen[letters] && (b.prose() || b.words() < len(letters)/lettersWithoutSpace):
			continue
		default:
			if k := x.furniture.match(b.text, b.words()); k != "" && k != phraseCredit {
				continue
			}
		}
		seen[letters] = true
		out = append(out, b)
	}
	return out
}

// lettersWithoutSpace is more than words have, in bytes, in scripts with spaces.
const lettersWithoutSpace = 30

// headBlocks is how far down a page its title comes again.
const headBlocks = 6

func (l *pageLook) isHeading(letters string) bool {
	for _, h := range l.headings {
		if bareLetters(innerText(h)) == letters {
			return true
		}
	}
	return false
}
