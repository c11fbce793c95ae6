package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dragoman"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"
)

// A word of a name: what strangers write, with all that could break a line or a cell.
var someName = rapid.OneOf(
	rapid.SampledFrom([]string{"Turkey", "Sameh Shoukry", "Trade Ministry of Turkey", "a\tb", "two\nlines", "carriage\r\nreturn", `"quoted"`, `'`, ";", "; ", "Kürşat", "中国",
		"line\u2028separator", "next\u0085line", "nul\x00", "back\\slash", " ", ",", "=1+1", "|", "None", "NA", `"`}),
	rapid.String(),
)

func somebody(t *rapid.T) dragoman.ActorRef {
	a := dragoman.ActorRef{Party: dragoman.Party{
		ID: rapid.SampledFrom([]string{"", "p1", "p2", "TUR", "sameh-shoukry"}).Draw(t, "id"), Name: someName.Draw(t, "name"),
		Country: rapid.SampledFrom([]string{"", "TUR", "GRC", "SUN", "USA"}).Draw(t, "country"), Sector: rapid.SampledFrom([]string{"", "GOV", "MIL", "JRN"}).Draw(t, "sector"),
		Kind: rapid.SampledFrom([]string{"", "state", "person"}).Draw(t, "kind"),
	}}
	a.CAMEO = rapid.SampledFrom([]string{"", a.Country, a.Country + "GOV", "IGO", "ROMGOV", "X"}).Draw(t, "cameo")
	if rapid.Bool().Draw(t, "placed") {
		at := rapid.IntRange(0, 50).Draw(t, "at")
		a.Start, a.Text = &at, someName.Draw(t, "words")
	}
	return a
}

func someEvent(t *rapid.T, n int) dragoman.Event {
	actors := rapid.SliceOfN(rapid.Custom(somebody), 0, 3)
	quad, scale := rapid.IntRange(1, 4).Draw(t, "quad"), rapid.Float64Range(-10, 10).Draw(t, "scale")
	e := dragoman.Event{
		ID: fmt.Sprintf("e%d", n), Span: dragoman.Span{Start: 3 * n, End: 3*n + 20, Text: someName.Draw(t, "clause")}, Trigger: dragoman.Span{Start: 3*n + 1, End: 3*n + 4},
		Type:   rapid.SampledFrom([]string{"CONSULT", "ASSAULT", "ACCUSE", "of my own"}).Draw(t, "type"),
		CAMEO:  rapid.SampledFrom([]string{"", "04", "042", "0874", "223", "190"}).Draw(t, "code"),
		Status: rapid.SampledFrom([]string{"occurred", "ongoing", "background", "planned", "expected", "offered", "demanded", "hypothetical", "negated"}).Draw(t, "status"),
		Source: actors.Draw(t, "source"), Target: actors.Draw(t, "target"), Via: actors.Draw(t, "via"),
		Quad: &quad, Goldstein: &scale, Contexts: []string{"military"}[:rapid.IntRange(0, 1).Draw(t, "contexts")],
	}
	if rapid.Bool().Draw(t, "dated") {
		e.Date = &dragoman.EventDate{From: rapid.SampledFrom([]string{"", "2023-03-14", "1969-12-31"}).Draw(t, "from"), To: "2023-03-20", Precision: "interval"}
	}
	if rapid.Bool().Draw(t, "located") {
		lat, lon := 39.9, -0.5
		e.Place = &dragoman.Where{Name: someName.Draw(t, "place"), Country: rapid.SampledFrom([]string{"", "TUR", "USA", "SUN"}).Draw(t, "in"), Lat: &lat, Lon: &lon}
	}
	if rapid.Bool().Draw(t, "counted") {
		e.Counts = &dragoman.Counts{Killed: &dragoman.Count{Low: 5, High: 5}, Injured: &dragoman.Count{Low: 12}, People: &dragoman.Count{High: 50}, Arrested: &dragoman.Count{}}
	}
	if rapid.Bool().Draw(t, "told again") {
		for _, status := range []string{"negated", "occurred", e.Status} {
			e.Evidence = append(e.Evidence, dragoman.Telling{Trigger: e.Trigger, Source: e.Source, Status: status})
		}
	}
	return e
}

