package event

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// tolls is data/ontology/tolls.tsv: which numbers belong to an act.
type tolls struct {
	byWhere map[string][]tollRow
}

// tollRow is one row of the table.
type tollRow struct {
	count  string
	lemmas map[string]bool
	acts   []actSpec
}

// The places of a number that belongs to an act.
const (
	atObj    = "obj"    // "killed 12"
	atSubj   = "subj"   // "12 died"
	atSide   = "beside" // "12 dead"
	atToll   = "toll"   // "the toll rose to 12"
	atNone   = "none"   // "no casualties"
	ofAct    = "act"    // what the act is done to, whatever its verb
	ofCrowd  = "crowd"  // who does the act
	killed   = "killed"
	injured  = "injured"
	arrested = "arrested"
	people   = "people"
)

func readTolls(fsys fs.FS, known types) (*tolls, error) {
	t, err := lexicon.Read(fsys, "ontology/tolls.tsv", "count", "where", "lemmas", "acts", "example", "expect", "origin")
	if err != nil {
		return nil, err
	}
	lex := &tolls{byWhere: map[string][]tollRow{}}
	var faults []error
	for _, r := range t.Rows {
		row := tollRow{count: r.Get("count"), lemmas: map[string]bool{}}
		for _, l := range r.List("lemmas") {
			row.lemmas[l] = true
		}
		for _, s := range r.List("acts") {
			a, err := known.parseAct(s)
			if err != nil {
				faults = append(faults, r.Errorf("acts: %v", err))
			}
			row.acts = append(row.acts, a)
		}
		where := r.Get("where")
		if !slices.Contains([]string{atObj, atSubj, atSide, atToll, atNone, ofAct, ofCrowd}, where) {
			faults = append(faults, r.Errorf("where %q, expected obj, subj, beside, toll, none, act or crowd", where))
		}
		if !slices.Contains([]string{killed, injured, arrested, people}, row.count) {
			faults = append(faults, r.Errorf("count %q, expected killed, injured, arrested or people", row.count))
		}
		lex.byWhere[where] = append(lex.byWhere[where], row)
	}
	return lex, errors.Join(faults...)
}

// ownCounts gives an event the numbers in the arguments of its own verb.
func (c *coder) ownCounts(e *doc.Event) {
	for _, a := range c.matchOf(e).pred.Args {
		c.addAmount(e, a.Token)
		k := c.figureIn(a.Token)
		if k < 0 || a.Role != atObj && a.Role != atSubj {
			continue
		}
		where := ofAct
		if a.Role == atSubj {
			where = ofCrowd
		}
		if f := &c.d.Figures[k]; f.Unit != "person" && (f.Unit != "" || where != ofCrowd) {
			continue
		}
		for r := range c.toll.byWhere[where] {
			if row := &c.toll.byWhere[where][r]; c.isOneOf(e, row.acts) && c.tollOf(e.Token, a.Role) == nil {
				c.count(e, row.count, k)
				break
			}
		}
	}
}

// addAmount gives an event the sum of money in one of its arguments: "sold jets
// worth $8 billion", "a fine of 4 billion euros".
func (c *coder) addAmount(e *doc.Event, t int) {
	if c.d.PredicateAt(t) >= 0 && c.d.Tags[t].POS == doc.VERB && t != e.Token {
		return
	}
	first, last := c.d.Subtree(t)
	for k := range c.d.Figures {
		if f := &c.d.Figures[k]; isCurrency(f.Unit) && len(e.Counts.Amount) == 0 && first < last && c.d.TokenSpan(first, last).Covers(f.Span) && e.Span.Covers(f.Span) {
			e.Counts.Amount = append(e.Counts.Amount, k)
		}
	}
}

// placeTolls finds the acts of the numbers of people.
func (c *coder) placeTolls() {
	for k := range c.d.Figures {
		if f := &c.d.Figures[k]; f.Unit == "person" || f.Unit == "" {
			c.placeToll(k)
		}
	}
}

