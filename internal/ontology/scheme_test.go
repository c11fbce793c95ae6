package ontology

import (
	"slices"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
)

func tables(t testing.TB) *Tables {
	t.Helper()
	x, err := Open(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Where the published sets differ. -1 stands for no class, as for a code of a user's
// own dictionary.
func TestQuad(t *testing.T) {
	schemes := []string{"plover", "icews", "icews-penta", "phoenix", "gdelt", "zsp"}
	cases := []struct {
		what, kind, cameo string
		want              []int
	}{
		{"a statement without a type", "", "013", []int{-1, 1, 0, 0, 1, -1}},
		{"an appeal", "REQUEST", "020", []int{3, 1, 1, 0, 1, 3}},
		{"a meeting", "CONSULT", "040", []int{1, 1, 1, 1, 1, 1}},
		{"giving way in words", "CONCEDE", "080", []int{1, 2, 2, 2, 2, 2}},
		{"an investigation", "ACCUSE", "090", []int{3, 3, 3, 3, 2, 3}},
		{"a demonstration", "PROTEST", "141", []int{4, 4, 4, 4, 3, 4}},
		{"a sanction", "SANCTION", "163", []int{4, 4, 4, 3, 4, 4}},
		{"a battle", "ASSAULT", "190", []int{4, 4, 4, 4, 4, 4}},
		{"an act without a code", "PROTEST", "", []int{4, -1, -1, -1, -1, 4}},
		{"a code of a user's own", "OTHER", "223", []int{-1, -1, -1, -1, -1, -1}},
	}
	x := tables(t)
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			for i, name := range schemes {
				s, err := x.Scheme(name)
				if err != nil {
					t.Fatal(err)
				}
				got := -1
				if q := (&Coding{Scheme: s}).Of(nil, &doc.Event{Type: c.kind, CAMEO: c.cameo}).Quad; q != nil {
					got = *q
				}
				if got != c.want[i] {
					t.Errorf("%s: class %d, want %d", name, got, c.want[i])
				}
			}
		})
	}
}

// The scale goes by the code, or by the nearest one above it, and PLOVER's by type.
func TestGoldstein(t *testing.T) {
	x := tables(t)
	for _, c := range []struct {
		scheme, kind, cameo string
		want                float64
		none                bool
	}{
		{"goldstein", "CONSULT", "042", 1.9, false},
		{"goldstein", "ASSAULT", "1959", -10, false},
		{"goldstein", "ASSAULT", "", 0, true},
		{"goldstein", "OTHER", "223", 0, true},
		{"plover-scale", "CONSULT", "042", 2.5, false},
		{"plover-scale", "ACCUSE", "111", -3, false},
		{"plover-scale", "REQUEST", "", 0, false},
		{"plover-scale", "OTHER", "042", 0, true},
	} {
		s, err := x.Scheme(c.scheme)
		if err != nil {
			t.Fatal(err)
		}
		g := (&Coding{Scheme: s}).Of(nil, &doc.Event{Type: c.kind, CAMEO: c.cameo}).Goldstein
		if (g == nil) != c.none || g != nil && *g != c.want {
			t.Errorf("%s, %s %s: got %v, want %v (none: %v)", c.scheme, c.kind, c.cameo, g, c.want, c.none)
		}
	}
}

// Every scheme has a value for every type or for every root.
func TestSchemesAreWhole(t *testing.T) {
	x := tables(t)
	for _, s := range x.schemes {
		keys := x.types
		if s.by == byRoot {
			keys = strings.Fields("01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20")
		}
		for _, k := range keys {
			if _, ok := s.value[k]; !ok && s.by != byCode {
				t.Errorf("scheme %s has no value for %s", s.name, k)
			}
		}
	}
}

// A scheme for each field may be named, and what is our own choice has no name.
func TestSchemeNames(t *testing.T) {
	x := tables(t)
	for _, c := range []struct{ names, name, fault string }{
		{"", "", ""},
		{"plover goldstein", "", ""},
		{"plover-scale zsp", "zsp,plover-scale", ""},
		{"icews icews", "icews", ""},
		{"icews gdelt", "", "schemes icews and gdelt both give quad"},
		{"vegas", "", `no scheme "vegas", expected one of plover icews icews-penta phoenix gdelt zsp (quad) or goldstein plover-scale (goldstein)`},
	} {
		s, err := x.Scheme(strings.Fields(c.names)...)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%q: error %v, want %s", c.names, err, c.fault)
			}
			continue
		}
		if err != nil || s.Name != c.name {
			t.Errorf("%q: name %q, error %v, want %q", c.names, s.Name, err, c.name)
		}
	}
}

// The types of CAMEO codes and their modes are PLOVER's.
func TestCodesHaveKnownTypes(t *testing.T) {
	x := tables(t)
	rows := codeRows(t)
	if len(rows) != len(x.codes) {
		t.Errorf("%d rows for %d codes: some code is there twice", len(rows), len(x.codes))
	}
	for _, r := range rows {
		kind, mode := r.Get("plover"), r.Get("mode")
		if kind == "" {
			continue
		}
		if modes, ok := x.modes[kind]; !ok || mode != "" && !slices.Contains(modes, mode) {
			t.Error(r.Errorf("%s/%s is no type and mode of plover.tsv", kind, mode))
		}
	}
}
