package clause

import (
	"errors"
	"io/fs"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// governors is data/clause/governors.tsv: which words hand arguments on.
type governors struct {
	lights, occurs, quantities, subjects, objects, particles, intransitives map[string]bool
	prepositions                                                            map[string][]string // oblique control: lemma to prepositions
}

func readGovernors(fsys fs.FS) (*governors, error) {
	t, err := lexicon.Read(fsys, "clause/governors.tsv", "lemma", "behaviour", "preposition", "example", "source")
	if err != nil {
		return nil, err
	}
	g := &governors{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string][]string{}}
	var faults []error
	for _, r := range t.Rows {
		lemma := r.Get("lemma")
		switch b := r.Get("behaviour"); b {
		case "light":
			g.lights[lemma] = true
		case "occur":
			g.occurs[lemma] = true
		case "quantity":
			g.quantities[lemma] = true
		case "subject":
			g.subjects[lemma] = true
		case "intransitive":
			g.intransitives[lemma] = true
		case "object":
			g.objects[lemma] = true
		case "particle":
			g.particles[lemma] = true
		case "oblique":
			g.prepositions[lemma] = append(g.prepositions[lemma], r.Get("preposition"))
		default:
			faults = append(faults, r.Errorf("behaviour %q, expected light, occur, quantity, subject, object, intransitive, oblique or particle", b))
		}
	}
	return g, errors.Join(faults...)
}

func (g *governors) light(d *doc.Document, t int) bool          { return g.lights[d.Lemma(t)] }
func (g *governors) occur(d *doc.Document, t int) bool          { return g.occurs[d.Lemma(t)] }
func (g *governors) quantity(d *doc.Document, t int) bool       { return g.quantities[d.Lemma(t)] }
func (g *governors) subjectControl(d *doc.Document, t int) bool { return g.subjects[d.Lemma(t)] }
func (g *governors) objectControl(d *doc.Document, t int) bool  { return g.objects[d.Lemma(t)] }
func (g *governors) intransitive(d *doc.Document, t int) bool {
	return g.occurs[d.Lemma(t)] || g.intransitives[d.Lemma(t)]
}
func (g *governors) particle(d *doc.Document, t int) bool     { return g.particles[d.Lemma(t)] }
func (g *governors) obliques(d *doc.Document, t int) []string { return g.prepositions[d.Lemma(t)] }
