package dragoman

import (
	"context"

	"dragoman/internal/doc"
)

// Act is what a text says of an act that it mentions, whether or not it is one
// that makes an event: "plans to send" says of "send" that it is planned.
type Act struct {
	Span
	Status    string `json:"status"`
	Condition *Span  `json:"condition,omitempty"`
}

// Acts tells of every word for an act whether it is so, in the order of the text:
// what Parse writes as Status=. Like Parse it takes the text as it stands, so the
// offsets are those of in.Text.
func (c *Coder) Acts(ctx context.Context, in *Input) ([]Act, error) {
	d, err := c.analyse(ctx, c.builder.Verbatim(in), upTo("factual", c.stages.text))
	if err != nil {
		return nil, err
	}
	b := &builder{d: d, at: newCodePoints(d.Text)}
	var out []Act
	for i, t := range d.Tokens {
		if s := statusAt(d, i); s != nil {
			out = append(out, Act{b.span(t.Span), string(s.Modality), b.spanIf(s.Condition)})
		}
	}
	return out, nil
}

// statusAt returns the status of the act that a word denotes, or nil where it
// denotes none. A copula has that of its predicate: "will be ready".
func statusAt(d *doc.Document, token int) *doc.Status {
	if d.IsRel(token, "cop") && d.Tags[token].POS == doc.AUX {
		token = d.Arcs[token].Head
	}
	k := d.PredicateAt(token)
	if k < 0 || k >= len(d.Status) || d.Status[k].Modality == "" {
		return nil
	}
	return &d.Status[k]
}
