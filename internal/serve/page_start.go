package serve

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

// start is what the first page shows.
type start struct {
	Info   *ledger.Info
	Recent []*dragoman.FlatEvent
	Types  []ledger.Count
	Last   string // the place behind which events are told as they come
	Sample string
	Most   int // bytes of an article
}

const recentEvents = 12

func (s *Server) startPage(r *http.Request) (string, *view, error) {
	ctx := r.Context()
	main := &start{Sample: dragoman.Sample, Most: s.Limits.Report}
	v := &view{Title: "Dragoman", Here: "/", Main: main}
	last, err := s.news(ctx)
	if err != nil {
		return "", nil, err
	}
	main.Last, main.Recent = last.behind.String(), last.events
	main.Info, err = s.info(ctx)
	if errors.Is(err, ledger.ErrNone) {
		return "start", v, nil
	}
	if err == nil {
		main.Types, err = s.counts(ctx, ledger.Query{}, "type")
	}
	v.JSON, v.CSV = "/v1/events?order=newest", "/v1/events?format=csv&order=newest"
	return "start", v, err
}

// postArticle codes what was pasted and leads to its page. It lies there until others
// take its place in memory; nothing is written.
func (s *Server) postArticle(w http.ResponseWriter, r *http.Request) {
	body, known, err := article(r)
	if err == nil {
		var in *dragoman.Input
		if in, err = s.only(body, known); err != nil {
			err = failure{http.StatusUnprocessableEntity, "This cannot be coded", strings.TrimPrefix(err.Error(), "body: ")}
		} else {
			var read *reading
			if read, err = s.read(r.Context(), in); err == nil {
				s.memory.put(read)
				http.Redirect(w, r, "/coded?id="+url.QueryEscape(read.record.ID), http.StatusSeeOther)
				return
			}
		}
	}
	s.page(func(*http.Request) (string, *view, error) { return "", nil, err }).ServeHTTP(w, r)
}

// article takes an article out of a form: pasted, dropped as a file, or our sample.
func article(r *http.Request) (body []byte, known dragoman.Known, err error) {
	bad := func(text string) error { return failure{http.StatusBadRequest, "This cannot be coded", text} }
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(1 << 20)
	} else {
		err = r.ParseForm()
	}
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return nil, known, failure{http.StatusRequestEntityTooLarge, "This is too large", sized("more was sent than", large.Limit, large.Limit)}
	}
	if err != nil {
		return nil, known, bad("the form cannot be read: " + err.Error())
	}
	if r.PostForm.Has("sample") {
		return []byte(dragoman.Sample), known, nil
	}
	known.Publisher = strings.TrimSpace(r.PostForm.Get("publisher"))
	if day := strings.TrimSpace(r.PostForm.Get("date")); day != "" {
		if known.Date, known.HasTime, err = dragoman.ParseDate(day); err != nil {
			return nil, known, bad("the date " + day + " is no day, expected 2006-01-02")
		}
	}
	body = []byte(r.PostForm.Get("text"))
	if strings.TrimSpace(string(body)) == "" && r.MultipartForm != nil && len(r.MultipartForm.File["file"]) > 0 {
		f, err := r.MultipartForm.File["file"][0].Open()
		if err != nil {
			return nil, known, bad("the file cannot be read: " + err.Error())
		}
		defer f.Close()
		if body, err = io.ReadAll(f); err != nil {
			return nil, known, bad("the file cannot be read: " + err.Error())
		}
	}
	if len(strings.TrimSpace(string(body))) == 0 {
		return nil, known, bad("there is no text, expected an article")
	}
	return body, known, nil
}
