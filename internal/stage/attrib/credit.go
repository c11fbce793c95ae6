package attrib

import "dragoman/internal/doc"

// credits finds the agencies that the report's head and foot credit it to:
// "(Reuters) -" in the dateline, "By The Associated Press", "-- AFP" at the end.
func (r *reader) credits() {
	d := r.d
	for s := range d.Sentences {
		sent := &d.Sentences[s]
		if !r.creditable(s) {
			continue
		}
		var found []doc.CreditLine
		rest, part := sent.First, false
		if sent.Kind == doc.Body {
			rest = r.tail(sent)
		}
		for i := range d.Mentions {
			m := &d.Mentions[i]
			if m.First < rest || m.Last > sent.Last || len(m.Actors) != 1 || m.As != doc.AsName || d.Actors[m.Actors[0]].Kind != "media" {
				continue
			}
			part = part || r.says(sent, rest, m.First)
			rest = m.Last
			a := m.Actors[0]
			found = append(found, doc.CreditLine{Teller: doc.Teller{Span: m.Span, Actor: a, Name: d.Actors[a].Name}})
		}
		part = part || r.says(sent, rest, sent.Last)
		if part && sent.Kind == doc.Body {
			continue
		}
		for _, c := range found {
			c.Part = part && sent.Kind != doc.DateLine && sent.Kind != doc.Byline
			d.Credits = append(d.Credits, c)
		}
	}
}

// creditable reports whether a sentence may credit the report to an agency: a line
// of its head or foot, or the agency alone at the end of its last paragraph.
func (r *reader) creditable(s int) bool {
	sent := &r.d.Sentences[s]
	switch sent.Kind {
	case doc.Byline, doc.DateLine, doc.Credit:
		return true
	case doc.Body:
		return s == len(r.d.Sentences)-1 && (r.tail(sent) > sent.First || sent.Last-sent.First < 6)
	}
	return false
}

// tail is where brackets begin that end a sentence: "... were freed. (AP)"; or the
// sentence's own first token.
func (r *reader) tail(sent *doc.Sentence) int {
	for t := sent.Last - 3; t > sent.First && t >= sent.Last-7 && r.d.Word(sent.Last-1) == ")"; t-- {
		if r.d.Word(t) == "(" {
			return t
		}
	}
	return sent.First
}

// says reports whether a stretch of a line says more than a name: "contributed to
// this report", "With files from". A label does not: "Source:", "By".
func (r *reader) says(sent *doc.Sentence, first, last int) bool {
	d := r.d
	for t := first; t < last; t++ {
		switch d.Tags[t].POS {
		case doc.PUNCT, doc.SYM, doc.CCONJ, doc.DET, doc.ADP, doc.PROPN:
		default:
			if t != sent.First || t+1 >= sent.Last || d.Word(t+1) != ":" {
				return true
			}
		}
	}
	return false
}
