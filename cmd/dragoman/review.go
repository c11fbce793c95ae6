package main

import (
	"context"
	"errors"
	"time"

	"dragoman/internal/ledger"
	"dragoman/internal/review"
)

// reviewCmd has the verbs by which people say what is right and what is wrong.
type reviewCmd struct {
	Mark      reviewMarkCmd      `cmd:"" default:"withargs" help:"Mark one event right, wrong or corrected."`
	Read      reviewReadCmd      `cmd:"" help:"Read marks from files."`
	Walk      reviewWalkCmd      `cmd:"" help:"Show event after event and ask what to mark."`
	List      reviewListCmd      `cmd:"" help:"List the marks."`
	Gold      reviewGoldCmd      `cmd:"" help:"Write reviewed reports as a gold file for dragoman score."`
	Agreement reviewAgreementCmd `cmd:"" help:"Say how far reviewers agree."`
}

// byFlag says who marks.
type byFlag struct {
	By string `help:"Who marks; by default what $$DRAGOMAN_REVIEWER names." env:"DRAGOMAN_REVIEWER" placeholder:"NAME"`
}

func (f byFlag) needed() error {
	if f.By == "" {
		return hint(usage("a mark says by whom it is: expected --by NAME"), "or set DRAGOMAN_REVIEWER")
	}
	return nil
}

type reviewMarkCmd struct {
	Report   string   `arg:"" name:"REPORT" help:"The report's id."`
	Event    string   `arg:"" name:"EVENT" help:"The event's id (e7)."`
	Right    bool     `help:"It is right: type, status, who does it to whom, and when."`
	Wrong    bool     `help:"There is no such event."`
	Set      []string `help:"It is right but for this field: status=planned. May be given several times." sep:"none" placeholder:"FIELD=VALUE"`
	Withdraw bool     `help:"Take back one's mark on the event."`
	Note     string   `help:"Words to keep with the mark." placeholder:"WORDS"`
	byFlag
	ledgerFlag
}

// Help is the long text of --help.
func (reviewMarkCmd) Help() string {
	return `Marks an event of the ledger. What people say of events stands beside what the coder says and is followed by events, export, timeline and matrix: they have the corrected values and leave out what is wrong (--as-coded shows the coder's own). A mark is of the event as the coder has it, whatever others said of it. Of several people's marks on an event the last is followed; one's later mark takes the place of one's earlier.

A mark is tied to the event that its author saw. When the report is coded anew, right and corrected hold for whatever event tells the same act, by the words that tell it; wrong holds for the same claim only (word, type, status, both sides). A mark that finds no event is kept; review list --lost shows it.

Fields of --set: type, mode, cameo, underlying and status, as in the record; source and target: actors of the report by id, name or CAMEO code, or a country, several parted by ";"; day: 2006-01-02, 2006-01, 2006, or two days parted by ".."; place: a place of the report, or "Name, COD". "-" is none. A corrected type or CAMEO code takes mode, code, class and scale value with it: what is not said of these is not known, but for the class and the scale value, which follow from type and code. A meeting that is only planned is of the type AGREE, with the underlying CONSULT: who corrects its status corrects these as well.

Examples:

    dragoman add samples/summit.txt; dragoman review 4c059b3204504512 e9 --right --by ann
    dragoman add samples/summit.txt; dragoman review 4c059b3204504512 e6 --set status=demanded --set target=GRC --by ann`
}

// Run marks.
func (c *reviewMarkCmd) Run(ctx context.Context, t *terminal) error {
	if err := c.needed(); err != nil {
		return err
	}
	chosen := 0
	for _, given := range []bool{c.Right, c.Wrong, len(c.Set) > 0, c.Withdraw} {
		if given {
			chosen++
		}
	}
	if chosen != 1 {
		return usage("expected one of --right, --wrong, --set FIELD=VALUE and --withdraw")
	}
	if c.Withdraw {
		return withWriter(c.Ledger, func(w *ledger.Writer) error { return w.Unmark(c.Report, c.Event, c.By) })
	}
	m := review.Mark{Report: c.Report, Event: c.Event, By: c.By, At: now(), Note: c.Note, Mark: review.Right}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	switch {
	case c.Wrong:
		m.Mark = review.Wrong
	case len(c.Set) > 0:
		m.Mark = review.Corrected
		record, event, err := l.Subject(ctx, m)
		if err != nil {
			return err
		}
		s, err := newCorrector()
		if err != nil {
			return err
		}
		if m.Set, err = s.read(record, event, c.Set); err != nil {
			return usageError{err}
		}
	}
	return withWriter(c.Ledger, func(w *ledger.Writer) error {
		_, err := w.Mark(m)
		return err
	})
}

// now is the time of a mark.
func now() string { return time.Now().UTC().Format(time.RFC3339) }

// withWriter opens a ledger that is there to write to it.
func withWriter(path string, do func(*ledger.Writer) error) error {
	l, err := ledgerFlag{path}.open() // which makes none
	if err != nil {
		return err
	}
	if err := l.Close(); err != nil {
		return err
	}
	w, err := ledger.OpenWriter(path)
	if errors.Is(err, ledger.ErrInUse) {
		return hint(err, "wait until it has ended")
	}
	if err != nil {
		return err
	}
	err = do(w)
	return errors.Join(err, w.Close())
}
