package score

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"dragoman"
	"dragoman/data"

	"github.com/google/go-cmp/cmp"
)

// text is what most tests are about.
const text = "Greece accused Turkey of bombing Cyprus. Spain met France in Paris, Kenya said."

// act writes an event of the text: "accused ACCUSE occurred GRC>TUR". The clause
// runs from the trigger to the end of its sentence, unless told.
func act(id, s string) dragoman.Event {
	f := strings.Fields(s)
	source, target, _ := strings.Cut(f[3], ">")
	start := strings.Index(text, f[0])
	end := start + strings.Index(text[start:], ".")
	return dragoman.Event{
		ID: id, Span: dragoman.Span{Start: start, End: end, Text: text[start:end]},
		Trigger: dragoman.Span{Start: start, End: start + len(f[0]), Text: f[0]},
		Type:    f[1], Status: f[2], Source: states(source), Target: states(target),
	}
}

func states(codes string) []dragoman.ActorRef {
	out := []dragoman.ActorRef{}
	for c := range strings.SplitSeq(codes, ",") {
		if c != "" {
			out = append(out, dragoman.ActorRef{Party: dragoman.Party{ID: c, Name: c, Country: c}})
		}
	}
	return out
}

func events(lines ...string) *Record {
	r := &Record{Record: dragoman.Record{ID: "r", Text: text}}
	for i, l := range lines {
		r.Events = append(r.Events, act(fmt.Sprintf("e%d", i+1), l))
	}
	return r
}

func set(records ...*Record) *Set {
	s := &Set{Reports: map[string]*Record{}}
	for _, r := range records {
		s.Reports[r.ID] = r
	}
	return s
}

// row finds a line of a result, as "precision recall F1 right/gold/predicted".
func row(t *testing.T, r *Result, part, name string) string {
	t.Helper()
	for _, x := range r.Rows {
		if x.Part == part && x.Name == name {
			out := ""
			for _, e := range []*Estimate{x.Precision, x.Recall, x.F1, x.Accuracy, x.MacroF1} {
				if e != nil {
					out += fmt.Sprintf("%.3f ", e.Value)
				}
			}
			return out + fmt.Sprintf("%d/%d/%d", x.Right, x.Gold, x.Predicted)
		}
	}
	return "none"
}

// The figures of this gold can be followed by hand.
func TestFiguresByHand(t *testing.T) {
	gold := events(
		"accused ACCUSE occurred GRC>TUR",
		"bombing ASSAULT hypothetical TUR>CYP",
		"met CONSULT occurred ESP>FRA",
	)
	got := events(
		"accused ACCUSE occurred GRC>TUR",
		"bombing ASSAULT occurred TUR>GRC", // told as done; another target
		"met AGREE occurred ESP>FRA",       // another type
		"said REJECT occurred KEN>",        // spurious
	)
	r := Compare(set(gold), set(got), 100)
	for _, want := range []struct{ part, name, figures string }{
		{"events", "found", "0.750 1.000 0.857 3/3/4"},
		{"events", "type", "0.500 0.667 0.571 2/3/4"},
		{"events", "triple", "0.250 0.333 0.286 1/3/4"},
		{"fields", "type", "0.667 0.667 0.667 2/3/3"},
		{"fields", "status", "0.667 0.667 0.667 2/3/3"},
		{"fields", "source countries", "1.000 1.000 1.000 3/3/3"},
		{"fields", "target countries", "0.667 0.667 0.667 2/3/3"},
		{"fields", "date", "none"}, // the gold gives none
		{"types", "ACCUSE", "1.000 1.000 1.000 1/1/1"},
		{"types", "CONSULT", "0.000 0.000 0/1/0"},
		{"types", "AGREE", "0.000 0.000 0/0/1"},
		{"statements", "found", "none"},
	} {
		if got := row(t, r, want.part, want.name); got != want.figures {
			t.Errorf("%s, %s: %s, want %s", want.part, want.name, got, want.figures)
		}
	}
	if r.Deeds[0] != (Deeds{"told as done, and is not", 1, 1}) || r.Deeds[1] != (Deeds{"told as not done, and is", 0, 2}) {
		t.Errorf("deeds: %v", r.Deeds)
	}
	want := []Difference{{Error: "told as done", Of: "event", Report: "r", GoldID: "e2", ID: "e2", Field: "status",
		Want: "hypothetical", Got: "occurred", Start: 25, End: 39, Text: "bombing Cyprus"}}
	if diff := cmp.Diff(want, r.ToldAsDone); diff != "" {
		t.Error(diff)
	}
	var all []string
	for _, d := range r.All {
		all = append(all, strings.TrimSpace(d.Error+" "+d.Field+" "+d.Want+">"+d.Got))
	}
	if diff := cmp.Diff([]string{
		"wrong status hypothetical>occurred", "wrong target countries CYP>GRC", "wrong target actors CYP>GRC",
		"wrong type CONSULT>AGREE", "spurious  >REJECT occurred",
	}, all); diff != "" {
		t.Error(diff)
	}
	if r.Rows[0].F1.Interval != nil {
		t.Error("one report gave an interval")
	}
}

