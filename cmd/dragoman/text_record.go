package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman"
	"dragoman/internal/wording"
)

// margin is the width of the left column, which holds statuses and stances:
// "● hypothetical" and two blanks.
const margin = 16

// look is a status as it is drawn: its glyph and the colour of that.
type look struct{ glyph, code string }

func lookOf(status string) look {
	code := plain
	switch status {
	case "occurred", "ongoing":
		code = green
	case "background":
		code = dim
	case "planned", "expected":
		code = blue
	case "offered", "demanded":
		code = yellow
	case "hypothetical":
		code = magenta
	case "negated":
		code = red
	}
	return look{wording.Glyph(status), code}
}

// recordText renders a record for reading; each picks one of its parts, "event"
// or "statement".
func (s style) recordText(r *dragoman.Record, each string) string {
	var out strings.Builder
	s.header(&out, r)
	if each != "statement" {
		s.section(&out, "Events", len(r.Events))
		for i := range r.Events {
			s.event(&out, &r.Events[i])
		}
	}
	if each != "event" {
		s.section(&out, "Statements", len(r.Statements))
		for i := range r.Statements {
			s.statement(&out, &r.Statements[i])
		}
	}
	if each == "" {
		s.figures(&out, r.Figures)
		s.problems(&out, r.Problems)
	}
	return out.String()
}

func (s style) figures(out *strings.Builder, fs []dragoman.Figure) {
	s.section(out, "Figures", len(fs))
	if len(fs) == 0 {
		return
	}
	out.WriteByte('\n')
	values, column := make([]string, len(fs)), margin
	for i, f := range fs {
		values[i] = measured(reading(f.Value, f.Low, f.High), f.Unit)
		column = max(column, utf8.RuneCountInString(values[i])+2)
	}
	for i, f := range fs {
		of := f.Of
		if strings.Contains(f.Text, of) {
			of = ""
		}
		s.flow(out, word{text: values[i], code: bold}, min(column, s.width/2), joined(quoted(words(f.Text, italic)), words(of, plain)))
	}
}

func (s style) problems(out *strings.Builder, ps []dragoman.Problem) {
	s.section(out, "Problems", len(ps))
	if len(ps) > 0 {
		out.WriteByte('\n')
	}
	for _, p := range ps {
		s.flow(out, word{text: "! " + p.Code, code: red}, margin, words(p.Text, plain))
	}
}

func (s style) header(out *strings.Builder, r *dragoman.Record) {
	title := r.Title
	if title == "" {
		title = r.ID
	}
	s.flow(out, word{}, 0, words(title, bold))
	place := ""
	if r.Dateline != nil {
		place = r.Dateline.Place
	}
	s.flow(out, word{}, 0, joined(words(r.Publisher, plain), words(longDay(r.Date), plain), words(place, plain), words(r.Byline, plain)))
	s.flow(out, word{}, 0, words(contents(r), dim))
}

// contents counts what a record holds: "34 sentences, 19 events, 54 repairs".
func contents(r *dragoman.Record) string {
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, plural(n, one, many))
		}
	}
	body := 0
	for _, x := range r.Sentences {
		if x.Kind == "body" {
			body++
		}
	}
	add(body, "sentence", "sentences")
	add(len(r.Actors), "actor", "actors")
	add(len(r.Events), "event", "events")
	add(len(r.Statements), "statement", "statements")
	add(len(r.Figures), "figure", "figures")
	add(len(r.Repairs), "repair to the text", "repairs to the text")
	add(len(r.Removed), "paragraph left out", "paragraphs left out")
	if len(parts) == 0 {
		return "nothing found"
	}
	return strings.Join(parts, ", ")
}

func (s style) section(out *strings.Builder, name string, n int) {
	if n > 0 {
		out.WriteByte('\n')
		s.flow(out, word{}, 0, words(strings.ToUpper(name), bold))
	}
}

// event renders one event in up to five lines: who to whom; what, when and
// where; who says so; on what condition; and the words.
func (s style) event(out *strings.Builder, e *dragoman.Event) {
	out.WriteByte('\n')
	l := lookOf(e.Status)
	name := bold
	if e.Status == "background" {
		name = plain
	}
	s.flow(out, word{text: l.glyph + " " + e.Status, code: l.code}, margin, deed(e, name))
	s.flow(out, word{}, margin, circumstances(e))
	if len(e.Via) > 0 {
		s.flow(out, word{}, margin, teller(e.Via))
	}
	if e.Condition != nil {
		s.flow(out, word{}, margin, append(words("on condition:", yellow), quoted(words(e.Condition.Text, plain))...))
	}
	s.flow(out, word{}, margin, quoted(marked(e.Span, &e.Trigger)))
	for i := range e.Evidence {
		if t := &e.Evidence[i]; !t.Main {
			s.flow(out, word{}, margin, append([]word{{text: "also", code: dim}}, append(quoted(marked(t.Span, &t.Trigger)), teller(t.Via)...)...))
		}
	}
	for i := range e.Disagreements {
		x := &e.Disagreements[i]
		s.flow(out, word{}, margin, append([]word{{text: "but", code: yellow}}, append(otherwise(x), teller(x.Via)...)...))
	}
	for _, w := range e.Why {
		s.flow(out, word{}, margin, append([]word{{text: "why", code: dim}}, words(w, dim)...))
	}
}

