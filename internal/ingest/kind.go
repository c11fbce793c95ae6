package ingest

import (
	"errors"
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// pageKind is what a page is where it is no plain article.
type pageKind string

const (
	plainArticle pageKind = ""
	liveBlog     pageKind = "live-blog"
	gallery      pageKind = "gallery"
	paywall      pageKind = "paywall"
	errorPage    pageKind = "error-page"
)

// problem says what the kind means for the report.
func (k pageKind) problem() string {
	switch k {
	case liveBlog:
		return "the page is a live blog: many short reports of one day, the last one first"
	case gallery:
		return "the page is a gallery: its text is that of pictures"
	case paywall:
		return "only the opening of the report is there; the rest is for subscribers"
	}
	return ""
}

// pageMark is a row of pages.tsv.
type pageMark struct {
	kind  pageKind
	where string // title, type or page
	words string // in lower case, single spaces around
}

type pageMarks []pageMark

func loadPageMarks(fsys fs.FS) (pageMarks, error) {
	t, err := lexicon.Read(fsys, "reading/pages.tsv", "words", "where", "kind", "example", "source")
	if err != nil {
		return nil, err
	}
	var marks pageMarks
	var faults []error
	for _, row := range t.Rows {
		kind, where := pageKind(row.Get("kind")), row.Get("where")
		switch kind {
		case liveBlog, gallery, paywall, errorPage:
		default:
			faults = append(faults, row.Errorf("kind %q, expected live-blog, gallery, paywall or error-page", kind))
		}
		if where != "title" && where != "type" && where != "page" {
			faults = append(faults, row.Errorf("where %q, expected title, type or page", where))
		}
		for _, words := range row.List("words") {
			marks = append(marks, pageMark{kind, where, spaced(words)})
		}
	}
	return marks, errors.Join(faults...)
}

// spaced are the words of a text in lower case, a space around each.
func spaced(s string) string {
	return " " + strings.Join(phraseWords(strings.ReplaceAll(s, ":", " : ")), " ") + " "
}

// Below so many words, a page is taken at its word that it is an error, or that the rest is
// for subscribers; an article that mentions "404" or asks to subscribe is longer.
const (
	shortError   = 50
	shortPaywall = 260
	shortGallery = 150
)

// kindOf tells what a page is by its declared type, its title, and what it says somewhere.
func (m pageMarks) kindOf(look *pageLook, meta doc.Meta, text string) pageKind {
	n := len(strings.Fields(text))
	types, title, page := spaced(look.types()), spaced(meta.Title), ""
	for _, mark := range m {
		switch {
		case mark.kind == errorPage && n > shortError,
			mark.kind == paywall && n > shortPaywall,
			mark.kind == gallery && n > shortGallery:
			continue
		}
		in := title
		switch mark.where {
		case "type":
			in = types
		case "page":
			if page == "" {
				page = spaced(innerText(look.body))
			}
			in = page
		}
		if strings.Contains(in, mark.words) {
			return mark.kind
		}
	}
	return plainArticle
}

// types are the kinds that a page declares itself to be, and whether it can be read for
// free.
func (l *pageLook) types() string {
	out := []string{l.metas["og:type"]}
	for _, v := range l.linked {
		t, _ := v.(map[string]any)
		out = append(out, thing(t).text("@type"))
		switch free := t["isAccessibleForFree"].(type) {
		case bool:
			if !free {
				out = append(out, "subscribers")
			}
		case string:
			if strings.EqualFold(free, "false") {
				out = append(out, "subscribers")
			}
		}
	}
	return strings.Join(out, " ")
}
