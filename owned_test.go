package dragoman

import (
	"fmt"
	"strings"
	"testing"
)

// TestOwnersWhateverTheRoom: whose "His government" is does not depend on how many
// parties the report has named, and so on the room of the slice that holds them.
func TestOwnersWhateverTheRoom(t *testing.T) {
	c := coder(t)
	for n := range 18 {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Country number %d, a farmer from village %d, signed the treaty on Monday. ", i, i)
		}
		b.WriteString("Emmanuel Macron spoke on Tuesday. His government sent soldiers to Spain.")
		text := b.String()
		d := analysed(t, c, text)
		found := false
		for _, m := range d.Mentions {
			if d.Of(m.Span) == "His government" {
				found = true
				if a := d.Actors[m.Actors[0]]; a.Country != "FRA" {
					t.Errorf("after %d others: %q is of %q, want FRA", n, a.Name, a.Country)
				}
			}
		}
		if !found {
			t.Errorf("after %d others: no mention of his government", n)
		}
	}
}