// Who is whose counterpart.
func TestPairs(t *testing.T) {
	for _, c := range []struct {
		why       string
		gold, got []string
		want      string // found, type, triple
	}{
		{"one trigger, two types: the same act, read otherwise",
			[]string{"met CONSULT occurred ESP>FRA"}, []string{"met AGREE occurred ESP>FRA"}, "1 0 0"},
		{"two triggers in one clause, one type: \"signed an agreement\"",
			[]string{"accused ACCUSE occurred GRC>TUR"}, []string{"bombing ACCUSE occurred GRC>TUR"}, "1 1 1"},
		{"two triggers in one clause, two types: two acts",
			[]string{"accused ACCUSE occurred GRC>TUR"}, []string{"bombing ASSAULT occurred TUR>CYP"}, "0 0 0"},
		{"one type in two sentences: two acts",
			[]string{"accused ACCUSE occurred GRC>TUR"}, []string{"met ACCUSE occurred GRC>TUR"}, "0 0 0"},
		{"each gold event has one counterpart, the second is spurious",
			[]string{"met CONSULT occurred ESP>FRA"}, []string{"met CONSULT occurred ESP>", "met CONSULT occurred ESP>FRA"}, "1 1 1"},
		{"the pairing is best as a whole: taking the first that fits would leave the second without",
			[]string{"accused ACCUSE occurred GRC>TUR", "bombing ASSAULT occurred TUR>CYP"},
			[]string{"bombing ASSAULT occurred TUR>CYP", "bombing ACCUSE occurred GRC>TUR"}, "2 2 2"},
		{"the type counts for more than the trigger",
			[]string{"accused ACCUSE occurred GRC>TUR"}, []string{"accused REJECT occurred GRC>TUR", "bombing ACCUSE occurred GRC>TUR"}, "1 1 1"},
		{"two parties of which one is named do not make a triple",
			[]string{"met CONSULT occurred ESP,FRA>"}, []string{"met CONSULT occurred ESP>"}, "1 1 0"},
	} {
		r := Compare(set(events(c.gold...)), set(events(c.got...)), 0)
		got := fmt.Sprint(r.Rows[0].Right, r.Rows[1].Right, r.Rows[2].Right)
		if got != c.want {
			t.Errorf("%s: found, type, triple %s, want %s", c.why, got, c.want)
		}
	}
}

