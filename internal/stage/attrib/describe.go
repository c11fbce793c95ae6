package attrib

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// describe tells of every teller that is a person without a name what the text
// says of it: "two senior officials of the ministry, who asked not to be named".
func (r *reader) describe() {
	seen, named := map[doc.Span]doc.Teller{}, map[string]string{}
	kept := r.keptBack()
	for i := range r.d.Statements {
		chain := r.d.Statements[i].Chain
		for k := range chain {
			t, ok := seen[chain[k].Span]
			if !ok {
				t = r.described(chain[k], kept)
				seen[chain[k].Span] = t
			}
			if chain[k].Actor < 0 && r.d.Of(chain[k].Span) == chain[k].Name {
				named[chain[k].Name] = t.Name
			} else if n, ok := named[chain[k].Name]; ok && chain[k].Actor < 0 {
				t.Name = n // "he", who is "its chief" further up
			}
			chain[k] = t
		}
	}
}

// phraseAt is a noun phrase that stands for a teller.
type phraseAt struct {
	first, last, head int
}

func (r *reader) described(t doc.Teller, kept []doc.Span) doc.Teller {
	d := r.d
	p, ok := r.phraseOf(t)
	if !ok || t.Actor < 0 && d.Of(t.Span) != t.Name {
		return t // the last are several: "the two leaders"
	}
	name := r.nameOf(p)
	if !r.isUnnamed(t, p) {
		if t.Actor < 0 || !r.isNamed(t.Actor) && (len(name) > len(t.Name) || !r.pointsBack(p) || d.Kid(p.head, "nummod") >= 0) {
			t.Name = name // "Tass news agency"
		}
		return t
	}
	t.Name = name
	if t.Span.Start >= d.Tokens[p.first].Start && t.Span.End <= d.Tokens[p.last-1].End {
		t.Span = d.TokenSpan(p.first, p.last) // the mention leaves out "close to the palace"
	}
	t.Unnamed = &doc.Unnamed{Noun: p.head, One: r.single(p), Body: r.bodyOf(t, p), Withheld: r.withheldFor(p, kept)}
	return t
}

// phraseOf returns the phrase that says who a teller is: where it stands or, for a
// pronoun or "the official", where the report brought it up.
func (r *reader) phraseOf(t doc.Teller) (phraseAt, bool) {
	d := r.d
	if t.Span.Empty() {
		return phraseAt{}, false
	}
	own := r.phraseIn(t.Span)
	if t.Actor < 0 || !r.pointsBack(own) {
		return own, d.Tags[own.head].POS != doc.PRON
	}
	longest := own
	for m := range d.Mentions {
		men := &d.Mentions[m]
		if len(men.Actors) != 1 || men.Actors[0] != t.Actor || men.As == doc.AsPronoun || men.Start >= t.Start {
			continue
		}
		p := r.phraseIn(men.Span)
		if !r.pointsBack(p) {
			return p, true
		}
		if p.last-p.first > longest.last-longest.first {
			longest = p // "the Turkish official", later "the official"
		}
	}
	return longest, d.Tags[longest.head].POS != doc.PRON
}

// phraseIn is the noun phrase in a stretch of text, with what restricts it behind:
// "people familiar with the talks", "an officer briefed on the raid".
func (r *reader) phraseIn(s doc.Span) phraseAt {
	d := r.d
	first, last := tokenFrom(d, s.Start), tokenFrom(d, s.End)
	p := phraseAt{first: first, last: max(last, first+1), head: first}
	for t := first; t < p.last; t++ {
		if up := d.Arcs[t].Head; up < first || up >= p.last {
			p.head = t
			break
		}
	}
	for _, k := range d.Kids(p.head) {
		if f, _ := d.Subtree(int(k)); d.IsRel(int(k), "nummod") && f >= first-3 {
			p.first = min(p.first, f) // "At least four residents"
		}
	}
	if k := d.Kid(p.head, "nmod:poss"); k >= 0 && d.Tags[k].POS == doc.NOUN && r.mentionOf(k) < 0 {
		if f, l := d.Subtree(k); l == p.first && f >= first-5 {
			p.first = f // "the pilots' union"
		}
	}
	if h := r.counted(p); h >= 0 {
		p.head = h
	}
	if d.Tags[p.head].POS != doc.NOUN {
		return p
	}
	for end := p.last; end < len(d.Tokens) && end < p.last+12; {
		next := r.restricts(p, end)
		if next <= end {
			break
		}
		end, p.last = next, next
	}
	return p
}

