package fetch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"
)

// host keeps the requests to one host apart.
type host struct {
	one  chan struct{} // taken by whoever asks it; next is theirs
	next time.Time     // it is not to be asked before
}

// mostHosts is how many are remembered at a time, beside those that must be.
const mostHosts = 4096

// longestHold bounds what Retry-After and Crawl-delay can ask for.
const longestHold = 24 * time.Hour

func (c *Client) host(u *url.URL) *host {
	name := strings.ToLower(u.Host)
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		if len(c.hosts) >= mostHosts {
			c.forgetHosts()
		}
		h = &host{one: make(chan struct{}, 1)}
		c.hosts[name] = h
	}
	return h
}

// Hold has nobody ask an address's host before a time, as an earlier client was told.
func (c *Client) Hold(address string, until time.Time) {
	c.once.Do(c.start)
	u, err := parse(address)
	if err != nil {
		return
	}
	h := c.host(u)
	h.one <- struct{}{}
	h.next = until
	<-h.one
}

// forgetHosts lets go of hosts that nobody asks and that may be asked.
func (c *Client) forgetHosts() {
	now := time.Now()
	for name, h := range c.hosts {
		select {
		case h.one <- struct{}{}:
			if h.next.Before(now) {
				delete(c.hosts, name)
			}
			<-h.one
		default:
		}
	}
}

// turn waits until it is the request's turn at its host, and makes it.
func (c *Client) turn(ctx context.Context, u *url.URL, delay time.Duration, r request) (a *Answer, to string, err error) {
	h := c.host(u)
	select {
	case h.one <- struct{}{}:
		defer func() { <-h.one }()
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	wait := time.Until(h.next)
	if wait > c.Limits.Patience {
		return nil, "", &Error{URL: u.String(), Later: h.next, Held: true,
			Err: fmt.Errorf("the server is not to be asked before %s, as it said", h.next.Format(time.RFC3339))}
	}
	if err := sleep(ctx, wait); err != nil {
		return nil, "", err
	}
	a, to, hold, err := c.ask(ctx, u, r)
	// A little more than the gap, and never the same, so that many who watch the same
	// host do not keep step.
	gap := min(max(c.Limits.Gap, delay), longestHold)
	gap += rand.N(gap/4 + 1)
	h.next = time.Now().Add(max(gap, min(hold, longestHold)))
	return a, to, err
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