// someEvents are those of a few records, two of which have one id.
func someEvents(t *rapid.T) []Event {
	var out []Event
	for n := range rapid.IntRange(1, 4).Draw(t, "records") {
		r := &dragoman.Record{
			ID: fmt.Sprintf("report %d", n/2), URL: rapid.SampledFrom([]string{"", fmt.Sprintf("https://www.example.org/%d?a=b", n)}).Draw(t, "url"),
			Publisher: someName.Draw(t, "publisher"), Title: someName.Draw(t, "title"), Date: rapid.SampledFrom([]string{"", "2023-03-14", "2023-03-14T22:30:00-05:00"}).Draw(t, "published"),
			Text: "One two three.\n\nFour five six seven eight nine.", Sentences: []dragoman.Sentence{{Start: 0, End: 14, Kind: "body"}, {Start: 16, End: 46, Kind: "body"}},
			Coder: dragoman.CoderInfo{Version: "1"},
		}
		for e := range rapid.IntRange(0, 4).Draw(t, "events") {
			r.Events = append(r.Events, someEvent(t, e))
			f := r.FlatEvents()[e]
			f.Review = rapid.SampledFrom([]*dragoman.Review{nil, {Mark: "corrected"}}).Draw(t, "review")
			out = append(out, Event{&f, r, [16]byte{byte(n)}})
		}
	}
	return out
}

// tester is a test, also of a property.
type tester interface {
	Helper()
	Fatal(...any)
}

// written is what a format makes of events.
func written(t tester, name string, limit int, events []Event) (string, *Told) {
	t.Helper()
	f, err := Find(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := f.Open(&b, limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
		if w.Full() {
			break
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.Told()
}

// columns are how many cells the rows of peers have.
var columns = map[string]int{"gdelt": 61, "gdelt-mentions": 16, "icews": 20, "polecat": 40, "phoenix": 26}

// cells are the rows of a table without its header.
func cells(t *rapid.T, name, text string) [][]string {
	var out [][]string
	for _, row := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if row != "" {
			out = append(out, strings.Split(row, "\t"))
		}
	}
	for _, row := range out {
		if len(row) != columns[name] {
			t.Fatalf("%s: %d cells in %q, want %d", name, len(row), row, columns[name])
		}
	}
	if f := map[string]string{"icews": "Event ID", "polecat": "Event ID"}[name]; f != "" {
		if len(out) == 0 || out[0][0] != f {
			t.Fatalf("%s has no header", name)
		}
		out = out[1:]
	}
	return out
}

// How many rows a format of deeds must have, by its rules as FORMATS.md tells them.
func expected(name string, e *dragoman.Event, r *dragoman.Record) int {
	deed := e.Status == "occurred" || e.Status == "ongoing" || e.Status == "background"
	dated := r.Date != "" || e.Date != nil
	coded := e.CAMEO != "" && e.CAMEO != "223"
	switch {
	case !deed || !dated, len(e.Source)+len(e.Target) == 0,
		name != "polecat" && name != "plover" && !coded,
		(name == "polecat" || name == "plover") && e.Type == "of my own",
		name == "plover" && len(e.Source) == 0,
		name == "phoenix" && (len(e.Source) == 0 || len(e.Target) == 0):
		return 0
	}
	pairs, alone := 0, 0
	for i := range max(1, len(e.Source)) {
		for j := range max(1, len(e.Target)) {
			if i < len(e.Source) && j < len(e.Target) && (e.Source[i].ID != "" && e.Source[i].ID == e.Target[j].ID || e.Source[i].ID == "" && e.Source[i].Party == e.Target[j].Party) {
				alone++
			} else {
				pairs++
			}
			if name == "phoenix" && (e.Source[i].CAMEO == "" || e.Target[j].CAMEO == "") {
				return 0
			}
		}
	}
	if pairs == 0 {
		pairs = alone
	}
	if name == "gdelt-mentions" {
		tellings := 0
		for _, t := range e.Evidence {
			if t.Status == "occurred" || t.Status == "ongoing" || t.Status == "background" {
				tellings++
			}
		}
		pairs *= max(1, tellings)
	}
	return pairs
}

// Every pair of a deed is a row, in every peer's form; nothing else is; and what is left
// out is told.
func TestRowsAreDeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		for name := range columns {
			text, told := written(t, name, 0, events)
			want, in := 0, 0
			for _, e := range events {
				n := expected(name, &e.Event.Event, e.Record)
				want += n
				in += min(1, n)
			}
			rows := cells(t, name, text)
			left := 0
			for _, l := range told.Left {
				left += l.Events
			}
			if len(rows) != want || told.Rows != want || told.Events != in || in+left != len(events) {
				t.Fatalf("%s: %d rows, told %+v; want %d of %d events\n%s", name, len(rows), *told, want, len(events), text)
			}
			if strings.ContainsAny(text, "\"\r\v\f\x00\u0085\u2028\u2029") {
				t.Fatalf("%s: a letter that readers take for the end of a cell or line: %q", name, text)
			}
		}
	})
}

