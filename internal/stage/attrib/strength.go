package attrib

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// The places in which a word tells of strength; see data/attrib/strengths.tsv.
var strengthPlaces = []string{"cue", "unnamed", "beside", "above"}

// readStrengths reads how strongly words tell: by place, then by word.
func (lex *knowledge) readStrengths(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/strengths.tsv", "words", "place", "strength", "example", "source")
	if err != nil {
		return err
	}
	lex.strengths = map[string]map[string]string{}
	for _, p := range strengthPlaces {
		lex.strengths[p] = map[string]string{}
	}
	var faults []error
	for _, row := range t.Rows {
		place, strength := row.Get("place"), row.Get("strength")
		switch {
		case !slices.Contains(strengthPlaces, place):
			faults = append(faults, row.Errorf("place %q, expected one of %s", place, strings.Join(strengthPlaces, " ")))
		case strength != "strong" && strength != "weak":
			faults = append(faults, row.Errorf("strength %q, expected strong or weak", strength))
		default:
			for _, w := range row.List("words") {
				lex.strengths[place][w] = strength
			}
		}
	}
	return errors.Join(faults...)
}

// strength says how strongly a draft is told: by the verb that its cue depends on
// ("appeared to deny"), a word beside it ("flatly denied", "a veiled threat") or
// the cue itself ("insisted").
func (r *reader) strength(f *draft) string {
	d, i := r.d, f.cueTok
	if i < 0 {
		return ""
	}
	if up := d.Arcs[i].Head; up >= 0 && d.IsRel(i, "xcomp") {
		if s := r.lex.strengths["above"][d.Lemma(up)]; s != "" {
			return s
		}
	}
	for _, k := range d.Kids(i) {
		if k := int(k); !d.IsRel(k, "advmod", "amod") || f.content.Covers(d.Tokens[k].Span) {
			continue
		}
		if s := r.lex.strengths["beside"][strings.ToLower(d.Word(int(k)))]; s != "" {
			return s
		}
	}
	if f.stance == "doubts" && r.negated(i) {
		return "" // "does not believe": not the belief is weak
	}
	lemma := r.lex.mended(strings.ToLower(d.Lemma(i)))
	if d.Tags[i].POS == doc.ADV || d.Tags[i].POS == doc.ADJ {
		lemma = strings.ToLower(d.Word(i))
	}
	if s := r.lex.strengths["cue"][lemma]; s != "" || f.own.ok {
		return s
	}
	return r.lex.strengths["unnamed"][lemma]
}
