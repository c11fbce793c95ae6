package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/score"
)

type scoreCmd struct {
	coderFlags
	Gold      []string `arg:"" optional:"" name:"GOLD" help:"Files of annotated reports, or of relations; \"-\" or nothing reads standard input."`
	Against   string   `help:"Records or relations to score, by their ids, from any coder; without it dragoman codes the texts of the gold." placeholder:"FILE"`
	Bootstrap int      `help:"How often reports are drawn anew for the 95 % intervals; 0 leaves the intervals out." default:"1000" placeholder:"N"`
	Errors    bool     `help:"List everything that was missed, spurious or wrong."`
	Format    string   `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	Jobs      int      `short:"j" help:"Reports to work on at the same time; by default one for each processor." placeholder:"N"`
}

// Help is the long text of --help.
func (scoreCmd) Help() string {
	return `Compares records with annotated ones of the same reports and writes precision, recall and F1, with 95 % intervals by bootstrap over reports.

The gold is JSON Lines of report records as dragoman code writes them (id, text, events, statements, figures), corrected or written by hand: let dragoman code write them, correct them, and score. A field that the gold never gives is not scored. Offsets count Unicode code points. By hand a span may be given by its words alone: {"text":"said"} where these letters stand in the text once, {"text":"said","nth":2} for the second time of several.

Events are paired one to one where they report the same act: their triggers overlap, or they are of one type and one's trigger lies in the other's clause. "found" counts the pairs, "type" those of the same type, "triple" those of the same type, source countries and target countries. The fields are counted among the pairs. "date" wants the same days, "date overlaps" any day in common; a place is right by name or within 161 km; actors are the same by id or by name. 
Statements are paired where half of their words are common; one with parts counts for each sentence that begins anew behind its cue. "attribution" also wants cues that overlap (PolNeAR's criterion); "chain" and "nested chain" (two tellers and more) want the whole chain, link by link; these three count over all statements. In chains and for "speaker" a teller is the same, too, where all words of the shorter name are in the longer, or where the report has the gold's name for the same actor. Figures are paired where they overlap: a value or its bounds are right within 1 %, "of" where its last words are the same.

Acts ({"text":"signed","status":"planned"}, with "condition" where there is one) ask whether what a word tells of is so. dragoman answers with the status that parse prints at that word. "covered" is the share of acts that have an answer, "status" the share that is right, with macro-F1 over the statuses.

With relations ({"id","text","source","target","event","quad"}) it writes accuracy and macro-F1 of event, quad and binary (cooperation or conflict).

Examples:

    dragoman score samples/gold.jsonl
    dragoman score --errors --format text samples/gold.jsonl
    echo '{"id":"1","text":"Chad will send troops if Libya agrees.","acts":[{"text":"send","status":"offered","condition":{"text":"if Libya agrees"}}]}' | dragoman score --format text
    dragoman code samples/gold.jsonl > mine.jsonl; dragoman score samples/gold.jsonl --against mine.jsonl`
}

// Run reads both sets and compares them.
func (c *scoreCmd) Run(ctx context.Context, t *terminal) error {
	switch {
	case c.Bootstrap < 0:
		return usage("--bootstrap %d: expected a number of draws, or 0 for none", c.Bootstrap)
	case c.Jobs < 0:
		return usage("-j %d: expected a number of reports above 0", c.Jobs)
	}
	if len(c.Gold) == 0 {
		c.Gold = []string{"-"}
	}
	gold, err := c.read(t, c.Gold)
	if err != nil {
		return err
	}
	if err := gold.CheckGold(); err != nil {
		return hint(err, "dragoman score --help says what an annotated record holds")
	}
	got, err := c.answers(ctx, t, gold)
	if err != nil {
		return err
	}
	result := score.Compare(gold, got, c.Bootstrap)
	if err := c.write(t, result); err != nil {
		return err
	}
	return c.tell(t, result)
}

// read reads files of the same form. All their faults are told, and then there
// is nothing to score.
func (c *scoreCmd) read(t *terminal, names []string) (*score.Set, error) {
	reader, err := score.NewReader(data.Files)
	if err != nil {
		return nil, err
	}
	set, faults := &score.Set{}, 0
	for _, name := range names {
		in, err := c.open(t, name)
		if err != nil {
			return nil, err
		}
		for _, fault := range reader.Read(set, name, in) {
			t.tell(fault)
			faults++
		}
		in.Close()
	}
	if faults > 0 {
		t.note("nothing is scored before %s set right", plural(faults, "fault is", "faults are"))
		return nil, errSomeFailed
	}
	return set, nil
}

func (c *scoreCmd) open(t *terminal, name string) (io.ReadCloser, error) {
	if name == "-" {
		if t.typed {
			t.note("reading from the terminal, one record a line; Ctrl-D ends")
		}
		return io.NopCloser(t.stdin), nil
	}
	return os.Open(name)
}

// answers are what is scored: those of a file, or dragoman's own.
func (c *scoreCmd) answers(ctx context.Context, t *terminal, gold *score.Set) (*score.Set, error) {
	switch {
	case c.Against == "":
		if len(gold.Relations) > 0 {
			return c.relate(ctx, t, gold)
		}
		return c.code(ctx, t, gold)
	case c.Against == "-" && slices.Contains(c.Gold, "-"):
		return nil, usage("standard input cannot be both the gold and what is scored")
	}
	got, err := c.read(t, []string{c.Against})
	if err != nil {
		return nil, err
	}
	if len(gold.Relations) > 0 && len(got.Reports) > 0 || len(gold.Reports) > 0 && len(got.Relations) > 0 {
		return nil, usage("one file holds report records and the other relations, expected the same of both")
	}
	return got, nil
}

// relate answers the gold's pairs. One that cannot be answered is named, and counts
// as missed.
func (c *scoreCmd) relate(ctx context.Context, t *terminal, gold *score.Set) (*score.Set, error) {
	coder, err := c.coder()
	if err != nil {
		return nil, err
	}
	got := &score.Set{Relations: map[string]score.Relation{}}
	count := tally{t: t, of: "pairs"}
	for _, id := range slices.Sorted(maps.Keys(gold.Relations)) {
		g := gold.Relations[id]
		r, err := coder.Relate(ctx, dragoman.Pair{ID: id, Text: g.Text, Source: g.Source, Target: g.Target})
		if err != nil {
			if err := count.fail(fmt.Errorf("%s: %w", id, err)); err != nil {
				return nil, err
			}
			continue
		}
		got.Relations[id] = score.Relation{ID: id, Event: r.Event, Quad: r.Quad}
		count.ok()
	}
	t.clearProgress()
	return got, ctx.Err()
}

// code codes the gold's texts. A report that fails is named, and counts as missed.
func (c *scoreCmd) code(ctx context.Context, t *terminal, gold *score.Set) (*score.Set, error) {
	coder, err := c.coder()
	if err != nil {
		return nil, err
	}
	jobs := c.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	got := &score.Set{Reports: map[string]*score.Record{}}
	count := tally{t: t}
	ids := slices.Values(slices.Sorted(maps.Keys(gold.Reports)))
	records, acts := gold.AsksRecords(), gold.AsksActs()
	for out := range ordered(ctx, jobs, ids, func(id string) answered {
		in, err := gold.Reports[id].Input()
		if err != nil {
			return answered{id: id, err: err}
		}
		return answerTo(ctx, coder, id, in, records, acts)
	}) {
		if out.err != nil {
			if err := count.fail(out.err); err != nil {
				return nil, err
			}
			continue
		}
		got.Reports[out.id] = out.record
		count.ok()
	}
	t.clearProgress()
	return got, ctx.Err()
}

// answered is a report of the gold with dragoman's answer.
type answered struct {
	id     string
	record *score.Record
	err    error
}

// answerTo finds in a report what the gold asks for: what is in a record, the status of acts.
func answerTo(ctx context.Context, coder *dragoman.Coder, id string, in *dragoman.Input, records, acts bool) answered {
	out := answered{id: id, record: &score.Record{}}
	if records {
		r, err := coder.Code(ctx, in)
		if err != nil {
			return answered{id: id, err: err}
		}
		out.record.Record = *r
	}
	if acts {
		out.record.ActsIn = in.Text
		out.record.Acts, out.err = coder.Acts(ctx, in)
	}
	return out
}

// tell says what the figures do not show, and fails where the gold asked for
// more than was answered.
func (c *scoreCmd) tell(t *terminal, r *score.Result) error {
	if r.Unasked > 0 {
		t.note("%s of %s not in the gold and left out", plural(r.Unasked, "line", "lines"), c.Against)
	}
	for _, id := range r.Apart {
		t.note("report %s: its text has little in common with the gold's; is it the same report?", id)
	}
	for _, id := range r.Unanswered {
		t.tell(fmt.Errorf("%s: in the gold, and not among what is scored; all of it counts as missed", id))
	}
	if len(r.Unanswered)+len(r.Apart) > 0 {
		return errSomeFailed
	}
	return nil
}

func (c *scoreCmd) write(t *terminal, r *score.Result) error {
	if !c.Errors {
		r.All = nil
	}
	if t.text(c.Format) {
		return t.say(t.style().scoreText(r))
	}
	return lines(t, r.Lines())
}