// Every row leads to its report, numbers are no two's and whole in a double, and
// mentions are those of events.
func TestRowsLeadToTheirReports(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		reports, addresses, stories := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, e := range events {
			r := newReport(e)
			address := r.URL
			if address == "" {
				address = r.ID
			}
			reports[r.ID], addresses[address], stories[strconv.FormatInt(r.number, 10)] = true, true, true
		}
		mentioned := map[string]int{}
		text, _ := written(t, "gdelt-mentions", 0, events)
		for _, row := range cells(t, "gdelt-mentions", text) {
			mentioned[row[0]]++
			if !addresses[row[5]] {
				t.Fatalf("no report at %q", row[5])
			}
		}
		text, _ = written(t, "gdelt", 0, events)
		seen := map[string]bool{}
		for _, row := range cells(t, "gdelt", text) {
			n, err := strconv.ParseInt(row[0], 10, 64)
			if err != nil || n < 0 || n >= 1<<53 || seen[row[0]] || !addresses[row[60]] || strconv.Itoa(mentioned[row[0]]) != row[31] {
				t.Fatalf("%q: a number twice or too large, no report, or %d mentions", row, mentioned[row[0]])
			}
			seen[row[0]] = true
		}
		if len(mentioned) != len(seen) {
			t.Fatalf("mentions of %d events, want %d", len(mentioned), len(seen))
		}
		text, _ = written(t, "icews", 0, events)
		for _, row := range cells(t, "icews", text) {
			if !stories[row[11]] || !seen[row[0]] {
				t.Fatalf("no story %s, or no event %s", row[11], row[0])
			}
		}
		for name, column := range map[string]int{"polecat": 0, "phoenix": 23} {
			text, _ = written(t, name, 0, events)
			for _, row := range cells(t, name, text) {
				id := row[column][:strings.IndexAny(row[column], "/_")]
				if !reports[id] {
					t.Fatalf("%s: no report %q", name, id)
				}
			}
		}
		text, _ = written(t, "plover", 0, events)
		for l := range strings.Lines(text) {
			var row ploverEvent
			if err := json.Unmarshal([]byte(l), &row); err != nil || !reports[row.Cite.Report] || len(row.Actor) != 1 || len(row.Event) != 1 {
				t.Fatalf("%s: %v", l, err)
			}
		}
	})
}

