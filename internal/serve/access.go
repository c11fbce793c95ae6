package serve

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
)

// Access says who may reach the server. The zero value is this machine alone.
type Access struct {
	Listen  string         // host:port
	Tokens  []string       // any of which lets in, as a bearer or as the password of a browser's login
	Header  string         // in which a proxy names the user it has let in
	Proxies []netip.Prefix // from which that header is believed
	Hosts   []string       // names by which the server is called, beside that of this machine
}

// shortest is how long a token must be: what can be guessed is no token.
const shortest = 20

// ReadTokens reads a file of tokens, one a line; "#" begins a comment.
func ReadTokens(file string) ([]string, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading tokens: %w", err)
	}
	var out []string
	n := 0
	for line := range strings.Lines(string(raw)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case len(line) < shortest || strings.ContainsAny(line, " \t"):
			return nil, fmt.Errorf("%s:%d: a token of %d characters, expected at least %d and no blanks", file, n, len(line), shortest)
		default:
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no token, expected one a line", file)
	}
	return out, nil
}

// ErrOpen says that anybody could reach the server.
var ErrOpen = errors.New("it would be open to everybody who can reach this address")

// check refuses what would be open by accident.
func (a *Access) check() error {
	if (a.Header == "") != (len(a.Proxies) == 0) {
		return errors.New("a header that names users is believed only from known proxies: expected both or neither")
	}
	if !a.guarded() && !a.Loopback() {
		return fmt.Errorf("listening on %s: %w", a.Listen, ErrOpen)
	}
	return nil
}

// guarded reports whether whoever comes must show who he is.
func (a *Access) guarded() bool { return len(a.Tokens) > 0 || a.Header != "" }

// Loopback reports whether only this machine can reach the address.
func (a *Access) Loopback() bool {
	host, _, err := net.SplitHostPort(a.Listen)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// called reports whether a request calls the server by one of its names. A page of
// another site can have its own name lead to this machine, and would then read what is
// here; but it cannot call it by another name.
func (a *Access) called(host string) bool {
	if a.guarded() && len(a.Hosts) == 0 {
		return true // such a page knows no token, and no proxy let it in
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || slices.Contains(a.Hosts, host) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || len(a.Hosts) == 0)
}

// user names who comes, and whether he may.
func (a *Access) user(r *http.Request) (name string, ok bool) {
	if !a.guarded() {
		return "", true
	}
	if from := peer(r); a.Header != "" && slices.ContainsFunc(a.Proxies, func(p netip.Prefix) bool { return p.Contains(from) }) {
		if name := r.Header.Get(a.Header); name != "" {
			return name, true
		}
	}
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		_, token, _ = r.BasicAuth()
	}
	given := sha256.Sum256([]byte(token))
	for _, t := range a.Tokens {
		known := sha256.Sum256([]byte(t)) // of one length, so that the time says nothing
		if subtle.ConstantTimeCompare(given[:], known[:]) == 1 {
			ok = true
		}
	}
	return "", ok
}

// peer is the address that a request comes from, without its port.
func peer(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}
