package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dragoman/internal/queue/natstest"
)

// spent is what a call of the program took, on one processor.
type spent struct{ wall, cpu time.Duration }

func (s spent) less(other spent) spent { return spent{s.wall - other.wall, s.cpu - other.cpu} }

func timed(t *testing.T, args ...string) spent {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &exec.Cmd{Path: self, Args: append([]string{"dragoman"}, args...), Env: append(os.Environ(), "GOMAXPROCS=1")}
	since := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("dragoman %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return spent{time.Since(since), c.ProcessState.UserTime() + c.ProcessState.SystemTime()}
}

// What a queue costs beside the coding, and what a second worker brings. Processor time says
// more than the clock where others are at work on the machine.
func TestClusterSpeed(t *testing.T) {
	n := asks(t, "CLUSTER_SPEED", 0)
	if n == 0 {
		t.Skip("bench/cluster speed")
	}
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	wire(t, path("few"), 1)
	wire(t, path("many"), n)
	queue := natstest.Start(t, path("servers"), 3).URL()
	for _, model := range []string{"fast", "standard"} {
		work := func(file string, workers int) (sum spent) {
			timed(t, "add", "--queue", queue+"/"+model+file+fmt.Sprint(workers), path(file))
			var all sync.WaitGroup
			var mu sync.Mutex
			for i := range workers {
				all.Go(func() {
					s := timed(t, "work", "--once", "-j", "1", "--model", model, "--queue", queue+"/"+model+file+fmt.Sprint(workers), "--ledger", path(fmt.Sprint(model, file, workers, i)))
					mu.Lock()
					defer mu.Unlock()
					sum.wall, sum.cpu = max(sum.wall, s.wall), sum.cpu+s.cpu
				})
			}
			all.Wait()
			return sum
		}
		add := timed(t, "add", "-j", "1", "--model", model, "--ledger", path(model+"many"), path("many")).
			less(timed(t, "add", "-j", "1", "--model", model, "--ledger", path(model+"few"), path("few")))
		start := work("few", 1)
		one := work("many", 1).less(start)
		two := work("many", 2)
		two.wall -= start.wall
		two.cpu -= 2 * start.cpu
		sent := timed(t, "add", "--queue", queue+"/sent", path("many")).less(timed(t, "add", "--queue", queue+"/few", path("few")))
		each := func(d time.Duration) string { return fmt.Sprintf("%.2f ms", d.Seconds()*1000/float64(n)) }
		t.Logf("%s: add %s, work %s, send %s of processor time for each report; queue %.0f %% of coding", model,
			each(add.cpu), each(one.cpu), each(sent.cpu), 100*(one.cpu+sent.cpu-add.cpu).Seconds()/add.cpu.Seconds())
		t.Logf("%s: one worker %.1f reports a second, two %.1f, %.2f times as many; by processor time %.2f times", model,
			float64(n)/one.wall.Seconds(), float64(n)/two.wall.Seconds(), one.wall.Seconds()/two.wall.Seconds(), 2*one.cpu.Seconds()/two.cpu.Seconds())
	}
}

// A worker and the servers keep to their memory, however long they run.
func TestClusterSoak(t *testing.T) {
	minutes := asks(t, "CLUSTER_SOAK", 0)
	if minutes == 0 {
		t.Skip("bench/cluster soak")
	}
	dir := t.TempDir()
	c := natstest.Start(t, filepath.Join(dir, "servers"), 3)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	w := &exec.Cmd{Path: self, Args: []string{"dragoman", "work", "-j", "1", "--model", "fast", "--queue", c.URL(), "--ledger", filepath.Join(dir, "ledger")}}
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	resident := func(process int) (mb int) {
		raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
		if _, rest, ok := strings.Cut(string(raw), "VmRSS:"); ok {
			_, _ = fmt.Sscan(rest, &mb)
		}
		return mb / 1024
	}
	processes := append([]int{w.Process.Pid}, c.Processes()...)
	most := [2][]int{make([]int, len(processes)), make([]int, len(processes))} // before the half, and after
	since, whole := time.Now(), time.Duration(minutes)*time.Minute
	sent := 0
	for time.Since(since) < whole {
		const some = 500
		file := filepath.Join(dir, "some")
		wireFrom(t, file, sent, some)
		timed(t, "add", "--queue", c.URL(), file)
		sent += some
		half := int(2 * time.Since(since) / whole)
		for i, p := range processes {
			most[min(half, 1)][i] = max(most[min(half, 1)][i], resident(p))
		}
		time.Sleep(time.Second)
	}
	_ = w.Process.Signal(os.Interrupt)
	_ = w.Wait()
	t.Logf("%d reports in %s; MB of worker and servers: %v at most before the half, %v after", sent, whole, most[0], most[1])
	for i := range processes {
		if most[1][i] > most[0][i]*5/4+50 {
			t.Errorf("process %d of worker and servers has grown from %d to %d MB", i, most[0][i], most[1][i])
		}
	}
}