// deed writes "Vladimir Putin → North Korea", and "Russia ↔ China" where each
// acts on the other.
func deed(e *dragoman.Event, name string) []word {
	if wording.Reciprocal(e) {
		return parties(e.Source, "↔", name)
	}
	out := parties(e.Source, ",", name)
	if len(e.Target) == 0 {
		return out
	}
	return append(append(out, word{text: "→", code: dim}), parties(e.Target, ",", name)...)
}

// parties writes names with their codes, parted by sep.
func parties(refs []dragoman.ActorRef, sep, name string) []word {
	if len(refs) == 0 {
		return words("(not named)", dim)
	}
	var out []word
	for i, r := range refs {
		if i > 0 {
			out = append(out, word{text: sep, code: dim, tie: tieOf(sep)})
		}
		out = append(out, words(r.Name, name)...)
		if r.CAMEO != "" && r.CAMEO != r.Name {
			out = append(out, word{text: r.CAMEO, code: dim, tie: held})
		}
	}
	return out
}

// tieOf lets a comma follow its word at once, and an arrow after a blank.
func tieOf(sep string) tie {
	if sep == "," {
		return glued
	}
	return held
}

// circumstances writes what kind of act it is, when, where and how large.
func circumstances(e *dragoman.Event) []word {
	kind := typeAndMode(e.Type, e.Mode, e.PLOVER, typeColour(e.Quad))
	if e.Underlying != "" {
		kind = append(kind, words("(a future "+e.Underlying+")", plain)...)
	}
	var code []word
	if e.CAMEO != "" {
		code = words("CAMEO "+e.CAMEO, plain)
	}
	return joined(kind, words(strings.Join(e.Contexts, ", "), plain), words(e.Code, plain), original(e.PLOVER), code, words(dayRange(e.Date), plain), words(where(e.Place), plain), words(strings.Join(tolls(e.Counts), ", "), bold))
}

// typeAndMode writes "ASSAULT aerial", and a user's names, which may be of several
// words, as "Battles · Armed clash".
func typeAndMode(kind, mode string, own *dragoman.Original, code string) []word {
	if own == nil {
		return append(words(kind, code), words(mode, code)...)
	}
	return joined(words(kind, code), words(mode, code))
}

// original names what an event is in PLOVER, where a user's ontology calls it
// otherwise.
func original(o *dragoman.Original) []word {
	if o == nil {
		return nil
	}
	return words(strings.TrimSpace("PLOVER "+o.Type+" "+o.Mode), plain)
}

// typeColour sets conflict off from cooperation, by the classes that the schemes
// have in common.
func typeColour(quad *int) string {
	if quad == nil {
		return plain
	}
	switch *quad {
	case 1, 2:
		return cyan
	case 3, 4:
		return red
	}
	return plain
}

func where(w *dragoman.Where) string {
	switch {
	case w == nil:
		return ""
	case w.Country == "" || w.Name == w.Country:
		return w.Name
	}
	return w.Name + " (" + w.Country + ")"
}

// teller writes a chain as "← Interfax ← Vladimir Putin", outermost first.
func teller(chain []dragoman.ActorRef) []word {
	var out []word
	for _, a := range chain {
		out = append(out, word{text: "←", code: dim})
		out = append(out, words(a.Name, plain)...)
	}
	return out
}

// otherwise writes what is told in another way than an event has it: "killed “at
// least 15 people”".
func otherwise(x *dragoman.Disagreement) []word {
	what := x.Field
	if status, ok := x.Value.(string); ok {
		what = status
	}
	return append(words(what+":", plain), quoted(words(x.Text, italic))...)
}

// marked returns the words of a clause with its trigger set off.
func marked(clause dragoman.Span, trigger *dragoman.Span) []word {
	text := []rune(clause.Text)
	if trigger == nil || trigger.Start < clause.Start || trigger.End > clause.End || trigger.Start >= trigger.End {
		return words(clause.Text, italic)
	}
	from, to := trigger.Start-clause.Start, trigger.End-clause.Start
	out := words(string(text[:from]), italic)
	hit := words(string(text[from:to]), italic+";"+underlined)
	if from > 0 && !unicode.IsSpace(text[from-1]) {
		hit[0].tie = glued
	}
	rest := words(string(text[to:]), italic)
	if len(rest) > 0 && !unicode.IsSpace(text[to]) {
		rest[0].tie = glued
	}
	return append(append(out, hit...), rest...)
}

func (s style) statement(out *strings.Builder, st *dragoman.Statement) {
	out.WriteByte('\n')
	l := look{"”", plain}
	if st.Quote == "indirect" || st.Quote == "" {
		l.glyph = "·"
	}
	if st.Stance == "denies" || st.Stance == "doubts" {
		l.code = red
	}
	chain := teller(st.Chain)
	if len(chain) > 0 {
		chain = chain[1:] // the stance stands where the first arrow would
	}
	for i := range chain {
		if chain[i].code == plain {
			chain[i].code = bold
		}
	}
	if len(chain) == 0 {
		chain = words("(not named)", dim)
	}
	if st.Parent != "" {
		chain = append(chain, words("inside "+st.Parent, dim)...)
	}
	s.flow(out, word{text: l.glyph + " " + st.ID + " " + st.Stance, code: l.code}, margin, chain)
	s.flow(out, word{}, margin, quoted(words(strings.Trim(st.Text, "“”\" "), italic)))
}
