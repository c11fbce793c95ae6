package dragoman

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestResolve shows what a phrase on its own may mean. Its columns are the input
// as the command reads it and parts of the answer.
func TestResolve(t *testing.T) {
	c := coder(t)
	for _, x := range []struct{ in, name, country, sector, from, why string }{
		{`{"text":"Russian President Vladimir Putin","date":"2022-03-01"}`, "Vladimir Putin", "RUS", "GOV", "2012-05-07", "title, state and name"},
		{`{"text":"Vladimir Putin","date":"2009-01-01"}`, "Vladimir Putin", "RUS", "GOV", "2008-05-08", "the spell is the one of the day"},
		{`{"text":"the leader of Chad","date":"1985-05-01"}`, "Hissène Habré", "TCD", "GOV", "1982-06-07", "whoever led the state"},
		{`{"text":"the president of Chad","date":"1995-05-01"}`, "Idriss Déby", "TCD", "GOV", "1990-12-02", "who held the office"},
		{`{"text":"Turkish police"}`, "Turkish police", "TUR", "COP", "", "no name, but a state and what they do"},
		{`{"text":"president"}`, "president", "", "GOV", "", "of nowhere"},
		{`{"text":"the army","country":"TCD"}`, "Chadian army", "TCD", "MIL", "", "the state that goes without saying"},
		{`{"text":"the army","context":"Chad closed its border."}`, "Chadian army", "TCD", "MIL", "", "told before"},
		{`{"text":"Soviet and American soldiers","date":"1985-05-01"}`, "", "", "MIL", "", "two parties: what they have in common"},
		{`{"text":"Turkish police and soldiers"}`, "", "TUR", "", "", "the second shares the state of the first"},
		{`{"text":"the United States and the European Union"}`, "", "", "", "", "a body of no state does not"},
		{`{"text":"the Sudanese government and rebels"}`, "", "SDN", "", "", "two parties of one state"},
		{`{"text":"Zoltan Otuoro"}`, "Zoltan Otuoro", "", "", "", "somebody unknown keeps the name"},
		{`{"text":"targets in Syria"}`, "", "SYR", "", "", "nobody, but of a state"},
	} {
		r, ok := resolve(t, c, x.in)
		if !ok || r.Name != x.name || r.Country != x.country || r.Sector != x.sector || r.From != x.from {
			t.Errorf("%s: %+v (%v), want %q %s %s from %q: %s", x.in, r, ok, x.name, x.country, x.sector, x.from, x.why)
		}
		if len(r.Why) == 0 {
			t.Errorf("%s: no reason", x.in)
		}
	}
	for _, nobody := range []string{"heavy rain", "the weather", "", " "} {
		if r, ok := resolve(t, c, `{"text":"`+nobody+`"}`); ok {
			t.Errorf("%q denotes %+v, want nobody", nobody, r)
		}
	}
}

// TestResolveUnknown: an unknown name has an id of its own, the same each time.
func TestResolveUnknown(t *testing.T) {
	c := coder(t)
	a, _ := resolve(t, c, `{"text":"Zoltan Otuoro"}`)
	b, _ := resolve(t, c, `{"text":"Prof. Zoltan Otuoro"}`)
	other, _ := resolve(t, c, `{"text":"Karim Otuoro"}`)
	if a.ID == "" || !strings.HasPrefix(a.ID, "local:") || a.ID != b.ID || a.ID == other.ID {
		t.Errorf("ids %q, %q and %q, want the first two alike and local", a.ID, b.ID, other.ID)
	}
}

// TestResolveAnything: whatever stands in a phrase, there is an answer, and
// nobody who is found lacks a reason.
func TestResolveAnything(t *testing.T) {
	c := coder(t)
	rapid.Check(t, func(rt *rapid.T) {
		p := Phrase{Text: rapid.String().Draw(rt, "text"), Country: rapid.SampledFrom([]string{"", "TCD", "Chad"}).Draw(rt, "country"), Context: rapid.String().Draw(rt, "context")}
		r, ok, err := c.Resolve(context.Background(), p)
		if err != nil || ok && len(r.Why) == 0 || !ok && r.Name+r.Country+r.Sector != "" {
			rt.Fatalf("%+v: %+v, %v, %v", p, r, ok, err)
		}
	})
}

func TestPhraseFaults(t *testing.T) {
	if _, _, err := coder(t).Resolve(context.Background(), Phrase{Text: "the army", Country: "Atlantis"}); err == nil || !strings.Contains(err.Error(), `no state is known as "Atlantis"`) {
		t.Errorf("a state that there is not: %v", err)
	}
	for _, in := range []string{`{"text":"police","date":"May 1985"}`, `{"text":1}`, `{"txt":"police"}`} {
		var p Phrase
		if err := json.Unmarshal([]byte(in), &p); err == nil {
			t.Errorf("%s was accepted as %+v", in, p)
		}
	}
}

func resolve(t *testing.T, c *Coder, in string) (Resolution, bool) {
	t.Helper()
	var p Phrase
	if err := json.Unmarshal([]byte(in), &p); err != nil {
		t.Fatal(err)
	}
	r, ok, err := c.Resolve(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	if r.Text != p.Text {
		t.Errorf("text %q became %q", p.Text, r.Text)
	}
	return r, ok
}
