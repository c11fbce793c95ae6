package dragoman

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/stage/factual"
)

const trustFile = "data/attrib/trust.tsv"

// act is what rules and network say of an act whose status is known.
type act struct {
	rule string
	says doc.Modality // the rule
	odds doc.Odds
	want doc.Modality
}

// TestTrust: the weights of rules and network are those under which the statuses of
// gold/status-weigh.jsonl, with which neither was built, are most likely.
// `go test -run Trust -update .` writes them.
func TestTrust(t *testing.T) {
	want := fitTrust(weighingActs(t))
	if *update {
		if err := os.WriteFile(trustFile, []byte(trustHead+strings.Join(want, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	now, err := os.ReadFile(trustFile)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(strings.TrimPrefix(string(now), trustHead)), "\n")
	near := func(a, b string) bool {
		i, j := strings.LastIndexByte(a, '\t'), strings.LastIndexByte(b, '\t')
		x, _ := strconv.ParseFloat(a[i+1:], 64)
		y, _ := strconv.ParseFloat(b[j+1:], 64)
		return a[:i] == b[:j] && math.Abs(x-y) < 0.1
	}
	if !slices.EqualFunc(got, want, near) {
		t.Errorf("%s is not what %s comes to: go test -run Trust -update .", trustFile, weighingFile)
	}
}

const (
	weighingFile = "gold/status-weigh.jsonl"
	enough       = 15  // acts under a name, to have a weight
	stiffness    = 1.0 // how strongly weights are drawn to none, in acts
	trustHead    = `# What the status of an act is read from: the network's log-probabilities, times the weight
# of "network", and the rule's status, which has the sum of the weights of the rule's
# names ("*" is any); with a status, a weight for that status where the rules say the one
# under "rule". Fitted to gold/status-weigh.jsonl by TestTrust.
rule	status	weight
`
)

// fitTrust is a logistic regression by gradient ascent, each weight with steps as long as
// there are acts to bear it; its rows.
func fitTrust(acts []act) []string {
	count, saying := map[string]int{}, map[doc.Modality]int{}
	for _, a := range acts {
		saying[a.says]++
		for _, n := range factual.Wordings(a.rule) {
			count[n]++
		}
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(count)), func(n string) bool { return count[n] < enough })
	w := factual.Trust{Scale: 1, Rule: map[string]float64{}, Pair: map[[2]doc.Modality]float64{}}
	const steps, rate = 500, 0.8
	for range steps {
		scale := 0.0
		rule, pair := map[string]float64{}, map[[2]doc.Modality]float64{}
		for i := range acts {
			a := &acts[i]
			scores := w.Scores(&a.odds, a.says, a.rule)
			most, sum := slices.Max(scores[:]), 0.0
			for k, x := range scores {
				scores[k] = math.Exp(x - most)
				sum += scores[k]
			}
			for k, m := range doc.Modalities {
				off := -scores[k] / sum
				if m == a.want {
					off++
				}
				scale += off * float64(a.odds[k])
				pair[[2]doc.Modality{a.says, m}] += off
				if m == a.says {
					for _, n := range factual.Wordings(a.rule) {
						rule[n] += off
					}
				}
			}
		}
		w.Scale += rate * scale / float64(10*len(acts))
		for _, n := range names {
			w.Rule[n] += rate * (rule[n] - stiffness*w.Rule[n]) / float64(count[n])
		}
		for key, g := range pair {
			w.Pair[key] += rate * (g - stiffness*w.Pair[key]) / float64(saying[key[0]])
		}
	}
	rows := []string{fmt.Sprintf("%s\t\t%.2f", factual.TheNetwork, w.Scale)}
	for _, n := range names {
		rows = append(rows, fmt.Sprintf("%s\t\t%.2f", n, w.Rule[n]))
	}
	for _, says := range doc.Modalities {
		for _, m := range doc.Modalities {
			if x := w.Pair[[2]doc.Modality{says, m}]; math.Abs(x) >= 0.01 {
				rows = append(rows, fmt.Sprintf("%s\t%s\t%.2f", says, m, x))
			}
		}
	}
	return rows
}

// weighingActs are the acts of the gold to which rules give a status.
func weighingActs(t *testing.T) []act {
	c := coder(t)
	f, err := os.Open(weighingFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var acts []act
	for from := json.NewDecoder(f); from.More(); {
		var gold struct {
			Text string
			Acts []struct {
				Text   string
				Nth    int
				Status doc.Modality
			}
		}
		if err := from.Decode(&gold); err != nil {
			t.Fatal(err)
		}
		d := c.builder.Build(&Input{Text: gold.Text})
		for _, s := range c.stages.text {
			s.Run(d)
			if s.Adds&doc.Statuses != 0 {
				break
			}
		}
		for _, a := range gold.Acts {
			at := -1
			for range max(a.Nth, 1) {
				at += 1 + strings.Index(gold.Text[at+1:], a.Text)
			}
			for i, p := range d.Predicates {
				if s := d.Status[i]; d.Tokens[p.Token].Start == at && s.Modality != "" {
					acts = append(acts, act{s.Rule, s.ByRule(), d.Odds[p.Token], a.Status})
				}
			}
		}
	}
	return acts
}
