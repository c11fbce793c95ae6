package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/copies"
	"dragoman/internal/ledger"
	"dragoman/internal/story"

	"github.com/danielgtaylor/huma/v2"
)

// mostGrouped is how many reports are compared for one question: some seconds' work.
const mostGrouped = 4000

// errMany says that more reports were asked about than are compared.
var errMany = fmt.Errorf("more than %d reports were published in this time: ask for a shorter one; dragoman stories --ledger groups any number", mostGrouped)

// toldStory is reports of a time that tell the same.
type toldStory struct {
	Reports []*toldReport // in order of their dates
	Texts   int           // copies counted once
}

// toldReport is a report of a story.
type toldReport struct {
	ID, Title, Publisher, Date string
	Copy                       int // the number of the text in its story that it is a copy of, from 1; 0: of none
}

// stories groups the reports that were published in a time, all but those that stand
// alone where others are not asked for.
func (s *Server) stories(ctx context.Context, since, until *int64, least int) ([]toldStory, error) {
	all, err := hold(ctx, s, fmt.Sprint("stories ", dayKey(since), dayKey(until)), func(ctx context.Context) (out []toldStory, err error) {
		err = s.ask(ctx, s.readers, func(b *book) (err error) {
			out, err = group(ctx, b.Ledger, since, until)
			return err
		})
		return out, err
	})
	var out []toldStory
	for _, one := range all {
		if len(one.Reports) >= least {
			out = append(out, one)
		}
	}
	return out, err
}

func group(ctx context.Context, l *ledger.Ledger, since, until *int64) ([]toldStory, error) {
	g, err := story.NewGrouper(data.Files)
	if err != nil {
		return nil, err
	}
	var reports []*toldReport
	prints := map[int64][]int{}
	for one, err := range l.Told(ctx, since, until) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if len(reports) == mostGrouped {
			return nil, errMany
		}
		r := one.Record
		date, _, _ := dragoman.ParseDate(r.Date) // zero where none is known
		prints[one.Copies] = append(prints[one.Copies], len(reports))
		reports = append(reports, &toldReport{ID: r.ID, Title: titleOf(r), Publisher: r.Publisher, Date: r.Date})
		g.Add(r.ID, copies.WithTitle(r.Title, r.Text), date)
	}
	for _, members := range prints {
		g.Copied(members)
	}
	var out []toldStory
	for _, of := range g.Groups() {
		one := toldStory{Texts: len(of.Reports)}
		for i, members := range of.Copies {
			one.Texts -= len(members) - 1
			for _, m := range members {
				reports[m].Copy = i + 1
			}
		}
		for _, m := range of.Reports {
			one.Reports = append(one.Reports, reports[m])
		}
		out = append(out, one)
	}
	return out, nil
}

type storiesIn struct {
	Period
	Formats
	Reports int `query:"reports" minimum:"1" doc:"Only stories of at least so many reports."`
	Days    int `query:"days" minimum:"1" maximum:"400" doc:"Without since and until: so many days before the last report; 7 unless told."`
}

// storyOut is a story as `dragoman stories` writes it, and what its first report is called.
type storyOut struct {
	ID      string     `json:"id" doc:"Of its first report."`
	Title   string     `json:"title,omitempty" doc:"Of its first report."`
	First   string     `json:"first,omitempty" doc:"Day of the first report."`
	Last    string     `json:"last,omitempty"`
	Texts   int        `json:"independent" doc:"Reports, copies of one text counted once."`
	Reports []string   `json:"reports"`
	Copies  [][]string `json:"copies,omitempty" doc:"Of these, those that are copies of one text."`

	told toldStory
}

type storiesOut struct {
	Stories []storyOut `json:"stories"`
}

func (o *storiesOut) writeLines(w io.Writer) error { return writeEach(w, o.Stories) }

// writeCSV writes a row for each report.
func (o *storiesOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"story", "report", "copy", "published", "publisher", "title"}, func(yield func([]string) bool) {
		for _, one := range o.Stories {
			for _, r := range one.told.Reports {
				copied := ""
				if r.Copy > 0 {
					copied = strconv.Itoa(r.Copy)
				}
				if !yield([]string{one.ID, r.ID, copied, r.Date, r.Publisher, r.Title}) {
					return
				}
			}
		}
	})
}

func (s *Server) getStories(ctx context.Context, in *storiesIn) (*just[*storiesOut], error) {
	var err error
	if in.since == nil && in.until == nil {
		if in.since, err = s.daysBack(ctx, int64(cmp.Or(in.Days, storyDays))); err != nil {
			return nil, told(err)
		}
	}
	all, err := s.stories(ctx, in.since, in.until, in.Reports)
	if errors.Is(err, errMany) {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	if err != nil {
		return nil, told(err)
	}
	out := &storiesOut{Stories: []storyOut{}}
	for _, one := range all {
		out.Stories = append(out.Stories, one.out())
	}
	return &just[*storiesOut]{out}, nil
}

func (t toldStory) out() storyOut {
	first, last := t.Reports[0], t.Reports[len(t.Reports)-1]
	out := storyOut{ID: first.ID, Title: first.Title, First: dayOf(first.Date), Last: dayOf(last.Date), Texts: t.Texts, told: t}
	for _, r := range t.Reports {
		out.Reports = append(out.Reports, r.ID)
		if r.Copy > 0 {
			for len(out.Copies) < r.Copy {
				out.Copies = append(out.Copies, nil)
			}
			out.Copies[r.Copy-1] = append(out.Copies[r.Copy-1], r.ID)
		}
	}
	return out
}

// dayOf is the day of a date, with a time or without.
func dayOf(date string) string { return date[:min(len(date), len(time.DateOnly))] }
