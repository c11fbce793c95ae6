package relate

import (
	"math"
	"slices"

	"dragoman/internal/doc"
)

// Stage says of every event how sure it is. Most events are sure at a glance. Of the
// others the network reads the sentence with the event's source and target marked, and
// how much it gives to the types that bear the event out is weighed with the word of
// the frame.
func (j *Judge) Stage() doc.Stage {
	return doc.Stage{
		Name:  "relate",
		Needs: doc.Sentences | doc.Tokens | doc.Looks | doc.Actors | doc.Statuses | doc.Events,
		Adds:  doc.Judgements,
		Run:   j.judgeEvents,
	}
}

func (j *Judge) judgeEvents(d *doc.Document) {
	d.Judgements = make([]doc.Judgement, len(d.Events))
	pairs := make([]Query, len(d.Events))
	var queries []Query // each once: of a pair a sentence may tell several acts
	for i := range d.Events {
		e, q := &d.Events[i], pairOf(d, &d.Events[i])
		pairs[i] = q
		p, known := j.glance.of(d, e, q)
		if known && p >= sureAtAGlance {
			d.Judgements[i] = doc.Judgement{Confidence: j.sure.of(p, q.both()), Net: p, Glance: true}
		} else if !slices.Contains(queries, q) {
			queries = append(queries, q)
		}
	}
	alone := j.Judge(d, queries)
	for i, q := range pairs {
		// What is asked for one event of a pair is known of the others too.
		if k := slices.Index(queries, q); k >= 0 {
			d.Judgements[i] = j.judgement(&d.Events[i], alone[k], q.both())
		}
	}
}

func (j *Judge) judgement(e *doc.Event, alone []float64, both bool) doc.Judgement {
	out := doc.Judgement{Net: j.Borne(e, alone)}
	out.Confidence = j.sure.of(out.Net, both)
	if t := j.types[Likeliest(alone)]; !slices.Contains(Bearing(e), t) {
		out.Other = t
	}
	return out
}

// Borne returns the probability that the network gives to the types that bear an
// event out.
func (j *Judge) Borne(e *doc.Event, alone []float64) float64 {
	p := 0.0
	for k, t := range j.types {
		if slices.Contains(Bearing(e), t) {
			p += math.Exp(alone[k])
		}
	}
	return p
}

// Likeliest returns the place of the highest score.
func Likeliest(scores []float64) int {
	best := 0
	for k, s := range scores {
		if s > scores[best] {
			best = k
		}
	}
	return best
}

// pairOf marks the words of an event's first source and first target that stand
// in the trigger's sentence.
func pairOf(d *doc.Document, e *doc.Event) Query {
	s := &d.Sentences[d.SentenceOf(e.Token)]
	q := Query{Range: Range{s.First, s.Last}}
	q.Source, q.Target = wordsIn(d, q.Range, e.Source), wordsIn(d, q.Range, e.Target)
	return q
}

func wordsIn(d *doc.Document, in Range, parties []doc.Party) Range {
	for _, p := range parties {
		if p.Mention < 0 {
			continue
		}
		if r := under(d, in, d.Mentions[p.Mention].Span); r != (Range{}) {
			return r
		}
	}
	return Range{}
}

// under returns the words of a range that a stretch of the text touches.
func under(d *doc.Document, in Range, at doc.Span) Range {
	var out Range
	for t := in.First; t < in.Last; t++ {
		if d.Tokens[t].Start < at.End && at.Start < d.Tokens[t].End {
			if out.Last == 0 {
				out.First = t
			}
			out.Last = t + 1
		}
	}
	return out
}
