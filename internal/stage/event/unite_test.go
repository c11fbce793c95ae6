package event

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/internal/doc"

	"pgregory.net/rapid"
)

// retelling knows a few verbs and nouns of the same acts.
var retelling = lexiconOf(
	"attack ; attack ; VERB ;  ; subj ; obj? ; ASSAULT ;  ; 190",
	"attack-noun ; attack|raid ; NOUN ;  ; by|poss|amod ; on ; ASSAULT ;  ; 190",
	"kill ; kill ; VERB ;  ; subj ; obj? ; ASSAULT ;  ; 190",
	"shell ; shell ; VERB ;  ; subj ; obj! ; ASSAULT ; heavy-weapons ; 194",
	"visit ; visit ; VERB ;  ; subj! ; obj! ; CONSULT ; visit ; 042",
	"visit-noun ; visit ; NOUN ;  ; poss|by! ; to ; CONSULT ; visit ; 042",
	"condemn ; condemn ; VERB ;  ; subj! ; obj! ; ACCUSE ; disapprove ; 111",
)

// Sentences of which reports are put together.
const (
	spainAttackedFrance = `
1 Spain Spain PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
`
	italyAttackedFrance = `
1 Italy Italy PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
`
	spainAlsoAttackedFrance = `
1 Spain Spain PROPN _ _ 3 nsubj
2 also also ADV _ _ 3 advmod
3 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
4 France France PROPN _ _ 3 obj
`
	spainShelledFrance = `
1 Spain Spain PROPN _ _ 2 nsubj
2 shelled shell VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
`
	theAttackOnFrance = `
1 The the DET _ _ 2 det
2 raid raid NOUN _ Number=Sing 5 nsubj
3 on on ADP _ _ 4 case
4 France France PROPN _ _ 2 nmod
5 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`
	anAttackOnFrance = `
1 A a DET _ _ 2 det
2 raid raid NOUN _ Number=Sing 5 nsubj
3 on on ADP _ _ 4 case
4 France France PROPN _ _ 2 nmod
5 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`
	theRaidsEnded = `
1 The the DET _ _ 2 det
2 raids raid NOUN _ Number=Plur 3 nsubj
3 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`
	theRaidEnded = `
1 The the DET _ _ 2 det
2 raid raid NOUN _ Number=Sing 3 nsubj
3 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`
	killingFrance = `
1 Spain Spain PROPN _ _ 2 nsubj
2 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
4 killing kill VERB _ VerbForm=Part 2 advcl
5 France France PROPN _ _ 4 obj
`
	spainVisitedFrance = `
1 Spain Spain PROPN _ _ 2 nsubj
2 visited visit VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
`
	spainsVisit = `
1 Spain Spain PROPN _ _ 3 nmod:poss
2 's 's PART _ _ 1 case
3 visit visit NOUN _ Number=Sing 4 nsubj
4 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`
	spainWillVisitFrance = `
1 Spain Spain PROPN _ _ 3 nsubj
2 will will AUX _ _ 3 aux
3 visit visit VERB _ VerbForm=Inf 0 root
4 France France PROPN _ _ 3 obj
`
)

