package main

import (
	"context"

	"dragoman/internal/ledger"
)

// incidentsCmd has the verbs for acts with all that tell them.
type incidentsCmd struct {
	List  incidentsListCmd  `cmd:"" default:"withargs" help:"List or count incidents."`
	Show  incidentsShowCmd  `cmd:"" help:"Show one incident with all its tellings."`
	Merge incidentsMergeCmd `cmd:"" help:"Say that tellings tell one act."`
	Split incidentsSplitCmd `cmd:"" help:"Say that tellings tell another act than the rest of their incident."`
	Reset incidentsResetCmd `cmd:"" help:"Take back what was said of tellings."`
}

type incidentsListCmd struct {
	questionFlags
	Tellers   int    `help:"Only incidents with at least so many independent tellers." placeholder:"N"`
	Contested bool   `help:"Only incidents of which two tellers say what cannot both be true."`
	CountBy   string `help:"Count incidents by day, month, year, type, quad, pair, status or teller, in place of listing them." enum:"day,month,year,type,quad,pair,status,teller," default:"" placeholder:"WHAT"`
	Format    string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (incidentsListCmd) Help() string {
	return `Lists the acts of which a telling meets all that is asked, each once, with all that tell it: events of different reports (and of one) are one incident where they agree in what was done, by whom to whom, and when, and in something of their own where that is not enough. A plan and its doing are one incident, a demand and what is demanded are two. Incidents are found while reports are added, in whatever order.

"id" is the first telling, REPORT#EVENT; the verbs below take any telling. Type, parties, day and place are those of the telling that says most. "status" is what has become of the act, and "statuses" who first gave each status, and when. "tellers" are independent: copies of one text are one teller, and so is all that is credited to one agency; "reports" counts pages. "versions" are values that are told otherwise by one than by another (killed 5, killed 7), and "contested" those fields of which two tellers' last words cannot both be true; "denied_by" says who denies the act. Of an act that is told more than 500 times the first 500 tellings are counted and listed, and "left_out" is the number of the others.

--count-by counts incidents in place of events: an act counts once for every value that its tellings give, as "done" where one of them tells it as done, as "denied" where none does and one denies it. "independent" is the number of texts that tell them.

Examples:

    dragoman add samples/summit.txt; dragoman incidents --type CONSULT
    dragoman add samples/summit.txt; dragoman incidents --contested --format text
    dragoman add samples/summit.txt; dragoman incidents --count-by pair`
}

// Run lists or counts.
func (c *incidentsListCmd) Run(ctx context.Context, t *terminal) error {
	if c.AsCoded {
		return usage("--as-coded: incidents are of events as people have corrected them")
	}
	if c.Tellers < 0 {
		return usage("--tellers %d: expected a number above 0", c.Tellers)
	}
	if c.CountBy != "" && (c.Tellers > 0 || c.Contested) {
		return usage("--count-by %s: expected neither --tellers nor --contested, which are for lists", c.CountBy)
	}
	l, q, err := c.ask(ctx, t)
	if err != nil {
		return err
	}
	defer l.Close()
	if c.CountBy != "" {
		counts, err := l.CountIncidents(ctx, q, c.CountBy)
		if err != nil {
			return err
		}
		return sayCounts(t, c.Format, c.CountBy, counts)
	}
	return c.list(ctx, t, l, q)
}

func (c *incidentsListCmd) list(ctx context.Context, t *terminal, l *ledger.Ledger, q ledger.Query) error {
	left := q.Limit
	if c.Tellers > 0 || c.Contested {
		q.Limit = 0 // of those that are left
	}
	for in, err := range l.Incidents(ctx, q) {
		if err != nil {
			return err
		}
		if len(in.Tellers) < c.Tellers || c.Contested && len(in.Contested) == 0 {
			continue
		}
		if err := sayIncident(t, c.Format, in, t.style().incidentRow); err != nil {
			return err
		}
		if left--; left == 0 {
			break
		}
	}
	return nil
}

func sayIncident(t *terminal, format string, in *ledger.Incident, text func(*ledger.Incident) string) error {
	if t.text(format) {
		return t.say(text(in))
	}
	return t.line(in.Line())
}

type incidentsShowCmd struct {
	Telling string `arg:"" name:"REPORT#EVENT" help:"Any telling of the incident."`
	Format  string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	ledgerFlag
}

// Help is the long text of --help.
func (incidentsShowCmd) Help() string {
	return `Shows the act that an event tells, with all that tell it: dragoman incidents --help says what the fields mean.

Example:

    dragoman add samples/summit.txt; dragoman incidents show 4c059b3204504512#e9`
}

// Run shows.
func (c *incidentsShowCmd) Run(ctx context.Context, t *terminal) error {
	of, err := tellings(c.Telling)
	if err != nil {
		return err
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	in, err := l.Incident(ctx, of[0])
	if err != nil {
		return err
	}
	return sayIncident(t, c.Format, in, t.style().incidentText)
}

// tellings reads names of events.
func tellings(names ...string) ([]ledger.Telling, error) {
	var out []ledger.Telling
	for _, s := range names {
		t, err := ledger.ParseTelling(s)
		if err != nil {
			return nil, usageError{err}
		}
		out = append(out, t)
	}
	return out, nil
}

type incidentsMergeCmd struct {
	Tellings []string `arg:"" name:"REPORT#EVENT" help:"Tellings of one act, at least two."`
	ledgerFlag
}

// Help is the long text of --help.
func (incidentsMergeCmd) Help() string {
	return `Says that tellings tell one act, and with them the rest of their incidents. It stands: whatever reports come later, and when these are coded anew, as long as some event there tells what was seen.

Example:

    dragoman add samples/summit.txt; dragoman incidents merge 4c059b3204504512#e1 4c059b3204504512#e2`
}

// Run merges.
func (c *incidentsMergeCmd) Run() error {
	if len(c.Tellings) < 2 {
		return usage("%s: expected another telling of the same act beside it", c.Tellings[0])
	}
	return decide(c.Ledger, c.Tellings, (*ledger.Writer).Merge)
}

type incidentsSplitCmd struct {
	Tellings []string `arg:"" name:"REPORT#EVENT" help:"Tellings to take out of their incidents; several are one act of their own."`
	ledgerFlag
}

// Help is the long text of --help.
func (incidentsSplitCmd) Help() string {
	return `Says that tellings tell another act than the rest of their incident. Several become one incident. It stands, as what dragoman incidents merge says does: nothing joins them from then on but what is merged with them.

Example:

    dragoman add samples/summit.txt; dragoman incidents split 4c059b3204504512#e1`
}

// Run splits.
func (c *incidentsSplitCmd) Run() error {
	return decide(c.Ledger, c.Tellings, (*ledger.Writer).Split)
}

type incidentsResetCmd struct {
	Tellings []string `arg:"" name:"REPORT#EVENT" help:"Tellings of which something was said."`
	ledgerFlag
}

// Help is the long text of --help.
func (incidentsResetCmd) Help() string {
	return `Takes back what merge and split have said of tellings: they are where the program finds them.

Example:

    dragoman add samples/summit.txt; dragoman incidents reset 4c059b3204504512#e1`
}

// Run takes back.
func (c *incidentsResetCmd) Run() error {
	return decide(c.Ledger, c.Tellings, (*ledger.Writer).Undecide)
}

func decide(path string, names []string, how func(*ledger.Writer, []ledger.Telling) error) error {
	of, err := tellings(names...)
	if err != nil {
		return err
	}
	return withWriter(path, func(w *ledger.Writer) error { return how(w, of) })
}
