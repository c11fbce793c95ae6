package relate

import (
	"fmt"
	"io/fs"
	"math"
	"slices"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

// glance tells at little cost how sure an event is, by how the words of its act,
// source and target look to the parser's network (train/glance.py). It learnt from
// the judge. In "Egypt condemned the raid" it sees that all is as it seems; where it
// is in doubt, the judge reads the sentence.
type glance struct {
	width, hidden                    int
	parts                            []float32 // [LooksOfWord × width × hidden]
	bias                             []float32 // [hidden]
	kind, underlying, status, nobody []float32 // rows of hidden
	out                              []float32 // [hidden + 1], the bias last
	types, statuses                  []string
}

// sureAtAGlance is from where a glance is enough. Of the events of dense reports half
// lie above, of the written sentences kept out of the training eight of ten.
const sureAtAGlance = 0.65

const glanceFile = "models/glance.model"

func readGlance(fsys fs.FS) (*glance, error) {
	f, err := model.Open(fsys, glanceFile)
	if err != nil {
		return nil, err
	}
	g := &glance{width: f.Header.Numbers["part"], hidden: f.Header.Numbers["hidden"], types: f.Header.Lists["types"], statuses: f.Header.Lists["statuses"]}
	if g.width <= 0 || g.hidden <= 0 {
		return nil, fmt.Errorf("relate: %s: %d and %d numbers, expected more than none", f.Header.Name, g.width, g.hidden)
	}
	h := g.hidden
	return g, encoder.ReadTables(f,
		encoder.Table{To: &g.parts, Name: "parts", Len: doc.LooksOfWord * g.width * h}, encoder.Table{To: &g.bias, Name: "bias", Len: h},
		encoder.Table{To: &g.kind, Name: "kind", Len: len(g.types) * h}, encoder.Table{To: &g.underlying, Name: "underlying", Len: (len(g.types) + 1) * h},
		encoder.Table{To: &g.status, Name: "status", Len: len(g.statuses) * h}, encoder.Table{To: &g.nobody, Name: "nobody", Len: 3 * h},
		encoder.Table{To: &g.out, Name: "out", Len: h + 1})
}

// of returns the probability that the judge would give an event's type, and whether
// there is one: not of types that the head has not learnt, nor without looks.
func (g *glance) of(d *doc.Document, e *doc.Event, q Query) (float64, bool) {
	kind, status := slices.Index(g.types, e.Type), slices.Index(g.statuses, string(e.Status))
	if d.Looks.Width != g.width || kind < 0 || status < 0 {
		return 0, false
	}
	looks := make([]float32, doc.LooksOfWord*g.width)
	for role, r := range [doc.LooksOfWord]Range{{e.Token, e.Token + 1}, q.Source, q.Target} {
		if r.First < r.Last {
			d.Looks.Add(looks[role*g.width:][:g.width], role, r.First, r.Last)
		}
	}
	kernel.GELU(looks)
	z := slices.Clone(g.bias)
	g.add(z, g.kind, kind, 1)
	g.add(z, g.underlying, slices.Index(g.types, e.Underlying)+1, 1) // the first row is of none
	g.add(z, g.status, status, 1)
	for k, is := range []bool{q.Source == Range{}, q.Target == Range{}, e.Statement >= 0} {
		if is {
			g.add(z, g.nobody, k, 1)
		}
	}
	for k, x := range looks {
		g.add(z, g.parts, k, x)
	}
	kernel.GELU(z)
	sum := float64(g.out[g.hidden])
	for k, x := range z {
		sum += float64(x * g.out[k])
	}
	return 1 / (1 + math.Exp(-sum)), true
}

// add adds a row of a table, times by, to z.
func (g *glance) add(z, table []float32, row int, by float32) {
	for k, x := range table[row*g.hidden:][:g.hidden] {
		z[k] += x * by
	}
}
