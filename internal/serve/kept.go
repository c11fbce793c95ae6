package serve

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzhttp"
)

// written is a whole answer, packed as it was sent.
type written struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header, Write and WriteHeader make it a ResponseWriter.
func (w *written) Header() http.Header { return w.header }
func (w *written) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}
func (w *written) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

// changing are the addresses whose answers hang on more than the ledger and the address.
var changing = map[string]bool{"/review": true, "/health": true, "/v1/export": true, livePath: true}

const varies = "Accept, Accept-Encoding"

var errNotKept = errors.New("only answers that say what was asked are kept")

// tagged lets whoever has an answer of the same ledger keep it, and gives the answer that
// another was given to the same question while the ledger was as it is: it is written and
// packed once.
func (s *Server) tagged(next http.Handler) http.Handler {
	packed := gzhttp.GzipHandler(next)
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
		w.Header().Set("Vary", varies)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if r.Method == http.MethodHead || changing[r.URL.Path] {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), headerKey{}, w.Header())))
			return
		}
		s.kept(packed, state).ServeHTTP(w, r)
	})
}

// kept gives the answer that was given in the same state of the ledger.
func (s *Server) kept(next http.Handler, state string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.URL.RequestURI() + "\x00" + r.Header.Get("Accept") + "\x00" + r.Header.Get("Accept-Encoding")
		a, _ := s.answers.answer(key, state)
		a.once.Do(func() {
			s.answers.fill(key, a, a, func() (any, error) {
				out := &written{header: w.Header().Clone()}
				alone, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), s.Limits.Timeout) // others may wait for it too
				defer cancel()
				next.ServeHTTP(out, r.WithContext(context.WithValue(alone, headerKey{}, out.header)))
				if out.status != http.StatusOK {
					return out, errNotKept
				}
				return out, nil
			})
		})
		out, ok := a.value.(*written)
		if !ok {
			problem(w, r, http.StatusInternalServerError, errFault.Error())
			return
		}
		h := w.Header()
		clear(h)
		maps.Copy(h, out.header.Clone())
		h.Set("Vary", varies)
		if age, err := strconv.Atoi(h.Get("Age")); err == nil { // of what it holds
			h.Set("Age", strconv.Itoa(age+int(time.Since(a.found).Seconds())))
		}
		h.Set("Content-Length", strconv.Itoa(out.body.Len()))
		w.WriteHeader(out.status)
		_, _ = w.Write(out.body.Bytes())
	})
}
