package score

import (
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/actors"
)

// telling is a statement, with what it takes to compare it that stands elsewhere in
// its record. The stretches are of the gold's text.
type telling struct {
	*dragoman.Statement
	tellers []teller // the chain
	cue     span
	content span // in words
	parent  span // the statement that it is nested in
	within  string
}

// teller is a link of a chain, and all words that name the same actor in the report.
type teller struct {
	dragoman.ActorRef
	known []string
}

// tellings lists the statements of a record.
func tellings(r *Record, in report, to align) []telling {
	known := map[string][]string{} // by id of the actor
	for _, a := range r.Actors {
		for _, m := range a.Mentions {
			if m.As == "name" || m.As == "nominal" {
				known[a.ID] = append(known[a.ID], m.Text)
			}
		}
	}
	var stated []dragoman.Statement
	for i := range r.Statements {
		stated = append(stated, pieces(&r.Statements[i])...)
	}
	out := make([]telling, len(stated))
	for i := range stated {
		s := &stated[i]
		t := telling{Statement: s, content: in.wordsUnder(to.span(s.Span))}
		if s.Cue != nil {
			t.cue = to.span(*s.Cue)
		}
		for _, p := range stated {
			if s.Parent != "" && s.Parent == p.ID && (t.parent.empty() || p.Start <= s.Start) {
				t.parent, t.within = to.span(p.Span), in.words(to.span(p.Span))
			}
		}
		for _, a := range s.Chain {
			l := teller{ActorRef: a}
			if a.ID != "" {
				l.known = known[a.ID]
			}
			t.tellers = append(t.tellers, l)
		}
		out[i] = t
	}
	return out
}

// pieces are the statements that one in parts counts for: each sentence that begins anew
// behind what tells it is one of its own without a cue, as in “It is late,” he said. “We
// must go.” A sentence that a cue only interrupts stays one: “It is,” he said, “late.”
func pieces(s *dragoman.Statement) []dragoman.Statement {
	words := []rune(s.Text)
	if len(s.Parts) != 2 || s.Cue == nil {
		return []dragoman.Statement{*s}
	}
	from, to := s.Parts[0].End-s.Start, s.Parts[1].Start-s.Start
	if from < 0 || to > len(words) || from > to || !strings.HasSuffix(strings.TrimRight(string(words[from:to]), " \n\"“"), ".") {
		return []dragoman.Statement{*s}
	}
	first, second := *s, *s
	first.Span, first.Parts = s.Parts[0], nil
	second.Span, second.Parts, second.Cue = s.Parts[1], nil, nil
	return []dragoman.Statement{first, second}
}

func tellingsAt(r *Record, in report, to align) []at[telling] {
	all := tellings(r, in, to)
	out := make([]at[telling], len(all))
	for i := range all {
		t := &all[i]
		out[i] = at[telling]{of: t, id: t.ID, what: actorNames(t.Chain, " < "), key: key(t.Statement), clause: to.span(t.Span), trigger: t.cue}
		if t.cue.empty() {
			out[i].trigger = out[i].clause
		}
	}
	return sorted(out)
}

// sameTelling weighs whether two statements are the same: at least half of
// their contents must be common to them (Dice's coefficient).
func sameTelling(g, p *at[telling], fields []field[telling]) float64 {
	common := g.clause.dice(p.clause)
	if common < 0.5 {
		return 0
	}
	weight := 2*common + agreement(g.of, p.of, fields)
	if g.trigger.overlap(p.trigger) > 0 {
		weight++
	}
	return weight
}

// sameAttribution weighs whether two statements are the same attribution: their cues
// overlap, and half of the words of their contents are common (PolNeAR: Newell et
// al. 2018).
func sameAttribution(g, p *at[telling]) float64 {
	if attributed(g.of, p.of).Right == 0 {
		return 0
	}
	return g.of.content.dice(p.of.content) + g.of.cue.dice(p.of.cue)
}

func attributed(gold, got *telling) Count {
	c := Count{Gold: some(!gold.cue.empty()), Predicted: some(!got.cue.empty())}
	c.Right = some(gold.cue.overlap(got.cue) > 0 && gold.content.dice(got.content) >= 0.5)
	return c
}

// some counts a thing that is there or is not.
func some(there bool) int {
	if there {
		return 1
	}
	return 0
}

