package event

import (
	"strings"

	"dragoman/internal/doc"
)

// found is a cue met in a sentence.
type found struct {
	first, last int
	cue         *cue
}

// lookup is a table of cues with those found in the sentence last read.
type lookup struct {
	table    *cueTable
	sentence int // 1 + its number
	cues     []found
}

// of finds the cues of a sentence, the longest at each place: the forum of an
// "economic forum" says nothing of the economy. A sentence is read once for all
// of its events.
func (l *lookup) of(c *coder, sentence int) []found {
	if l.sentence == sentence+1 {
		return l.cues
	}
	l.sentence, l.cues = sentence+1, l.cues[:0]
	s := &c.d.Sentences[sentence]
	for t := s.First; t < s.Last; {
		t = max(t+1, l.add(c, t, s.Last))
	}
	return l.cues
}

// add adds the longest cue that begins at token t, and the one that is as long
// by the lemma: a row may ask for "doctors" and another for any "doctor". It
// returns the token behind.
func (l *lookup) add(c *coder, t, end int) int {
	word, lemma := strings.ToLower(c.d.Word(t)), strings.ToLower(c.lemma(t))
	q, last := c.longest(l.table.byPiece[word], t, end)
	var q2 *cue
	if lemma != word {
		var last2 int
		if q2, last2 = c.longest(l.table.byPiece[lemma], t, end); last2 > last {
			q, last, q2 = q2, last2, nil
		} else if last2 < last {
			q2 = nil
		}
	}
	for _, q := range [...]*cue{q, q2} {
		if q != nil {
			l.cues = append(l.cues, found{t, last, q})
		}
	}
	return last
}

// longest returns the first of the cues, longer first, that stands at token t, and
// the token behind it.
func (c *coder) longest(list []cue, t, end int) (*cue, int) {
	for k := range list {
		if last, ok := c.stands(list[k].pieces, t, end); ok {
			return &list[k], last
		}
	}
	return nil, t
}

// stands reports whether a phrase stands at token t, by its words or their lemmas,
// hyphens passed over, and where it ends.
func (c *coder) stands(pieces []string, t, end int) (int, bool) {
	for k, p := range pieces {
		for k > 0 && t < end && c.d.Word(t) == "-" {
			t++
		}
		if t >= end || !strings.EqualFold(c.d.Word(t), p) && !strings.EqualFold(c.lemma(t), p) {
			return 0, false
		}
		t++
	}
	return t, true
}

// tokenSet is a set of tokens of one sentence.
type tokenSet struct {
	first int
	in    []bool
}

func (s tokenSet) has(t int) bool { return t >= s.first && t < s.first+len(s.in) && s.in[t-s.first] }

// add puts a token in and reports whether it was not there and may be.
func (s tokenSet) add(t int) bool {
	if t < s.first || t >= s.first+len(s.in) || s.in[t-s.first] {
		return false
	}
	s.in[t-s.first] = true
	return true
}

func (s tokenSet) drop(t int) {
	if s.has(t) {
		s.in[t-s.first] = false
	}
}

// nearTokens tells which tokens of the sentence belong to an act's own clause:
// what hangs on its trigger or on the verb over it, and the arguments that it has
// from elsewhere, without the clauses that tell of another time or another act.
func (c *coder) nearTokens(e *doc.Event) tokenSet {
	d, p := c.d, c.matchOf(e).pred
	s := &d.Sentences[d.SentenceOf(p.Token)]
	near := tokenSet{s.First, make([]bool, s.Last-s.First)}
	top := c.verbOver(p.Token)
	c.addNear(near, top, top)
	for _, a := range p.Args {
		if d.IsRel(a.Token, "advcl") && c.otherTime(a.Token) {
			continue
		}
		c.addNear(near, a.Token, a.Token)
	}
	switch obj := p.Arg("obj"); e.Type {
	case "COERCE", "SANCTION", "ACCUSE":
		if obj < 0 {
			break
		}
		// what somebody is punished for: "arrested a man who had sold heroin"
		if k := d.Kid(obj, "acl:relcl"); k >= 0 {
			c.addNear(near, k, k)
		}
	}
	return near
}

func (c *coder) addNear(near tokenSet, t, top int) {
	if !near.add(t) {
		return
	}
	d := c.d
	for _, k := range d.Kids(t) {
		k := int(k)
		switch {
		case t == top && (d.IsRel(k, "parataxis") || d.IsRel(k, "conj") && d.Tags[k].POS == doc.VERB):
		case d.IsRel(k, "acl:relcl"):
		case d.IsRel(k, "advcl") && c.otherTime(k):
		default:
			c.addNear(near, k, top)
		}
	}
}

// otherTime reports whether an adverbial clause tells when an act took place and
// not what it is about: "met the king after the court freed the editor".
func (c *coder) otherTime(t int) bool {
	m := c.d.Kid(t, "mark", "advmod")
	return m >= 0 && c.ctx.table.whenWords[strings.ToLower(c.d.Word(m))]
}
