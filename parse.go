package dragoman

import (
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
		if k := d.PredicateAt(i); k >= 0 && k < len(d.Status) && d.Status[k].Modality != "" {
			misc = append(misc, "Status="+string(d.Status[k].Modality))
		}
		return strings.Join(misc, "|")
	}
}

// entityTags tells for each token which name it begins or goes on. Places go
// first and actors over them: in "Moscow said" the city is an actor, but its
// name is still that of a place.
func entityTags(d *doc.Document) []string {
	tags := make([]string, len(d.Tokens))
	for _, p := range d.Places {
		first, last := tokensUnder(d, p.Span)
		put(tags, first, last, "LOC")
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if label := entityLabel(d, m); label != "" {
			put(tags, m.First, m.Last, label)
		}
	}
	return tags
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
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Tokens[m].Start < s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for first, last = lo, lo; last < len(d.Tokens) && d.Tokens[last].End <= s.End; last++ {
	}
	return first, last
}
