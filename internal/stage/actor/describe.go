package actor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/actors"
)

// intro is what the words around a name say of its bearer.
type intro struct {
	countries []string
	sector    string
	kind      string
	word      string // the office or agent word nearest to the name
	plural    bool
	of        int // the party it belongs to, or -1
}

func (in *intro) country() string {
	if len(in.countries) == 1 {
		return in.countries[0]
	}
	return ""
}

// describe reads what a phrase's states, bodies and terms say of its core.
func (r *reading) describe(ph *phrase) intro {
	in := intro{of: -1}
	for _, h := range ph.terms {
		if in.word == "" {
			in.word, in.kind, in.plural = r.termWord(h), r.termKind(h), h.Plural
		}
		if in.sector == "" {
			in.sector = r.termSector(h)
		}
	}
	if ph.hasTitle {
		if in.sector == "" {
			in.sector = ph.honorific.sector
		}
		if in.word == "" && ph.honorific.full != "" {
			in.word = ph.honorific.full
		}
	}
	r.belong(&in, ph)
	if in.sector == "" {
		in.sector = r.adjectiveSector(ph)
	}
	if in.sector == "" && len(in.countries) > 0 && (in.kind == "leader" || in.kind == "official") {
		in.sector = "GOV"
	}
	if ph.former && (in.sector == "GOV" || in.sector == "LEG" || in.sector == "SPY") {
		in.sector = "ELI"
	}
	return in
}

// adjectiveSector returns what an adjective before the core says: "a naval
// spokesman", "congressional leaders".
func (r *reading) adjectiveSector(ph *phrase) string {
	for t := ph.core[0] - 1; t >= ph.first; t-- {
		if f, ok := r.referAs(strings.ToLower(r.d.Word(t)), "sector"); ok {
			return f.to[0]
		}
	}
	return ""
}

// belong takes country and sector from the states, bodies and people that the
// phrase is hung by: a state beats a body, a body its leader.
func (r *reading) belong(in *intro, ph *phrase) {
	for _, s := range ph.states {
		in.countries = append([]string{r.parties[s].Country}, in.countries...)
	}
	for _, b := range ph.bodies {
		if in.sector == "" || in.sector == "UAF" && r.parties[b].Sector == "REB" {
			in.sector = r.parties[b].Sector
		}
		if len(in.countries) == 0 && r.parties[b].Country != "" {
			in.countries = append(in.countries, r.parties[b].Country)
		}
		in.of = b
	}
	if ph.person < 0 {
		return
	}
	if p := &r.parties[ph.person]; len(in.countries) == 0 && p.Country != "" {
		in.countries = append(in.countries, p.Country)
	}
	if in.sector == "" {
		in.sector = r.parties[ph.person].Sector // "Putin's spokesman"
	}
}

// introduce lets the text's own words on a person beat or complete the
// lexicon's. known: the person has an entry already.
func (r *reading) introduce(p int, ph *phrase, known bool) {
	in := r.describe(ph)
	if k, parties := r.argument(ph.head, "of"); k >= 0 && len(in.countries) == 0 {
		// "Patrice Talon of Benin"
		if c := r.parties[parties[0]].Country; c != "" && r.parties[parties[0]].Kind == "state" {
			in.countries = []string{c}
		}
	}
	a := &r.parties[p]
	if ph.honorific.gender != "" {
		a.gender = ph.honorific.gender
	}
	for _, h := range ph.terms {
		w := r.termWord(h)
		if a.titles == nil {
			a.titles = map[string]bool{}
		}
		a.titles[actors.Fold(w)] = true
		if g := r.titles[w].gender; g != "" {
			a.gender = g
		}
	}
	fromLexicon := known && a.Role != ""
	if c := in.country(); c != "" && (a.Country == "" || !fromLexicon) {
		a.Country = c
	}
	if in.sector != "" && (a.Sector == "" || !fromLexicon || a.Sector == "ELI" && !ph.former) {
		a.Sector = in.sector
	}
	if _, ok := r.referAs(in.word, "organ"); (ok || len(ph.bodies) > 0) && a.Country == "" {
		a.home = "" // "OPEC chief NAME" need not be of the story's state
	}
	if in.word == "" {
		return
	}
	if !fromLexicon {
		if a.Kind == "" || a.Kind == "person" {
			a.Kind = kindOfOne(in.kind)
		}
		if a.Role == "" && in.kind != "person" {
			a.Role = r.role(in.word, a.Country)
		}
		if a.Country == "" && a.home != "person" && (a.Sector == "GOV" || a.Sector == "LEG" || a.Sector == "MIL" || a.Sector == "COP" || a.Sector == "OPP") && len(ph.bodies) == 0 {
			a.home = "person"
		}
	}
}

// kindOfOne is the kind of one bearer of a term: a protester is a person.
func kindOfOne(kind string) string {
	switch kind {
	case "people", "state", "":
		return "person"
	}
	return kind
}

// role writes an office out: "Foreign Minister of Turkey".
func (r *reading) role(word, country string) string {
	w := titleCase(word)
	if s := r.States.Code(country); s != nil {
		return w + " of " + s.WithArticle()
	}
	return w
}

func titleCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if w != "of" && w != "the" && w != "for" && w != "and" {
			first, n := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(first)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

// argument finds what hangs by the token under one of the prepositions, if a
// mention is there: "the president of Chad". Coordinated ones come together.
func (r *reading) argument(head int, prepositions ...string) (kid int, parties []int) {
	for _, k32 := range r.d.Kids(head) {
		k := int(k32)
		if k < head || !r.d.IsRel(k, "nmod", "obl") {
			continue
		}
		c := r.d.Kid(k, "case")
		if c < 0 || !slices.Contains(prepositions, strings.ToLower(r.d.Word(c))) {
			continue
		}
		if m := r.at(k); m != nil {
			parties = append(parties, m.Actors...)
		}
		for _, j := range r.d.Kids(k) {
			if m := r.at(int(j)); m != nil && r.d.IsRel(int(j), "conj") {
				parties = append(parties, m.Actors...)
			}
		}
		if len(parties) > 0 {
			return k, parties
		}
	}
	return -1, nil
}

// at returns the widest mention found so far whose head is token t, or nil.
func (r *reading) at(t int) *mention {
	if t < 0 || r.headAt[t] == 0 {
		return nil
	}
	return &r.found[r.headAt[t]-1]
}
