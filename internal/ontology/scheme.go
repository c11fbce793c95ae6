package ontology

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/lexicon"
)

// The fields of the record that a scheme gives the value of.
const (
	quad      = "quad"
	goldstein = "goldstein"
)

// What a scheme goes by: PLOVER's type, the first two digits of the CAMEO code, or
// the whole code.
const (
	byType = "type"
	byRoot = "root"
	byCode = "code"
)

// goldsteinScale is the one scheme whose values stand with the codes, in cameo.tsv.
const goldsteinScale = "goldstein"

// scheme is one published set of classes or of scale values.
type scheme struct {
	name  string
	field string
	by    string
	value map[string]float64
}

// Scheme is the set of classes and the scale that events are written with.
type Scheme struct {
	Name            string // what differs from our own choice: "icews", "zsp,plover-scale", or nothing
	quad, goldstein *scheme
}

// readSchemes reads schemes.tsv. The first scheme of a field is the one that is
// taken where none is named.
func (t *Tables) readSchemes(rows []lexicon.Row) error {
	t.schemes = []*scheme{{goldsteinScale, goldstein, byCode, t.codes}}
	var faults []error
	for _, r := range rows {
		name, field, by := r.Get("scheme"), r.Get("field"), r.Get("by")
		s := t.scheme(name)
		if s == nil {
			s = &scheme{name, field, by, map[string]float64{}}
			t.schemes = append(t.schemes, s)
		}
		if field != quad && field != goldstein || by != byType && by != byRoot || field != s.field || by != s.by {
			faults = append(faults, r.Errorf("field %q by %q, expected quad or goldstein by type or root, the same in all rows of a scheme", field, by))
			continue
		}
		v, err := strconv.ParseFloat(r.Get("value"), 64)
		if err != nil || field == quad && v != float64(int(v)) {
			faults = append(faults, r.Errorf("value %q, expected a number, of a class a whole one", r.Get("value")))
		}
		for _, key := range r.List("keys") {
			if _, twice := s.value[key]; twice || by == byType && !slices.Contains(t.types, key) || by == byRoot && !t.isRoot(key) {
				faults = append(faults, r.Errorf("key %q, expected a type of plover.tsv or a root of cameo.tsv, once in a scheme", key))
			}
			s.value[key] = v
		}
	}
	return errors.Join(faults...)
}

func (t *Tables) isRoot(code string) bool {
	_, ok := t.codes[code]
	return ok && len(code) == 2
}

func (t *Tables) scheme(name string) *scheme {
	for _, s := range t.schemes {
		if s.name == name {
			return s
		}
	}
	return nil
}

// named lists the schemes of a field, the one taken by itself first.
func (t *Tables) named(field string) []string {
	var out []string
	for _, s := range t.schemes {
		if s.field == field {
			out = append(out, s.name)
		}
	}
	return out
}

// Scheme returns the classes and the scale of the names, at most one name for each;
// what is not named is as it is by itself.
func (t *Tables) Scheme(names ...string) (*Scheme, error) {
	out := &Scheme{quad: t.scheme(t.named(quad)[0]), goldstein: t.scheme(t.named(goldstein)[0])}
	chosen := map[string]string{} // field to name
	var faults []error
	for _, name := range names {
		s := t.scheme(name)
		if s == nil {
			faults = append(faults, fmt.Errorf("no scheme %q, expected one of %s (quad) or %s (goldstein)",
				name, strings.Join(t.named(quad), " "), strings.Join(t.named(goldstein), " ")))
			continue
		}
		if was, ok := chosen[s.field]; ok && was != name {
			faults = append(faults, fmt.Errorf("schemes %s and %s both give %s, expected one of them", was, name, s.field))
			continue
		}
		chosen[s.field] = name
		if s.field == quad {
			out.quad = s
		} else {
			out.goldstein = s
		}
	}
	var other []string
	for _, s := range []*scheme{out.quad, out.goldstein} {
		if s.name != t.named(s.field)[0] {
			other = append(other, s.name)
		}
	}
	out.Name = strings.Join(other, ",")
	return out, errors.Join(faults...)
}

// Worth returns the class and the scale value of what has a type and a CAMEO code; nil
// where the scheme has none.
func (s *Scheme) Worth(kind, cameo string) (class *int, value *float64) {
	if v, ok := s.quad.of(kind, cameo); ok {
		class = new(int(v))
	}
	if v, ok := s.goldstein.of(kind, cameo); ok {
		value = &v
	}
	return class, value
}

// of returns the value for an act, or ok false where the scheme has none.
func (s *scheme) of(kind, cameo string) (value float64, ok bool) {
	switch s.by {
	case byType:
		value, ok = s.value[kind]
	case byRoot:
		if len(cameo) >= 2 {
			value, ok = s.value[cameo[:2]]
		}
	case byCode: // or the nearest code above it
		for n := len(cameo); n >= 2 && !ok; n-- {
			value, ok = s.value[cameo[:n]]
		}
	}
	return value, ok
}

// Check says why there is no such type, mode of it or CAMEO code; what is empty is not
// looked at.
func (t *Tables) Check(kind, mode, cameo string) error {
	switch {
	case kind != "" && !slices.Contains(t.types, kind):
		return fmt.Errorf("type %q, expected a type of PLOVER: %s", kind, strings.Join(t.types, " "))
	case mode != "" && len(t.modes[kind]) == 0:
		return fmt.Errorf("mode %q, expected none: %s has no modes", mode, kind)
	case mode != "" && !slices.Contains(t.modes[kind], mode):
		return fmt.Errorf("mode %q, expected a mode of %s: %s", mode, kind, strings.Join(t.modes[kind], " "))
	}
	if _, ok := t.codes[cameo]; cameo != "" && !ok {
		return fmt.Errorf("cameo %q, expected a code of CAMEO (\"0331\")", cameo)
	}
	return nil
}

// Quads returns the quad class of each PLOVER type by the scheme that is taken where
// none is named.
func (t *Tables) Quads() map[string]int {
	s := t.scheme(t.named(quad)[0])
	out := map[string]int{}
	for _, kind := range t.types {
		if v, ok := s.value[kind]; ok {
			out[kind] = int(v)
		}
	}
	return out
}
