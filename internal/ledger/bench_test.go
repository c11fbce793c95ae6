//go:build unix

package ledger

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// What the ledger is to do on two cores, with a million events: add 20,000 events a
// second and more, a pair's timeline in 5 ms, the matrix of a year in 300 ms, words
// in 50 ms, 600 bytes an event beside the records. LEDGER_EVENTS sets another number,
// LEDGER_NARROW=1 has reports name 90 actors in all, as tests do:
//
//	LEDGER_EVENTS=1000000 go test -bench Large -benchtime 1x -run '^$' -timeout 1h ./internal/ledger
func BenchmarkLarge(b *testing.B) {
	if onPostgres {
		b.Skip("measured on files; BenchmarkStored has PostgreSQL")
	}
	const perReport = 5
	events := 50_000
	if n, err := strconv.Atoi(os.Getenv("LEDGER_EVENTS")); err == nil {
		events = n
	}
	perDay, wide = max(1, events/perReport/days), os.Getenv("LEDGER_NARROW") == ""
	for range b.N {
		path := filepath.Join(b.TempDir(), "ledger")
		if keep := os.Getenv("LEDGER_KEEP"); keep != "" {
			path = keep
		}
		fill(b, path, events/perReport, perReport)
		measure(b, path, events)
	}
}

// processor is the time that the process has had on processors. It stands for time
// where other processes are busy on the machine, and counts all that adding costs,
// on whatever processor.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fill adds records and tells how fast each tenth of them went in. Records are made
// ahead of the clock.
func fill(b *testing.B, path string, reports, perReport int) {
	w := writer(b, path)
	var spent time.Duration
	for tenth := range 10 {
		from, to := reports*tenth/10, reports*(tenth+1)/10
		var part time.Duration
		for from < to {
			var some []*Entry
			for ; from < to && len(some) < 1000; from++ {
				some = append(some, entries(b, synthetic(from, perReport))...)
			}
			start := processor()
			if _, err := w.Add(some); err != nil {
				b.Fatal(err)
			}
			part += processor() - start
		}
		spent += part
		b.Logf("tenth %2d: %8.0f events/s", tenth+1, float64(reports*perReport/10)/part.Seconds())
	}
	start := processor()
	closed(b, w)
	spent += processor() - start
	b.ReportMetric(float64(reports*perReport)/spent.Seconds(), "events/s")
}

func measure(b *testing.B, path string, events int) {
	l, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	ctx := context.Background()
	var size, records int64
	if err := l.db.QueryRow("SELECT (SELECT page_count FROM pragma_page_count) * 4096, (SELECT sum(length(record)) FROM records)").Scan(&size, &records); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(size-records)/float64(events), "bytes/event")
	b.ReportMetric(float64(records)/float64(events), "record-bytes/event")
	timed := func(name string, do func(int) error) {
		const times = 20
		start := processor()
		for i := range times {
			if err := do(i); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64((processor()-start).Microseconds())/1000/times, name+"-ms")
	}
	r := rand.New(rand.NewPCG(1, 1))
	timed("timeline", func(int) error {
		_, err := l.Timeline(ctx, unlike(r, someStates), unlike(r, someStates), "month", nil, nil)
		return err
	})
	timed("matrix", func(i int) error {
		since := DayOf(fmt.Sprintf("%d-01-01", 2014+i%9))
		until := since + 364
		_, err := l.Matrix(ctx, &since, &until)
		return err
	})
	timed("text", func(i int) error {
		q := Query{Text: someVocabulary[20+2*i] + " " + someVocabulary[25+3*i], Limit: 50} // each in some 5 % of the clauses
		for _, err := range l.Events(ctx, q) {
			if err != nil {
				return err
			}
		}
		return nil
	})
	timed("actor", func(i int) error {
		q := Query{Actor: unlike(r, someStates), Limit: 50}
		for _, err := range l.Events(ctx, q) {
			if err != nil {
				return err
			}
		}
		return nil
	})
	rows, err := l.db.Query("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 20")
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var n int64
		if rows.Scan(&name, &n) == nil {
			b.Logf("%-40s %6.1f bytes/event", name, float64(n)/float64(events))
		}
	}
}
