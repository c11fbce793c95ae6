package doc

// Predicate is a verb, noun or adjective that says something of others, with
// what it says it of: the basic tree made level (passives turned round,
// controlled, shared and relative subjects filled in), after the enhanced
// dependencies of Schuster and Manning (2016).
type Predicate struct {
	Token   int
	Passive bool
	Args    []Arg // in text order of the filler
}

// Arg is one argument of a predicate.
type Arg struct {
	// Role is the grammatical role after levelling:
	//   subj   who does it: subject of an active, "by" agent of a passive
	//   obj    who it is done to: object, or subject of a passive
	//   iobj   indirect object
	//   comp   clause that the predicate embeds (ccomp, xcomp, or the
	//          infinitive on a noun: "plans to visit")
	//   poss   possessor of a noun ("Russia's attack")
	//   amod   adjective or compound before a noun ("Russian attack")
	//   appos  the other name of a noun
	//   prt    particle ("carry out")
	//   adv    adverb or adverbial clause
	//   aux    auxiliary ("must")
	//   tmod   bare time or measure ("last week")
	//   any preposition: what hangs by it ("with", "against", "according to")
	Role  string
	Token int // head of the filler
	// Via is how the argument was found: "" for read off the tree, else
	// "passive", "control", "conj", "relative", "copula".
	Via string
}

// Arg returns the first filler of a role, or -1.
func (p *Predicate) Arg(role string) int {
	for _, a := range p.Args {
		if a.Role == role {
			return a.Token
		}
	}
	return -1
}

// PredicateAt returns the number of the predicate at token i, or -1.
func (d *Document) PredicateAt(i int) int {
	lo, hi := 0, len(d.Predicates)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Predicates[m].Token < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(d.Predicates) && d.Predicates[lo].Token == i {
		return lo
	}
	return -1
}

// IsPreposition reports whether a role is named by a preposition.
func IsPreposition(role string) bool {
	switch role {
	case "", "subj", "obj", "iobj", "comp", "poss", "amod", "appos", "prt", "adv", "aux", "tmod":
		return false
	}
	return true
}
