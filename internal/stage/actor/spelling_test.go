package actor

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
