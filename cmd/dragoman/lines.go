package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
)

// lineFlags are what the verbs take that read one phrase a line.
type lineFlags struct {
	Input  []string `arg:"" optional:"" name:"INPUT" help:"Files of one phrase a line; \"-\" or nothing reads standard input."`
	Format string   `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	Why    bool     `help:"Say which rows and rules made it so."`
}

// longestLine bounds what one phrase may have.
const longestLine = 16 << 20

// answer is what a line gave: for programs, and for people.
type answer struct {
	value any
	text  string
}

// each answers the lines of all inputs. A line that cannot be answered is told
// with its place and the rest goes on.
func (f *lineFlags) each(ctx context.Context, t *terminal, verb string, work func(line string) (answer, error)) error {
	inputs := f.Input
	if len(inputs) == 0 {
		inputs = []string{"-"}
	}
	count := tally{t: t, of: "lines"}
	for _, name := range inputs {
		in, err := f.open(t, name, verb)
		if err != nil {
			if err := count.fail(err); err != nil {
				return err
			}
			continue
		}
		err = f.lines(ctx, t, &count, name, in, work)
		in.Close()
		if err != nil {
			return err
		}
	}
	return count.err()
}

func (f *lineFlags) open(t *terminal, name, verb string) (io.ReadCloser, error) {
	if name == "-" {
		if t.typed {
			t.note("reading from the terminal, one phrase a line; Ctrl-D ends")
		}
		return io.NopCloser(t.stdin), nil
	}
	in, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil, hint(err, fmt.Sprintf("files hold the phrases; for one by itself: echo %q | dragoman %s", name, verb))
	}
	return in, err
}

func (f *lineFlags) lines(ctx context.Context, t *terminal, count *tally, name string, in io.Reader, work func(string) (answer, error)) error {
	for l := range readLines(ctx, in) {
		line := strings.TrimSpace(strings.TrimPrefix(l.text, "\ufeff"))
		if line == "" && l.err == nil {
			continue
		}
		a, err := answer{}, l.err
		if err == nil {
			a, err = work(line)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if err := count.fail(fmt.Errorf("%s:%d: %w", name, l.n, err)); err != nil {
				return err
			}
			continue
		case t.text(f.Format):
			err = t.say(a.text + "\n")
		default:
			err = t.line(a.value)
		}
		if err == nil && (t.reads || t.typed) {
			err = t.flush()
		}
		if err != nil {
			return err
		}
		count.ok()
	}
	return ctx.Err()
}

// inputLine is a line of an input, or why it could not be read.
type inputLine struct {
	n    int // from 1
	text string
	err  error
}

// readLines yields the lines of an input until its end or that of the context: a
// reader that waits for more does not keep Ctrl-C from ending the program.
func readLines(ctx context.Context, in io.Reader) iter.Seq[inputLine] {
	return func(yield func(inputLine) bool) {
		lines, left := make(chan inputLine), make(chan struct{})
		defer close(left)
		go sendLines(in, lines, left)
		for {
			select {
			case l, ok := <-lines:
				if !ok || !yield(l) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

func sendLines(in io.Reader, lines chan<- inputLine, left <-chan struct{}) {
	defer close(lines)
	r := bufio.NewReaderSize(in, 64<<10)
	for n := 1; ; n++ {
		text, err := readLine(r)
		if errors.Is(err, io.EOF) && text == "" {
			return
		}
		ended := err != nil && !errors.Is(err, errLongLine)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		select {
		case lines <- inputLine{n, text, err}:
		case <-left:
			return
		}
		if ended {
			return
		}
	}
}

var errLongLine = fmt.Errorf("longer than %d MiB", longestLine>>20)

// readLine reads a line; of one that is too long it passes over the rest.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > longestLine; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return "", errLongLine
		}
		return string(line), err
	}
}

// object reads a line of JSON into v; a line that is none is left to be a phrase.
func object(line string, v any) (bool, error) {
	if !strings.HasPrefix(line, "{") {
		return false, nil
	}
	if err := json.Unmarshal([]byte(line), v); err != nil {
		return true, fmt.Errorf("expected a whole JSON object: %w", err)
	}
	return true, nil
}
