package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dragoman"
)

// outputFlags are what the verbs take that write a line or more for each report.
type outputFlags struct {
	Output string `short:"o" help:"File to write to, in place of standard output. How far it is stands beside it, in FILE.progress." placeholder:"FILE"`
	Resume bool   `help:"Go on where the same call was stopped or killed, with the same --output and inputs; begin where there is nothing yet."`
}

// journal keeps how far a run is beside its output, so that another can go on: of what the
// output holds behind the last entry, nothing is kept, and it is made anew.
type journal struct {
	t    *terminal
	out  *os.File
	log  *os.File
	last time.Time // when the last entry was made
	due  int       // reports since
	now  entry     // the next one
}

// begun is the journal's first line.
type begun struct {
	Version string   `json:"version"`
	Args    []string `json:"args"`
}

// entry is any other line: reports up to the mark are done, and their output ends there.
type entry struct {
	Mark   dragoman.Mark `json:"mark"`
	Bytes  int64         `json:"bytes"`
	Done   int           `json:"done"`
	Failed int           `json:"failed"`
	Whole  bool          `json:"whole,omitempty"` // nothing is left to do
}

// A killed process loses so much work at most.
const (
	saveEvery = time.Second
	saveAfter = 2000 // reports
)

// open turns the output to the file, if one was given, and returns nil otherwise.
func (f outputFlags) open(t *terminal, inputs []string) (*journal, error) {
	if f.Output == "" {
		if f.Resume {
			return nil, usage("--resume goes on with a file: name it with --output")
		}
		return nil, nil
	}
	for _, in := range inputs {
		if rel, err := filepath.Rel(in, f.Output); in != "-" && err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return nil, usage("the output %s lies in %s, which is read", f.Output, in)
		}
	}
	j := &journal{t: t, last: time.Now()}
	if _, err := os.Stat(f.Output); err == nil && !f.Resume {
		return nil, hint(usage("%s is there already", f.Output), "--resume goes on with it")
	}
	if err := j.files(f.Output, begun{dragoman.Version, settled(t.args)}); err != nil {
		return nil, errors.Join(err, j.closeFiles())
	}
	t.stdout = bufio.NewWriterSize(j.out, 64<<10)
	t.reads, t.silent, t.journal = false, true, j
	return j, nil
}

// kept runs the work with its output in the file, and keeps how far it came.
func (f outputFlags) kept(ctx context.Context, t *terminal, inputs []string, work func() error) error {
	j, err := f.open(t, inputs)
	if err != nil {
		return err
	}
	if j != nil && j.now.Whole {
		t.note("nothing is left to do: %s is whole", f.Output)
		c := j.resumed(t)
		return errors.Join(j.close(true), c.err())
	}
	err = work()
	whole := ctx.Err() == nil && (err == nil || errors.Is(err, errSomeFailed))
	if more := j.close(whole); more != nil {
		return more
	}
	return err
}

// settled are the arguments that what is written depends on.
func settled(args []string) []string {
	var out []string
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--resume", strings.HasPrefix(a, "--jobs="), strings.HasPrefix(a, "--timeout="), strings.HasPrefix(a, "-j") && len(a) > 2:
		case a == "-j", a == "--jobs", a == "--timeout":
			i++
		default:
			out = append(out, a)
		}
	}
	return out
}

// files opens the output and the journal, and cuts both back to the last entry.
func (j *journal) files(name string, this begun) (err error) {
	if j.out, err = os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666); err != nil {
		return err
	}
	if j.log, err = os.OpenFile(name+".progress", os.O_CREATE|os.O_RDWR, 0o666); err != nil {
		return err
	}
	raw, err := io.ReadAll(j.log)
	if err != nil {
		return err
	}
	head, entries, whole := bytes.Cut(raw, []byte("\n"))
	if !whole {
		if info, err := j.out.Stat(); err != nil || info.Size() > 0 {
			return errors.Join(err, usage("%s is no output that can be gone on with: %s.progress is empty", name, name))
		}
		if err := errors.Join(j.log.Truncate(0), seek(j.log, 0)); err != nil {
			return err
		}
		return j.write(this)
	}
	var that begun
	if err := json.Unmarshal(head, &that); err != nil {
		return fmt.Errorf("%s.progress:1: %w", name, err)
	}
	if that.Version != this.Version || !slices.Equal(that.Args, this.Args) {
		return usage("%s was begun by another call: dragoman %s (%s)", name, strings.Join(that.Args, " "), that.Version)
	}
	end := len(head) + 1
	for line := range bytes.Lines(entries) {
		var e entry
		if json.Unmarshal(line, &e) != nil || !bytes.HasSuffix(line, []byte("\n")) {
			break // what a killed process has left is no entry
		}
		j.now = e
		end += len(line)
	}
	return j.cut(name, int64(end))
}

// cut takes off what was written behind the last entry.
func (j *journal) cut(name string, logged int64) error {
	info, err := j.out.Stat()
	if err != nil {
		return err
	}
	if info.Size() < j.now.Bytes {
		return fmt.Errorf("%s has %d bytes, expected %d at least: something was taken off", name, info.Size(), j.now.Bytes)
	}
	return errors.Join(j.out.Truncate(j.now.Bytes), seek(j.out, j.now.Bytes), j.log.Truncate(logged), seek(j.log, logged))
}

func seek(f *os.File, to int64) error {
	_, err := f.Seek(to, io.SeekStart)
	return err
}

// did notes that all up to a mark is written, failures too.
func (j *journal) did(mark dragoman.Mark, c *tally) error {
	if j == nil {
		return nil
	}
	j.now.Mark, j.now.Done, j.now.Failed = mark, c.done, c.failed
	if j.due++; j.due < saveAfter && time.Since(j.last) < saveEvery {
		return nil
	}
	j.last, j.due = time.Now(), 0
	return j.save()
}

// save writes an entry, behind the output that it is of.
func (j *journal) save() error {
	if err := j.t.flush(); err != nil {
		return err
	}
	if err := j.out.Sync(); err != nil {
		return err
	}
	var err error
	if j.now.Bytes, err = j.out.Seek(0, io.SeekCurrent); err != nil {
		return err
	}
	return j.write(j.now)
}

func (j *journal) write(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = j.log.Write(append(line, '\n'))
	return err
}

// close ends the run; whole says that it came to the end of its inputs.
func (j *journal) close(whole bool) error {
	if j == nil {
		return nil
	}
	j.now.Whole = whole
	err := j.save()
	j.t.journal = nil
	return errors.Join(err, j.closeFiles())
}

func (j *journal) closeFiles() error {
	var err error
	for _, f := range []*os.File{j.out, j.log} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}

// resumed is a tally that goes on from what was counted before.
func (j *journal) resumed(t *terminal) tally {
	if j == nil {
		return tally{t: t}
	}
	t.progress.before = j.now.Done
	return tally{t: t, done: j.now.Done, failed: j.now.Failed}
}

// mark is where to go on behind.
func (j *journal) mark() dragoman.Mark {
	if j == nil {
		return dragoman.Mark{}
	}
	return j.now.Mark
}
