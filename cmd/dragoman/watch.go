package main

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"os"
	"runtime"
	"slices"
	"time"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/feed"
	"dragoman/internal/fetch"
	"dragoman/internal/ingest"
	"dragoman/internal/ingest/feeds"
	"dragoman/internal/ledger"
	"dragoman/internal/queue"
)

type watchCmd struct {
	Feed    []string      `arg:"" name:"FEED" help:"Addresses of RSS, Atom or JSON feeds, and OPML files with such: the subscriptions that a reader of feeds exports."`
	Every   time.Duration `help:"How long it is from one poll of a feed to the next; a tenth more or less, so that not all come at once." default:"15m" placeholder:"TIME"`
	Once    bool          `help:"Poll each feed once, fetch what is due, and leave."`
	Ledger  string        `help:"Add the reports to this ledger, in place of writing their records." placeholder:"FILE" type:"ledger"`
	State   string        `help:"The file that remembers what was seen; by default the ledger's name with .watch, or dragoman.watch in the folder one is in." placeholder:"FILE" type:"path"`
	Contact string        `help:"How those who run the servers can reach you, an address of the web or of mail: it is sent along with each request." placeholder:"ADDRESS"`
	Allow   []string      `help:"Addresses that may be asked though they are not public, parted by commas: 127.0.0.1, 10.0.0.0/8." placeholder:"CIDR"`
	Gap     time.Duration `help:"How long it is at least between two requests to one host." default:"2s" placeholder:"TIME"`
	Timeout time.Duration `help:"For one request." default:"30s" placeholder:"TIME"`
	Jobs    int           `short:"j" help:"Reports to code at the same time; by default one for each processor." placeholder:"N"`
	codingFlags
	recordFlags
	queueFlags
}

// Help is the long text of --help.
func (watchCmd) Help() string {
	return `Polls feeds, fetches the pages of their items and codes them: a record each, as dragoman code writes it, or with --ledger added as dragoman add does. It runs until Ctrl-C or SIGTERM, which lets what was fetched come to its end; --once is for one round. With --queue the reports are sent, not yet coded, to those who work on a queue (dragoman work).

What was seen is kept in a file, so that every item comes once, in whichever of the feeds it stands and however the program ended. In a ledger that holds after a crash as well. A pipe cannot say what has gone through it: after a crash (not after Ctrl-C) the last records may be written once more, letter by letter the same. A page that cannot be had is tried again for a day, less and less often; then what the feed itself carries of it is read, or it is told and given up. Later changes of a page are not followed. Others can add to the ledger and review meanwhile: what was fetched waits until they have ended.

It says who it is, keeps to robots.txt and Retry-After, asks only for what has changed, and asks a host one thing at a time. Only http and https are spoken, and only with public addresses, wherever links and redirects lead; --allow adds others. No proxy is used.

Examples:

    dragoman watch https://news.example.org/world.rss
    dragoman watch subscriptions.opml
    dragoman watch --once --ledger gas.ledger --contact desk@example.org https://news.example.org/world.rss`
}

// Run watches.
func (c *watchCmd) Run(ctx context.Context, t *terminal) (err error) {
	if err := c.subscriptions(t); err != nil {
		return err
	}
	client, err := c.client()
	if err != nil {
		return err
	}
	pages, err := ingest.NewPages(data.Files)
	if err != nil {
		return err
	}
	if c.Queue != "" {
		if err := c.queued(); err != nil {
			return err
		}
	}
	memory, err := feed.Open(cmp.Or(c.State, beside(c.Ledger)))
	if errors.Is(err, feed.ErrInUse) {
		return hint(err, "wait until it has ended, or remember elsewhere with --state FILE")
	}
	if err != nil {
		return err
	}
	sink, err := c.sink(ctx, t)
	if err != nil {
		return errors.Join(err, memory.Close())
	}
	w := feed.Watcher{Feeds: c.Feed, Every: c.Every, Once: c.Once, Client: client, Memory: memory, Pages: pages, Sink: sink,
		Tell: func(err error) { _ = sink.tally().fail(err) }}
	err = w.Run(ctx)
	waiting, taken, more := memory.Pending()
	if waiting > 0 {
		t.note("%s to be fetched by the next run", plural(waiting, "page is", "pages are"))
	}
	if taken > 0 {
		t.note("%s fetched and come with the next run", plural(taken, "report was", "reports were"))
	}
	return cmp.Or(sink.close(err), more, memory.Close())
}

// queued checks that a queue is all that reports go to.
func (c *watchCmd) queued() error {
	if c.Ledger != "" || c.Each != "" || c.Why || c.Format != "" {
		return usage("--ledger, --each, --why and --format are for reports that are coded here, and --queue sends them elsewhere")
	}
	return c.uncoded()
}

// sink is where the reports go: a queue, a ledger, or standard output.
func (c *watchCmd) sink(ctx context.Context, t *terminal) (sink, error) {
	if c.Queue != "" {
		q, err := c.open(ctx, t, queue.Options{})
		t.silent = true
		return &queueSink{parcel{q: q}, tally{t: t}}, err
	}
	coder, err := c.coder(c.options()...)
	if err != nil {
		return nil, err
	}
	desk := desk{coder: coder, places: make(chan struct{}, cmp.Or(c.Jobs, runtime.GOMAXPROCS(0)))}
	if c.Ledger != "" {
		return newLedgerSink(t, desk, c.Ledger)
	}
	return &lineSink{desk, c.recordFlags, tally{t: t}}, nil
}