// One act is one event, and two are two.
func TestUnite(t *testing.T) {
	for _, c := range []struct {
		name, tree string
		title      bool                    // the first sentence is the headline
		status     map[string]doc.Modality // by word; others occurred
		want       string
	}{
		{name: "the headline tells it first", title: true, tree: spainShelledFrance + spainShelledFrance, want: "*shelled Spain>France (headline shelled)"},
		{name: "the headline of two", title: true, tree: spainAttackedFrance + italyAttackedFrance + spainAttackedFrance, want: "attacked Italy>France; *attacked Spain>France (headline attacked)"},
		{name: "a noun points back", tree: spainAttackedFrance + theAttackOnFrance, want: "*attacked Spain>France (raid)"},
		{name: "one that names nobody", tree: spainAttackedFrance + theRaidEnded, want: "*attacked Spain>France (raid)"},
		{name: "and tells of no event alone", tree: theRaidEnded, want: ""},
		{name: "one that is new", tree: spainAttackedFrance + anAttackOnFrance, want: "attacked Spain>France; raid >France"},
		{name: "which of two it points to is not known", tree: spainAttackedFrance + italyAttackedFrance + theAttackOnFrance, want: "attacked Spain>France; attacked Italy>France; raid >France"},
		{name: "it points to no act that comes after it", tree: theAttackOnFrance + spainAttackedFrance, want: "raid >France; attacked Spain>France"},
		{name: "several are not one noun's", tree: theAttackOnFrance + theRaidsEnded, want: "raid >France"},
		{name: "what came of it", tree: killingFrance, want: "*attacked Spain>France (killing)"},
		{name: "the same words of the same parties", tree: spainAttackedFrance + spainAttackedFrance, want: "*attacked Spain>France (attacked)"},
		{name: "of others", tree: spainAttackedFrance + italyAttackedFrance, want: "attacked Spain>France; attacked Italy>France"},
		{name: "also", tree: spainAttackedFrance + spainAlsoAttackedFrance, want: "attacked Spain>France; attacked Spain>France"},
		{name: "other words may be another act", tree: spainAttackedFrance + spainShelledFrance, want: "attacked Spain>France; shelled Spain>France"},
		{name: "an owner points back", tree: spainVisitedFrance + spainsVisit, want: "*visited Spain>France (visit)"},
		{name: "two nouns side by side", tree: `
1 The the DET _ _ 2 det
2 raid raid NOUN _ Number=Sing 10 nsubj
3 on on ADP _ _ 4 case
4 France France PROPN _ _ 2 nmod
5 and and CCONJ _ _ 7 cc
6 the the DET _ _ 7 det
7 raid raid NOUN _ Number=Sing 2 conj
8 by by ADP _ _ 9 case
9 Spain Spain PROPN _ _ 7 nmod
10 ended end VERB _ Tense=Past|VerbForm=Fin 0 root
`, want: "raid >France; raid Spain>France"},
		{name: "a noun with words that the act is not told with", tree: spainAttackedFrance + strings.Replace(theRaidEnded, "1 The the DET _ _ 2 det\n2 raid raid NOUN _ Number=Sing 3 nsubj\n3 ended end VERB _ Tense=Past|VerbForm=Fin 0 root",
			"1 The the DET _ _ 3 det\n2 gas gas NOUN _ Number=Sing 3 compound\n3 raid raid NOUN _ Number=Sing 4 nsubj\n4 ended end VERB _ Tense=Past|VerbForm=Fin 0 root", 1), want: "attacked Spain>France"},
		{name: "the same words of another thing", tree: condemnedOver("policy") + condemnedOver("trade"), want: "condemned Spain>France; condemned Spain>France"},
		{name: "the same words of the same thing", tree: condemnedOver("policy") + condemnedOver("policy"), want: "*condemned Spain>France (condemned)"},
		{name: "a plan is not the deed", tree: spainVisitedFrance + spainWillVisitFrance, status: map[string]doc.Modality{"visit": doc.Planned}, want: "visited Spain>France; visit Spain>France"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := reportOf(t, c.tree, c.status)
			if c.title {
				d.Sentences[0].Kind = doc.Title
			}
			coded(t, d)
			if got := acts(d); got != c.want {
				t.Errorf("got %q, want %q\nrejected: %v", got, c.want, d.Rejected)
			}
		})
	}
}

// condemnedOver is a sentence about words that say what they are about.
func condemnedOver(thing string) string {
	return fmt.Sprintf(`
1 Spain Spain PROPN _ _ 2 nsubj
2 condemned condemn VERB _ Tense=Past|VerbForm=Fin 0 root
3 France France PROPN _ _ 2 obj
4 over over ADP _ _ 5 case
5 %[1]s %[1]s NOUN _ Number=Sing 2 obl
`, thing)
}

