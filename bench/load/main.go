// Command load asks a dragoman server on this machine, and says how long it takes. It
// learns from the server whom and what to ask for, so any ledger will do.
//
//	load pages http://127.0.0.1:8080    # each page and address by itself, -times times, each time about somebody else
//	load mixed http://127.0.0.1:8080    # -rate requests a second of all kinds, for a while
//	load code http://127.0.0.1:8080     # -clients that post an article again and again, for a while
//
// Times are from sending a request to the last byte of its answer, in milliseconds.
// -pid names the server's process, whose peak of memory is told and, of pages, the time
// that it had on processors: where others are busy on the machine, that tells more.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	l := &load{client: http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 1000}}}
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.IntVar(&l.times, "times", 5, "pages: how often each is asked for")
	flags.IntVar(&l.rate, "rate", 500, "mixed: requests a second")
	flags.IntVar(&l.clients, "clients", 200, "code: clients at once")
	flags.DurationVar(&l.spell, "for", 30*time.Second, "mixed, code: how long")
	flags.StringVar(&l.article, "article", "samples/summit.txt", "code: the article")
	flags.StringVar(&l.pid, "pid", "", "the server's process")
	if len(args) == 0 {
		return errors.New("expected pages, mixed or code, and the server's address")
	}
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	l.server = strings.TrimSuffix(flags.Arg(0), "/")
	if !strings.HasPrefix(l.server, "http://127.0.0.1:") {
		return fmt.Errorf("%q, expected http://127.0.0.1:PORT: only this machine's own server is asked", l.server)
	}
	does, ok := map[string]func() error{"pages": l.pages, "mixed": l.mixed, "code": l.code}[args[0]]
	if !ok {
		return fmt.Errorf("%q, expected pages, mixed or code", args[0])
	}
	if err := does(); err != nil {
		return err
	}
	return l.memory()
}

// load asks one server.
type load struct {
	client               http.Client
	server, article, pid string
	times, rate, clients int
	spell                time.Duration
	known                known
	mu                   sync.Mutex
	took                 map[string][]time.Duration
	cost                 map[string]time.Duration // least time on processors, where it is measured
	failed               map[string]int
	late                 int
}

// ask makes a request and notes how long it took; kind is what it is counted as.
func (l *load) ask(kind string, r *http.Request) {
	start := time.Now()
	resp, err := l.client.Do(r)
	status := "no answer"
	if err == nil {
		status = resp.Status
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	took := time.Since(start)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.took == nil {
		l.took, l.failed = map[string][]time.Duration{}, map[string]int{}
	}
	l.took[kind] = append(l.took[kind], took)
	if err != nil || resp.StatusCode != http.StatusOK {
		l.failed[kind+": "+status]++
	}
}

func (l *load) get(kind, path string) {
	r, err := http.NewRequest(http.MethodGet, l.server+path, nil)
	if err != nil {
		panic(err) // an address of ours
	}
	l.ask(kind, r)
}

// pages asks for each page by itself, the slowest first in the table.
func (l *load) pages() error {
	if err := l.learn(); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(1, 1))
	l.cost = map[string]time.Duration{}
	for range l.times {
		for _, a := range addresses {
			before := l.processor()
			l.get(a.kind, a.at(&l.known, r))
			cost := l.processor() - before
			if least, ok := l.cost[a.kind]; !ok || cost < least {
				l.cost[a.kind] = cost
			}
		}
	}
	l.table(false)
	return nil
}

// mixed asks for all kinds at a steady rate, whether or not earlier answers have come.
func (l *load) mixed() error {
	if err := l.learn(); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(2, 2))
	var running sync.WaitGroup
	start := time.Now()
	for n := 0; ; n++ {
		due := start.Add(time.Duration(n) * time.Second / time.Duration(l.rate))
		if due.Sub(start) >= l.spell {
			break
		}
		time.Sleep(time.Until(due))
		if time.Since(due) > 10*time.Millisecond {
			l.late++
		}
		a := addresses[r.IntN(len(addresses))]
		path := a.at(&l.known, r)
		running.Go(func() { l.get(a.kind, path) })
	}
	running.Wait()
	l.table(true)
	fmt.Fprintf(os.Stdout, "%d requests went out more than 10 ms late: this machine was too busy to send them\n", l.late)
	return nil
}

// code has many clients post an article, each again as soon as it has its record.
func (l *load) code() error {
	text, err := os.ReadFile(l.article)
	if err != nil {
		return err
	}
	var running sync.WaitGroup
	end := time.Now().Add(l.spell)
	for range l.clients {
		running.Go(func() {
			for time.Now().Before(end) {
				r, err := http.NewRequest(http.MethodPost, l.server+"/v1/code", bytes.NewReader(text))
				if err != nil {
					panic(err)
				}
				r.Header.Set("Content-Type", "text/plain")
				l.ask("POST /v1/code", r)
			}
		})
	}
	running.Wait()
	l.table(true)
	return nil
}

// table prints what was measured, and all together where that means something.
func (l *load) table(together bool) {
	kinds := make([]string, 0, len(l.took))
	var all []time.Duration
	for k, took := range l.took {
		slices.Sort(took)
		all = append(all, took...)
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Compare(at(l.took[b], 0.5), at(l.took[a], 0.5)) })
	fmt.Fprintf(os.Stdout, "%-34s %7s %9s %9s %9s %9s\n", "ms", "asked", "least", "p50", "p99", "most")
	row := func(name string, took []time.Duration) {
		fmt.Fprintf(os.Stdout, "%-34s %7d %9.1f %9.1f %9.1f %9.1f", name, len(took), at(took, 0), at(took, 0.5), at(took, 0.99), at(took, 1))
		if l.cost != nil && l.pid != "" {
			fmt.Fprintf(os.Stdout, "   %9.1f on processors, at least", float64(l.cost[name].Microseconds())/1000)
		}
		fmt.Fprintln(os.Stdout)
	}
	for _, k := range kinds {
		row(k, l.took[k])
	}
	if together {
		slices.Sort(all)
		row("all", all)
	}
	for what, n := range l.failed {
		fmt.Fprintf(os.Stdout, "%d times %s\n", n, what)
	}
}

// at is the time within which a share of sorted answers came, in milliseconds.
func at(sorted []time.Duration, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return float64(sorted[min(len(sorted)-1, int(share*float64(len(sorted))))].Microseconds()) / 1000
}

// memory tells the peak of the server's memory.
func (l *load) memory() error {
	if l.pid == "" {
		return nil
	}
	raw, err := os.ReadFile("/proc/" + l.pid + "/status")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(raw)) {
		if what, size, _ := strings.Cut(line, ":"); what == "VmHWM" {
			fmt.Fprintln(os.Stdout, "peak of the server's memory:", strings.TrimSpace(size))
		}
	}
	return nil
}

// processor is the time that the server has had on processors, where it is known.
func (l *load) processor() time.Duration {
	threads, _ := filepath.Glob("/proc/" + l.pid + "/task/*/schedstat")
	all := time.Duration(0)
	for _, t := range threads {
		var ran int64
		if raw, err := os.ReadFile(t); err == nil {
			_, _ = fmt.Sscan(string(raw), &ran)
		}
		all += time.Duration(ran)
	}
	return all
}
