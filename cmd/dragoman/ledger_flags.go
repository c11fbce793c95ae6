package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"dragoman/internal/ledger"

	"github.com/alecthomas/kong"
)

// ledgerVerbs are those that work on a ledger.
type ledgerVerbs struct {
	Add       addCmd       `cmd:"" help:"Code reports and add them to the ledger."`
	Watch     watchCmd     `cmd:"" help:"Poll feeds, and code or add what is new."`
	Work      workCmd      `cmd:"" help:"Code what a queue hands out, and add it to the ledger."`
	Queue     queueCmd     `cmd:"" help:"Say how a queue stands, and what could not be coded."`
	Events    eventsCmd    `cmd:"" help:"List or count events of the ledger."`
	Incidents incidentsCmd `cmd:"" help:"List acts with all that tell them, and say which are one."`
	Timeline  timelineCmd  `cmd:"" help:"Say what passed between two countries."`
	Matrix    matrixCmd    `cmd:"" help:"Say who did what to whom."`
	First     firstCmd     `cmd:"" help:"Say who told an incident first."`
	Itinerary itineraryCmd `cmd:"" help:"Say where somebody was, and when."`
	Recode    recodeCmd    `cmd:"" help:"Code the reports of the ledger anew, while it serves."`
	Review    reviewCmd    `cmd:"" help:"Say which events of the ledger are right, wrong or to be corrected."`
	Export    exportCmd    `cmd:"" help:"Write events of the ledger for other programs."`
	Serve     serveCmd     `cmd:"" help:"Show the ledger, and code what is sent, over HTTP."`
	SQL       sqlCmd       `cmd:"" name:"sql" help:"Ask the ledger in SQL."`
	Ledger    ledgerCmd    `cmd:"" help:"Look after the ledger's file: what it holds, its health, a copy."`
}

// ledgerFlag says which ledger is meant.
type ledgerFlag struct {
	Ledger string `help:"The ledger's file, or postgres://USER@HOST/DATABASE; by default what $$DRAGOMAN_LEDGER names, else dragoman.ledger in the folder one is in." env:"DRAGOMAN_LEDGER" default:"dragoman.ledger" placeholder:"FILE" type:"ledger"`
}

// AfterApply lets an empty name stand for none.
func (f *ledgerFlag) AfterApply() error {
	if f.Ledger == "" {
		f.Ledger = "dragoman.ledger"
	}
	return nil
}

// ledgerName reads the name of a ledger: an address as it stands, or the path of a file.
type ledgerName struct{}

// Decode reads the flag.
func (ledgerName) Decode(ctx *kong.DecodeContext, target reflect.Value) error {
	var name string
	if err := ctx.Scan.PopValueInto("ledger", &name); err != nil {
		return err
	}
	if name != "" && !ledger.IsAddress(name) {
		name = kong.ExpandPath(name)
	}
	target.SetString(name)
	return nil
}

func (f ledgerFlag) open() (*ledger.Ledger, error) {
	l, err := ledger.Open(f.Ledger)
	if errors.Is(err, ledger.ErrNone) {
		return nil, usageError{hint(err, "dragoman add makes one; --ledger FILE names another")}
	}
	return l, err
}

