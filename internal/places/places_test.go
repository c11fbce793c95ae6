package places

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var nowhere = [2]int{-1, -1}

// small is an index of four places.
func small(t testing.TB) []byte {
	t.Helper()
	b := NewBuilder()
	texas := b.Add("Texas", Place{Lat: 31.5, Lon: -99.3, Country: "USA", Kind: "region", Population: 29e6, In: nowhere})
	b.Call(texas, false, "texas")
	paris := b.Add("Paris", Place{Lat: 48.85, Lon: 2.35, Country: "FRA", Kind: "capital", Population: 2.1e6, GeoNames: 2988507, In: nowhere})
	lamar := b.Add("Paris", Place{Lat: 33.66, Lon: -95.56, Country: "USA", Kind: "city", Population: 24e3, In: [2]int{texas, -1}})
	jaffna := b.Add("Point Pedro", Place{Lat: 9.82, Lon: 80.23, Country: "LKA", Kind: "city", Population: 31e3, In: nowhere})
	b.Call(lamar, false, "paris")
	b.Call(paris, false, "paris")
	b.Call(jaffna, false, "point", "pedro")
	b.Call(jaffna, true, "paruthithurai")
	raw, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func key(words ...string) Key {
	k := NoWords
	for _, w := range words {
		k = k.Word(w)
	}
	return k
}

func TestIndex(t *testing.T) {
	x, err := Open(small(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		why, name, want string
		longer          bool
	}{
		{"the larger first", "paris", "Paris FRA 48.85 2.35 2988507; Paris USA 33.66 -95.56 0", false},
		{"a whole name", "point pedro", "Point Pedro LKA 9.82 80.23 0", false},
		{"the beginning of one is no name", "point", "", true},
		{"another name", "paruthithurai", "Point Pedro LKA 9.82 80.23 0 alias", false},
		{"no name", "atlantis", "", false},
	} {
		refs, longer := x.Find(key(strings.Fields(tc.name)...), nil)
		var got []string
		for _, r := range refs {
			p := x.Place(r.Place)
			s := fmt.Sprint(x.Name(r.Place), " ", p.Country, " ", p.Lat, " ", p.Lon, " ", p.GeoNames)
			if r.Alias {
				s += " alias"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != tc.want || longer != tc.longer {
			t.Errorf("%s: %q is %q (longer %v), want %q (%v)", tc.why, tc.name, g, longer, tc.want, tc.longer)
		}
		if bears, l := x.Has(key(strings.Fields(tc.name)...)); bears != (tc.want != "") || l != longer {
			t.Errorf("%s: Has says %v %v", tc.why, bears, l)
		}
	}
	refs, _ := x.Find(key("paris"), nil)
	if in := x.Place(refs[1].Place).In; in[0] < 0 || x.Name(in[0]) != "Texas" || in[1] != -1 {
		t.Errorf("the smaller Paris lies in %v, want Texas", in)
	}
}

// What goes in comes out, to within what a record holds.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type entry struct {
			name string
			p    Place
		}
		var all []entry
		b := NewBuilder()
		for i := range rapid.IntRange(0, 20).Draw(t, "n") {
			e := entry{
				name: rapid.StringMatching(`[a-z]{1,6}( [a-z]{1,4})?`).Draw(t, "name"),
				p: Place{Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon"), Population: rapid.Float64Range(0, 4e7).Draw(t, "people"),
					Country: rapid.SampledFrom([]string{"FRA", "USA", ""}).Draw(t, "country"), Kind: "city", GeoNames: rapid.Uint32Range(0, 1<<24-1).Draw(t, "id"), In: [2]int{i - 1, -1}},
			}
			all = append(all, e)
			b.Call(b.Add(e.name, e.p), false, strings.Fields(e.name)...)
		}
		raw, err := b.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		again, _ := b.Bytes()
		if !bytes.Equal(raw, again) {
			t.Fatal("the same calls give other bytes")
		}
		x, err := Open(raw)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range all {
			got := x.Place(i)
			if math.Abs(got.Lat-e.p.Lat) > 1e-4 || math.Abs(got.Lon-e.p.Lon) > 1e-4 || math.Abs(got.Population-e.p.Population) > 0.1*e.p.Population+1 {
				t.Fatalf("%+v became %+v", e.p, got)
			}
			if x.Name(i) != e.name || got.Country != e.p.Country || got.GeoNames != e.p.GeoNames || got.In != e.p.In {
				t.Fatalf("%q %+v became %q %+v", e.name, e.p, x.Name(i), got)
			}
			refs, _ := x.Find(key(strings.Fields(e.name)...), nil)
			if !slices.ContainsFunc(refs, func(r Ref) bool { return r.Place == i }) {
				t.Fatalf("%q does not find record %d", e.name, i)
			}
			if !slices.IsSortedFunc(refs, func(a, b Ref) int { return int(all[b.Place].p.Population) - int(all[a.Place].p.Population) }) {
				t.Fatalf("%q: not the largest first", e.name)
			}
		}
	})
}

// A damaged file is refused; one with a right sum but nonsense inside is read
// without a fault.
func FuzzOpen(f *testing.F) {
	good := small(f)
	f.Add(good, uint32(0), byte(1))
	f.Add(good, uint32(20), byte(0xff))
	f.Add(good[:len(good)/2], uint32(9), byte(3))
	f.Fuzz(func(t *testing.T, raw []byte, at uint32, flip byte) {
		if _, err := Open(raw); err == nil && flip != 0 && len(raw) > 0 {
			bad := bytes.Clone(raw)
			bad[int(at)%len(bad)] ^= flip
			if _, err := Open(bad); err == nil {
				t.Fatalf("byte %d changed by %02x, and nobody noticed", int(at)%len(bad), flip)
			}
		}
		x, err := Open(summed(raw))
		if err != nil {
			return
		}
		for i := range min(x.Len(), 100) {
			x.Place(i)
			x.Name(i)
		}
		for _, k := range []Key{NoWords, key("paris"), key("point"), Key(at)} {
			x.Find(k, nil)
			x.Has(k)
		}
	})
}

// Names are compared without what reports leave out.
func TestFold(t *testing.T) {
	for in, want := range map[string]string{"bogotá": "bogota", "sana'a": "sanaa", "saint": "st", "mount": "mt", "u.s": "us", "łódź": "lodz", "tromsø": "tromso", "ḩalab": "halab", "paris": "paris", "ra‘anana": "raanana"} {
		if got := Fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

func TestBuilderRefuses(t *testing.T) {
	for why, p := range map[string]Place{"lat": {Lat: 91}, "lon": {Lon: math.NaN()}, "number": {GeoNames: 1 << 24}} {
		b := NewBuilder()
		b.Add("Paris", p)
		if _, err := b.Bytes(); err == nil {
			t.Errorf("%s: %+v was taken", why, p)
		}
	}
}

// summed puts the right sum behind damaged bytes.
func summed(raw []byte) []byte {
	if len(raw) < 4 {
		return raw
	}
	out := bytes.Clone(raw)
	binary.LittleEndian.PutUint32(out[len(out)-4:], crc32.Checksum(out[:len(out)-4], castagnoli))
	return out
}
