package actor

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// core is a name in the text, known or not, without what stands around it.
type core struct {
	first, last int
	party       int  // in the register, or -1
	org         bool // ends or begins like an organisation
	word        orgWord
	done        bool // has its mention
}

// findUnknown gathers the runs of capitalised words that the lexicon does not
// know, and the known names of people and bodies, as cores in text order.
func (r *reading) findUnknown() {
	for s := range r.d.Sentences {
		sent := &r.d.Sentences[s]
		for i := sent.First; i < sent.Last; {
			i = r.coreAt(i, sent)
		}
	}
	r.surnames()
}

func (r *reading) isParticle(i int) bool {
	_, ok := r.referAs(r.d.Word(i), "particle")
	return ok
}

// particled reports whether token i begins a surname with a particle, "al-Assad"
// or "de Gaulle", which is no full name. "Al Gore" is one.
func (r *reading) particled(i int) bool {
	w, _, joined := strings.Cut(r.d.Word(i), "-")
	_, ok := r.referAs(strings.ToLower(w), "particle")
	return ok && (joined || w == strings.ToLower(w) || i+1 < len(r.d.Tokens) && isHyphen(r.d.Word(i+1)))
}

// surnames makes cores of those names of capitals that are surnames in this
// report: after "Valerie Paris" has spoken, "Paris" alone is she.
func (r *reading) surnames() {
	known := map[string]bool{}
	for _, c := range r.cores {
		if !c.org && c.party < 0 && c.last-c.first > 1 {
			known[actors.Fold(r.d.Word(c.last-1))] = true
		}
	}
	for i := range r.hits {
		h := &r.hits[i]
		if h.Kind == actors.StateSeat && h.last-h.first == 1 && known[actors.Fold(r.d.Word(h.first))] && r.d.Kid(h.first, "case") < 0 {
			h.used = true
			r.cores = append(r.cores, core{first: h.first, last: h.last, party: -1})
		}
	}
	slices.SortStableFunc(r.cores, func(a, b core) int { return cmp.Compare(a.first, b.first) })
}

// isHonorific reports whether token i is a form of address before a name.
func (r *reading) isHonorific(i int) bool {
	t, ok := r.titles[strings.TrimSuffix(r.d.Word(i), ".")]
	return ok && (t.full == "" || strings.HasSuffix(r.d.Word(i), "."))
}

// coreAt takes the core that starts at token i, if one does, and returns where
// to look on.
func (r *reading) coreAt(i int, sent *doc.Sentence) int {
	h := r.hitOf(i)
	switch {
	case h != nil && (h.Kind == actors.PersonName || h.Kind == actors.BodyName):
		c := core{first: h.first, last: h.last, party: -1}
		if h.Kind == actors.BodyName {
			c.party, c.org = r.body(h.Row), true
			c.last = r.withItsKind(h, sent)
		} else {
			c.party = r.person(h.Row)
		}
		r.cores = append(r.cores, c)
		return c.last
	case h != nil && h.Kind == actors.OfficeTitle:
		return h.last
	case r.isParticle(i) && i+2 < sent.Last && isHyphen(r.d.Word(i+1)) && r.hitAt[i+2] == 0 && r.nameToken(i+2, sent):
		// "al-Zawahiri"
		last := r.growName(i+2, sent)
		r.cores = append(r.cores, core{first: i, last: last, party: -1})
		return last
	case !r.nameToken(i, sent) || r.isHonorific(i):
		return i + 1
	}
	run := r.growRun(i, sent)
	if c, ok := r.orgIn(run); ok {
		r.cores = append(r.cores, c)
		return c.last
	}
	if h != nil {
		return h.last
	}
	last := r.growName(i, sent)
	r.cores = append(r.cores, core{first: i, last: last, party: -1})
	return last
}

