package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dragoman"
)

type lexiconCmd struct {
	Check  lexiconCheckCmd  `cmd:"" help:"Find what is wrong in a folder of tables."`
	Import lexiconImportCmd `cmd:"" help:"Make a folder of tables of dictionaries for PETRARCH or TABARI, or of a Wikidata query."`
	Show   lexiconShowCmd   `cmd:"" help:"Say what a name may mean, and when."`
}

// lexiconFlag is what every verb takes that reads with the lexicon.
type lexiconFlag struct {
	Lexicon string `help:"A folder of tables of your own, laid over the built-in ones (see dragoman lexicon --help)." env:"DRAGOMAN_LEXICON" placeholder:"DIR"`
}

// Help is the long text of --help.
func (lexiconCmd) Help() string {
	return `What dragoman knows of the world are tables. A folder of your own tables is laid over them by --lexicon DIR: states.tsv, leaders.tsv, bodies.tsv, offices.tsv, agents.tsv, frames.tsv, classes.tsv (sets of words for frames), contexts.tsv and modes.tsv (words that tell context and mode), discards.tsv (phrases whose sentence or story is not coded), declared.tsv, each of them also as a folder of files (leaders/africa.tsv). The columns are those of the built-in tables, data/lexicon, data/frames and data/ontology in the source. A row for an entry that is known adds its names and replaces what else it gives; other rows are new entries. A column cameo in the tables of actors gives an entry a code of your own, which the records then bear.

Examples:

    dragoman lexicon show Gaddafi
    dragoman lexicon check my-lexicon
    dragoman lexicon import --out my-lexicon Phoenix.Countries.actors.txt`
}

type lexiconCheckCmd struct {
	Dir    string `arg:"" optional:"" name:"DIR" help:"The folder; without one the built-in tables are checked."`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (lexiconCheckCmd) Help() string {
	return `Checks the tables of a folder together with the built-in ones and tells every fault at once, by file and line: rows that cannot be read, spells that end before they start, two holders of a one-person office on one day, codes that nobody knows, one name for two things (unless declared.tsv says that it is so), rows without an example or a source. The exit status is 1 if there is any.

Example:

    dragoman lexicon check my-lexicon`
}

// finding is a fault of a table.
type finding struct {
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`
	Fault string `json:"fault"`
}

// Run checks the folder.
func (c *lexiconCheckCmd) Run(t *terminal) error {
	faults := dragoman.CheckLexicon(c.Dir)
	for _, err := range faults {
		f := finding{Fault: err.Error()}
		if at := (*dragoman.TableFault)(nil); errors.As(err, &at) {
			f = finding{at.File, at.Line, at.Text}
		}
		if t.text(c.Format) {
			err = t.say(err.Error() + "\n")
		} else {
			err = t.line(f)
		}
		if err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return errSomeFailed
	}
	if t.text(c.Format) {
		return t.say("nothing wrong\n")
	}
	return nil
}

type lexiconShowCmd struct {
	lexiconFlag
	Name   []string `arg:"" name:"NAME" help:"The name, of one word or several."`
	Format string   `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (lexiconShowCmd) Help() string {
	return `Writes every entry that a name may mean, one for each spell in office, with its dates.

Examples:

    dragoman lexicon show Moscow
    dragoman lexicon show --format text Kim Jong Il`
}

// Run shows the entries.
func (c *lexiconShowCmd) Run(t *terminal) error {
	name := strings.Join(c.Name, " ")
	entries, err := dragoman.ShowLexicon(c.Lexicon, name)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		t.note("nothing is known under %q", name)
		return errSomeFailed
	}
	for _, e := range entries {
		if t.text(c.Format) {
			err = t.say(entryText(e) + "\n")
		} else {
			err = t.line(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func entryText(e dragoman.Entry) string {
	what := []string{e.Kind}
	for _, s := range []string{e.Country, e.Sector, e.Role} {
		if s != "" && s != e.ID {
			what = append(what, s)
		}
	}
	if e.From != "" || e.To != "" {
		what = append(what, fmt.Sprintf("%s..%s", e.From, e.To))
	}
	name := e.Name
	if e.ID != "" {
		name += " [" + e.ID + "]"
	}
	return row(name, strings.Join(what, "  "), e.As)
}

type lexiconImportCmd struct {
	Beside bool     `help:"Let the built-in frames code what a dictionary of verbs lacks; without it the dictionary codes alone."`
	Out    string   `required:"" help:"The folder to write; it must not hold tables yet." placeholder:"DIR"`
	Files  []string `arg:"" name:"FILE" help:"Dictionaries."`
}

// Help is the long text of --help.
func (lexiconImportCmd) Help() string {
	return `Reads dictionaries in the formats of TABARI and PETRARCH (actors, agents, verbs, discards) and the CSV of a Wikidata query, told apart by their contents, and writes the tables of an overlay for --lexicon. A line that has no counterpart is named on standard error with the reason, and the rest goes on.

Actors become states, leaders and bodies and agents become agents, all with the codes that the dictionary gives them, by date where it has dates. Discards become discards.tsv.

A dictionary of verbs becomes frames.tsv and classes.tsv, its sets of words. It decides its verbs: a code stands as the dictionary says it, also for an act to come or one that is denied (the record's status says that it is), and a pattern may ask for words before the verb (NOT *, SAID * TO_ATTEND), in order, with the places $ + % ^. A code that CAMEO or PLOVER does not have is kept; the event's type is then that of the nearest code above it, or OTHER. Of a pair of codes, [032:033], the second is a second event from target to source. Such a dictionary codes alone: dragoman's own frames are laid aside, so that the codes of two schemes do not mix. With --beside they code the verbs and nouns that the dictionary lacks.

A Wikidata CSV has a line of names; those read are item, itemLabel, position or positionLabel, start, end, country (an ISO code, or countryLabel) and alt (further names, parted by "|").

Example:

    dragoman lexicon import --out my-lexicon Phoenix.Countries.actors.txt Phoenix.agents.txt
    dragoman lexicon import --beside --out my-lexicon my.verbs.txt`
}

// Run imports the files.
func (c *lexiconImportCmd) Run(ctx context.Context, t *terminal) error {
	left, err := dragoman.ImportLexicon(ctx, c.Out, c.Files, c.Beside)
	for _, l := range left {
		t.note("%v", l)
	}
	if err != nil {
		return err
	}
	return nil
}
