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

// Features are what is compared of an event. Names and words are sums of 16 bits: what
// two events have in common by chance is one in 65,536.
type Features struct {
	Report         int64 // by which events of one are known; what it is is the caller's
	Kind           uint16
	Done           bool // told as done, and not as planned, asked or supposed
	Recall         bool // told as done before: "the raid", "had raided"
	Source, Target Side
	From, To       int32 // days; NoDay where neither the event nor its report has one
	Vague          bool  // the day that the story has come to, not one told of the act
	Place          uint16
	Counts         [counted]uint16
	Mode           uint16   // how it is done, 0 where that is open
	Rare           []uint16 // words of the clause, the rarest first
}

// Side is who stands on one side of an act, each list sorted.
type Side struct {
	Units []uint16 // countries, else ids of bodies, else sorts: "rebels"
	Names []uint16 // who they are, where the world knows them
	Nouns []uint16 // what others are called, stemmed: "pilgrim", "embassy"
}

func (s *Side) empty() bool { return len(s.Units) == 0 }

// What is kept of an event at most. A summit of thirty is found by six of them.
const (
	counted   = 5 // killed injured arrested people amount
	mostUnits = 6
	mostNames = 7
	mostNouns = 3
	mostRare  = 4
	mostDays  = 400 // "for a thousand years"
)

// Reader makes Features.
type Reader struct{ profiles *story.Reader }

// New returns a reader that weighs words as the stories do.
func New(profiles *story.Reader) *Reader { return &Reader{profiles} }

// Read returns the features of a report's events, in their order.
func (r *Reader) Read(rec *dragoman.Record) []Features {
	out := make([]Features, len(rec.Events))
	for i := range rec.Events {
		out[i] = r.Event(rec, &rec.Events[i])
	}
	return out
}

// Event returns the features of one event of a report.
func (r *Reader) Event(rec *dragoman.Record, e *dragoman.Event) Features {
	f := Features{
		Kind:   kindOf(e),
		Done:   e.Status == "occurred" || e.Status == "ongoing" || e.Status == "background" || e.Status == "negated",
		Source: sideOf(e.Source),
		Target: sideOf(e.Target),
		Counts: countsOf(e.Counts),
	}
	if m := modeOf(e); m != "" {
		f.Mode = sum16(m)
	}
	f.From, f.To, f.Vague = daysOf(e, rec.Date)
	// That two acts lie in one country says no more than their parties do.
	if e.Place != nil && !slices.ContainsFunc(rec.Places, func(p dragoman.Place) bool { return p.Name == e.Place.Name && p.Kind == "country" }) {
		f.Place = sum16(e.Place.Name)
	}
	f.Recall = e.Date != nil && e.Date.Before || e.Date == nil && e.Status == "background"
	for _, h := range r.profiles.Read(story.Report{Text: e.Text}).Keys() {
		if w := fold(h); !slices.Contains(f.Rare, w) && len(f.Rare) < mostRare {
			f.Rare = append(f.Rare, w)
		}
	}
	return f
}

// kindOf is the type of the deed: "will hold talks" is AGREE of a CONSULT, and the
// talks are the same act. What is demanded, threatened, refused or denied is another
// act than the demand.
func kindOf(e *dragoman.Event) uint16 {
	t, deed := e.Type, e.Underlying
	if e.PLOVER != nil {
		t, deed = e.PLOVER.Type, e.PLOVER.Underlying
	}
	if deed == "" || t == "REQUEST" || t == "ACCUSE" || t == "REJECT" || t == "THREATEN" {
		deed = t
	}
	return sum16(deed)
}

// kin are kinds by which one act is told in different words: who is deported is expelled, a
// truce that is signed ends the firing.
var kin = map[uint16]uint16{sum16("SANCTION"): sum16("COERCE"), sum16("RETREAT"): sum16("AGREE")}

// kin is the kind of an event or one that stands for it and its kin.
func (f *Features) kin() uint16 {
	if k, ok := kin[f.Kind]; ok {
		return k
	}
	return f.Kind
}