// withItsKind returns where the name of a known body ends if the word for its
// kind, with a capital, goes on with it: "Red Crescent Society".
func (r *reading) withItsKind(h *hit, sent *doc.Sentence) int {
	t := h.last
	if h.first > sent.First && r.freeCapital(h.first-1) && r.d.Tags[h.first-1].POS == doc.PROPN {
		return h.last // "Toronto Congress Centre"
	}
	if t >= sent.Last || !r.freeCapital(t) || sent.Kind == doc.Title || !r.inside(r.headOf(h.first, h.last), h.first, t+1) {
		return h.last
	}
	w, ok := r.orgs[strings.ToLower(r.d.Word(t))]
	if b := r.Body(h.Row); !ok || w.kind == "place" || w.sector != "" && w.sector != b.Sector || r.d.Arcs[r.headOf(h.first, h.last)].Head != t {
		return h.last
	}
	return t + 1
}

// nameToken reports whether token i can be part of a name: it has a capital
// that is not just that of the sentence's first word.
func (r *reading) nameToken(i int, sent *doc.Sentence) bool {
	c, _ := utf8.DecodeRuneInString(r.d.Word(i))
	if !unicode.IsUpper(c) || r.calendar(r.d.Word(i)) {
		return false
	}
	switch r.d.Tags[i].POS {
	case doc.PROPN:
		return true
	case doc.NOUN, doc.ADJ, doc.X, doc.VERB, doc.None:
		return i > sent.First && sent.Kind == doc.Body || r.hitAt[i] != 0
	}
	return false
}

// growRun returns the widest run from token i that one organisation's name
// could fill: capitals, and the small words between them.
func (r *reading) growRun(i int, sent *doc.Sentence) (run [2]int) {
	last, org, of := i, false, 0
	for j := i; j < sent.Last; j++ {
		h := r.hitOf(j)
		switch w := r.d.Word(j); {
		case h != nil && (h.Kind == actors.PersonName || h.Kind == actors.OfficeTitle || h.Kind == actors.StatePeople || h.Kind == actors.BodyName):
			return [2]int{i, last}
		case r.nameToken(j, sent):
			if of > 0 && j > of+1 && !r.tied(j, i, last) {
				return [2]int{i, last} // "professor at the University of Texas NAME"
			}
			if !org {
				_, org = r.orgs[strings.ToLower(w)]
			}
			last = j + 1
		case isHyphen(w) && j == last:
		case (w == "'s" || w == "’s") && j == last && (r.hitAt[j-1] == 0 || r.hitOf(j-1).Kind == actors.AgentWord):
		case (w == "of" || w == "for" || w == "on") && j == last && j+1 < sent.Last && !r.calendar(r.d.Word(j+1)):
			if !org && (r.hitAt[j+min(1, sent.Last-1-j)] != 0 || w == "of") {
				return [2]int{i, last}
			}
			of = j
		case w == "the" && j == last+1 && org:
		case w == "and" && j == last && org && j+1 < sent.Last && r.hitAt[j+1] == 0 && r.inside(r.d.Arcs[min(j+1, sent.Last-1)].Head, i, last) && r.ofBefore(i, last):
		default:
			return [2]int{i, last}
		}
	}
	return [2]int{i, last}
}

func (r *reading) inside(t, first, last int) bool { return t >= first && t < last }

func (r *reading) ofBefore(first, last int) bool {
	for t := first; t < last; t++ {
		if r.d.Word(t) == "of" {
			return true
		}
	}
	return false
}

