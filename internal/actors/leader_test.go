package actors

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestWhoHolds asks who leads, and who holds an office. The small lexicon has
// Older as president until 20 January 1994, Newer as vice president before and as
// president from that day.
func TestWhoHolds(t *testing.T) {
	fsys := small()
	fsys["lexicon/leaders/more.tsv"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(`id;name;aliases;short;gender;country;sector;office;from;to;lead;example;source
c;Cy Region;;Region;m;USA;GOV;President of the Texas Union;1990;1998;;x;x
d;Di Twin;;Twin;f;RUS;GOV;President of Russia;1995;1999;;x;x
e;Ed Twin;;Twin;m;RUS;GOV;President of Russia;1998;2002;;x;x
f;Flo Party;;Party;f;PRK;PTY;General Secretary of the Ruling Party;1990;1999;y;x;x
`, ";", "\t"))}
	l, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ country, title, day, want, why string }{
		{"USA", "", "1993-06-01", "Ann Older", "whose spell holds"},
		{"USA", "", "1994-01-20", "Bob Newer", "on the day of a handover the successor"},
		{"USA", "", "1999-01-01", "", "after the last spell nobody known"},
		{"RUS", "", "1996-01-01", "", "a president who does not lead is no leader"},
		{"USA", "president", "1993-06-01", "Ann Older", "the office of the state, not that of a body in it"},
		{"USA", "vice president", "1993-06-01", "Bob Newer", "another office"},
		{"USA", "president of the texas union", "1993-06-01", "Cy Region", "the whole office names its body"},
		{"RUS", "president", "1996-01-01", "Di Twin", "the only one that day"},
		{"RUS", "president", "1998-06-01", "", "two at once: not guessed"},
		{"PRK", "general secretary", "1995-01-01", "Flo Party", "the office of a body, if it leads the state"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		row := l.Leader(c.country, day)
		if c.title != "" {
			row = l.InOffice(c.country, c.title, day)
		}
		got := ""
		if row >= 0 {
			got = l.Person(row).Name
		}
		if got != c.want {
			t.Errorf("%s %q on %s: %q, want %q: %s", c.country, c.title, c.day, got, c.want, c.why)
		}
	}
}
