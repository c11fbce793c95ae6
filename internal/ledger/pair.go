package ledger

// doneOf sorts the statuses into deeds, what is meant, asked or supposed, and what
// did not happen. Only the first are ever counted as deeds.
var doneOf = map[string]*int{
	"occurred": &done, "ongoing": &done, "background": &done,
	"planned": &meant, "expected": &meant, "offered": &meant, "demanded": &meant, "hypothetical": &meant,
	"negated": &denied,
}

var done, meant, denied = 1, 0, -1

// party is an actor in a side of an event: its number, and what it counts as.
type party struct {
	actor int64
	unit  string
}

type pair struct{ source, target string }

// pairsOf lists who does it to whom, each pair of units once. In "the two
// presidents met" both are source and target, and nobody meets himself. A side
// that names nobody is the empty unit.
func pairsOf(sources, targets []party) []pair {
	if len(sources) == 0 {
		sources = []party{{}}
	}
	if len(targets) == 0 {
		targets = []party{{}}
	}
	var out []pair
	list := func(alone bool) {
		for _, s := range sources {
			for _, t := range targets {
				if p := (pair{s.unit, t.unit}); (alone || s.actor != t.actor) && !listed(out, p) {
					out = append(out, p)
				}
			}
		}
	}
	if list(false); len(out) == 0 {
		list(true)
	}
	return out
}

func listed(ps []pair, p pair) bool {
	for _, q := range ps {
		if p == q {
			return true
		}
	}
	return false
}
