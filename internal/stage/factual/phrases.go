package factual

import (
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// phrases are rows of words by what they tell, each cut at blanks: "in return for".
type phrases map[string][][]string // by the first word

func readPhrases(fsys fs.FS, file string) (phrases, error) {
	t, err := lexicon.Read(fsys, file, "words", "example", "source")
	if err != nil {
		return nil, err
	}
	p := phrases{}
	for _, row := range t.Rows {
		for _, w := range row.List("words") {
			cut := strings.Fields(w)
			p[cut[0]] = append(p[cut[0]], cut)
		}
	}
	return p, nil
}

// at is the number of tokens of the longest phrase that begins at token t.
func (p phrases) at(d *doc.Document, t int) int { return len(p.longest(d, t)) }

// longest is the longest phrase that begins at token t, or nil.
func (p phrases) longest(d *doc.Document, t int) []string {
	var best []string
	for _, words := range p[strings.ToLower(d.Word(t))] {
		if len(words) <= len(best) || t+len(words) > len(d.Tokens) {
			continue
		}
		same := true
		for i, w := range words {
			if same = strings.EqualFold(d.Word(t+i), w); !same {
				break
			}
		}
		if same {
			best = words
		}
	}
	return best
}

// opened climbs from the word that opens a phrase to the top of the phrase: from
// "on" to the "condition" of "on condition that Israel signs", which hangs on the
// verb. It returns -1 where the phrase is not one piece of the tree.
func (r *reader) opened(t int) int {
	d := r.d
	for k := t; k >= 0; k = d.Arcs[k].Head {
		first, _ := d.Subtree(k)
		for first < t && d.Tags[first].POS == doc.PUNCT {
			first++
		}
		if first < t {
			return -1
		}
		if d.IsRel(k, "ccomp", "obj", "nsubj") && strings.HasSuffix(strings.ToLower(d.Word(t)), "ever") && d.Arcs[k].Head >= 0 && (k != t || d.Kid(k, "acl:relcl", "acl") >= 0) {
			return k // "whichever side breaks it", "whatever they pay"
		}
		if d.IsRel(k, "advcl", "obl", "nmod", "acl", "appos", "amod", "obl:tmod", "obl:npmod", "obl:unmarked", "nmod:tmod") && (d.Arcs[k].Head >= 0) {
			return k
		}
		if d.IsRel(k, "advmod") {
			if up := d.Arcs[k].Head; up > k && d.IsRel(up, "advmod") {
				continue // "as soon as"
			}
			return k
		}
	}
	return -1
}

// clauseOver is the nearest clause above the word at t, or -1.
func (r *reader) clauseOver(t int) int {
	for h := r.d.Arcs[t].Head; h >= 0; h = r.d.Arcs[h].Head {
		if r.isClause(h) {
			return h
		}
	}
	return -1
}
