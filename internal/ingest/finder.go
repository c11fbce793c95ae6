package ingest

import (
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"dragoman/internal/doc"
)

// finder finds the article in a page, in its own way.
type finder interface {
	// find leaves the tree as it is. No blocks mean that it found no article.
	find(tree *html.Node, from *url.URL) found
}

// found is what a finder takes for the article.
type found struct {
	blocks []block
	doc.Meta
}

// guarded runs a finder. The libraries walk trees that strangers shape; a page that trips
// one of them up must not end the batch, and the other one may still read it.
func guarded(f finder, tree *html.Node, from *url.URL) (a found, err error) {
	defer func() {
		if r := recover(); r != nil {
			a, err = found{}, fmt.Errorf("the page could not be read: %v", r)
		}
	}()
	return f.find(tree, from), nil
}

// trafilaturaFinder is go-trafilatura (Barbaresi 2021) without its fall-backs, which take
// comments and lists of other articles for the article more often than they help.
type trafilaturaFinder struct{}

func (trafilaturaFinder) find(tree *html.Node, from *url.URL) found {
	a, err := trafilatura.ExtractDocument(tree, trafilatura.Options{
		OriginalURL:     from,
		ExcludeComments: true,
		ExcludeTables:   true,
		HtmlDateMode:    trafilatura.Fast,
	})
	if err != nil || a == nil || a.ContentNode == nil {
		return found{}
	}
	m := a.Metadata
	return found{blocksOf(a.ContentNode), doc.Meta{
		URL:       m.URL,
		Publisher: m.Sitename,
		Title:     oneLine(m.Title),
		Byline:    oneLine(m.Author),
		Lang:      strings.ToLower(m.Language),
		Date:      m.Date,
	}}
}

// readabilityFinder is go-readability, after Mozilla's.
type readabilityFinder struct{}

func (readabilityFinder) find(tree *html.Node, from *url.URL) found {
	parser := readability.NewParser()
	a, err := parser.ParseDocument(tree, from)
	if err != nil || a.Node == nil {
		return found{}
	}
	return found{blocksOf(a.Node), doc.Meta{
		Publisher: a.SiteName(),
		Title:     oneLine(a.Title()),
		Byline:    oneLine(a.Byline()),
		Lang:      strings.ToLower(a.Language()),
	}}
}
