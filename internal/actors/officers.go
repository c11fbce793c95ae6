package actors

import "strings"

// officers are those who hold the offices of one country.
type officers struct {
	titles map[string][]holder // by title, folded
	leads  []holder            // of offices that lead the state
}

// holder is a spell of a person in office.
type holder struct {
	person int
	term   *Term
}

// officers returns those of a country, by its code.
func (l *Lexicon) officers(country string) *officers {
	if o, ok := l.held.Load(country); ok {
		return o.(*officers)
	}
	o := &officers{titles: map[string][]holder{}}
	titles := map[string][]string{} // of an office; many hold the same one
	seen := map[int32]bool{}
	for _, row := range l.country[country] {
		i := l.people.byID[l.people.rows[row].Get("id")]
		if seen[i] {
			continue
		}
		seen[i] = true
		p := l.Person(int(i))
		for k := range p.Terms {
			t := &p.Terms[k]
			if t.Country != country {
				continue
			}
			h := holder{int(i), t}
			if t.Lead {
				o.leads = append(o.leads, h)
			}
			if titles[t.Office] == nil {
				titles[t.Office] = titlesIn(t.Office)
			}
			for _, title := range titles[t.Office] {
				o.titles[title] = append(o.titles[title], h)
			}
		}
	}
	l.held.Store(country, o)
	return o
}

// titlesIn returns the titles that an office goes by: "president" and "president
// of russia".
func titlesIn(office string) []string {
	words := strings.Fields(Fold(office))
	var out []string
	for n := range words {
		if n+1 == len(words) || words[n+1] == "of" {
			out = append(out, strings.Join(words[:n+1], " "))
		}
	}
	return out
}

// ByFirstLast returns the only person whose name starts and ends with the
// words, folded: "george", "bush". Middle names and initials do not hide a bearer.
func (l *Lexicon) ByFirstLast(first, last string) (row int, ok bool) {
	row = -1
	end := hashOf(last)
	for _, n := range l.bucket(hashOf(first)) {
		if len(n.rest) == 0 || n.rest[len(n.rest)-1] != end {
			continue
		}
		for _, e := range n.entries {
			if e.Kind != PersonName || !e.Main || e.Row == row {
				continue
			}
			if row >= 0 {
				return -1, false
			}
			row = e.Row
		}
	}
	return row, row >= 0
}

// Given reports whether a folded word is the first name of somebody known.
func (l *Lexicon) Given(word string) bool {
	for _, n := range l.bucket(hashOf(word)) {
		for _, e := range n.entries {
			if e.Kind == PersonName && e.Main && len(n.rest) > 0 {
				return true
			}
		}
	}
	return false
}
