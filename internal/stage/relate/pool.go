package relate

import (
	"math"

	"dragoman/internal/encoder"
	"dragoman/internal/model"
)

// Told is what a frame tells of the same pair.
type Told struct {
	Type string
	Both bool // of source and target; else of one, the other being left out
}

// pool weighs what the network says and what frames tell: a logarithmic opinion
// pool (Genest and Zidek 1986) whose weights were fitted on sentences that the
// network was not taught with, so that its probabilities are calibrated.
type pool struct {
	net       float32
	bias      []float32 // [types]
	both, one []float32 // [types told × types]
}

func readPool(f *model.File, types int) (pool, error) {
	var p pool
	net, err := encoder.Floats(f, "pool.net", 1)
	if err != nil {
		return p, err
	}
	p.net = net[0]
	for _, part := range []struct {
		to   *[]float32
		name string
		n    int
	}{{&p.bias, "pool.bias", types}, {&p.both, "pool.both", types * types}, {&p.one, "pool.one", types * types}} {
		if *part.to, err = encoder.Floats(f, part.name, part.n); err != nil {
			return p, err
		}
	}
	return p, nil
}

// sureness is the regression of an event's being right on what the network says of
// it: of all events, by the logarithm of the odds, and for those whose source and
// target both stand in the sentence.
type sureness struct{ always, net, both float64 }

func readSureness(f *model.File) (sureness, error) {
	x, err := encoder.Floats(f, "sure", 3)
	if err != nil {
		return sureness{}, err
	}
	return sureness{float64(x[0]), float64(x[1]), float64(x[2])}, nil
}

// of returns the probability that an event is right to which the network gives p.
func (s sureness) of(p float64, both bool) float64 {
	p = min(max(p, 0.001), 0.999)
	x := s.always + s.net*math.Log(p/(1-p))
	if both {
		x += s.both
	}
	return 1 / (1 + math.Exp(-x))
}

// Weigh turns what the network says of a pair, and what frames tell of it, into
// logarithms of the probabilities of the types.
func (j *Judge) Weigh(scores []float64, told []Told) []float64 {
	n := len(j.types)
	out := make([]float64, n)
	for k := range out {
		out[k] = float64(j.pool.net)*scores[k] + float64(j.pool.bias[k])
	}
	heard := map[Told]bool{}
	for _, t := range told {
		heard[t] = true
	}
	for i, kind := range j.types {
		from := j.pool.both
		switch {
		case heard[Told{kind, true}]:
		case heard[Told{kind, false}]:
			from = j.pool.one
		default:
			continue
		}
		for k := range out {
			out[k] += float64(from[i*n+k])
		}
	}
	logSoftmax(out)
	return out
}
