package serve

import (
	"errors"
	"net/http"
	"time"

	"dragoman"
	"dragoman/internal/ledger"
)

// health is what the page on the server and its ledger shows.
type health struct {
	Info    *ledger.Info
	Trouble string // why the ledger cannot be read
	Coder   *dragoman.CoderInfo
	Older   int // reports that another coder than this one coded
	Since   time.Time
	Jobs    int
	Waiting int64
	Limits  Limits
}

func (s *Server) healthPage(r *http.Request) (string, *view, error) {
	main := &health{Since: s.began, Jobs: s.Limits.Jobs, Waiting: s.desk.waiting.Load(), Limits: s.Limits}
	var err error
	main.Info, err = s.info(r.Context())
	if err != nil && !errors.Is(err, ledger.ErrNone) {
		main.Trouble = err.Error()
	}
	if s.Coder != nil {
		i := s.Coder.Info()
		main.Coder = &i
		if main.Info != nil {
			for _, c := range main.Info.Coders {
				if c.CoderInfo != i {
					main.Older += c.Reports
				}
			}
		}
	}
	return "health", &view{Title: "Health", Here: "/health", JSON: "/v1/ledger", CSV: "/v1/ledger?format=csv", Main: main}, nil
}
