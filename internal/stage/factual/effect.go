package factual

import (
	"strings"

	"dragoman/internal/doc"
)

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
	// prevented, foiled; who failed to stop it let it happen
	"prevent": prevent,
	// a prohibition in force
	"forbid": table{done: doc.Negated, negated: doc.Hypothetical, open: doc.Hypothetical}.effect,
	// eased, prolonged: it goes on
	"goon": table{done: doc.Ongoing, negated: doc.Ongoing, planned: doc.Ongoing, open: doc.Ongoing}.effect,
	// persuaded to; who could not be persuaded did not
	"persuade": table{done: doc.Occurred, negated: doc.Negated}.effect,
	// promised to; who did not promise to may do it
	"promise": table{done: doc.Planned, negated: doc.Hypothetical, planned: doc.Planned, open: doc.Hypothetical}.effect,
	// shows signs of; "no sign of leaving"
	"sign": table{done: doc.Expected, negated: doc.Negated, open: doc.Hypothetical}.effect,
	"let":  let,
	"glad": glad,
	// ignored: it is there, and what it asks for was not done
	"foresee": foresee,
	"lead":    lead,
	// approved a sale, which is to come
	"approve": future(doc.Planned),
	// would like him to
	"bid": bid,
	// ruled that he be, was to be, would be freed
	"decree": decree,
	"ignore": known,
	// the prospect of; held out the prospect of
	"maybe": maybe,
	// rehearsed, imagined: it is none, however known
	"unreal": constant(doc.Hypothetical),
	// is considering, is not thinking of
	"muse": table{done: doc.Hypothetical, negated: doc.Negated, open: doc.Hypothetical}.effect,
	// would not mind hosting
	"mind": table{done: doc.Hypothetical, negated: doc.Offered, open: doc.Hypothetical}.effect,
	// is coming; came
	"coming": coming,
	// slated to: what nobody plans is foretold
	"set":    set,
	"doubt":  doubt,
	"trust":  trust,
	"verify": verify,
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
	"expect": table{done: doc.Expected, negated: doc.Negated, planned: doc.Expected, open: doc.Expected}.effect,
	"offer":  offer,
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

// bid: "wants him to pay" asks it, "wants the talks to fail" wishes it.
func bid(_, own reading) doc.Modality {
	if own.befalls {
		return unlessNegated(doc.Hypothetical, own)
	}
	return unlessNegated(doc.Demanded, own)
}

// oblige: "had to withdraw" did, "has to withdraw" is a demand.
func oblige(over, own reading) doc.Modality {
	switch {
	case over.Modality == doc.Negated:
		return doc.Hypothetical
	case over.past:
		return unlessNegated(doc.Occurred, own)
	case over.Modality == doc.Expected:
		return unlessNegated(doc.Expected, own) // "will have to cut its rates, traders think"
	case over.Modality == doc.Offered || over.Modality == doc.Hypothetical:
		return doc.Hypothetical // "if the rains fail, it will have to import rice"
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

// prevent: who could not prevent it let it happen, who cannot leaves it open.
func prevent(over, own reading) doc.Modality {
	if over.Modality == doc.Negated && over.rule == cannot {
		return doc.Hypothetical
	}
	return table{done: doc.Negated, negated: doc.Occurred, open: doc.Hypothetical}.effect(over, own)
}

// factive: "regretted bombing", "did not regret bombing": bombed either way.
func factive(over, own reading) doc.Modality {
	if !over.Done() && over.Modality != doc.Negated && own.Modality == "" {
		return doc.Hypothetical
	}
	return asTold(own)
}

// let: "let the ships pass" is done, "lets ships pass" and "will let them pass" leave it
// to them; "asked Ghana to let them pass" asks for the passing.
func let(over, own reading) doc.Modality {
	switch {
	case over.Done() && over.past:
		return unlessNegated(over.Modality, own)
	case over.Done(), over.Modality == doc.Planned, over.Modality == doc.Expected:
		return unlessNegated(doc.Hypothetical, own)
	}
	return unlessNegated(over.Modality, own)
}

// glad: "is glad to host the talks" offers to, "was glad to host them" did.
func glad(over, own reading) doc.Modality {
	if over.Modality == doc.Occurred && over.past {
		return unlessNegated(doc.Occurred, own)
	}
	return offer(over, own)
}

// doubt: "doubts that he will sign" leaves it open, "does not doubt that he will" says so.
func doubt(over, own reading) doc.Modality {
	if over.Modality == doc.Negated {
		if m := asTold(own); m != doc.Planned {
			return m
		}
		return doc.Expected
	}
	return doc.Hypothetical
}

// trust: "believes that he signed" tells it, "does not believe that he signed" doubts it.
func trust(over, own reading) doc.Modality {
	if m := asTold(own); over.Modality == doc.Negated && over.rule != fewDo && (m == doc.Planned || m == doc.Expected) {
		return doc.Negated // "does not think he will sign", as "does not expect him to"
	}
	if !over.Done() {
		return doc.Hypothetical
	}
	if m := report(over, own); m != doc.Planned {
		return m
	}
	return doc.Expected
}

// offer: "is willing to host", "would be willing to host".
func offer(over, own reading) doc.Modality {
	if over.Modality == doc.Hypothetical && strings.HasPrefix(over.rule, "modal would") {
		return unlessNegated(doc.Offered, own)
	}
	return future(doc.Offered)(over, own)
}

// foresee: "sees Ghana defaulting", "saw Ghana default".
func foresee(over, own reading) doc.Modality {
	if over.past {
		return unlessNegated(orElse(over.Modality, doc.Occurred), own)
	}
	return unlessNegated(doc.Expected, own)
}

// lead: "leads a boycott", "led a march".
func lead(over, own reading) doc.Modality {
	if over.past && over.Modality == doc.Occurred {
		return unlessNegated(doc.Occurred, own)
	}
	return table{done: doc.Ongoing, negated: doc.Ongoing}.effect(over, own)
}

// decree: what a court rules is to be done is demanded, what it finds to be so is told.
func decree(over, own reading) doc.Modality {
	if m := subjunctive(over, own); m != doc.Planned && m != doc.Expected || !over.Done() {
		return m
	}
	return doc.Demanded
}

func maybe(over, own reading) doc.Modality {
	if over.Modality == doc.Offered || over.Modality == doc.Negated {
		return unlessNegated(over.Modality, own)
	}
	return unlessNegated(doc.Hypothetical, own)
}

func coming(over, own reading) doc.Modality {
	if over.Modality == doc.Ongoing {
		return doc.Expected
	}
	return table{done: doc.Occurred, negated: doc.Negated}.effect(over, own)
}

func set(over, own reading) doc.Modality {
	if own.befalls {
		return future(doc.Expected)(over, own)
	}
	return future(doc.Planned)(over, own)
}

// verify: reports that were confirmed are told, those that were not are left open.
func verify(over, own reading) doc.Modality {
	if over.Done() {
		return asTold(own)
	}
	return doc.Hypothetical
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
