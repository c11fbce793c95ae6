package ledger

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dragoman"
	"dragoman/internal/review"
)

// next is the coder of the tests below: it leaves out each third event.
var next = dragoman.CoderInfo{Version: "0.2.0", Model: "m", Lexicon: "l"}

func codedAnew(r *dragoman.Record) *dragoman.Record {
	c := *r
	c.Coder, c.Events = next, nil
	for i, e := range r.Events {
		if i%3 != 2 {
			c.Events = append(c.Events, e)
		}
	}
	return &c
}

func recodingOf(t *testing.T, path string) *Recoding {
	t.Helper()
	r, err := OpenRecoding(path, next)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// some codes at most so many of the reports that wait, and keeps them.
func some(t *testing.T, r *Recoding, l *Ledger, most int) (n int) {
	t.Helper()
	for record, err := range r.Waiting(context.Background(), l) {
		if err != nil {
			t.Fatal(err)
		}
		if n == most {
			break
		}
		if err := r.Keep([]*dragoman.Record{codedAnew(record)}); err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func switched(t *testing.T, r *Recoding, path string, may int) (Added, bool) {
	t.Helper()
	w := writer(t, path)
	defer closed(t, w)
	done, more, err := r.Switch(w, may)
	if err != nil {
		t.Fatal(err)
	}
	return done, more
}

// The ledger says what it said until all is coded anew, and then what one says that got
// the new records at once; also where the work was stopped, and reports came meanwhile.
func TestRecodingBesides(t *testing.T) {
	records := someRecords(40)
	path := place(t)
	addAll(t, path, records[:35], 9)
	before := exported(t, path)
	l := opened(t, path)

	r := recodingOf(t, path)
	if _, err := OpenRecoding(path, next); err == nil {
		t.Error("two code the ledger anew at a time")
	}
	if n := some(t, r, l, 12); n != 12 {
		t.Fatalf("%d coded, want 12", n)
	}
	if _, more := switched(t, r, path, 0); !more || exported(t, path) != before {
		t.Error("switched before all was coded")
	}
	closed(t, r) // stopped

	r = recodingOf(t, path)
	if all, left, err := r.Left(context.Background(), l); err != nil || r.Before != 12 || all != 35 || left != 23 {
		t.Errorf("after a stop %d of %d are left, %d were coded before (%v); want 23 of 35, and 12", left, all, r.Before, err)
	}
	some(t, r, l, 1000)
	if exported(t, path) != before {
		t.Error("what is coded anew shows before the switch")
	}
	addAll(t, path, records[35:], 9) // by the old coder, meanwhile
	if _, more := switched(t, r, path, 0); !more {
		t.Error("switched though others have come")
	}
	some(t, r, l, 1000)
	if done, more := switched(t, r, path, 0); more || done.Reports != len(records) {
		t.Errorf("%+v coded anew, want %d reports", done, len(records))
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(path + ".recode*"); len(left) > 0 || err != nil {
		t.Errorf("%q left", left)
	}
	anew := make([]*dragoman.Record, len(records))
	for i, record := range records {
		anew[i] = codedAnew(record)
	}
	opened(t, path)
	if exported(t, path) != reference(t, anew) {
		t.Error("coded anew, it says something else than coded so at once")
	}
}

// What another coder had begun is given up; what cannot be coded keeps its record; marks
// hold for the new events.
func TestRecodingGivesWay(t *testing.T) {
	records := []*dragoman.Record{synthetic(1, 4), synthetic(2, 4), synthetic(3, 4)}
	path := place(t)
	addAll(t, path, records, 3)
	m := said(records[0].ID, "e4", review.Corrected, "ann", 1)
	m.Set = &review.Correction{Status: "negated"}
	marking(t, path, m)
	l := opened(t, path)

	other, err := OpenRecoding(path, dragoman.CoderInfo{Version: "0.1.9"})
	if err != nil {
		t.Fatal(err)
	}
	some(t, other, l, 1000)
	closed(t, other)

	r := recodingOf(t, path)
	if r.Before != 0 {
		t.Errorf("%d records of another coder are taken over", r.Before)
	}
	some(t, r, l, 2) // the third cannot be coded
	if done, more := switched(t, r, path, 1); more || done.Reports != 2 {
		t.Errorf("%+v, want 2 reports", done)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	got := all(t, opened(t, path), Query{})
	if e := got[records[0].ID+" e4"]; len(got) != 3+3+4 || e == nil || e.Status != "negated" {
		t.Errorf("%d events, and the corrected one is %+v", len(got), e)
	}
}

// A process that is killed while it codes anew, or while it switches, loses nothing and
// leaves nothing half.
func TestRecodingKilled(t *testing.T) {
	records := someRecords(60)
	path := place(t)
	addAll(t, path, records, 20)
	before := exported(t, path)
	anew := make([]*dragoman.Record, len(records))
	for i, record := range records {
		anew[i] = codedAnew(record)
	}
	want := reference(t, anew)
	amid := 0
	for i := range 12 {
		c := childOf(t, path, 0)
		c.Env = append(c.Env, "LEDGER_CHILD_RECODES=1")
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, 1)
		for range 1 + 7*i { // so many reports, or as far as it comes
			if _, err := out.Read(buffer); err != nil {
				break
			}
		}
		time.Sleep(time.Duration(i) * 2 * time.Millisecond)
		_ = c.Process.Kill()
		_ = c.Wait()
		opened(t, path)
		switch now := exported(t, path); now {
		case before:
			amid++
		case want:
		default:
			t.Fatal("killed, it says neither what it said nor what it is to say")
		}
	}
	c := childOf(t, path, 0)
	c.Env = append(c.Env, "LEDGER_CHILD_RECODES=1")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if exported(t, path) != want {
		t.Error("killed and begun again, it says something else")
	}
	if amid == 0 {
		t.Error("none was killed before it had switched: this tests nothing")
	}
}

// recodingChild is the program that is killed: it says a letter for each report.
func recodingChild(path string) error {
	r, err := OpenRecoding(path, next)
	if err != nil {
		return err
	}
	l, err := Open(path)
	if err != nil {
		return err
	}
	for record, err := range r.Waiting(context.Background(), l) {
		if err == nil {
			err = r.Keep([]*dragoman.Record{codedAnew(record)})
		}
		if err != nil {
			return err
		}
		os.Stdout.WriteString("r")
	}
	w, err := OpenWriter(path)
	if err != nil {
		return err
	}
	if _, _, err := r.Switch(w, 0); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	os.Stdout.WriteString("s")
	return r.Done()
}

// BenchmarkSwitch puts new records in the place of old ones, 10,000 reports of five
// events at once: what nobody may add meanwhile.
func BenchmarkSwitch(b *testing.B) {
	for range b.N {
		path := filepath.Join(b.TempDir(), "ledger")
		w := writer(b, path)
		var anew []*dragoman.Record
		for from := 0; from < 10_000; from += 1000 {
			var some []*dragoman.Record
			for i := range 1000 {
				some = append(some, synthetic(from+i, 5))
				anew = append(anew, codedAnew(some[i]))
			}
			if _, err := w.Add(entries(b, some...)); err != nil {
				b.Fatal(err)
			}
		}
		r, err := OpenRecoding(path, next)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Keep(anew); err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		done, _, err := r.Switch(w, 0)
		if err != nil || done.Reports != 10_000 {
			b.Fatal(done, err)
		}
		b.ReportMetric(float64(done.Reports)/b.Elapsed().Seconds(), "reports/s")
		if err := r.Done(); err != nil {
			b.Fatal(err)
		}
		closed(b, w)
	}
}
