package doc

import (
	"fmt"
	"strings"
)

// Layers is a set of layers.
type Layers uint32

// The layers, in the order in which they usually come.
const (
	Sentences Layers = 1 << iota
	Tokens
	Tags
	Trees
	Names
	Cues
	Looks
	StatusOdds
	Predicates
	Actors
	Times
	Places
	Figures
	Statements
	Statuses
	Events
	Judgements
)

var layerNames = [...]string{"sentences", "tokens", "tags", "trees", "names", "cues", "looks", "odds", "predicates", "actors", "times", "places", "figures", "statements", "statuses", "events", "judgements"}

func (l Layers) String() string {
	var names []string
	for i, n := range layerNames {
		if l&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, ",")
}

// Stage is one step of the analysis: a value that says what it reads and what
// it writes. Run must be safe to call from several goroutines on different
// documents.
type Stage struct {
	Name  string
	Needs Layers
	Adds  Layers
	Run   func(*Document)
}

// Check reports whether the stages can run in the given order, starting from a
// document that already has the given layers: each finds what it needs, and no
// layer is added twice.
func Check(have Layers, stages []Stage) error {
	for _, s := range stages {
		if miss := s.Needs &^ have; miss != 0 {
			return fmt.Errorf("doc: stage %s needs %s, which no earlier stage adds", s.Name, miss)
		}
		if twice := s.Adds & have; twice != 0 {
			return fmt.Errorf("doc: stage %s adds %s, which is there already", s.Name, twice)
		}
		have |= s.Adds
	}
	return nil
}
