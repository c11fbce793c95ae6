package dragoman

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/ontology"

	"github.com/google/go-cmp/cmp"
)

// told makes a document by hand, with a character of several bytes before
// everything of interest.
func told() *doc.Document {
	const text = "“Talks” begin: Mali’s foreign minister arrived in Oslo, NTB said."
	at := func(s string) doc.Span {
		i := strings.Index(text, s)
		return doc.Span{Start: i, End: i + len(s)}
	}
	day := time.Date(2021, 5, 11, 0, 0, 0, 0, time.UTC)
	d := &doc.Document{
		Meta:      doc.Meta{ID: "r1", Date: day},
		Text:      text,
		Raw:       "“Talks”begin",
		Repairs:   []doc.Repair{{Raw: "“Talks”begin", Fixed: "“Talks” begin", RawStart: 0, RawEnd: 16, Kind: "glued"}},
		Sentences: []doc.Sentence{{Span: doc.Span{End: len(text)}, Kind: doc.Body, Last: 3}},
		Tokens:    []doc.Token{{Span: at("minister")}, {Span: at("arrived")}, {Span: at("said")}},
		Actors: []doc.Actor{
			{ID: "a1", Name: "Foreign Minister of Mali", Kind: "official", Country: "MLI", Sector: "GOV", CAMEO: "MLIGOV"},
			{ID: "a2", Name: "Norway", Kind: "state", Country: "NOR", CAMEO: "NOR"},
			{ID: "a3", Name: "NTB", Kind: "media", Country: "NOR", Sector: "JRN"},
		},
		Mentions: []doc.Mention{{Span: at("Mali’s foreign minister"), Actors: []int{0}, As: doc.AsNominal}},
		Places:   []doc.Place{{Span: at("Oslo"), Name: "Oslo", Country: "NOR", Lat: 59.91, Lon: 10.75, Kind: "capital"}},
		Figures:  []doc.Figure{{Span: at("Oslo"), Low: 24, High: 99, Vague: true, Unit: "person", Change: doc.Change{Part: "by", From: -1}, When: doc.TimeRange{From: day, To: day}, About: []doc.Party{{Actor: 0, Mention: 0}}}},
		Statements: []doc.Statement{{
			Span: at("Mali’s foreign minister arrived in Oslo"), Cue: at("said"), Source: at("NTB"), Quote: "indirect", Stance: "says", Parent: -1,
			Chain: []doc.Teller{{Span: at("NTB"), Actor: 2}},
		}},
		Predicates: []doc.Predicate{{Token: 1}},
		Status:     []doc.Status{{Modality: doc.Occurred, By: -1, Rule: "tense past"}},
	}
	d.Events = []doc.Event{{
		Span: at("Mali’s foreign minister arrived in Oslo"), Token: 1, Trigger: at("arrived"),
		Type: "CONSULT", Mode: "visit", CAMEO: "042",
		Source: []doc.Party{{Actor: 0, Mention: 0}}, Target: []doc.Party{{Actor: 1, Mention: -1}},
		Status: doc.Occurred, Date: doc.EventDate{Time: -1, TimeRange: doc.TimeRange{To: day}},
		Place: 0, Statement: 0, Counts: doc.Counts{Killed: []int{0}}, Frame: "arrive", Why: []string{"frame arrive"},
	}}
	return d
}