// counted is who is counted in "dozens of witnesses", "one of the envoys", "a
// group of doctors"; or -1.
func (r *reader) counted(p phraseAt) int {
	d := r.d
	if d.Tags[p.head].POS != doc.NUM && !r.plural(p.head) && d.Lemma(p.first) != "a" || r.isPerson(p.head) && d.Tags[p.head].POS == doc.NOUN {
		return -1
	}
	for _, k := range d.Kids(p.head) {
		if k := int(k); k > p.head && k < p.last && d.IsRel(k, "nmod") && r.marked(k, "of") && r.isPerson(k) {
			return k
		}
	}
	return -1
}

// restricts returns the end of a modifier of the phrase that begins at a token, or
// that token where there is none.
func (r *reader) restricts(p phraseAt, at int) int {
	d := r.d
	if d.Tags[at].POS == doc.PUNCT {
		return at
	}
	for _, k := range d.Kids(p.head) {
		k := int(k)
		f, l := d.Subtree(k)
		if f != at || l <= at || l > at+12 {
			continue
		}
		switch {
		case d.IsRel(k, "amod", "nmod"), d.IsRel(k, "acl") && !d.IsRel(k, "acl:relcl") && d.Kid(k, "nsubj", "csubj") < 0 && !r.tells(k) && !r.onlyHears(k):
			return l
		}
	}
	return at
}

// tells reports whether some statement's cue stands at token t.
func (r *reader) tells(t int) bool {
	return slices.ContainsFunc(r.drafts, func(f draft) bool { return f.cueTok == t })
}

// nameOf is a phrase as written without its article. "Its envoy" is whose it is where
// that is a state or body ("Turkey's envoy"), and else only the envoy.
func (r *reader) nameOf(p phraseAt) string {
	d := r.d
	first := r.pastArticle(p)
	name := d.Of(d.TokenSpan(first, p.last))
	if first == p.first || d.Tags[p.first].POS != doc.PRON {
		return name
	}
	if m, ok := r.mentions[p.first]; ok && len(d.Mentions[m].Actors) == 1 {
		switch a := &d.Actors[d.Mentions[m].Actors[0]]; a.Kind {
		case "state", "agency", "organisation", "military", "group", "party", "company":
			return a.Name + "'s " + name
		}
	}
	return name
}

func (r *reader) pastArticle(p phraseAt) int {
	d := r.d
	if d.Tags[p.first].POS == doc.PRON && d.IsRel(p.first, "nmod:poss") && p.first+1 < p.last {
		return p.first + 1
	}
	if d.Tags[p.first].POS == doc.DET && p.first+1 < p.last {
		switch d.Lemma(p.first) {
		case "the", "a", "an":
			return p.first + 1
		}
	}
	return p.first
}

// pointsBack: "he", "the official".
func (r *reader) pointsBack(p phraseAt) bool {
	d := r.d
	switch d.Tags[p.first].POS {
	case doc.PRON:
		return true
	case doc.DET:
		switch d.Lemma(p.first) {
		case "the", "this", "that", "these", "those":
			return true
		}
	}
	return false
}

func (r *reader) isPerson(t int) bool {
	k := r.lex.tellers[strings.ToLower(r.d.Lemma(t))]
	return k == "person" || k == "office"
}

// isUnnamed reports whether a teller is a person or persons whom the report does
// not name, nor tells by an office that only one holds: "the governor of Kherson".
func (r *reader) isUnnamed(t doc.Teller, p phraseAt) bool {
	d := r.d
	if d.Tags[p.head].POS == doc.PROPN || !r.isPerson(p.head) {
		return false
	}
	if t.Actor >= 0 {
		switch a := &d.Actors[t.Actor]; {
		case a.Kind == "leader" || a.Kind == "state" || r.isNamed(t.Actor):
			return false
		case (a.Kind == "group" || a.Kind == "military") && r.definite(p.head) && r.plural(p.head):
			return false // "the rebels" are one side, not some rebels
		}
	}
	if r.lex.tellers[strings.ToLower(d.Lemma(p.head))] == "office" && r.definite(p.head) && !r.plural(p.head) {
		return d.Kid(p.head, "nmod", "compound", "amod", "nmod:poss") < 0
	}
	return true
}

