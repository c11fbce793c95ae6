package lang

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"dragoman/internal/doc"
)

// Hands are the goroutines that code reports, counted together. Where fewer are at work
// than there are hands, one that reads a report is lent others, for as long as nobody
// else wants them: a single report is read sooner, and several at once each by one hand.
// Nil Hands lend nothing.
type Hands struct {
	most int64
	busy atomic.Int64
}

// NewHands makes so many hands.
func NewHands(most int) *Hands { return &Hands{most: int64(most)} }

// Take counts somebody in who codes a report, though all hands be busy.
func (h *Hands) Take() {
	if h != nil {
		h.busy.Add(1)
	}
}

// Give counts him out.
func (h *Hands) Give() {
	if h != nil {
		h.busy.Add(-1)
	}
}

// lend takes a hand if one is idle.
func (h *Hands) lend() bool {
	if h == nil {
		return false
	}
	for {
		busy := h.busy.Load()
		if busy >= h.most {
			return false
		}
		if h.busy.CompareAndSwap(busy, busy+1) {
			return true
		}
	}
}

// wanted reports whether a lent hand should go back to who has come since.
func (h *Hands) wanted() bool { return h.busy.Load() > h.most }

// reading is one document that is being read, batch by batch. What is found of a word lies
// at the word's own place; what is found one after another, as sentences are, is found
// batch by batch and put together in the end, so that it does not matter who reads what.
type reading struct {
	*Analyser
	d      *doc.Document
	arcs   []doc.Arc
	quoted []uint8 // of each word: whether it stands in quotation marks
	split  splitting

	mu    sync.Mutex
	units []unit          // that nobody has taken yet, the last one first
	parts []*doc.Document // what is found, by batches
	fault any             // of a lent hand
}

// splitting tells apart the sentences of a unit.
type splitting func(*scratch, *doc.Document, unit, func(unit))

// all reads the document with as many hands as are lent.
func (r *reading) all() {
	var lent sync.WaitGroup
	for n := len(r.d.Tokens) / wordsOfHand; n > 0 && r.hands.lend(); n-- {
		lent.Go(func() {
			defer r.hands.Give()
			defer func() {
				if fault := recover(); fault != nil { // which costs this report alone, so it is met where that is coded
					r.mu.Lock()
					r.fault = fmt.Sprintf("%v\n%s", fault, debug.Stack())
					r.mu.Unlock()
				}
			}()
			r.batches(r.hands.wanted)
		})
	}
	func() {
		defer lent.Wait()
		r.batches(func() bool { return false })
	}()
	if r.fault != nil {
		panic(r.fault)
	}
	for _, p := range r.parts {
		r.d.Sentences = append(r.d.Sentences, p.Sentences...)
		r.d.Names = append(r.d.Names, p.Names...)
		r.d.Cues = append(r.d.Cues, p.Cues...)
	}
}

// wordsOfHand is how many words are worth another hand: some two batches.
const wordsOfHand = 150

// batches reads batches until there are no more, or somebody says to stop.
func (r *reading) batches(stop func() bool) {
	s := r.scratches.Get().(*scratch)
	for !stop() {
		part := r.take(s)
		if part == nil {
			break
		}
		s.read(r.net)
		for _, u := range s.units {
			r.split(s, part, u, func(u unit) {
				s.tag(r.net, part, u)
				s.tree(r.net, r.arcs, u)
				s.readNames(r.net, part, u)
				s.readCues(r.net, part, r.arcs, r.quoted, u)
				s.readLooks(r.net, part, u)
				s.readOdds(r.net.standing, part, r.arcs, u)
			})
		}
	}
	r.scratches.Put(s) // not deferred: what a panic left half-way is thrown away
}

// take fills the batch with the next units, and returns where to write what is found of
// them: nil where nothing is left.
func (r *reading) take(s *scratch) *doc.Document {
	r.mu.Lock()
	defer r.mu.Unlock()
	s.batch.Reset()
	s.units = s.units[:0]
	s.gather(r)
	if len(s.units) == 0 {
		return nil
	}
	part := &doc.Document{Text: r.d.Text, Tokens: r.d.Tokens, Tags: r.d.Tags, Looks: r.d.Looks, Odds: r.d.Odds}
	r.parts = append(r.parts, part)
	return part
}
