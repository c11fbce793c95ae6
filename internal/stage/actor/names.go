package actor

import (
	"slices"
	"strings"
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

// findNames looks for the lexicon's names in the report, longest name first, and keeps for
// each stretch the one reading that grammar and date allow.
func (r *reading) findNames() {
	words, at := r.words()
	r.firstLook(words, at)
	var buf []actors.Hit
	for i := 0; i < len(words); {
		buf = r.NamesAt(words[i:], buf[:0])
		n := r.take(buf, at[i:])
		i += max(n, 1)
	}
}

// firstLook counts the states that the report names, and notes the people whom
// it names in full: both decide how bolder names are read.
func (r *reading) firstLook(words []actors.Word, at []wordAt) {
	r.stated, r.full = map[string]int{}, map[int]bool{}
	var buf []actors.Hit
	for i := 0; i < len(words); {
		buf = r.NamesAt(words[i:], buf[:0])
		n := 1
		for _, h := range buf {
			for _, e := range h.Entries {
				switch {
				case e.Kind <= actors.StateSeat:
					r.stated[r.States.All[e.Row].Code]++
					n = h.Len
				case e.Kind == actors.PersonName && h.Len > 1 && !r.particled(at[i].token):
					r.full[e.Row] = true
					n = h.Len
				}
			}
		}
		i += n
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

// choose picks the reading of one name over tokens [first, last). Two people of
// one name whom neither office nor title tells apart, or "Korean", which is two
// states, are not guessed here; but what state the two are of is kept.
func (r *reading) choose(es []actors.Entry, first, last int) (actors.Entry, bool) {
	var best actors.Entry
	rank, tie, country := -1, false, ""
	term := slices.ContainsFunc(es, func(e actors.Entry) bool { return e.Kind >= actors.OfficeTitle })
	for _, e := range es {
		if term && e.Kind == actors.PersonName && !r.full[e.Row] {
			continue // "King of Jordan" is nobody called King
		}
		if v := r.rank(e, first, last); v > rank {
			best, rank, tie, country = e, v, false, r.countryOf(e)
		} else if v == rank && v >= 0 && e.Row != best.Row && e.Kind <= actors.BodyName {
			tie = true
			if r.countryOf(e) != country {
				country = ""
			}
		}
	}
	if tie && country != "" {
		r.kin[first] = country
	}
	if tie && best.Kind <= actors.StateSeat {
		r.unsure[first] = true
	}
	return best, rank >= 0 && !tie
}

// countryOf returns the state that somebody of the lexicon is of, or "" for
// other entries.
func (r *reading) countryOf(e actors.Entry) string {
	if e.Kind != actors.PersonName {
		return ""
	}
	return r.Person(e.Row).On(r.date).Term.Country
}

// rank orders readings; below zero, the reading is impossible here.
func (r *reading) rank(e actors.Entry, first, last int) int {
	switch e.Kind {
	case actors.StateName, actors.StateSeat, actors.StateAdj, actors.StatePeople:
		return r.rankState(e, first, last)
	case actors.BodyName:
		return r.rankBody(e, first, last)
	case actors.PersonName:
		return r.rankPerson(e, first, last)
	}
	if e.Kind == actors.AgentWord && r.Agents[e.Row].CAMEO != "" && r.d.Tags[last-1].POS.Nominal() {
		return 88 // a user's own
	}
	if e.Kind == actors.AgentWord && r.Agents[e.Row].People {
		if r.namesPeople(e, first, last) {
			return 10
		}
		return -1
	}
	if r.inProperName(e, first, last) {
		return -1
	}
	// An office or agent is a noun: "officials state that" holds no state.
	switch r.d.Tags[last-1].POS {
	case doc.NOUN, doc.PROPN, doc.X, doc.None:
		if e.Kind == actors.OfficeTitle {
			return 12
		}
		return 10
	case doc.ADJ:
		if first < last-1 || e.Kind == actors.AgentWord && r.entryCapital(e) {
			return 10 // "Muslim clerics"
		}
		if !r.d.IsRel(last-1, "amod", "advmod") && (e.Plural || e.Kind == actors.OfficeTitle || r.d.Kid(last-1, "det") >= 0) {
			return 10 // "the homeless", but nobody is patient
		}
	}
	return -1
}

// inProperName tells "the Daughters of the Republic Hall" from daughters: words
// for people have no capitals inside a sentence. Nor is "major" a soldier
// before anything but a name.
func (r *reading) inProperName(e actors.Entry, first, last int) bool {
	sent := &r.d.Sentences[r.d.SentenceOf(first)]
	named := last < sent.Last && r.capital(last) && r.d.Tags[last].POS == doc.PROPN
	if _, ok := r.referAs(strings.ToLower(r.d.Word(last-1)), "titleonly"); ok && last-first == 1 {
		return !named
	}
	if _, ok := r.referAs(strings.ToLower(r.d.Word(last-1)), "heading"); ok && last-first == 1 {
		return !named && !r.heads(first, sent)
	}
	if _, ok := r.referAs(strings.ToLower(r.d.Word(last-1)), "speaker"); ok && last < sent.Last && r.d.Word(last) == "of" {
		return true // "a source of iron" tells nothing
	}
	if e.Kind != actors.AgentWord || sent.Kind == doc.Title || first == sent.First || !r.capital(last-1) || named {
		return false
	}
	switch r.Agents[e.Row].Kind {
	case "people", "person":
		return !r.entryCapital(e)
	}
	return false
}

// heads reports whether the word at token t stands by what somebody heads: "the
// head of NATO", "the OPEC chief", "Oxfam's head". It is no brain of anybody's.
func (r *reading) heads(t int, sent *doc.Sentence) bool {
	if t+1 < sent.Last && r.d.Word(t+1) == "of" {
		return true
	}
	before := t - 1
	if before > sent.First && r.d.Tags[before].POS == doc.PART {
		before--
	}
	h := r.hitOf(before)
	return before >= sent.First && h != nil && (h.Kind == actors.BodyName || h.Kind == actors.AgentWord)
}

func (r *reading) entryCapital(e actors.Entry) bool {
	c, _ := utf8.DecodeRuneInString(r.Agents[e.Row].Lemma)
	return unicode.IsUpper(c)
}

// rankBody wants a body of several common words, "the Labour Party", to be of a
// state that the report names, and so with the letters of a party or armed group;
// the state named most breaks ties.
func (r *reading) rankBody(e actors.Entry, first, last int) int {
	b := r.Body(e.Row)
	own := actors.CodeOn(b.Codes, r.date) != nil // a user's: the dictionary says when
	if !own && !r.begun(b.Spell) || !r.capital(first) && !r.capital(last-1) {
		return -1
	}
	if own {
		return 90
	}
	n := r.stated[b.Country]
	if last-first > 1 && r.longerName(first, last) {
		return -1
	}
	if len(r.stated) == 0 {
		return 50 // a phrase on its own, or a report that takes its state for granted
	}
	if n == 0 && last-first > 1 && b.Country != "" && (b.Kind == "party" || b.Sector == "GOV" || b.Sector == "LEG" || b.Sector == "JUD" || b.Sector == "MIL" || b.Sector == "COP") {
		return -1
	}
	if n == 0 && b.Country != "" && !e.Main && last-first == 1 && isAcronym(r.d.Word(first)) && (b.Kind == "party" || b.Kind == "group") {
		return -1
	}
	return 50 + min(n, 8)
}

// longerName reports whether an unknown name runs into a body's: the "Supreme
// Court" of "Texas Supreme Court" is not the Supreme Court.
func (r *reading) longerName(first, last int) bool {
	t := first - 1
	if t < 0 || r.d.SentenceOf(t) != r.d.SentenceOf(first) || !r.freeCapital(t) || r.d.Tags[t].POS != doc.PROPN || r.calendar(r.d.Word(t)) {
		return false
	}
	for r.d.IsRel(t, "flat") && r.d.Arcs[t].Head < t {
		t = r.d.Arcs[t].Head // "Santa Marta Self-Defense Forces"
	}
	h := r.d.Arcs[t].Head
	return h >= first && h < last && r.d.IsRel(t, "compound", "flat", "nmod:desc", "amod") || r.inside(r.d.Arcs[r.headOf(first, last)].Head, t, first)
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
	if !r.capital(first) && !r.capital(last-1) || r.partOfName(first, last) {
		return -1 // "bin Laden" has its capital at the end
	}
	st := r.Person(e.Row).On(r.date)
	v := 20
	if last-first > 1 {
		v = 70
	} else if r.calendar(r.d.Word(first)) && !r.full[e.Row] && (r.d.Kid(first, "case") >= 0 || r.d.IsRel(first, "obl", "nmod")) {
		return -1 // "on Friday"
	} else if p := r.d.Tags[first].POS; p == doc.AUX || p == doc.VERB || p == doc.ADV || !r.bold(e, st, first) {
		return -1
	}
	if r.full[e.Row] {
		v += 8
	}
	if st.Current {
		v += 4
	} else if st.Former {
		v += 2
	}
	return v + r.titleFits(e, first)
}

// titleFits adds to the rank of somebody who holds or held the office that stands
// before the name: of all Clintons, "President Clinton" means the president.
func (r *reading) titleFits(e actors.Entry, first int) int {
	h := r.hitOf(first - 1)
	if h == nil || h.Kind != actors.OfficeTitle || h.Plural {
		return 0
	}
	title, fits := actors.Fold(r.termWord(h)), 0
	_, lead := r.referAs(title, "lead")
	for _, t := range r.Person(e.Row).Terms {
		office, ok := strings.CutPrefix(actors.Fold(t.Office), title)
		if !(ok && (office == "" || strings.HasPrefix(office, " of ")) || lead && t.Lead) {
			continue
		}
		if t.Spell.Holds(r.date) {
			return 6
		} else if r.begun(t.Spell) {
			fits = 3
		}
	}
	return fits
}

// bold reports whether a surname alone may be taken for somebody of the
// lexicon: of whom the report gives the full name, who stands behind a title, or
// who leads a state on the day. "Monday, May 18" is nobody.
func (r *reading) bold(e actors.Entry, st actors.Standing, t int) bool {
	if t+1 < len(r.d.Tokens) {
		next := r.d.Word(t + 1)
		if r.d.Tags[t+1].POS == doc.NUM || r.capital(t+1) && r.d.Tags[t+1].POS == doc.PROPN && !r.calendar(next) || isHyphen(next) {
			return false
		}
	}
	if t > 0 && r.d.SentenceOf(t-1) == r.d.SentenceOf(t) {
		if h := r.hitOf(t - 1); h != nil && h.Kind >= actors.OfficeTitle && !h.Plural {
			return true
		}
		if _, ok := r.titles[strings.TrimSuffix(r.d.Word(t-1), ".")]; ok {
			return true
		}
		if r.d.Tags[t-1].POS == doc.PROPN && r.freeCapital(t-1) && !r.calendar(r.d.Word(t-1)) {
			return false
		}
	}
	if s := r.d.Sentences[r.d.SentenceOf(t)]; s.Last-s.First == 1 {
		return st.Term.Lead // a name on its own
	}
	recent := st.Current || st.Former && !r.date.IsZero() && st.Term.Spell.To.After(r.date.AddDate(-10, 0, 0))
	return r.full[e.Row] || st.Term.Lead && recent
}

// calendar reports whether a word names a day or month.
func (r *reading) calendar(w string) bool {
	_, ok := r.referAs(w, "calendar")
	return ok
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
// name: "Paris" in "Paris Hilton", "Jordan" in "Michael Jordan", "al-Sabah" in "Nawaf
// al-Sabah".
func (r *reading) partOfName(first, last int) bool {
	if last-first > 1 {
		t := first - 1
		return t >= 0 && r.particled(first) && r.d.SentenceOf(t) == r.d.SentenceOf(first) && r.freeCapital(t) && r.d.Tags[t].POS == doc.PROPN && !r.isHonorific(t)
	}
	for i := first; i < last; i++ {
		if h := r.d.Arcs[i].Head; r.d.IsRel(i, "flat") && (h < first || h >= last) && r.d.Tags[h].POS == doc.PROPN && r.freeCapital(h) {
			return true
		}
	}
	if last < len(r.d.Tokens) && r.d.IsRel(last, "flat") && r.d.Tags[last].POS == doc.PROPN && r.freeCapital(last) && r.titles[strings.ToLower(r.d.Word(last))].full == "" {
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