// Our own formats hold every event, and reading them gives what was written.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		text, _ := written(t, "jsonl", 0, events)
		lines := strings.SplitAfter(text, "\n")
		for i, e := range events {
			var got dragoman.FlatEvent
			if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
				t.Fatal(err)
			}
			want, _ := json.Marshal(e.Event)
			if again, _ := json.Marshal(got); !bytes.Equal(want, again) {
				t.Fatalf("jsonl: %s, want %s", again, want)
			}
		}

		text, _ = written(t, "csv", 0, events)
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != len(events)+1 {
			t.Fatalf("csv: %d rows, %v", len(rows), err)
		}
		for i, e := range events {
			for j, c := range Columns {
				want := strings.ReplaceAll(c.Value(e.Event), "\r\n", "\n") // as readers have it
				if rows[i+1][j] != want {
					t.Fatalf("csv: %s %q, want %q", c.Name, rows[i+1][j], want)
				}
			}
		}

		text, _ = written(t, "parquet", 0, events)
		got, err := parquet.Read[parquetEvent](strings.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		var want []parquetEvent
		for _, e := range events {
			row := parquetRow(e.Event)
			if row.Contexts == nil {
				row.Contexts = []string{}
			}
			want = append(want, row)
		}
		if diff := cmp.Diff(want, got); diff != "" && len(events) > 0 {
			t.Fatalf("parquet (-written +read):\n%s", diff)
		}
		for i, e := range events {
			for name, value := range asCSV(&got[i]) {
				c := Columns[slices.IndexFunc(Columns, func(c Column) bool { return c.Name == name })]
				if want := c.Value(e.Event); value != want {
					t.Fatalf("parquet: %s %q, want %q", name, value, want)
				}
			}
		}
	})
}

// asCSV is what CSV has of a row of Parquet, by column.
func asCSV(r *parquetEvent) map[string]string {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	day := func(n *int32) string {
		if n == nil {
			return ""
		}
		return time.Unix(int64(*n)*86400, 0).UTC().Format(time.DateOnly)
	}
	all := func(as []parquetActor, sep string, of func(parquetActor) string) string {
		var out []string
		for _, a := range as {
			out = append(out, of(a))
		}
		return strings.Join(out, sep)
	}
	name, country, code := func(a parquetActor) string { return a.Name }, func(a parquetActor) string { return text(a.Country) }, func(a parquetActor) string { return text(a.CAMEO) }
	return map[string]string{
		"report": r.Report, "event": r.Event, "url": text(r.URL), "publisher": text(r.Publisher), "from": day(r.From), "to": day(r.To), "precision": text(r.Precision),
		"status": r.Status, "type": r.Type, "mode": text(r.Mode), "underlying": text(r.Underlying), "contexts": strings.Join(r.Contexts, "; "),
		"cameo": text(r.CAMEO), "code": text(r.Code), "quad": strconv.Itoa(int(*r.Quad)), "goldstein": decimal(r.Goldstein),
		"source": all(r.Source, "; ", name), "source_country": all(r.Source, "; ", country), "source_cameo": all(r.Source, "; ", code),
		"target": all(r.Target, "; ", name), "target_country": all(r.Target, "; ", country), "target_cameo": all(r.Target, "; ", code), "via": all(r.Via, " < ", name),
		"place": text(r.Place), "country": text(r.Country), "lat": decimal(r.Lat), "lon": decimal(r.Lon), "confidence": decimal(r.Confidence),
		"start": strconv.Itoa(int(r.Start)), "end": strconv.Itoa(int(r.End)), "text": r.Text, "coder": r.Coder, "review": text(r.Review),
	}
}

// The same events give the same bytes, and a limit counts rows.
func TestSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		limit := rapid.IntRange(1, 5).Draw(t, "limit")
		for _, f := range Formats {
			one, told := written(t, f.Name, 0, events)
			if two, _ := written(t, f.Name, 0, events); one != two {
				t.Fatalf("%s differs from itself", f.Name)
			}
			if !f.Deeds {
				var b bytes.Buffer
				if err := f.Lines(&b, flat(events)); err != nil || b.String() != one {
					t.Fatalf("%s: other bytes without records: %v", f.Name, err)
				}
			}
			if _, few := written(t, f.Name, limit, events); few.Rows != min(limit, told.Rows) {
				t.Fatalf("%s: %d rows, want at most %d of %d", f.Name, few.Rows, limit, told.Rows)
			}
		}
	})
}

