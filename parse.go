package dragoman

import (
	"cmp"
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// annotations returns the MISC entries of CoNLL-U for each token: the named
// entities as NER=B-PER ... I-NORP, and on verbs and nouns that denote an act
// its Status.
func annotations(d *doc.Document) func(token int) string {
	ner := entityTags(d)
	return func(i int) string {
		var misc []string
		if ner[i] != "" {
			misc = append(misc, "NER="+ner[i])
		}
		if s := statusAt(d, i); s != nil {
			misc = append(misc, "Status="+string(s.Modality))
		}
		return strings.Join(misc, "|")
	}
}

// entityTags tells for each token which name it begins or goes on: the names
// that the parser found, of the kind that the lexicon of actors knows them by,
// then those that the lexicon or the gazetteer alone knows.
func entityTags(d *doc.Document) []string {
	tags := make([]string, len(d.Tokens))
	var listed []doc.Name
	known := map[doc.Name]string{} // without their kind
	for i := range d.Mentions {
		m := &d.Mentions[i]
		label := entityLabel(d, m)
		n := doc.Name{First: m.First, Last: m.Last}
		for n.First < n.Last && d.Tags[n.First].POS == doc.DET {
			n.First++ // "the US"
		}
		if label != "" {
			known[n] = label
			n.Kind = label
			listed = append(listed, n)
		}
	}
	for _, n := range d.Names {
		if !proper(d, n) {
			continue // "Iraqi political forces"
		}
		kind := n.Kind
		if k, ok := known[doc.Name{First: n.First, Last: n.Last}]; ok {
			kind = k
		}
		put(tags, n.First, n.Last, kind)
	}
	for _, n := range listed {
		put(tags, n.First, n.Last, n.Kind)
	}
	for _, p := range d.Places {
		first, last := tokensUnder(d, p.Span)
		put(tags, first, last, "LOC")
	}
	return tags
}

// proper reports whether a proper noun is among the words of a name.
func proper(d *doc.Document, n doc.Name) bool {
	for _, t := range d.Tags[n.First:n.Last] {
		if t.POS == doc.PROPN {
			return true
		}
	}
	return false
}

// put labels the tokens [first, last), unless another name holds one of them.
func put(tags []string, first, last int, label string) {
	for _, t := range tags[first:last] {
		if t != "" {
			return
		}
	}
	for i := first; i < last; i++ {
		tags[i] = "I-" + label
		if i == first {
			tags[i] = "B-" + label
		}
	}
}

// entityLabel returns the kind of name a mention is, or "" for one that is no
// name: "the agency", "he".
func entityLabel(d *doc.Document, m *doc.Mention) string {
	switch m.As {
	case doc.AsDemonym:
		if text := d.Of(m.Span); strings.ToUpper(text) == text && (len(text) < 4 || strings.Contains(text, ".")) {
			return "LOC" // "US troops": the state's name, used like "American"
		}
		return "NORP"
	case doc.AsMetonym:
		return "LOC"
	case doc.AsName:
	default:
		return ""
	}
	if len(m.Actors) == 0 {
		return ""
	}
	switch d.Actors[m.Actors[0]].Kind {
	case "person", "leader", "official":
		return "PER"
	case "state":
		return "LOC"
	case "people":
		return "NORP"
	}
	return "ORG"
}

// tokensUnder returns the tokens [first, last) that lie inside a span.
func tokensUnder(d *doc.Document, s doc.Span) (first, last int) {
	first, _ = slices.BinarySearchFunc(d.Tokens, s.Start, func(t doc.Token, at int) int { return cmp.Compare(t.Start, at) })
	for last = first; last < len(d.Tokens) && d.Tokens[last].End <= s.End; last++ {
	}
	return first, last
}
