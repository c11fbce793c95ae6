package serve

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// operation is what programs can ask, as people read it.
type operation struct {
	ID, Method, Path string
	Summary, Text    string
	Parameters       []parameter
	Try              string // an address that asks it; empty where none is known
}

type parameter struct {
	Name, Text string
	Required   bool
	Values     []any // those that there are, where they are few
}

// operations reads the description that programs get, so that both say the same.
func operations(of *huma.OpenAPI) (out []operation) {
	for _, path := range slices.Sorted(maps.Keys(of.Paths)) {
		for method, op := range map[string]*huma.Operation{http.MethodGet: of.Paths[path].Get, http.MethodPost: of.Paths[path].Post} {
			if op == nil {
				continue
			}
			o := operation{ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, Text: op.Description}
			asks, known := url.Values{}, method == http.MethodGet && path != livePath // which does not end
			for _, p := range op.Parameters {
				o.Parameters = append(o.Parameters, parameter{p.Name, cmp.Or(p.Description, p.Schema.Description), p.Required, p.Schema.Enum})
				if p.Required {
					example := slices.Concat([]any{}, p.Schema.Examples, p.Schema.Enum)
					if len(example) == 0 {
						known = false
						continue
					}
					asks.Set(p.Name, fmt.Sprint(example[0]))
				}
			}
			if known {
				o.Try = with(path, asks)
			}
			out = append(out, o)
		}
	}
	return out
}

// apiPage tells what programs can ask.
func (s *Server) apiPage(r *http.Request) (string, *view, error) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return "api", &view{Title: "API", Here: "/api", Root: scheme + "://" + r.Host, Main: s.operations}, nil
}
