package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman/internal/ledger"
)

// ledgerCmd has the verbs that look after the ledger's file.
type ledgerCmd struct {
	Info   ledgerInfoCmd   `cmd:"" help:"Say what a ledger holds."`
	Check  ledgerCheckCmd  `cmd:"" help:"Read all of a ledger and say what is damaged."`
	Backup ledgerBackupCmd `cmd:"" help:"Copy a ledger, also while it is written to."`
}

type ledgerInfoCmd struct {
	ledgerFlag
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (ledgerInfoCmd) Help() string {
	return `Example:

    dragoman add samples/summit.txt; dragoman ledger info`
}

// Run counts.
func (c *ledgerInfoCmd) Run(ctx context.Context, t *terminal) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	i, err := l.Info(ctx)
	if err != nil {
		return err
	}
	if !t.text(c.Format) {
		return t.line(i)
	}
	var b strings.Builder
	row := func(name, value string) { fmt.Fprintf(&b, "%-12s %s\n", name, value) }
	row("file", fmt.Sprintf("%s, %s bytes, format %d", i.Path, number(float64(i.Bytes)), i.Format))
	for _, c := range []struct {
		name string
		n    int
	}{{"reports", i.Reports}, {"events", i.Events}, {"statements", i.Statements}, {"figures", i.Figures}, {"actors", i.Actors}, {"places", i.Places}, {"marks", i.Marks}} {
		row(c.name, number(float64(c.n)))
	}
	if i.FirstReport != "" {
		row("published", i.FirstReport+" to "+i.LastReport)
	}
	for _, u := range i.Coders {
		row("coder", strings.TrimSpace(fmt.Sprintf("%s, %s of model %s, lexicon %s %s", u.Version, plural(u.Reports, "report", "reports"), u.Model, u.Lexicon, u.Scheme)))
	}
	return t.say(b.String())
}

type ledgerCheckCmd struct{ ledgerFlag }

// Help is the long text of --help.
func (ledgerCheckCmd) Help() string {
	return `Reads every page and every record, and holds counts that must agree against one another. What is damaged is told, and the exit status is then 1.

Example:

    dragoman add samples/summit.txt; dragoman ledger check`
}

// Run checks.
func (c *ledgerCheckCmd) Run(ctx context.Context, t *terminal) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	if err := l.Check(ctx); err != nil {
		return err
	}
	t.note("%s is whole", ledger.Shown(c.Ledger))
	return nil
}

type ledgerBackupCmd struct {
	To string `arg:"" name:"FILE" help:"The file to write, which must not be there yet." type:"path"`
	ledgerFlag
}

// Help is the long text of --help.
func (ledgerBackupCmd) Help() string {
	return `Writes a copy of the ledger as it is at this moment, also while others read it and add to it. Copying the file itself is safe only while nobody has it open. A ledger in PostgreSQL is copied by pg_dump.

Example:

    dragoman add samples/summit.txt; dragoman ledger backup copy.ledger`
}

// Run copies.
func (c *ledgerBackupCmd) Run(ctx context.Context, t *terminal) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	if err := l.Backup(ctx, c.To); err != nil {
		return err
	}
	t.note("%s is a copy of %s", c.To, ledger.Shown(c.Ledger))
	return nil
}
