package dragoman

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// Phrase names an actor: "Russian President Vladimir Putin", "the leader of
// Chad", "Turkish police".
type Phrase struct {
	Text string
	// Date is the day as of which to resolve; zero is today.
	Date time.Time
	// Country is the state that the phrase takes for granted, by its code or
	// name: "the army" in a report from Chad.
	Country string
	// Context is text that stood before the phrase.
	Context string
}

// UnmarshalJSON reads {"text","date","country","context"}. What the object does not
// give stays as it was.
func (p *Phrase) UnmarshalJSON(raw []byte) error {
	in := struct{ Text, Date, Country, Context *string }{Country: &p.Country, Context: &p.Context}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	if in.Text == nil {
		return errors.New(`no "text"`)
	}
	if p.Text = *in.Text; in.Date == nil || *in.Date == "" {
		return nil
	}
	var err error
	p.Date, _, err = ParseDate(*in.Date)
	return err
}

// Resolution is whom a phrase denotes as of its day. What is not known is
// empty: of two candidates neither is named, and of somebody unknown only the
// name is given, with an id that the same name gets again.
type Resolution struct {
	Text    string   `json:"text"`
	Name    string   `json:"name,omitempty"`
	ID      string   `json:"id,omitempty"`
	Kind    string   `json:"kind,omitempty"`
	Country string   `json:"country,omitempty"`
	Sector  string   `json:"sector,omitempty"`
	Role    string   `json:"role,omitempty"`
	From    string   `json:"from,omitempty"` // first day of the spell: in office, or of existence
	To      string   `json:"to,omitempty"`   // last day of it
	Why     []string `json:"why,omitempty"`
}

// Resolve says whom a phrase denotes. It reads the phrase as the last paragraph
// of a small report, so that it means here what it means in a report. The
// second result is false where it denotes nobody.
func (c *Coder) Resolve(ctx context.Context, p Phrase) (Resolution, bool, error) {
	r := Resolution{Text: p.Text}
	if strings.TrimSpace(p.Text) == "" {
		return r, false, nil
	}
	lex, err := c.known()
	if err != nil {
		return r, false, fmt.Errorf("dragoman: resolving %q: %w", p.Text, err)
	}
	if p.Date.IsZero() {
		p.Date = time.Now().UTC().Truncate(24 * time.Hour)
	}
	if p.Country != "" {
		s := cmp.Or(lex.States.Code(p.Country), lex.States.Named(p.Country, p.Date))
		if s == nil {
			return r, false, fmt.Errorf("no state is known as %q: expected a name or an ISO code (TCD)", p.Country)
		}
		p.Country = s.Name
	}
	d := phraseDocument(p)
	if err := c.run(ctx, d, upTo("actor", c.stages.text)); err != nil {
		return r, false, err
	}
	return r, r.take(d, lex), nil
}

// upTo returns the stages up to the named one.
func upTo(name string, stages []doc.Stage) []doc.Stage {
	n := slices.IndexFunc(stages, func(s doc.Stage) bool { return s.Name == name })
	return stages[:n+1]
}

// paragraph is a report of one paragraph that is taken as it stands.
func paragraph(text string) *doc.Document {
	return &doc.Document{Raw: text, Text: text, Blocks: []doc.Block{{Span: doc.Span{End: len(text)}, Kind: doc.Body}}}
}

// phraseDocument lays country, context and phrase out as paragraphs.
func phraseDocument(p Phrase) *doc.Document {
	d := &doc.Document{Meta: doc.Meta{ID: "phrase", Date: p.Date}}
	for _, s := range []string{p.Country, p.Context, p.Text} {
		s = strings.Join(strings.Fields(s), " ")
		if s == "" {
			continue
		}
		if d.Text != "" {
			d.Text += "\n\n"
		}
		at := len(d.Text)
		d.Text += s
		d.Blocks = append(d.Blocks, doc.Block{Span: doc.Span{Start: at, End: len(d.Text)}, Kind: doc.Body})
	}
	d.Raw = d.Text
	return d
}

