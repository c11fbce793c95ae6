package client

import (
	"bufio"
	"context"
	"errors"
	"iter"
	"net/http"
	"strings"
	"time"

	"dragoman"
)

// Live is an event as its report is added, or that something was missed.
type Live struct {
	Event *dragoman.FlatEvent
	// Place goes on behind this event, in Follow of another day. It is empty but for the
	// last event of each part: an event of a part that was not read whole may come twice.
	Place string
	// Lost says, in the place of an event, that what came since the place that was gone on
	// from is not known: the ledger is another one.
	Lost bool
}

// Follow yields the events that meet a query as their reports are added, from now on or
// from a place that was told. Where the connection breaks it is made anew and goes on
// where it was; it ends with the context, with what the server finds wrong, or where the
// reader wants no more.
func (c *Client) Follow(ctx context.Context, q Query, place string) iter.Seq2[Live, error] {
	return func(yield func(Live, error) bool) {
		for wait := time.Second; ; wait = min(2*wait, c.patient) {
			told := false
			err := c.follow(ctx, q, &place, func(l Live) bool {
				told = true
				return yield(l, nil)
			})
			if errors.Is(err, errEnough) {
				return
			}
			if told {
				wait = time.Second
			}
			p := (*Problem)(nil)
			if errors.Is(err, errAnswer) || errors.As(err, &p) && p.Status != http.StatusServiceUnavailable && p.Status != http.StatusTooManyRequests {
				yield(Live{}, err)
				return
			}
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				yield(Live{}, ctx.Err())
				return
			}
		}
	}
}

var errEnough = errors.New("the reader wants no more")

// follow reads one connection to its end.
func (c *Client) follow(ctx context.Context, q Query, place *string, do func(Live) bool) error {
	r := request{path: "/v1/events/live", query: q.values(), header: http.Header{"Accept": {"text/event-stream"}}}
	if *place != "" {
		r.header.Set("Last-Event-ID", *place)
	}
	answer, err := c.do(ctx, r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var kind, id, data string
	in := bufio.NewReader(answer.Body)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return err
		}
		name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "event":
			kind = value
		case "id":
			id = value
		case "data":
			data += value
		case "":
			if line[0] == ':' {
				continue // it still lives
			}
			if id != "" {
				*place = id
			}
			if data != "" {
				l := Live{Place: id, Lost: kind == "lost"}
				if !l.Lost {
					l.Event = &dragoman.FlatEvent{}
					if err := c.decode(strings.NewReader(data), l.Event); err != nil {
						return err
					}
				}
				if !do(l) {
					return errEnough
				}
			}
			kind, id, data = "", "", ""
		}
	}
}
