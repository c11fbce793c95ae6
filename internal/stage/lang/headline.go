package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// headline returns some examples once more, written like a headline: long words
// capitalised and the full stop gone ("Russian Troops Leave The Town"). The
// treebanks hold few headlines; reports begin with one.
func (t *trainer) headline(e *example) *example {
	n := len(e.forms)
	if t.rng.Float64() >= t.HeadlineRate || n < 5 || n > 25 || e.forms[n-1] != "." {
		return nil
	}
	for d, h := range e.heads {
		if int(h) == n-1 && d != n-1 {
			return nil // something hangs on the full stop
		}
	}
	h := &example{classes: e.classes[:n-1], rels: e.rels[:n-1]}
	for i, f := range e.forms[:n-1] {
		h.forms = append(h.forms, capitalise(f, t.set.list[e.classes[i]].pos))
		head := e.heads[i]
		if int(head) == n {
			head--
		}
		h.heads = append(h.heads, head)
	}
	return h
}

func capitalise(form string, pos doc.POS) string {
	if len(form) < 4 && (pos == doc.ADP || pos == doc.DET || pos == doc.CCONJ || pos == doc.PART) || strings.Contains(form, "'") {
		return form
	}
	r, n := utf8.DecodeRuneInString(form)
	return string(unicode.ToUpper(r)) + form[n:]
}