func modeOf(e *dragoman.Event) string {
	if e.PLOVER != nil {
		return e.PLOVER.Mode
	}
	return e.Mode
}

// mutual are the kinds whose parties may be told either way: "Egypt's minister met
// Turkey's", "Turkey's minister received Egypt's".
var mutual = []uint16{sum16("CONSULT"), sum16("AGREE")}

func sideOf(refs []dragoman.ActorRef) Side {
	var s Side
	for _, ref := range refs {
		id := known(ref.ID)
		switch {
		case ref.Country != "" || id != "":
			s.Units = append(s.Units, unit(cmp.Or(ref.Country, id)))
		case ref.CAMEO != "":
			s.Units = append(s.Units, anybody+sum16(ref.CAMEO)%(math.MaxUint16-anybody)) // "rebels"
		}
		if id != "" {
			s.Names = append(s.Names, sum16(id))
		} else {
			s.Nouns = append(s.Nouns, nouns(ref.Name)...)
		}
	}
	s.Units, s.Names, s.Nouns = some(s.Units, mostUnits), some(s.Names, mostNames), some(s.Nouns, mostNouns)
	return s
}

// some sorts, and keeps so many.
func some(s []uint16, most int) []uint16 {
	slices.Sort(s)
	s = slices.Compact(s)
	return s[:min(len(s), most)]
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
func nouns(name string) (out []uint16) {
	for w := range strings.FieldsFuncSeq(name, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) && len(w) > 3 {
			out = append(out, sum16(stem(w)))
		}
	}
	return out
}

// daysOf are the days that an act may fall on: its own, else that of the report.
func daysOf(e *dragoman.Event, report string) (from, to int32, vague bool) {
	from, to, vague = NoDay, NoDay, true
	if d := e.Date; d != nil {
		from, to = dayOf(d.From), dayOf(d.To)
		vague = d.Precision == "vague" || !own(e)
	}
	if from == NoDay {
		from = to
	}
	if from == NoDay {
		from, vague = dayOf(report), true
	}
	return from, min(max(from, to), from+mostDays), vague
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

// countsOf are the numbers told of an act, as marks on a scale of logarithms; 0 where
// none is told.
func countsOf(c *dragoman.Counts) (out [counted]uint16) {
	for i, r := range rangesOf(c) {
		n := r.Low // the number that a reader remembers: 12 of "at least 12", 50 of "up to 50"
		if n <= 0 {
			n = r.High
		}
		if n > 0 {
			out[i] = uint16(1 + math.Round(scale*math.Log(min(max(n, 1), 1e25))))
		}
	}
	return out
}

const scale = 1000 // marks for each factor of e

// bounds are the least and the most that a number may be; both 0 where none is told.
type bounds struct{ Low, High float64 }

func rangesOf(c *dragoman.Counts) (out [counted]bounds) {
	if c == nil {
		return out
	}
	for i, n := range []*dragoman.Count{c.Killed, c.Injured, c.Arrested, c.People} {
		if n != nil {
			out[i] = bounds{n.Low, n.High}
		}
	}
	if a := c.Amount; a != nil {
		switch {
		case a.Low != nil || a.High != nil:
			out[4] = bounds{orZero(a.Low), orZero(a.High)}
		case a.Value != nil:
			out[4] = bounds{*a.Value, *a.Value}
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

// unit is a country's code as it stands, so that no two are one, and a sum of others.
func unit(s string) uint16 {
	if n := len(s); n == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return 1 + uint16(s[0]-'A')*26*26 + uint16(s[1]-'A')*26 + uint16(s[2]-'A')
	}
	return codes + sum16(s)%(anybody-codes)
}

const (
	codes   = 1 + 26*26*26
	anybody = 60_000 // units from here on are of those whose state or name is not told
)

// sum16 sums a text: FNV-1a folded, never 0.
func sum16(s string) uint16 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return fold(h)
}

func fold(h uint32) uint16 { return max(1, uint16(h>>16)^uint16(h)) }
