package dragoman

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"dragoman/internal/doc"
	"dragoman/internal/stage/actor"
	"dragoman/internal/stage/attrib"
	"dragoman/internal/stage/clause"
	"dragoman/internal/stage/event"
	"dragoman/internal/stage/factual"
	"dragoman/internal/stage/ground"
	"dragoman/internal/stage/lang"
	"dragoman/internal/stage/relate"
)

// part is one package of stages that read trees.
type part struct {
	name string
	load func(fs.FS) ([]doc.Stage, error)
}

// parts lists the packages of stages behind the parser, in the order in which
// their stages run. The fast network is for those who want their events quickly:
// asking the judge of each would double the time.
func parts(size lang.Size, judge func() (*relate.Judge, error)) []part {
	all := []part{
		{"clause", one(clause.New)},
		{"actor", one(actor.New)},
		{"ground", ground.New},
		{"attrib", one(attrib.New)},
		{"factual", one(factual.New)},
		{"event", one(event.New)},
	}
	if size != lang.Fast {
		all = append(all, part{"relate", one(func(fs.FS) (doc.Stage, error) {
			j, err := judge()
			if err != nil {
				return doc.Stage{}, err
			}
			return j.Stage(), nil
		})})
	}
	return all
}

// one fits a package that has a single stage.
func one(load func(fs.FS) (doc.Stage, error)) func(fs.FS) ([]doc.Stage, error) {
	return func(knowledge fs.FS) ([]doc.Stage, error) {
		s, err := load(knowledge)
		return []doc.Stage{s}, err
	}
}

// pipeline is every stage, ready to run.
type pipeline struct {
	text   []doc.Stage // from clean text
	tokens []doc.Stage // from sentences and words that somebody else has cut
}

// loadPipeline reads the knowledge of all parts side by side and checks that
// the stages fit together. The error joins the faults of all parts.
func loadPipeline(knowledge fs.FS, parse func() (*lang.Analyser, error), ps []part) (*pipeline, error) {
	stages := make([][]doc.Stage, len(ps))
	faults := make([]error, len(ps)+1)
	var parser *lang.Analyser
	var all sync.WaitGroup
	all.Go(func() { parser, faults[len(ps)] = parse() })
	for i, p := range ps {
		all.Go(func() {
			var err error
			if stages[i], err = p.load(knowledge); err != nil {
				faults[i] = fmt.Errorf("%s: %w", p.name, err)
			}
		})
	}
	all.Wait()
	for i := range ps {
		if f := faults[len(ps)]; f != nil && errors.Is(faults[i], f) {
			faults[i] = nil // waited for the parser, whose fault is told once
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	rest := slices.Concat(stages...)
	p := &pipeline{text: slices.Concat(parser.Stages(), rest), tokens: slices.Concat(parser.TokenStages(), rest)}
	if err := doc.Check(0, p.text); err != nil {
		return nil, err
	}
	return p, doc.Check(doc.Sentences|doc.Tokens, p.tokens)
}
