package when

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

type goldTimex struct {
	Start, End          int // code points
	Text, Type, Value   string
	FunctionInDocument  string
	TemporalFunction    string
	start, end          int // bytes
	matched, exact, val bool
}

type goldText struct {
	ID, Text, DCT string
	Timex         []goldTimex
}

// TestGold measures spans and values on the sets under $DRAGOMAN_SHARED; it
// fails only where they have fallen well below what they were.
func TestGold(t *testing.T) {
	dir := os.Getenv("DRAGOMAN_SHARED")
	if dir == "" {
		t.Skip("DRAGOMAN_SHARED names no folder")
	}
	p := parser(t)
	for _, tc := range []struct {
		file         string
		spans, value float64
	}{{"te3_tbaq_dev.jsonl", 0.92, 0.78}, {"meantime_dev.jsonl", 0.91, 0.80}} {
		texts := readGold(t, filepath.Join(dir, "gold", "dates", tc.file))
		var s goldScore
		for i := range texts {
			s.add(t, p, &texts[i])
		}
		if spans, value := s.report(t, tc.file); spans < tc.spans || value < tc.value {
			t.Errorf("%s: F1 of spans %.3f and values %.3f, expected at least %.2f and %.2f", tc.file, spans, value, tc.spans, tc.value)
		}
	}
}

func readGold(t *testing.T, name string) []goldText {
	f, err := os.Open(name)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var out []goldText
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var g goldText
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		offsets := make([]int, 0, len(g.Text))
		for b := range g.Text {
			offsets = append(offsets, b)
		}
		offsets = append(offsets, len(g.Text))
		for i := range g.Timex {
			x := &g.Timex[i]
			x.start, x.end = offsets[x.Start], offsets[x.End]
		}
		out = append(out, g)
	}
	return out
}

// goldScore counts relaxed (overlapping) matches, exact ones, and right values.
type goldScore struct{ gold, got, relaxed, hits, exact, value, typ int }

var boundary = regexp.MustCompile(`\n\s*|[.!?]["”']?\s+`)

func (s *goldScore) add(t *testing.T, p *Parser, g *goldText) {
	ref, _ := time.Parse(time.DateOnly, g.DCT[:min(len(g.DCT), 10)])
	var got []Expr
	session, at := p.Session(ref), 0
	for _, m := range append(boundary.FindAllStringIndex(g.Text, -1), []int{len(g.Text), len(g.Text)}) {
		if m[1] < len(g.Text) && '0' <= g.Text[m[1]] && g.Text[m[1]] <= '9' && g.Text[m[0]] == '.' {
			continue // "Aug. 7"
		}
		got = append(got, session.Sentence(g.Text[at:m[1]], at, nil)...)
		at = m[1]
	}
	s.gold += len(g.Timex)
	s.got += len(got)
	verbose := os.Getenv("DRAGOMAN_VERBOSE")
	for _, e := range got {
		hit := false
		for i := range g.Timex {
			x := &g.Timex[i]
			if e.Start >= x.end || x.start >= e.End {
				continue
			}
			hit = true
			if !x.matched {
				x.matched = true
				s.relaxed++
				x.exact = e.Start == x.start && e.End == x.end
				x.val = sameValue(e.Value, x.Value)
				count1(x.exact, &s.exact)
				count1(x.val, &s.value)
				count1(e.Type == x.Type, &s.typ)
				if !x.val && strings.Contains(verbose, "v") {
					t.Logf("value %s (%s): got %q %s %s, want %q %s  | %s", g.DCT, g.ID, g.Text[e.Start:e.End], e.Value, e.Rule, x.Text, x.Value, around40(g.Text, e.Start))
				}
			}
		}
		count1(hit, &s.hits)
		if !hit && strings.Contains(verbose, "p") {
			t.Logf("spurious %q %s %s | %s", g.Text[e.Start:e.End], e.Value, e.Rule, around40(g.Text, e.Start))
		}
	}
	for _, x := range g.Timex {
		if !x.matched && strings.Contains(verbose, "r") {
			t.Logf("missed %q %s | %s", x.Text, x.Value, around40(g.Text, x.start))
		}
	}
}

func around40(s string, i int) string {
	return strings.ReplaceAll(s[max(0, i-50):min(len(s), i+50)], "\n", " ")
}

func count1(ok bool, n *int) {
	if ok {
		*n++
	}
}

// sameValue lets "T9:00" and a missing seconds pass.
func sameValue(a, b string) bool {
	return a == b || strings.TrimSuffix(a, ":00") == strings.TrimSuffix(b, ":00")
}

// report returns the F1 of spans that overlap and, as TempEval-3 has it, that of
// values: the former times the share of the overlapping that have the gold value.
func (s *goldScore) report(t *testing.T, name string) (spans, value float64) {
	f1 := func(p, r float64) float64 { return 2 * r * p / max(r+p, 1e-9) }
	gold, got, matched := float64(s.gold), float64(s.got), float64(s.relaxed)
	spans = f1(float64(s.hits)/got, matched/gold)
	value = spans * float64(s.value) / matched
	t.Logf("%s: gold %d got %d; relaxed P %.3f R %.3f F1 %.3f; exact F1 %.3f; of matched: type %.3f value %.3f; value F1 %.3f", name, s.gold, s.got,
		float64(s.hits)/got, matched/gold, spans, f1(float64(s.exact)/got, float64(s.exact)/gold), float64(s.typ)/matched, float64(s.value)/matched, value)
	return spans, value
}