// beside is where the memory lies.
func beside(name string) string {
	if name == "" || ledger.IsAddress(name) {
		return "dragoman.watch"
	}
	return name + ".watch"
}

// subscriptions puts the feeds of OPML files in the place of these.
func (c *watchCmd) subscriptions(t *terminal) error {
	var all []string
	for _, f := range c.Feed {
		if isFeed(f) {
			all = append(all, f)
			continue
		}
		in, err := os.Open(f)
		if err != nil {
			return usage("%q is no feed: expected an address that begins with https:// or http://, or an OPML file", f)
		}
		found, err := feeds.Subscriptions(in)
		in.Close()
		if err != nil {
			return usage("%s: %w", f, err)
		}
		for _, at := range found {
			if isFeed(at) {
				all = append(all, at)
				continue
			}
			t.note("%s: passed over %q, expected an address that begins with https:// or http://", f, at)
		}
	}
	if c.Feed = all; len(all) == 0 {
		return usage("no feed to watch")
	}
	return nil
}

func isFeed(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// client checks the flags that say what may be asked, and how.
func (c *watchCmd) client() (*fetch.Client, error) {
	slices.Sort(c.Feed)
	c.Feed = slices.Compact(c.Feed)
	switch {
	case c.Every < time.Minute:
		return nil, usage("--every %s: expected a minute or more", c.Every)
	case c.Gap <= 0:
		return nil, usage("--gap %s: expected a time above 0", c.Gap)
	case c.Timeout <= 0:
		return nil, usage("--timeout %s: expected a time above 0", c.Timeout)
	case c.Jobs < 0:
		return nil, usage("-j %d: expected a number of reports above 0", c.Jobs)
	}
	out := &fetch.Client{Agent: "dragoman/" + dragoman.Version, Limits: fetch.Limits{Gap: c.Gap, Time: c.Timeout}}
	if c.Contact != "" {
		out.Agent += " (+" + c.Contact + ")"
	}
	for _, s := range c.Allow {
		p, err := prefix("--allow", s)
		if err != nil {
			return nil, err
		}
		out.Allow = append(out.Allow, p)
	}
	return out, nil
}

// sink is where watched reports go.
type sink interface {
	feed.Sink
	tally() *tally
	close(err error) error
}

// longestCoding is how long a report may take.
const longestCoding = 2 * time.Minute

// desk codes so many reports at a time as it has places.
type desk struct {
	coder  *dragoman.Coder
	places chan struct{}
}

func (d *desk) at(work func()) {
	d.places <- struct{}{}
	defer func() { <-d.places }()
	work()
}

// lineSink writes records.
type lineSink struct {
	desk
	recordFlags
	count tally
}

func (s *lineSink) Code(ctx context.Context, in *dragoman.Input) func() error {
	var r *dragoman.Record
	var err error
	s.at(func() {
		r, err = attempt(ctx, longestCoding, item{in: in}, func(ctx context.Context, i item) (*dragoman.Record, error) { return s.coder.Code(ctx, i.in) })
	})
	return func() error {
		if err != nil {
			return s.count.fail(err)
		}
		if err := s.write(s.count.t, r, s.count.done); err != nil {
			return err
		}
		return s.count.t.next(&s.count, dragoman.Mark{})
	}
}

func (s *lineSink) Commit() error { return s.count.t.settle() }
func (s *lineSink) tally() *tally { return &s.count }

func (s *lineSink) close(err error) error {
	if err != nil {
		return err
	}
	return s.count.err()
}

// ledgerSink adds reports to a ledger. It has the ledger open to write only while it adds,
// so that others can add and review meanwhile.
type ledgerSink struct {
	desk
	*bundle
	path string
}

func newLedgerSink(t *terminal, d desk, path string) (*ledgerSink, error) {
	w, err := ledger.OpenWriter(path) // which makes it where there is none
	if err == nil {
		err = w.Close()
	}
	if err != nil && !errors.Is(err, ledger.ErrInUse) {
		return nil, err
	}
	r, err := ledger.Open(path)
	t.silent = true
	return &ledgerSink{d, &bundle{known: r, count: tally{t: t}}, path}, err
}

func (s *ledgerSink) Code(ctx context.Context, in *dragoman.Input) func() error {
	var a adding
	s.at(func() {
		a.entry, a.err = attempt(ctx, longestCoding, item{in: in}, func(ctx context.Context, i item) (*ledger.Entry, error) {
			return newEntry(ctx, s.coder, s.known, i.in)
		})
	})
	return func() error { return s.keep(a) }
}

// Commit also opens a ledger to which nothing is added, as where all was known: whoever added
// it was perhaps killed before it was on the disk.
func (s *ledgerSink) Commit() (err error) {
	if s.w, err = ledger.OpenWriter(s.path); errors.Is(err, ledger.ErrInUse) {
		return feed.ErrNotNow
	}
	if err != nil {
		return err
	}
	err = cmp.Or(s.commit(), s.w.Close())
	s.w = nil
	return err
}

func (s *ledgerSink) tally() *tally { return &s.count }
