package incident

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// said makes a record of one event, as a coder would, of a clause in short:
// "TYPE status source>target day clause".
func said(id, publisher, date, status, kind, source, target, day, clause string) *dragoman.Record {
	party := func(s string) []dragoman.ActorRef {
		if s == "" {
			return []dragoman.ActorRef{}
		}
		return []dragoman.ActorRef{{Party: dragoman.Party{ID: s, Name: s, Country: s}}}
	}
	trigger, _, _ := strings.Cut(clause, " ")
	kind, deed, _ := strings.Cut(kind, "/")
	e := dragoman.Event{
		ID: "e1", Span: dragoman.Span{End: len(clause), Text: clause}, Trigger: dragoman.Span{End: len(trigger), Text: trigger},
		Type: kind, Underlying: deed, Status: status, Source: party(source), Target: party(target),
	}
	if day != "" {
		from, to, _ := strings.Cut(day, "..")
		e.Date = &dragoman.EventDate{From: from, To: from, Precision: "day"}
		if to != "" {
			e.Date.To, e.Date.Precision = to, "interval"
		}
	}
	return &dragoman.Record{ID: id, Publisher: publisher, Date: date, Text: clause, Events: []dragoman.Event{e}}
}

// again makes an event one that is told as done before the day of the report.
func again(rec *dragoman.Record) *dragoman.Record {
	rec.Events[0].Date = &dragoman.EventDate{From: rec.Date, To: rec.Date, Precision: "vague", Before: true}
	return rec
}

// A state in which both are told to lie says no more than the parties do; a town does.
func TestPlace(t *testing.T) {
	r := testReader(t)
	at := func(name, kind string) *Features {
		rec := said("a", "", "1999-05-03", "occurred", "ASSAULT", "ETH", "ERI", "", "shelled")
		rec.Places = []dragoman.Place{{Name: name, Kind: kind}}
		rec.Events[0].Place = &dragoman.Where{Name: name}
		return first(t, r, rec)
	}
	if at("Eritrea", "country").Place != 0 || at("Massawa", "city").Place == 0 {
		t.Error("a place is kept where it is a country, or not where it is a town")
	}
}

