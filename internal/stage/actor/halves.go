package actor

import (
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// findHalves finds states that go by a part of their name: "the North", "the
// two Koreas", and "Korean" where the context tells of which Korea.
func (r *reading) findHalves() {
	named := map[string]bool{}
	for i := range r.hits {
		if h := &r.hits[i]; h.Kind <= actors.StateSeat {
			named[r.States.All[h.Row].Code] = true
		}
	}
	for s := range r.d.Sentences {
		sent := &r.d.Sentences[s]
		for t := sent.First; t < sent.Last; t++ {
			switch {
			case t+1 < sent.Last && r.capital(t) && r.partAt(t):
				t++
			case r.hitAt[t] == 0 && r.capital(t):
				r.halfAt(t, s, named)
			}
		}
	}
}

// partAt reads a part of two words at token t, whose own readings it takes back:
// "Bosnian Serb" is neither Bosnia nor Serbia.
func (r *reading) partAt(t int) bool {
	f, ok := r.referAs(r.d.Word(t)+" "+r.d.Word(t+1), "part")
	if !ok {
		return false
	}
	for _, at := range []int{t, t + 1} {
		if h := r.hitOf(at); h != nil {
			h.used = true
		}
	}
	kind := actors.StateAdj
	if r.d.Tags[t+1].Feat("Number") == "Plur" {
		kind = actors.StatePeople
	}
	r.addPart(t, t+2, f.to[0], kind)
	return true
}

// findEither reads once more what names one of two states, when the cities are
// known: "Congolese soldiers fired at looters in Goma".
func (r *reading) findEither() {
	for t := range r.d.Tokens {
		if f, ok := r.referAs(r.d.Word(t), "either"); ok && r.hitAt[t] == 0 {
			r.eitherAt(t, r.d.SentenceOf(t), f.to)
		}
	}
}

func (r *reading) halfAt(t, s int, named map[string]bool) {
	for _, f := range r.refers[r.d.Word(t)] {
		switch f.class {
		case "half":
			code := f.to[0]
			if st := r.States.Code(code); st != nil && r.begun(st.Spell) && (named[code] || len(f.to) > 1 && named[f.to[1]]) && r.standsAlone(t) {
				r.addHit(t, t+1, code, actors.StateName)
				return
			}
		case "part":
			r.addPart(t, t+1, f.to[0], actors.StateAdj)
			return
		case "set":
			r.sets = append(r.sets, set{t, f.to})
			return
		case "either":
			r.eitherAt(t, s, f.to)
			return
		}
	}
}

// eitherAt reads a name of one of several states as that of the one named near it.
func (r *reading) eitherAt(t, s int, codes []string) {
	code := r.onlyNear(codes, s)
	if code == "" {
		return
	}
	kind := actors.StateAdj
	if !r.d.IsRel(t, "amod", "compound") {
		kind = actors.StatePeople
	}
	r.addHit(t, t+1, code, kind)
}

// set is a word for several states at its token.
type set struct {
	token int
	codes []string
}

func (r *reading) addHit(first, last int, code string, kind actors.Kind) *hit {
	row := slices.IndexFunc(r.States.All, func(s actors.State) bool { return s.Code == code })
	r.hits = append(r.hits, hit{Span: r.d.TokenSpan(first, last), first: first, last: last, Entry: actors.Entry{Kind: kind, Row: row}})
	for t := first; t < last; t++ {
		r.hitAt[t] = int32(len(r.hits))
	}
	return &r.hits[len(r.hits)-1]
}

// addPart adds the name of a part of a state.
func (r *reading) addPart(first, last int, code string, kind actors.Kind) {
	if r.States.Code(code) != nil {
		r.addHit(first, last, code, kind).part = true
		r.stated[code]++
	}
}

// standsAlone tells "the North" from "the North Sea" and "the north of".
func (r *reading) standsAlone(t int) bool {
	if t+1 < len(r.d.Tokens) {
		if p := r.d.Tags[t+1].POS; p == doc.PROPN || r.hitAt[t+1] != 0 && r.capital(t+1) || isHyphen(r.d.Word(t+1)) {
			return false
		}
	}
	for i := t - 1; i >= max(0, t-3); i-- {
		if strings.EqualFold(r.d.Word(i), "the") {
			return true
		}
		if r.d.Tags[i].POS != doc.ADJ {
			break // "the communist North"
		}
	}
	return false
}

// onlyNear returns the one state of codes that this sentence names or, if none
// is there, the last one does; empty when that is none or several.
func (r *reading) onlyNear(codes []string, s int) string {
	for i := s; i >= max(0, s-1); i-- {
		found := ""
		for t := r.d.Sentences[i].First; t < r.d.Sentences[i].Last; t++ {
			h := r.hitOf(t)
			if h == nil || h.Kind > actors.StateSeat {
				continue
			}
			if c := r.States.All[h.Row].Code; slices.Contains(codes, c) {
				if found != "" && found != c {
					return ""
				}
				found = c
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// mentionSets makes the mentions of "the two Koreas".
func (r *reading) mentionSets() {
	for _, s := range r.sets {
		var ps []int
		for _, code := range s.codes {
			if p := r.stateCode(code); p >= 0 {
				ps = append(ps, p)
			}
		}
		ph := r.leftward(s.token, s.token+1)
		r.mention(ph.first, ph.last, doc.AsName, "set "+r.d.Word(s.token), ps...)
	}
}
