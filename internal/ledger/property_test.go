package ledger

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dragoman"
	"dragoman/internal/pgtest"
)

// someRecords are those of the tests below; two versions of one report and one
// that two coders coded are among them.
func someRecords(n int) []*dragoman.Record {
	var out []*dragoman.Record
	for i := range n {
		out = append(out, synthetic(i, i%6))
	}
	later := *out[3]
	later.Text += " Corrected."
	return append(append(out, &later), printings(out[0])...)
}

// printings are copies of a text that four papers print: three of them within a week of
// one another, the fourth long after. The first cuts it.
func printings(r *dragoman.Record) []*dragoman.Record {
	day, _ := time.Parse(time.DateOnly, r.Date)
	var out []*dragoman.Record
	for i, later := range []int{6, 12, 18, 40} {
		c := *r
		c.ID = fmt.Sprintf("%s-paper-%d", r.ID, i)
		c.Publisher = fmt.Sprintf("Paper %d", i)
		c.Date = day.AddDate(0, 0, later).Format(time.DateOnly)
		c.Text = "By our staff\n\n" + c.Text
		if i == 0 {
			c.Sentences, c.Figures = c.Sentences[:5], nil
			c.Text = c.Text[:c.Sentences[4].End]
		}
		out = append(out, &c)
	}
	return out
}

// reference is what a ledger says that got the records once, in order.
func reference(t testing.TB, records []*dragoman.Record) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "reference")
	addAll(t, path, records, 7)
	return exported(t, path)
}

// addAll opens the ledger, adds the records, so many in one transaction, and
// closes it.
func addAll(t testing.TB, path string, records []*dragoman.Record, size int) {
	t.Helper()
	w := writer(t, path)
	for some := range slices.Chunk(entries(t, records...), size) {
		if _, err := w.Add(some); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, w)
}

func TestTwiceIsOnce(t *testing.T) {
	records := someRecords(40)
	path := place(t)
	addAll(t, path, records, 9)
	addAll(t, path, records, 5)
	addAll(t, path, append(slices.Clone(records), records...), 100) // twice in one transaction
	if exported(t, path) != reference(t, records) {
		t.Error("added three times, it says something else than added once")
	}
}

func TestAnyOrderIsTheSame(t *testing.T) {
	records := someRecords(40)
	want := reference(t, records)
	for seed := range uint64(5) {
		mixed := slices.Clone(records)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		path := place(t)
		addAll(t, path, mixed, 1+int(seed)*3)
		if exported(t, path) != want {
			t.Errorf("order %d: it says something else", seed)
		}
	}
}

// A new coder's record takes the place of the old one, in every table.
func TestRecoding(t *testing.T) {
	records := someRecords(20)
	recoded := make([]*dragoman.Record, len(records))
	for i, r := range records {
		c := *r
		c.Coder.Lexicon = "newer"
		c.Events = c.Events[:len(c.Events)*2/3]
		recoded[i] = &c
	}
	path := place(t)
	addAll(t, path, records, 6)
	w := writer(t, path)
	got, err := w.Add(entries(t, append(recoded, recoded...)...))
	if err != nil {
		t.Fatal(err)
	}
	if got.Recoded != len(records) || got.Known != len(records) {
		t.Errorf("%+v, want %d recoded, and %d known", got, len(records), len(records))
	}
	closed(t, w)
	if exported(t, path) != reference(t, recoded) {
		t.Error("recoded, it says something else than coded so at once")
	}
}

// While a new version of the program takes the place of an old one, both add reports, some
// of them twice: what the new one found stays, whichever came last.
func TestTwoVersions(t *testing.T) {
	records := someRecords(12)
	later := make([]*dragoman.Record, len(records))
	for i, r := range records {
		c := *r
		c.Coder.Version = "0.10.0" // than 0.1.0, and also than 0.9.0
		c.Events = c.Events[:len(c.Events)*2/3]
		later[i] = &c
	}
	want := reference(t, later)
	for seed := range uint64(3) {
		both := append(slices.Clone(records), later...)
		rand.New(rand.NewPCG(seed, 3)).Shuffle(len(both), func(i, j int) { both[i], both[j] = both[j], both[i] })
		path := place(t)
		addAll(t, path, both, 1+int(seed)*5)
		if exported(t, path) != want {
			t.Errorf("order %d: it says something else than the later version alone", seed)
		}
	}
}

