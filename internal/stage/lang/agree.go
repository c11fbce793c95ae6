package lang

import (
	"strings"

	"dragoman/internal/doc"
)

// agree gives finite verbs the person and number of their subjects. English
// shows neither in "they went" or "we go", so the tagger is not asked for them
// (see reduce), but UD has them.
func agree(d *doc.Document, interned map[string]string) {
	for i := range d.Tags {
		t := &d.Tags[i]
		if t.POS != doc.VERB && t.POS != doc.AUX || !strings.HasPrefix(t.Feats, "Mood=Ind|") || strings.Contains(t.Feats, "Person=") {
			continue
		}
		person, number, ok := subject(d, i)
		if !ok {
			continue
		}
		key := t.Feats + person + number
		feats, seen := interned[key]
		if !seen {
			feats = "Mood=Ind|Number=" + number + "|Person=" + person + strings.TrimPrefix(t.Feats, "Mood=Ind")
			interned[key] = feats
		}
		t.Feats = feats
	}
}

// subject returns person and number of the subject of a verb, of its main verb
// for an auxiliary, or of the verb that it is joined to by "and".
func subject(d *doc.Document, i int) (person, number string, ok bool) {
	for range 4 {
		if s := d.Kid(i, "nsubj"); s >= 0 {
			person, number = nominal(d, s)
			return person, number, true
		}
		if !d.IsRel(i, "aux", "cop", "conj") || d.Arcs[i].Head < 0 {
			return "", "", false
		}
		i = d.Arcs[i].Head
	}
	return "", "", false
}

// nominal returns person and number of a subject.
func nominal(d *doc.Document, s int) (person, number string) {
	t := &d.Tags[s]
	person, number = "3", "Sing"
	if p := t.Feat("Person"); p != "" {
		person = p
	}
	if n := t.Feat("Number"); n == "Plur" || n == "Ptan" || d.Kid(s, "conj") >= 0 {
		number = "Plur"
	}
	return person, number
}
