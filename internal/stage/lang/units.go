package lang

import (
	"fmt"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
)

// Limits on what is read at once, in word pieces and words.
const (
	batchPieces  = 128                    // enough to keep the arithmetic busy, few enough to stay in cache
	longestPiece = encoder.MostPieces - 2 // what looks like a longer sentence is cut
	longestWords = 300
)

// unit is a stretch of words that the encoder sees together: a sentence, or what
// the rules take for one. Neighbouring sentences were tried as one unit: they
// cost 0.7 of LAS, for the network then has to tell them apart.
type unit struct {
	first, last int // tokens
	kind        doc.Kind
	word        int // the batch's word that is its first
}

// gather fills the batch with the next units that nobody has taken. It reports the units
// that it has to cut.
func (s *scratch) gather(r *reading) {
	for n := len(r.units); n > 0; n = len(r.units) {
		u := r.units[n-1]
		if u.last-u.first > longestWords || s.cut(r.net, r.d, u) > longestPiece {
			report(r.d, u)
			middle := (u.first + u.last) / 2
			for middle > u.first+1 && r.d.Tokens[middle].Part > 1 {
				middle-- // not between "do" and "n't"
			}
			r.units = append(r.units[:n-1], unit{first: middle, last: u.last, kind: u.kind}, unit{first: u.first, last: middle, kind: u.kind})
			continue
		}
		if n := s.batch.Pieces(); n > 0 && n+len(s.pieces) > batchPieces {
			return
		}
		r.units = r.units[:n-1]
		s.add(r.net, r.d, u)
	}
}

// add adds a unit that has been cut to the batch.
func (s *scratch) add(w *network, d *doc.Document, u unit) {
	u.word = s.batch.Words()
	s.units = append(s.units, u)
	w.Open(&s.batch)
	from := 0
	for t := u.first; t < u.last; t++ {
		to := s.cuts[t-u.first]
		glued := d.Tokens[t].Part > 1 || t > 0 && d.Tokens[t-1].End == d.Tokens[t].Start
		s.batch.Add(s.pieces[from:to], encoder.Shape(d.Word(t), glued))
		from = to
	}
	w.Close(&s.batch)
}

// cut finds the pieces of a unit and where those of each word end, and returns
// their number.
func (s *scratch) cut(w *network, d *doc.Document, u unit) int {
	s.pieces, s.cuts = s.pieces[:0], s.cuts[:0]
	for t := u.first; t < u.last; t++ {
		s.pieces, s.buf = w.Cut(s.pieces, d.Word(t), s.buf)
		s.cuts = append(s.cuts, len(s.pieces))
	}
	return len(s.pieces)
}

const codeLong = "long-sentence"

// report says once of a stretch without any end that it was cut.
func report(d *doc.Document, u unit) {
	at := d.TokenSpan(u.first, u.last)
	if n := len(d.Problems); n > 0 && d.Problems[n-1].Code == codeLong && d.Problems[n-1].Span.Covers(at) {
		return
	}
	d.Problems = append(d.Problems, doc.Problem{
		Stage: "parse", Code: codeLong, Span: at,
		Text: fmt.Sprintf("%d words without the end of a sentence; read in parts of at most %d words", u.last-u.first, longestWords),
	})
}
