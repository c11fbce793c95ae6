package repair_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"dragoman/internal/repair"
)

// damage sets each paragraph in lines of about width characters and loses the
// line ends with the given probability, as a careless scraper does. It returns
// the damaged text and the offsets in it at which a space was lost.
func damage(rng *rand.Rand, text string, width int, loss float64) (string, map[int]bool) {
	var b strings.Builder
	lost := map[int]bool{}
	for i, par := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString("\n\n")
		}
		col := 0
		for k, w := range strings.Fields(par) {
			switch {
			case k == 0:
			case col+1+len(w) <= width:
				b.WriteByte(' ')
				col++
			case rng.Float64() < loss:
				lost[b.Len()] = true
				col = 0
			default:
				b.WriteByte(' ')
				col = 0
			}
			b.WriteString(w)
			col += len(w)
		}
	}
	return b.String(), lost
}

// score counts the lost spaces that a repair brought back, those it did not,
// and the spaces it put where none was.
func score(r *repair.Repairer, text string, lost map[int]bool, report func(string)) (right, missed, wrong int) {
	_, repairs := r.Repair(text)
	found := map[int]bool{}
	for _, p := range repairs {
		// Walk raw and fixed side by side; each extra space is a joint.
		at := p.RawStart
		for _, c := range []byte(p.Fixed) {
			if c == ' ' && text[at] != ' ' {
				found[at] = true
				if !lost[at] {
					wrong++
					report("wrong: " + p.Raw + " -> " + p.Fixed)
				}
				continue
			}
			at++
		}
	}
	for at := range lost {
		if found[at] {
			right++
			continue
		}
		missed++
		from, to := strings.LastIndexAny(text[:at], " \n")+1, strings.IndexAny(text[at:]+" ", " \n")+at
		report("missed: " + text[from:at] + "|" + text[at:to])
	}
	return right, missed, wrong
}

// TestLostLineEnds damages clean reports and counts what comes back.
func TestLostLineEnds(t *testing.T) {
	r := newRepairer(t)
	t.Run("own", func(t *testing.T) { measureDamage(t, r, []string{ownReport}) })
	t.Run("polnear", func(t *testing.T) {
		var texts []string
		for i, a := range lines[struct{ Text string }](t, "gold/quotes/polnear_dev.jsonl") {
			if i%12 == 0 {
				texts = append(texts, a.Text)
			}
		}
		measureDamage(t, r, texts)
	})
}

func measureDamage(t *testing.T, r *repair.Repairer, texts []string) {
	for _, loss := range []float64{1, 0.5, 0.1} {
		rng := rand.New(rand.NewPCG(1, 2))
		var right, missed, wrong float64
		for _, text := range texts {
			damaged, lost := damage(rng, text, 58+rng.IntN(12), loss)
			a, b, c := score(r, damaged, lost, func(s string) { t.Log(s) })
			right, missed, wrong = right+float64(a), missed+float64(b), wrong+float64(c)
		}
		recall, precision := right/max(1, right+missed), right/max(1, right+wrong)
		t.Logf("loss %.1f: recall %.3f, precision %.3f (%v right, %v missed, %v wrong)", loss, recall, precision, right, missed, wrong)
		if right+missed > 10 && (recall < 0.9 || precision < 0.97) {
			t.Errorf("recall %.3f, precision %.3f, expected 0.90 and 0.97 at least", recall, precision)
		}
	}
}

const ownReport = `The foreign minister of Greece arrived in Ankara on Tuesday for two days of talks on the disputed waters of the eastern Aegean, officials on both sides said.

Turkey has threatened to send a survey ship into the area before the end of the month. Greece calls the plan a provocation and has asked the European Union to prepare sanctions against Turkish companies that take part in the drilling.

"We came here to listen, but nobody should mistake patience for weakness," the minister told reporters at the airport. A spokesman for the Turkish government answered that Ankara would defend its rights by every legal means.

The two allies came close to war in 1996 over a pair of uninhabited rocks, and their warplanes still chase each other over the islands several times a year. Trade between them has nevertheless grown to $5 billion, compared with less than $1 billion two decades ago.

Diplomats in Brussels expect no agreement this week. They hope that the visit will at least open a direct line between the two military commands, which was cut after a collision of frigates in August.

Opposition parties in Athens accused the government of giving way under pressure. Thousands of people marched through the centre of the city on Sunday, and police used tear gas against a small group that threw stones at the embassy.

Germany and France offered to mediate. A similar attempt by NATO failed last year when neither side would withdraw its ships first, and the United States has so far refused to take sides.`