// child is the program that tests kill: it adds the test's records to a ledger, and
// says so after each transaction.
func TestMain(m *testing.M) {
	if path := os.Getenv("LEDGER_CHILD"); path != "" {
		os.Exit(child(path))
	}
	os.Exit(pgtest.Run(both{m}))
}

func child(path string) int {
	if os.Getenv("LEDGER_CHILD_READS") != "" {
		if err := checked(path); err != nil {
			os.Stdout.WriteString(err.Error() + "\n")
			return 1
		}
		return 0
	}
	if os.Getenv("LEDGER_CHILD_RECODES") != "" {
		if err := recodingChild(path); err != nil {
			os.Stdout.WriteString(err.Error() + "\n")
			return 1
		}
		return 0
	}
	if s := os.Getenv("LEDGER_CHILD_FILE_SIZE"); s != "" {
		limitFileSize(s)
	}
	n, _ := strconv.Atoi(os.Getenv("LEDGER_CHILD_RECORDS"))
	w, err := OpenWriter(path)
	if err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
		return 1
	}
	for _, r := range someRecords(n) {
		e, err := NewEntry(r, nil)
		if err == nil {
			_, err = w.Add([]*Entry{e})
		}
		if err != nil {
			os.Stdout.WriteString(err.Error() + "\n")
			return 1
		}
		os.Stdout.WriteString("added\n")
	}
	if err := w.Close(); err != nil {
		return 1
	}
	return 0
}

// limitFileSize keeps the process from writing larger files, where that can be done.
var limitFileSize = func(string) {}

func childOf(t testing.TB, path string, records int) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "LEDGER_CHILD="+path, "LEDGER_CHILD_RECORDS="+strconv.Itoa(records))
	return c
}

// A process that is killed, again and again at any moment, loses nothing that it
// had added, and leaves nothing half.
func TestKilled(t *testing.T) {
	const n = 150
	kills := 12
	if s := os.Getenv("LEDGER_KILLS"); s != "" { // bench/soak
		kills, _ = strconv.Atoi(s)
	}
	want := reference(t, someRecords(n))
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	path := place(t)
	amid := 0
	for i := range kills {
		if added := killed(t, path, n, time.Duration(r.Int64N(int64(300*time.Millisecond)))); added > 0 && added < n {
			amid++
		}
		if i%20 == 19 { // begin anew
			finish(t, path, n, want)
			path = place(t)
		}
	}
	finish(t, path, n, want)
	t.Logf("%d of %d were killed while they added", amid, kills)
}

// killed runs a child, kills it after some time, and returns how many reports it had
// added.
func killed(t *testing.T, path string, n int, after time.Duration) int {
	t.Helper()
	c := childOf(t, path, n)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = c.Process.Kill()
	added := 0
	for lines := bufio.NewScanner(out); lines.Scan(); added++ {
		if lines.Text() != "added" {
			t.Errorf("the child says %s", lines.Text())
		}
	}
	_ = c.Wait()
	if added == 0 { // it may not even have opened the file
		return 0
	}
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	var there int
	if err := l.db.QueryRow("SELECT count(*) FROM reports").Scan(&there); err != nil {
		t.Fatal(err)
	}
	if there < added {
		t.Errorf("%d reports were added, %d are there", added, there)
	}
	return added
}

func finish(t *testing.T, path string, n int, want string) {
	t.Helper()
	if out, err := childOf(t, path, n).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if exported(t, path) != want {
		t.Error("killed and begun again, it says something else")
	}
}

// While one process adds, another is told so, and can read.
func TestSecondWriter(t *testing.T) {
	ofFiles(t)
	path := place(t)
	w := writer(t, path)
	if _, err := w.Add(entries(t, someRecords(5)...)); err != nil {
		t.Fatal(err)
	}
	out, err := childOf(t, path, 30).Output()
	if err == nil || !strings.Contains(string(out), path+": another process is adding to it") {
		t.Errorf("the second writer: %v, %s", err, out)
	}
	if _, err := OpenWriter(path); !errors.Is(err, ErrInUse) {
		t.Errorf("the second writer in the same process: %v", err)
	}
	if got := strings.Count(exported(t, path), "\n"); got != 0+1+2+3+4+3 {
		t.Errorf("a reader sees %d events", got)
	}
	closed(t, w)
	if out, err := childOf(t, path, 30).CombinedOutput(); err != nil {
		t.Errorf("after the first writer's end: %v: %s", err, out)
	}
	if exported(t, path) != reference(t, someRecords(30)) {
		t.Error("filled by two processes, it says something else")
	}
}
