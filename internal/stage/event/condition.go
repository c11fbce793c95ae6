package event

import (
	"fmt"
	"strings"
	"unicode"

	"dragoman/internal/doc"
)

// parseCondition reads one demand of a frame's "when" cell.
func (lex *frames) parseCondition(text string) (condition, error) {
	c := condition{text: text}
	left, right, listed := strings.Cut(text, "=")
	left, c.not = strings.CutSuffix(left, "!")
	left, c.absent = strings.CutPrefix(left, "-")
	c.path = parsePath(left)
	if !listed {
		return c, nil
	}
	if left == wordsRole {
		var err error
		c.words, err = lex.parsePattern(right)
		return c, err
	}
	c.lemmas = map[string]bool{}
	for _, w := range strings.Split(right, ",") {
		class, isClass := strings.CutPrefix(w, "@")
		switch {
		case !isClass:
			c.lemmas[w] = true
		case builtin[class]:
			c.sorts = append(c.sorts, class)
		case unicode.IsUpper(rune(class[0])):
			if lex.types[class] == nil {
				return c, fmt.Errorf("condition %q: no frame has the type %s", text, class)
			}
			for lemma := range lex.types[class] {
				c.lemmas[lemma] = true
			}
		default:
			lemmas, ok := lex.classes[w]
			if !ok {
				return c, fmt.Errorf("condition %q: nouns.tsv has no %s", text, w)
			}
			for _, lemma := range lemmas {
				c.lemmas[lemma] = true
			}
		}
	}
	return c, nil
}

// builtin are the classes that look at what a word denotes, not at its lemma.
var builtin = map[string]bool{"actor": true, "place": true, "person": true, "state": true, "money": true}

// holds reports whether a predicate meets the condition, and the token that
// showed it (-1 where the condition asks for an absence).
func (c *coder) holds(cond *condition, p *doc.Predicate) (int, bool) {
	if cond.path[0] == tellerRole {
		return -1, (c.teller(p.Token) != nil) != cond.absent
	}
	if cond.path[0] == infinitiveRole {
		return -1, c.infinitive(p) != cond.absent
	}
	for _, t := range c.follow(p, cond.path) {
		if cond.lemmas == nil && cond.sorts == nil || c.fits(cond, t) {
			return t, !cond.absent && !cond.not
		}
	}
	return -1, cond.absent || cond.not
}

// infinitiveRole is the pseudo-role of a governed clause that is an infinitive:
// "told Mali to leave" asks, "told Mali that it left" does not.
const infinitiveRole = "infinitive"

func (c *coder) infinitive(p *doc.Predicate) bool {
	for _, t := range c.step(p, []string{"comp"}) {
		for _, k := range c.d.Kids(t) {
			if c.d.Lemma(int(k)) == "to" && c.d.IsRel(int(k), "mark") {
				return true
			}
		}
	}
	return false
}

// fits reports whether a filler is in one of the condition's classes.
func (c *coder) fits(cond *condition, t int) bool {
	if cond.lemmas[c.lemma(t)] {
		return true
	}
	for _, sort := range cond.sorts {
		if c.isSort(sort, t) {
			return true
		}
	}
	return false
}

func (c *coder) isSort(sort string, t int) bool {
	switch sort {
	case "place":
		m := c.index.mention(t)
		return m >= 0 && c.d.Mentions[m].Place || c.index.place(t) >= 0
	case "money":
		f := c.index.figure(t)
		return f >= 0 && isCurrency(c.d.Figures[f].Unit)
	case "actor":
		return len(c.named(t, false)) > 0 || c.armed(t)
	}
	m := c.index.mention(t)
	if m < 0 {
		return false
	}
	for _, a := range c.d.Mentions[m].Actors {
		kind := c.d.Actors[a].Kind
		if sort == "state" && kind == "state" || sort == "person" && (kind == "leader" || kind == "official" || kind == "person" || kind == "people") {
			return true
		}
	}
	return false
}

// armed reports whether a noun is something of a force: "Syrian army units".
func (c *coder) armed(t int) bool {
	for _, k := range c.d.Kids(t) {
		if !c.d.IsRel(int(k), "compound") {
			continue
		}
		for _, p := range c.named(int(k), false) {
			switch c.d.Actors[p.Actor].Sector {
			case "MIL", "COP", "REB", "UAF":
				return true
			}
		}
	}
	return false
}

// isCurrency: units of money are ISO 4217 codes.
func isCurrency(unit string) bool {
	return len(unit) == 3 && strings.ToUpper(unit) == unit
}