// take fills in what the document says of its last paragraph, and reports
// whether it says anything.
func (r *Resolution) take(d *doc.Document, lex *actors.Lexicon) bool {
	phrase := d.Blocks[len(d.Blocks)-1].Span
	if m, parties := denoted(d, phrase); m != nil {
		r.Why = []string{m.Why}
		r.denote(d, parties, lex)
		return true
	}
	if m := placed(d, phrase); m != nil {
		// "targets in Syria": nobody, but of a state.
		r.Country, r.Why = d.Actors[m.Actors[0]].Country, []string{m.Why}
		return true
	}
	if isProperName(d, phrase) {
		r.Name, r.ID, r.Why = r.Text, localID(r.Text), []string{"unknown name"}
		return true
	}
	return false
}

// isProperName reports whether a phrase is nothing but a name of two words or
// more.
func isProperName(d *doc.Document, phrase doc.Span) bool {
	n := 0
	for i, t := range d.Tokens {
		if t.Start < phrase.Start {
			continue
		}
		if p := d.Tags[i].POS; p != doc.PROPN && p != doc.PUNCT {
			return false
		}
		n++
	}
	return n > 1
}

// localID is the id of somebody whom the lexicon does not know: the same for the
// same name.
func localID(name string) string {
	return "local:" + strings.ReplaceAll(actors.Fold(name), " ", "-")
}

// denoted returns the widest mention that the head of the phrase is in, and its
// parties with those that are coordinated with it.
func denoted(d *doc.Document, phrase doc.Span) (m *doc.Mention, parties []int) {
	head := slices.IndexFunc(d.Tokens, func(t doc.Token) bool { return t.Start >= phrase.Start })
	for head >= 0 && head < len(d.Arcs) && d.Arcs[head].Head >= 0 {
		head++
	}
	for i := range d.Mentions {
		o := &d.Mentions[i]
		if o.First <= head && head < o.Last && (m == nil || o.Last-o.First > m.Last-m.First) {
			m = o
		}
	}
	if m == nil {
		return nil, nil
	}
	parties = slices.Clone(m.Actors)
	for _, k := range d.Kids(m.Head) {
		o := d.MentionAt(int(k))
		if o < 0 || !d.IsRel(int(k), "conj") || int(k) < m.Last {
			continue
		}
		for _, a := range d.Mentions[o].Actors {
			if !slices.Contains(parties, a) {
				parties = append(parties, a)
			}
		}
	}
	return m, parties
}

// placed returns the mention that tells the country in a phrase whose head is
// nobody, if all that do are of one country. What a clause in it tells is not
// counted: "foreigners who fought for Ukraine".
func placed(d *doc.Document, phrase doc.Span) *doc.Mention {
	var found *doc.Mention
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Start < phrase.Start || len(m.Actors) != 1 || d.Actors[m.Actors[0]].Country == "" || inClause(d, m.Head) {
			continue
		}
		if found != nil && d.Actors[found.Actors[0]].Country != d.Actors[m.Actors[0]].Country {
			return nil
		}
		found = m
	}
	return found
}

// inClause reports whether a token is inside a relative clause or the like.
func inClause(d *doc.Document, t int) bool {
	for ; t >= 0; t = d.Arcs[t].Head {
		if d.IsRel(t, "acl:relcl", "advcl") {
			return true
		}
	}
	return false
}

// denote takes over what all the parties have in common; of one party,
// everything. What a nameless one leaves unsaid it shares with the first:
// "Turkish police and soldiers".
func (r *Resolution) denote(d *doc.Document, parties []int, lex *actors.Lexicon) {
	a := d.Actors[parties[0]]
	r.Kind, r.Country, r.Sector = a.Kind, a.Country, a.Sector
	for _, p := range parties[1:] {
		o := d.Actors[p]
		_, strict := lex.Spell(o.ID, d.Date)
		keep := func(field *string, other string) {
			if *field != other && (strict || other != "") {
				*field = ""
			}
		}
		keep(&r.Kind, o.Kind)
		keep(&r.Country, o.Country)
		keep(&r.Sector, o.Sector)
	}
	if len(parties) > 1 {
		return
	}
	r.Name, r.ID, r.Role = a.Name, a.ID, a.Role
	s, known := lex.Spell(a.ID, d.Date)
	if !known {
		r.ID = localID(a.Name)
		return
	}
	r.From, r.To = day(s.From), day(s.To)
}
