package ledger

import (
	"context"
	"encoding/hex"
	"math/rand/v2"
	"strings"
	"testing"

	"dragoman"
	"dragoman/internal/review"
)

// said is a mark of somebody at some minute of an hour.
func said(report, event, mark, by string, minute int) review.Mark {
	return review.Mark{Report: report, Event: event, Mark: mark, By: by, At: "2024-05-01T10:" + string(rune('0'+minute/10)) + string(rune('0'+minute%10)) + ":00Z"}
}

func someone(name, country string) *[]dragoman.ActorRef {
	return &[]dragoman.ActorRef{{Party: dragoman.Party{Name: name, Country: country, CAMEO: country}}}
}

// marking marks events of a ledger, and tells what became of each mark.
func marking(t *testing.T, path string, marks ...review.Mark) (out []Marking) {
	t.Helper()
	w := writer(t, path)
	defer closed(t, w)
	for _, m := range marks {
		got, err := w.Mark(m)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, got)
	}
	return out
}

// opened is a ledger that is whole.
func opened(t *testing.T, path string) *Ledger {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, l) })
	if err := l.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	return l
}

// all lists the events that a query asks for, by report and id.
func all(t *testing.T, l *Ledger, q Query) map[string]*dragoman.FlatEvent {
	t.Helper()
	out := map[string]*dragoman.FlatEvent{}
	for e, err := range l.Events(context.Background(), q) {
		if err != nil {
			t.Fatal(err)
		}
		out[e.Report+" "+e.ID] = e
	}
	return out
}

// Corrected events are asked for, counted and served as corrected, wrong ones not at
// all; the coder's own are still to be had.
func TestMarks(t *testing.T) {
	a, b := synthetic(1, 4), synthetic(2, 3)
	path := place(t)
	addAll(t, path, []*dragoman.Record{a, b}, 2)
	before := exported(t, path)

	wrong := said(a.ID, "e1", review.Wrong, "ann", 1)
	moved := said(a.ID, "e2", review.Corrected, "ann", 1)
	moved.Set = &review.Correction{Type: "AID", Status: "planned", Source: someone("Chad", "TCD"), Target: someone("Libya", "LBY"), Date: &dragoman.EventDate{From: "2020-02-03", To: "2020-02-03", Precision: "day"}}
	marking(t, path, wrong, moved, said(b.ID, "e1", review.Right, "ann", 1))

	l := opened(t, path)
	got := all(t, l, Query{})
	if got[a.ID+" e1"] != nil || len(got) != 6 {
		t.Errorf("%d events with the wrong one %v, want 6 without it", len(got), got[a.ID+" e1"])
	}
	e := got[a.ID+" e2"]
	if e.Type != "AID" || e.Status != "planned" || e.CAMEO != "" || e.Quad != nil || e.Confidence != nil || e.Review.Mark != review.Corrected || e.Text != a.Events[1].Text {
		t.Errorf("corrected: %+v", e)
	}
	if e := got[b.ID+" e1"]; e.Review == nil || e.Review.By != "ann" || e.Type != b.Events[0].Type {
		t.Errorf("right: %+v", e)
	}
	february := Query{Since: day(t, "2020-02-03"), Until: day(t, "2020-02-03"), Actor: "TCD", Types: []string{"AID"}, Statuses: []string{"planned"}}
	if found := all(t, l, february); len(found) != 1 {
		t.Errorf("asked for as corrected: %d events, want 1", len(found))
	}
	line, err := l.Timeline(context.Background(), "TCD", "LBY", "day", nil, nil)
	if err != nil || len(line) != 1 || line[0].Meant != 1 || line[0].Period != "2020-02-03" {
		t.Errorf("timeline: %+v, %v", line, err)
	}

	// As coded.
	coded := all(t, l, Query{AsCoded: true})
	if e := coded[a.ID+" e2"]; len(coded) != 7 || e.Type != a.Events[1].Type || e.Review.Mark != review.Corrected || coded[a.ID+" e1"] == nil {
		t.Errorf("as coded: %d events, %+v", len(coded), e)
	}
	february.AsCoded = true
	if found := all(t, l, february); len(found) != 0 {
		t.Errorf("asked for as coded: %d events, want none", len(found))
	}
	for _, by := range Countings {
		one, err := l.Count(context.Background(), Query{AsCoded: true}, by)
		if err != nil {
			t.Fatal(err)
		}
		fresh := place(t)
		addAll(t, fresh, []*dragoman.Record{a, b}, 2)
		other, err := opened(t, fresh).Count(context.Background(), Query{}, by)
		if err != nil || sumText(t, one) != sumText(t, other) {
			t.Errorf("counted by %s as coded: %v, want %v (%v)", by, one, other, err)
		}
	}

	// What is taken back leaves no trace.
	w := writer(t, path)
	for _, m := range []review.Mark{wrong, moved, said(b.ID, "e1", "", "ann", 1)} {
		if err := w.Unmark(m.Report, m.Event, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, w)
	opened(t, path)
	if exported(t, path) != before {
		t.Error("taken back, the marks have left something")
	}
}

func sumText(t *testing.T, v any) string {
	t.Helper()
	s, err := sumOf(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(s[:])
}

// The last mark is followed, whoever made it and in whatever order they come; one takes
// the place of an earlier one of the same person.
func TestTheLastMarkIsFollowed(t *testing.T) {
	r := synthetic(1, 2)
	marks := []review.Mark{
		said(r.ID, "e1", review.Wrong, "ann", 1),
		said(r.ID, "e1", review.Right, "ben", 3),
		said(r.ID, "e1", review.Wrong, "cy", 2),
		said(r.ID, "e1", review.Right, "ann", 4),
		said(r.ID, "e1", review.Wrong, "ben", 5),
	}
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1, 4}} {
		path := place(t)
		addAll(t, path, []*dragoman.Record{r}, 1)
		for _, i := range order {
			marking(t, path, marks[i])
		}
		l := opened(t, path)
		if got := all(t, l, Query{}); len(got) != 1 {
			t.Errorf("order %v: %d events, want 1: the last mark is wrong", order, len(got))
		}
		if listed, err := l.Marks(context.Background()); err != nil || len(listed) != 3 {
			t.Errorf("order %v: %d marks, want one of each of three people (%v)", order, len(listed), err)
		}
	}
}

