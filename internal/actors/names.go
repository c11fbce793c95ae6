package actors

import (
	"slices"
	"strings"
	"sync/atomic"
)

// Kind says which table a name comes from and what part of its row it is.
type Kind uint8

// The kinds of names.
const (
	StateName   Kind = iota // "North Korea", "DPRK"
	StateAdj                // "Turkish"
	StatePeople             // "Turks"
	StateSeat               // "Ankara", "the Kremlin"
	PersonName              // "Vladimir Putin"
	BodyName                // "NATO", "Itar-Tass"
	OfficeTitle             // "foreign minister", "president"
	AgentWord               // "police", "protesters"
)

// Entry is one reading of a name: a row of a table.
type Entry struct {
	Kind   Kind
	Row    int  // in States.All, Offices or Agents; for Person or Body
	Plural bool // of an office or agent: "ministers"
	// Main is set for the row's own name or lemma, unset for an alias.
	Main   bool
	shapes []shape
}

// Word is one word of a text to be searched for names. The zero Word is in none.
type Word struct {
	hash  uint64
	shape shape
}

// Hit is a name found: Len words with their possible readings.
type Hit struct {
	Len     int
	Entries []Entry
}

// names finds names by their first word. At start only that word of each name is
// looked at; what follows it is read when a text has the word. Words are compared
// by 64 bits of hash: that two of the words of all names and a text should be
// alike by chance is less likely than a fault of the memory.
type names struct {
	buckets map[uint64]int32 // first word: bucket
	heads   []ref            // of each bucket its first reference
	refs    []ref            // those behind the first
	tails   []int32          // of each bucket the last of refs, or -1
	read    []atomic.Pointer[bucket]
}

// ref says that an entry has a name which begins with the word.
type ref struct {
	kind Kind
	row  int32
	next int32 // in refs, or -1
}

// bucket is all names that begin with one word, shortest first.
type bucket []named

type named struct {
	rest    []uint64 // words after the first
	entries []Entry
}

func newNames(size int) *names {
	return &names{buckets: make(map[uint64]int32, size), heads: make([]ref, 0, size), tails: make([]int32, 0, size)}
}

// enter notes that an entry has a name.
func (n *names) enter(name string, kind Kind, row int) {
	h := firstHash(name)
	if h == 0 {
		return
	}
	r := ref{kind, int32(row), -1}
	b, ok := n.buckets[h]
	if !ok {
		n.buckets[h] = int32(len(n.heads))
		n.heads, n.tails = append(n.heads, r), append(n.tails, -1)
		return
	}
	last := &n.heads[b]
	if t := n.tails[b]; t >= 0 {
		last = &n.refs[t]
	}
	if last.kind == kind && last.row == int32(row) {
		return // another name of it that begins so
	}
	last.next = int32(len(n.refs))
	n.tails[b] = last.next
	n.refs = append(n.refs, r)
}

func (n *names) sealed() { n.read = make([]atomic.Pointer[bucket], len(n.heads)) }

// Word prepares one word of a text for NamesAt.
func (l *Lexicon) Word(w string) Word { return Word{hashOf(w), shapeOf(w)} }

// NamesAt returns the names that start at words[0], shortest first, appended
// to hits.
func (l *Lexicon) NamesAt(words []Word, hits []Hit) []Hit {
	for _, n := range l.bucket(words[0].hash) {
		if len(n.rest) >= len(words) {
			break
		}
		if !follows(n.rest, words[1:]) {
			continue
		}
		if es := fitting(n.entries, words); len(es) > 0 {
			hits = append(hits, Hit{len(n.rest) + 1, es})
		}
	}
	return hits
}

func follows(rest []uint64, words []Word) bool {
	for i, h := range rest {
		if words[i].hash != h {
			return false
		}
	}
	return true
}

// bucket returns the names that begin with a word.
func (l *Lexicon) bucket(h uint64) bucket {
	i, ok := l.names.buckets[h]
	if !ok {
		return nil
	}
	if b := l.names.read[i].Load(); b != nil {
		return *b
	}
	b := bucket{}
	for r := &l.names.heads[i]; ; r = &l.names.refs[r.next] {
		l.eachName(r.kind, int(r.row), func(name string, e Entry) { b.add(name, h, e) })
		if r.next < 0 {
			break
		}
	}
	slices.SortStableFunc(b, func(x, y named) int { return len(x.rest) - len(y.rest) })
	l.names.read[i].Store(&b)
	return b
}

