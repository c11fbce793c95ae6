package ledger

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dragoman"
	"dragoman/internal/pgtest"
)

// addTogether has so many writers add records at the same time, each a share of them in
// transactions of its own; some records come to two of them.
func addTogether(t testing.TB, path string, records []*dragoman.Record, writers, size int) {
	t.Helper()
	shares := make([][]*dragoman.Record, writers)
	for i, r := range records {
		shares[i%writers] = append(shares[i%writers], r)
		if i%5 == 0 {
			shares[(i+1)%writers] = append(shares[(i+1)%writers], r)
		}
	}
	var all sync.WaitGroup
	failed := make([]error, writers)
	for i, share := range shares {
		in := entries(t, share...)
		all.Go(func() {
			w, err := OpenWriter(path) // which makes the ledger: all of them at once
			for some := range slices.Chunk(in, size) {
				if err == nil {
					_, err = w.Add(some)
				}
			}
			if err == nil {
				err = w.Close()
			}
			failed[i] = err
		})
	}
	all.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
}

// Whatever order reports come in, and however many add them, the ledger in PostgreSQL says
// what the one in a file says, whose reports came one by one.
func TestManyWritersAreAsOne(t *testing.T) {
	if onPostgres {
		t.Skip("done before")
	}
	records := append(append(someRecords(40), families(20)...), tellings(40)...)
	want := reference(t, records)
	for seed, writers := range []int{1, 2, 4} {
		mixed := slices.Clone(records)
		rand.New(rand.NewPCG(uint64(seed), 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		path := pgtest.URL(t)
		addTogether(t, path, mixed, writers, 3+seed*4)
		if got := exported(t, path); got != want {
			t.Errorf("%d writers: it says something else:\n%s\n%s", writers, last(got), last(want))
		}
	}
}

func last(s string) string { return s[strings.LastIndexByte(s, '\n')+1:] }

// What PostgreSQL is to store on two cores: 3,000 events a second and more. The time is
// that of the clock, the server's work included. LEDGER_EVENTS sets how many:
//
//	LEDGER_EVENTS=100000 go test -bench Stored -benchtime 1x -run '^$' ./internal/ledger
func BenchmarkStored(b *testing.B) {
	if onPostgres {
		b.Skip("done before")
	}
	const perReport = 8
	events := 20_000
	if n, err := strconv.Atoi(os.Getenv("LEDGER_EVENTS")); err == nil {
		events = n
	}
	perDay = max(1, events/perReport/days)
	var all []*Entry
	for i := range events / perReport {
		all = append(all, entries(b, synthetic(i, perReport))...)
	}
	for _, writers := range []int{1, 2} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			for range b.N {
				path := pgtest.URL(b)
				closed(b, writer(b, path))
				b.ResetTimer()
				start, cpu := time.Now(), processor()
				var done sync.WaitGroup
				for i := range writers {
					done.Go(func() {
						w := writer(b, path)
						for some := range slices.Chunk(all[i*len(all)/writers:(i+1)*len(all)/writers], 1000) {
							if _, err := w.Add(some); err != nil {
								b.Error(err)
							}
						}
						closed(b, w)
					})
				}
				done.Wait()
				b.ReportMetric(float64(events)/time.Since(start).Seconds(), "events/s")
				b.ReportMetric(float64((processor()-cpu).Microseconds())/float64(events), "client-µs/event")
				l, err := Open(path)
				if err != nil {
					b.Fatal(err)
				}
				if i, err := l.Info(context.Background()); err != nil || i.Events != events {
					b.Fatal(i, err)
				}
				closed(b, l)
			}
		})
	}
}