// Day, place and doer keep acts apart, in what a noun points to as well.
func TestWhatKeepsActsApart(t *testing.T) {
	attackedAt := func(when string) string {
		return strings.TrimSuffix(spainAttackedFrance, "\n") + "\n4 " + when + " " + when + " NOUN _ _ 2 obl\n"
	}
	raidAt := func(when string) string {
		return strings.Replace(theRaidEnded, "2 raid raid NOUN _ Number=Sing 3 nsubj\n3 ended end VERB _ Tense=Past|VerbForm=Fin 0 root",
			"2 raid raid NOUN _ Number=Sing 5 nsubj\n3 at at ADP _ _ 4 case\n4 "+when+" "+when+" NOUN _ _ 2 nmod\n5 ended end VERB _ Tense=Past|VerbForm=Fin 0 root", 1)
	}
	for _, c := range []struct{ name, tree, want string }{
		{"the same day", attackedAt("friday") + raidAt("friday"), "*attacked Spain>France (raid)"},
		{"another day", attackedAt("friday") + raidAt("sunday"), "attacked Spain>France"},
		{"a day of history", spainAttackedFrance + raidAt("1990"), "attacked Spain>France"},
		{"history told again, undated", attackedAt("1990") + theRaidEnded, "*attacked Spain>France (raid)"},
		{"the same place", raidIn("gori") + raidIn("gori"), "*raid >France (raid)"},
		{"another place", raidIn("gori") + raidIn("poti"), "raid >France; raid >France"},
		{"a place and its state", raidIn("georgia") + raidIn("poti"), "*raid >France (raid)"},
		{"two persons of one state", raidBy("Spain") + raidBy("Italy"), "raid Spain>; raid Italy>"},
	} {
		d := reportOf(t, c.tree, nil)
		d.Date = time.Date(2000, 7, 17, 9, 0, 0, 0, time.UTC)
		for i := range d.Tokens {
			day, precision := map[string]string{"friday": "2000-07-14", "sunday": "2000-07-16", "1990": "1990-01-01"}[d.Word(i)], "day"
			kind := map[string]string{"gori": "city", "poti": "city", "georgia": "country"}[d.Word(i)]
			if kind != "" {
				d.Places = append(d.Places, doc.Place{Span: d.Tokens[i].Span, Name: d.Word(i), Country: "GEO", Kind: kind})
			}
			if from, err := time.Parse(time.DateOnly, day); err == nil {
				d.Times = append(d.Times, doc.Time{Span: d.Tokens[i].Span, TimeRange: doc.TimeRange{From: from, To: from, Precision: precision}, Type: "DATE"})
			}
		}
		for i := range d.Actors {
			if d.Actors[i].Name != "France" {
				d.Actors[i].Kind, d.Actors[i].Country = "leader", "ESP"
			}
		}
		coded(t, d)
		if got := acts(d); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func raidIn(place string) string {
	return strings.Replace(theAttackOnFrance, "5 ended end VERB _ Tense=Past|VerbForm=Fin 0 root",
		"5 ended end VERB _ Tense=Past|VerbForm=Fin 0 root\n6 in in ADP _ _ 7 case\n7 "+place+" "+place+" NOUN _ _ 5 obl", 1)
}

func raidBy(who string) string {
	return strings.NewReplacer("on on ADP", "by by ADP", "France France", who+" "+who).Replace(theAttackOnFrance)
}

// The event of an act has the best detail of any telling, says whose it is, and
// keeps what they tell otherwise.
func TestBestDetails(t *testing.T) {
	d := reportOf(t, spainAttackedFrance+theAttackOnFrance+theRaidEnded, nil)
	for i, tree := range []struct{ figure, low, high float64 }{{5, 5, 5}, {0, 7, 0}} {
		d.Figures = append(d.Figures, doc.Figure{Span: d.Tokens[2+i*4].Span, Value: tree.figure, Low: tree.low, High: tree.high, Unit: "person"})
	}
	c := coded(t, d)
	e := &d.Events[0]
	tellings := slices.Clone(e.Tellings)
	if len(tellings) != 3 {
		t.Fatalf("got %d tellings, want 3", len(tellings))
	}
	tellings[0].Counts.Killed, tellings[1].Counts.Killed = []int{0}, []int{1}
	tellings[2].CAMEO, tellings[2].Mode = "1951", "aerial"
	d.Events = []doc.Event{{Tellings: tellings}}
	c.unite()
	e = &d.Events[0]
	if e.Mode != "aerial" || e.CAMEO != "1951" || !slices.Contains(e.Why, `mode: that of "raid"`) {
		t.Errorf("got mode %q, code %s, why %q", e.Mode, e.CAMEO, e.Why)
	}
	if !slices.Equal(e.Counts.Killed, []int{0}) || len(e.Disagreements) != 1 || e.Disagreements[0].Field != "killed" || !slices.Equal(e.Disagreements[0].Figures, []int{1}) {
		t.Errorf("got killed %d, disagreements %v; want 5 killed, and at least 7 told otherwise", e.Counts.Killed, e.Disagreements)
	}
}

// Who says that a deed was not done is noted with the deed, and the denial stays an
// event of its own.
func TestDenialStandsBesideTheDeed(t *testing.T) {
	d := reportOf(t, spainAttackedFrance+spainAttackedFrance, nil)
	last := d.Sentences[1]
	d.Status[d.PredicateAt(last.First+1)].Modality = doc.Negated
	d.Statements = []doc.Statement{{Span: last.Span, Stance: "denies", Parent: -1, Chain: []doc.Teller{{Actor: 0}}}}
	coded(t, d)
	if got, want := acts(d), "attacked Spain>France; attacked Spain>France"; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
	x := d.Events[0].Disagreements
	if len(x) != 1 || x[0].Field != "status" || x[0].Status != doc.Negated || x[0].Statement != 0 || d.Events[1].Disagreements != nil {
		t.Errorf("got %v and %v, want the denial with the deed alone", x, d.Events[1].Disagreements)
	}
}

// A denial told before the deed is one of it as well, and the doer's own side may
// deny it without naming him: "Spain: no raid was made".
func TestDenials(t *testing.T) {
	for _, c := range []struct {
		name, tree string
		denial     int // the sentence that denies, as Spain says
		deed       int // the event that it must be noted with
	}{
		{"before the deed", spainAttackedFrance + spainAttackedFrance, 0, 1},
		{"without the doer", spainAttackedFrance + anAttackOnFrance, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := reportOf(t, c.tree, nil)
			s := d.Sentences[c.denial]
			for i, p := range d.Predicates {
				if p.Token >= s.First && p.Token < s.Last {
					d.Status[i].Modality = doc.Negated
				}
			}
			d.Statements = []doc.Statement{{Span: s.Span, Stance: "says", Parent: -1, Chain: []doc.Teller{{Actor: 0}}}}
			coded(t, d)
			if len(d.Events) != 2 {
				t.Fatalf("got %q, want the deed and the denial", acts(d))
			}
			if x := d.Events[c.deed].Disagreements; len(x) != 1 || x[0].Status != doc.Negated || x[0].Statement != 0 {
				t.Errorf("got %v with the deed, want the denial", x)
			}
			if x := d.Events[1-c.deed].Disagreements; x != nil {
				t.Errorf("got %v with the denial, want none", x)
			}
		})
	}
}

// Uniting rests on the tellings alone: doing it again or in another order changes
// nothing, and no trigger is lost.
func TestUniteIsStable(t *testing.T) {
	pool := []string{spainAttackedFrance, italyAttackedFrance, spainAlsoAttackedFrance, spainShelledFrance, theAttackOnFrance, anAttackOnFrance,
		theRaidsEnded, theRaidEnded, killingFrance, spainVisitedFrance, spainsVisit, spainWillVisitFrance}
	rapid.Check(t, func(r *rapid.T) {
		tree := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pool), 1, 8).Draw(r, "sentences"), "")
		d := reportOf(t, tree, map[string]doc.Modality{"visit": rapid.SampledFrom([]doc.Modality{doc.Planned, doc.Occurred}).Draw(r, "visit")})
		if rapid.Bool().Draw(r, "title") {
			d.Sentences[0].Kind = doc.Title
		}
		c := coded(t, d)
		for _, m := range append(slices.Clone(c.matches), c.namings...) {
			if n := timesTold(d, m.pred.Token); n != 1 {
				r.Fatalf("%q is told of by %d of events, tellings and rejected", d.Word(m.pred.Token), n)
			}
		}
		want := slices.Clone(d.Events)
		rand.New(rand.NewSource(rapid.Int64().Draw(r, "order"))).Shuffle(len(d.Events), func(i, j int) { d.Events[i], d.Events[j] = d.Events[j], d.Events[i] })
		c.unite()
		if !reflect.DeepEqual(d.Events, want) {
			r.Fatalf("again: %s", acts(d))
		}
	})
}