// Coded anew, corrections hold for the events that tell the same act, wherever these
// stand in the record; what finds none is kept, and holds again when the act comes back.
func TestMarksSurviveRecoding(t *testing.T) {
	r := synthetic(1, 5)
	path := place(t)
	addAll(t, path, []*dragoman.Record{r}, 1)
	fixed := said(r.ID, "e3", review.Corrected, "ann", 1)
	fixed.Set = &review.Correction{Status: "negated"}
	fixed2 := said(r.ID, "e1", review.Corrected, "ann", 1)
	fixed2.Set = &review.Correction{Target: someone("Libya", "LBY")}
	marking(t, path, fixed, fixed2, said(r.ID, "e4", review.Wrong, "ann", 1), said(r.ID, "e5", review.Wrong, "ann", 1))

	// The new coder tells no e1; of e3 the clause is another and the word for the act a
	// part of it, with a type of its own; e4 is the same claim, e5 another.
	anew := *r
	anew.Coder.Version = "next"
	anew.Events = nil
	for i, e := range r.Events[1:] {
		e.ID = "e" + string(rune('1'+i))
		switch i {
		case 1:
			e.Trigger.End -= 2
			e.Type, e.Status = "CONCEDE", "occurred"
		case 3:
			e.Status = map[bool]string{true: "ongoing", false: "occurred"}[e.Status == "occurred"]
		}
		anew.Events = append(anew.Events, e)
	}
	addAll(t, path, []*dragoman.Record{&anew}, 1)
	l := opened(t, path)
	got := all(t, l, Query{})
	if e := got[r.ID+" e2"]; e == nil || e.Status != "negated" || e.Type != r.Events[2].Type {
		t.Errorf("the corrected event is %+v", e)
	}
	if got[r.ID+" e3"] != nil {
		t.Error("the wrong claim, made again, is served")
	}
	if e := got[r.ID+" e4"]; e == nil || e.Review != nil {
		t.Errorf("another claim has been taken for the wrong one: %+v", e)
	}
	marks, err := l.Marks(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	now := map[string]string{}
	for _, m := range marks {
		now[m.Event] = m.Now
	}
	if now["e1"] != "" || now["e3"] != "e2" || now["e4"] != "e3" || now["e5"] != "" || len(now) != 4 {
		t.Errorf("the marks hold for %v", now)
	}

	back := *r
	back.Coder.Version = "third"
	addAll(t, path, []*dragoman.Record{&back}, 1)
	got = all(t, opened(t, path), Query{})
	if e := got[r.ID+" e1"]; e == nil || e.Target[0].Country != "LBY" || got[r.ID+" e5"] != nil {
		t.Errorf("the act that came back is %+v", e)
	}
}

// Whatever order marks come in, and whether before or after the reports are coded anew,
// the ledger says the same, and its sums are true.
func TestMarksInAnyOrder(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 5))
	records := someRecords(30)
	var anew []*dragoman.Record
	var marks []review.Mark
	for _, r := range records {
		anew = append(anew, codedAnew(r))
		sum, err := recordSum(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Events {
			for _, by := range []string{"ann", "ben"} {
				m := said(r.ID, e.ID, []string{review.Right, review.Wrong, review.Corrected}[dice.IntN(3)], by, dice.IntN(60))
				m.Sum, m.Seen = hex.EncodeToString(sum[:]), &e
				if m.Mark == review.Corrected {
					m.Set = &review.Correction{Status: someStatuses[dice.IntN(len(someStatuses))], Target: someone("Chad", "TCD")}
				}
				if dice.IntN(3) > 0 {
					marks = append(marks, m)
				}
			}
		}
	}
	want := ""
	for round := range 4 {
		path := place(t)
		addAll(t, path, records, 9)
		dice.Shuffle(len(marks), func(i, j int) { marks[i], marks[j] = marks[j], marks[i] })
		before := marks[:len(marks)*round/3]
		marking(t, path, before...)
		opened(t, path)
		addAll(t, path, anew, 9)
		marking(t, path, marks[len(before):]...)
		opened(t, path)
		if got := exported(t, path); round == 0 {
			want = got
		} else if got != want {
			t.Errorf("round %d: it says something else", round)
		}
	}
}

