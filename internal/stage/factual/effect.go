package factual

import "dragoman/internal/doc"

// effect makes of the status of an embedding word and the act's own reading the
// act's status.
type effect func(over reading, own reading) doc.Modality

// effects are the names that signatures.tsv may use.
var effects = map[string]effect{
	// managed to: as the embedding word itself
	"keep": table{done: doc.Occurred, negated: doc.Negated}.effect,
	// rose to: where it came out, unless an object makes it a purpose
	"arrive": table{done: doc.Occurred, negated: doc.Negated}.effect,
	// began to
	"begin": table{done: doc.Ongoing, negated: doc.Negated}.effect,
	// failed to; "did not fail to sign" is signed
	"deny": table{done: doc.Negated, negated: doc.Occurred, open: doc.Hypothetical}.effect,
	// refused to; "did not refuse to sign" leaves it open
	"refuse": table{done: doc.Negated, negated: doc.Hypothetical, open: doc.Hypothetical}.effect,
	// stopped: it is no more; "has not stopped shelling" goes on
	"end": table{done: doc.Negated, negated: doc.Ongoing, open: doc.Hypothetical}.effect,
	// continued: it is under way, and was where it did not
	"last": table{done: doc.Ongoing, negated: doc.Occurred, open: doc.Ongoing}.effect,
	// ended: it was, and goes on where nobody ended it
	"over": table{done: doc.Occurred, negated: doc.Ongoing, open: doc.Ongoing}.effect,
	// solved, whoever may solve it: it is there
	"known": known,
	"true":  truth,
	// postponed
	"delay": table{done: doc.Planned, negated: doc.Planned, open: doc.Planned}.effect,
	// forced to
	"force": table{done: doc.Occurred, negated: doc.Hypothetical}.effect,
	// allowed to: may be done now
	"allow": table{done: doc.Hypothetical, negated: doc.Negated, open: doc.Hypothetical}.effect,
	// was able to did, is able to may
	"able":   able,
	"oblige": oblige,
	"plan":   future(doc.Planned),
	"expect": future(doc.Expected),
	"offer":  future(doc.Offered),
	"need":   table{done: doc.Demanded, negated: doc.Hypothetical, planned: doc.Demanded, open: doc.Hypothetical}.effect,
	"demand": demand,
	// who was ordered not to do it does not
	"order": order.effect,
	"try":   table{done: doc.Hypothetical, negated: doc.Negated, open: doc.Hypothetical}.effect,
	"hypo":  constant(doc.Hypothetical), "hypothat": constant(doc.Hypothetical), "threaten": constant(doc.Hypothetical),
	"claim":      constant(doc.Hypothetical),
	"expectthat": constant(doc.Expected),
	"past":       constant(doc.Background), "used": constant(doc.Background),
	"factive": factive,
	"report":  report, "seem": report,
	"denythat":   denyThat,
	"insistthat": subjunctive, "suggestthat": subjunctive,
}

// table is an effect by the status of the embedding word. An empty cell hands
// that status down.
type table struct {
	done, negated doc.Modality
	planned       doc.Modality // over a planned, expected, offered or demanded word
	open          doc.Modality // over a hypothetical one, and a planned one without its own cell
}

func (e table) effect(over, own reading) doc.Modality {
	m := over.Modality
	switch {
	case m.Done():
		if e.done == doc.Occurred && m != doc.Occurred {
			return m // "is managing to", "had managed to"
		}
		m = e.done
	case m == doc.Negated:
		m = e.negated
	case m != doc.Hypothetical && e.planned != "":
		m = e.planned
	case e.open != "":
		m = e.open
	}
	return unlessNegated(m, own)
}

// unlessNegated: "promised not to attack" plans no attack, "failed not to" is
// nothing to rely on.
func unlessNegated(m doc.Modality, own reading) doc.Modality {
	if own.Modality != doc.Negated {
		return m
	}
	if m == doc.Negated {
		return doc.Hypothetical
	}
	return doc.Negated
}

func future(m doc.Modality) effect {
	return table{done: m, negated: doc.Negated, planned: m, open: doc.Hypothetical}.effect
}

func constant(m doc.Modality) effect {
	return func(_, own reading) doc.Modality { return unlessNegated(m, own) }
}

func able(over, own reading) doc.Modality {
	if over.Done() && !over.past {
		return unlessNegated(doc.Hypothetical, own)
	}
	return table{done: doc.Occurred, negated: doc.Negated, open: doc.Hypothetical}.effect(over, own)
}

// oblige: "had to withdraw" did, "has to withdraw" is a demand.
func oblige(over, own reading) doc.Modality {
	switch {
	case over.Modality == doc.Negated:
		return doc.Hypothetical
	case over.past:
		return unlessNegated(doc.Occurred, own)
	}
	return unlessNegated(doc.Demanded, own)
}

// demand: who was asked not to do it may do it yet.
func demand(over, own reading) doc.Modality {
	if own.Modality == doc.Negated && !own.barred {
		return doc.Hypothetical
	}
	return order.effect(over, own)
}

var order = table{done: doc.Demanded, negated: doc.Hypothetical, planned: doc.Demanded, open: doc.Hypothetical}

// truth: "it is not true that they fired".
func truth(over, own reading) doc.Modality {
	switch {
	case over.Done():
		return asTold(own)
	case over.Modality == doc.Negated && asTold(own).Done():
		return doc.Negated
	}
	return doc.Hypothetical
}

// known: "will avenge the raid", which was made whatever comes of it.
func known(over, own reading) doc.Modality { return unlessNegated(doc.Occurred, own) }

// factive: "regretted bombing", "did not regret bombing": bombed either way.
func factive(over, own reading) doc.Modality {
	if !over.Done() && over.Modality != doc.Negated {
		return doc.Hypothetical
	}
	return asTold(own)
}

// report: what is said keeps its own reading, unless nobody said it yet.
func report(over, own reading) doc.Modality {
	m := asTold(own)
	if own.rule == plainInfinitive && own.Modality == "" {
		m = doc.Ongoing // "is believed to hold hostages"
	}
	if over.Done() || !m.Done() {
		return m
	}
	return doc.Hypothetical
}

// denyThat: "denied having supplied", "did not deny that it had supplied".
func denyThat(over, own reading) doc.Modality {
	switch {
	case over.Done():
		return doc.Negated
	case over.Modality == doc.Negated:
		return asTold(own)
	}
	return doc.Hypothetical
}

// subjunctive: "insisted that he leave" demands, "insisted that he left" says.
func subjunctive(over, own reading) doc.Modality {
	if own.rule == bareForm || own.rule == tensePresent && over.past {
		return doc.Demanded
	}
	return report(over, own)
}

// asTold is the reading of a clause by itself; one without tense is taken for
// done ("admitted bombing").
func asTold(own reading) doc.Modality {
	if own.Modality == "" || own.rule == bareForm {
		return doc.Occurred
	}
	return own.Modality
}
