package main

import (
	"strings"

	"dragoman"
	"dragoman/internal/wording"
)

// explainText renders explanations for reading.
func (s style) explainText(xs []dragoman.Explanation) string {
	var out strings.Builder
	n := map[string]int{}
	for _, x := range xs {
		n[x.Verdict]++
	}
	counts := plural(n["event"], "event", "events")
	if k := n["telling"]; k > 0 {
		counts += ", told " + plural(k, "time more", "times more")
	}
	s.flow(&out, word{}, 0, words(counts+", "+plural(n["rejected"], "candidate rejected", "candidates rejected"), dim))
	for i := range xs {
		out.WriteByte('\n')
		s.explanation(&out, &xs[i])
	}
	return out.String()
}

func (s style) explanation(out *strings.Builder, x *dragoman.Explanation) {
	if x.Verdict == "rejected" {
		s.flow(out, word{text: "✗ rejected", code: red}, margin, append(quoted(words(x.Text, bold)), words(x.Reason, plain)...))
		frame := "nearest frame"
		if x.Ontology != "" {
			frame = "frame" // it is an event, and not wanted
		}
		s.fact(out, frame, words(x.Frame, plain))
		s.ontology(out, x)
		return
	}
	l := look{"·", plain}
	if x.Status != nil {
		l = lookOf(x.Status.Value)
	}
	kind := typeAndMode(x.Type, x.Mode, x.PLOVER, bold)
	if x.CAMEO != "" {
		kind = joined(kind, words("CAMEO "+x.CAMEO, plain))
	}
	if x.Verdict == "telling" {
		s.flow(out, word{text: "= " + x.ID, code: dim}, margin, append(kind, words("– "+x.Reason, plain)...))
	} else {
		s.flow(out, word{text: l.glyph + " " + x.ID, code: l.code}, margin, kind)
	}
	s.flow(out, word{}, margin, quoted(marked(x.Span, x.Trigger)))
	s.fact(out, "frame", words(x.Frame, plain))
	s.ontology(out, x)
	for _, slot := range x.Slots {
		s.fact(out, slot.Slot, because(words(slot.Actor.Name, bold), slot.Actor.Text, slot.Rule))
	}
	s.ruled(out, "status", x.Status)
	s.ruled(out, "date", x.Date)
	s.ruled(out, "confidence", x.Confidence)
	s.ruled(out, "told in", x.Statement)
	for i := range x.Disagreements {
		d := &x.Disagreements[i]
		s.fact(out, "but", append(otherwise(d), teller(d.Via)...))
	}
	for _, w := range wording.Reasons(x.Why) {
		s.fact(out, "why", words(w, plain))
	}
}

// ontology names the row of a user's ontology that decided.
func (s style) ontology(out *strings.Builder, x *dragoman.Explanation) {
	s.fact(out, "ontology", joined(words(x.Ontology, plain), original(x.PLOVER)))
}

// fact writes one line of a name and its value.
func (s style) fact(out *strings.Builder, name string, value []word) {
	if len(value) > 0 {
		s.flow(out, word{text: "  " + name, code: dim}, margin, value)
	}
}

func (s style) ruled(out *strings.Builder, name string, r *dragoman.Ruled) {
	if r == nil {
		return
	}
	text := ""
	if r.Words != nil {
		text = r.Words.Text
	}
	s.fact(out, name, because(words(r.Value, bold), text, r.Rule))
}

// because writes a value, the words it rests on and the rule that read them.
func because(value []word, text, rule string) []word {
	return joined(value, quoted(words(text, italic)), words(rule, plain))
}
