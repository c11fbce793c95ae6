package ledger

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// backToFormat7 brings a file back to format 7, which has no tallies.
func backToFormat7(t *testing.T, w *Writer) {
	t.Helper()
	backToFormat8(t, w)
	if err := w.exec(`DROP TABLE tallies; DROP INDEX reports_day; DROP INDEX statements_chain; DROP INDEX actors_unit; ALTER TABLE actors DROP COLUMN reports; CREATE INDEX actors_unit ON actors (unit);
		CREATE INDEX reports_undated ON reports (day) WHERE day = -1000000;
		CREATE TABLE m (actor INTEGER NOT NULL REFERENCES actors, report INTEGER NOT NULL REFERENCES reports, times INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (actor, report)) STRICT, WITHOUT ROWID;
		INSERT INTO m SELECT actor, report, times, start, "end" FROM mentions; DROP TABLE mentions; ALTER TABLE m RENAME TO mentions; PRAGMA user_version = 7`); err != nil {
		t.Fatal(err)
	}
}

// backToFormat6 brings a file back to format 6, which has a row for each key and finds
// actors by their columns.
func backToFormat6(t *testing.T, w *Writer) {
	t.Helper()
	backToFormat7(t, w)
	statement := func(in, begins string) string {
		_, rest, _ := strings.Cut(in, begins)
		rest, _, _ = strings.Cut(rest, ";\n")
		return begins + rest + "; "
	}
	keys := filedIn(t, w.Ledger)
	actors := strings.Replace(statement(schema, "CREATE TABLE actors "), "actors", "actors_of_old", 1)
	const columns = "id, key, name, kind, country, sector, role, cameo, unit"
	if err := w.exec("DROP VIEW told; DROP TABLE keys; " + statement(keysSchema, "CREATE TABLE keys ") + actors +
		"INSERT INTO actors_of_old (" + columns + ") SELECT " + columns + " FROM actors; DROP TABLE actors; DROP TABLE named; ALTER TABLE actors_of_old RENAME TO actors; " +
		statement(incidentsSchema, "CREATE VIEW told ") + "PRAGMA user_version = 6"); err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if err := w.run("INSERT INTO keys (key, report) VALUES (?, ?)", k[0], k[1]); err != nil {
			t.Fatal(err)
		}
	}
}

// A file of format 6 has its keys and actors as a new one when it is next added to, and
// goes on finding both.
func TestPackedFromFormatSix(t *testing.T) {
	ofFiles(t)
	records := append(families(30), someRecords(40)...)
	path, fresh := place(t), place(t)
	addAll(t, path, records[:40], 50)
	addAll(t, fresh, records, 50)
	w := writer(t, path)
	backToFormat6(t, w)
	closed(t, w)
	addAll(t, path, records, 50)
	if exported(t, path) != exported(t, fresh) || groupsAt(t, path) != groupsAt(t, fresh) {
		t.Error("it says something else")
	}
	w = writer(t, path)
	defer closed(t, w)
	if err := w.Check(t.Context()); err != nil {
		t.Error(err)
	}
	var twice int
	if _, err := w.ask("SELECT count(*) FROM (SELECT 1 FROM actors GROUP BY name, key, kind, country, sector, role, cameo HAVING count(*) > 1) a", nil, &twice); err != nil || twice > 0 {
		t.Errorf("%d actors are there twice, %v", twice, err)
	}
}

// What is filed is found again, in whatever order and portions it was filed, by a writer
// who remembers it and by one who does not; runs are parted, and one key is in one run.
func TestRuns(t *testing.T) {
	path := place(t)
	r := rand.New(rand.NewPCG(1, 1))
	var all []filed
	for report := range int64(3000) {
		day := []int64{NoDay, 16000, 16001, 16040}[r.IntN(4)]
		all = append(all, filed{at(keyBits&-64, day), report}) // as a sentence that many have
		for range 3 {
			all = append(all, filed{at(int64(r.Uint32())&keyBits, day), report})
		}
	}
	w := writer(t, path)
	for some := range slices.Chunk(slices.Clone(all), 1700) {
		slices.SortFunc(some, filed.compare)
		if err := w.whole(func() error {
			rows := newTables()
			if err := w.file(some, &rows); err != nil {
				return err
			}
			return rows.flush(w)
		}); err != nil {
			t.Fatal(err)
		}
	}
	look := func() {
		t.Helper()
		for _, f := range all {
			from := f.key &^ (stretch - 1)
			if err := w.loadRuns([]int64{from}); err != nil {
				t.Fatal(err)
			}
			n := 0
			one := w.runs.at(from)
			one.under(f.key, f.key, func(report int64) {
				if report == f.report {
					n++
				}
			})
			if n != 1 {
				t.Fatalf("%v is there %d times, in the run from %d to %d", f, n, one.first, one.next)
			}
		}
	}
	look()
	w.runs = newRuns()
	look()
	most := 0
	for _, of := range w.runs.of {
		for i, one := range of {
			if i > 0 && of[i-1].next > one.first {
				t.Errorf("runs from %d and %d lie over one another", of[i-1].first, one.first)
			}
			if len(one.filed) > mostInRun {
				most++
			}
		}
	}
	if n := len(w.runs.of); n != 3 || most > n {
		t.Errorf("%d stretches, %d runs with more than %d entries, expected at most one in each", n, most, mostInRun)
	}
	if len(filedIn(t, w.Ledger)) != len(all) {
		t.Errorf("%d entries, expected %d", len(filedIn(t, w.Ledger)), len(all))
	}
	closed(t, w)
}

// A run that is no run is told.
func TestDamagedRun(t *testing.T) {
	good := (&run{first: 1 << 32, filed: []filed{{1<<32 + 64, 7}, {1<<32 + 64, 9}, {1<<32 + 96, 3}}}).pack()
	for name, raw := range map[string][]byte{"cut off": good[:len(good)-1], "backwards": append(slices.Clone(good), 0, 1), "without end": {0x80}, "of another stretch": {0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1, 2}} {
		if got, err := unpackRun(1<<32, raw); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// An actor's sum is the same whatever the case of ASCII letters in its name, in the part
// that names are looked up by; and another one where anything else differs.
func TestActorSums(t *testing.T) {
	first, last := nameSums("Zoë Ministry")
	a := actorSum(dragoman.Party{Name: "ZOë MINISTRY", Kind: "organisation"})
	b := actorSum(dragoman.Party{Name: "ZOë MINISTRY", Kind: "company"})
	if a < first || a > last || b < first || b > last || a == b || first < 0 || last >= 1<<47 {
		t.Errorf("%x to %x has %x and %x", first, last, a, b)
	}
	if c := actorSum(dragoman.Party{Name: "ZOË MINISTRY"}); c >= first && c <= last {
		t.Error("Ë has no small letter for SQLite")
	}
}
