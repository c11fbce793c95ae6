package actors

import (
	"strings"
	"testing"
)

func TestSoundKey(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
		why  string
	}{
		{"muammar qadhafi", "moammar gaddafi", true, "q, kh and g, dh and d"},
		{"nikita khrushchev", "nikita khruschov", true, "what is left of a shch"},
		{"hosny mubarak", "hosni mubarak", true, "vowels"},
		{"boris yeltsin", "boris jelzin", false, "not every way to write a sound is known"},
		{"angela merkel", "angela markov", false, "other names"},
	} {
		a, b := soundKey(strings.Fields(c.a)), soundKey(strings.Fields(c.b))
		if (a == b) != c.same {
			t.Errorf("%q is %q, %q is %q: %s", c.a, a, c.b, b, c.why)
		}
	}
	for _, one := range []string{"lula", "li na", ""} {
		if k := soundKey(strings.Fields(one)); k != "" {
			t.Errorf("soundKey(%q) = %q: too little to go by", one, k)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"gaddafi", "qadhafi", true}, {"kim", "kim", true}, {"ali", "ola", false}, {"", "", true}, {"merkel", "markov", false}} {
		if near(c.a, c.b) != c.want || near(c.b, c.a) != c.want {
			t.Errorf("near(%q, %q), want %v", c.a, c.b, c.want)
		}
	}
}

func TestSoundsLike(t *testing.T) {
	fsys := small()
	add(fsys, "lexicon/leaders/all.tsv", "g;Moammar Gaddafi;;Gaddafi;m;USA;GOV;Senator from Libya;1969;2011;;Moammar Gaddafi spoke.;x")
	l, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		ok   bool
	}{
		{"Muammar Qadhafi", true}, {"Moamer Kadhafi", true}, {"Mu'ammar al-Qaddafi", true},
		{"Omar Gaddafi", false}, // another first name
		{"Mummer Coat", false},  // like in sound, far in letters
		{"Gaddafi", false},      // one word is too little
		{"Momar Kadafiski", false},
	} {
		row, ok := l.SoundsLike(strings.Fields(Fold(c.name)))
		if ok != c.ok || ok && l.Person(row).ID != "g" {
			t.Errorf("SoundsLike(%q) = %d, %v, want %v", c.name, row, ok, c.ok)
		}
	}
}
