package serve

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"dragoman/internal/ledger"
	"dragoman/internal/review"
)

type agreementOut struct {
	Agreement []review.Agreement `json:"agreement"`
}

func (o *agreementOut) writeLines(w io.Writer) error { return writeEach(w, o.Agreement) }
func (o *agreementOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"of", "reviewers", "events", "marks", "equal", "alpha", "low", "high"}, mapped(o.Agreement, func(a review.Agreement) []string {
		return []string{a.Of, strings.Join(a.Reviewers, "; "), strconv.Itoa(a.Events), strconv.Itoa(a.Marks), decimal(&a.Equal), decimal(a.Alpha), decimal(a.Low), decimal(a.High)}
	}))
}

// decimal writes a number that may not be known.
func decimal(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func (s *Server) getAgreement(ctx context.Context, _ *struct{ Formats }) (*just[*agreementOut], error) {
	out := &agreementOut{Agreement: []review.Agreement{}}
	c, err := s.compared(ctx)
	if err != nil {
		return nil, told(err)
	}
	out.Agreement = append(out.Agreement, c.agreement...)
	return &just[*agreementOut]{out}, nil
}

// compared says how far those agree who marked the same events, and where they do not.
func (s *Server) compared(ctx context.Context) (*compared, error) {
	return hold(ctx, s, "agreement", func(ctx context.Context) (out *compared, err error) {
		err = s.ask(ctx, s.readers, func(b *book) error {
			reports, err := b.Reviewed(ctx, "")
			out = comparing(reports)
			return err
		})
		if errors.Is(err, ledger.ErrNone) {
			return &compared{}, nil
		}
		return out, err
	})
}