// orgIn finds the name of an organisation at the start of a run: up to its
// last org word ("Federal Aviation Office"), or from one on ("Department of
// Transportation"). Demonyms at its start are left to the phrase around it,
// unless nothing but an agent word were left: "Serbian Army" is no name.
func (r *reading) orgIn(run [2]int) (core, bool) {
	first, last := run[0], run[1]
	for first < last {
		h := r.hitOf(first)
		if h == nil || h.Kind != actors.StateAdj && h.Kind != actors.StateName {
			break
		}
		first = h.last
		for first < last && (isHyphen(r.d.Word(first)) || r.d.Word(first) == "’s" || r.d.Word(first) == "'s") {
			first++
		}
	}
	key, of := -1, false
	for t := first; t < last; t++ {
		if _, ok := r.orgs[strings.ToLower(r.d.Word(t))]; ok {
			if key < 0 || !of {
				key = t
			}
		} else if w := r.d.Word(t); w == "of" || w == "for" {
			of = of || key == t-1
		}
	}
	if key < 0 {
		return core{}, false
	}
	end := key + 1
	if of {
		end = last
	}
	w := r.orgs[strings.ToLower(r.d.Word(key))]
	if key > first {
		if two, ok := r.orgs[strings.ToLower(r.d.Word(key-1)+" "+r.d.Word(key))]; ok {
			w = two
		}
	}
	if w.kind == "place" {
		return core{}, false
	}
	if !r.hasOwnName(first, end, key) || first != run[0] && r.hitAt[first] != 0 && !of {
		return core{}, false
	}
	if first != run[0] {
		return core{}, false // the phrase finds the demonym; the name starts after it
	}
	if h := r.hitOf(key); h != nil && h.Kind == actors.AgentWord {
		if a := r.Agents[h.Row]; a.Sector != "" && a.Sector != "IGO" {
			w = orgWord{a.Sector, a.Kind}
		}
	}
	for t := first; t < end && w.sector == ""; t++ {
		if f, ok := r.referAs(strings.ToLower(r.d.Word(t)), "sector"); ok {
			w.sector = f.to[0] // "Rural Medical Alliance"
		}
	}
	return core{first: first, last: end, party: -1, org: true, word: w}, true
}

// hasOwnName reports whether tokens [first, last) hold more than the agent
// word they end or begin with: "Coast Guard" alone names nobody in particular.
func (r *reading) hasOwnName(first, last, key int) bool {
	for t := first; t < last; t++ {
		if t == key || r.d.Word(t) == "of" || r.d.Word(t) == "the" || isHyphen(r.d.Word(t)) {
			continue
		}
		if h := r.hitOf(t); h == nil || h.Kind == actors.StateSeat || r.isPeople(h) {
			return true
		}
	}
	return false
}

// growName extends a person-like name from token i over capitals, hyphens,
// initials and particles ("bin", "de la") that the tree ties to it.
func (r *reading) growName(i int, sent *doc.Sentence) int {
	last := i + 1
	for j := last; j < sent.Last; j++ {
		w := r.d.Word(j)
		_, particle := r.referAs(strings.ToLower(w), "particle")
		switch {
		case r.hitAt[j] != 0 && !(r.hits[r.hitAt[j]-1].last-r.hits[r.hitAt[j]-1].first == 1 && r.d.IsRel(j, "flat")):
			return last
		case isHyphen(w) || particle && r.d.Word(j) == strings.ToLower(w):
			if j-last > 1 {
				return last
			}
		case r.glued(j):
			last = j + 1 // "Hong-san"
		case r.nameToken(j, sent) && r.d.Tags[j].POS == doc.PROPN && r.tied(j, i, last):
			last = j + 1
		default:
			return last
		}
	}
	return last
}

// glued reports whether a small word is tied to what stands before it by a
// hyphen without blanks.
func (r *reading) glued(j int) bool {
	return r.d.Tags[j].POS == doc.PROPN && isHyphen(r.d.Word(j-1)) && r.d.Tokens[j-1].End == r.d.Tokens[j].Start && r.d.Tokens[j-2].End == r.d.Tokens[j-1].Start
}

// tied reports whether the tree joins token j to the name [first, last).
func (r *reading) tied(j, first, last int) bool {
	if h := r.d.Arcs[j].Head; r.inside(h, first, last) {
		return true
	}
	for t := first; t < last; t++ {
		h := r.d.Arcs[t].Head
		if h == j || h >= 0 && h == r.d.Arcs[j].Head && r.d.IsRel(t, "compound", "flat", "nmod:desc") && r.d.IsRel(j, "compound", "flat", "nmod:desc") {
			return true
		}
	}
	return false
}

// nameOf returns the text of a name without line breaks in it.
func (r *reading) nameOf(first, last int) string {
	return strings.Join(strings.Fields(r.d.Of(r.d.TokenSpan(first, last))), " ")
}
