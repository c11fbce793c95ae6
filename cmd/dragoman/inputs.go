package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime/debug"
	"slices"
	"time"

	"dragoman"
	"dragoman/internal/ingest"
	"dragoman/internal/queue"
)

// inputFlags are what every verb that reads reports takes.
type inputFlags struct {
	Input     []string          `arg:"" optional:"" name:"INPUT" help:"Files or folders; \"-\" or nothing reads standard input."`
	Date      string            `help:"Publication date of reports that do not tell theirs (2006-01-02 or RFC 3339)." placeholder:"DAY"`
	Publisher string            `help:"Publisher of reports that do not tell theirs." placeholder:"NAME"`
	Timeout   time.Duration     `help:"How long one report may take before it is given up; 0 for as long as it takes." default:"2m" placeholder:"2m"`
	Field     map[string]string `help:"What a dump calls the fields of a report: text=body,date=meta.pub_date. Names are id, url, publisher, title, byline, date, lang, text, and html for a text that is a web page." placeholder:"FIELD=NAME" mapsep:","`
}

// coderFlags are what every verb that reads sentences takes.
type coderFlags struct {
	lexiconFlag
	Model string `help:"The network that reads sentences: standard, or fast, which is several times faster and somewhat less right." env:"DRAGOMAN_MODEL" enum:"standard,fast" default:"standard" placeholder:"standard|fast"`
}

// coder loads what the verb needs. All of it stays until the end: collecting
// garbage in between costs a tenth of the time to start and frees next to nothing.
func (f coderFlags) coder(options ...dragoman.Option) (*dragoman.Coder, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	return dragoman.New(append(options, dragoman.WithModel(f.Model), dragoman.WithLexicon(f.Lexicon))...)
}

// codingFlags are what the verbs take that code events.
type codingFlags struct {
	coderFlags
	Scheme   []string `help:"Published classes or scale to write in place of PLOVER's quad and Goldstein's scale: icews, icews-penta, phoenix, gdelt or zsp for quad, plover-scale for goldstein; one of each, parted by a comma." placeholder:"NAME"`
	Ontology string   `help:"A table of your own that maps events to your types (see dragoman code --help)." placeholder:"FILE"`
}

// coder loads what the verb needs. A scheme or an ontology that cannot be used makes
// the call wrong, whatever the inputs hold.
func (f codingFlags) coder(options ...dragoman.Option) (*dragoman.Coder, error) {
	c, err := f.coderFlags.coder(append(options, dragoman.WithScheme(f.Scheme...), dragoman.WithOntology(f.Ontology))...)
	if bad := (dragoman.CodingError{}); errors.As(err, &bad) {
		return nil, usageError{err}
	}
	return c, err
}

// known is what the call says of reports that do not say it themselves.
func (f *inputFlags) known() (dragoman.Known, error) {
	k := dragoman.Known{Publisher: f.Publisher}
	if f.Date == "" {
		return k, nil
	}
	var err error
	if k.Date, k.HasTime, err = dragoman.ParseDate(f.Date); err != nil {
		return k, hint(usage("--date %q is no day", f.Date), "write it as 2006-01-02 or 2006-01-02T15:04:05Z")
	}
	return k, nil
}

// item is one report drawn from the inputs, or why there is none.
type item struct {
	in    *dragoman.Input
	err   error
	known dragoman.Known
	mark  dragoman.Mark // behind which the next one comes
	task  *queue.Task   // it comes of a queue, which wants to know what came of it; or nil
}

// idle reports whether this is no report, but word that none comes at the moment.
func (i item) idle() bool { return i.in == nil && i.err == nil }

// finished reads a page that was left for whoever works on it.
func (i item) finished() item {
	if i.err == nil {
		i.err = i.in.Finish()
	}
	if i.err == nil {
		i.known.Complete(i.in)
	}
	return i
}

// draw yields the reports of all inputs, in order.
func (f *inputFlags) draw(t *terminal) (iter.Seq[item], error) {
	known, err := f.known()
	if err != nil {
		return nil, err
	}
	if err := dragoman.CheckFields(f.Field); err != nil {
		return nil, usage("--field: %w", err)
	}
	if t.typed && (len(f.Input) == 0 || slices.Contains(f.Input, "-")) {
		t.note("reading from the terminal; Ctrl-D ends the text, --help shows other ways")
	}
	t.progress.begin(f.Input)
	return func(yield func(item) bool) {
		var mark dragoman.Mark
		for in, err := range dragoman.Files(f.Input, t.stdin, dragoman.WithFields(f.Field), dragoman.WithPagesLater(), dragoman.WithTaken(t.progress.take), dragoman.WithMark(t.journal.mark(), &mark)) {
			if !yield(item{in: in, err: err, known: known, mark: mark}) {
				return
			}
		}
	}, nil
}

// tally keeps count of a run over many reports.
type tally struct {
	t            *terminal
	of           string // "reports", unless it says otherwise
	done, failed int
	passed       map[string]int // what archives hold that is no report
}

// fail notes a report or a line that could not be done and goes on, unless the run as a
// whole was stopped.
func (c *tally) fail(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	if changed := (*ingest.ChangedError)(nil); errors.As(err, &changed) {
		return hint(usageError{err}, "give the inputs that the run was begun with, or write to another file")
	}
	if p := (*ingest.Passed)(nil); errors.As(err, &p) {
		if c.passed == nil {
			c.passed = map[string]int{}
		}
		c.passed[p.Why]++
		return nil
	}
	c.failed++
	c.t.tell(err)
	c.t.count(c)
	return nil
}

func (c *tally) ok() {
	c.done++
	c.t.count(c)
}

// err is how the run ended.
func (c *tally) err() error {
	for _, why := range slices.Sorted(maps.Keys(c.passed)) {
		c.t.note("passed over: %d %s", c.passed[why], why)
	}
	c.t.clearProgress()
	if c.failed == 0 {
		return nil
	}
	if c.failed+c.done > 1 {
		fmt.Fprintf(c.t.stderr, "dragoman: %d of %d %s failed\n", c.failed, c.failed+c.done, cmp.Or(c.of, "reports"))
	}
	return errSomeFailed
}
