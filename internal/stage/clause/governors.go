package clause

import (
	"errors"
	"io/fs"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// governors is data/clause/governors.tsv: which words hand arguments on.
type governors struct {
	lights, suffers, patients, voices, occurs, quantities, subjects, objects, gifts, particles map[string]bool
	prepositions                                                                               map[string][]string // oblique control: lemma to prepositions
}

func readGovernors(fsys fs.FS) (*governors, error) {
	t, err := lexicon.Read(fsys, "clause/governors.tsv", "lemma", "behaviour", "preposition", "example", "source")
	if err != nil {
		return nil, err
	}
	g := &governors{prepositions: map[string][]string{}}
	sets := map[string]*map[string]bool{"light": &g.lights, "suffer": &g.suffers, "patient": &g.patients, "voice": &g.voices, "occur": &g.occurs, "quantity": &g.quantities,
		"subject": &g.subjects, "object": &g.objects, "gift": &g.gifts, "particle": &g.particles}
	for _, set := range sets {
		*set = map[string]bool{}
	}
	var faults []error
	for _, r := range t.Rows {
		lemma, b := r.Get("lemma"), r.Get("behaviour")
		switch set := sets[b]; {
		case b == "oblique":
			g.prepositions[lemma] = append(g.prepositions[lemma], r.Get("preposition"))
		case set == nil:
			faults = append(faults, r.Errorf("behaviour %q is none that the head of the table explains", b))
		case r.Get("preposition") != "":
			(*set)[lemma+" "+r.Get("preposition")] = true
		default:
			(*set)[lemma] = true
		}
	}
	return g, errors.Join(faults...)
}

func (g *governors) light(d *doc.Document, t int) bool          { return g.lights[d.Lemma(t)] }
func (g *governors) suffer(d *doc.Document, t int) bool         { return g.suffers[d.Lemma(t)] }
func (g *governors) patient(d *doc.Document, t int) bool        { return g.patients[d.Lemma(t)] }
func (g *governors) voice(d *doc.Document, t int) bool          { return g.voices[d.Lemma(t)] }
func (g *governors) occur(d *doc.Document, t int) bool          { return g.occurs[d.Lemma(t)] }
func (g *governors) quantity(d *doc.Document, t int) bool       { return g.quantities[d.Lemma(t)] }
func (g *governors) subjectControl(d *doc.Document, t int) bool { return g.subjects[d.Lemma(t)] }
func (g *governors) objectControl(d *doc.Document, t int) bool  { return g.objects[d.Lemma(t)] }
func (g *governors) gift(d *doc.Document, t int) bool           { return g.gifts[d.Lemma(t)] }
func (g *governors) particle(d *doc.Document, t int) bool       { return g.particles[d.Lemma(t)] }
func (g *governors) obliques(d *doc.Document, t int) []string   { return g.prepositions[d.Lemma(t)] }
