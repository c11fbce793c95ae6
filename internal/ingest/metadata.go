package ingest

import (
	"encoding/json"
	"net/url"
	"strings"

	"dragoman/internal/doc"
)

// metadata merges what a page declares of itself with what the finders make of it. Of
// each field the sources come in the order in which they are to be trusted.
func (x *Pages) metadata(look *pageLook, address string, first, second doc.Meta) doc.Meta {
	article := look.article()
	m := doc.Meta{
		Title:     firstOf(article.text("headline"), first.Title, look.metas["og:title"], second.Title),
		Byline:    firstOf(byline(first.Byline), article.names("author"), byline(second.Byline)),
		Publisher: firstOf(look.metas["og:site_name"], first.Publisher, article.names("publisher"), second.Publisher),
		URL:       firstOf(absolute(look.canon), first.URL, absolute(look.metas["og:url"]), address),
		Lang:      strings.ToLower(firstOf(first.Lang, second.Lang, look.language, article.text("inLanguage"))),
	}
	if m.Publisher == "" {
		if u, err := url.Parse(m.URL); err == nil {
			m.Publisher = u.Hostname()
		}
	}
	m.Date, m.DateHasTime = x.published(look, article, m)
	if m.Date.IsZero() {
		m.Date = first.Date
	}
	return m
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = oneLine(v); v != "" {
			return v
		}
	}
	return ""
}

// absolute is an address that says its host; pages also declare "/news/1".
func absolute(s string) string {
	if u, err := url.Parse(s); err != nil || u.Host == "" {
		return ""
	}
	return s
}

// byline drops what is an address of a profile and no name.
func byline(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return s
}

// linkedData reads a block of JSON-LD (json-ld.org): the objects in it, those of "@graph"
// by themselves.
func linkedData(raw string) []any {
	var v any
	// Some pages wrap it as a comment or with CDATA marks of XHTML.
	raw = strings.TrimSpace(raw)
	for _, mark := range []string{"<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"} {
		raw = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(raw, mark), mark))
	}
	if json.Unmarshal([]byte(raw), &v) != nil {
		return nil
	}
	return flatten(v, nil, 0)
}

func flatten(v any, out []any, depth int) []any {
	if depth > 4 {
		return out
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = flatten(e, out, depth+1)
		}
	case map[string]any:
		out = append(out, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			out = flatten(v[key], out, depth+1)
		}
	}
	return out
}

// thing is an object of JSON-LD.
type thing map[string]any

// article is the object that describes the page's article: one of an article's types
// before any other that has a day of publication.
func (l *pageLook) article() thing {
	var other thing
	for _, v := range l.linked {
		t, _ := v.(map[string]any)
		kind := strings.ToLower(thing(t).text("@type"))
		if strings.Contains(kind, "article") || strings.Contains(kind, "blogposting") {
			return t
		}
		if other == nil && thing(t).text("datePublished") != "" {
			other = t
		}
	}
	return other
}

// text is a field that is a string, or the first string of a list.
func (t thing) text(key string) string {
	switch v := t[key].(type) {
	case string:
		return v
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok {
				return s
			}
		}
	}
	return ""
}

// names are the names of persons or bodies: {"name": …}, a list of these, or strings.
func (t thing) names(key string) string {
	var out []string
	var add func(v any)
	add = func(v any) {
		switch v := v.(type) {
		case string:
			out = append(out, byline(v))
		case map[string]any:
			out = append(out, thing(v).text("name"))
		case []any:
			for _, e := range v[:min(len(v), 8)] {
				add(e)
			}
		}
	}
	add(t[key])
	return strings.Trim(oneLine(strings.Join(out, ", ")), ", ")
}
