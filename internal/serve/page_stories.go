package serve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

// storiesMain is what the page of stories lists.
type storiesMain struct {
	Asked   url.Values
	Faults  []string
	Stories []toldStory
	Total   int
}

const (
	storyDays     = 7
	storiesListed = 100
)

// storiesPage lists what several reports tell, the stories with most texts first.
func (s *Server) storiesPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &storiesMain{Asked: asks}
	v := &view{Title: "Stories", Here: "/stories", Main: main}
	_, _, faults := period(asks, nil)
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	if len(faults) > 0 {
		return "stories", v, nil
	}
	since, until, err := s.lately(r.Context(), asks, storyDays)
	if err != nil {
		return "", nil, err
	}
	v.JSON, v.CSV = storiesAt(asks, "json"), storiesAt(asks, "csv")
	all, err := s.stories(r.Context(), since, until, 2)
	if errors.Is(err, errMany) {
		main.Faults = append(main.Faults, err.Error())
		return "stories", v, nil
	}
	slices.SortStableFunc(all, func(a, b toldStory) int { return b.Texts - a.Texts })
	main.Total = len(all)
	main.Stories = all[:min(len(all), storiesListed)]
	return "stories", v, err
}

func storiesAt(asks url.Values, format string) string {
	return with("/v1/stories", url.Values{"reports": {"2"}, "since": asks["since"], "until": asks["until"], "format": {format}})
}

// daysBack is the day so many days before the last report; nil where no day is known.
func (s *Server) daysBack(ctx context.Context, days int64) (*int64, error) {
	i, err := s.info(ctx)
	if err != nil {
		return nil, err
	}
	last := ledger.DayOf(i.LastReport)
	if last == ledger.NoDay {
		return nil, nil
	}
	last -= days
	return &last, nil
}

// titleOf is a report's headline, or else its first line.
func titleOf(r *dragoman.Record) string {
	title := r.Title
	if title == "" {
		title, _, _ = strings.Cut(r.Text, "\n")
	}
	if cut := []rune(title); len(cut) > 120 {
		title = string(cut[:119]) + "…"
	}
	return title
}
