package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"dragoman"
	"dragoman/internal/ledger"
	"dragoman/internal/review"
)

// Reviewing lets people mark events. It is the one thing by which the server writes, and
// is there where it is set up.
type Reviewing struct {
	// Keep writes a mark to the ledger; ledger.ErrInUse where another process writes.
	Keep func(review.Mark) error
	// Correct reads corrections as `dragoman review mark --set` does: "status=planned".
	Correct func(r *dragoman.Record, e *dragoman.Event, set []string) (*review.Correction, error)
}

// reviewMain is what the page of a reviewer shows.
type reviewMain struct {
	Asked    url.Values
	By       string
	Known    bool // a proxy says who it is
	Faults   []string
	Event    *dragoman.FlatEvent
	Before   string // the words about the event's
	Words    []segment
	After    string
	Seen     string // a sum of the event as it is shown
	Skip     string
	Statuses []string
	Types    []string

	Agreement []review.Agreement // of all who marked the same events
	Marked    []marked           // who has marked how many
	Apart     []apart            // events that they say different things of
}

// marked is how many events somebody has marked.
type marked struct {
	By                      string
	Right, Wrong, Corrected int
}

// apart is an event of which people say different things.
type apart struct {
	Event *dragoman.FlatEvent
	Marks []*review.Mark
}

// mostApart is how many of these are listed.
const mostApart = 30

// draws is how often events are drawn anew for the intervals of agreement.
const draws = 1000

// reviewer is who marks: the user that a proxy has let in, or who he says he is.
func (s *Server) reviewer(r *http.Request, v url.Values) (by string, known bool) {
	if user, ok := s.Access.user(r); ok && user != "" {
		return user, true
	}
	return strings.TrimSpace(v.Get("by")), false
}

// reviewPage shows one event after another, as the coder has it, to be marked.
func (s *Server) reviewPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &reviewMain{Asked: asks, Statuses: ledger.Statuses, Types: plover}
	main.By, main.Known = s.reviewer(r, asks)
	v := &view{Title: "Review", Here: "/review", Main: main}
	asks.Set("order", "newest")
	q, faults := asked(asks)
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	if main.By == "" && len(faults) == 0 {
		c, err := s.compared(r.Context())
		if err == nil {
			main.Agreement, main.Marked, main.Apart = c.agreement, c.marked, c.apart
		}
		v.JSON, v.CSV = "/v1/agreement", "/v1/agreement?format=csv"
		return "review", v, err
	}
	if len(faults) > 0 {
		return "review", v, nil
	}
	q.AsCoded, q.Unmarked, q.Limit = true, main.By, 1
	same := url.Values{"as_coded": {"true"}, "unmarked": {main.By}, "limit": {"1"}, "order": {"newest"}}
	for _, name := range []string{"actor", "type", "since", "until", "cursor"} {
		same[name] = asks[name]
	}
	v.JSON, v.CSV = with("/v1/events", same), changed("/v1/events", same, "format", "csv")
	err := s.ask(r.Context(), s.readers, func(b *book) error {
		page, next, err := b.Page(r.Context(), q)
		if err != nil || len(page) == 0 {
			return err
		}
		main.Event = page[0]
		if next != nil {
			main.Skip = changed("/review", asks, "cursor", next.String())
		}
		rec, e, err := b.Subject(r.Context(), review.Mark{Report: main.Event.Report, Event: main.Event.ID, Seen: &main.Event.Event})
		if err == nil {
			main.around(rec, e)
			main.Seen = seen(e)
		}
		return err
	})
	return "review", v, err
}

// compared is how far people agree.
type compared struct {
	agreement []review.Agreement
	marked    []marked
	apart     []apart
}

func comparing(reports []ledger.Reviewed) *compared {
	out := &compared{}
	of := map[string]*marked{}
	var acts [][]*review.Mark
	for _, r := range reports {
		acts = append(acts, r.Marks...)
		for _, marks := range r.Marks {
			differ := false
			for _, m := range marks {
				if of[m.By] == nil {
					of[m.By] = &marked{By: m.By}
				}
				switch m.Mark {
				case review.Right:
					of[m.By].Right++
				case review.Wrong:
					of[m.By].Wrong++
				case review.Corrected:
					of[m.By].Corrected++
				}
			}
			for _, aspect := range review.Aspects[1:] {
				differ = differ || len(slices.Compact(slices.Sorted(slices.Values(review.Values(aspect, marks))))) > 1
			}
			if differ && len(out.apart) < mostApart {
				seen := marks[0].Seen
				out.apart = append(out.apart, apart{&dragoman.FlatEvent{Report: marks[0].Report, Publisher: r.Record.Publisher, Event: *seen}, marks})
			}
		}
	}
	for _, by := range slices.Sorted(maps.Keys(of)) {
		out.marked = append(out.marked, *of[by])
	}
	out.agreement = review.Compare(acts, nil, draws)
	return out
}

