package actors

import (
	"testing"
	"time"
)

// A code with days goes before one that always holds; of several the first.
func TestCodeOn(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, 7, 1, 0, 0, 0, 0, time.UTC) }
	codes := []Code{{CAMEO: "ATL"}, {CAMEO: "ATLREB", Spell: Spell{To: year(1999)}}, {CAMEO: "ATLMIL", Spell: YearSpell(2003)}, {CAMEO: "ATLGOV", Spell: Spell{From: year(2000), To: year(2005)}}}
	for y, want := range map[int]string{1990: "ATLREB", 2001: "ATLGOV", 2003: "ATLMIL", 2010: "ATL"} {
		if c := CodeOn(codes, year(y)); c == nil || c.CAMEO != want {
			t.Errorf("%d: %v, want %s", y, c, want)
		}
	}
	if c := CodeOn(codes[1:], year(2010)); c != nil {
		t.Errorf("2010: %v, want none", c)
	}
}
