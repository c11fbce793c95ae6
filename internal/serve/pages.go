package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

//go:embed pages/*.html
var pageFiles embed.FS

//go:embed static
var staticFiles embed.FS

// view is what every page shows; Main is the page's own.
type view struct {
	Title    string
	Here     string // which link of the navigation is this page's
	JSON     string // addresses of the same for programs; empty where there is none
	CSV      string
	ReadOnly bool
	Review   bool   // people may mark events
	Words    string // what the box in the head of the page holds
	Root     string // the server's address, as this request calls it
	Main     any
}

// sites are the pages that the navigation leads to.
var sites = []struct{ Path, Name string }{
	{"/", "Start"}, {"/events", "Events"}, {"/incidents", "Incidents"}, {"/stories", "Stories"}, {"/pair", "Pair"}, {"/matrix", "Matrix"}, {"/network", "Network"}, {"/map", "Map"}, {"/actor", "Actor"}, {"/health", "Health"},
}

// pageTemplates are parsed once; each page is the frame with its own main.
type pageTemplates map[string]*template.Template

func parsePages(static map[string]string) (pageTemplates, error) {
	frame, err := template.New("frame.html").Funcs(functions(static)).ParseFS(pageFiles, "pages/frame.html", "pages/parts.html")
	if err != nil {
		return nil, fmt.Errorf("serve: reading pages: %w", err)
	}
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, err
	}
	out := pageTemplates{}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".html")
		if base == "frame" || base == "parts" {
			continue
		}
		page, err := frame.Clone()
		if err == nil {
			page, err = page.ParseFS(pageFiles, name)
		}
		if err != nil {
			return nil, fmt.Errorf("serve: reading pages: %w", err)
		}
		out[base] = page
	}
	return out, nil
}

// pages has all that is shown to people.
func (s *Server) pages(mux *http.ServeMux) error {
	static, err := s.static(mux)
	if err != nil {
		return err
	}
	if s.templates, err = parsePages(static); err != nil {
		return err
	}
	for pattern, show := range map[string]func(*http.Request) (string, *view, error){
		"GET /{$}":       s.startPage,
		"GET /events":    s.eventsPage,
		"GET /pair":      s.pairPage,
		"GET /matrix":    s.matrixPage,
		"GET /stories":   s.storiesPage,
		"GET /search":    s.searchPage,
		"GET /network":   s.networkPage,
		"GET /map":       s.mapPage,
		"GET /actor":     s.actorPage,
		"GET /health":    s.healthPage,
		"GET /api":       s.apiPage,
		"GET /incidents": s.incidentsPage,
		"GET /incident":  s.incidentPage,
		"GET /report":    s.reportPage,
		"GET /coded":     s.codedPage,
	} {
		mux.Handle(pattern, s.tagged(s.page(show)))
	}
	if s.Reviewing != nil {
		mux.Handle("GET /review", s.tagged(s.page(s.reviewPage)))
		mux.HandleFunc("POST /review", s.postMark)
	}
	mux.Handle("GET /favicon.ico", http.RedirectHandler(static["icon.svg"], http.StatusMovedPermanently)) // which browsers ask for where a page names none
	mux.HandleFunc("GET /coded.json", s.codedFile(false))
	mux.HandleFunc("GET /coded.csv", s.codedFile(true))
	mux.HandleFunc("GET "+liveRowsPath, s.liveRows)
	mux.HandleFunc("POST /code", s.postArticle)
	mux.Handle("/", s.page(func(*http.Request) (string, *view, error) { return "", nil, errNowhere }))
	return nil
}

// static answers with what pages load. The names carry a sum of the contents, so that
// browsers may keep them for good.
func (s *Server) static(mux *http.ServeMux) (map[string]string, error) {
	files, err := fs.Sub(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	addresses := map[string]string{}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		at := "/static/" + hex.EncodeToString(sum[:6]) + "/" + name
		addresses[name] = at
		mux.HandleFunc("GET "+at, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			http.ServeFileFS(w, r, files, name)
		})
		return nil
	})
	return addresses, err
}

// page answers with a page, or with one that says what is wrong.
func (s *Server) page(show func(*http.Request) (string, *view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, v, err := show(r)
		status := http.StatusOK
		if err != nil {
			status, name, v = s.trouble(r, err)
			w.Header().Del("ETag")
			if status == http.StatusServiceUnavailable {
				w.Header().Set("Retry-After", "5")
			}
		}
		s.write(w, status, name, v)
	})
}

// row writes an event as a row of the table of pages.
func (s *Server) row(e *dragoman.FlatEvent) ([]byte, error) {
	var out bytes.Buffer
	err := s.templates["start"].ExecuteTemplate(&out, "row", e)
	return out.Bytes(), err
}

func (s *Server) write(w http.ResponseWriter, status int, name string, v *view) {
	v.ReadOnly, v.Review = s.Coder == nil, s.Reviewing != nil
	var out bytes.Buffer // so that a fault of a page shows no half of it
	if err := s.templates[name].Execute(&out, v); err != nil {
		panic(fmt.Errorf("page %s: %w", name, err))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes())
}

// failure is an error that a page tells with a status of its own.
type failure struct {
	status      int
	title, text string
}

func (f failure) Error() string { return f.text }

var errNowhere = failure{http.StatusNotFound, "There is no such page", "The address leads nowhere."}

// trouble makes a page of an error.
func (s *Server) trouble(r *http.Request, err error) (int, string, *view) {
	var f failure
	switch {
	case errors.As(err, &f):
	case errors.Is(err, ledger.ErrNone):
		f = failure{http.StatusNotFound, "There is no ledger yet", "dragoman add FILE… codes reports and keeps them in one; the pages then show them."}
	case errors.Is(err, ledger.ErrNoEvent):
		f = failure{http.StatusNotFound, "There is no such event", err.Error()}
	case errors.Is(err, errBusy), errors.Is(err, context.DeadlineExceeded):
		f = failure{http.StatusServiceUnavailable, "Too busy", errBusy.Error()}
	case errors.Is(err, errReadOnly):
		f = failure{http.StatusForbidden, "Nothing is coded here", errReadOnly.Error()}
	default:
		s.Log.Error("a page could not be shown", "path", r.URL.Path, "error", err)
		f = failure{http.StatusInternalServerError, "This cannot be shown", err.Error()}
	}
	return f.status, "trouble", &view{Title: f.title, Main: f.text}
}

// writeTrouble tells what is wrong to a browser that got no further than the guards.
func writeTrouble(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	text := template.HTMLEscapeString(http.StatusText(status))
	_, _ = fmt.Fprintf(w, "<!doctype html><html lang=en><title>%s</title><h1>%s</h1><p>%s</p></html>\n", text, text, template.HTMLEscapeString(detail))
}

// with writes an address with its parameters, those that are empty left out.
func with(path string, v url.Values) string {
	kept := url.Values{}
	for name, values := range v {
		for _, value := range values {
			if value != "" {
				kept.Add(name, value)
			}
		}
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + kept.Encode()
}

// reportAt is the address of a report, or of one of its events.
func reportAt(id, event string) string {
	at := "/report?id=" + url.QueryEscape(id)
	if event != "" {
		at += "#" + event
	}
	return at
}

// eventAt is the address of an event in its report.
func eventAt(e *dragoman.FlatEvent) string { return reportAt(e.Report, e.ID) }
