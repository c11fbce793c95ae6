package factual

import (
	"io/fs"
	"math"
	"strconv"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// Trust weighs what the parser's network says of an act against what the rules say. A
// rule that seldom errs ("signature refuse") is hardly ever overruled, a guess ("noun by
// itself") often. The numbers are those of a logistic regression over sentences that
// neither the rules nor the network had seen (data/attrib/trust.tsv).
type Trust struct {
	Scale float64                     // of the network's log-probabilities
	Rule  map[string]float64          // for the rule's own status, by each of its Wordings
	Pair  map[[2]doc.Modality]float64 // for a status where the rules say another or the same
}

const trustFile = "attrib/trust.tsv"

func (k *knowledge) readTrust(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, trustFile, "rule", "status", "weight")
	if err != nil {
		return err
	}
	k.trust = Trust{Rule: map[string]float64{}, Pair: map[[2]doc.Modality]float64{}}
	for _, row := range t.Rows {
		w, err := strconv.ParseFloat(row.Get("weight"), 64)
		if err != nil {
			return row.Errorf("weight %q, expected a number", row.Get("weight"))
		}
		switch rule, status := row.Get("rule"), row.Get("status"); {
		case status != "":
			k.trust.Pair[[2]doc.Modality{doc.Modality(rule), doc.Modality(status)}] = w
		case rule == TheNetwork:
			k.trust.Scale = w
		default:
			k.trust.Rule[rule] = w
		}
	}
	return nil
}

// The rows of the table that are not of one rule.
const (
	TheNetwork = "network"
	AnyRule    = "*"
)

// Wordings are the names under which a rule has weights, which add up: "signature
// refuse + to" those of any rule, of "signature" and of "signature refuse".
func Wordings(rule string) []string {
	words := strings.Fields(rule)
	names := []string{AnyRule}
	for n := 1; n <= min(len(words), 2); n++ {
		names = append(names, strings.Join(words[:n], " "))
	}
	return names
}

// Scores are the log-odds of each status, up to a constant.
func (w *Trust) Scores(odds *doc.Odds, says doc.Modality, rule string) (out [len(doc.Modalities)]float64) {
	for k, m := range doc.Modalities {
		out[k] = w.Scale*float64(odds[k]) + w.Pair[[2]doc.Modality{says, m}]
		if m == says {
			for _, name := range Wordings(rule) {
				out[k] += w.Rule[name]
			}
		}
	}
	return out
}

// By how much (in log-odds) another status must be likelier than what the rules say: the
// weights are fitted to plain wire reports, and in sentences of rarer make the network
// errs more. And how much more where the rules see no deed and it does: a plan told as
// the deed is the error to avoid.
const (
	overruleMargin = 0.7
	deedMargin     = 1.5
)

// status is the one with the highest score.
func (w *Trust) status(odds *doc.Odds, s *doc.Status) doc.Modality {
	best, most := s.Modality, math.Inf(-1)
	for k, x := range w.Scores(odds, s.Modality, s.Rule) {
		m := doc.Modalities[k]
		if m != s.Modality {
			x -= overruleMargin
		}
		if m.Done() && !s.Modality.Done() {
			x -= deedMargin
		}
		if x > most {
			best, most = m, x
		}
	}
	return best
}

// weigh lets the network have its say on each act that the rules gave a status.
func (r *reader) weigh() {
	if r.d.Odds == nil {
		return
	}
	for i, p := range r.d.Predicates {
		s := &r.d.Status[i]
		if s.Modality == "" {
			continue
		}
		m := r.know.trust.status(&r.d.Odds[p.Token], s)
		if r.when[p.Token] > 0 && (m == doc.Background || s.Modality == doc.Background) {
			continue // what is history to a report depends on its day, which the network has not seen
		}
		if m != s.Modality {
			s.Over, s.Modality, s.By = s.Modality, m, -1
			s.Barred = s.Barred && m == doc.Negated
			if m.Done() {
				s.Condition = doc.Span{}
			}
		}
	}
}
