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

// gather adds units to the batch and calls flush for each full one. It reports
// the units that it had to cut.
func (s *scratch) gather(w *network, d *doc.Document, units []unit, flush func()) {
	for _, u := range units {
		s.add(w, d, u, flush)
	}
	if len(s.units) > 0 {
		flush()
	}
}

func (s *scratch) add(w *network, d *doc.Document, u unit, flush func()) {
	if u.last-u.first > longestWords || s.cut(w, d, u) > longestPiece {
		report(d, u)
		middle := (u.first + u.last) / 2
		for middle > u.first+1 && d.Tokens[middle].Part > 1 {
			middle-- // not between "do" and "n't"
		}
		s.add(w, d, unit{first: u.first, last: middle, kind: u.kind}, flush)
		s.add(w, d, unit{first: middle, last: u.last, kind: u.kind}, flush)
		return
	}
	if n := s.batch.Pieces(); n > 0 && n+len(s.pieces) > batchPieces {
		flush()
	}
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