// queryFlags say which events are asked for.
type queryFlags struct {
	Actor   string   `help:"Events with this actor on either side: a country (TUR, Turkey: with all that is of the state), a CAMEO code (TURMIL), a name or a word of it." placeholder:"WHO"`
	Source  string   `help:"Events of which this actor is a source." placeholder:"WHO"`
	Target  string   `help:"Events of which this actor is a target." placeholder:"WHO"`
	Via     string   `help:"Events told by this actor, anywhere in the chain." placeholder:"WHO"`
	Type    []string `help:"Types, parted by commas: ASSAULT,COERCE." placeholder:"TYPE"`
	Quad    []int    `help:"Quad classes, parted by commas: 3,4." placeholder:"N"`
	Status  []string `help:"Statuses, parted by commas: occurred,ongoing." placeholder:"STATUS"`
	Since   string   `help:"First day, month or year (2006-01-02, 2006-01, 2006); an event counts for the day on which it begins." placeholder:"DAY"`
	Until   string   `help:"Last day, month or year, included." placeholder:"DAY"`
	Place   string   `help:"The name of the place where it happened." placeholder:"NAME"`
	Country string   `help:"The country where it happened, ISO alpha-3." placeholder:"CODE"`
	Near    string   `help:"A point (33.51,36.29) or the name of a town: events that took place within --within of it. Countries, regions and seas, which are no points, are left out." placeholder:"PLACE"`
	Within  float64  `help:"How far --near reaches, in km." default:"50" placeholder:"KM"`
	Text    string   `help:"Words of the clause that tells it, in any form (\"shelled\" finds \"shelling\"); \"quoted\" words stand together, an asterisk ends a beginning." placeholder:"WORDS"`
	Limit   int      `help:"At most so many lines." placeholder:"N"`
	AsCoded bool     `help:"Events as the coder has them, whatever people say of them (dragoman review)."`
}

// questionFlags ask for events of a ledger.
type questionFlags struct {
	queryFlags
	ledgerFlag
}

// ask opens the ledger, which the caller closes, with what is asked of it.
func (f *questionFlags) ask(ctx context.Context, t *terminal) (*ledger.Ledger, ledger.Query, error) {
	q, err := f.query()
	if err != nil {
		return nil, q, err
	}
	l, err := f.open()
	if err != nil {
		return nil, q, err
	}
	if err = f.named(ctx, t, l); err == nil {
		err = f.near(ctx, t, l, &q)
	}
	if err != nil {
		l.Close()
		return nil, q, err
	}
	return l, q, nil
}

// query is what the flags ask for.
func (f *queryFlags) query() (ledger.Query, error) {
	q := ledger.Query{Actor: f.Actor, Source: f.Source, Target: f.Target, Via: f.Via, Quads: f.Quad, Place: f.Place, Country: f.Country, Text: f.Text, Limit: f.Limit, AsCoded: f.AsCoded}
	for _, t := range f.Type {
		t = strings.TrimSpace(t)
		q.Types = append(q.Types, t, strings.ToUpper(t)) // a user's own types may have small letters
	}
	for _, s := range f.Status {
		s = strings.ToLower(strings.TrimSpace(s))
		if err := isStatus(s); err != nil {
			return q, usage("--%w", err)
		}
		q.Statuses = append(q.Statuses, s)
	}
	if f.Limit < 0 {
		return q, usage("--limit %d: expected a number above 0", f.Limit)
	}
	var err error
	q.Since, q.Until, err = period(f.Since, f.Until)
	return q, err
}

// isStatus says why there is no such status.
func isStatus(s string) error {
	if !slices.Contains(ledger.Statuses, s) {
		return fmt.Errorf("status %q: expected occurred, ongoing, background, planned, expected, offered, demanded, hypothetical or negated", s)
	}
	return nil
}

// period reads the first and the last day asked for.
func period(since, until string) (from, to *int64, err error) {
	if from, _, err = days("--since", since); err == nil {
		_, to, err = days("--until", until)
	}
	return from, to, err
}

// days reads a day, a month or a year, as its first and its last day.
func days(flag, s string) (first, last *int64, err error) {
	if s == "" {
		return nil, nil, nil
	}
	if from, to, ok := ledger.Days(s); ok {
		return &from, &to, nil
	}
	return nil, nil, hint(usage("%s %q is no day", flag, s), "write it as 2006-01-02, 2006-01 or 2006")
}

// named notes actors that nobody in the ledger is called, whose events cannot be found.
func (f *queryFlags) named(ctx context.Context, t *terminal, l *ledger.Ledger) error {
	for _, who := range []string{f.Actor, f.Source, f.Target, f.Via} {
		if who == "" {
			continue
		}
		set, err := l.Actors(ctx, who)
		if err != nil {
			return err
		}
		if set.Empty() {
			t.note("no actor of the ledger is called %q", who)
		}
	}
	return nil
}
