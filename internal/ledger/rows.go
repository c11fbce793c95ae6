package ledger

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strings"
)

// table collects rows of one table and writes many together, which is several times
// quicker than one by one. A row that cannot be written ends the transaction.
type table struct {
	name    string
	columns []string
	key     []string // by which a row may be there already
	change  string   // what becomes of one that is there
	late    bool     // written at the end, row by row
	waits   bool     // written when all are flushed
	sorted  int      // by so many columns, which are numbers, when it is written
	values  []driver.NamedValue
}

func newTable(name string, columns ...string) *table { return &table{name: name, columns: columns} }

// newSums is a table whose rows, which have a key of so many columns, are added to those
// that are there.
func newSums(name string, key int, columns ...string) *table {
	t := newTable(name, columns...)
	t.key = columns[:key]
	var sums []string
	for _, c := range columns[key:] {
		sums = append(sums, c+" = "+name+"."+c+" + excluded."+c)
	}
	t.change = strings.Join(sums, ", ")
	return t
}

func (t *table) add(w *Writer, values ...any) error {
	for _, v := range values {
		if n, ok := v.(int); ok {
			v = int64(n) // what drivers take
		}
		t.values = append(t.values, driver.NamedValue{Value: v})
	}
	if !t.late && !t.waits && len(t.values) >= w.db.store.batch()*len(t.columns) {
		return t.flush(w)
	}
	return nil
}

// flush writes what has been collected.
func (t *table) flush(w *Writer) error {
	if len(t.values) == 0 {
		return nil
	}
	if t.sorted > 0 {
		t.sort()
	}
	if err := w.db.store.write(w, t); err != nil {
		return err
	}
	t.drop()
	return nil
}

// sort puts rows in the order in which they will lie: those that go into many places of a
// large table, which are far from the processor, go there one beside the other.
func (t *table) sort() {
	n := len(t.columns)
	rows := make([][]driver.NamedValue, 0, len(t.values)/n)
	for row := range slices.Chunk(t.values, n) {
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b []driver.NamedValue) int {
		for i := range t.sorted {
			if c := cmp.Compare(a[i].Value.(int64), b[i].Value.(int64)); c != 0 {
				return c
			}
		}
		return 0
	})
	t.values = slices.Concat(rows...)
}

// drop forgets what has been collected.
func (t *table) drop() {
	clear(t.values)
	t.values = t.values[:0]
}

// tables are those that rows go into in great numbers.
type tables struct {
	inputs, reports, records, actors, chains, tellers, places, mentions, statements, figures, events, sides, words, daily, monthly, sketches, keys, clues, named, tallies *table
}

func newTables() tables {
	t := tables{
		inputs:     newTable("inputs", "sum", "report"),
		reports:    newTable("reports", "id", "key", "sum", "coder", "url", "publisher", "title", "byline", "date", "day", "lang", "copies"),
		records:    newTable("records", "report", "record"),
		actors:     newTable("actors", "id", "name", "key", "kind", "country", "sector", "role", "cameo", "reports"),
		named:      newTable("named", "sum", "actor"),
		chains:     newTable("chains", "id", "actors"),
		tellers:    newTable("tellers", "actor", "chain", "place"),
		places:     newTable("places", "id", "name", "country", "lat", "lon"),
		mentions:   newTable("mentions", "actor", "day", "report", "times", "start", `"end"`),
		statements: newTable("statements", "report", "n", "name", "start", `"end"`, "cue_start", "cue_end", "chain", "quote", "stance", "parent"),
		figures:    newTable("figures", "report", "n", "start", `"end"`, "value", "low", "high", "unit", `"of"`, `"when"`, "via"),
		events: newTable("events", "id", "name", "start", `"end"`, "trigger_start", "trigger_end", "type", "mode", "cameo", "code", "quad", "goldstein",
			"contexts", "status", "done", "underlying", "day", "from_day", "to_day", "precision", "place", "via", "killed", "injured", "arrested", "people", "confidence", "traits", "joined", "linked"),
		sides:    newTable("sides", "event", "slot", "actor"),
		words:    newTable("words", "rowid", "clause"),
		sketches: newTable("sketches", "report", "sketch"),
		keys:     newTable("keys", "first", "reports"),
		clues:    newTable("clues", "block", "events"),
		daily:    newSums("daily", 5, "day", "source", "target", "quad", "done", "events", "scaled", "goldstein"),
		tallies:  newSums("tallies", 3, "unit", "part", "what", "done", "meant", "denied", "texts"),
		monthly:  newSums("monthly", 5, "source", "target", "month", "quad", "done", "events", "scaled", "goldstein"),
	}
	// For each statement of several rows SQLite is ready to undo it, and FTS5 then writes
	// out what it has gathered, in small pieces that it must merge afterwards.
	t.words.late = true
	t.clues.key, t.clues.change = []string{"block"}, "events = excluded.events"
	t.keys.key, t.keys.change = []string{"first"}, "reports = excluded.reports"
	t.events.waits = true // for their incidents
	t.actors.waits = true // for the number of their reports
	t.mentions.waits, t.mentions.sorted = true, 3
	t.named.waits, t.named.sorted = true, 2
	return t
}

func (t *tables) all() []*table {
	return []*table{t.inputs, t.reports, t.records, t.actors, t.named, t.chains, t.tellers, t.places, t.mentions, t.statements, t.figures, t.events, t.sides, t.sketches, t.keys, t.clues, t.daily, t.monthly, t.tallies, t.words}
}

func (t *tables) flush(w *Writer) error {
	err := t.flushRows(w)
	if err == nil {
		err = t.words.flush(w)
	}
	return err
}

// flushRows leaves the words to the end of a transaction: where several rows are written
// behind them by one statement, FTS5 writes out what it has gathered.
func (t *tables) flushRows(w *Writer) error {
	for _, one := range t.all() {
		if one == t.words {
			continue
		}
		if err := one.flush(w); err != nil {
			return err
		}
	}
	return nil
}

func (t *tables) drop() {
	for _, one := range t.all() {
		one.drop()
	}
}
