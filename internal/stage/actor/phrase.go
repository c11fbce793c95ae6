package actor

import (
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// phrase is a name or agent word with what stands to its left: "former North
// Korean leader".
type phrase struct {
	first, last int // tokens of the whole
	core        [2]int
	head        int
	terms       []*hit // office and agent words before the core, nearest first
	states      []int  // parties
	bodies      []int  // organisations it belongs to
	person      int    // whose it is: "Assad's regime", "the Trump administration"; or -1
	pronoun     int    // token of "his", "their"; or -1
	honorific   title
	hasTitle    bool
	definite    bool // "the", "this", a possessor
	none        bool // "no", "any"
	mixed       bool // two states side by side: "Bosnian Serb"
	former      bool
	number      int // "two leaders"
}

// leftward reads the phrase to the left of the core [first, last).
func (r *reading) leftward(first, last int) phrase {
	p := phrase{first: first, last: last, core: [2]int{first, last}, person: -1, pronoun: -1}
	p.head = r.headOf(first, last)
	start := 0
	if first < len(r.d.Tokens) {
		start = r.d.Sentences[r.d.SentenceOf(first)].First
	}
	for t := first - 1; t >= start; {
		next := r.step(&p, t, start)
		if next == t {
			break
		}
		t = next
	}
	p.head = r.headOf(p.first, p.last)
	return p
}

// step takes up the unit that ends at token t and returns the token before it,
// or t when the phrase starts after t.
func (r *reading) step(p *phrase, t, start int) int {
	if next, ok := r.titleOf(p, t, start); ok {
		return next
	}
	if h := r.hitOf(t); h != nil {
		return r.stepHit(p, h, t)
	}
	word := r.d.Word(t)
	switch r.d.Tags[t].POS {
	case doc.DET:
		r.determine(p, strings.ToLower(word))
		p.first = t
		return t - 1
	case doc.PRON:
		if _, ok := r.referAs(strings.ToLower(word), "pronoun"); ok && r.d.IsRel(t, "nmod:poss") && r.linked(t, p) {
			p.pronoun, p.definite, p.first = t, true, t
		}
		return t
	case doc.PART:
		return r.stepPossessor(p, t)
	case doc.PUNCT, doc.SYM:
		if h := r.hitOf(t - 3); word == ")" && t-3 >= start && r.d.Word(t-2) == "(" && h != nil && h.Kind == actors.BodyName {
			p.first = t - 2 // "Organisation of Islamic Cooperation (OIC) head NAME"
			return t - 3
		}
		if isHyphen(word) {
			return r.stepJoined(p, t, start)
		}
		if word == "," && r.listed(p, t) {
			return t - 1
		}
		return t
	case doc.CCONJ:
		if r.listed(p, t) {
			return t - 1
		}
		return t
	case doc.NUM:
		if !r.linked(t, p) {
			return t
		}
		p.number, p.first = smallNumber(strings.ToLower(word)), t
		return t - 1
	case doc.VERB:
		// A participle may stand between: "the ousted Turkish president".
		if r.d.IsRel(t, "amod") && r.linked(t, p) {
			if c, ok := r.referAs(strings.ToLower(word), "joined"); ok && t-2 >= start && isHyphen(r.d.Word(t-1)) {
				return r.joined(p, c, t)
			}
			p.former = p.former || r.isFormer(word)
			p.first = t
			return t - 1
		}
		return t
	case doc.ADJ, doc.NOUN, doc.PROPN, doc.ADV, doc.X:
		if _, ok := r.address(t); !r.linked(t, p) && !(ok && t == p.first-1 && r.hitOf(p.core[0]) == nil) {
			return t
		}
		if c, ok := r.referAs(strings.ToLower(word), "joined"); ok && t-2 >= start && isHyphen(r.d.Word(t-1)) {
			return r.joined(p, c, t)
		}
		if ti, ok := r.address(t); ok && len(p.terms) == 0 {
			p.honorific, p.hasTitle = ti, true
		}
		p.former = p.former || r.isFormer(word)
		p.first = t
		return t - 1
	}
	return t
}

// titleOf takes up a whole title before a name: "President of Ukraine", "Ambassador
// to Germany". The state of the second is not that of its bearer.
func (r *reading) titleOf(p *phrase, t, start int) (next int, ok bool) {
	what := r.hitOf(t)
	if p.first != p.core[0] || what == nil || what.Kind > actors.BodyName || what.Kind == actors.PersonName || what.first-2 < start || !r.capital(p.core[0]) {
		return t, false
	}
	of := what.first - 1
	if strings.EqualFold(r.d.Word(of), "the") {
		of--
	}
	prep := r.d.Word(of)
	office := r.hitOf(of - 1)
	if prep != "of" && prep != "to" || office == nil || office.Kind < actors.OfficeTitle || office.Plural || office.first < start {
		return t, false
	}
	if prep == "of" && what.Kind == actors.BodyName {
		p.bodies = append(p.bodies, r.body(what.Row))
	} else if prep == "of" {
		p.states = append(p.states, r.state(what.Row))
	}
	p.terms = append(p.terms, office)
	office.used = true
	p.first = office.first
	return office.first - 1, true
}

// address returns the form of address or rank at token t, if it has its capital:
// "Major Otuoro" is a soldier, "a major source" is not.
func (r *reading) address(t int) (title, bool) {
	w := strings.TrimSuffix(r.d.Word(t), ".")
	if !r.capital(t) {
		return title{}, false
	}
	if ti, ok := r.titles[w]; ok {
		return ti, true
	}
	ti, ok := r.titles[strings.ToLower(w)]
	return ti, ok
}

func (r *reading) isFormer(word string) bool {
	_, ok := r.referAs(strings.ToLower(word), "former")
	return ok
}

func (r *reading) determine(p *phrase, word string) {
	switch word {
	case "the", "this", "that", "these", "those":
		p.definite = true
	case "no", "any", "every", "each":
		p.none = true
	case "both":
		p.definite, p.number = true, 2
	}
}

// stepHit takes up a known name or term before the core.
func (r *reading) stepHit(p *phrase, h *hit, t int) int {
	if !r.linked(h.last-1, p) && !r.linked(r.headOf(h.first, h.last), p) && !r.precedes(h, p) {
		return t
	}
	switch h.Kind {
	case actors.StateName, actors.StateAdj, actors.StateSeat, actors.StatePeople:
		if r.shielded(h) {
			break
		}
		if len(p.states) > 0 && !r.separated(h.last) {
			if p.first == h.last { // "Bosnian Serb": two states side by side are neither's government
				p.mixed = true
				return t
			}
		}
		p.states = append(p.states, r.state(h.Row))
	case actors.BodyName:
		p.bodies = append(p.bodies, r.body(h.Row))
	case actors.PersonName:
		p.person = r.person(h.Row)
	default:
		if len(p.terms) == 0 && h.Plural && p.core[1]-p.core[0] == 1 && r.hitOf(p.core[0]) == nil && r.d.Tags[p.core[0]].POS != doc.PROPN {
			return t
		}
		if r.isOrgan(h) {
			if p.first == p.core[0] && r.hitOf(p.core[0]) == nil {
				return t // "Task Force NAME"
			}
			break // "a Brazilian Wheat Board spokesman"
		}
		p.former = p.former || r.formerPrefix(h)
		p.terms = append(p.terms, h)
		h.used = true
	}
	p.first = h.first
	return h.first - 1
}

// formerPrefix reports whether a term is the end of a word that says it is no
// more: "ex-president".
func (r *reading) formerPrefix(h *hit) bool {
	start := r.d.Tokens[h.first].Start
	return start < h.Start && r.isFormer(strings.TrimRight(r.d.Text[start:h.Start], "-–‐"))
}

// isOrgan reports whether a term denotes somebody only with its owner and is no
// title.
func (r *reading) isOrgan(h *hit) bool {
	_, organ := r.referAs(r.termWord(h), "organ")
	_, heading := r.referAs(r.termWord(h), "heading")
	return organ && !heading
}

// stepPossessor takes up "Russia's" before the core.
func (r *reading) stepPossessor(p *phrase, t int) int {
	if w := r.d.Word(t); !strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "'") && !strings.HasSuffix(w, "’") || t == 0 {
		return t
	}
	h := r.hitOf(t - 1)
	if h == nil || !r.linked(r.headOf(h.first, h.last), p) {
		return t
	}
	p.definite = true
	switch h.Kind {
	case actors.StateName, actors.StateSeat:
		if len(p.states) == 0 {
			p.states = append(p.states, r.state(h.Row))
		}
	case actors.BodyName:
		p.bodies = append(p.bodies, r.body(h.Row))
	case actors.PersonName:
		p.person = r.person(h.Row)
	case actors.OfficeTitle, actors.AgentWord:
		core := r.hitOf(p.core[0])
		if n := len(p.terms); n > 0 {
			core = p.terms[n-1]
		}
		if core == nil || core.Kind < actors.OfficeTitle || r.termSector(core) != "" {
			return t
		}
		// "the Lebanese president's office", "the ministry's spokesman NAME"
		p.terms = append(p.terms, h)
		p.first = h.first
		return h.first - 1
	default:
		return t
	}
	p.first = h.first
	return r.beforeDeterminer(p, h.first-1)
}

