package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
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
	count := tally{t: t}
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
	s := bufio.NewScanner(in)
	s.Buffer(nil, longestLine)
	for n := 1; s.Scan(); n++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		line := strings.TrimSpace(strings.TrimPrefix(s.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		a, err := work(line)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			err = count.fail(fmt.Errorf("%s:%d: %w", name, n, err))
		case t.text(f.Format):
			err = t.say(a.text + "\n")
		default:
			err = t.line(a.value)
		}
		if err != nil {
			return err
		}
		if err == nil {
			count.ok()
		}
		if t.reads || t.typed {
			if err := t.flush(); err != nil {
				return err
			}
		}
	}
	if err := s.Err(); err != nil {
		return count.fail(fmt.Errorf("%s: %w", name, err))
	}
	return nil
}

// object reads a line of JSON into v; a line that is none is left to be a phrase.
func object(line string, v any) (bool, error) {
	if !strings.HasPrefix(line, "{") {
		return false, nil
	}
	if err := json.Unmarshal([]byte(line), v); err != nil {
		return true, fmt.Errorf("expected a JSON object or a phrase: %w", err)
	}
	return true, nil
}
