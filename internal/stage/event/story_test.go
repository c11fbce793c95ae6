package event

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/internal/doc"
)

// TestDates reads hand-built reports of Monday 17 July 2000 in which "Friday",
// "Saturday" and "2003" are time expressions.
func TestDates(t *testing.T) {
	const attackedOnFriday = `
1 On on ADP _ _ 2 case
2 Friday Friday PROPN _ _ 4 obl
3 Spain Spain PROPN _ _ 4 nsubj
4 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
5 France France PROPN _ _ 4 obj
`
	const bombed = `
1 Italy Italy PROPN _ _ 2 nsubj
2 bombed bomb VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
`
	const metOnSaturday = `
# newpar
1 Italy Italy PROPN _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
4 Saturday Saturday PROPN _ _ 2 obl
`
	const bombedInNewParagraph = "\n# newpar" + bombed
	after := func(unit, day string) string { // "Italy met France Saturday, two days after Spain attacked Italy"
		return strings.NewReplacer("days", unit, "Saturday", day).Replace(`
1 Italy Italy PROPN _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
4 Saturday Saturday PROPN _ _ 2 obl
5 two two NUM _ _ 6 nummod
6 days day NOUN _ _ 9 obl:unmarked
7 after after SCONJ _ _ 9 mark
8 Spain Spain PROPN _ _ 9 nsubj
9 attacked attack VERB _ Tense=Past|VerbForm=Fin 2 advcl
10 Italy Italy PROPN _ _ 9 obj
`)
	}
	for _, c := range []struct{ name, tree, want string }{
		{"a day that hangs on the act is its own", attackedOnFriday, "attacked 2000-07-14 day"},
		{"no day at all: about the day of the report", bombed, "bombed 2000-07-17 vague"},
		{"the story goes on where it was", attackedOnFriday + bombed, "attacked 2000-07-14 day; bombed 2000-07-14 vague"},
		{"a later day moves it on", attackedOnFriday + metOnSaturday + bombedInNewParagraph, "attacked 2000-07-14 day; met 2000-07-15 day; bombed 2000-07-15 vague"},
		{"an earlier one is a look back, for its paragraph", metOnSaturday + "\n# newpar" + attackedOnFriday + bombed + bombedInNewParagraph,
			"met 2000-07-15 day; attacked 2000-07-14 day; bombed 2000-07-14 vague; bombed 2000-07-15 vague"},
		{"the day of who says so is not the story's", `
1 According accord VERB _ _ 3 case
2 to to ADP _ _ 1 fixed
3 Peru Peru PROPN _ _ 8 obl
4 on on ADP _ _ 5 case
5 Friday Friday PROPN _ _ 8 obl
6 , , PUNCT _ _ 3 punct
7 Spain Spain PROPN _ _ 8 nsubj
8 slept sleep VERB _ Tense=Past|VerbForm=Fin 0 root
` + "\n" + bombed, "bombed 2000-07-17 vague"},
		{"years ago is history: the next sentence is back at the news", strings.ReplaceAll(attackedOnFriday, "Friday", "1990") + bombed, "attacked 1990-01-01 year; bombed 2000-07-17 vague"},
		{"before what is dated", `
1 Italy Italy PROPN _ _ 2 nsubj
2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
4 Saturday Saturday PROPN _ _ 2 obl
5 after after SCONJ _ _ 7 mark
6 Spain Spain PROPN _ _ 7 nsubj
7 attacked attack VERB _ Tense=Past|VerbForm=Fin 2 advcl
8 Italy Italy PROPN _ _ 7 obj
`, "met 2000-07-15 day; attacked 2000-07-15 vague"},
		{"so long before what is dated", after("days", "Saturday"), "met 2000-07-15 day; attacked 2000-07-13 day"},
		{"some day about a week before it", after("weeks", "Saturday"), "met 2000-07-15 day; attacked 2000-06-30 interval"},
		{"before the day of the report, where none is told", after("days", "alone"), "met 2000-07-17 vague; attacked 2000-07-15 day"},
		{"but not before the day that the story has come to", attackedOnFriday + after("days", "alone"), "attacked 2000-07-14 day; met 2000-07-14 vague; attacked 2000-07-14 vague"},
		{"nor before no day", after("days", "1990"), "met 1990-01-01 year; attacked 1990-01-01 vague"},
		{"the day of what is said of an act is not the act's", `
1 Italy Italy PROPN _ _ 2 nsubj
2 condemned condemn VERB _ Tense=Past|VerbForm=Fin 0 root
3 Saturday Saturday PROPN _ _ 2 obl
4 the the DET _ _ 5 det
5 bombing bombing NOUN _ _ 2 obj
6 of of ADP _ _ 7 case
7 France France PROPN _ _ 5 nmod
`, "condemned 2000-07-15 day; bombing 2000-07-15 vague"},
		{"a day of the teller's is not the story's", `
1 Reports report NOUN _ Number=Plur 4 nsubj
2 on on ADP _ _ 3 case
3 Friday Friday PROPN _ _ 1 nmod
4 continued continue VERB _ Tense=Past|VerbForm=Fin 0 root
` + bombed, "bombed 2000-07-17 vague"},
		{"the same act again is no other, of the day that the story has come to", attackedOnFriday + metOnSaturday + `
1 The the DET _ _ 2 det
2 attack attack NOUN _ _ 7 nsubj
3 by by ADP _ _ 4 case
4 Spain Spain PROPN _ _ 2 nmod
5 on on ADP _ _ 6 case
6 France France PROPN _ _ 2 nmod
7 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`, "attacked 2000-07-14 day; met 2000-07-15 day"},
	} {
		d := parsed(t, c.tree, "", "", nil)
		d.Date = time.Date(2000, 7, 17, 9, 0, 0, 0, time.UTC)
		for i := range d.Tokens {
			if length := map[string]string{"days": "P2D", "weeks": "P2W"}[d.Word(i)]; length != "" {
				d.Times = append(d.Times, doc.Time{Span: d.Tokens[i].Span, Type: "DURATION", Value: length})
			}
			day, precision := map[string]string{"Friday": "2000-07-14", "Saturday": "2000-07-15", "1990": "1990-01-01"}[d.Word(i)], "day"
			if day == "" {
				continue
			}
			from, _ := time.Parse(time.DateOnly, day)
			if d.Word(i) == "1990" {
				precision = "year"
			}
			d.Times = append(d.Times, doc.Time{Span: d.Tokens[i].Span, TimeRange: doc.TimeRange{From: from, To: from, Precision: precision}, Type: "DATE"})
		}
		if i := slices.IndexFunc(d.Predicates, func(p doc.Predicate) bool { return d.Word(p.Token) == "condemned" }); i >= 0 {
			d.Statements = []doc.Statement{{Span: d.Sentences[0].Span, Cue: d.Tokens[d.Predicates[i].Token].Span, Parent: -1}}
		}
		run(t, d)
		var got []string
		for _, e := range d.Events {
			got = append(got, d.Word(e.Token)+" "+e.Date.From.Format(time.DateOnly)+" "+e.Date.Precision)
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, c.want)
		}
	}
}
