package ledger

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"dragoman"
)

// Sum stands for a text with what is known beside it: the first half of its
// SHA-256.
type Sum [16]byte

func sumOf(v any) (Sum, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return Sum{}, err
	}
	s := sha256.Sum256(raw)
	return Sum(s[:16]), nil
}

// InputSum is the sum of a report as it came. Reports of one sum are coded to one
// record.
func InputSum(in *dragoman.Input) (Sum, error) {
	s, err := sumOf(struct {
		Report   any
		Timed    bool
		Problems any
	}{in.Report(), in.DateHasTime, in.Problems})
	if err != nil {
		return s, fmt.Errorf("%s: %w", in.Name, err)
	}
	return s, nil
}

// recordSum is the sum of a report as it was mended and cleared: all that is in a
// record but what was found in the text. What was removed from it is left out: coders of
// before tell nothing of it, and the same report would be another one to them.
func recordSum(r *dragoman.Record) (Sum, error) {
	return sumOf(dragoman.Record{ID: r.ID, URL: r.URL, Publisher: r.Publisher, Title: r.Title, Byline: r.Byline,
		Date: r.Date, Lang: r.Lang, Text: r.Text, Repairs: r.Repairs})
}
