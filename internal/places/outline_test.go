package places

import (
	"testing"

	"dragoman/data"
)

func ships(t testing.TB) *Outlines {
	t.Helper()
	raw, err := data.Files.ReadFile("places/outlines.bin")
	if err != nil {
		t.Fatal(err)
	}
	o, err := OpenOutlines(raw)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestCountry(t *testing.T) {
	o := ships(t)
	for _, tc := range []struct {
		why      string
		lat, lon float64
		want     string
	}{
		{"inland", 33.51, 36.29, "SYR"},
		{"a country inside another", -29.5, 28.2, "LSO"},
		{"the larger one about it", -29.1, 26.2, "ZAF"},
		{"an island", 35.2, 33.0, "CYP"},
		{"a harbour that the coarse coast leaves in the sea", 40.64, -74.02, "USA"},
		{"beyond the date line", 66.5, -175, "RUS"},
		{"the other side of Russia", 68.1, 13.8, "NOR"},
		{"and its north", 66, 77, "RUS"},
		{"the pole", -89, 100, "ATA"},
		{"Kosovo has no number", 42.66, 21.16, "XKX"},
		{"a capital", 50.45, 30.52, "UKR"},
		{"the open sea", 30, -40, ""},
	} {
		if got := o.Country(tc.lat, tc.lon, 30); got != tc.want {
			t.Errorf("%s: %v %v lies in %q, want %q", tc.why, tc.lat, tc.lon, got, tc.want)
		}
	}
}

func TestTopologyRoundTrip(t *testing.T) {
	// two squares that share the arc between them
	top := Topology{
		Arcs:  [][][2]int64{{{500, 0}, {500, 500}}, {{500, 500}, {0, 500}, {0, 0}, {500, 0}}, {{500, 500}, {1000, 500}, {1000, 0}, {500, 0}}},
		Codes: []string{"AAA", "BBB"},
		Rings: [][][]int{{{0, 1}}, {{^0, ^2}}},
	}
	o, err := OpenOutlines(top.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for lon, want := range map[float64]string{0.5: "AAA", 1.5: "BBB", 3: ""} {
		if got := o.Country(0.5, lon, 10); got != want {
			t.Errorf("longitude %v lies in %q, want %q", lon, got, want)
		}
	}
}

func FuzzOutlines(f *testing.F) {
	top := Topology{Arcs: [][][2]int64{{{0, 0}, {9, 9}}}, Codes: []string{"AAA"}, Rings: [][][]int{{{0, ^0}}}}
	f.Add(top.Bytes())
	f.Add(top.Bytes()[:12])
	f.Fuzz(func(_ *testing.T, raw []byte) {
		if o, err := OpenOutlines(raw); err == nil {
			o.Country(1, 1, 30)
		}
	})
}

func BenchmarkOpenOutlines(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ships(b)
	}
}

func BenchmarkCountry(b *testing.B) {
	o := ships(b)
	for b.Loop() {
		o.Country(33.51, 36.29, 30)
	}
}

// BenchmarkOpen measures what the index costs at start.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		raw, err := data.Files.ReadFile("places/index.bin")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Open(raw); err != nil {
			b.Fatal(err)
		}
	}
}