// Marks that cannot be kept say why, and change nothing.
func TestUnsoundMarks(t *testing.T) {
	r := synthetic(1, 2)
	later := *r
	later.Text += " More."
	path := place(t)
	addAll(t, path, []*dragoman.Record{r, synthetic(2, 2), &later}, 2)
	before := exported(t, path)
	two := synthetic(2, 2).ID
	with := func(m review.Mark, change func(*review.Mark)) review.Mark { change(&m); return m }
	w := writer(t, path)
	for want, m := range map[string]review.Mark{
		"no report report-none":            said("report-none", "e1", review.Right, "ann", 1),
		"has no event e9, it has e1 to e2": said(two, "e9", review.Right, "ann", 1),
		"there are 2 texts of the id":      said(r.ID, "e1", review.Right, "ann", 1),
		"expected right, wrong":            said(two, "e1", "maybe", "ann", 1),
		`says "by" whom`:                   said(two, "e1", review.Right, "", 1),
		"corrections":                      said(two, "e1", review.Corrected, "ann", 1),
		"corrections (":                    with(said(two, "e1", review.Right, "ann", 1), func(m *review.Mark) { m.Set = &review.Correction{Status: "planned"} }),
		`status "perhaps"`:                 with(said(two, "e1", review.Corrected, "ann", 1), func(m *review.Mark) { m.Set = &review.Correction{Status: "perhaps"} }),
		`at "noon"`:                        with(said(two, "e1", review.Right, "ann", 1), func(m *review.Mark) { m.At = "noon" }),
	} {
		if _, err := w.Mark(m); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", m, err, want)
		}
	}
	closed(t, w)
	if exported(t, path) != before {
		t.Error("marks that were refused have changed something")
	}
	sum, err := recordSum(&later)
	if err != nil {
		t.Fatal(err)
	}
	marking(t, path, with(said(r.ID, "e1", review.Wrong, "ann", 1), func(m *review.Mark) { m.Sum = hex.EncodeToString(sum[:]) }))
	if got := strings.Count(exported(t, path), "\n"); got != strings.Count(before, "\n")-1 {
		t.Errorf("%d events after one of %d was found wrong", got, strings.Count(before, "\n"))
	}
}
