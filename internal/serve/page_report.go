package serve

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"dragoman"
	"dragoman/internal/ledger"
)

// report is what the page of one report shows.
type report struct {
	*dragoman.Record
	Judged     []dragoman.FlatEvent // the events, as people have them
	Paragraphs []paragraph
	Layers     []layer
	Why        map[string]*dragoman.Explanation // by event
	Rejected   []dragoman.Explanation
	Explained  bool
	WhyAt      string   // the address that also says why; empty where that is not known
	Passing    bool     // it lies in memory alone
	Others     []string // addresses of other texts with the same id
}

// layer is a switch.
type layer struct {
	Name, Title string
	Count       int
	On          bool
}

// codedPage shows what was coded here.
func (s *Server) codedPage(r *http.Request) (string, *view, error) {
	id := r.URL.Query().Get("id")
	read := s.memory.get(id)
	if read == nil {
		return "", nil, failure{http.StatusNotFound, "This is no longer here", "What is pasted lies in the server's memory until others take its place. Paste it again, or keep it with dragoman add."}
	}
	v := s.reportView(r, read.record, read.record.FlatEvents())
	main, _ := v.Main.(*report)
	main.explain(read.why)
	main.Passing = true
	v.JSON = "/coded.json?id=" + url.QueryEscape(id)
	v.CSV = "/coded.csv?id=" + url.QueryEscape(id)
	return "report", v, nil
}

// reportPage shows a report of the ledger.
func (s *Server) reportPage(r *http.Request) (string, *view, error) {
	ctx, asks := r.Context(), r.URL.Query()
	id := asks.Get("id")
	var all []ledger.Held
	err := s.ask(ctx, s.readers, func(b *book) (err error) {
		all, err = b.Reports(ctx, id)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	n := 0
	if s := asks.Get("n"); s != "" {
		if _, err := fmt.Sscanf(s, "%d", &n); err != nil {
			n = 0
		}
		n--
	}
	if n < 0 || n >= len(all) {
		return "", nil, failure{http.StatusNotFound, "There is no such report", fmt.Sprintf("No report of the ledger has the id %q.", id)}
	}
	v := s.reportView(r, all[n].Record, all[n].Judged)
	main, _ := v.Main.(*report)
	for i := range all {
		if i != n {
			main.Others = append(main.Others, with("/report", url.Values{"id": {id}, "n": {fmt.Sprint(i + 1)}}))
		}
	}
	v.JSON = "/v1/report?id=" + url.QueryEscape(id)
	v.CSV = "/v1/report?format=csv&id=" + url.QueryEscape(id)
	if s.Coder == nil {
		return "report", v, nil
	}
	if !asks.Has("why") {
		asks.Set("why", "1")
		main.WhyAt = "/report?" + asks.Encode()
		return "report", v, nil
	}
	in, err := all[n].Input()
	if err == nil {
		var again *reading
		if again, err = s.read(ctx, in); err == nil {
			main.explain(matching(all[n].Record, again))
		}
	}
	return "report", v, err
}

// matching are the explanations of a report that was coded again, for those of its
// events that came out as they stand in the ledger. A newer coder may read it otherwise.
func matching(r *dragoman.Record, again *reading) []dragoman.Explanation {
	same := map[string]bool{}
	for _, e := range again.record.Events {
		same[e.ID] = slices.ContainsFunc(r.Events, func(old dragoman.Event) bool {
			return old.ID == e.ID && old.Span == e.Span && old.Type == e.Type && old.Status == e.Status
		})
	}
	return slices.DeleteFunc(again.why, func(x dragoman.Explanation) bool { return x.ID != "" && !same[x.ID] })
}

func (m *report) explain(xs []dragoman.Explanation) {
	m.Explained = true
	m.Why = map[string]*dragoman.Explanation{}
	for i := range xs {
		switch x := &xs[i]; x.Verdict {
		case "event":
			m.Why[x.ID] = x
		case "rejected":
			m.Rejected = append(m.Rejected, *x)
		}
	}
}

func (s *Server) reportView(r *http.Request, rec *dragoman.Record, judged []dragoman.FlatEvent) *view {
	main := &report{Record: rec, Judged: judged, Paragraphs: paragraphs(rec)}
	counts := map[string]int{"events": len(rec.Events), "statements": len(rec.Statements), "actors": len(rec.Actors),
		"times": len(rec.Times), "places": len(rec.Places), "figures": len(rec.Figures)}
	on := []string{"events"}
	if asks := r.URL.Query(); asks.Has("layers") {
		on = list(asks["layers"])
	}
	for _, l := range layers {
		main.Layers = append(main.Layers, layer{l.Name, l.Title, counts[l.Name], slices.Contains(on, l.Name)})
	}
	return &view{Title: titleOf(rec), Main: main}
}

// codedFile gives what was coded here to programs.
func (s *Server) codedFile(csv bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		read := s.memory.get(r.URL.Query().Get("id"))
		if read == nil {
			problem(w, r, http.StatusNotFound, "what was pasted is no longer here")
			return
		}
		var err error
		if csv {
			w.Header().Set("Content-Type", s.csv().Media)
			err = s.recordsCSV(w, []*dragoman.Record{read.record})
		} else {
			w.Header().Set("Content-Type", asJSON)
			err = writeEach(w, []*dragoman.Record{read.record})
		}
		if err != nil {
			s.Log.Debug("a reader has gone", "error", err)
		}
	}
}
