package lang

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"dragoman/internal/doc"
)

// However many read a report, and whether they leave in the middle of it, the same is
// found.
func TestHandsFindTheSame(t *testing.T) {
	a := newAnalyser(t)
	text := strings.Repeat(story+"\n\n", 3) + strings.Repeat("and so on ", 400) // a stretch that has to be cut
	read := func() *doc.Document {
		d := &doc.Document{Text: text}
		a.Read(d)
		return d
	}
	want := read()
	if len(want.Problems) == 0 || len(want.Cues) == 0 || len(want.Names) == 0 {
		t.Fatalf("%d problems, %d cues, %d names: the text tests too little", len(want.Problems), len(want.Cues), len(want.Names))
	}
	a.Share(NewHands(4))
	var all sync.WaitGroup
	for n := range 6 {
		all.Go(func() {
			a.hands.Take()
			defer a.hands.Give()
			if got := read(); !reflect.DeepEqual(got, want) {
				t.Errorf("reader %d: %d sentences, %d names, %d cues, want %d, %d, %d, or the same number of others",
					n, len(got.Sentences), len(got.Names), len(got.Cues), len(want.Sentences), len(want.Names), len(want.Cues))
			}
		})
	}
	all.Wait()
	if n := a.hands.busy.Load(); n != 0 {
		t.Errorf("%d hands were not given back", n)
	}
}

// Hands are lent while fewer than all are at work, and go back to who comes.
func TestHandsAreBounded(t *testing.T) {
	h := NewHands(2)
	h.Take()
	if !h.lend() || h.lend() || h.wanted() {
		t.Fatal("of two hands one was busy: expected one to be lent, and to stay")
	}
	h.Take()
	if !h.wanted() {
		t.Error("two came to two hands: expected the lent one back")
	}
	var none *Hands
	if none.lend() {
		t.Error("no hands were lent")
	}
}

// What goes wrong with a lent hand is met where the report is coded: it costs no more
// than this report.
func TestFaultOfLentHand(t *testing.T) {
	a := newAnalyser(t)
	a.Share(NewHands(8))
	defer func() {
		if recover() == nil {
			t.Error("no panic reached who reads the report")
		}
	}()
	d := &doc.Document{Text: strings.Repeat(story+"\n\n", 8)}
	a.cut.words(d)
	a.run(d, a.cut.units(d), func(*scratch, *doc.Document, unit, func(unit)) { panic("a fault") })
}