// What makes a field right.
func TestFields(t *testing.T) {
	value := func(n float64) *float64 { return &n }
	name := func(id, n string) []dragoman.ActorRef {
		return []dragoman.ActorRef{{Party: dragoman.Party{ID: id, Name: n}}}
	}
	date := func(from, to string) event { return event{Date: &dragoman.EventDate{From: from, To: to}} }
	place := func(name string, lat, lon float64) event {
		return event{Place: &dragoman.Where{Name: name, Lat: &lat, Lon: &lon}}
	}
	for _, c := range []struct {
		why, field string
		gold, got  event
		want       Count
	}{
		{"the same id, another name", "source actors", event{Source: name("Q7747", "Vladimir Putin")}, event{Source: name("Q7747", "Putin")}, Count{1, 1, 1}},
		{"the same name, another id", "source actors", event{Source: name("x", "Kim Jong-il")}, event{Source: name("y", "KIM JONG IL")}, Count{1, 1, 1}},
		{"p7 is a number within a record", "source actors", event{Source: name("p7", "Kenyan police")}, event{Source: name("p7", "Foreign Ministry of Turkey")}, Count{0, 1, 1}},
		{"a set is counted by its members", "source countries", event{Source: states("FRA,ESP")}, event{Source: states("ESP,ITA,DEU")}, Count{1, 2, 3}},
		{"no value on both sides counts as nothing", "mode", event{}, event{}, Count{}},
		{"a value that the gold event lacks is one too many", "mode", event{}, event{Mode: "visit"}, Count{0, 0, 1}},
		{"the root of a CAMEO code", "CAMEO root", event{CAMEO: "0333"}, event{CAMEO: "03"}, Count{1, 1, 1}},
		{"other days", "date", date("2021-05-04", "2021-05-04"), date("2021-05-03", "2021-05-09"), Count{0, 1, 1}},
		{"days in common", "date overlaps", date("2021-05-04", "2021-05-04"), date("2021-05-03", "2021-05-09"), Count{1, 1, 1}},
		{"an open end", "date overlaps", date("", "2021-05-04"), date("2021-05-05", ""), Count{0, 1, 1}},
		{"an open end", "date overlaps", date("", "2021-05-04"), date("2021-05-04", ""), Count{1, 1, 1}},
		{"Giza lies beside Cairo", "place", place("Cairo", 30.06, 31.25), place("Giza", 29.99, 31.21), Count{1, 1, 1}},
		{"Alexandria does not", "place", place("Cairo", 30.06, 31.25), place("Alexandria", 31.2, 29.9), Count{0, 1, 1}},
		{"the outlet's own word is an answer", "innermost teller", event{Via: name("", "")[:0]}, event{}, Count{1, 1, 1}},
		{"and may be wrong", "innermost teller", event{Via: name("", "Interfax")}, event{}, Count{0, 1, 1}},
		{"no via in the gold: not asked", "innermost teller", event{}, event{Via: name("", "Interfax")}, Count{}},
		{"the last of a chain", "innermost teller", event{Via: append(name("", "Interfax"), name("", "Putin")...)}, event{Via: name("", "Putin")}, Count{1, 1, 1}},
		{"the first of a chain", "outermost teller", event{Via: append(name("", "Interfax"), name("", "Putin")...)}, event{Via: name("", "Putin")}, Count{0, 1, 1}},
		{"counts by kind", "counts", event{Counts: &dragoman.Counts{Killed: &dragoman.Count{Low: 12, High: 12}, Injured: &dragoman.Count{Low: 24, High: 99}}},
			event{Counts: &dragoman.Counts{Killed: &dragoman.Count{Low: 12, High: 12}, Amount: &dragoman.Amount{Value: value(5), Currency: "USD"}}}, Count{1, 2, 2}},
	} {
		found := false
		for _, f := range eventFields() {
			if f.name != c.field {
				continue
			}
			found = true
			if got := f.compare(&c.gold, &c.got); got != c.want {
				t.Errorf("%s (%s): %+v, want %+v", c.why, c.field, got, c.want)
			}
		}
		if !found {
			t.Errorf("no field %q", c.field)
		}
	}
}

func TestStatements(t *testing.T) {
	say := func(words, speaker string) *Record {
		i := strings.Index(text, words)
		return &Record{Record: dragoman.Record{ID: "r", Text: text, Statements: []dragoman.Statement{{ID: "s1",
			Span: dragoman.Span{Start: i, End: i + len(words)}, Chain: []dragoman.ActorRef{{Party: dragoman.Party{Name: speaker}}}}}}}
	}
	gold := say("Spain met France in Paris", "Kenya")
	for _, c := range []struct {
		why            string
		got            *Record
		found, speaker string
	}{
		{"the same", gold, "1.000 1.000 1.000 1/1/1", "1.000 1.000 1.000 1/1/1"},
		{"half the words, another speaker", say("Spain met France", "Spain"), "1.000 1.000 1.000 1/1/1", "0.000 0.000 0.000 0/1/1"},
		{"less than half", say("Spain", "Kenya"), "0.000 0.000 0.000 0/1/1", "none"},
	} {
		r := Compare(set(gold), set(c.got), 0)
		if got := row(t, r, "statements", "found"); got != c.found {
			t.Errorf("%s: found %s, want %s", c.why, got, c.found)
		}
		if got := row(t, r, "statement fields", "innermost speaker"); got != c.speaker {
			t.Errorf("%s: innermost speaker %s, want %s", c.why, got, c.speaker)
		}
		if got := row(t, r, "events", "found"); got != "none" {
			t.Errorf("%s: events are scored, and the gold has none: %s", c.why, got)
		}
	}
}

