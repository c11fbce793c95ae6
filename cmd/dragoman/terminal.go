package main

import (
	"bufio"
	"context"
	"dragoman"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"
)

// terminal is the program's way in and out: what its three streams are, and how
// to write to them.
type terminal struct {
	stdin    *os.File
	stdout   *bufio.Writer
	out      *os.File // behind stdout
	stderr   io.Writer
	reads    bool // somebody reads standard output as it comes: it is a terminal
	typed    bool // somebody types standard input
	progress progress
	standing bool // a line of progress stands on standard error
	watched  bool // standard error is a terminal
	silent   bool // nothing goes to standard output
	args     []string
	journal  *journal // how far the run is, where the output is a file; or nil
	columns  int
}

// widest is where lines are wrapped even on a wider terminal.
const widest = 100

func newTerminal(stdin, stdout *os.File, stderr io.Writer) *terminal {
	t := &terminal{
		stdin:   stdin,
		stdout:  bufio.NewWriterSize(stdout, 64<<10),
		out:     stdout,
		stderr:  &locked{out: stderr},
		reads:   term.IsTerminal(int(stdout.Fd())),
		typed:   term.IsTerminal(int(stdin.Fd())),
		columns: 80,
	}
	if f, ok := stderr.(*os.File); ok {
		t.watched = term.IsTerminal(int(f.Fd()))
	}
	if t.reads {
		if w, _, err := term.GetSize(int(stdout.Fd())); err == nil && w > 0 {
			t.columns = min(w, widest)
		}
	}
	return t
}

// style says how to write for people. See https://no-color.org.
func (t *terminal) style() style {
	return style{colour: t.reads && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", width: t.columns}
}

// text reports whether to write for people, given the flag --format.
func (t *terminal) text(format string) bool {
	return format == "text" || format == "" && t.reads
}

// line writes a value as one line of JSON.
func (t *terminal) line(v any) error {
	enc := json.NewEncoder(t.stdout)
	enc.SetEscapeHTML(false)
	return t.wrote(enc.Encode(v))
}

// say writes text for people.
func (t *terminal) say(text string) error {
	_, err := t.stdout.WriteString(text)
	return t.wrote(err)
}

func (t *terminal) flush() error { return t.wrote(t.stdout.Flush()) }

// settle is flush that, where the output is a file, returns when it is on the disk.
func (t *terminal) settle() error {
	if err := t.flush(); err != nil {
		return err
	}
	if i, err := t.out.Stat(); err != nil || !i.Mode().IsRegular() {
		return nil //nolint:nilerr // of a pipe nobody can know where it is
	}
	return t.wrote(t.out.Sync())
}

// wrote tells a closed pipe, which ends the work quietly, from other errors.
func (t *terminal) wrote(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE), errors.Is(err, fs.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return errReaderGone
	}
	return fmt.Errorf("writing output: %w", err)
}

// note tells people something in passing.
func (t *terminal) note(format string, args ...any) {
	t.clearProgress()
	fmt.Fprintf(t.stderr, "dragoman: "+format+"\n", args...)
}

// aside tells people something from another goroutine than the one that works.
func (t *terminal) aside(text string) {
	if t.watched {
		fmt.Fprintf(t.stderr, "\r\x1b[Kdragoman: %s\n", text)
		return
	}
	fmt.Fprintf(t.stderr, "dragoman: %s\n", text)
}

// locked lets several goroutines write, each a whole line.
type locked struct {
	mu  sync.Mutex
	out io.Writer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(p)
}

// count shows how far a long run is: in place where somebody looks on and the output does
// not go to the same screen, as a line now and then in a log.
func (t *terminal) count(c *tally) {
	switch now := time.Now(); {
	case !t.watched:
		if t.progress.due(now, everyLine) {
			t.note("%s", t.progress.says(now, c))
		}
	case (!t.reads || t.silent) && t.progress.due(now, everyLook):
		fmt.Fprintf(t.stderr, "\r%s\x1b[K", t.progress.says(now, c))
		t.standing = true
	}
}

func (t *terminal) clearProgress() {
	if t.standing {
		fmt.Fprint(t.stderr, "\r\x1b[K")
		t.standing = false
	}
}

// Write lets the program's output be written to as a stream.
func (t *terminal) Write(p []byte) (int, error) {
	n, err := t.stdout.Write(p)
	return n, t.wrote(err)
}

// page writes one report's text, set off from those before it.
func (t *terminal) page(before int, text string) error {
	if before > 0 {
		text = "\n" + strings.Repeat("─", t.columns) + "\n\n" + text
	}
	return t.say(text)
}

// next ends a report: what it gave goes out at once, for whoever waits at the
// other end of a pipe.
func (t *terminal) next(c *tally, mark dragoman.Mark) error {
	c.ok()
	if t.journal != nil {
		return t.journal.did(mark, c)
	}
	return t.flush()
}

// each does the work for one report after another; before counts those done. Pages are
// read by several workers meanwhile, each within the limit.
func (t *terminal) each(ctx context.Context, limit time.Duration, items iter.Seq[item], work func(in *dragoman.Input, before int) error) error {
	count := t.journal.resumed(t)
	finish := func(i item) item {
		mark := i.mark
		i, err := attempt(ctx, limit, i, func(_ context.Context, i item) (item, error) { return i, nil })
		i.err, i.mark = err, mark
		return i
	}
	for i := range ordered(ctx, runtime.GOMAXPROCS(0), items, finish) {
		err := i.err
		if err == nil {
			err = work(i.in, count.done)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case gone(err):
			return err
		case err != nil:
			if err := count.fail(err); err != nil {
				return err
			}
			if err := t.journal.did(i.mark, &count); err != nil {
				return err
			}
		default:
			if err := t.next(&count, i.mark); err != nil {
				return err
			}
		}
	}
	return count.err()
}
