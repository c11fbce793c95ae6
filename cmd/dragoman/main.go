// Command dragoman reads news reports and writes who did what to whom, when,
// where, whether it is so, and who says so.
//
// It holds flags, wiring and what is written for people; the work is done by
// package dragoman.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"dragoman"

	"github.com/alecthomas/kong"
)

// Exit statuses: a promise to scripts.
const (
	exitOK          = 0
	exitSomeFailed  = 1   // some inputs failed, the rest is done
	exitUsage       = 2   // the call itself is wrong
	exitInterrupted = 130 // stopped by Ctrl-C; what was done is written
)

type cli struct {
	Code    codeCmd    `cmd:"" help:"Read reports and write their events, statements and figures."`
	Explain explainCmd `cmd:"" help:"Say why each event of a report was coded, and why other candidates were not."`
	Parse   parseCmd   `cmd:"" help:"Write sentences, words and trees as CoNLL-U."`
	Extract extractCmd `cmd:"" help:"Take the article out of web pages."`
	Resolve resolveCmd `cmd:"" help:"Say whom phrases for actors mean."`
	When    whenCmd    `cmd:"" help:"Say which days time expressions mean."`
	Where   whereCmd   `cmd:"" help:"Say where named places lie."`
	Relate  relateCmd  `cmd:"" help:"Say what one marked actor does to another."`
	Stories storiesCmd `cmd:"" help:"Group reports that tell the same story, and copies of one text."`
	ledgerVerbs
	Lexicon lexiconCmd `cmd:"" help:"Check, import and show what is known of states, people and bodies."`
	Score   scoreCmd   `cmd:"" help:"Say how well records agree with annotated ones."`

	Config  string           `help:"Read the values of flags that the call does not name from this file, a TOML table for each verb; by default what $$DRAGOMAN_CONFIG names." placeholder:"FILE" type:"path"`
	Version kong.VersionFlag `help:"Print the version and leave."`
}

const about = `Reads news reports and writes who did what to whom, when, where, whether it is so, and who says so.

Inputs are files or folders of plain text, HTML, MHTML, mail, JSON Lines or arrays, CSV and other tables, NewsML-G2, NITF, feeds, and tar, zip or WARC archives, also packed with gzip, bzip2, zstd or xz; "-" or nothing is standard input. On a terminal the output is for reading, in a pipe it is JSON Lines.`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error to return, not a death
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main with its world passed in.
func run(ctx context.Context, args []string, stdin, stdout *os.File, stderr io.Writer) int {
	t := newTerminal(stdin, stdout, stderr)
	t.args = args
	var c cli
	var set settings
	left := -1 // the status that --help or --version leaves with
	help := io.Writer(stdout)
	if len(args) == 0 {
		args, help = []string{"--help"}, stderr
	}
	parser, err := kong.New(&c,
		kong.Name("dragoman"),
		kong.Description(about),
		kong.Writers(help, stderr),
		kong.Exit(func(code int) { left = code }),
		kong.Vars{"version": "dragoman " + dragoman.Version},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.NamedMapper("ledger", ledgerName{}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(t),
		kong.Resolvers(&set),
	)
	if err != nil {
		return t.fail(exitUsage, err)
	}
	set.app = parser.Model
	if help == stderr {
		_, _ = parser.Parse(args)
		return t.fail(exitUsage, hint(errors.New("nothing to do"), "dragoman code samples/summit.txt"))
	}
	return dispatch(ctx, parser, t, args, &left)
}

func dispatch(ctx context.Context, parser *kong.Kong, t *terminal, args []string, left *int) int {
	call, err := parser.Parse(args)
	if *left >= 0 {
		return *left
	}
	if gone(t.wrote(err)) { // dragoman --help | head -1
		return exitOK
	}
	if whole := (settingsError{}); errors.As(err, &whole) {
		err = whole.error
	}
	if err != nil {
		return t.fail(exitUsage, hint(err, "dragoman --help lists the verbs, dragoman VERB --help their flags"))
	}
	err = call.Run()
	if flush := t.flush(); err == nil {
		err = flush
	}
	switch {
	case errors.Is(err, errReaderGone):
		return exitOK
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.Is(err, errSomeFailed):
		return exitSomeFailed
	case err != nil:
		return t.fail(exitStatus(err), err)
	}
	return exitOK
}
