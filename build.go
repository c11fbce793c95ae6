package dragoman

import (
	"strconv"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/ontology"
)

// build turns an analysed document into the record that leaves the program.
// Here, and only here, byte offsets become counts of code points, and events get
// their classes, scale values and a user's own types. With why, the events say how
// they were read.
func build(d *doc.Document, coding *ontology.Coding, info CoderInfo, why bool) *Record {
	b := &builder{d: d, at: newCodePoints(d.Text), coding: coding, why: why}
	r := &Record{
		ID:         d.ID,
		URL:        d.URL,
		Publisher:  d.Publisher,
		Title:      d.Title,
		Byline:     d.Byline,
		Date:       moment(d.Date, d.DateHasTime),
		Lang:       d.Lang,
		Dateline:   b.dateline(),
		Text:       d.Text,
		Repairs:    repairs(d),
		Removed:    removed(d),
		Sentences:  b.sentences(),
		Actors:     b.actors(),
		Places:     b.places(),
		Times:      b.times(),
		Statements: b.statements(),
		Credits:    b.credits(),
		Figures:    b.figures(),
		Events:     b.events(),
		Problems:   b.problems(),
		Coder:      info,
	}
	return r
}

type builder struct {
	d      *doc.Document
	at     codePoints
	coding *ontology.Coding
	why    bool
}

func (b *builder) span(s doc.Span) Span {
	return Span{Start: b.at.at(s.Start), End: b.at.at(s.End), Text: b.d.Of(s)}
}

// spanIf is span for a stretch that may be nowhere.
func (b *builder) spanIf(s doc.Span) *Span {
	if s.Empty() {
		return nil
	}
	out := b.span(s)
	return &out
}

func (b *builder) dateline() *Dateline {
	l := b.d.Dateline
	if l.Empty() {
		return nil
	}
	return &Dateline{Place: l.Place, Date: day(l.Date), Agency: l.Agency, Span: b.span(l.Span)}
}

func repairs(d *doc.Document) []Repair {
	if len(d.Repairs) == 0 {
		return nil
	}
	at := newCodePoints(d.Raw)
	out := make([]Repair, len(d.Repairs))
	for i, r := range d.Repairs {
		out[i] = Repair{Raw: r.Raw, Fixed: r.Fixed, RawStart: at.at(r.RawStart), RawEnd: at.at(r.RawEnd), Kind: r.Kind}
	}
	return out
}

func removed(d *doc.Document) []Removed {
	if len(d.Removed) == 0 {
		return nil
	}
	at := newCodePoints(d.Raw)
	out := make([]Removed, len(d.Removed))
	for i, r := range d.Removed {
		out[i] = Removed{Raw: r.Raw, RawStart: at.at(r.RawStart), RawEnd: at.at(r.RawEnd)}
	}
	return out
}

func (b *builder) sentences() []Sentence {
	out := make([]Sentence, len(b.d.Sentences))
	for i, s := range b.d.Sentences {
		out[i] = Sentence{Start: b.at.at(s.Start), End: b.at.at(s.End), Kind: string(s.Kind)}
	}
	return out
}

func party(a doc.Actor) Party {
	return Party{ID: a.ID, Name: a.Name, Kind: a.Kind, Country: a.Country, Sector: a.Sector, Role: a.Role, CAMEO: a.CAMEO}
}

func (b *builder) actors() []Actor {
	out := make([]Actor, len(b.d.Actors))
	for i, a := range b.d.Actors {
		out[i].Party = party(a)
	}
	for _, m := range b.d.Mentions {
		for _, a := range m.Actors {
			out[a].Mentions = append(out[a].Mentions, Mention{Span: b.span(m.Span), As: string(m.As)})
		}
	}
	return out
}

// ref makes an actor reference from an actor (or, where it is -1, a bare name)
// and the words that put it there.
func (b *builder) ref(actor int, name string, words doc.Span) ActorRef {
	r := ActorRef{Party: Party{Name: name}}
	if actor >= 0 {
		r.Party = party(b.d.Actors[actor])
	}
	if s := b.spanIf(words); s != nil {
		r.Start, r.End, r.Text = &s.Start, &s.End, s.Text
	}
	return r
}

func (b *builder) parties(ps []doc.Party) []ActorRef {
	out := make([]ActorRef, len(ps))
	for i, p := range ps {
		var words doc.Span
		if p.Mention >= 0 {
			words = b.d.Mentions[p.Mention].Span
		}
		out[i] = b.ref(p.Actor, "", words)
	}
	return out
}

func (b *builder) places() []Place {
	out := make([]Place, len(b.d.Places))
	for i, p := range b.d.Places {
		lat, lon := degrees(p)
		out[i] = Place{Span: b.span(p.Span), Name: p.Name, Country: p.Country, Lat: lat, Lon: lon, Kind: p.Kind}
	}
	return out
}

// degrees returns a place's coordinates, or nil where it has none: no place of
// the gazetteer lies at 0, 0.
func degrees(p doc.Place) (lat, lon *float64) {
	if p.Lat == 0 && p.Lon == 0 {
		return nil, nil
	}
	return &p.Lat, &p.Lon
}

func (b *builder) times() []Time {
	out := make([]Time, len(b.d.Times))
	for i, t := range b.d.Times {
		out[i] = Time{Span: b.span(t.Span), From: day(t.From), To: day(t.To), Precision: t.Precision}
		if t.Type != "" {
			out[i].Timex = &Timex{Type: t.Type, Value: t.Value}
		}
	}
	return out
}

func statementID(i int) string { return "s" + strconv.Itoa(i+1) }

