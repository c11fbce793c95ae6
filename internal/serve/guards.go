package serve

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"dragoman/internal/wording"

	"github.com/klauspost/compress/gzhttp"
	"golang.org/x/time/rate"
)

// guarded puts all that a request must pass before a handler.
func (s *Server) guarded(mux *http.ServeMux) http.Handler {
	h := s.timed(routed(mux))
	h = s.bodies.reserve(h)
	h = gzhttp.GzipHandler(h)
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem(w, r, http.StatusForbidden, "the request comes from a page of another site")
	}))
	h = cross.Handler(h)
	h = s.admitted(h)
	h = hardened(h)
	return s.observed(s.recovered(h))
}

// hardened lets browsers do nothing with our pages that they are not for.
func hardened(next http.Handler) http.Handler {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Cache-Control", "private, no-cache") // kept, but asked about each time
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// admitted lets in whoever may come, as often as he may.
func (s *Server) admitted(next http.Handler) http.Handler {
	rates := &rates{each: rate.Limit(s.Limits.Rate)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.Access.called(r.Host) {
			problem(w, r, http.StatusMisdirectedRequest, fmt.Sprintf("this server is not called %q", r.Host))
			return
		}
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" { // of those who watch over it, who have no token
			next.ServeHTTP(w, r)
			return
		}
		user, ok := s.Access.user(r)
		if !rates.allows(cmp.Or(user, peer(r).String())) {
			w.Header().Set("Retry-After", "1")
			problem(w, r, http.StatusTooManyRequests, fmt.Sprintf("more than %g requests a second", s.Limits.Rate))
			return
		}
		if !ok {
			if len(s.Access.Tokens) > 0 {
				w.Header().Add("WWW-Authenticate", `Bearer realm="dragoman"`)
				w.Header().Add("WWW-Authenticate", `Basic realm="dragoman: a token as the password", charset="UTF-8"`)
			}
			problem(w, r, http.StatusUnauthorized, "expected a token that this server knows")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// lasting are the answers that may take longer than others: they go out piece by piece.
var lasting = map[string]bool{"/v1/export": true, "/v1/code": true, livePath: true, liveRowsPath: true}

// timed ends what takes too long.
func (s *Server) timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if lasting[r.URL.Path] {
			p := &pieces{w, http.NewResponseController(w), s.Limits.Timeout}
			if r.URL.Path == livePath || r.URL.Path == liveRowsPath {
				p.each = s.live.patient
			}
			next.ServeHTTP(p, r)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), s.Limits.Timeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// pieces gives each piece of a long answer its own time to be taken.
type pieces struct {
	http.ResponseWriter
	control *http.ResponseController
	each    time.Duration
}

func (p *pieces) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(p.each)) // not all writers can
	return p.ResponseWriter.Write(b)
}

// Unwrap lets a ResponseController reach what is below.
func (p *pieces) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// recovered keeps a fault of ours to the one request that met it.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(fault)
			}
			s.Log.Error("a fault of the server", "path", r.URL.Path, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
			problem(w, r, http.StatusInternalServerError, "a fault of the server, which its log tells")
		}()
		next.ServeHTTP(w, r)
	})
}

// survive keeps a fault of ours to the work that met it, where no request waits for it.
func (s *Server) survive(work string) {
	if fault := recover(); fault != nil {
		s.Log.Error("a fault of the server", "work", work, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
	}
}

// problem answers with what is wrong: as RFC 9457 has it to programs, as a page to
// people.
func problem(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if asksForPage(r) {
		writeTrouble(w, status, detail)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Del("Content-Encoding")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}

func busy(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "5")
	problem(w, r, http.StatusServiceUnavailable, errBusy.Error())
}

// asksForPage tells a browser that goes to a page from programs.
func asksForPage(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/v1/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}

func sized(what string, has, most int64) string {
	return fmt.Sprintf("%s %s bytes, expected at most %s", what, wording.Number(float64(has)), wording.Number(float64(most)))
}
