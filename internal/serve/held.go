package serve

import (
	"context"
	"net/http"
	"sync"
)

// held keeps answers that cost much until something is added to the ledger. Of one
// question that several ask at once, the answer is found once.
type held struct {
	mu    sync.Mutex
	state string
	of    map[string]*answer
}

type answer struct {
	once  sync.Once
	value any
	err   error
}

// mostHeld bounds the memory; answers are at most some thousand rows.
const mostHeld = 256

// hold returns what find finds, or found a while ago with the same key and ledger.
func hold[T any](ctx context.Context, s *Server, key string, find func(context.Context) (T, error)) (T, error) {
	state, err := s.ledger.state(ctx)
	if err != nil {
		var none T
		return none, err
	}
	h := &s.held
	h.mu.Lock()
	if h.state != state || len(h.of) >= mostHeld {
		h.state, h.of = state, map[string]*answer{}
	}
	a := h.of[key]
	if a == nil {
		a = &answer{}
		h.of[key] = a
	}
	h.mu.Unlock()
	a.once.Do(func() {
		alone, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.Limits.Timeout) // others may wait for it too
		defer cancel()
		a.value, a.err = find(alone)
		if a.err != nil {
			h.mu.Lock()
			if h.of[key] == a {
				delete(h.of, key)
			}
			h.mu.Unlock()
		}
	})
	value, _ := a.value.(T)
	return value, a.err
}

// tagged lets whoever has an answer of the same ledger keep it.
func (s *Server) tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || r.URL.Path == livePath {
			next.ServeHTTP(w, r)
			return
		}
		state, err := s.ledger.state(r.Context())
		if err != nil { // the handler will meet it too, and tell it
			next.ServeHTTP(w, r)
			return
		}
		tag := `W/"` + s.nonce + "-" + state + `"`
		w.Header().Set("Vary", "Accept, Accept-Encoding")
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		next.ServeHTTP(w, r)
	})
}
