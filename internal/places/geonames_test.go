package places

import (
	"strings"
	"testing"
)

// line writes a line of a dump.
func line(id, name, others, lat, lon, class, code, country, admin1, admin2, people string) string {
	return strings.Join([]string{id, name, name, others, lat, lon, class, code, country, "", admin1, admin2, "", "", people, "", "", "", "2020-01-01"}, "\t")
}

func loading() Loading {
	return Loading{
		Words:   func(n string) []string { return strings.Fields(strings.ToLower(n)) },
		Country: func(c string) string { return map[string]string{"SY": "SYR", "US": "USA"}[c] },
		At:      func(lat, _ float64) string { return map[bool]string{true: "SYR"}[lat > 30] },
		Alias:   func(_ *Record, n string) bool { return n != "" && n[0] < 0x80 },
		Most:    10,
	}
}

func TestLoad(t *testing.T) {
	dump := strings.Join([]string{
		line("170063", "Aleppo", "Haleb,حلب", "36.20", "37.16", "P", "PPLA", "SY", "09", "", "1602264"),
		line("170062", "Aleppo Governorate", "", "36.2", "37.6", "A", "ADM1", "SY", "09", "", "4045166"),
		line("99", "Euphrates", "", "31", "47", "H", "STM", "", "", "", ""),
		line("98", "Some Well", "", "31", "47", "H", "WLL", "SY", "", "", ""),
		line("97", "Old Ruin", "", "31", "47", "S", "RUIN", "SY", "", "", ""),
		"# a remark", "",
	}, "\n")
	x, err := Load(strings.NewReader(dump), loading())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"aleppo": "Aleppo city SYR", "haleb": "Aleppo city SYR", "euphrates": "Euphrates river SYR", "some well": "", "old ruin": ""} {
		refs, _ := x.Find(key(strings.Fields(name)...), nil)
		got := ""
		for _, r := range refs {
			p := x.Place(r.Place)
			got = x.Name(r.Place) + " " + p.Kind + " " + p.Country
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	refs, _ := x.Find(key("aleppo"), nil)
	if in := x.Place(refs[0].Place).In[0]; in < 0 || x.Name(in) != "Aleppo Governorate" {
		t.Errorf("Aleppo lies in record %d, want its governorate, which stands behind it", in)
	}
}

// Faults are told by line.
func TestLoadFaults(t *testing.T) {
	ok := line("1", "Here", "", "1", "1", "P", "PPL", "SY", "", "", "5")
	for _, tc := range []struct{ why, dump, want string }{
		{"cells", ok + "\nabc\tdef", "line 2: 2 cells, expected the 19"},
		{"degrees", line("1", "Here", "", "91", "1", "P", "PPL", "SY", "", "", ""), `line 1: lat "91" lon "1", expected degrees`},
		{"number", line("x", "Here", "", "1", "1", "P", "PPL", "SY", "", "", ""), `line 1: number "x"`},
		{"people", line("1", "Here", "", "1", "1", "P", "PPL", "SY", "", "", "many"), `line 1: population "many"`},
		{"no name", line("1", "", "", "1", "1", "P", "PPL", "SY", "", "", ""), `line 1: name ""`},
		{"too many", strings.Repeat(ok+"\n", 11), "line 11: no room for more places"},
	} {
		if _, err := Load(strings.NewReader(tc.dump), loading()); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want %q", tc.why, err, tc.want)
		}
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add(line("1", "Here", "There,Elsewhere", "1", "1", "P", "PPL", "SY", "01", "02", "5"))
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRecord(s)
		if err == nil && !(r.Lat >= -90 && r.Lat <= 90 && r.Lon >= -180 && r.Lon <= 180 && r.Population >= 0) {
			t.Fatalf("%q became %+v", s, r)
		}
	})
}
