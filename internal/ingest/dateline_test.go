package ingest

import (
	"os"
	"testing"
	"time"
)

func TestDateline(t *testing.T) {
	b, err := NewBuilder(os.DirFS("../../data"), nil)
	if err != nil {
		t.Fatal(err)
	}
	near := time.Date(2011, 1, 5, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ line, place, date, agency string }{
		{"ST. LOUIS (AP) --", "St. Louis", "", "AP"},
		{"WASHINGTON D.C. -", "Washington D.C.", "", ""},
		{"TEL AVIV, Israel, Dec. 14 —", "Tel Aviv, Israel", "2010-12-14", ""},
		{"UNITED NATIONS (AP) _", "United Nations", "", "AP"},
		{"GAZA CITY, Gaza Strip (AP) --", "Gaza City, Gaza Strip", "", "AP"},
		{"KABUL -", "Kabul", "", ""},
		{"MOSCOW/KIEV (Reuters) -", "Moscow/Kiev", "", "Reuters"},
		{"SANA'A, 3 January 2011 (IRIN) -", "Sana'a", "2011-01-03", "IRIN"},
		{"U.N. HEADQUARTERS (AP) --", "U.N. Headquarters", "", "AP"},
		{"Jerusalem (CNN) --", "Jerusalem", "", "CNN"},
		{"(CNN)", "", "", "CNN"},
		{"BAGHDAD, Nov 3, 2010 (AFP)", "Baghdad", "2010-11-03", "AFP"},
		{"PORT-AU-PRINCE, Haiti --", "Port-au-Prince, Haiti", "", ""},
		{"KHARTOUM, Sudan:", "Khartoum, Sudan", "", ""},
		{"NEW DELHI, Jan 3:", "New Delhi", "2011-01-03", ""},
		{"RIO DE JANEIRO, Brazil, Wednesday —", "Rio de Janeiro, Brazil", "", ""},
		{"Wednesday, January 5 --", "", "2011-01-05", ""},
	} {
		d, ok := b.dateline(c.line+" The government of the country has said that it will go.", near)
		date := ""
		if !d.Date.IsZero() {
			date = d.Date.Format(time.DateOnly)
		}
		if !ok || d.End != len(c.line) || d.Place != c.place || date != c.date || d.Agency != c.agency {
			t.Errorf("%s: got %v, place %q, date %q, agency %q, length %d", c.line, ok, d.Place, date, d.Agency, d.End)
		}
	}
	for _, s := range []string{
		"PUTIN: We will go to the summit on Friday.",
		"Russia — the largest of the producers — refused to sign.",
		"Chad - Sudan Border Reopens",
		"EXCLUSIVE - The government will go on Friday, two ministers said.",
		"NATO (the North Atlantic Treaty Organization) The members agreed.",
		"The army (SPLA) The rebels agreed on Friday to leave the town.",
		"He said so - The minister did not.",
	} {
		if d, ok := b.dateline(s, near); ok {
			t.Errorf("%s: got a dateline, place %q", s, d.Place)
		}
	}
}
