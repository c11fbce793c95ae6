package lang

import (
	"cmp"
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// reduce drops the features that the tagger is not asked for: those that tell
// of spelling rather than grammar, and person and number of verb forms that do
// not show them ("they went": restored from the subject, see agree).
func reduce(t doc.Tag) class {
	var keep []string
	finite := t.Feat("VerbForm") == "Fin" && (t.POS == doc.VERB || t.POS == doc.AUX)
	third := t.Feat("Number") == "Sing" && t.Feat("Person") == "3" && t.Feat("Tense") == "Pres"
	be := t.POS == doc.AUX && t.Lemma == "be"
	for _, f := range strings.Split(t.Feats, "|") {
		switch name, _, _ := strings.Cut(f, "="); name {
		case "Typo", "Style", "Abbr", "ExtPos", "CorrectForm", "CorrectSpaceAfter":
			continue
		case "Person", "Number":
			if t.POS == doc.VERB || t.POS == doc.AUX {
				if !finite || !third && !be {
					continue
				}
			}
		}
		if f != "" {
			keep = append(keep, f)
		}
	}
	return class{t.POS, strings.Join(keep, "|")}
}

// classSet numbers the classes of a treebank, the frequent ones; rare ones
// become the most frequent class of their part of speech.
type classSet struct {
	list   []class
	number map[class]int
}

func newClassSet(d *doc.Document, least int) *classSet {
	counts := map[class]int{}
	for _, t := range d.Tags {
		counts[reduce(t)]++
	}
	var all []class
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b class) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.pos, b.pos), cmp.Compare(a.feats, b.feats))
	})
	s := &classSet{number: map[class]int{}}
	first := map[doc.POS]int{}
	for _, c := range all {
		n, seen := first[c.pos]
		if seen && (counts[c] < least || len(s.list) >= 250) {
			s.number[c] = n
			continue
		}
		if !seen {
			first[c.pos] = len(s.list)
		}
		s.number[c] = len(s.list)
		s.list = append(s.list, c)
	}
	return s
}

// names and parseClasses write classes as text for the model file, "VERB Mood=Ind".
func names(list []class) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.pos.String()+" "+c.feats)
	}
	return out
}

func parseClasses(names []string) []class {
	var list []class
	for _, n := range names {
		pos, feats, _ := strings.Cut(n, " ")
		list = append(list, class{doc.ParsePOS(pos), feats})
	}
	return list
}
