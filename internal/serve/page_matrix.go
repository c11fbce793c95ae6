package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"dragoman/internal/ledger"
	"dragoman/internal/wording"
)

// matrixMain is what the page of the matrix shows.
type matrixMain struct {
	Asked  url.Values
	Faults []string
	Units  []string
	Rows   []matrixRow
	Pairs  []ledger.Between // the busiest
	Total  int
	Period string
}

type matrixRow struct {
	Source string
	Cells  []matrixCell
}

type matrixCell struct {
	Deeds     int
	Class     string // how much of it is conflict, in fifths
	Title, At string
}

// How many actors a matrix has, and how many pairs are listed.
const (
	mostUnits  = 16
	mostListed = 60
)

// matrixPage shows who did what to whom.
func (s *Server) matrixPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &matrixMain{Asked: asks}
	v := &view{Title: "Matrix", Here: "/matrix", Main: main}
	_, _, faults := period(asks, nil)
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	if len(faults) > 0 {
		return "matrix", v, nil
	}
	since, until, err := s.lastYear(r.Context(), asks)
	if err != nil {
		return "", nil, err
	}
	all, err := s.matrix(r.Context(), since, until)
	if err != nil {
		return "", nil, err
	}
	main.Total = len(all)
	main.Pairs = all[:min(len(all), mostListed)]
	main.Units, main.Rows = matrixRows(all, asks)
	v.JSON, v.CSV = with("/v1/matrix", asks), changed("/v1/matrix", asks, "format", "csv")
	return "matrix", v, nil
}

// lastYear is the period asked for: where none is, the year before the last report.
func (s *Server) lastYear(ctx context.Context, asks url.Values) (since, until *int64, err error) {
	return s.lately(ctx, asks, 365)
}

// lately is the period asked for: where none is, so many days before the last report. It
// writes the first day into what was asked, for all to see.
func (s *Server) lately(ctx context.Context, asks url.Values, days int64) (since, until *int64, err error) {
	if !asks.Has("since") && !asks.Has("until") {
		first, err := s.daysBack(ctx, days)
		if err != nil {
			return nil, nil, err
		}
		if first != nil {
			asks.Set("since", ledger.Date(*first))
		}
	}
	since, until, faults := period(asks, nil)
	if len(faults) > 0 {
		return nil, nil, errors.New(faults[0].text)
	}
	return since, until, nil
}

// matrixRows sets the busiest actors against one another.
func matrixRows(all []ledger.Between, asks url.Values) ([]string, []matrixRow) {
	busy := map[string]int{}
	at := map[[2]string]*ledger.Between{}
	for i := range all {
		b := &all[i]
		if b.Source == "" || b.Target == "" {
			continue
		}
		at[[2]string{b.Source, b.Target}] = b
		busy[b.Source] += deeds(b)
		busy[b.Target] += deeds(b)
	}
	var units []string
	for u := range busy {
		units = append(units, u)
	}
	slices.SortFunc(units, func(a, b string) int { return cmp.Or(cmp.Compare(busy[b], busy[a]), cmp.Compare(a, b)) })
	units = units[:min(len(units), mostUnits)]
	var rows []matrixRow
	for _, source := range units {
		row := matrixRow{Source: source}
		for _, target := range units {
			var cell matrixCell
			if b := at[[2]string{source, target}]; b != nil {
				cell = matrixCell{Deeds: deeds(b), Class: share(b),
					Title: fmt.Sprintf("%s: %s to %s, %d of cooperation, %d of conflict, %d only meant, %d denied", wording.Number(float64(deeds(b))), source, target, b.Cooperation, b.Conflict, b.Meant, b.Denied),
					At:    with("/pair", url.Values{"one": {source}, "other": {target}, "since": asks["since"], "until": asks["until"]})}
			}
			row.Cells = append(row.Cells, cell)
		}
		rows = append(rows, row)
	}
	return units, rows
}

func deeds(b *ledger.Between) int { return b.Cooperation + b.Conflict + b.Other }

// share is how much of the deeds is conflict: s0 none or nearly, s4 all or nearly.
func share(b *ledger.Between) string {
	if b.Cooperation+b.Conflict == 0 {
		return "none"
	}
	return fmt.Sprintf("s%d", min(4, b.Conflict*5/(b.Cooperation+b.Conflict)))
}
