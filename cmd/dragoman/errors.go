package main

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// errSomeFailed: inputs failed, and each was named already.
	errSomeFailed = errors.New("some inputs failed")
	// errReaderGone: whoever read our output has closed it, as head does.
	errReaderGone = errors.New("output closed")
)

// usageError is a call that cannot be carried out, whatever the inputs hold.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// hinted is an error with a line that says what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func hint(err error, text string) error { return hinted{err, text} }

func exitStatus(err error) int {
	if u := (usageError{}); errors.As(err, &u) {
		return exitUsage
	}
	return exitSomeFailed
}

// fail tells an error and returns the exit status it leads to.
func (t *terminal) fail(status int, err error) int {
	t.tell(err)
	return status
}

// tell writes an error to standard error, with its hint on a line of its own.
func (t *terminal) tell(err error) {
	t.clearProgress()
	fmt.Fprintf(t.stderr, "dragoman: %s\n", strings.TrimPrefix(err.Error(), "dragoman: "))
	if h := (hinted{}); errors.As(err, &h) {
		fmt.Fprintf(t.stderr, "hint: %s\n", h.hint)
	}
}

// gone reports whether an error means that nobody reads our output any more.
func gone(err error) bool { return errors.Is(err, errReaderGone) }
