package serve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"

	"dragoman"
	"dragoman/internal/ingest"

	"github.com/danielgtaylor/huma/v2"
)

// sent is a report, or many, to be coded.
type sent struct {
	ContentType string `header:"Content-Type" doc:"application/jsonl (or application/x-ndjson) for many reports, a document a line; of one report the format is found by content: JSON document, plain text or HTML."`
	Date        string `query:"date" doc:"Publication date of reports that do not tell theirs." example:"2023-03-14"`
	Publisher   string `query:"publisher" doc:"Publisher of reports that do not tell theirs."`

	body  []byte
	known dragoman.Known
	batch bool
}

// Resolve reads the parameters, and the body as it comes: its format is found by what
// it holds, where huma would go by what it is called.
func (in *sent) Resolve(ctx huma.Context) []error {
	var err error
	if in.body, err = io.ReadAll(ctx.BodyReader()); err != nil {
		return []error{huma.Error400BadRequest("the body cannot be read: " + err.Error())}
	}
	in.known.Publisher = in.Publisher
	if in.Date != "" {
		if in.known.Date, in.known.HasTime, err = dragoman.ParseDate(in.Date); err != nil {
			return wrong([]fault{{"date", fmt.Sprintf("%q is no day, expected 2006-01-02 or 2006-01-02T15:04:05Z", in.Date)}})
		}
	}
	kind, _, _ := mime.ParseMediaType(in.ContentType)
	in.batch = kind == asLines || kind == "application/x-ndjson" || kind == "application/x-jsonlines"
	return nil
}

func (s *Server) codeAPI(api huma.API) {
	body := &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		asJSON:       {Schema: api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[ingest.Report](), true, "Document")},
		"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}},
		"text/html":  {Schema: &huma.Schema{Type: huma.TypeString}},
		asLines:      {Schema: &huma.Schema{Type: huma.TypeString, Description: "A document a line."}},
	}}
	record := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[dragoman.Record](), true, "Record")
	huma.Register(api, huma.Operation{
		OperationID: "code", Method: http.MethodPost, Path: "/v1/code", Tags: []string{"code"}, Summary: "Code reports",
		Description: "Returns the record of one report. Of many, sent as application/jsonl, it returns a record a line in the order in which they came, and in the place of one that cannot be coded a line {\"error\": …}.",
		Responses: map[string]*huma.Response{"200": {Description: "the record", Content: map[string]*huma.MediaType{
			asJSON: {Schema: record}, asLines: {Schema: &huma.Schema{Type: huma.TypeString, Description: "A record a line."}}}}},
	}, s.postCode)
	huma.Register(api, huma.Operation{
		OperationID: "explain", Method: http.MethodPost, Path: "/v1/explain", Tags: []string{"code"}, Summary: "Explain what is coded of a report",
		Description: "For every event and every rejected candidate of one report: the frame, the words, and the rules.",
	}, s.postExplain)
	for _, path := range []string{"/v1/code", "/v1/explain"} { // told, and read by sent alone
		api.OpenAPI().Paths[path].Post.RequestBody = body
	}
}

func (s *Server) postCode(ctx context.Context, in *sent) (*huma.StreamResponse, error) {
	if in.batch {
		if s.Coder == nil {
			return nil, told(errReadOnly)
		}
		return &huma.StreamResponse{Body: func(c huma.Context) { s.batch(c, in) }}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.Limits.Timeout)
	defer cancel()
	one, err := s.only(in.body, in.known)
	if err != nil {
		return nil, told(err)
	}
	r, err := s.code(ctx, one)
	if err != nil {
		return nil, told(err)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", asJSON)
		_ = huma.DefaultJSONFormat.Marshal(c.BodyWriter(), r) // who has gone need not be told
	}}, nil
}

// batch codes one report after another, so that one client's thousand reports leave
// places for those of others.
func (s *Server) batch(c huma.Context, in *sent) {
	c.SetHeader("Content-Type", asLines)
	out := json.NewEncoder(c.BodyWriter())
	out.SetEscapeHTML(false)
	for one, err := range s.reports(in.body, in.known) {
		var line any
		if err == nil {
			line, err = s.readIn(c.Context(), one)
		}
		if err != nil {
			line = map[string]any{"error": told(err)}
		}
		if c.Context().Err() != nil || out.Encode(line) != nil {
			return
		}
	}
}

// readIn codes one report of several, within the time that one has.
func (s *Server) readIn(ctx context.Context, in *dragoman.Input) (*dragoman.Record, error) {
	ctx, cancel := context.WithTimeout(ctx, s.Limits.Timeout)
	defer cancel()
	return s.code(ctx, in)
}

type explained struct{ Body []dragoman.Explanation }

func (s *Server) postExplain(ctx context.Context, in *sent) (*explained, error) {
	if in.batch {
		return nil, told(errors.Join(errSeveral))
	}
	one, err := s.only(in.body, in.known)
	if err != nil {
		return nil, told(err)
	}
	r, err := s.read(ctx, one)
	if err != nil {
		return nil, told(err)
	}
	return &explained{r.why}, nil
}