// placeToll finds what a number of people is the toll of, and the acts that it is
// the toll of: that of the verb itself and the one whose outcome it is, over it
// ("raided a village, killing 12"), below it ("12 were killed in a raid"), or told
// before ("The raid lasted an hour. Twelve died.").
func (c *coder) placeToll(k int) {
	verb, rows := c.tollsAt(k)
	for _, row := range rows {
		acts := c.actsOf(verb, row, k)
		for n, i := range acts {
			c.count(&c.d.Events[i], row.count, k)
			for _, of := range acts[n+1:] {
				c.inheritMode(&c.d.Events[i], &c.d.Events[of])
			}
		}
	}
}

// tollsAt returns the verb or noun by which a figure is a toll, and the rows that
// say so.
func (c *coder) tollsAt(k int) (int, []*tollRow) {
	d := c.d
	first, last := c.index.tokens(d.Figures[k].Span)
	head := c.index.headOf(first, last)
	if head < 0 {
		return -1, nil
	}
	if f := &d.Figures[k]; f.Value == 0 && f.Low == 0 && f.High == 0 && !f.Vague {
		return head, c.rowsFor(atNone, c.lemma(head))
	}
	for _, t := range []int{last, first - 1} {
		if t < 0 || t >= len(d.Tokens) || d.SentenceOf(t) != d.SentenceOf(head) {
			continue
		}
		if rows := c.rowsFor(atSide, strings.ToLower(d.Word(t))); rows != nil && (t == last || d.Tags[t].POS == doc.ADJ) {
			return head, rows
		}
	}
	for h, steps := d.Arcs[head].Head, 0; h >= 0 && steps < 3; h, steps = d.Arcs[h].Head, steps+1 {
		p := d.PredicateAt(h)
		if p < 0 {
			continue
		}
		for _, a := range d.Predicates[p].Args {
			if a.Token == head || c.figureIn(a.Token) == k {
				role := a.Role
				if d.Tags[first].POS == doc.ADP && role != atSubj {
					role = atObj // "killed between 20 and 30 people"
				}
				if row := c.tollOf(h, role); row != nil {
					return h, []*tollRow{row}
				}
				if rows := c.comesTo(&d.Predicates[p], role); rows != nil {
					return h, rows
				}
			}
		}
	}
	return -1, nil
}

// tollOf returns the row by which what a verb is done to, or who does it, is a
// toll, or nil.
func (c *coder) tollOf(verb int, role string) *tollRow {
	if rows := c.rowsFor(role, c.lemma(verb)); rows != nil {
		return rows[0]
	}
	return nil
}

// comesTo returns the rows by which a number is what a toll has come to: "the
// death toll rose to 31", "raising the toll to 31".
func (c *coder) comesTo(p *doc.Predicate, role string) []*tollRow {
	if role != "to" && role != "at" && role != atObj {
		return nil
	}
	for _, a := range p.Args {
		if a.Role != role && (a.Role == atSubj || a.Role == atObj) {
			if rows := c.rowsFor(atToll, c.lemma(a.Token)); rows != nil {
				return rows
			}
			if k := c.d.Kid(a.Token, "nmod"); k >= 0 && c.lemma(a.Token) == "number" {
				return c.rowsFor(atToll, strings.ToLower(c.d.Word(k))) // "the number of wounded rose to 40"
			}
		}
	}
	return nil
}

func (c *coder) rowsFor(where, lemma string) []*tollRow {
	var out []*tollRow
	rows := c.toll.byWhere[where]
	for i := range rows {
		if rows[i].lemmas[lemma] {
			out = append(out, &rows[i])
		}
	}
	return out
}

// actsOf returns the events that a toll told by a verb belongs to: the verb's own,
// if it is one, and that of which it is the outcome, unless the verb's own says who
// did it and stands by itself.
func (c *coder) actsOf(verb int, row *tollRow, k int) []int {
	out := c.actsOver(verb, row)
	if len(out) > 0 {
		if top := out[len(out)-1]; len(c.d.Events[top].Source) > 0 && !c.again(top) {
			return out
		}
	}
	d, s := c.d, c.d.SentenceOf(verb)
	under, before := -1, -1
	for i := range d.Events {
		e := &d.Events[i]
		if !c.isOneOf(e, row.acts) || slices.Contains(out, i) {
			continue
		}
		switch es := d.SentenceOf(e.Token); {
		case es == s && under < 0 && c.below(e.Token, verb) > 0:
			under = i
		case es < s && es >= s-2 && e.Status.Done():
			before = i
		}
	}
	switch {
	case under >= 0:
		return append(out, under)
	case before >= 0 && c.goesOn(before, row, k):
		return append(out, before)
	}
	return out
}

