package export

import (
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dragoman"
)

// report is a record with what several rows ask of it.
type report struct {
	*dragoman.Record
	number int64 // made of its id and sum, as those of rows are
	length int   // of its text, in code points
	lead   int   // where its first paragraph ends; 0: not known
}

func newReport(e Event) *report {
	r := &report{Record: e.Record, number: numberOf(e.Record.ID, hex.EncodeToString(e.Sum[:])), length: utf8.RuneCountInString(e.Record.Text)}
	if i := slices.IndexFunc(r.Sentences, func(s dragoman.Sentence) bool { return s.Kind == "body" }); i >= 0 {
		r.lead = paragraphEnd(r.Text, r.Sentences[i].Start)
	}
	return r
}

// paragraphEnd is where the paragraph ends that a place of the text is in. Both count
// code points.
func paragraphEnd(text string, at int) int {
	n := 0
	for i := range text {
		if n >= at && strings.HasPrefix(text[i:], "\n\n") {
			return n
		}
		n++
	}
	return n
}

// sentence is the number, from 1, of the sentence that a place is in; 0: of none.
func (r *report) sentence(at int) int {
	return 1 + slices.IndexFunc(r.Sentences, func(s dragoman.Sentence) bool { return s.Start <= at && at < s.End })
}

// place is what the record says of an event's place beside its name: the kind of place,
// and the words of the event's clause or, if none are there, of the text.
func (r *report) place(e *dragoman.Event) (kind, words string) {
	if e.Place == nil {
		return "", ""
	}
	for i := range r.Places {
		p := &r.Places[i]
		if p.Name != e.Place.Name || p.Country != e.Place.Country {
			continue
		}
		if kind == "" || e.Start <= p.Start && p.End <= e.End {
			kind, words = p.Kind, p.Text
		}
		if e.Start <= p.Start && p.End <= e.End {
			break
		}
	}
	return kind, words
}

// published is when it was published, in UTC.
func (r *report) published() (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, r.Date); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// outlet is whose report it is: the host of its address, else its publisher.
func (r *report) outlet() string {
	if u, err := url.Parse(r.URL); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return r.Publisher
}

// address is where it is found: its URL, else its id.
func (r *report) address() string {
	if r.URL != "" {
		return r.URL
	}
	return r.ID
}
