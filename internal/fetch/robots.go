package fetch

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// site is what one scheme, host and port lets programs do.
type site struct {
	one   chan struct{} // taken by whoever reads or fetches the rules
	rules *rules
	until time.Time // the rules are fetched anew after
}

const (
	robotsLife  = 24 * time.Hour   // how long rules are taken to hold (RFC 9309, 2.4)
	robotsRetry = 10 * time.Minute // how long it is before a server is asked again that did not tell them
	robotsSize  = 500 << 10        // bytes that are read (2.5)
)

// robots returns the rules of an address's site. It is an error if the site does
// not tell them, for then nothing may be asked (RFC 9309, 2.3.1.4).
func (c *Client) robots(ctx context.Context, u *url.URL) (*rules, error) {
	s := c.site(u)
	select {
	case s.one <- struct{}{}:
		defer func() { <-s.one }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now := time.Now()
	switch {
	case now.After(s.until):
	case s.rules != nil:
		return s.rules, nil
	default:
		return nil, &Error{URL: u.String(), Later: s.until, Held: true, Err: errors.New("its robots.txt could not be had")}
	}
	a, err := c.follow(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"},
		func(*url.URL) (time.Duration, error) { return 0, nil }, request{limit: robotsSize, cut: true})
	e := (*Error)(nil)
	switch {
	case err == nil:
		s.rules, s.until = parseRobots(a.Body, c.Agent), now.Add(robotsLife)
	case !errors.As(err, &e) || e.Held || e.Lasting && e.Status == 0: // nobody was asked
		return nil, err
	case e.Lasting, errors.Is(err, errLoop), errors.Is(err, errRedirects):
		s.rules, s.until = &rules{}, now.Add(robotsLife) // there is none: all is allowed (2.3.1.2, 2.3.1.3)
	default:
		s.rules, s.until = nil, now.Add(robotsRetry)
		if e.Later.After(s.until) {
			s.until = e.Later
		}
		return nil, &Error{URL: u.String(), Later: s.until, Err: err}
	}
	return s.rules, nil
}

func (c *Client) site(u *url.URL) *site {
	name := u.Scheme + "://" + strings.ToLower(u.Host)
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sites[name]
	if s == nil {
		if len(c.sites) >= mostHosts {
			clear(c.sites) // they are fetched again
		}
		s = &site{one: make(chan struct{}, 1)}
		c.sites[name] = s
	}
	return s
}

// rules are those of a robots.txt that are for us. The zero value allows all.
type rules struct {
	paths []rule
	delay time.Duration // Crawl-delay
}

type rule struct {
	path  string // with * for anything and, at the end, $
	allow bool
}

// parseRobots reads a robots.txt as RFC 9309 has it: the groups that name us, or else
// those for all. What is no rule is passed over, line by line. (The module that
// others use, temoto/robotstxt, refuses a file for one line that it cannot read, takes an empty
// "Disallow:" for none, so that the group runs on into the next, and finds patterns anywhere in a path.)
func parseRobots(raw []byte, agent string) *rules {
	name, _, _ := strings.Cut(strings.ToLower(agent), "/")
	var ours, all rules
	var named bool         // some group names us
	var inOurs, inAll bool // the group at hand is for us, for all
	var ruled bool         // its rules have begun
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	for line := range strings.FieldsFuncSeq(string(raw), func(c rune) bool { return c == '\n' || c == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if ruled {
				inOurs, inAll, ruled = false, false, false
			}
			inAll = inAll || value == "*"
			if product(value) == name {
				inOurs, named = true, true
			}
			continue
		}
		for _, r := range []struct {
			in bool
			*rules
		}{{inOurs, &ours}, {inAll, &all}} {
			if r.in {
				r.add(key, value)
			}
		}
		ruled = ruled || key == "allow" || key == "disallow" || key == "crawl-delay"
	}
	if named {
		return &ours
	}
	return &all
}

// product is the name of a program in a line: "Dragoman/1.0" is dragoman.
func product(s string) string {
	end := strings.IndexFunc(s, func(c rune) bool {
		return c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	})
	if end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(s)
}

func (r *rules) add(key, value string) {
	switch key {
	case "allow", "disallow":
		if value != "" {
			r.paths = append(r.paths, rule{escaped(value), key == "allow"})
		}
	case "crawl-delay":
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
			r.delay = time.Duration(min(seconds, longestHold.Seconds()) * float64(time.Second))
		}
	}
}

// allows reports whether an address may be asked for: the longest rule that fits
// decides, and of two that are as long the one that allows.
func (r *rules) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = escaped(path)
	best := rule{allow: true}
	for _, one := range r.paths {
		if n, m := len(one.path), len(best.path); (n > m || n == m && one.allow) && fits(one.path, path) {
			best = one
		}
	}
	return best.allow
}

// escaped writes a path so that two ways of writing one are one: "ü" as %C3%BC,
// "%7e" as "~".
func escaped(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		coded := false
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c, coded = byte(n), true
				i += 2
			}
		}
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if plain || !coded && c > ' ' && c < 0x7f {
			b.WriteByte(c)
		} else {
			b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		}
	}
	return b.String()
}

// fits reports whether a path begins as a pattern says.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 { // the last stands at the end
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !whole || path == ""
}
