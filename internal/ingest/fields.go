package ingest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// FieldMap says which field or column of a dump holds what: {"text": "body", "date":
// "meta.pub_date"}. What it does not name has the name of a document's field. "html" is the
// text as a web page, from which the article is taken.
type FieldMap map[string]string

// fieldNames are what a report has.
var fieldNames = []string{"id", "url", "publisher", "title", "byline", "date", "lang", "text", "html"}

// Check reports a name that no report has.
func (m FieldMap) Check() error {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if !slices.Contains(fieldNames, name) {
			return fmt.Errorf("no field %q, expected one of %s", name, strings.Join(fieldNames, ", "))
		}
	}
	return nil
}

// of is what a dump calls a field of a report; "html" it only has where the map says so.
func (m FieldMap) of(name string) string {
	if name == "html" {
		return m[name]
	}
	return cmp.Or(m[name], name)
}

// content is the field that a report's text comes from, and its name in the dump.
func (m FieldMap) content() (name, theirs string) {
	if m["html"] != "" {
		return "html", m["html"]
	}
	return "text", m.of("text")
}

// report makes a report of what a dump says of it.
func (m FieldMap) report(at Place, opts Options, value func(theirs string) (string, error)) (*Input, error) {
	in := &Input{Place: at}
	got := map[string]string{}
	for _, name := range fieldNames {
		theirs := m.of(name)
		if theirs == "" {
			continue
		}
		v, err := value(theirs)
		if err != nil {
			return nil, err
		}
		got[name] = v
	}
	in.Meta = doc.Meta{ID: got["id"], URL: got["url"], Publisher: got["publisher"], Title: oneLine(got["title"]), Byline: oneLine(got["byline"]), Lang: got["lang"]}
	if date := strings.TrimSpace(got["date"]); date != "" {
		if in.Date, in.DateHasTime = anyDate(date); in.Date.IsZero() {
			return nil, fmt.Errorf("date %q, expected a day or a second, as 2000-07-19 or 2000-07-19T08:30:00Z", date)
		}
	}
	name, theirs := m.content()
	if blank(got[name]) {
		return nil, fmt.Errorf("no text in %q", theirs)
	}
	if name == "text" {
		in.Text = got["text"]
		return in, nil
	}
	page, err := source{Place: at, format: formatHTML, url: in.URL}.report([]byte(got["html"]), opts)
	if err != nil {
		return nil, err
	}
	if read := page.unread; read != nil {
		page.unread = func(page *Input) error {
			err := read(page)
			page.complete(in.Meta)
			return err
		}
		return page, nil
	}
	page.complete(in.Meta)
	return page, nil
}

// complete puts what a dump says over what its page says: the dump was made by people who
// knew.
func (in *Input) complete(m doc.Meta) {
	in.ID = m.ID
	in.URL, in.Publisher = cmp.Or(m.URL, in.URL), cmp.Or(m.Publisher, in.Publisher)
	in.Title, in.Byline, in.Lang = cmp.Or(m.Title, in.Title), cmp.Or(m.Byline, in.Byline), cmp.Or(m.Lang, in.Lang)
	if !m.Date.IsZero() {
		in.Date, in.DateHasTime = m.Date, m.DateHasTime
	}
}

// parseMapped reads an object of JSON whose fields have other names.
func parseMapped(line []byte, at Place, opts Options) (*Input, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(line, &object); err != nil {
		return nil, explain(err)
	}
	return opts.Fields.report(at, opts, func(theirs string) (string, error) { return member(object, theirs) })
}

// member finds a field by its name, or by its path, "meta.pub_date". Numbers are taken as
// they are written; what is not there, or null, is empty.
func member(object map[string]json.RawMessage, path string) (string, error) {
	raw, ok := object[path]
	if !ok {
		first, rest, nested := strings.Cut(path, ".")
		var inner map[string]json.RawMessage
		if !nested || json.Unmarshal(object[first], &inner) != nil {
			return "", nil
		}
		return member(inner, rest)
	}
	if string(raw) == "null" {
		return "", nil
	}
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(raw, &text) == nil:
		return text, nil
	case json.Unmarshal(raw, &number) == nil:
		return number.String(), nil
	}
	return "", fmt.Errorf("%q is %.20s…, expected a string", path, raw)
}
