package incident

import (
	"strings"

	"dragoman"
)

// Kinds are the types that an act goes under: its own, and that of the deed where it
// is a plan or a promise of one. "Will hold talks" is AGREE of a CONSULT, and the
// talks are the same act. What is demanded, threatened, refused or denied is another
// act than the demand.
type Kinds struct {
	Type, Deed string // Deed is empty where there is none beside the type
	groups     uint16
}

func kindsOf(e *dragoman.Event) Kinds {
	t, deed := e.Type, e.Underlying
	if e.PLOVER != nil {
		t, deed = e.PLOVER.Type, e.PLOVER.Underlying
	}
	if deed == t || groupsOf[t]&ownAct != 0 {
		deed = ""
	}
	return newKinds(t, deed)
}

func newKinds(t, deed string) Kinds { return Kinds{t, deed, groupsOf[t] | groupsOf[deed]} }

// What one coding calls by the one type, another calls by the other: "signed" is
// AGREE or SUPPORT, "shut out" COERCE or SANCTION, "sent troops" AID or MOBILIZE.
const (
	talk  uint16 = 1 << iota // and its fruits
	yield                    // giving way
	give                     // help, also of arms
	force
	measure
	troops
	request
	accuse
	reject
	threaten
	groups = iota
)

// ownAct marks acts of speech against somebody.
const ownAct = request | accuse | reject | threaten

var groupsOf = map[string]uint16{
	"":          0,
	"AGREE":     talk | yield | give,
	"CONSULT":   talk,
	"SUPPORT":   talk,
	"CONCEDE":   talk | yield,
	"COOPERATE": talk | give,
	"AID":       give,
	"RETREAT":   yield,
	"REQUEST":   request,
	"ACCUSE":    accuse,
	"REJECT":    reject,
	"THREATEN":  threaten,
	"PROTEST":   force,
	"SANCTION":  measure,
	"MOBILIZE":  troops | give,
	"COERCE":    force | measure | troops,
	"ASSAULT":   force,
}

// equal reports whether one type is common to two acts.
func (k *Kinds) equal(o *Kinds) bool {
	return k.Type == o.Type && k.Deed == o.Deed || k.final() == o.final()
}

// final is the type of the deed.
func (k *Kinds) final() string {
	if k.Deed != "" {
		return k.Deed
	}
	return k.Type
}

// near reports whether two acts may be one act that two coders call otherwise.
func (k *Kinds) near(o *Kinds) bool { return k.equal(o) || k.groups&o.groups != 0 }

// names are those of its groups, for keys. A type that is in none is its own.
func (k *Kinds) names() []string {
	if k.groups == 0 {
		return []string{strings.ToLower(k.final())}
	}
	var out []string
	for i, name := range groupNames {
		if k.groups&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

var groupNames = [groups]string{"talk", "yield", "give", "force", "measure", "troops", "request", "accuse", "reject", "threaten"}