// isNamed reports whether the report names an actor, or the lexicon knows it: it
// has an id of its own, not "p1".
func (r *reader) isNamed(actor int) bool {
	a := &r.d.Actors[actor]
	if a.ID != "" && (a.ID[0] != 'p' || strings.Trim(a.ID[1:], "0123456789") != "") {
		return true
	}
	return slices.ContainsFunc(r.d.Mentions, func(m doc.Mention) bool {
		return m.As == doc.AsName && len(m.Actors) == 1 && m.Actors[0] == actor
	})
}

func (r *reader) plural(t int) bool { return r.d.Tags[t].Feat("Number") == "Plur" }

// single: "an official", "one of the envoys", "the official".
func (r *reader) single(p phraseAt) bool {
	d := r.d
	if d.Tags[p.first].POS == doc.NUM || d.Tags[p.first].POS == doc.PRON {
		return d.Lemma(p.first) == "one"
	}
	if r.plural(p.head) || d.Kid(p.head, "nummod") >= 0 {
		return false
	}
	k := d.Kid(p.head, "det", "nmod:poss")
	return k >= 0 && d.Tags[p.head].Feat("Number") == "Sing"
}

// bodyOf returns the body that the persons of a phrase belong to: "a spokesman for
// the ministry", "sources in the army"; or -1.
func (r *reader) bodyOf(t doc.Teller, p phraseAt) int {
	d := r.d
	best, at := -1, 0
	for m := range d.Mentions {
		men := &d.Mentions[m]
		if len(men.Actors) != 1 || men.Actors[0] == t.Actor || men.First < p.first || men.Last > p.last || men.Head == p.head {
			continue
		}
		switch d.Actors[men.Actors[0]].Kind {
		case "agency", "organisation", "military", "group", "party", "media", "company":
		default:
			continue
		}
		h := men.Head
		for h != p.head && h >= p.first && h < p.last && d.IsRel(h, "compound", "flat", "amod") {
			h = d.Arcs[h].Head // "a Foreign Ministry spokesman"
		}
		belongs := h == p.head || d.Arcs[h].Head == p.head && (d.IsRel(h, "nmod:poss") || d.IsRel(h, "nmod") && r.marked(h, "of", "for", "from", "in", "at", "with"))
		if belongs && men.Last-men.First > at {
			best, at = men.Actors[0], men.Last-men.First
		}
	}
	return best
}

// keptBack finds the words by which the report says that it keeps a name back.
func (r *reader) keptBack() []doc.Span {
	var out []doc.Span
	for i := range r.d.Tokens {
		for _, w := range r.lex.withheld[strings.ToLower(r.d.Word(i))] {
			if n := r.matches(&r.d.Sentences[r.d.SentenceOf(i)], i, w); n > 0 {
				out = append(out, r.d.TokenSpan(i, i+n))
				break
			}
		}
	}
	return out
}

// withheldFor returns which of these words are of the persons of a phrase: those in
// it, else the next behind it in its sentence, else one before it.
func (r *reader) withheldFor(p phraseAt, kept []doc.Span) doc.Span {
	d := r.d
	sent := d.Sentences[d.SentenceOf(p.head)].Span
	at := d.TokenSpan(p.first, p.last)
	var found doc.Span
	for _, s := range kept {
		switch {
		case !sent.Covers(s) || r.personBetween(at, s):
		case at.Covers(s):
			return s
		case found.Empty() || s.Start >= at.End && found.Start < at.Start:
			found = s
		}
	}
	return found
}

// personBetween reports whether some other person stands between two stretches.
func (r *reader) personBetween(a, b doc.Span) bool {
	if b.Start < a.Start {
		a, b = b, a
	}
	for t := tokenFrom(r.d, a.End); t < len(r.d.Tokens) && r.d.Tokens[t].Start < b.Start; t++ {
		if r.isPerson(t) && r.d.Tags[t].POS == doc.NOUN {
			return true
		}
	}
	return false
}

// readWithheld reads those words, by the first of them.
func (lex *knowledge) readWithheld(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/withheld.tsv", "words", "example", "source")
	if err != nil {
		return err
	}
	lex.withheld = map[string][]string{}
	var faults []error
	for _, row := range t.Rows {
		if row.Get("example") == "" {
			faults = append(faults, row.Errorf("no example, expected one"))
		}
		for _, w := range row.List("words") {
			first, _, _ := strings.Cut(w, " ")
			lex.withheld[first] = append(lex.withheld[first], w)
		}
	}
	return errors.Join(faults...)
}
