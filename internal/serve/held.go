package serve

import (
	"context"
	"errors"
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
	exact bool        // no answer is given in another state of the ledger than its own
	busy  func() bool // whether an answer that takes long would have to wait; nil: never
	mu    sync.Mutex
	of    map[string]*answer
	bytes int
	asked int // how often so far
}

type answer struct {
	state   string // of the ledger, before it was asked
	once    sync.Once
	value   any
	err     error
	took    time.Duration // 0 while it is being found
	found   time.Time
	renewed bool // another one in its place is being found
	bytes   int  // about what it takes in memory
	last    int  // which asking was its last
}

// An answer is fresh for as many times as long as it took to find, so that whatever is asked
// again and again costs a hundredth of a processor at most: of 50 ms for five seconds. Who
// asks later is given it once more, and it is found anew meanwhile: nobody waits for what
// is asked all the time. Where more is asked than can be found, an older one is better than
// none.
const (
	worth       = 100
	leastHeld   = 20 * time.Millisecond // what is found sooner is found anew
	mostFresh   = 30 * time.Second
	mostAge     = time.Minute
	mostAgeBusy = 10 * time.Minute
)

// holds reports whether the answer may be given in a state of the ledger: in its own, and
// in those that have come behind it in the same file while it is being found, and for a
// while beyond where that took long. What is not fresh is to be found anew.
func (h *held) holds(a *answer, state string) (holds, fresh bool) {
	file, _, _ := strings.Cut(state, "-")
	own, _, _ := strings.Cut(a.state, "-")
	age := time.Since(a.found)
	switch {
	case a.state == state:
		return true, true
	case h.exact || own != file:
		return false, false
	case a.took == 0:
		return true, true
	}
	return a.took >= leastHeld && (age < mostAge || age < mostAgeBusy && h.busy != nil && h.busy()), age < min(worth*a.took, mostFresh)
}

// Answers are held up to so many, and about so many bytes; those that nobody has asked for
// longest make room. One that takes more than a quarter of that is not kept.
const (
	mostHeld      = 2048
	mostHeldBytes = 64 << 20
)

// answer returns the one with a key that may be given in a state of the ledger, or an empty
// one that is to be filled; with one that is not fresh also the one to be filled meanwhile.
func (h *held) answer(key, state string) (a, renewal *answer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked++
	if a = h.of[key]; a != nil {
		holds, fresh := h.holds(a, state)
		if holds {
			a.last = h.asked
			if !fresh && !a.renewed {
				a.renewed = true
				renewal = &answer{state: state, last: h.asked}
			}
			return a, renewal
		}
	}
	a = &answer{state: state, last: h.asked}
	h.drop(key)
	h.put(key, a)
	return a, nil
}

// stay has an answer stay that is not being renewed after all.
func (h *held) stay(a *answer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	a.renewed = false
}

func (h *held) put(key string, a *answer) {
	if h.of == nil {
		h.of = map[string]*answer{}
	}
	h.of[key] = a
	h.bytes += a.bytes
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

// errFault is what others are told who wait for an answer that a fault of ours ended.
var errFault = errors.New("a fault of the server, which its log tells")

// fill finds an answer, which takes the place of another one where there is one still: all
// may have been forgotten. One that cannot be found, or is very large, is not kept.
func (h *held) fill(key string, a, before *answer, find func() (any, error)) {
	start, size := time.Now(), 0
	a.err = errFault // should find panic
	defer func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		before.renewed = false
		a.found, a.took = time.Now(), max(1, time.Since(start))
		if h.of[key] != before || a.err != nil && a != before {
			return
		}
		h.drop(key)
		if a.err == nil && size <= mostHeldBytes/4 {
			a.bytes = size
			h.put(key, a)
			h.trim()
		}
	}()
	a.value, a.err = find()
	size = footprint(a.value) + len(key)
}

// hold returns what find finds, or found a while ago with the same key.
func hold[T any](ctx context.Context, s *Server, key string, find func(context.Context) (T, error)) (T, error) {
	state, err := s.ledger.state(ctx)
	if err != nil {
		var none T
		return none, err
	}
	a, renewal := s.held.answer(key, state)
	fill := func(ctx context.Context, a, before *answer) {
		alone, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.Limits.Timeout) // others may wait for it too
		defer cancel()
		s.held.fill(key, a, before, func() (any, error) { return find(alone) })
	}
	a.once.Do(func() { fill(ctx, a, a) })
	if renewal != nil {
		select {
		case s.renewing <- struct{}{}:
			go func() {
				defer func() { <-s.renewing }()
				defer s.survive("renewing an answer")
				fill(context.WithValue(ctx, headerKey{}, nil), renewal, a) // whose header will have been sent
			}()
		default: // others are being renewed: who asks next may try again
			s.held.stay(a)
		}
	}
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