// timesTold counts the events, tellings and rejected candidates of a trigger.
func timesTold(d *doc.Document, token int) int {
	n := 0
	for _, e := range d.Events {
		tellings := e.Tellings
		if tellings == nil {
			tellings = []doc.Event{e}
		}
		for _, t := range tellings {
			if t.Token == token {
				n++
			}
		}
	}
	for _, r := range d.Rejected {
		if r.Token == token {
			n++
		}
	}
	return n
}

// reportOf is a report before the stage, in which a name is one party throughout.
func reportOf(t testing.TB, tree string, status map[string]doc.Modality) *doc.Document {
	d := parsed(t, tree, "", "", status)
	first := map[string]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		name := d.Of(m.Span)
		if k, ok := first[name]; ok {
			m.Actors = []int{k}
		} else {
			first[name] = m.Actors[0]
		}
	}
	return d
}

func coded(t testing.TB, d *doc.Document) *coder {
	t.Helper()
	know, err := readKnowledge(retelling)
	if err != nil {
		t.Fatal(err)
	}
	return code(d, know)
}

// acts writes "trigger source>target" of every event, and its other tellings behind
// one that has some.
func acts(d *doc.Document) string {
	var out []string
	names := func(ps []doc.Party) string {
		var n []string
		for _, p := range ps {
			n = append(n, d.Actors[p.Actor].Name)
		}
		return strings.Join(n, ",")
	}
	for _, e := range d.Events {
		s := fmt.Sprintf("%s %s>%s", d.Of(e.Trigger), names(e.Source), names(e.Target))
		var others []string
		for _, x := range e.Tellings {
			switch {
			case x.Token == e.Token:
			case d.Sentences[d.SentenceOf(x.Token)].Kind == doc.Title:
				others = append(others, "headline "+d.Of(x.Trigger))
			default:
				others = append(others, d.Of(x.Trigger))
			}
		}
		if others != nil {
			s = "*" + s + " (" + strings.Join(others, ", ") + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}
