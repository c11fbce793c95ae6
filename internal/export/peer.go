package export

import (
	"io"
	"strings"
	"unicode"

	"dragoman"
	"dragoman/internal/doc"
	"dragoman/internal/ontology"
)

// peer is the form of another data set's files.
type peer struct {
	schemes []string // whose classes and scale it has; the first of each kind where none is named
	needs   needs
	header  []string                       // nil: none
	rows    func(*knowledge, *deed) []line // of a deed
}

// line is a row as it is written.
type line string

// needs is what a deed must have to be written.
type needs struct {
	code           bool // a code of CAMEO
	plover         bool // a type of PLOVER
	source, target bool // somebody on that side; without both, anybody on either
	codes          bool // CAMEO codes of both
}

// The reasons for which an event is left out, beside statuses of what is no deed.
const (
	noDay     = "without a day"
	noCode    = "without a code of CAMEO"
	noType    = "of a type that PLOVER lacks"
	nobody    = "with nobody named"
	noPair    = "without a source or a target"
	noActor   = "without a source"
	noCodeFor = "with an actor without a code"
)

// peerWriter writes deeds in a peer's form.
type peerWriter struct {
	*peer
	w      io.Writer
	k      *knowledge
	coding ontology.Coding
	limit  int
	told   Told
	last   *report // events of one report mostly come one after another
}

func (p *peer) open(w io.Writer, limit int) (Writer, error) {
	k, err := known()
	if err != nil {
		return nil, err
	}
	scheme, err := k.codes.Scheme(p.schemes...)
	if err != nil {
		return nil, err
	}
	if p.header != nil {
		_, err = io.WriteString(w, string(tabbed(p.header...)))
	}
	return &peerWriter{peer: p, w: w, k: k, coding: ontology.Coding{Scheme: scheme}, limit: limit}, err
}

// Told says what was written.
func (p *peerWriter) Told() *Told { return &p.told }

// Full reports whether the limit is reached.
func (p *peerWriter) Full() bool { return p.limit > 0 && p.told.Rows >= p.limit }

// Close has nothing to do.
func (*peerWriter) Close() error { return nil }

// Write writes a deed, a row or more for each of its pairs.
func (p *peerWriter) Write(e Event) error {
	if p.last == nil || p.last.Record != e.Record {
		p.last = newReport(e)
	}
	d := deed{Event: &e.Event.Event, in: p.last}
	why := p.ready(&d)
	if why != "" {
		p.told.leave(why)
		return nil
	}
	p.told.Events++
	if d.Date != nil && d.Date.To > d.Date.From && d.Date.From != "" {
		p.told.Days++
	}
	for _, pair := range pairsOf(d.Event) {
		d.source, d.target = pair.of(d.Event)
		d.id = e.number(pair)
		for _, row := range p.rows(p.k, &d) {
			if p.Full() {
				return nil
			}
			if _, err := io.WriteString(p.w, string(row)); err != nil {
				return err
			}
			p.told.Rows++
		}
	}
	return nil
}

// ready fills in what all pairs of an event share, or says why it is left out.
func (p *peerWriter) ready(d *deed) (why string) {
	if !isDone(d.Status) {
		return d.Status // "2 negated"
	}
	ok := false
	if d.day, ok = dayOf(d.in.Record, d.Event); !ok {
		return noDay
	}
	kind, mode := d.Type, d.Mode
	if d.PLOVER != nil {
		kind, mode = d.PLOVER.Type, d.PLOVER.Mode
	}
	d.act = p.coding.Of(nil, &doc.Event{Type: kind, Mode: mode, CAMEO: d.CAMEO})
	_, coded := p.k.codes.Label(d.CAMEO)
	switch n := p.needs; {
	case n.code && !coded:
		return noCode
	case n.plover && !p.k.codes.IsType(kind):
		return noType
	case len(d.Source)+len(d.Target) == 0:
		return nobody
	case n.source && n.target && (len(d.Source) == 0 || len(d.Target) == 0):
		return noPair
	case n.source && len(d.Source) == 0:
		return noActor
	case n.codes && uncoded(d.Source, d.Target):
		return noCodeFor
	}
	return ""
}

func uncoded(sides ...[]dragoman.ActorRef) bool {
	for _, refs := range sides {
		for i := range refs {
			if refs[i].CAMEO == "" {
				return true
			}
		}
	}
	return false
}

// tabbed makes a line of cells. These formats have no way to write a tab or a line
// break within a cell, and some of their readers take a double quote for the beginning
// of one: a blank and a single quote stand for them.
func tabbed(cells ...string) line {
	for i, c := range cells {
		cells[i] = plain(c)
	}
	return line(strings.Join(cells, "\t") + "\n")
}

func plain(cell string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '"':
			return '\''
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(cell, "\ufffd"))
}

// listed joins values by a mark that none of them may hold.
func listed(mark string, values ...string) string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, strings.ReplaceAll(v, mark, ","))
		}
	}
	return strings.Join(out, mark)
}