func flat(events []Event) iter.Seq2[*dragoman.FlatEvent, error] {
	return func(yield func(*dragoman.FlatEvent, error) bool) {
		for _, e := range events {
			if !yield(e.Event, nil) {
				return
			}
		}
	}
}

type closed struct{}

var errClosed = errors.New("closed")

func (closed) Write([]byte) (int, error) { return 0, errClosed }

// That nobody reads on is told as such, in every format: it is no failure of ours.
func TestErrorsStayWhatTheyAre(t *testing.T) {
	e := aVisit("Greece")
	for _, f := range Formats {
		w, err := f.Open(closed{}, 0)
		if err == nil {
			err = w.Write(e)
		}
		if err == nil {
			err = w.Close()
		}
		if !errors.Is(err, errClosed) {
			t.Errorf("%s: %v, want %v", f.Name, err, errClosed)
		}
	}
}

// Whatever a name holds, it stays one cell.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"a\tb", "a\nb", `"a"`, "a\u2028b", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		row := string(tabbed("1", name, "2"))
		got := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(got) != 3 || strings.ContainsAny(got[1], "\n\r\"") || got[0] != "1" || got[2] != "2" || strings.Count(row, "\n") != 1 {
			t.Errorf("%q", row)
		}
	})
}

// Parquet's columns have the types that they promise.
func TestParquetSchema(t *testing.T) {
	text, _ := written(t, "parquet", 0, nil)
	file, err := parquet.OpenFile(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"from": "DATE", "published": "TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS)", "quad": "INT(32,true)", "goldstein": "DOUBLE", "done": "BOOLEAN", "type": "STRING",
		"source.list.element.country": "STRING", "contexts.list.element": "STRING", "killed.low": "DOUBLE",
	} {
		leaf, ok := file.Schema().Lookup(strings.Split(path, ".")...)
		if !ok || leaf.Node.Type().String() != want {
			t.Errorf("%s: %v, want %s", path, leaf.Node, want)
		}
	}
}

// The headers are those of the data sets, and the names that come with the samples have
// one for each column.
func TestNamesOfColumns(t *testing.T) {
	for name, want := range map[string]int{"gdelt-events": 61, "gdelt-mentions": 16, "phoenix": 26} {
		raw, err := os.ReadFile("../../samples/load/" + name + ".columns")
		if err != nil {
			t.Fatal(err)
		}
		names := strings.Fields(string(raw))
		if len(names) != want || len(slices.Compact(slices.Sorted(slices.Values(names)))) != want {
			t.Errorf("%s: %d names, want %d, none twice", name, len(names), want)
		}
	}
	if len(icews.header) != 20 || len(polecat.header) != 40 {
		t.Errorf("headers of %d and %d columns, want 20 and 40", len(icews.header), len(polecat.header))
	}
}

// The tables of peers' codes name countries and sectors that there are.
func TestTables(t *testing.T) {
	k, err := known()
	if err != nil {
		t.Fatal(err)
	}
	twice := map[string]string{}
	named := 0
	for code, fips := range k.fips {
		if len(code) != 3 || len(fips) != 2 || twice[fips] != "" {
			t.Errorf("%s: %q, of %q too", code, fips, twice[fips])
		}
		twice[fips] = code
		if k.names[code] != "" {
			named++
		}
	}
	if named < 240 {
		t.Errorf("%d of the countries are states of ours, want nearly all", named)
	}
	sectors, err := column("lexicon/sectors.tsv", "code", "meaning")
	if err != nil {
		t.Fatal(err)
	}
	for s := range k.sectors {
		if sectors[s] == "" {
			t.Errorf("no sector %s", s)
		}
	}
}
