package actors

import "strings"

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
	Row    int  // in States.All, People, Bodies, Offices or Agents
	Plural bool // of an office or agent: "ministers"
	// Main is set for the row's own name or lemma, unset for an alias.
	Main   bool
	shapes []shape
}

// Word is one word of a text to be searched for names.
type Word struct {
	id    int32
	shape shape
}

// Hit is a name found: Len words with their possible readings.
type Hit struct {
	Len     int
	Entries []Entry
}

// trie holds names as paths of word numbers. Numbers are given to the words of
// names only: most words of a text have none and end the search at once.
type trie struct {
	words map[string]int32
	edges map[uint64]int32 // node<<32 | word: next node
	ends  [][]Entry        // by node
	// shapes holds the words of all names one after another: entries cut theirs
	// out of it.
	shapes []shape
}

func newTrie() *trie {
	return &trie{words: make(map[string]int32, 1<<14), edges: make(map[uint64]int32, 1<<15), ends: make([][]Entry, 1, 1<<15)}
}

// add enters one name. A leading "the" is no part of it.
func (t *trie) add(name string, e Entry) {
	node, first := int32(0), len(t.shapes)
	var buf [32]byte
	Words(name, func(w string, _, _ int) {
		if len(t.shapes) == first && w == "the" {
			return
		}
		f := appendFolded(buf[:0], w)
		if len(f) == 0 {
			return
		}
		id, ok := t.words[string(f)]
		if !ok {
			id = int32(len(t.words)) + 1
			t.words[string(f)] = id
		}
		t.shapes = append(t.shapes, nameShape(w))
		key := uint64(node)<<32 | uint64(id)
		next, ok := t.edges[key]
		if !ok {
			next = int32(len(t.ends))
			t.ends = append(t.ends, nil)
			t.edges[key] = next
		}
		node = next
	})
	n := len(t.shapes)
	if n == first {
		return
	}
	for _, have := range t.ends[node] {
		if have.Kind == e.Kind && have.Row == e.Row {
			return
		}
	}
	e.shapes = t.shapes[first:n:n]
	t.ends[node] = append(t.ends[node], e)
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

// word prepares one word of a text.
func (t *trie) word(w string) Word {
	var buf [32]byte
	return Word{t.words[string(appendFolded(buf[:0], w))], shapeOf(w)}
}

// at returns the names that start at words[0], shortest first. It appends to
// hits.
func (t *trie) at(words []Word, hits []Hit) []Hit {
	node := int32(0)
	for i, w := range words {
		if w.id == 0 {
			break
		}
		next, ok := t.edges[uint64(node)<<32|uint64(w.id)]
		if !ok {
			break
		}
		node = next
		if es := fitting(t.ends[node], words); len(es) > 0 {
			hits = append(hits, Hit{i + 1, es})
		}
	}
	return hits
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
