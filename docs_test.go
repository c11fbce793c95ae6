package dragoman

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/ingest"

	"github.com/google/go-cmp/cmp"
)

// walked is the sentence that ARCHITECTURE.md follows through every stage.
const walked = "CAIRO, Egypt, March 14, 2023 -- The Turkish defense ministry denied on Tuesday that its ships had fired on a Greek vessel last week, Anadolu reported."

// ARCHITECTURE.md shows what the stages really write.
func TestArchitectureWalkIsTrue(t *testing.T) {
	const file, begin, end = "ARCHITECTURE.md", "<!-- walk -->\n", "<!-- end -->"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(raw), begin)
	got, after, ok := strings.Cut(rest, end)
	if !ok {
		t.Fatalf("%s has no walk", file)
	}
	want := walk(t, coder(t))
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-true +written):\n%s\nhint: go test -run Architecture -update .", file, diff)
	}
}

// walk writes what each stage adds to the sentence.
func walk(t *testing.T, c *Coder) string {
	t.Helper()
	d := c.builder.Build(&ingest.Input{Text: walked})
	var b strings.Builder
	fmt.Fprintf(&b, "> %s\n", walked)
	err := analyse(context.Background(), d, c.stages.text, func(s doc.Stage) {
		fmt.Fprintf(&b, "\n**%s** adds %s.\n\n", s.Name, s.Adds)
		for _, l := range layerLines(c, d, s.Adds) {
			b.WriteString("    " + l + "\n")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String() + "\n"
}

// layerLines shows layers for reading.
func layerLines(c *Coder, d *doc.Document, l doc.Layers) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	switch {
	case l&doc.Tokens != 0:
		for _, s := range d.Sentences {
			var words []string
			for i := s.First; i < s.Last; i++ {
				words = append(words, d.Word(i))
			}
			add("%s: %s", s.Kind, strings.Join(words, "·"))
		}
	case l&doc.Trees != 0:
		for i, a := range d.Arcs {
			if d.Sentences[d.SentenceOf(i)].Kind != doc.Body || d.Tags[i].POS == doc.PUNCT || d.Tags[i].POS == doc.DET {
				continue
			}
			head := "root"
			if a.Head >= 0 {
				head = a.Rel + " of " + d.Word(a.Head)
			}
			add("%-10s %-6s %s", d.Word(i), d.Tags[i].POS, head)
		}
	case l&doc.Predicates != 0:
		for i := range d.Predicates {
			p := &d.Predicates[i]
			if len(p.Args) == 0 || d.Tags[p.Token].POS != doc.VERB {
				continue
			}
			var args []string
			for _, a := range p.Args {
				arg := a.Role + "=" + d.Word(a.Token)
				if a.Via != "" {
					arg += " (" + a.Via + ")"
				}
				args = append(args, arg)
			}
			add("%s: %s", d.Word(p.Token), strings.Join(args, ", "))
		}
	case l&doc.Actors != 0:
		for _, m := range d.Mentions {
			for _, a := range m.Actors {
				place := ""
				if m.Place {
					place = ", says where"
				}
				add("%q is %s (%s), %s%s", d.Of(m.Span), d.Actors[a].Name, d.Actors[a].CAMEO, m.As, place)
			}
		}
	case l&doc.Times != 0:
		for _, x := range d.Times {
			add("%q is %s to %s, %s", d.Of(x.Span), day(x.From), day(x.To), x.Precision)
		}
	case l&doc.Places != 0:
		for _, x := range d.Places {
			add("%q is %s, %s, at %.2f %.2f", d.Of(x.Span), x.Name, x.Country, x.Lat, x.Lon)
		}
	case l&doc.Figures != 0 && len(d.Figures) == 0:
		add("(none)")
	case l&doc.Statements != 0:
		for i, s := range d.Statements {
			var chain []string
			for _, k := range s.Chain {
				chain = append(chain, k.Name)
			}
			add("%s %s: %q (cue %q)", strings.Join(chain, " < "), s.Stance, d.Of(s.Span), d.Of(s.Cue))
			if s.Parent >= 0 {
				out[i] += fmt.Sprintf(", inside the statement of %q", d.Of(d.Statements[s.Parent].Cue))
			}
		}
	case l&doc.Statuses != 0:
		for i, s := range d.Status {
			if s.Modality != "" && d.Tags[d.Predicates[i].Token].POS == doc.VERB {
				add("%s: %s (%s)", d.Word(d.Predicates[i].Token), s.Modality, s.Rule)
			}
		}
	case l&doc.Events != 0:
		for _, l := range eventLines(build(d, c.coding, CoderInfo{}, false)) {
			add("%s", l)
		}
	}
	return out
}