// coded is what events are written with under some schemes.
func coded(t *testing.T, schemes ...string) *ontology.Coding {
	t.Helper()
	c, err := openCoding(data.Files, schemes, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestBuildCountsCodePoints(t *testing.T) {
	d := told()
	r := build(d, coded(t), CoderInfo{Version: Version}, false)
	runes := []rune(r.Text)
	check := func(what string, s Span) {
		if got := string(runes[s.Start:s.End]); got != s.Text {
			t.Errorf("%s: text[%d:%d] is %q, want %q", what, s.Start, s.End, got, s.Text)
		}
	}
	check("event", r.Events[0].Span)
	check("trigger", r.Events[0].Trigger)
	check("mention", r.Actors[0].Mentions[0].Span)
	check("place", r.Places[0].Span)
	check("cue", *r.Statements[0].Cue)
	check("source", *r.Statements[0].Source)
	if got := r.Repairs[0].RawEnd; got != 12 {
		t.Errorf("raw_end %d, want 12 code points", got)
	}
}

func TestEventAsJSON(t *testing.T) {
	r := build(told(), coded(t), CoderInfo{Version: Version}, false)
	raw, err := json.Marshal(r.Events[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"e1","start":15,"end":54,"text":"Mali’s foreign minister arrived in Oslo",` +
		`"trigger":{"start":39,"end":46,"text":"arrived"},"event":"CONSULT","mode":"visit","cameo":"042","quad":1,"goldstein":1.9,` +
		`"source":[{"id":"a1","name":"Foreign Minister of Mali","kind":"official","country":"MLI","sector":"GOV","cameo":"MLIGOV","start":15,"end":38,"text":"Mali’s foreign minister"}],` +
		`"target":[{"id":"a2","name":"Norway","kind":"state","country":"NOR","cameo":"NOR"}],"status":"occurred",` +
		`"date":{"to":"2021-05-11"},"place":{"name":"Oslo","country":"NOR","lat":59.91,"lon":10.75},` +
		`"via":[{"id":"a3","name":"NTB","kind":"media","country":"NOR","sector":"JRN","start":56,"end":59,"text":"NTB"}],` +
		`"counts":{"killed":{"low":24,"high":99}}}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

// A figure tells who says so, as an event does.
func TestFigureAsJSON(t *testing.T) {
	raw, err := json.Marshal(build(told(), coded(t), CoderInfo{Version: Version}, false).Figures[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"start":50,"end":54,"text":"Oslo","value":24,"low":24,"high":99,"unit":"person","when":"2021-05-11","change":{"part":"by"},` +
		`"about":[{"id":"a1","name":"Foreign Minister of Mali","kind":"official","country":"MLI","sector":"GOV","cameo":"MLIGOV","start":15,"end":38,"text":"Mali’s foreign minister"}],` +
		`"via":[{"id":"a3","name":"NTB","kind":"media","country":"NOR","sector":"JRN","start":56,"end":59,"text":"NTB"}]}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Errorf("figure (-want +got):\n%s", diff)
	}
}

// A figure reached knows what it was before, with its bounds.
func TestChangeAsJSON(t *testing.T) {
	d := told()
	d.Figures = []doc.Figure{
		{Span: doc.Span{End: 1}, Value: 12, Low: 12, Unit: "%", Change: doc.Change{Part: "from", Way: "fall", From: -1}},
		{Span: doc.Span{Start: 1, End: 2}, Value: 7, Low: 7, High: 7, Unit: "%", Change: doc.Change{Part: "to", Way: "fall", From: 0}},
	}
	raw, err := json.Marshal(build(d, coded(t), CoderInfo{Version: Version}, false).Figures[1].Change)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(raw), `{"part":"to","way":"fall","from":{"value":12,"low":12,"unit":"%"}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestStretch writes days as short as they allow.
func TestStretch(t *testing.T) {
	on := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if s != "" && err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tc := range []struct{ from, to, want string }{
		{"", "", ""},
		{"2021-05-11", "2021-05-11", "2021-05-11"},
		{"2021-05-01", "2021-05-31", "2021-05"},
		{"2021-01-01", "2021-12-31", "2021"},
		{"2021-01-01", "2021-03-31", "2021-01-01/2021-03-31"},
		{"1990-01-01", "1999-12-31", "1990-01-01/1999-12-31"},
		{"2021-05-11", "2021-06-10", "2021-05-11/2021-06-10"},
		{"2021-05-11", "", "2021-05-11/.."},
		{"", "2021-05-11", "../2021-05-11"},
	} {
		if got := stretch(doc.TimeRange{From: on(tc.from), To: on(tc.to)}); got != tc.want {
			t.Errorf("%s to %s: got %q, want %q", tc.from, tc.to, got, tc.want)
		}
	}
}

// A statement names its speaker twice: in the chain who it is, in "source" the
// words beside the cue. "parts" is there where those stand amid the content.
func TestStatementAsJSON(t *testing.T) {
	d := told()
	s := &d.Statements[0]
	raw, err := json.Marshal(build(d, coded(t), CoderInfo{Version: Version}, false).Statements[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"s1","start":15,"end":54,"text":"Mali’s foreign minister arrived in Oslo","cue":{"start":60,"end":64,"text":"said"},` +
		`"source":{"start":56,"end":59,"text":"NTB"},"chain":[{"id":"a3","name":"NTB","kind":"media","country":"NOR","sector":"JRN","start":56,"end":59,"text":"NTB"}],` +
		`"quote":"indirect","stance":"says"}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Errorf("statement (-want +got):\n%s", diff)
	}
	var back Statement
	if err := json.Unmarshal(raw, &back); err != nil || back.Source == nil || back.Source.Text != "NTB" {
		t.Errorf("read back: source %v, error %v, want NTB", back.Source, err)
	}
	s.Gap = doc.Span{Start: s.Start + len("Mali’s"), End: s.Start + len("Mali’s foreign")}
	parts := build(d, coded(t), CoderInfo{Version: Version}, false).Statements[0].Parts
	if len(parts) != 2 || parts[0].Text != "Mali’s" || parts[1].Text != " minister arrived in Oslo" {
		t.Errorf("parts %v, want what stands on both sides of the gap", parts)
	}
}

// What is not known is left out, and what is empty by right is not: an event
// always has a source, a target and a chain, if only empty ones. ICEWS has no class
// for an act without a code.
func TestUnknownIsLeftOut(t *testing.T) {
	d := &doc.Document{Text: "x", Tokens: []doc.Token{{Span: doc.Span{End: 1}}}}
	d.Events = []doc.Event{{Span: doc.Span{End: 1}, Trigger: doc.Span{End: 1}, Type: "PROTEST", Status: doc.Occurred, Place: -1, Statement: -1, Date: doc.EventDate{Time: -1}}}
	raw, err := json.Marshal(build(d, coded(t, "icews"), CoderInfo{Version: "1"}, true))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"text":"x","events":[{"id":"e1","start":0,"end":1,"text":"x","trigger":{"start":0,"end":1,"text":"x"},"event":"PROTEST",` +
		`"source":[],"target":[],"status":"occurred","via":[]}],"coder":{"version":"1"}}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestCountRoundTrip(t *testing.T) {
	for _, c := range []Count{{12, 12}, {24, 99}} {
		raw, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back Count
		if err := json.Unmarshal(raw, &back); err != nil || back != c {
			t.Errorf("%v became %s became %v (%v)", c, raw, back, err)
		}
	}
}

func TestFlatEventNamesItsReport(t *testing.T) {
	r := build(told(), coded(t), CoderInfo{Version: Version}, false)
	raw, err := json.Marshal(r.FlatEvents()[0])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(raw), `{"report":"r1","published":"2021-05-11","id":"e1",`) {
		t.Errorf("got %s", raw)
	}
}