// around cuts out the sentence that an event's word stands in, with those beside it.
func (m *reviewMain) around(r *dragoman.Record, e *dragoman.Event) {
	text := []rune(r.Text)
	i := slices.IndexFunc(r.Sentences, func(s dragoman.Sentence) bool { return s.Start <= e.Trigger.Start && e.Trigger.Start < s.End })
	if i < 0 {
		m.Words = []segment{{Text: e.Text}}
		return
	}
	part := func(from, to int) string { return string(text[from:max(from, to)]) }
	here := r.Sentences[i]
	if i > 0 {
		m.Before = part(r.Sentences[i-1].Start, r.Sentences[i-1].End)
	}
	if i+1 < len(r.Sentences) {
		m.After = part(r.Sentences[i+1].Start, r.Sentences[i+1].End)
	}
	m.Words = []segment{{Text: part(here.Start, e.Trigger.Start)}, {Text: part(e.Trigger.Start, min(e.Trigger.End, here.End)), Class: "trigger"}, {Text: part(min(e.Trigger.End, here.End), here.End)}}
}

// seen sums up an event, so that nobody marks another than he saw.
func seen(e *dragoman.Event) string {
	raw, err := json.Marshal(e)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// postMark keeps what a reviewer says of an event, and leads to the next.
func (s *Server) postMark(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	if err != nil {
		err = failure{http.StatusBadRequest, "This cannot be kept", "the form cannot be read: " + err.Error()}
	} else {
		err = s.mark(r.Context(), r)
	}
	if err == nil {
		next := url.Values{}
		for _, name := range []string{"by", "actor", "type", "since", "until"} {
			next[name] = r.PostForm["q_"+name]
		}
		http.Redirect(w, r, with("/review", next), http.StatusSeeOther)
		return
	}
	s.page(func(*http.Request) (string, *view, error) { return "", nil, err }).ServeHTTP(w, r)
}

func (s *Server) mark(ctx context.Context, r *http.Request) error {
	bad := func(text string) error { return failure{http.StatusUnprocessableEntity, "This cannot be kept", text} }
	f := r.PostForm
	by, _ := s.reviewer(r, url.Values{"by": f["q_by"]})
	m := review.Mark{Report: f.Get("report"), Event: f.Get("event"), Mark: f.Get("mark"), By: by, Note: strings.TrimSpace(f.Get("note")), At: time.Now().UTC().Format(time.RFC3339)}
	if by == "" {
		return bad("a mark says who made it")
	}
	var rec *dragoman.Record
	var e *dragoman.Event
	err := s.ask(ctx, s.readers, func(b *book) (err error) {
		rec, e, err = b.Subject(ctx, m)
		return err
	})
	if errors.Is(err, errBusy) || errors.Is(err, ledger.ErrNone) {
		return err
	}
	if err != nil {
		return bad(err.Error())
	}
	if seen(e) != f.Get("seen") {
		return failure{http.StatusConflict, "The event is another now", "The report was coded anew meanwhile. Go back to the review and look at it again."}
	}
	m.Seen = e
	if m.Mark == review.Corrected {
		var set []string
		for _, field := range []string{"status", "type", "source", "target", "day", "place"} {
			if value := strings.TrimSpace(f.Get("set_" + field)); value != "" {
				set = append(set, field+"="+value)
			}
		}
		if m.Set, err = s.Reviewing.Correct(rec, e, set); err != nil {
			return bad(err.Error())
		}
	}
	defer s.answers.clear()
	defer s.held.clear()
	if err := s.Reviewing.Keep(m); errors.Is(err, ledger.ErrInUse) {
		return failure{http.StatusServiceUnavailable, "Another process writes to the ledger", "Reports are being added. Go back and try again when that has ended."}
	} else if err != nil {
		return bad(err.Error())
	}
	return nil
}
