package event

import (
	"strings"
	"time"

	"dragoman/internal/doc"
)

// reference is the day that the story has come to.
type reference struct {
	time int // in Document.Times, or -1 for the report's day
	doc.TimeRange
}

// recent is how far back a day may lie and still be the story's own: what is told
// of years ago is history, and the next sentence is back at the news.
const recent = 15 * 24 * time.Hour

// references returns the day that the story has come to in each sentence: the
// first recent day of a main clause moves it on. An earlier day than that told
// first is a look back, which ends with its paragraph.
func (c *coder) references() []reference {
	refs := make([]reference, len(c.d.Sentences))
	ref := reference{time: -1}
	story := ref
	for i := range refs {
		if ref.time >= 0 && ref.From.Before(story.From) && c.startsParagraph(i) {
			ref = story
		}
		if r := c.dayTold(i); r.time >= 0 {
			ref = r
			if story.time < 0 || !r.From.Before(story.From) {
				story = r
			}
		}
		refs[i] = ref
	}
	return refs
}

func (c *coder) startsParagraph(i int) bool {
	return i == 0 || strings.Contains(c.d.Text[c.d.Sentences[i-1].End:c.d.Sentences[i].Start], "\n\n")
}

// dayTold returns the first recent day in a sentence that is that of its main clause.
func (c *coder) dayTold(sentence int) reference {
	s := &c.d.Sentences[sentence]
	for k, head := range c.index.times {
		t := &c.d.Times[k]
		if t.Start >= s.End || s.Kind != doc.Body {
			break
		}
		if t.Start >= s.Start && head >= 0 && c.isRecentDay(t) && c.ofMainClause(head) {
			return reference{k, t.TimeRange}
		}
	}
	return reference{time: -1}
}

// isRecentDay leaves out weeks and years, and hours without a day of their own.
func (c *coder) isRecentDay(t *doc.Time) bool {
	if !dates(t) || t.From.IsZero() || t.To.IsZero() || t.To.Sub(t.From) > 48*time.Hour || c.ofNoDay(t) {
		return false
	}
	day := c.today()
	return day.IsZero() || !t.From.After(day) && t.To.After(day.Add(-recent))
}

// ofNoDay reports whether an expression is an hour alone: "at 20:00".
func (c *coder) ofNoDay(t *doc.Time) bool {
	switch t.Why {
	case "clock", "noon", "midnight":
		return true
	}
	return false
}

// ofMainClause reports whether a time is that of the main verb of its sentence, or
// of a verb beside it or told by it: "Friday saw clashes", "bombings yesterday
// struck the port", "he said troops fired on Friday"; not "reports of Friday say".
func (c *coder) ofMainClause(t int) bool {
	d := c.d
	top := d.Arcs[t].Head
	if top >= 0 && d.IsRel(t, "nmod:unmarked", "advmod") && d.IsRel(top, "nsubj", "obj") {
		t, top = top, d.Arcs[top].Head
	}
	if top >= 0 && (!d.IsRel(t, "obl", "advmod", "nmod:unmarked", "nsubj", "obj") || !c.predicative(top) || c.before(top)) {
		return false // nor "had met on Thursday", which looks back
	}
	if c.inSource(t) {
		return false
	}
	for t = top; t >= 0 && d.Arcs[t].Head >= 0; t = d.Arcs[t].Head {
		if !d.IsRel(t, "conj", "ccomp", "xcomp", "parataxis") {
			return false
		}
	}
	return true
}

// inSource: "According to the ministry on Friday, a crowd met" tells when the ministry
// said so, whatever the tree hangs the day on; a comma ends the phrase.
func (c *coder) inSource(t int) bool {
	d := c.d
	for k := t - 1; k >= 0 && d.Tags[k].POS != doc.PUNCT; k-- {
		if strings.EqualFold(d.Word(k), "according") {
			return true
		}
	}
	return false
}

// predicative reports whether a token is a verb, or a noun or adjective with "be".
func (c *coder) predicative(t int) bool {
	return c.d.Tags[t].POS == doc.VERB || c.d.Kid(t, "cop") >= 0
}
