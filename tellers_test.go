package dragoman

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"dragoman/internal/ingest"

	"github.com/google/go-cmp/cmp"
)

// printedBy codes a report of a publisher, or of one that is not known.
func printedBy(t *testing.T, c *Coder, publisher, text string) *Record {
	t.Helper()
	raw, err := json.Marshal(map[string]string{"id": "r", "date": "2021-05-12", "publisher": publisher, "text": text})
	if err != nil {
		t.Fatal(err)
	}
	for in, err := range ingest.Open("report", bytes.NewReader(append(raw, '\n')), ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Code(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Fatal("no report in the line")
	return nil
}

// TestUnnamedSources: persons without a name keep what is told of them.
func TestUnnamedSources(t *testing.T) {
	c := coder(t)
	type told struct {
		Name     string
		Country  string
		Unnamed  bool
		Count    string // as JSON
		Withheld string
		Body     string
	}
	for _, x := range []struct {
		text string
		want told
	}{
		{"Two senior Turkish diplomats said the talks had collapsed.", told{"Two senior Turkish diplomats", "TUR", true, "2", "", ""}},
		{"A U.S. defence official who asked not to be named said the talks had collapsed.", told{"U.S. defence official", "USA", true, "1", "asked not to be named", ""}},
		{"Three people familiar with the talks said the deal was close.", told{"Three people familiar with the talks", "", true, "3", "", ""}},
		{"Dozens of witnesses said police fired on the crowd.", told{"Dozens of witnesses", "", true, "null", "", ""}}, // no number is told
		{"At least four residents said the army shelled the town.", told{"At least four residents", "", true, `{"low":4}`, "", ""}},
		{"Villagers said soldiers burned their homes.", told{"Villagers", "", true, "null", "", ""}},
		{"Sources in the Lebanese army said two soldiers were killed.", told{"Sources in the Lebanese army", "", true, "null", "", "Lebanese Armed Forces"}},
		{"A Pentagon official said the aircraft had been shot down.", told{"Pentagon official", "USA", true, "1", "", "United States Department of Defense"}},
		// a body, a state, and a person whom an office tells are not unnamed
		{"Iranian state television said the convoy had crossed the border.", told{"Iranian state television", "IRN", false, "null", "", ""}},
		{"Moscow said the convoy had crossed the border.", told{"Russia", "RUS", false, "null", "", ""}},
		{"The governor of Kherson said the city was shelled.", told{"governor of Kherson", "UKR", false, "null", "", ""}},
		// "the official" and "he" are who was brought up before
		{"A senior Israeli official said the raid had been planned. The official, who was not authorised to speak to the press, said it had failed.", told{"senior Israeli official", "ISR", true, "1", "", ""}},
	} {
		r := printedBy(t, c, "", x.text)
		if len(r.Statements) == 0 || len(r.Statements[0].Chain) == 0 {
			t.Errorf("%s: no teller", x.text)
			continue
		}
		for _, s := range r.Statements {
			a := s.Chain[len(s.Chain)-1]
			count, err := json.Marshal(a.Count)
			if err != nil {
				t.Fatal(err)
			}
			got := told{Name: a.Name, Country: a.Country, Unnamed: a.Unnamed, Count: string(count)}
			if a.Withheld != nil {
				got.Withheld = a.Withheld.Text
			}
			if a.Institution != nil {
				got.Body = a.Institution.Name
			}
			if diff := cmp.Diff(x.want, got); diff != "" {
				t.Errorf("%s (-want +got)\n%s", x.text, diff)
			}
		}
	}
}

// TestWire: what a report puts in nobody's mouth is the outlet's own word, unless the
// head or foot of the report credits the whole of it to an agency and another
// publishes it. Then ten newspapers that print it are one teller.
func TestWire(t *testing.T) {
	c := coder(t)
	const body = "Turkish warplanes bombed a Kurdish village in northern Iraq on Tuesday.\n\nEgypt will recall its ambassador from Ethiopia, the Greek foreign ministry said."
	for _, x := range []struct {
		name, publisher, text string
		via                   string // of what is in nobody's mouth
		credits               string
	}{
		{"no credit", "Daily Star", body, "", ""},
		{"dateline", "Daily Star", "ANKARA, May 12 (Reuters) - " + body, "Reuters", "Reuters"},
		{"byline", "Daily Star", "By The Associated Press\n\nANKARA, May 12 -- " + body, "Associated Press", "Associated Press"},
		{"at the end", "Daily Star", body + "\n\n-- AFP", "Agence France-Presse", "Agence France-Presse"},
		{"in brackets at the end", "Daily Star", body + " (AP)", "Associated Press", "Associated Press"},
		{"two together", "Daily Star", "ANKARA (Reuters/AFP) - " + body, "Reuters and Agence France-Presse", "Reuters, Agence France-Presse"},
		{"helped only", "Daily Star", body + "\n\nReuters contributed to this report.", "", "Reuters in part"},
		{"the agency itself", "Reuters", "ANKARA, May 12 (Reuters) - " + body, "", "Reuters"},
		{"nobody knows who published it", "", "ANKARA, May 12 (Reuters) - " + body, "", "Reuters"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := printedBy(t, c, x.publisher, x.text)
			var credits []string
			for _, k := range r.Credits {
				if k.Part {
					k.Name += " in part"
				}
				credits = append(credits, k.Name)
			}
			if got := strings.Join(credits, ", "); got != x.credits {
				t.Errorf("credits %q, want %q", got, x.credits)
			}
			seen := 0
			for _, e := range r.Events {
				var via []string
				for _, a := range e.Via {
					via = append(via, a.Name)
				}
				switch got := strings.Join(via, " < "); e.Trigger.Text {
				case "bombed":
					seen++
					if got != x.via {
						t.Errorf("%q is told by %q, want %q", e.Trigger.Text, got, x.via)
					}
				case "recall":
					seen++
					if !strings.Contains(got, "Greece") && !strings.Contains(got, "Greek") {
						t.Errorf("%q is told by %q, want the Greek ministry", e.Trigger.Text, got)
					}
				}
			}
			if seen != 2 {
				t.Errorf("%d of the two events are there", seen)
			}
		})
	}
}
