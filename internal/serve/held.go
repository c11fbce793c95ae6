package serve

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// held keeps answers that cost something until something is added to the ledger, and those
// that cost much for a while beyond: while reports come in all the time, none would be
// kept otherwise. Of one question that several ask at once, the answer is found once.
type held struct {
	mu    sync.Mutex
	of    map[string]*answer
	bytes int
	asked int // how often so far
}

type answer struct {
	state string // of the ledger, before it was asked
	once  sync.Once
	value any
	err   error
	took  time.Duration // 0 while it is being found
	found time.Time
	bytes int // about what it takes in memory
	last  int // which asking was its last
}

// An answer is kept as many times as long as it took to find, so that whatever is asked
// again and again costs a hundredth of a processor at most: of 50 ms for five seconds.
const (
	worth     = 100
	leastHeld = 20 * time.Millisecond // what is found sooner is found anew
	mostAge   = 30 * time.Second
)

// holds reports whether the answer may be given in a state of the ledger: in its own, and
// in those that have come behind it in the same file while it is being found, and for a
// while beyond where that took long.
func (a *answer) holds(state string) bool {
	if a.state == state {
		return true
	}
	file, _, _ := strings.Cut(state, "-")
	own, _, _ := strings.Cut(a.state, "-")
	return own == file && (a.took == 0 || a.took >= leastHeld && time.Since(a.found) < min(worth*a.took, mostAge))
}

// Answers are held up to so many, and about so many bytes; those that nobody has asked for
// longest make room. One that takes more than a quarter of that is not kept.
const (
	mostHeld      = 1024
	mostHeldBytes = 64 << 20
)

// answer returns the one with a key that may be given in a state of the ledger, or an empty
// one that is to be filled.
func (h *held) answer(key, state string) *answer {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked++
	a := h.of[key]
	if a == nil || !a.holds(state) {
		h.drop(key)
		if h.of == nil {
			h.of = map[string]*answer{}
		}
		a = &answer{state: state}
		h.of[key] = a
	}
	a.last = h.asked
	return a
}

func (h *held) drop(key string) {
	if a := h.of[key]; a != nil {
		h.bytes -= a.bytes
		delete(h.of, key)
	}
}

// trim makes room.
func (h *held) trim() {
	for len(h.of) > mostHeld || h.bytes > mostHeldBytes {
		oldest := ""
		for key, a := range h.of {
			if b := h.of[oldest]; b == nil || a.last < b.last {
				oldest = key
			}
		}
		h.drop(oldest)
	}
}

// clear forgets everything, for who has written and looks at what came of it.
func (h *held) clear() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.of, h.bytes = nil, 0
}

// fill finds an answer; one that cannot be found, or is very large, is not kept.
func (h *held) fill(key string, a *answer, find func() (any, error)) {
	start := time.Now()
	value, err := find()
	took, size := max(1, time.Since(start)), footprint(value)
	h.mu.Lock()
	defer h.mu.Unlock()
	a.value, a.err, a.found, a.took = value, err, time.Now(), took
	switch {
	case h.of[key] != a: // something newer is there, or all was forgotten
	case err != nil || size > mostHeldBytes/4:
		h.drop(key)
	default:
		a.bytes = size
		h.bytes += size
		h.trim()
	}
}

// hold returns what find finds, or found a while ago with the same key.
func hold[T any](ctx context.Context, s *Server, key string, find func(context.Context) (T, error)) (T, error) {
	state, err := s.ledger.state(ctx)
	if err != nil {
		var none T
		return none, err
	}
	a := s.held.answer(key, state)
	a.once.Do(func() {
		alone, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.Limits.Timeout) // others may wait for it too
		defer cancel()
		s.held.fill(key, a, func() (any, error) { return find(alone) })
	})
	if a.state != state {
		grown(ctx, time.Since(a.found))
	}
	value, _ := a.value.(T)
	return value, a.err
}

// headerKey is where a request's context keeps the header of its answer.
type headerKey struct{}

// grown tells with the answer that what it holds was found a while ago in an older ledger.
// It has no tag then: whoever kept it by one would keep it after newer ones are to be had.
func grown(ctx context.Context, age time.Duration) {
	h, ok := ctx.Value(headerKey{}).(http.Header)
	if !ok {
		return
	}
	h.Del("ETag")
	if before, _ := strconv.Atoi(h.Get("Age")); int(age.Seconds()) >= before {
		h.Set("Age", strconv.Itoa(int(age.Seconds())))
	}
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
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), headerKey{}, w.Header())))
	})
}
