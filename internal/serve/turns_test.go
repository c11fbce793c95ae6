package serve

import (
	"net/http"
	"testing"
	"time"
)

// While somebody's question goes through all that an actor did, those who ask for little
// are answered, and those who ask for as much wait for their turn.
func TestQuickQuestionsDoNotWaitForSlowOnes(t *testing.T) {
	s := testServer(t, func(o *Options) {
		withLedger(t)(o)
		o.Limits.Timeout = time.Second
	})
	for range cap(s.slow) {
		s.slow <- struct{}{}
	}
	for _, at := range []string{"/events", "/v1/events?actor=USA", "/v1/ledger", "/v1/matrix", "/pair?one=USA&other=RUS"} {
		if w := ask(s, http.MethodGet, at, ""); w.Code != http.StatusOK {
			t.Errorf("%s: status %d while a slow question is asked", at, w.Code)
		}
	}
	slow := []string{"/actor?who=USA", "/v1/counts?by=type", "/v1/incidents", "/v1/search?q=talks"}
	for _, at := range slow {
		if w := ask(s, http.MethodGet, at, ""); w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: status %d, want that it waits for its turn in vain", at, w.Code)
		}
	}
	for range cap(s.slow) {
		<-s.slow
	}
	for _, at := range slow {
		if w := ask(s, http.MethodGet, at, ""); w.Code != http.StatusOK {
			t.Errorf("%s: status %d when its turn has come", at, w.Code)
		}
	}
}
