package ledger

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman"
)

// A synthetic record is like a real one in its numbers: some sixteen sentences,
// eight actors, a statement for two events, a few figures.
var (
	someStates = strings.Fields("USA RUS CHN TUR GRC EGY FRA DEU GBR IRN IRQ ISR SYR UKR IND PAK JPN KOR PRK SDN TCD LBY MAR DZA ESP ITA POL ROU SRB HUN")
	someTypes  = []struct {
		name, cameo string
		quad        int
		goldstein   float64
	}{
		{"AGREE", "030", 1, 4}, {"CONSULT", "042", 1, 1.9}, {"SUPPORT", "057", 1, 8}, {"COOPERATE", "061", 2, 6.4}, {"AID", "073", 2, 7.4},
		{"REQUEST", "104", 3, -0.1}, {"ACCUSE", "111", 3, -2}, {"REJECT", "120", 3, -4}, {"THREATEN", "138", 3, -7},
		{"PROTEST", "141", 4, -6.5}, {"SANCTION", "163", 4, -8}, {"COERCE", "171", 4, -9.2}, {"ASSAULT", "190", 4, -10},
	}
	someStatuses = []string{"occurred", "occurred", "occurred", "ongoing", "background", "planned", "demanded", "hypothetical", "negated"}
	someWords    = strings.Fields("forces ministers talks border shelled gas accord signed warships troops aid grain sanctions imposed parliament protest arrested envoy visit pipeline ceasefire missile ambassador recalled strike village convoy")
	somePlaces   = []string{"Ankara", "Athens", "Cairo", "Kyiv", "Moscow", "Damascus", "Tripoli", "Khartoum", "Delhi", "Seoul"}
)

// someVocabulary is large, as that of reports: a few words are frequent, most are rare.
var someVocabulary = func() []string {
	out := append([]string(nil), someWords...)
	for i := range 20_000 {
		out = append(out, fmt.Sprintf("%s%s%d", someWords[i%7], someWords[i%13], i))
	}
	return out
}()

// unlike picks as the world does: some far oftener than others.
func unlike[T any](r *rand.Rand, of []T) T {
	x := r.Float64()
	return of[int(x*x*x*float64(len(of)))]
}

func someParty(r *rand.Rand) dragoman.Party {
	c := unlike(r, someStates)
	switch r.IntN(4) {
	case 0:
		return dragoman.Party{ID: fmt.Sprintf("p%d", r.IntN(20)), Name: "Foreign Ministry of " + c, Kind: "organisation", Country: c, Sector: "GOV", CAMEO: c + "GOV"}
	case 1:
		return dragoman.Party{ID: fmt.Sprintf("p%d", r.IntN(20)), Name: "warships", Kind: "military", Country: c, Sector: "MIL", CAMEO: c + "MIL"}
	}
	return dragoman.Party{ID: c, Name: c, Kind: "state", Country: c, CAMEO: c}
}

// wide is whether records name as many actors as the world has; tests want few, who meet
// again and again.
var wide bool

// someParties are those that a record names.
func someParties(r *rand.Rand) []dragoman.Party {
	parties := make([]dragoman.Party, 8)
	if !wide {
		for i := range parties {
			parties[i] = someParty(r)
		}
		return parties
	}
	ranks := make([]int, len(parties))
	world := rand.NewZipf(r, 1.15, 15, 1<<40)
	for i := range ranks {
		ranks[i] = int(world.Uint64())
	}
	slices.Sort(ranks)
	for i, rank := range ranks {
		parties[i] = partyOf(rank)
	}
	return parties
}

// partyOf is the actor of a rank in a world whose law is fitted to two corpora: rows of
// actors and reports, of the most frequent actor, the 10, 100 and 1,000 most frequent, and
// of those that a single report names. Actors never end: 400,000 rows have 140,000.
//
//	288 reports of Wikinews, 1,101 of Reuters   7,410 rows, 4,795 actors   .02 .07 .22 .49   .55
//	                                            8,225 rows, 4,615 actors   .05 .12 .30 .56   .47
//	here                                        7,800 rows, 4,641 actors   .01 .08 .28 .53   .51
//
// One in four has no country, one in three an id that means the same in every report.
func partyOf(rank int) dragoman.Party {
	if rank < len(someStates) {
		c := someStates[rank]
		return dragoman.Party{ID: c, Name: c, Kind: "state", Country: c, CAMEO: c}
	}
	r := rand.New(rand.NewPCG(uint64(rank), 9))
	c := ""
	if r.IntN(4) > 0 {
		c = unlike(r, someStates)
	}
	kind := []struct{ name, kind, sector string }{
		{"Citizens", "people", "CVL"}, {"Speaker", "person", "CVL"}, {"Company", "company", "BUS"}, {"Council", "organisation", "GOV"}, {"Minister", "official", "GOV"},
	}[r.IntN(5)]
	p := dragoman.Party{ID: fmt.Sprintf("p%d", rank%20), Name: fmt.Sprintf("%s %d", kind.name, rank), Kind: kind.kind, Country: c, Sector: kind.sector, CAMEO: c + kind.sector}
	if r.IntN(4) == 0 {
		p.ID = fmt.Sprintf("Q%d", rank)
	}
	return p
}

