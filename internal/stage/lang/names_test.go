package lang

import (
	"slices"
	"testing"

	"dragoman/internal/doc"
)

func TestNames(t *testing.T) {
	a := newAnalyser(t)
	d := analyse(t, a, "Vladimir Putin flew to Beijing on Monday and met officials of the World Bank.")
	var got []string
	for _, n := range d.Names {
		got = append(got, n.Kind+" "+d.Of(d.TokenSpan(n.First, n.Last)))
	}
	if want := []string{"PER Vladimir Putin", "LOC Beijing", "ORG World Bank"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
}

// TestLabelsFollow: a label inside a name that nothing began is not read, however
// high its score; nor does a name change its kind half-way.
func TestLabelsFollow(t *testing.T) {
	w := &network{names: []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC"}}
	for _, c := range []struct {
		name   string
		scores [][]float32
		want   []doc.Name
	}{
		{"inside without a beginning", [][]float32{{1, 0, 9, 0, 0}, {9, 0, 0, 0, 0}}, nil},
		{"begins late", [][]float32{{3, 2, 9, 0, 0}, {0, 0, 9, 0, 0}}, []doc.Name{{First: 4, Last: 6, Kind: "PER"}}},
		{"one kind", [][]float32{{0, 9, 0, 0, 0}, {0, 0, 5, 0, 6}}, []doc.Name{{First: 4, Last: 6, Kind: "PER"}}},
		{"side by side", [][]float32{{0, 9, 0, 0, 0}, {0, 0, 0, 9, 0}}, []doc.Name{{First: 4, Last: 5, Kind: "PER"}, {First: 5, Last: 6, Kind: "LOC"}}},
	} {
		s := &scratch{sums: make([]float32, 2*len(w.names)), labels: slices.Concat(c.scores...)}
		d := &doc.Document{}
		s.readNames(w, d, unit{first: 4, last: 6})
		if !slices.Equal(d.Names, c.want) {
			t.Errorf("%s: %v, want %v", c.name, d.Names, c.want)
		}
	}
}