// Names of lines that are treated on their own.
const attribution, nested = "attribution", "nested chain"

// statementCounts are what is counted over all statements, found or not.
func statementCounts() []field[telling] {
	of := func(t *telling) []dragoman.ActorRef { return t.Chain }
	return []field[telling]{
		{attribution, attributed, func(t *telling) string { return cueOf(t) + ": " + short(t.Text) }},
		wholeChain("chain", of, 1),
		wholeChain(nested, of, 2),
	}
}

func cueOf(t *telling) string {
	if t.Cue == nil {
		return "no cue"
	}
	return t.Cue.Text
}

// wholeChain makes a field of chains of so many links and more, right link by link.
func wholeChain(name string, of func(*telling) []dragoman.ActorRef, least int) field[telling] {
	return field[telling]{name,
		func(gold, got *telling) Count {
			g, p := gold.tellers, got.tellers
			c := Count{Gold: some(len(g) >= least), Predicted: some(len(p) >= least)}
			c.Right = some(len(g) >= least && slices.EqualFunc(g, p, sameTeller))
			return c
		},
		func(t *telling) string { return orNobody(of(t)) },
	}
}

func orNobody(chain []dragoman.ActorRef) string {
	if len(chain) == 0 {
		return "nobody"
	}
	return actorNames(chain, " < ")
}

func statementFields() []field[telling] {
	of := func(t *telling) []dragoman.ActorRef { return t.Chain }
	return []field[telling]{
		chain("innermost speaker", of, last, "nobody"),
		chain("outermost teller", of, first, "nobody"),
		{"speaker", speaker, func(t *telling) string { return orNobody(of(t)) }},
		value("stance", func(t *telling) string { return t.Stance }),
		value("quote", func(t *telling) string { return t.Quote }),
		{"parent", sameParent, func(t *telling) string { return short(t.within) }},
	}
}

// speaker is the innermost teller, who may be named as the text names him.
func speaker(gold, got *telling) Count {
	g, p := gold.tellers, got.tellers
	switch {
	case gold.Chain == nil:
		return Count{}
	case len(g) == 0 || len(p) == 0:
		return Count{some(len(g) == len(p)), 1, 1}
	}
	return Count{some(sameTeller(g[len(g)-1], p[len(p)-1])), 1, 1}
}

// sameTeller is sameActor for one whom a person names by the words of the text. It
// is enough that the names agree, that the gold's agrees with the words of this link
// ("trade commissioner"), or that it is among the words by which the report names
// the same actor elsewhere ("Turkish foreign ministry", where the other set has
// "Foreign Ministry of Turkey").
func sameTeller(gold, got teller) bool {
	name := nameWords(gold.Name)
	return sameActor(gold.ActorRef, got.ActorRef) || agree(name, nameWords(got.Name)) || agree(name, nameWords(got.Text)) ||
		slices.ContainsFunc(got.known, func(s string) bool { return partOf(name, nameWords(s)) })
}

// agree reports whether all words of the shorter name are in the longer: "Putin",
// "Vladimir Putin". The owner in a name is not the one it names: "Chad" is not
// "Chad's foreign minister".
func agree(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return partOf(a, b) && partOf(owned(a), owned(b))
}

const owners = "s" // what actors.Fold makes of "'s"

// owned is what stands behind the last owner in a name.
func owned(words []string) []string {
	for i := len(words) - 1; i >= 0; i-- {
		if words[i] == owners {
			return words[i+1:]
		}
	}
	return words
}

// nameWords are the words of a name. "a colonel" is a colonel; "the agency" stays,
// for it says which one only to him who knows.
func nameWords(s string) []string {
	words := strings.Fields(actors.Fold(s))
	if len(words) > 1 && (words[0] == "a" || words[0] == "an") {
		return words[1:]
	}
	return words
}

// partOf reports whether all words of one are in the other, and there are any.
func partOf(words, in []string) bool {
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(in, w) })
}

// sameParent asks whether two statements are nested in the same one.
func sameParent(gold, got *telling) Count {
	c := Count{Gold: some(!gold.parent.empty()), Predicted: some(!got.parent.empty())}
	c.Right = some(c.Gold+c.Predicted == 2 && gold.parent.dice(got.parent) >= 0.5)
	return c
}
