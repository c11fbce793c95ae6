package dragoman

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"dragoman/internal/doc"
	"dragoman/internal/stage/relate"
)

// Pair is a sentence and two stretches of it, in code points: who acts, and who
// or what is acted on. Either may be nil: an actor that the sentence does not
// name.
type Pair struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Source *Range `json:"source"`
	Target *Range `json:"target"`
}

// check says what is wrong with a pair.
func (p *Pair) check() error {
	if strings.TrimSpace(p.Text) == "" {
		return errors.New(`no "text"`)
	}
	n := utf8.RuneCountInString(p.Text)
	for _, side := range []struct {
		name string
		*Range
	}{{"source", p.Source}, {"target", p.Target}} {
		if r := side.Range; r != nil && (r.Start < 0 || r.End <= r.Start || r.End > n) {
			return fmt.Errorf("%s %d-%d, expected 0 <= start < end <= %d, the length of the text in code points", side.name, r.Start, r.End, n)
		}
	}
	return nil
}

// Relation is what the source of a pair does to its target.
type Relation struct {
	ID     string             `json:"id,omitempty"`
	Event  string             `json:"event,omitempty"` // the likeliest of PLOVER's types; left out where NONE is certain
	Quad   int                `json:"quad,omitempty"`
	Scores map[string]float64 `json:"scores"` // probability of each type, and of NONE

	// What the scores were made from, for those who ask why.
	Net    map[string]float64 `json:"net,omitempty"` // what the network says by itself
	Frames []FrameSays        `json:"frames,omitempty"`
}

// FrameSays is a frame that tells of the same pair.
type FrameSays struct {
	Frame   string `json:"frame"`
	Trigger string `json:"trigger"`
	Event   string `json:"event"`
	Both    bool   `json:"both"` // of source and target; else the other is left out

	Bearing []string `json:"bearing"` // the types that bear the frame out
	Net     float64  `json:"net"`     // what the network gives these
}

// certain is how probable it must be that the source does nothing to the target for
// Relate to name no type: who asks of a pair takes it for one, and finds the doubt
// among the scores.
const certain = 0.99

// Relate says what the source of a pair does to its target. Two judges are
// heard: the network of package relate, and the frames, where one tells of the
// same two.
func (c *Coder) Relate(ctx context.Context, p Pair) (Relation, error) {
	r := Relation{ID: p.ID}
	if err := p.check(); err != nil {
		return r, err
	}
	judge, err := c.judge()
	if err != nil {
		return r, fmt.Errorf("dragoman: loading: %w", err)
	}
	d := paragraph(p.Text)
	d.ID = "pair"
	if err := c.run(ctx, d, upTo("event", c.stages.text)); err != nil {
		return r, err
	}
	q := relate.Query{Range: relate.Range{Last: len(d.Tokens)}, Source: tokensOf(d, p.Source), Target: tokensOf(d, p.Target)}
	alone := judge.Judge(d, []relate.Query{q})[0]
	var told []relate.Told
	for _, t := range relate.Tellings(d, q) {
		e := &d.Events[t.Event]
		r.Frames = append(r.Frames, FrameSays{Frame: e.Frame, Trigger: d.Of(e.Trigger), Event: t.Type, Both: t.Both,
			Bearing: relate.Bearing(e), Net: math.Round(1e4*judge.Borne(e, alone)) / 1e4})
		told = append(told, t.Told)
	}
	scores := judge.Weigh(alone, told)
	r.Net, r.Scores = probabilities(judge.Types(), alone), probabilities(judge.Types(), scores)
	best := 1 + relate.Likeliest(scores[1:]) // the first is NONE
	if math.Exp(scores[0]) < certain {
		r.Event = judge.Types()[best]
		if q := c.coding.Of(d, &doc.Event{Type: r.Event}).Quad; q != nil {
			r.Quad = *q
		}
	}
	return r, nil
}

// probabilities names each score, to four places.
func probabilities(types []string, logs []float64) map[string]float64 {
	out := make(map[string]float64, len(types))
	for i, t := range types {
		out[t] = math.Round(1e4*math.Exp(logs[i])) / 1e4
	}
	return out
}

// tokensOf returns the words under a range.
func tokensOf(d *doc.Document, r *Range) relate.Range {
	if r == nil {
		return relate.Range{}
	}
	at := newCodePoints(d.Text)
	var out relate.Range
	for i, t := range d.Tokens {
		if at.at(t.Start) < r.End && r.Start < at.at(t.End) {
			if out.Last == 0 {
				out.First = i
			}
			out.Last = i + 1
		}
	}
	return out
}