func (b *builder) statements() []Statement {
	out := make([]Statement, len(b.d.Statements))
	for i, s := range b.d.Statements {
		out[i] = Statement{ID: statementID(i), Span: b.span(s.Span), Parts: b.parts(&s), Cue: b.spanIf(s.Cue), Source: b.spanIf(s.Source), Chain: b.tellers(s.Chain), Quote: s.Quote, Stance: s.Stance, Strength: s.Strength}
		if s.Parent >= 0 {
			out[i].Parent = statementID(s.Parent)
		}
	}
	return out
}

// parts returns the pieces of a content on both sides of what tells it.
func (b *builder) parts(s *doc.Statement) []Span {
	if s.Gap.Empty() {
		return nil
	}
	return []Span{b.span(doc.Span{Start: s.Start, End: s.Gap.Start}), b.span(doc.Span{Start: s.Gap.End, End: s.End})}
}

// via returns who tells what stands in a statement: its tellers or, where nobody
// is named, the wire that the report is printed from; nobody for the outlet's own
// voice.
func (b *builder) via(statement int) []ActorRef {
	if statement >= 0 && len(b.d.Statements[statement].Chain) > 0 {
		return b.tellers(b.d.Statements[statement].Chain)
	}
	return b.tellers(b.d.Wire())
}

func (b *builder) tellers(chain []doc.Teller) []ActorRef {
	out := make([]ActorRef, len(chain))
	for i, t := range chain {
		out[i] = b.ref(t.Actor, t.Name, t.Span)
		if t.Name != "" {
			out[i].Name = t.Name
		}
		if t.Unnamed != nil {
			b.unnamed(&out[i], t)
		}
	}
	return out
}

func (b *builder) credits() []Credit {
	var out []Credit
	for _, c := range b.d.Credits {
		out = append(out, Credit{b.tellers([]doc.Teller{c.Teller})[0], c.Part})
	}
	return out
}

// unnamed adds to a teller's reference what is told of persons without a name.
func (b *builder) unnamed(r *ActorRef, t doc.Teller) {
	u := t.Unnamed
	r.Unnamed, r.Withheld = true, b.spanIf(u.Withheld)
	if u.Body >= 0 {
		body := party(b.d.Actors[u.Body])
		r.Institution = &body
	}
	if u.One {
		r.Count = &Count{1, 1}
		return
	}
	for _, f := range b.d.Figures {
		switch {
		case !f.Covers(b.d.Tokens[u.Noun].Span):
		case !f.Vague && f.Low == f.High:
			r.Count = &Count{f.Value, f.Value}
		case f.Low > 0 && f.High == 0:
			r.Count = &Count{Low: f.Low} // "at least four"; of "dozens" no number is told
		}
	}
}

func (b *builder) figures() []Figure {
	out := make([]Figure, len(b.d.Figures))
	for i, f := range b.d.Figures {
		out[i] = Figure{
			Span: b.span(f.Span), Unit: f.Unit, Of: f.Of, When: stretch(f.When), Change: b.change(f.Change), About: b.parties(f.About),
			Via: b.via(b.d.StatementAt(f.Span)),
		}
		out[i].Value, out[i].Low, out[i].High = bound(f)
	}
	return out
}

func (b *builder) change(c doc.Change) *FigureChange {
	if c.Part == "" {
		return nil
	}
	out := &FigureChange{Part: c.Part, Way: c.Way}
	if c.From >= 0 {
		f := b.d.Figures[c.From]
		out.From = &Level{Unit: f.Unit}
		out.From.Value, out.From.Low, out.From.High = bound(f)
	}
	return out
}

// bound returns a figure's value and, where it is not exact, its bounds. A vague
// one's value is the least it may be. An open bound ("at least 12") is zero in
// the document and left out of the record.
func bound(f doc.Figure) (value, low, high *float64) {
	value = &f.Value
	if f.Vague {
		value = &f.Low
	}
	if f.Vague || f.Low != f.High {
		low, high = &f.Low, &f.High
	}
	if high != nil && f.High == 0 && f.Low > 0 {
		high = nil
	}
	if low != nil && f.Low == 0 && f.High > 0 {
		low = nil
	}
	return value, low, high
}

// stretch writes days as ISO 8601 does, as short as they allow: "2021-05" for
// May 2021, "2000/2003-06-15" for a stretch, ".." for an open end.
func stretch(r doc.TimeRange) string {
	from, to := day(r.From), day(r.To)
	switch {
	case from == "" && to == "":
		return ""
	case from == "":
		return "../" + to
	case to == "":
		return from + "/.."
	case from == to:
		return from
	case r.From.Day() != 1 || r.To.AddDate(0, 0, 1).Day() != 1:
		return from + "/" + to
	case from[:7] == to[:7]:
		return from[:7]
	case from[:4] == to[:4] && r.From.Month() == time.January && r.To.Month() == time.December:
		return from[:4]
	}
	return from + "/" + to
}

func (b *builder) problems() []Problem {
	out := make([]Problem, len(b.d.Problems))
	for i, p := range b.d.Problems {
		out[i] = Problem{Stage: p.Stage, Code: p.Code, Text: p.Text}
		if s := b.spanIf(p.Span); s != nil {
			out[i].Start, out[i].End = &s.Start, &s.End
		}
	}
	return out
}

// day writes a date as RFC 3339's full-date; a zero one is unknown.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// moment is day, or the second where it is known.
func moment(t time.Time, withTime bool) string {
	if withTime && !t.IsZero() {
		return t.UTC().Format(time.RFC3339)
	}
	return day(t)
}