// someRef refers to one of a record's parties. In a wide world, those whom many reports
// name are more often in its events: ten have .14 of the sides, a hundred .44, as in the
// corpora (.14 and .17, .43 and .46).
func someRef(r *rand.Rand, parties []dragoman.Party) []dragoman.ActorRef {
	n := r.IntN(len(parties))
	if wide {
		n = int(math.Pow(r.Float64(), 1.5) * float64(len(parties)))
	}
	return []dragoman.ActorRef{{Party: parties[n]}}
}

// days is how many days the records are of, and perDay how many are of each.
const days = 3650

var perDay = 1

// synthetic makes the record of a number, always the same. One in ten is of any day; the
// others follow one another as reports do.
func synthetic(n, events int) *dragoman.Record {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	day := n / perDay % days
	if r.IntN(10) == 0 {
		day = r.IntN(days)
	}
	published := time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	rec := &dragoman.Record{
		ID: fmt.Sprintf("report-%07d", n), Publisher: "Wire " + unlike(r, someStates), Title: "Talks on " + someWords[r.IntN(len(someWords))],
		Date: published.Format(time.DateOnly), Lang: "en", Coder: dragoman.CoderInfo{Version: "0.1.0", Model: "m", Lexicon: "l"},
	}
	var text []string
	at := 0
	sentence := func() (int, int, string) {
		ws := make([]string, 14)
		for i := range ws {
			ws[i] = someVocabulary[int(math.Pow(float64(len(someVocabulary)), r.Float64()))-1]
		}
		s := strings.Join(ws, " ") + "."
		from := at
		text = append(text, s)
		at += len(s) + 1
		return from, at - 1, s
	}
	parties := someParties(r)
	for _, p := range parties {
		rec.Actors = append(rec.Actors, dragoman.Actor{Party: p, Mentions: []dragoman.Mention{{Span: dragoman.Span{Start: 0, End: 5, Text: "talks"}, As: "name"}}})
	}
	ref := func() []dragoman.ActorRef { return someRef(r, parties) }
	for i := range events {
		from, to, s := sentence()
		t := unlike(r, someTypes)
		when := published.AddDate(0, 0, -r.IntN(3)).Format(time.DateOnly)
		e := dragoman.Event{
			ID: fmt.Sprintf("e%d", i+1), Span: dragoman.Span{Start: from, End: to, Text: s}, Trigger: dragoman.Span{Start: from, End: from + 4, Text: s[:4]},
			Type: t.name, CAMEO: t.cameo, Quad: &t.quad, Goldstein: &t.goldstein, Contexts: []string{"diplomatic"},
			Source: ref(), Target: ref(), Via: []dragoman.ActorRef{}, Status: someStatuses[r.IntN(len(someStatuses))],
			Date: &dragoman.EventDate{From: when, To: when, Precision: "day", Text: "Monday"},
		}
		if r.IntN(3) == 0 {
			e.Via = ref()
		}
		if r.IntN(3) == 0 {
			e.Place = &dragoman.Where{Name: somePlaces[r.IntN(len(somePlaces))], Country: unlike(r, someStates)}
		}
		sure := float64(r.IntN(100)) / 100
		e.Confidence = &sure
		rec.Events = append(rec.Events, e)
		if i%2 == 0 {
			rec.Statements = append(rec.Statements, dragoman.Statement{ID: fmt.Sprintf("s%d", i+1), Span: e.Span, Chain: ref(), Quote: "indirect", Stance: "says"})
		}
	}
	for range 8 {
		from, to, s := sentence()
		rec.Sentences = append(rec.Sentences, dragoman.Sentence{Start: from, End: to, Kind: "body"})
		if v := float64(r.IntN(1000)); v < 200 {
			rec.Figures = append(rec.Figures, dragoman.Figure{Span: dragoman.Span{Start: from, End: to, Text: s}, Value: &v, Unit: "person", Via: []dragoman.ActorRef{}})
		}
	}
	rec.Text = strings.Join(text, " ")
	return rec
}

// entries are those of the records of some numbers, which come in as reports.
func entries(t testing.TB, records ...*dragoman.Record) []*Entry {
	t.Helper()
	var out []*Entry
	for _, r := range records {
		e, err := NewEntry(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func writer(t testing.TB, path string) *Writer {
	t.Helper()
	w, err := OpenWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func closed(t testing.TB, c interface{ Close() error }) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}
