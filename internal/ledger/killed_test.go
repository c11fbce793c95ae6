//go:build unix

package ledger

import (
	"context"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"dragoman"
	"dragoman/internal/pgtest"
)

// A server whose processes are killed sends everybody away and finds its way back from what
// is on the disk. Who adds opens the ledger again and adds again what was not committed:
// nothing is lost and nothing is twice.
func TestServerKilled(t *testing.T) {
	if onPostgres {
		t.Skip("done before")
	}
	path := pgtest.URL(t)
	closed(t, writer(t, path))
	records := append(someRecords(60), families(20)...)
	want := reference(t, records)
	stop := make(chan struct{})
	kills := 0
	var killer, adders sync.WaitGroup
	killer.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(200 * time.Millisecond):
			}
			if l, err := Open(path); err == nil {
				var pid int
				if l.db.QueryRow("SELECT pid FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid() AND application_name = 'dragoman' LIMIT 1").Scan(&pid) == nil && syscall.Kill(pid, syscall.SIGKILL) == nil {
					kills++
				}
				l.Close()
			}
			if kills == 3 {
				return
			}
		}
	})
	lost := make([]int, 2)
	for i := range lost {
		var some []*dragoman.Record // a third is the other one's alone, and a third both add
		for n, r := range records {
			if n%3 != i {
				some = append(some, r)
			}
		}
		share := entries(t, some...)
		adders.Go(func() {
			var w *Writer
			for some := range slices.Chunk(share, 2) {
				for until := time.Now().Add(time.Minute); ; {
					var err error
					if w == nil {
						w, err = OpenWriter(path)
					}
					if err == nil {
						if _, err = w.Add(some); err == nil {
							break
						}
						_ = w.Close() // whose connection is broken
						w = nil
						lost[i]++
					}
					if time.Now().After(until) {
						t.Error(err)
						return
					}
					time.Sleep(50 * time.Millisecond)
				}
				time.Sleep(10 * time.Millisecond)
			}
			closed(t, w)
		})
	}
	adders.Wait()
	close(stop)
	killer.Wait()
	addAll(t, path, records, 50)
	if got := exported(t, path); got != want {
		t.Errorf("it says something else:\n%s\n%s", last(got), last(want))
	}
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	i, err := l.Info(context.Background())
	if err != nil || i.Reports != len(records) {
		t.Errorf("%v reports, want %d, %v", i, len(records), err)
	}
	if kills == 0 || lost[0]+lost[1] == 0 {
		t.Logf("%d kills, %v transactions lost: the test proves little", kills, lost)
	}
}