// beforeDeterminer takes up an article before a possessor and ends the phrase.
func (r *reading) beforeDeterminer(p *phrase, t int) int {
	if t >= 0 && r.d.Tags[t].POS == doc.DET && r.d.SentenceOf(t) == r.d.SentenceOf(p.first) {
		p.first = t
	}
	return -1
}

// stepJoined looks at a hyphen before the core: "anti-Turkish" is no Turk,
// "Korean-Russian" are two.
func (r *reading) stepJoined(p *phrase, t, start int) int {
	if t-1 < start {
		return t
	}
	if _, ok := r.referAs(strings.ToLower(r.d.Word(t-1)), "prefix"); ok {
		if r.isFormer(r.d.Word(t - 1)) {
			p.former = true
		} else if n := len(p.states); n > 0 && p.first == t+1 {
			p.states = p.states[:n-1]
		}
		p.first = t - 1
		return t - 2
	}
	if h := r.hitOf(t - 1); h == nil && !r.linked(t-1, p) {
		return t
	}
	return t - 1
}

// joined reads "Turkish-led", which ends at token t.
func (r *reading) joined(p *phrase, c refer, t int) int {
	h := r.hitOf(t - 2)
	if h == nil {
		p.first = t - 2
		return t - 3
	}
	if len(c.to) > 0 && c.to[0] != "none" && len(p.states) == 0 && h.Kind <= actors.StateSeat {
		p.states = append(p.states, r.state(h.Row))
	}
	p.first = h.first
	return h.first - 1
}