// actsOver returns the events at a verb and over it as long as what is below tells
// the outcome: "raided a village, killing 12 and wounding 30", "the attack that killed
// 12", but not "bombed the port a day after rebels had killed 12" or "freed the man
// who had killed 12".
func (c *coder) actsOver(t int, row *tollRow) []int {
	d := c.d
	var out []int
	for t >= 0 {
		i := c.eventAt(t)
		if i < 0 && len(out) > 0 {
			i = c.besideAt(t, row) // "shot and killed one and wounded six"
		}
		if i >= 0 && c.isOneOf(&d.Events[i], row.acts) && !slices.Contains(out, i) {
			out = append(out, i)
		}
		switch up := d.Arcs[t].Head; {
		case d.IsRel(t, "acl:relcl"):
			if c.eventAt(up) < 0 {
				return out
			}
		case d.IsRel(t, "advcl") && c.otherTime(t):
			return out
		case d.Tags[t].POS == doc.VERB && d.IsRel(t, "conj", "advcl", "xcomp", "acl", "parataxis"):
		case d.Tags[t].POS == doc.VERB || i >= 0:
			return out
		}
		t = d.Arcs[t].Head
	}
	return out
}

// besideAt returns an event among the verbs that are joined to a verb, or -1.
func (c *coder) besideAt(t int, row *tollRow) int {
	for _, k := range c.d.Kids(t) {
		if i := c.eventAt(int(k)); i >= 0 && c.d.IsRel(int(k), "conj") && c.isOneOf(&c.d.Events[i], row.acts) {
			return i
		}
	}
	return -1
}

// eventAt returns the event whose trigger is a token, or -1.
func (c *coder) eventAt(t int) int {
	for i := range c.d.Events {
		if c.d.Events[i].Token == t {
			return i
		}
	}
	return -1
}

// again reports whether the doer of an act is a known act: "The attack killed 21".
func (c *coder) again(i int) bool {
	subj := c.matchOf(&c.d.Events[i]).pred.Arg(atSubj)
	return subj >= 0 && c.d.Tags[subj].POS == doc.NOUN && c.definite(subj) && c.lex.inClass("@attack-noun", c.lemma(subj))
}

// goesOn reports whether a toll of a later sentence may be of an event: none is told
// of it yet, and no other day has come between.
func (c *coder) goesOn(i int, row *tollRow, k int) bool {
	e := &c.d.Events[i]
	if had := *c.counted(e, row.count); len(had) > 0 {
		return false
	}
	return c.d.Figures[k].Start > e.End
}

// count adds a figure to one of an event's counts. What is told beside it in one
// breath adds up; what is told elsewhere of the same is told again.
func (c *coder) count(e *doc.Event, name string, k int) {
	at := c.counted(e, name)
	if slices.Contains(*at, k) || len(*at) > 0 && !c.oneBreath((*at)[0], k) {
		return
	}
	*at = append(*at, k)
	e.Why = append(e.Why, fmt.Sprintf("%s: %q", name, c.d.Of(c.d.Figures[k].Span)))
}

func (c *coder) counted(e *doc.Event, name string) *[]int {
	switch name {
	case killed:
		return &e.Counts.Killed
	case injured:
		return &e.Counts.Injured
	case arrested:
		return &e.Counts.Arrested
	}
	return &e.Counts.People
}

// oneBreath reports whether two figures are joined by "and": "three guards and two
// drivers".
func (c *coder) oneBreath(k, l int) bool {
	head := func(k int) int { return c.index.headOf(c.index.tokens(c.d.Figures[k].Span)) }
	a, b := head(k), head(l)
	return a >= 0 && b >= 0 && c.d.IsRel(b, "conj") && c.d.Arcs[b].Head == a
}
