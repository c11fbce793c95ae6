package incident

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dragoman"
	"dragoman/internal/story"
)

// NoDay stands for a day that is not known.
const NoDay = math.MinInt32

// Side is who stands on one side of an act.
type Side struct {
	Units []string // countries, else ids of bodies, sorted
	Names []string // who they are, where the world knows them: ids, sorted
	Nouns []string // what others are called, stemmed: "pilgrim", "embassy"; sorted
}

func (s *Side) empty() bool { return len(s.Units) == 0 }

// Days are the days that an act may fall on.
type Days struct {
	From, To int32 // NoDay where nothing is known
	Vague    bool  // the day that the story has come to, not one told of the act
}

func (d Days) known() bool { return d.From != NoDay }

// Place is where an act took place; empty where it is not told.
type Place struct {
	Name     string
	Lat, Lon float64
	Point    bool // it has the two
}

// Range is a number told of an act; both are 0 where none is.
type Range struct{ Low, High float64 }

const counted = 5 // killed injured arrested people amount

// Reader makes Features.
type Reader struct{ profiles *story.Reader }

// New returns a reader that weighs words as the stories do.
func New(profiles *story.Reader) *Reader { return &Reader{profiles} }

// Read returns the features of a report's events, in their order.
func (r *Reader) Read(rec *dragoman.Record) []Features {
	if len(rec.Events) == 0 {
		return nil
	}
	text := rec.Text
	if rec.Title != "" && !strings.HasPrefix(strings.TrimSpace(text), rec.Title) {
		text = rec.Title + "\n\n" + text
	}
	whole := r.profiles.Read(story.Report{Text: text})
	out := make([]Features, len(rec.Events))
	for i := range rec.Events {
		e := &rec.Events[i]
		out[i] = Features{
			Report: rec.ID,
			Kinds:  kindsOf(e),
			Source: sideOf(e.Source),
			Target: sideOf(e.Target),
			Days:   daysOf(e),
			Told:   dayOf(rec.Date),
			Place:  placeOf(e.Place),
			Counts: countsOf(e.Counts),
			Act:    stem(e.Trigger.Text),
			Done:   done(e.Status),
			Words:  r.profiles.Read(story.Report{Text: e.Text}),
			Story:  whole,
			Sum:    sumOf(e.Text),
		}
	}
	return out
}

func done(status string) bool {
	return status == "occurred" || status == "ongoing" || status == "background" || status == "negated"
}

func sideOf(refs []dragoman.ActorRef) Side {
	var s Side
	for _, ref := range refs {
		if u := cmp.Or(ref.Country, known(ref.ID), ref.CAMEO); u != "" {
			s.Units = append(s.Units, u)
		}
		if id := known(ref.ID); id != "" {
			s.Names = append(s.Names, id)
		} else {
			s.Nouns = append(s.Nouns, nouns(ref.Name)...)
		}
	}
	s.Units, s.Names, s.Nouns = set(s.Units), set(s.Names), set(s.Nouns)
	return s
}

// known is an id that means the same in every report: "p7" is known to its own
// report alone.
func known(id string) string {
	if rest, ok := strings.CutPrefix(id, "p"); ok && rest != "" && strings.Trim(rest, "0123456789") == "" {
		return ""
	}
	return id
}

// nouns are the longer words of a name that are written small.
func nouns(name string) (out []string) {
	for w := range strings.FieldsFuncSeq(name, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) && len(w) > 3 {
			out = append(out, stem(w))
		}
	}
	return out
}

func set(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

func daysOf(e *dragoman.Event) Days {
	d := e.Date
	if d == nil {
		return Days{From: NoDay, To: NoDay}
	}
	from, to := dayOf(d.From), dayOf(d.To)
	if from == NoDay {
		from = to
	}
	if to == NoDay {
		to = from
	}
	return Days{min(from, to), max(from, to), d.Precision == "vague" || !own(e)}
}

// own reports whether the words of the date stand in one of the event's clauses. "On
// Friday police condemned the raid" dates the raid by the day on which it is spoken of.
func own(e *dragoman.Event) bool {
	if strings.Contains(e.Text, e.Date.Text) {
		return true
	}
	return slices.ContainsFunc(e.Evidence, func(t dragoman.Telling) bool { return strings.Contains(t.Text, e.Date.Text) })
}

// dayOf counts days from 1 January 1970.
func dayOf(date string) int32 {
	if len(date) < len(time.DateOnly) {
		return NoDay
	}
	t, err := time.Parse(time.DateOnly, date[:len(time.DateOnly)])
	if err != nil {
		return NoDay
	}
	return int32(t.Unix() / (24 * 60 * 60))
}

func placeOf(w *dragoman.Where) Place {
	if w == nil {
		return Place{}
	}
	p := Place{Name: w.Name}
	if w.Lat != nil && w.Lon != nil {
		p.Lat, p.Lon, p.Point = *w.Lat, *w.Lon, true
	}
	return p
}

func countsOf(c *dragoman.Counts) (out [counted]Range) {
	if c == nil {
		return out
	}
	for i, n := range []*dragoman.Count{c.Killed, c.Injured, c.Arrested, c.People} {
		if n != nil {
			out[i] = Range{n.Low, n.High}
		}
	}
	if a := c.Amount; a != nil {
		switch {
		case a.Low != nil || a.High != nil:
			out[4] = Range{orZero(a.Low), orZero(a.High)}
		case a.Value != nil:
			out[4] = Range{*a.Value, *a.Value}
		}
	}
	return out
}

func orZero(f *float64) float64 {
	if f == nil {
		return 0
	}
	return *f
}

// stem is what "shelled" and "shelling" have in common.
func stem(trigger string) string {
	w, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(trigger)), " ")
	for _, ending := range []string{"ings", "ing", "ion", "ed", "es", "s", "e"} {
		if n := len(w) - len(ending); n >= 3 && strings.HasSuffix(w, ending) {
			return w[:n]
		}
	}
	return w
}

const fewWords = 5

// sumOf hashes the words of a clause: FNV-1a over small letters and digits, with a
// blank for what stands between.
func sumOf(text string) uint64 {
	h, words, in := uint64(14695981039346656037), 0, false
	add := func(b byte) { h = (h ^ uint64(b)) * 1099511628211 }
	for _, c := range text {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			in = false
			continue
		}
		if !in {
			add(' ')
			words++
		}
		in = true
		for _, b := range []byte(string(unicode.ToLower(c))) {
			add(b)
		}
	}
	if words < fewWords {
		return 0
	}
	return h
}
