package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"

	"dragoman"
	"dragoman/internal/ingest"
	"dragoman/internal/ledger"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// table is an answer that is also rows: as CSV, and as a line of JSON each.
type table interface {
	writeCSV(io.Writer) error
	writeLines(io.Writer) error
}

const (
	asJSON  = "application/json"
	asLines = "application/jsonl"
	asCSV   = "text/csv"
)

// api has the operations that programs call.
func (s *Server) api(mux *http.ServeMux) {
	config := huma.DefaultConfig("dragoman", dragoman.Version)
	config.Info.Description = "Codes news reports, and answers questions about the reports of a ledger: who did what to whom, when, where, whether it is so, and who says so. Spans count Unicode code points of a report's text, half-open. A value that is not known is left out."
	config.DocsPath, config.SchemasPath = "", "" // pages of huma's load script from elsewhere
	config.CreateHooks = nil                     // which put an address of a schema into every answer
	config.OpenAPIPath = "/v1/openapi"
	config.RejectUnknownQueryParameters = true
	config.DefaultFormat = asJSON
	config.Formats = map[string]huma.Format{asJSON: huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat,
		asLines: {Marshal: writeLines}, asCSV: {Marshal: writeCSV}}
	config.Transformers = []huma.Transformer{faultsAsJSON}
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[dragoman.Count](), reflect.TypeFor[countSchema]())
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "Where the server asks for one."}}
	inner := http.NewServeMux()
	api := humago.New(inner, config)
	s.codeAPI(api)
	s.ledgerAPI(api)
	s.liveAPI(api)
	s.operations = operations(api.OpenAPI())
	mux.Handle("/v1/", formatted(there(inner, s.tagged(inner))))
}

// there has what leads nowhere told as every other fault is.
func there(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			next.ServeHTTP(w, r)
			return
		}
		told := headers{} // by the mux, which knows the methods that there are
		h.ServeHTTP(told, r)
		if allowed := http.Header(told).Get("Allow"); allowed != "" {
			w.Header().Set("Allow", allowed)
			problem(w, r, http.StatusMethodNotAllowed, r.Method+" is nothing that can be asked here, expected "+allowed)
			return
		}
		problem(w, r, http.StatusNotFound, "there is nothing at "+r.URL.Path+": /v1/openapi.json lists what there is")
	})
}

// headers are an answer without its body.
type headers http.Header

// Header, Write and WriteHeader make it a ResponseWriter.
func (h headers) Header() http.Header         { return http.Header(h) }
func (h headers) Write(b []byte) (int, error) { return len(b), nil }
func (h headers) WriteHeader(int)             {}

// countSchema is a Count as JSON has it.
type countSchema struct{}

// Schema says what MarshalJSON writes.
func (countSchema) Schema(huma.Registry) *huma.Schema {
	number := &huma.Schema{Type: huma.TypeNumber}
	return &huma.Schema{Description: "A number of people, or the bounds of a vague one; an open bound is left out.", OneOf: []*huma.Schema{number,
		{Type: huma.TypeObject, Properties: map[string]*huma.Schema{"low": number, "high": number}}}}
}

// formatted lets an address ask for a format, for those who cannot set a header.
func formatted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f := map[string]string{"json": asJSON, "jsonl": asLines, "csv": asCSV}[r.URL.Query().Get("format")]; f != "" {
			r.Header.Set("Accept", f)
		}
		next.ServeHTTP(w, r)
	})
}

// faultsAsJSON has what is wrong told in one way, whatever format was asked for.
func faultsAsJSON(ctx huma.Context, _ string, v any) (any, error) {
	if _, ok := v.(huma.StatusError); ok {
		ctx.SetHeader("Content-Type", "application/problem+json")
	}
	return v, nil
}

func writeLines(w io.Writer, v any) error {
	if t, ok := v.(table); ok {
		return t.writeLines(w)
	}
	return huma.DefaultJSONFormat.Marshal(w, v)
}

func writeCSV(w io.Writer, v any) error {
	if t, ok := v.(table); ok {
		return t.writeCSV(w)
	}
	return huma.DefaultJSONFormat.Marshal(w, v)
}

// wrong turns parameters that cannot be used into the answer that says so.
func wrong(faults []fault) []error {
	var out []error
	for _, f := range faults {
		out = append(out, &huma.ErrorDetail{Location: "query." + f.name, Message: f.text})
	}
	return out
}

// told turns an error into an answer.
func told(err error) error {
	var bad *ingest.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ledger.ErrNone):
		return huma.Error404NotFound("there is no ledger yet: `dragoman add` makes one")
	case errors.Is(err, ledger.ErrNoEvent):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, errBusy):
		return huma.ErrorWithHeaders(huma.Error503ServiceUnavailable(errBusy.Error()), http.Header{"Retry-After": {"5"}})
	case errors.Is(err, context.DeadlineExceeded):
		return huma.Error503ServiceUnavailable("the answer took too long: ask for less")
	case errors.Is(err, errReadOnly):
		return huma.Error403Forbidden(err.Error())
	case errors.Is(err, errSeveral), errors.As(err, &bad):
		return huma.Error422UnprocessableEntity(err.Error())
	}
	return fmt.Errorf("serve: %w", err)
}
