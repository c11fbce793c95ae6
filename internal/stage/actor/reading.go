package actor

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
	"dragoman/internal/places"
)

// reading is one report being read.
type reading struct {
	*knowledge
	register
	d    *doc.Document
	date time.Time

	hits  []hit   // names and terms found, in text order, not overlapping
	hitAt []int32 // per token: number of its hit plus one
	years []int   // per sentence: the one year it names, or 0

	found    []mention // in order of discovery
	cores    []core
	alias    map[string][]int // folded names and short forms: parties
	coreOf   []int32          // per token: number of its core plus one
	headAt   []int32          // per token: number of the widest mention that it heads, plus one
	pendings []pending
	story    home
	sets     []set
	stated   map[string]int // how often the report names each state
	full     map[int]bool   // people of the lexicon whom it names in full
	kin      map[int]string // by token: the state of those who share the name there
	past     []past
	unsure   map[int]bool // tokens that name one of several states

	placeRefs []places.Ref // for reuse
}

// mention is a doc.Mention with what later sieves need to know.
type mention struct {
	doc.Mention
	byOffice bool // the party is who holds an office, not one whom the text names
}

// hit is a known name or term at its place.
type hit struct {
	doc.Span
	first, last int // tokens, half-open
	actors.Entry
	used bool // taken up by a longer phrase
	part bool // of a city or region, which stands for its state: "Kharkiv", "Welsh"
}

func newReading(k *knowledge, d *doc.Document) *reading {
	r := &reading{knowledge: k, d: d, date: d.Date, hitAt: make([]int32, len(d.Tokens)), headAt: make([]int32, len(d.Tokens)), alias: map[string][]int{}, kin: map[int]string{}, unsure: map[int]bool{}}
	r.byKey = map[string]int{}
	if r.date.IsZero() {
		r.date = d.Dateline.Date
	}
	r.years = make([]int, len(d.Sentences))
	for s := range d.Sentences {
		r.years[s] = r.yearOf(s)
	}
	return r
}

// yearOf returns the year a sentence names if it names just one: "Moscow
// recognised Seoul in 1990" is about the Moscow of that year.
func (r *reading) yearOf(s int) int {
	found := 0
	for i := r.d.Sentences[s].First; i < r.d.Sentences[s].Last; i++ {
		w := r.d.Word(i)
		if len(w) != 4 || w[0] != '1' && w[0] != '2' {
			continue
		}
		y, err := strconv.Atoi(w)
		if err != nil || y < 1800 || y > 2100 {
			continue
		}
		if found != 0 && found != y {
			return 0
		}
		found = y
	}
	return found
}

// hitOf returns the hit that covers token i, or nil.
func (r *reading) hitOf(i int) *hit {
	if i < 0 || i >= len(r.hitAt) || r.hitAt[i] == 0 {
		return nil
	}
	return &r.hits[r.hitAt[i]-1]
}

// headOf returns the token of [first, last) that hangs by a token outside. Of "a
// Somali army" in "a Somali army camp" that is the army, not the article.
func (r *reading) headOf(first, last int) int {
	for i := first; i < last; i++ {
		if h := r.d.Arcs[i].Head; (h < first || h >= last) && r.d.Tags[i].POS != doc.PUNCT && (r.d.Tags[i].POS != doc.DET || last-first == 1) {
			return i
		}
	}
	return last - 1
}

// mention adds a mention of the parties over tokens [first, last).
func (r *reading) mention(first, last int, as doc.As, why string, parties ...int) *mention {
	m := mention{Mention: doc.Mention{Span: r.d.TokenSpan(first, last), First: first, Last: last, Head: r.headOf(first, last), Actors: parties, As: as, Why: why}}
	r.found = append(r.found, m)
	if o := r.headAt[m.Head]; o == 0 || r.found[o-1].Last-r.found[o-1].First < last-first {
		r.headAt[m.Head] = int32(len(r.found))
	}
	return &r.found[len(r.found)-1]
}

// write puts the layer into the document.
func (r *reading) write() {
	r.d.Actors = make([]doc.Actor, 0, len(r.parties))
	used := make([]int, len(r.parties))
	for i := range used {
		used[i] = -1
	}
	slices.SortStableFunc(r.found, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	r.d.Mentions = make([]doc.Mention, 0, len(r.found))
	for _, m := range r.found {
		if len(m.Actors) == 0 {
			continue
		}
		m.Actors = slices.Clone(m.Actors)
		for i, p := range m.Actors {
			p = r.find(p)
			if used[p] < 0 {
				used[p] = len(r.d.Actors)
				a := r.parties[p].Actor
				a.CAMEO = r.cameoCode(&r.parties[p])
				r.d.Actors = append(r.d.Actors, a)
			}
			m.Actors[i] = used[p]
		}
		if n := len(r.d.Mentions); n > 0 && r.d.Mentions[n-1].Span == m.Span && r.d.Mentions[n-1].Head == m.Head {
			continue
		}
		r.d.Mentions = append(r.d.Mentions, m.Mention)
	}
}