// Two of the events with confidence 0.95 or 0.9 are right; of those with 0.25 none is.
func TestCalibration(t *testing.T) {
	gold := events("accused ACCUSE occurred GRC>TUR", "met CONSULT occurred ESP>FRA")
	got := events("accused ACCUSE occurred GRC>TUR", "met CONSULT occurred ESP>FRA", "bombing ASSAULT occurred TUR>CYP", "said ACCUSE occurred KEN>")
	for i, c := range []float64{0.95, 0.9, 0.25, 0.25} {
		got.Events[i].Confidence = &c
	}
	want := &Calibration{N: 4, ECE: 2./4*0.075 + 2./4*0.25, Bins: []Bin{{0.2, 0.3, 2, 0.25, 0}, {0.9, 1, 2, 0.925, 1}}}
	close := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
	closeShare := cmp.Comparer(func(a, b share) bool { return math.Abs(float64(a-b)) < 1e-9 })
	if diff := cmp.Diff(want, Compare(set(gold), set(got), 0).Calibrated, close, closeShare); diff != "" {
		t.Error(diff)
	}
}

// Four relations: two AGREE, an AID, an ASSAULT; the last has no answer. F1 is
// 2/3 for AGREE and for AID, and 0 for ASSAULT.
func TestRelations(t *testing.T) {
	gold := &Set{}
	answers := &Set{}
	reader, err := NewReader(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for s, lines := range map[*Set]string{
		gold:    `{"id":"1","event":"AGREE"} {"id":"2","event":"AGREE"} {"id":"3","event":"AID"} {"id":"4","event":"ASSAULT"} {"id":"5","quad":3}`,
		answers: `{"id":"1","event":"AGREE"} {"id":"2","event":"AID"} {"id":"3","event":"AID"} {"id":"4","event":null,"scores":{}} {"id":"5","event":"REJECT"} {"id":"6","event":"AID"}`,
	} {
		if faults := reader.Read(s, "f", strings.NewReader(strings.ReplaceAll(lines, "} {", "}\n{"))); faults != nil {
			t.Fatal(faults)
		}
	}
	r := Compare(gold, answers, 200)
	for _, want := range []struct{ part, name, figures string }{
		{"relations", "event", "0.500 0.444 2/4/4"},
		{"relations", "quad", "0.600 0.583 3/5/5"},   // 2/3, 2/3, 1 and 0
		{"relations", "binary", "0.800 0.833 4/5/5"}, // 1 and 2/3
		{"event classes", "AID", "0.500 1.000 0.667 1/1/2"},
		{"event classes", "NONE", "0.000 0.000 0/0/1"},
	} {
		if got := row(t, r, want.part, want.name); got != want.figures {
			t.Errorf("%s, %s: %s, want %s", want.part, want.name, got, want.figures)
		}
	}
	if r.Unasked != 1 || len(r.Unanswered) != 0 {
		t.Errorf("unasked %d, unanswered %v", r.Unasked, r.Unanswered)
	}
	if i := r.Rows[0].Accuracy.Interval; i == nil || i[0] > 0.5 || i[1] < 0.5 || i[0] == i[1] {
		t.Errorf("interval %v", i)
	}
}

// A report without a record counts as missed.
func TestUnanswered(t *testing.T) {
	a, b := events("met CONSULT occurred ESP>FRA"), events("met CONSULT occurred ESP>FRA")
	b.ID = "s"
	r := Compare(set(a, b), set(b), 0)
	if got := row(t, r, "events", "found"); got != "1.000 0.500 0.667 1/2/1" || len(r.Unanswered) != 1 {
		t.Errorf("%s, unanswered %v", got, r.Unanswered)
	}
}

// Half of 40 reports are coded right and half are missed: recall is 0.5 with a
// binomial interval of about 0.5 ± 1.96·sqrt(0.25/40) = 0.345 to 0.655.
func TestBootstrap(t *testing.T) {
	gold, got := set(), set()
	for i := range 40 {
		r := events("met CONSULT occurred ESP>FRA")
		r.ID = fmt.Sprint(i)
		gold.Reports[r.ID] = r
		if i%2 == 0 {
			got.Reports[r.ID] = r
		}
	}
	r := Compare(gold, got, 2000).Rows[0].Recall
	if r.Value != 0.5 || math.Abs(r.Interval[0]-0.345) > 0.03 || math.Abs(r.Interval[1]-0.655) > 0.03 {
		t.Errorf("recall %.3f, interval %.3f", r.Value, *r.Interval)
	}
	if again := Compare(gold, got, 2000).Rows[0].Recall; *again.Interval != *r.Interval {
		t.Errorf("%.3f, and the second time %.3f", *r.Interval, *again.Interval)
	}
}