// listed reports whether the comma or conjunction at t joins two states before
// the core: "Soviet or Russian leaders".
func (r *reading) listed(p *phrase, t int) bool {
	h := r.hitOf(t - 1)
	if h == nil || len(p.states) == 0 || t+1 != p.first || h.Kind > actors.StateSeat {
		return false
	}
	after := r.hitOf(t + 1)
	return after != nil && after.Kind <= actors.StateSeat
}

// separated reports whether the token at t parts two items of a list.
func (r *reading) separated(t int) bool {
	w := r.d.Word(t)
	return w == "," || r.d.Tags[t].POS == doc.CCONJ || isHyphen(w)
}

// precedes reports whether a hit that stands right before the phrase belongs to
// it whatever the tree says: an adjective before its noun, a title before a
// name.
func (r *reading) precedes(h *hit, p *phrase) bool {
	if h.last != p.first {
		return false
	}
	switch h.Kind {
	case actors.StateAdj:
		return true
	case actors.BodyName:
		core := r.hitOf(p.core[0])
		if n := len(p.terms); n > 0 {
			core = p.terms[n-1] // "OPEC chief NAME"
		}
		return core != nil && core.Kind >= actors.OfficeTitle
	case actors.OfficeTitle, actors.AgentWord:
		what := r.hitOf(p.core[0])
		return !h.Plural && p.first == p.core[0] && (what == nil || what.Kind == actors.PersonName) && r.capital(p.core[0])
	}
	return false
}

// linked reports whether the tree ties token t to the phrase so far: t hangs
// in it, or it hangs by t as a name by its title.
func (r *reading) linked(t int, p *phrase) bool {
	h := t
	for range 4 {
		h = r.d.Arcs[h].Head
		if h < 0 {
			break
		}
		if h >= p.first && h < p.last {
			return true
		}
	}
	c := r.headOf(p.first, p.last)
	return r.d.Arcs[c].Head == t && r.d.IsRel(c, "flat", "appos", "compound", "nmod:desc")
}

func smallNumber(w string) int {
	switch w {
	case "two", "2":
		return 2
	case "three", "3":
		return 3
	case "four", "4":
		return 4
	case "five", "5":
		return 5
	}
	return 0
}