// "Rebels" may be anybody's, and two who are not told are one if they are of a sort.
func TestAnybody(t *testing.T) {
	side := func(country, cameo string) Side {
		return sideOf([]dragoman.ActorRef{{Party: dragoman.Party{Name: "x", Country: country, CAMEO: cameo}}})
	}
	sudan, rebels, police, sudanese := side("SDN", "SDN"), side("", "REB"), side("", "COP"), side("SDN", "SDNCOP")
	for _, c := range []struct {
		a, b Side
		want int
	}{{sudan, rebels, 0}, {rebels, rebels, 1}, {rebels, police, 0}, {sudan, sudanese, 1}, {sudan, side("TCD", "TCD"), -1}, {sudan, Side{}, 0}} {
		if got := meet(&c.a, &c.b); got != c.want {
			t.Errorf("%v and %v: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func first(t testing.TB, r *Reader, rec *dragoman.Record) *Features {
	t.Helper()
	f := r.Read(rec)[0]
	f.Report = int64(rec.ID[0])
	return &f
}

func TestLinked(t *testing.T) {
	r := testReader(t)
	shelled := said("a", "", "1999-05-03", "occurred", "ASSAULT", "ETH", "ERI", "1999-05-02", "shelled the port of Massawa on Sunday")
	for _, c := range []struct {
		what string
		b    *dragoman.Record
		want bool
	}{
		{"another report of it", said("b", "", "1999-05-04", "occurred", "ASSAULT", "ETH", "ERI", "1999-05-02", "bombarded Massawa"), true},
		{"a year later, dated by the month", said("b", "", "2000-05-04", "background", "ASSAULT", "ETH", "ERI", "1999-05-01..1999-05-31", "shelled Massawa"), true},
		{"denied", said("b", "", "1999-05-03", "negated", "ASSAULT", "ETH", "ERI", "1999-05-02", "shelled the port of Massawa"), true},
		{"a week later", said("b", "", "1999-05-10", "occurred", "ASSAULT", "ETH", "ERI", "1999-05-09", "shelled the port of Massawa on Sunday"), false},
		{"the answer", said("b", "", "1999-05-03", "occurred", "ASSAULT", "ERI", "ETH", "1999-05-02", "shelled Ethiopian lines on Sunday"), false},
		{"others on that day", said("b", "", "1999-05-03", "occurred", "ASSAULT", "IND", "PAK", "1999-05-02", "shelled a ridge near Kargil on Sunday"), false},
		{"what is said of it", said("b", "", "1999-05-03", "occurred", "ACCUSE", "ERI", "ETH", "1999-05-02", "condemned the shelling of Massawa"), false},
		{"a year in which others did so too", said("b", "", "2000-05-04", "background", "ASSAULT", "SDN", "ERI", "1999-01-01..1999-12-31", "shelled Eritrea"), false},
		{"by rebels, whose is not told", said("b", "", "1999-05-03", "occurred", "ASSAULT", "", "ERI", "1999-05-02", "shelled the port of Massawa on Sunday"), true},
		{"four days later, told of by the way", said("b", "", "1999-05-06", "occurred", "ASSAULT", "ETH", "ERI", "", "fired on Eritrea"), false},
		{"four days later, told again", again(said("b", "", "1999-05-06", "background", "ASSAULT", "ETH", "ERI", "", "fired on Eritrea")), true},
	} {
		a, b := first(t, r, shelled), first(t, r, c.b)
		if got := Linked(a, b); got != c.want {
			t.Errorf("%s: linked %v (%.2f), want %v", c.what, got, Likeness(a, b), c.want)
		}
	}
	will := first(t, r, said("a", "", "2002-03-01", "planned", "AGREE/CONSULT", "AGO", "COD", "2002-03-05", "hold talks in Luanda on Tuesday"))
	did := first(t, r, said("b", "", "2002-03-06", "occurred", "CONSULT", "AGO", "COD", "2002-03-05", "talked for two hours on Tuesday"))
	if !Linked(will, did) {
		t.Errorf("a plan and its doing: likeness %.2f", Likeness(will, did))
	}
}

// drawn makes an event of few values, so that many agree.
func drawn(r *rand.Rand, n string) *dragoman.Record {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	rec := said(n, pick("A", "B"), pick("2001-02-03", "2001-02-05", ""), pick("occurred", "planned", "negated"),
		pick("ASSAULT", "COERCE", "SANCTION", "CONSULT", "AGREE/CONSULT", "AGREE", "RETREAT", "REQUEST"), pick("TUR", "GRC", "CYP", ""), pick("TUR", "GRC", ""),
		pick("2001-02-02", "2001-02-03", "2001-02-06", "2001-02-07", "2001-02-20", "2001-01-01..2001-12-31", ""), pick("raided the village of Kofinou", "met in Nicosia on Friday", "raided Kofinou"))
	if r.IntN(2) == 0 {
		rec.Events[0].Counts = &dragoman.Counts{Killed: &dragoman.Count{Low: float64(r.IntN(9)), High: 9}}
	}
	return rec
}

// found reports whether one event meets another where it looks.
func found(a, b *Features) bool {
	for _, look := range a.Look() {
		for _, file := range b.File() {
			if look.Block == file.Block && look.Admits(file.Mark, a) {
				return true
			}
		}
	}
	return false
}

// TestProperties: whatever the events, comparing is symmetric, and so is finding where
// they tell one act; what is kept of an event is what was read of it.
func TestProperties(t *testing.T) {
	reader, r := testReader(t), rand.New(rand.NewPCG(1, 1))
	linked, met := 0, 0
	for range 5000 {
		a, b := first(t, reader, drawn(r, "a")), first(t, reader, drawn(r, "b"))
		x, y := Likeness(a, b), Likeness(b, a)
		if x != y || x < 0 || x > 1 {
			t.Fatalf("likeness %v and %v of\n%+v\n%+v", x, y, a, b)
		}
		if Linked(a, b) {
			linked++
			if found(a, b) {
				met++
			}
			if slices.Equal(a.Source.Units, b.Source.Units) && slices.Equal(a.Target.Units, b.Target.Units) && !a.Source.empty() && !found(a, b) {
				t.Fatalf("not found though the parties are the same:\n%+v\n%+v", a, b)
			}
			if found(a, b) != found(b, a) {
				t.Fatalf("found from one side only:\n%+v\n%+v", a, b)
			}
		}
		kept := Features{Report: a.Report}
		if err := kept.UnmarshalBinary(a.AppendBinary(nil)); err != nil || !reflect.DeepEqual(&kept, a) {
			t.Fatalf("kept %+v, %v, read %+v", kept, err, a)
		}
	}
	if linked < 100 || met < linked/2 || met == linked {
		t.Errorf("%d linked, %d of them found: teaches little", linked, met)
	}
}

func TestSum(t *testing.T) {
	n := int64(0)
	told := func(rec *dragoman.Record, killed float64, agency string, copies int64) Told {
		if killed > 0 {
			rec.Events[0].Counts = &dragoman.Counts{Killed: &dragoman.Count{Low: killed, High: killed}}
		}
		if agency != "" {
			rec.Credits = []dragoman.Credit{{ActorRef: dragoman.ActorRef{Party: dragoman.Party{Name: agency}}}}
		}
		if n++; copies == 0 {
			copies = n
		}
		return Told{&rec.FlatEvents()[0], copies}
	}
	all := []Told{
		told(said("1", "The Hindu", "1999-05-01", "planned", "ASSAULT", "ETH", "ERI", "", "shell"), 0, "", 0),
		told(said("2", "Reuters", "1999-05-02", "occurred", "ASSAULT", "ETH", "ERI", "", "shelled"), 5, "Reuters", 0),
		told(said("3", "Le Monde", "1999-05-03", "occurred", "ASSAULT", "ETH", "ERI", "1999-05-02", "shelled"), 5, "Reuters", 0), // credited
		told(said("4", "Die Presse", "1999-05-03", "occurred", "ASSAULT", "ETH", "ERI", "", "shelled"), 5, "", 2),                // a copy without its credit
		told(said("5", "Xinhua", "1999-05-04", "occurred", "ASSAULT", "ETH", "ERI", "1999-05-03", "shelled"), 7, "", 0),
		told(said("6", "Xinhua", "1999-05-05", "negated", "ASSAULT", "ETH", "ERI", "", "shelled"), 9, "", 0),
	}
	all[5].Via = []dragoman.ActorRef{{Party: dragoman.Party{Name: "Ethiopia"}}}
	five, seven := 5.0, 7.0
	want := &Incident{
		Status:   "occurred",
		Tellers:  []string{"The Hindu", "Reuters", "Xinhua"},
		Reports:  6,
		Statuses: []Stage{{"planned", "1999-05-01", "1"}, {"occurred", "1999-05-02", "2"}, {"negated", "1999-05-05", "6"}},
		Versions: []Version{
			{"killed", &five, &five, "", []string{"Reuters"}, "1999-05-02", "2", ""},
			{"day", nil, nil, "1999-05-02", []string{"Reuters"}, "1999-05-03", "3", ""},
			{"killed", &seven, &seven, "", []string{"Xinhua"}, "1999-05-04", "5", ""},
			{"day", nil, nil, "1999-05-03", []string{"Xinhua"}, "1999-05-04", "5", ""},
		},
		Contested: []string{"day", "killed", "status"},
		Denied:    []string{"Ethiopia"},
	}
	for range 20 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got := Sum(all)
		if got.Best.Report != "3" {
			t.Errorf("report %s tells best, want the first that has both sides, a day and the deed", got.Best.Report)
		}
		if got.Best = nil; !reflect.DeepEqual(got, want) {
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(want)
			t.Fatalf("got  %s\nwant %s", a, b)
		}
	}
}

// What one teller says anew is news; only what two say otherwise is contested, and "at
// least 5" and 7 may both be true.
func TestContested(t *testing.T) {
	tell := func(id, publisher string, low, high float64) Told {
		rec := said(id, publisher, "1999-05-0"+id, "occurred", "ASSAULT", "ETH", "ERI", "", "shelled")
		rec.Events[0].Counts = &dragoman.Counts{Killed: &dragoman.Count{Low: low, High: high}}
		return Told{&rec.FlatEvents()[0], int64(id[0])}
	}
	for _, c := range []struct {
		what string
		told []Told
		want int
	}{
		{"a later number of the same paper", []Told{tell("1", "AP", 5, 5), tell("2", "AP", 7, 7)}, 0},
		{"two papers", []Told{tell("1", "AP", 5, 5), tell("2", "AFP", 7, 7)}, 1},
		{"at least", []Told{tell("1", "AP", 5, 0), tell("2", "AFP", 7, 7)}, 0},
		{"at last they agree", []Told{tell("1", "AP", 5, 5), tell("2", "AFP", 7, 7), tell("3", "AP", 7, 7)}, 0},
	} {
		if got := Sum(c.told).Contested; len(got) != c.want {
			t.Errorf("%s: contested %q", c.what, got)
		}
	}
}

// Places of one country may both be true.
func TestContestedPlace(t *testing.T) {
	tell := func(id, name, country string) Told {
		rec := said(id, "Paper "+id, "1999-05-0"+id, "occurred", "ASSAULT", "ETH", "ERI", "", "shelled")
		rec.Events[0].Place = &dragoman.Where{Name: name, Country: country}
		return Told{&rec.FlatEvents()[0], int64(id[0])}
	}
	asmara, eritrea, mekele := tell("1", "Asmara", "ERI"), tell("2", "Eritrea", "ERI"), tell("3", "Mekele", "ETH")
	for want, told := range [][]Told{{asmara, eritrea}, {asmara, mekele}} {
		if got := Sum(told); len(got.Contested) != want || len(got.Versions) != 2 {
			t.Errorf("contested %q, versions %v", got.Contested, got.Versions)
		}
	}
}

// What has become of an act.
func TestBecomes(t *testing.T) {
	for statuses, want := range map[string]string{
		"planned occurred": "occurred", "planned demanded": "demanded", "planned negated": "negated", "negated occurred": "occurred", "occurred background": "occurred",
	} {
		var told []Told
		for i, s := range strings.Fields(statuses) {
			id := string(rune('1' + i))
			told = append(told, Told{&said(id, "AP", "1999-05-0"+id, s, "ASSAULT", "ETH", "ERI", "", "shelled").FlatEvents()[0], 1})
		}
		if got := Sum(told).Status; got != want {
			t.Errorf("%s: %s, want %s", statuses, got, want)
		}
	}
}

// FuzzRead: whatever a stranger's record holds, its events can be compared and found.
func FuzzRead(f *testing.F) {
	raw, err := json.Marshal(said("a", "P", "1999-05-03", "occurred", "ASSAULT", "ETH", "ERI", "1999-05-02", "shelled the port"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"text":"","events":[{"date":{"from":"0001-01-01","to":"9999-12-31"},"source":[{"name":""}],"counts":{"killed":{"low":-1}}},{}]}`))
	reader := testReader(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var rec dragoman.Record
		if json.Unmarshal(raw, &rec) != nil || len(rec.Events) > 20 {
			return
		}
		events := reader.Read(&rec)
		for i := range events {
			if n := len(events[i].Look()); n > (2*mostUnits+1)*(mostDays/period+3) {
				t.Fatalf("%d keys", n)
			}
			kept := Features{}
			if err := kept.UnmarshalBinary(events[i].AppendBinary(nil)); err != nil || !reflect.DeepEqual(kept, events[i]) {
				t.Fatalf("kept %+v, %v, read %+v", kept, err, events[i])
			}
			for j := range events[:i] {
				if x, y := Likeness(&events[i], &events[j]), Likeness(&events[j], &events[i]); x != y || !(x >= 0 && x <= 1) {
					t.Fatalf("likeness %v and %v", x, y)
				}
			}
		}
	})
}
