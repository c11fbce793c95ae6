package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dragoman/internal/pgtest"
	"dragoman/internal/queue"
	"dragoman/internal/queue/natstest"
)

// asks is how much bench/cluster asks for; what stands at the call is for go test.
func asks(t *testing.T, name string, by int) int {
	if s := os.Getenv(name); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("%s=%s: %v", name, s, err)
		}
		return n
	}
	return by
}

// wire writes so many short reports, no two of which are the same.
func wire(t *testing.T, file string, n int) { wireFrom(t, file, 0, n) }

func wireFrom(t *testing.T, file string, from, n int) {
	t.Helper()
	acts := []string{
		"%s and %s signed agreement number %d on trade on Monday, their ministers said.",
		"%s accused %s on Tuesday of moving %d tanks to the border.",
		"%s will send %[3]d tonnes of wheat to %[2]s next month, the foreign ministry said.",
		"%s denied that its troops had fired %[3]d shells at a village in %[2]s.",
		"The president of %s met the prime minister of %s in round %d of the talks.",
	}
	var b bytes.Buffer
	for i := from; i < from+n; i++ {
		one, other := pairs[i%10], pairs[(i/10+i+1)%10]
		if one == other {
			other = "Morocco"
		}
		fmt.Fprintf(&b, `{"id":"w%d","publisher":"Paper %d","date":"2021-%02d-%02d","text":%q}`+"\n", i, i%7, 1+i/28%12, 1+i%28,
			fmt.Sprintf(acts[i%len(acts)], one, other, i))
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// program is a call of the program as a process, begun again however it ends.
type program struct {
	args []string
	log  *os.File
	mu   sync.Mutex
	now  *exec.Cmd
}

// run calls the program until it has done all it should, and counts the calls.
func (p *program) run(ctx context.Context) (calls int, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	for calls = 1; ; calls++ {
		c := &exec.Cmd{Path: self, Args: append([]string{"dragoman"}, p.args...), Stderr: p.log, Env: append(os.Environ(), "GOMAXPROCS=1")}
		p.mu.Lock()
		p.now = c
		err := c.Start()
		p.mu.Unlock()
		if err == nil {
			err = c.Wait()
		}
		if err == nil || ctx.Err() != nil {
			return calls, ctx.Err()
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// kill ends the call that runs, by SIGKILL.
func (p *program) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now != nil && p.now.Process != nil {
		_ = p.now.Process.Kill()
	}
}

// Whatever happens to servers, senders and workers, in whatever order, the ledger is the one
// that one machine makes: nothing is lost, and nothing is there twice.
func TestCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("starts three servers and kills them")
	}
	dir := t.TempDir()
	all := filepath.Join(dir, "all.jsonl")
	n := asks(t, "CLUSTER_REPORTS", 150)
	wire(t, all, n)
	one := filepath.Join(dir, "one.ledger")
	if status, _, told := called(t, t.Context(), nothing(t), "add", "--model", "fast", "--ledger", one, all); status != exitOK {
		t.Fatal(told)
	}
	want := whole(t, one)
	first := asks(t, "CLUSTER_FIRST", 1)
	for seed := first; seed < first+asks(t, "CLUSTER_SEEDS", 2); seed++ {
		t.Run(fmt.Sprint("seed", seed), func(t *testing.T) { disturbed(t, uint64(seed), all, want) })
	}
}

// whole is all that a ledger says.
func whole(t *testing.T, ledger string) string {
	t.Helper()
	var out strings.Builder
	for _, ask := range [][]string{{"export"}, {"incidents", "list"}, {"stories"}, {"ledger", "check"}} {
		status, said, told := called(t, t.Context(), nothing(t), append(ask, "--ledger", ledger)...)
		if status != exitOK {
			t.Fatalf("dragoman %s: status %d\n%s", strings.Join(ask, " "), status, told)
		}
		out.WriteString(said)
	}
	return out.String()
}

func disturbed(t *testing.T, seed uint64, all, want string) {
	dir := t.TempDir()
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	defer func() {
		if t.Failed() {
			raw, _ := os.ReadFile(log.Name())
			t.Logf("what was told:\n%s", raw)
		}
	}()
	full := smallDisk(t, filepath.Join(dir, "servers", "2"))
	c := natstest.Start(t, filepath.Join(dir, "servers"), 3)
	q, err := queue.Open(t.Context(), queue.Options{URL: c.URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = q.Close() }()       // it was only looked at
	ledger := filepath.Join(dir, "ledger") // which one of the workers has at a time
	if seed%2 == 0 {
		ledger = pgtest.URL(t) // which all have
	}
	work := []string{"work", "--once", "--model", "fast", "--queue", c.URL(), "--ledger", ledger, "--lost", "2s", "--tries", "100"}
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Minute)
	defer stop()

	// Two send, and more than half of the reports are with both of them.
	senders := []*program{}
	for _, part := range halves(t, all, dir) {
		senders = append(senders, &program{args: []string{"add", "--queue", c.URL(), part}, log: log})
	}
	workers := []*program{{args: work, log: log}, {args: work, log: log}}
	var sent, worked sync.WaitGroup
	for _, p := range senders {
		sent.Go(func() { _, _ = p.run(ctx) })
	}
	calm := make(chan bool)
	calls := make([]int, len(workers))
	for i, p := range workers {
		worked.Go(func() {
			for {
				n, err := p.run(ctx)
				calls[i] += n
				select {
				case <-calm:
					return
				default:
				}
				if err != nil {
					return
				}
			}
		})
	}
	told := disturb(rand.New(rand.NewPCG(seed, 0)), asks(t, "CLUSTER_BLOWS", 8), c, q, senders, workers, full)
	sent.Wait()
	close(calm)
	worked.Wait()
	if ctx.Err() != nil {
		t.Fatalf("not done in time; %v", told)
	}
	t.Logf("%s; workers were begun %d times", strings.Join(told, ", "), calls[0]+calls[1])
	if status, _, told := called(t, t.Context(), nothing(t), append(work, "--model", "fast")...); status != exitOK {
		t.Errorf("status %d\n%s", status, told)
	}
	if got := whole(t, ledger); got != want {
		t.Errorf("the ledger is another one: %d lines, want %d", strings.Count(got, "\n"), strings.Count(want, "\n"))
	}
}

// halves writes two files that together have all lines, and more than half of them twice.
func halves(t *testing.T, all, dir string) (files []string) {
	raw, err := os.ReadFile(all)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(raw, []byte("\n"))
	for i, part := range [][][]byte{lines[:len(lines)*4/5], lines[len(lines)/5:]} {
		files = append(files, filepath.Join(dir, fmt.Sprintf("part%d.jsonl", i)))
		if err := os.WriteFile(files[i], bytes.Join(part, nil), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// atWork waits until a worker has something in hand.
func atWork(q *queue.Queue) bool {
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); {
		ctx, stop := context.WithTimeout(context.Background(), time.Second)
		s, err := q.Look(ctx, 20*time.Millisecond)
		stop()
		if err == nil && s.InHand > 0 {
			return true
		}
	}
	return false
}

// disturb does so many bad things, one after another or together, and puts right in the end
// what does not come right by itself. It says what it did.
func disturb(r *rand.Rand, blows int, c *natstest.Cluster, q *queue.Queue, senders, workers []*program, full *disk) (told []string) {
	between := func(from, to int) time.Duration { return time.Duration(from+r.IntN(to-from)) * time.Millisecond }
	var down []int
	for range blows {
		time.Sleep(between(100, 1500))
		switch i := r.IntN(3); r.IntN(7) {
		case 0, 1:
			if slices.Contains(down, i) {
				break
			}
			told = append(told, fmt.Sprint("server ", i, " killed"))
			c.Kill(i)
			down = append(down, i)
		case 2, 6:
			if !atWork(q) {
				break
			}
			told = append(told, "worker killed")
			time.Sleep(between(0, 1500))
			for _, w := range workers {
				w.kill()
			}
		case 3:
			told = append(told, "sender killed")
			senders[r.IntN(len(senders))].kill()
		case 4:
			j, silent := (i+1+r.IntN(2))%3, r.IntN(2) == 0
			told = append(told, fmt.Sprintf("%d and %d parted (silently: %v)", i, j, silent))
			c.Cut(i, j, silent)
		case 5:
			if full.fill() {
				told = append(told, "disk of server 2 full")
			}
		}
		if len(down) > 0 && r.IntN(2) == 0 {
			c.Run(down[0])
			down = down[1:]
		}
		if r.IntN(4) == 0 {
			c.Heal()
		}
	}
	c.Heal()
	full.empty()
	if !slices.Contains(down, 2) {
		down = append(down, 2) // a server whose disk was full has given up JetStream until it is started again
	}
	for _, i := range down {
		c.Kill(i)
		c.Run(i)
	}
	return told
}
