package actor

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// wordAt is one word of the report with its token and place.
type wordAt struct {
	token int
	doc.Span
}

// findNames runs the trie over the report, longest name first, and keeps for
// each stretch the one reading that grammar and date allow.
func (r *reading) findNames() {
	words, at := r.words()
	var buf []actors.Hit
	for i := 0; i < len(words); {
		buf = r.NamesAt(words[i:], buf[:0])
		n := r.take(buf, at[i:])
		i += max(n, 1)
	}
}

// words cuts the tokens into the words that names are made of. Hyphens
// disappear; any other punctuation leaves an empty word, which ends a name:
// "Paris, Texas".
func (r *reading) words() ([]actors.Word, []wordAt) {
	words := make([]actors.Word, 0, len(r.d.Tokens)+8)
	at := make([]wordAt, 0, len(r.d.Tokens)+8)
	sentence := 0
	for t := range r.d.Tokens {
		tok := r.d.Tokens[t]
		if sentence < len(r.d.Sentences) && t == r.d.Sentences[sentence].Last {
			sentence++
			words, at = append(words, actors.Word{}), append(at, wordAt{t, doc.Span{}})
		}
		n := len(words)
		actors.Words(r.d.Word(t), func(w string, start, end int) {
			if first, _ := utf8.DecodeRuneInString(w); !unicode.IsLetter(first) && !unicode.IsDigit(first) && len(w) == 1 {
				return
			}
			sp := doc.Span{Start: tok.Start + start, End: tok.Start + end}
			if r.d.Tokens[t].Form != "" {
				sp = tok.Span
			}
			words, at = append(words, r.Word(w)), append(at, wordAt{t, sp})
		})
		if len(words) == n && !isHyphen(r.d.Word(t)) {
			words, at = append(words, actors.Word{}), append(at, wordAt{t, doc.Span{}})
		}
	}
	return words, at
}

func isHyphen(w string) bool { return w == "-" || w == "–" || w == "‐" || w == "‑" }

// take keeps the longest acceptable name of those that start here and returns
// how many words it has.
func (r *reading) take(hits []actors.Hit, at []wordAt) int {
	for _, h := range slices.Backward(hits) {
		first, last := at[0], at[h.Len-1]
		e, ok := r.choose(h.Entries, first.token, last.token+1)
		if !ok {
			continue
		}
		r.hits = append(r.hits, hit{Span: doc.Span{Start: first.Start, End: last.End}, first: first.token, last: last.token + 1, Entry: e})
		for t := first.token; t <= last.token; t++ {
			r.hitAt[t] = int32(len(r.hits))
		}
		return h.Len
	}
	return 0
}

// choose picks the reading of one name over tokens [first, last).
func (r *reading) choose(es []actors.Entry, first, last int) (actors.Entry, bool) {
	var best actors.Entry
	rank, tie := -1, false
	for _, e := range es {
		if v := r.rank(e, first, last); v > rank {
			best, rank = e, v
			tie = false
		} else if v == rank && v >= 0 && e.Row != best.Row {
			// Two people of one name, both or neither in office; "Korean", which
			// is two states: not guessed here.
			tie = true
		}
	}
	return best, rank >= 0 && !tie
}

// rank orders readings; below zero, the reading is impossible here.
func (r *reading) rank(e actors.Entry, first, last int) int {
	switch e.Kind {
	case actors.StateName, actors.StateSeat, actors.StateAdj, actors.StatePeople:
		return r.rankState(e, first, last)
	case actors.BodyName:
		if !r.begun(r.Bodies[e.Row].Spell) || !r.capital(first) {
			return -1
		}
		return 50
	case actors.PersonName:
		return r.rankPerson(e, first, last)
	}
	// An office or agent is a noun: "officials state that" holds no state.
	switch r.d.Tags[last-1].POS {
	case doc.NOUN, doc.PROPN, doc.X, doc.None:
		if e.Kind == actors.OfficeTitle {
			return 12
		}
		return 10
	case doc.ADJ:
		if first < last-1 || !r.d.IsRel(last-1, "amod", "advmod") {
			return 10
		}
	}
	return -1
}

func (r *reading) rankState(e actors.Entry, first, last int) int {
	s := &r.States.All[e.Row]
	if !r.begun(s.Spell) || r.partOfName(first, last) {
		return -1
	}
	v := 40
	switch e.Kind {
	case actors.StateName:
		v = 60
	case actors.StatePeople:
		if !r.d.IsRel(last-1, "amod", "compound", "nmod:desc") {
			v++
		}
	case actors.StateSeat:
		v = 30
	}
	if r.inForce(s.Spell, r.d.SentenceOf(first)) {
		v += 4
	}
	if e.Main {
		v++
	}
	return v
}

// rankPerson lets somebody in office on the day go before those who are not. A
// surname alone must not be part of a longer, unknown name.
func (r *reading) rankPerson(e actors.Entry, first, last int) int {
	if !r.capital(first) || r.partOfName(first, last) {
		return -1
	}
	st := r.People[e.Row].On(r.date)
	v := 20
	if last-first > 1 {
		v = 70
	}
	if st.Current {
		v += 4
	} else if st.Former {
		v += 2
	}
	return v
}

// begun reports whether something with the spell can be named in the report:
// it had begun by its day.
func (r *reading) begun(s actors.Spell) bool {
	return r.date.IsZero() || !r.date.Before(s.From)
}

// inForce reports whether the spell holds in the year the sentence names, else
// on the day of the report.
func (r *reading) inForce(s actors.Spell, sentence int) bool {
	day := r.date
	if sentence < len(r.years) && r.years[sentence] != 0 {
		day = time.Date(r.years[sentence], 6, 30, 0, 0, 0, 0, time.UTC)
	}
	return s.Holds(day)
}

// partOfName reports whether a name of the lexicon is only a part of another
// name: "Paris" in "Paris Hilton", "Jordan" in "Michael Jordan".
func (r *reading) partOfName(first, last int) bool {
	for i := first; i < last; i++ {
		if h := r.d.Arcs[i].Head; r.d.IsRel(i, "flat") && (h < first || h >= last) && r.d.Tags[h].POS == doc.PROPN && r.freeCapital(h) {
			return true
		}
	}
	if last < len(r.d.Tokens) && r.d.IsRel(last, "flat") && r.d.Tags[last].POS == doc.PROPN && r.freeCapital(last) {
		if h := r.d.Arcs[last].Head; h >= first && h < last {
			return true
		}
	}
	return false
}

func (r *reading) freeCapital(i int) bool { return r.hitAt[i] == 0 && r.capital(i) }

// capital reports whether token i starts with a capital letter or a digit.
func (r *reading) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.d.Word(i))
	return unicode.IsUpper(c) || unicode.IsDigit(c)
}
