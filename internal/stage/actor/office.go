package actor

import (
	"strings"
	"time"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// resolveOffice makes the mention of the person who holds an office on the day,
// where the lexicon is sure: "the French president", "the leader of Chad", "the
// mayor of Moscow", "the UN secretary-general". An indefinite or former holder is
// nobody in particular.
func (r *reading) resolveOffice(ph *phrase, in *intro) bool {
	if in.plural || ph.none || ph.mixed || ph.former || len(in.countries) > 1 || len(ph.terms) > 1 || ph.person >= 0 || !r.isTheHolder(ph, in) || !r.plain(ph) {
		return false
	}
	ofState := len(in.countries) > 0 && len(ph.bodies) == 0 && (in.of < 0 || r.parties[in.of].Kind == "state") && !r.isPart(ph)
	_, lead := r.referAs(actors.Fold(in.word), "lead")
	row := -1
	if !lead || !ofState { // "the leader of Chad" is whoever leads it
		for _, of := range r.headed(ph, in) {
			if row < 0 {
				row = r.holderNear(in.country(), in.word, of, ph.head)
			}
		}
	}
	if row < 0 && ofState {
		row = r.holderNear(in.country(), in.word, "", ph.head)
	}
	if row < 0 {
		return false
	}
	r.mentionPhrase(ph, doc.AsNominal, strings.TrimSpace("office "+in.word+" "+in.country()), r.person(row)).byOffice = true
	return true
}

// headed returns the names by which an office may tell what it heads, as the
// text and as the lexicon have them: "the NATO chief", "the mayor of Moscow".
func (r *reading) headed(ph *phrase, in *intro) []string {
	var names []string
	name := func(s string) { names = append(names, s, "the "+s) }
	for t := ph.first; t < ph.last; t++ {
		if h := r.hitOf(t); h != nil && h.first == t && (h.Kind == actors.BodyName || h.part || h.Kind <= actors.StateSeat && t >= ph.core[1]) {
			name(r.d.Of(h.Span))
		}
	}
	if in.of >= 0 && r.parties[in.of].Kind != "state" {
		name(r.parties[in.of].Name)
	}
	return names
}

// isTheHolder reports whether a phrase means the one who holds the office. It
// does without an article where the phrase is all there is, or a headline's
// subject: "Leader of Chad arrives in Moscow".
func (r *reading) isTheHolder(ph *phrase, in *intro) bool {
	switch strings.ToLower(r.d.Word(ph.first)) {
	case "a", "an", "another":
		return false
	}
	return ph.definite || len(ph.states) > 0 || in.of >= 0 && (r.d.Arcs[ph.head].Head < 0 || r.d.IsRel(ph.head, "nsubj"))
}

// plain reports whether the words before the office leave it as it is: "the new
// French president", but not "the French far-right leader".
func (r *reading) plain(ph *phrase) bool {
	for t := ph.first; t < ph.core[0]; t++ {
		if r.hitAt[t] != 0 {
			continue
		}
		switch r.d.Tags[t].POS {
		case doc.DET, doc.PART, doc.PUNCT:
			continue
		}
		if _, ok := r.referAs(strings.ToLower(r.d.Word(t)), "plain"); !ok {
			return false
		}
	}
	return true
}

// holderNear returns who holds an office on the day that token t tells of: the
// report's, or every day of the one other year that its sentence names.
func (r *reading) holderNear(country, title, of string, t int) int {
	if r.date.IsZero() {
		return -1
	}
	year := r.years[r.d.SentenceOf(t)]
	if year == 0 || year == r.date.Year() {
		return r.holder(country, title, of, r.date)
	}
	s := actors.YearSpell(year)
	row := r.holder(country, title, of, s.From)
	if row >= 0 && row != r.holder(country, title, of, s.To) {
		return -1
	}
	return row
}

// holder returns the row of who holds an office of a country, or of something in
// it, on a day, or -1. An office goes by other titles too ("foreign secretary"),
// and "the leader" of a state is whoever leads it.
func (r *reading) holder(country, title, of string, day time.Time) int {
	title = actors.Fold(title)
	if _, ok := r.referAs(title, "lead"); ok && of == "" {
		return r.Leader(country, day)
	}
	if of != "" {
		of = " of " + actors.Fold(of)
	}
	row := r.InOffice(country, title+of, day)
	if f, ok := r.referAs(title, "office"); ok {
		for i := 0; i < len(f.to) && row < 0; i++ {
			row = r.InOffice(country, f.to[i]+of, day)
		}
	}
	return row
}
