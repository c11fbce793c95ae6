// Package clause levels the dependency tree: it reads Trees and adds
// Predicates, each verb, noun and predicative adjective with its arguments, so
// that every later stage sees "Kim met Putin", "Putin was met by Kim", "Kim,
// who met Putin," and "Kim wanted to meet Putin" alike.
//
// Method: enhanced Universal Dependencies (Schuster and Manning 2016): passives
// turned round, subjects of controlled, conjoined and participial verbs filled
// in, relative pronouns replaced by their antecedents; beyond them the
// arguments that light verbs and counting nouns hand on to the noun that names
// the act ("launched a wave of attacks on"), after NomBank (Meyers et al. 2004).
//
// What it gets wrong: it trusts the parser, so a misattached prepositional
// phrase misleads it; "of" after a noun is left to the frames, which know
// whether it names the doer ("the arrival of") or the one done to ("the arrest
// of"); subjects of gerunds are only found by control.
package clause

import (
	"io/fs"
	"slices"

	"dragoman/internal/doc"
)

// New returns the stage, with its knowledge of governors read from fsys.
func New(fsys fs.FS) (doc.Stage, error) {
	g, err := readGovernors(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{
		Name:  "clause",
		Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees,
		Adds:  doc.Predicates,
		Run:   func(d *doc.Document) { level(d, g) },
	}, nil
}

// level finds the predicates of a document. Heads come before what hangs on
// them, for a controlled verb takes its subject from its governor.
func level(d *doc.Document, g *governors) {
	l := leveller{d: d, g: g, at: make([]int32, len(d.Tokens))}
	order := d.TopDown()
	l.preds = make([]doc.Predicate, 0, len(d.Tokens)/2)
	for _, t := range order {
		if isPredicate(d, t) {
			l.preds = append(l.preds, doc.Predicate{Token: t})
			l.at[t] = int32(len(l.preds))
		}
	}
	for i := range l.preds {
		l.own(&l.preds[i])
	}
	for i := range l.preds {
		l.inherit(&l.preds[i])
	}
	for i := range l.preds {
		p := &l.preds[i]
		l.under(p)
		slices.SortStableFunc(p.Args, func(a, b doc.Arg) int { return a.Token - b.Token })
	}
	slices.SortFunc(l.preds, func(a, b doc.Predicate) int { return a.Token - b.Token })
	d.Predicates = l.preds
}

// isPredicate reports whether a token is one that others can be arguments of.
func isPredicate(d *doc.Document, t int) bool {
	switch d.Tags[t].POS {
	case doc.VERB, doc.NOUN, doc.SYM: // "$3 million in aid to Mali"
		return true
	case doc.ADJ, doc.ADV, doc.PROPN, doc.PRON, doc.NUM:
		return d.Kid(t, "cop") >= 0 || d.Tags[t].POS == doc.ADJ && d.Kid(t, "nsubj", "xcomp", "ccomp", "advcl", "obl") >= 0
	case doc.AUX:
		// "to be" as the main verb, as the parser sometimes has it.
		return d.Kid(t, "nsubj", "nsubj:pass") >= 0
	}
	return false
}

// leveller holds one document's predicates while they are filled.
type leveller struct {
	d     *doc.Document
	g     *governors
	preds []doc.Predicate
	at    []int32 // 1 + number of the predicate at a token, or 0
}

// pred returns the predicate at a token, or nil.
func (l *leveller) pred(t int) *doc.Predicate {
	if t < 0 || l.at[t] == 0 {
		return nil
	}
	return &l.preds[l.at[t]-1]
}

// add gives a predicate an argument and the conjuncts of its filler:
// "condemned by France and Spain".
func (l *leveller) add(p *doc.Predicate, role string, filler int, via string) {
	if filler == p.Token {
		return
	}
	for _, a := range p.Args {
		if a.Role == role && a.Token == filler {
			return
		}
	}
	p.Args = append(p.Args, doc.Arg{Role: role, Token: filler, Via: via})
	for _, k := range l.d.Kids(filler) {
		if l.d.IsRel(int(k), "conj") && sameKind(l.d, filler, int(k)) {
			own := role
			if prep := caseOf(l.d, int(k), "case"); prep != "" && doc.IsPreposition(role) {
				own = prep // "talks within Europe and with Canada"
			}
			l.add(p, own, int(k), "conj")
		}
	}
	if n := l.counted(filler); n >= 0 && (role == "obj" || role == "subj") {
		l.add(p, role, n, "quantity")
	}
}

// counted returns the noun that a counting noun counts, or -1: who holds "two
// rounds of talks" holds talks.
func (l *leveller) counted(noun int) int {
	if !l.g.quantity(l.d, noun) {
		return -1
	}
	for _, k := range l.d.Kids(noun) {
		if l.d.IsRel(int(k), "nmod") && caseOf(l.d, int(k), "case") == "of" {
			return int(k)
		}
	}
	return -1
}

// sameKind keeps a conjoined clause from being taken for a conjoined party.
func sameKind(d *doc.Document, a, b int) bool {
	return d.Tags[a].POS.Nominal() == d.Tags[b].POS.Nominal()
}
