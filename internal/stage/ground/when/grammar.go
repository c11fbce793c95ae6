package when

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"dragoman/internal/lexicon"
)

// rule is one row of times.tsv: a pattern and what it means.
type rule struct {
	id      string
	makes   string // day span time dur set range vague skip
	items   []item
	prev    []string // words of which one must stand before
	notPrev []string // words that must not stand before
	next    []string // words of which one must stand behind
	notNext []string // words that must not stand behind
	op      operator
	args    []string
}

// item is one place of a pattern: literal words, a class, or what other rules
// make.
type item struct {
	words    []string
	class    string
	node     string
	slot     int // where reading keeps what it read; 0 for words and terms
	plural   bool
	optional bool
}

// term is a phrase of one class: "post-Soviet times" of ERA.
type term struct {
	words []string
	class string
	value string
}

// grammar is the rules, indexed by what they can start with.
type grammar struct {
	byWord  map[string][]*rule // rules that can start with this literal word
	byClass map[string][]*rule // rules that can start with this class or node
	terms   map[string][]term  // by first word, longer first
	classes map[string]bool    // of timewords.tsv
}

// builtin classes are read by code, not from the table of words.
var builtin = []string{"NUM", "NUMA", "ORD", "YEAR", "DNUM", "CLOCK", "DECADE", "ISO", "YM", "YY"}

// slots numbers the builtin classes and the nodes from 1.
var slots = func() map[string]int {
	out := map[string]int{}
	for _, name := range slices.Concat(builtin, slices.Sorted(maps.Keys(nodes))) {
		out[name] = len(out) + 1
	}
	return out
}()

// nodes names what "<date>" and the like accept.
var nodes = map[string][]string{"day": {"day"}, "span": {"span"}, "date": {"day", "span"}, "dur": {"dur"}}

var made = []string{"day", "span", "time", "dur", "set", "range", "vague", "skip"}

func readGrammar(fsys fs.FS) (*grammar, error) {
	g := &grammar{byWord: map[string][]*rule{}, byClass: map[string][]*rule{}, terms: map[string][]term{}, classes: map[string]bool{}}
	words, err1 := lexicon.Read(fsys, "ground/timewords.tsv", "class", "words", "value", "example", "source")
	rules, err2 := lexicon.Read(fsys, "ground/times.tsv", "id", "makes", "pattern", "does", "example", "value", "range", "source")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	for _, row := range words.Rows {
		g.addTerms(row)
	}
	var faults []error
	for _, row := range rules.Rows {
		if err := g.addRule(row); err != nil {
			faults = append(faults, err)
		}
	}
	return g, errors.Join(faults...)
}

func (g *grammar) addTerms(row lexicon.Row) {
	for _, phrase := range row.List("words") {
		t := term{words: strings.Fields(phrase), class: row.Get("class"), value: row.Get("value")}
		g.classes[t.class] = true
		list := append(g.terms[t.words[0]], t)
		slices.SortStableFunc(list, func(a, b term) int { return len(b.words) - len(a.words) })
		g.terms[t.words[0]] = list
	}
}

func (g *grammar) addRule(row lexicon.Row) error {
	does := strings.Fields(row.Get("does"))
	r := &rule{id: row.Get("id"), makes: row.Get("makes")}
	if !slices.Contains(made, r.makes) {
		return row.Errorf("makes %q, expected one of %s", r.makes, strings.Join(made, " "))
	}
	if len(does) == 0 || operators[does[0]] == nil {
		return row.Errorf("does %q, expected an operator", row.Get("does"))
	}
	r.op, r.args = operators[does[0]], does[1:]
	for k, s := range strings.Fields(row.Get("pattern")) {
		if err := g.addItem(r, k, s); err != nil {
			return row.Errorf("%v", err)
		}
	}
	if len(r.items) == 0 {
		return row.Errorf("an empty pattern")
	}
	return g.index(r, row)
}

func (g *grammar) addItem(r *rule, k int, s string) error {
	switch {
	case k == 0 && strings.HasPrefix(s, "^!"):
		r.notPrev = strings.Split(s[2:], "|")
		return nil
	case k == 0 && strings.HasPrefix(s, "^"):
		r.prev = strings.Split(s[1:], "|")
		return nil
	case len(s) > 1 && s[0] == '!':
		r.notNext = strings.Split(s[1:], "|")
		return nil
	case len(s) > 1 && s[0] == '=':
		r.next = strings.Split(s[1:], "|")
		return nil
	}
	it := item{}
	s, it.optional = strings.CutSuffix(s, "?")
	switch {
	case s[0] == '<':
		it.node = strings.Trim(s, "<>")
		if nodes[it.node] == nil {
			return fmt.Errorf("no %s, expected <day> <span> <date> <dur>", s)
		}
	case 'A' <= s[0] && s[0] <= 'Z':
		if s == "UNITS" {
			s, it.plural = "UNIT", true
		}
		it.class = s
		if !g.classes[s] && !slices.Contains(builtin, s) {
			return fmt.Errorf("no class %s in timewords.tsv", s)
		}
	default:
		it.words = strings.Split(s, "|")
	}
	it.slot = slots[it.class+it.node]
	r.items = append(r.items, it)
	return nil
}

// index files the rule under everything it can start with.
func (g *grammar) index(r *rule, row lexicon.Row) error {
	for _, it := range r.items {
		for _, w := range it.words {
			g.byWord[w] = append(g.byWord[w], r)
		}
		if it.class != "" {
			g.byClass[it.class] = append(g.byClass[it.class], r)
		}
		if it.node != "" {
			if slices.Contains(nodes[it.node], r.makes) {
				return row.Errorf("a %s that starts with <%s> never ends", r.makes, it.node)
			}
			g.byClass["<"+it.node+">"] = append(g.byClass["<"+it.node+">"], r)
		}
		if !it.optional {
			break
		}
	}
	return nil
}