// add enters a name that begins with the word. A leading "the" is no part of it.
func (b *bucket) add(name string, first uint64, e Entry) {
	var rest []uint64
	eachWord(name, func(w string) bool {
		h := hashOf(w)
		if h == 0 || e.shapes == nil && w == "the" {
			return true
		}
		if e.shapes == nil && h != first {
			return false
		}
		if e.shapes != nil {
			rest = append(rest, h)
		}
		e.shapes = append(e.shapes, nameShape(w))
		return true
	})
	if e.shapes == nil {
		return
	}
	i := slices.IndexFunc(*b, func(n named) bool { return slices.Equal(n.rest, rest) })
	if i < 0 {
		*b = append(*b, named{rest, []Entry{e}})
		return
	}
	n := &(*b)[i]
	if k := slices.IndexFunc(n.entries, func(o Entry) bool { return o.Kind == e.Kind && o.Row == e.Row }); k >= 0 {
		// "Al-Jazeera" and "al-Jazeera": either way of writing it will do.
		for w, s := range e.shapes {
			n.entries[k].shapes[w] = min(n.entries[k].shapes[w], s)
		}
		return
	}
	n.entries = append(n.entries, e)
}

// eachName calls f with the names of one kind that an entry has, its own first.
func (l *Lexicon) eachName(kind Kind, row int, f func(name string, e Entry)) {
	e := Entry{Kind: kind, Row: row}
	each := func(main string, others ...[]string) {
		if e.Main = true; main != "" {
			f(main, e)
		}
		e.Main = false
		for _, list := range others {
			for _, n := range list {
				f(n, e)
			}
		}
	}
	switch kind {
	case StateName:
		s := &l.States.All[row]
		each(s.Name, []string{s.Official}, s.Aliases)
	case StateAdj:
		each("", l.States.All[row].Adjectives)
	case StatePeople:
		e.Plural = true
		each("", l.States.All[row].Inhabitants)
	case StateSeat:
		each("", l.States.All[row].Capitals, l.States.All[row].Seats)
	case PersonName:
		p := l.Person(row)
		each(p.Name, p.Aliases, p.Short)
	case BodyName:
		b := l.Body(row)
		each(b.Name, b.Aliases)
	case OfficeTitle:
		each(l.Offices[row].Title)
		e.Plural = true
		each("", []string{Plural(l.Offices[row].Title)})
	case AgentWord:
		// In a mass word ("police") the lemma is the plural: entered first, it wins.
		e.Plural = true
		each("", l.Agents[row].Plurals)
		e.Plural = false
		each(l.Agents[row].Lemma, l.Agents[row].Adjectives)
	}
}

// Lookup returns all readings of a whole name, without regard to its capitals.
func (l *Lexicon) Lookup(name string) []Entry {
	var words []Word
	eachWord(name, func(w string) bool {
		if h := hashOf(w); h != 0 && (len(words) > 0 || w != "the") {
			words = append(words, Word{h, upper})
		}
		return true
	})
	if len(words) == 0 {
		return nil
	}
	for _, h := range l.NamesAt(words, nil) {
		if h.Len == len(words) {
			return h.Entries
		}
	}
	return nil
}

// nameShape is the capitalisation that a name's word demands of the text. A
// long acronym may also be written like a word ("Nato", "Unicef"), a short one
// may not: "who", "us" and "let" are words.
func nameShape(w string) shape {
	s := shapeOf(w)
	if letters := len(w) - strings.Count(w, "."); s > capital && (letters == 1 || letters > 3) {
		return capital
	}
	return s
}

// fitting keeps the entries whose capitals the text has. A name in small
// letters ("police") may be capitalised in the text; the other way it may not.
func fitting(es []Entry, words []Word) []Entry {
	for i := range es {
		if fits(es[i].shapes, words) {
			continue
		}
		kept := append([]Entry(nil), es[:i]...)
		for _, e := range es[i+1:] {
			if fits(e.shapes, words) {
				kept = append(kept, e)
			}
		}
		return kept
	}
	return es
}

func fits(want []shape, words []Word) bool {
	for i, s := range want {
		if words[i].shape < s {
			return false
		}
	}
	return true
}
