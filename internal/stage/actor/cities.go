package actor

import (
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
	"dragoman/internal/places"
)

// findCities lets the name of a city or region stand for its state, as a capital
// does, where the parser takes it for a place or it stands by a word for people
// of a place: "shells hit Homs", "the mayor of Kharkiv". Those whose name other
// cities bear too come second, when the report's other places are known.
func (r *reading) findCities() {
	for range 2 {
		for _, n := range r.d.Names {
			// "the Republic" is no city
			if n.Kind == "LOC" && (n.Last-n.First > 1 || n.First == 0 || r.d.Tags[n.First-1].POS != doc.DET) {
				r.cityAt(n.First, n.Last)
			}
		}
	}
	for i := range r.hits {
		h := &r.hits[i]
		if h.Kind < actors.OfficeTitle {
			continue
		}
		if f, ok := r.referAs(r.termWord(h), "local"); ok {
			r.citiesBy(h.first, h.last, len(f.to) > 0)
		}
	}
}

// citiesBy looks for a city before a term, tokens [first, last), and behind it and a
// preposition: "Kharkiv police", "residents of Kharkiv". With doubt the parser must
// not take the name for a person's: "the Howard government".
func (r *reading) citiesBy(first, last int, doubt bool) {
	sent := &r.d.Sentences[r.d.SentenceOf(first)]
	city := func(first, last int) bool {
		return !(doubt && r.parsedAs("PER", first, last)) && r.cityAt(first, last)
	}
	if r.d.IsRel(max(first-1, 0), "compound", "nmod:desc", "flat") {
		for n := min(3, first-sent.First); n > 0 && !city(first-n, first); n-- {
		}
	}
	if last >= sent.Last || r.d.Tags[last].POS != doc.ADP {
		return
	}
	for n := min(3, sent.Last-last-1); n > 0 && !city(last+1, last+1+n); n-- {
	}
}

// cityAt adds the hit of a city if tokens [first, last) name one.
func (r *reading) cityAt(first, last int) bool {
	for t := first; t < last; t++ {
		if p := r.d.Tags[t].POS; p != doc.PROPN && (p != doc.ADJ || t+1 == last) || !r.widened(t, first, last) {
			return false
		}
	}
	code := r.stateOfPlace(first, last, 2000)
	if code == "" {
		return false
	}
	for t := first; t < last; t++ {
		if h := r.hitOf(t); h != nil {
			h.used = true
		}
	}
	r.addPart(first, last, code, actors.StateSeat)
	return true
}

// widened reports whether token t is free for the name of a city, tokens [first,
// last): no other name holds it but that of a state which the city's goes beyond,
// "New Mexico".
func (r *reading) widened(t, first, last int) bool {
	h := r.hitOf(t)
	return h == nil || h.Kind == actors.StateName && !h.part && h.first > first && h.last <= last
}

// stateOfPlace returns the state that the place of so many people at least, named
// by tokens [first, last), lies in: of several places that of the state which the
// report speaks of most, else the one beside which the others are small. Empty
// where none is sure.
func (r *reading) stateOfPlace(first, last int, least float64) string {
	name := r.nameOf(first, last)
	if _, no := r.referAs(name, "noplace"); no || r.places == nil || !r.capital(first) || r.wide[actors.Fold(name)] {
		return ""
	}
	key := places.NoWords
	actors.Words(name, func(w string, _, _ int) { key = key.Word(places.Fold(strings.ToLower(w))) })
	r.placeRefs, _ = r.places.Find(key, r.placeRefs[:0])
	country, stated, best, second := "", 0, 0.0, 0.0
	for _, ref := range r.placeRefs {
		p := r.places.Place(ref.Place)
		if ref.Alias {
			p.Population /= 20 // "Gaza" is not the province in Mozambique
		}
		n := r.stated[p.Country]
		switch {
		case p.Population < least || n < stated:
		case p.Country == country:
			best = max(best, p.Population)
		case n > stated || p.Population > best:
			second = best
			if n > stated {
				second = 0
			}
			country, stated, best = p.Country, n, p.Population
		default:
			second = max(second, p.Population)
		}
	}
	if stated == 0 && best < 3*second {
		return ""
	}
	return country
}

// isPart reports whether a phrase is about a part of a state: "the mayor of
// Moscow", "Welsh farmers".
func (r *reading) isPart(ph *phrase) bool {
	for t := ph.first; t < ph.last; t++ {
		if h := r.hitOf(t); h != nil && (h.part || h.Kind == actors.StateSeat && t >= ph.core[1]) {
			return true
		}
	}
	return false
}
