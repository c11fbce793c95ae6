package dragoman

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"dragoman/internal/ingest"

	"github.com/google/go-cmp/cmp"
)

// Acts has the words that parse marks with a Status, and where they stand in the
// text as it came, in code points.
func TestActsAreTheStatusesOfParse(t *testing.T) {
	const text = "“Açık” | News\n\nMali will send troops if Chad agrees.\nChad denied that it had fired."
	c, in := coder(t), &ingest.Input{Text: text}
	acts, err := c.Acts(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, a := range acts {
		if words := string([]rune(text)[a.Start:a.End]); words != a.Text {
			t.Errorf("%d-%d is %q, not %q", a.Start, a.End, words, a.Text)
		}
		got = append(got, a.Text+" "+a.Status)
		if a.Text == "send" && (a.Condition == nil || a.Condition.Text != "if Chad agrees") {
			t.Errorf("condition of %q: %v", a.Text, a.Condition)
		}
	}
	var parsed bytes.Buffer
	if err := c.Parse(context.Background(), in, &parsed); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(parsed.String()) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 10 {
			for misc := range strings.SplitSeq(f[9], "|") {
				if status, ok := strings.CutPrefix(misc, "Status="); ok {
					want = append(want, f[1]+" "+status)
				}
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 3 {
		t.Errorf("%q (-parse +acts):\n%s", got, diff)
	}
}
