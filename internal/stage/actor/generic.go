package actor

import (
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// pending is an agent word whose bearer later sieves decide: "the agency",
// "the two leaders", "their government".
type pending struct {
	mention int // in found
	party   int // stands for it until then
	ph      phrase
	hit     *hit
	key     string // of the generic party it becomes when nobody is found
}

// composeTerm reads a phrase around an agent or office word with no name.
func (r *reading) composeTerm(h *hit) {
	if h.first > 0 && isHyphen(r.d.Word(h.first-1)) && r.hitOf(h.first-2) == nil || h.last < len(r.d.Tokens) && isHyphen(r.d.Word(h.last)) {
		return // "all-girl", "people-smugglers"
	}
	if r.d.Tags[h.last-1].POS == doc.ADJ && r.d.IsRel(h.last-1, "amod") && !r.isPeople(h) {
		return // "the Muslim world"
	}
	ph := r.leftward(h.first, h.last)
	ph.former = ph.former || r.formerPrefix(h)
	core := *h
	ph.terms = append([]*hit{&core}, ph.terms...)
	h.used = true
	if b := r.sameBody(&ph); b >= 0 {
		// "the Interfax news agency" is Interfax itself.
		r.mentionPhrase(&ph, doc.AsName, "body and its own kind", b)
		return
	}
	in := r.describe(&ph)
	in.kind, in.plural, in.word = r.termKind(h), h.Plural, r.termWord(h)
	if r.isRole(&ph, h) {
		return
	}
	if f, ok := r.referAs(in.word, "sole"); ok && len(in.countries) == 0 {
		in.countries = f.to // "the Pope"
	}
	own := in.of >= 0 || len(in.countries) > 0 || ph.person >= 0
	if r.rightward(&ph, &in) {
		own = true
	}
	if _, ok := r.referAs(in.word, "organ"); ok && !own && len(ph.terms) == 1 && ph.pronoun < 0 {
		return // "the use of force", "a member"
	}
	n := len(r.found)
	why := r.settled(&ph, &in) + r.ofPeople(&ph, &in) + r.sent(&ph, &in)
	r.denoteTerm(&core, &ph, &in, own)
	if n < len(r.found) {
		r.found[n].Why += why
	}
}

// denoteTerm makes the mention of whom the phrase of a term denotes: somebody
// known, one of several states each, or a party that goes by the phrase. own: it
// says whose it is.
func (r *reading) denoteTerm(core *hit, ph *phrase, in *intro, own bool) {
	if in.kind == "state" && !in.plural && in.of >= 0 && r.parties[in.of].Kind == "state" && !r.isPart(ph) {
		r.mentionPhrase(ph, doc.AsName, "state of its name", in.of) // "the state of Israel"
		return
	}
	r.quantified(ph)
	if own && r.resolveOffice(ph, in) {
		return
	}
	if len(in.countries) > 1 {
		r.several(ph, *in)
		return
	}
	p := r.generic(ph, in, core)
	key := r.genericKey(ph, in)
	one := ph.definite && !ph.none && (!own || r.isOne(in) && !ph.former)
	if one || ph.pronoun >= 0 {
		at := r.add(key+"#"+strconv.Itoa(core.first), p)
		r.mentionPhrase(ph, doc.AsNominal, "agent "+in.word, at)
		r.pendings = append(r.pendings, pending{len(r.found) - 1, at, *ph, core, key})
		return
	}
	r.mentionPhrase(ph, doc.AsNominal, "agent "+in.word, r.add(key, p))
}

// isRole tells the bare name of an office from somebody who holds it: "he ran for
// president", "she became minister".
func (r *reading) isRole(ph *phrase, h *hit) bool {
	if h.Plural || h.Kind != actors.OfficeTitle || ph.definite || r.d.Tags[ph.first].POS == doc.DET || len(ph.states) > 0 {
		return false
	}
	if r.d.IsRel(ph.head, "xcomp") || r.d.Kid(ph.head, "cop") >= 0 {
		return true
	}
	c := r.d.Kid(ph.head, "case")
	return c >= 0 && (r.d.Word(c) == "as" || r.d.Word(c) == "for")
}

// isOne reports whether a term denotes one person: "the Russian leader".
func (r *reading) isOne(in *intro) bool {
	return !in.plural && (in.kind == "leader" || in.kind == "official" || in.kind == "person")
}

// sameBody returns the body that a term of its own kind stands by, or -1.
func (r *reading) sameBody(ph *phrase) int {
	if len(ph.bodies) != 1 || len(ph.terms) != 1 || ph.terms[0].Plural || ph.person >= 0 {
		return -1
	}
	b, h := r.parties[ph.bodies[0]], ph.terms[0]
	if k := r.termKind(h); k == b.Kind && (r.termSector(h) == b.Sector || r.termSector(h) == "") || r.termSector(h) == b.Sector && b.Sector != "" && k != "official" && k != "leader" && k != "people" && k != "person" && k != "military" {
		return ph.bodies[0]
	}
	return -1
}

// mentionPhrase adds the mention of a phrase.
func (r *reading) mentionPhrase(ph *phrase, as doc.As, why string, parties ...int) *mention {
	return r.mention(ph.first, ph.last, as, why, parties...)
}

// rightward takes country, sector and extent from what follows the term: "of
// Chad", "for the foreign ministry", "in Iraq". It reports whether something
// was there.
func (r *reading) rightward(ph *phrase, in *intro) bool {
	k, parties := r.argument(ph.head, "of", "for", "from", "at", "in", "within")
	if k < 0 {
		return false
	}
	prep := strings.ToLower(r.d.Word(r.d.Kid(k, "case")))
	first := &r.parties[parties[0]]
	where := prep == "in" || prep == "within" || prep == "at"
	if ph.pronoun >= 0 && (where || prep == "from") {
		return false // "its ambassador from Ankara", "their troops in Iraq" are the owner's
	}
	_, organ := r.referAs(in.word, "organ")
	// Soldiers, envoys and reporters are mostly sent to where they are.
	if where && !organ && (in.sector == "MIL" || in.sector == "JRN" || in.sector == "IGO" || in.sector == "NGO" || first.Kind != "state" && prep != "at") {
		return false
	}
	if prep == "for" && first.Kind == "state" && in.sector != "GOV" && in.sector != "" {
		return false
	}
	if len(in.countries) == 0 {
		for _, p := range parties {
			if c := r.parties[p].Country; c != "" && !slices.Contains(in.countries, c) {
				in.countries = append(in.countries, c)
			}
		}
	}
	if in.sector == "" && !where {
		in.sector = first.Sector
		if in.sector == "" && first.Kind == "state" && (in.kind == "leader" || in.kind == "official") {
			in.sector = "GOV"
		}
	}
	if prep == "of" && first.Kind != "state" && in.sector == "GOV" && first.Sector != "" && first.named {
		in.sector = first.Sector // the president of a court, of a union
	}
	in.of = parties[0]
	if m := r.at(k); m != nil {
		ph.last = max(ph.last, m.Last)
	}
	return true
}

// quantified widens a phrase over what counts it: "hundreds of thousands of
// protesters", "a group of men". The count becomes its head.
func (r *reading) quantified(ph *phrase) {
	for range 3 {
		g := r.d.Arcs[ph.head].Head
		if g < 0 || g >= ph.first || !r.d.IsRel(ph.head, "nmod", "obl") {
			return
		}
		c := r.d.Kid(ph.head, "case")
		if c < 0 || !strings.EqualFold(r.d.Word(c), "of") {
			return
		}
		if _, ok := r.referAs(strings.ToLower(r.d.Word(g)), "quantity"); !ok && r.d.Tags[g].POS != doc.NUM {
			return
		}
		ph.first, ph.head = g, g
		for _, k := range r.d.Kids(g) {
			if r.d.IsRel(int(k), "det", "nummod", "amod", "advmod") {
				ph.first = min(ph.first, int(k))
			}
		}
	}
}

// several makes one party for each country of "Soviet or Russian leaders".
func (r *reading) several(ph *phrase, in intro) {
	var ps []int
	for _, c := range in.countries {
		one := in
		one.countries = []string{c}
		ps = append(ps, r.add(r.genericKey(ph, &one), r.generic(ph, &one, ph.terms[0])))
	}
	r.mentionPhrase(ph, doc.AsNominal, "agent "+in.word+" of several", ps...)
}

// generic is the party of an agent word: "Turkish police".
func (r *reading) generic(ph *phrase, in *intro, h *hit) party {
	p := party{Actor: doc.Actor{ID: r.newID(), Kind: in.kind, Country: in.country(), Sector: in.sector}, plural: in.plural, of: in.of}
	if p.Kind == "state" && p.Country != "" {
		p.Kind = "organisation"
	}
	p.Name = r.genericName(ph, in)
	p.code = r.composed(ph, in)
	p.titles = map[string]bool{actors.Fold(in.word): true}
	if h.Kind == actors.OfficeTitle && in.country() != "" && !in.plural {
		switch {
		case in.of >= 0 && r.parties[in.of].Kind != "state":
			p.Role = titleCase(in.word) + " of " + r.parties[in.of].Name // "the Hezbollah leader"
		case r.isPart(ph):
			p.Role = titleCase(in.word) // "the Bosnian Serb leader" does not lead Bosnia
		default:
			p.Role = r.role(in.word, in.country())
		}
	}
	if h.Kind == actors.OfficeTitle && !in.plural && ph.definite && !ph.former && len(ph.terms) == 1 && !r.ofSomething(ph.head) {
		p.office = actors.Fold(in.word)
	}
	switch {
	case h.Kind == actors.AgentWord:
		p.home = r.Agents[h.Row].Home
		if p.home == "yes" && in.plural && strings.ToLower(r.d.Of(h.Span)) != r.Agents[h.Row].Lemma {
			p.home = "" // "governments" are not one state's
			if p.Kind == "party" || p.Kind == "agency" || p.Kind == "military" {
				p.home = "crowd"
			}
		}
	case in.plural:
		p.home = "crowd"
	case in.kind == "leader" || in.kind == "official":
		p.home = "person"
	case in.sector == "OPP" || in.sector == "REB":
		p.home = "crowd" // "freed the opposition leader"
	}
	if ph.none || in.of >= 0 && p.Country == "" && !r.parties[in.of].one || r.ofUnknown(ph) {
		p.home = ""
	}
	return p
}

// ofSomething reports whether the noun has its own "of": "the president of the
// football club" is not the country's.
func (r *reading) ofSomething(head int) bool {
	for _, k := range r.d.Kids(head) {
		if c := r.d.Kid(int(k), "case"); c >= 0 && r.d.IsRel(int(k), "nmod") && r.d.Word(c) == "of" {
			return true
		}
	}
	return false
}

// ofUnknown reports whether an unknown name stands before the agent word: "the
// Otuoro government" need not be the story's.
func (r *reading) ofUnknown(ph *phrase) bool {
	for t := ph.first; t < ph.core[0]; t++ {
		if r.unsure[t] && r.hitAt[t] == 0 {
			return true // "the Congolese army" is of one of two states, not the story's
		}
		if r.d.Tags[t].POS == doc.PROPN && r.freeCapital(t) && !r.isPeople(r.hitOf(t)) && r.d.SentenceOf(t) < len(r.d.Sentences) && t != r.d.Sentences[r.d.SentenceOf(t)].First {
			return true
		}
	}
	return false
}

// genericKey tells generic parties of a report apart: by country, by the body
// they belong to, and by their words.
func (r *reading) genericKey(ph *phrase, in *intro) string {
	words := r.modified(ph)
	if r.isPart(ph) {
		words = r.nameOf(r.withoutDeterminer(ph), ph.last)
	}
	return "any:" + in.country() + ":" + strconv.Itoa(in.of) + ":" + strings.ToLower(words)
}

// genericName is what a generic party is called: "Government of Turkey",
// "Turkish police", "opposition parties".
func (r *reading) genericName(ph *phrase, in *intro) string {
	s := r.States.Code(in.country())
	words := r.modified(ph)
	switch {
	case in.of >= 0 && r.parties[in.of].Kind != "state" || ph.person >= 0 || r.isPart(ph):
		return r.nameOf(r.withoutDeterminer(ph), ph.last)
	case s == nil:
		return words
	case in.sector == "GOV" && (in.kind == "organisation" || in.kind == "leader") && !in.plural && len(ph.terms) > 0:
		return titleCase(words) + " of " + s.WithArticle()
	case len(s.Adjectives) > 0:
		return s.Adjectives[0] + " " + words
	}
	return words + " of " + s.WithArticle()
}

// modified is the core of a phrase with its agent words, without states,
// determiners and counts.
func (r *reading) modified(ph *phrase) string {
	first := ph.core[0]
	for _, h := range ph.terms {
		first = min(first, h.first)
	}
	for t := first - 1; t >= ph.first && r.hitAt[t] == 0 && (r.d.Tags[t].POS == doc.ADJ || r.d.Tags[t].POS == doc.NOUN) && t >= ph.core[0]-4; t-- {
		first = t
	}
	var b strings.Builder
	for t := first; t < ph.core[1]; t++ {
		if h := r.hitOf(t); h != nil && h.Kind < actors.OfficeTitle {
			continue
		}
		if b.Len() > 0 && r.d.Tokens[t-1].End < r.d.Tokens[t].Start {
			b.WriteByte(' ')
		}
		b.WriteString(r.d.Word(t))
	}
	return b.String()
}

func (r *reading) withoutDeterminer(ph *phrase) int {
	if r.d.Tags[ph.first].POS == doc.DET && ph.first < ph.core[0] {
		return ph.first + 1
	}
	return ph.first
}
