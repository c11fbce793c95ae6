package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// link is one teller of a chain; ok is false where nobody is named.
type link struct {
	doc.Teller
	ok     bool
	beside doc.Span // the words by the cue that name it: "the agency's report", where Teller is the agency
}

func (l link) known() bool { return l.ok }

// same reports whether two links name the same teller.
func (l link) same(o link) bool {
	if !l.ok || !o.ok {
		return false
	}
	return l.Actor >= 0 && l.Actor == o.Actor || l.Name != "" && l.Name == o.Name
}

// teller makes the link of the party at token t. Two parties that tell
// together ("France and Spain said") are one link under both names, for
// neither tells it through the other.
func (r *reader) teller(t int, others ...int) link {
	l := r.parties(t, others...)
	l.beside = r.nameSpan(t)
	if l.Start <= l.beside.End && l.beside.Start <= l.End && !l.Empty() {
		l.beside = doc.Span{Start: min(l.Start, l.beside.Start), End: max(l.End, l.beside.End)}
	}
	return l
}

// parties makes the link of the party at token t and of those told with it.
func (r *reader) parties(t int, others ...int) link {
	parts := []int{t}
	for _, o := range others {
		if o > t && o-t < 8 && r.d.IsRel(o, "conj") {
			parts = append(parts, o)
		}
	}
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "conj") && r.d.Tags[k].POS.Nominal() && len(others) < 2 {
			parts = append(parts, int(k))
		}
	}
	first := r.party(t)
	if len(parts) == 1 || !first.ok {
		return first
	}
	names := []string{first.Name}
	span := first.Span
	for _, p := range parts[1:] {
		if l := r.party(p); l.ok {
			names = append(names, l.Name)
			span.End = max(span.End, l.End)
		}
	}
	if len(names) == 1 {
		return first
	}
	return link{Teller: doc.Teller{Span: span, Actor: -1, Name: join(names)}, ok: true}
}

// party makes the link of one party: a document gives way to its issuer, a
// mention to its actor; what is left is told by name.
func (r *reader) party(t int) link {
	d := r.d
	if r.lex.tellers[strings.ToLower(d.Lemma(t))] == "document" && d.Tags[t].POS != doc.PROPN && !r.titledPaper(t) {
		l := r.issuer(t)
		if !l.ok {
			l = r.issues(t)
		}
		if l.ok {
			r.issued[d.Lemma(t)] = l
			return l
		}
		if l, ok := r.issued[d.Lemma(t)]; ok && r.definite(t) {
			l.Span = r.nameSpan(t)
			return l
		}
		if l := r.stationBefore(t); l.ok {
			l.Span = r.nameSpan(t)
			return l
		}
	}
	if k := d.Kid(t, "nmod"); k > t && d.Tags[t].POS == doc.NUM && d.Tags[k].POS == doc.PRON && r.marked(k, "of") { // "one of them"
		if l, ok := r.speakerOf(d.Sentences[d.SentenceOf(t)].Start, false, func(f *draft) bool { return f.own.Actor < 0 || !r.isNamed(f.own.Actor) }); ok {
			return link{Teller: doc.Teller{Span: r.nameSpan(t), Actor: -1, Name: d.Word(t) + " of " + l.Name}, ok: true}
		}
	}
	if n := r.nameAside(t); n >= 0 {
		t = n
	} else if n := r.nameBehind(t); n >= 0 {
		t = n
	}
	if s := r.mediumName(t); !s.Empty() {
		return link{Teller: doc.Teller{Span: s, Actor: -1, Name: d.Of(s)}, ok: true}
	}
	name := r.d.Kid(t, "appos")
	if name > t && d.Tags[name].POS == doc.PROPN && d.Tags[t].POS == doc.NOUN && r.mentionOf(name) < 0 {
		// "the party's organ, Rodong Sinmun": a name that no table knows
		s := r.nameSpan(name)
		return link{Teller: doc.Teller{Span: s, Actor: -1, Name: d.Of(s)}, ok: !s.Empty()}
	}
	if p := r.spokenFor(t); p >= 0 {
		return r.party(p)
	}
	if m := r.mentionOf(t); m >= 0 && !r.otherMedium(t, m) && !r.misread(t, m) {
		if l := r.bodyBefore(t, m); l.ok {
			l.Span = d.Mentions[m].Span
			return l
		}
		if l, ok := r.mentioned(m); ok {
			return l
		}
	}
	if d.Tags[t].POS == doc.PRON {
		return r.pronoun(t)
	}
	s := r.nameSpan(t)
	if l := r.thePaper(t); l.ok {
		l.Span = s
		return l
	}
	return link{Teller: doc.Teller{Span: s, Actor: -1, Name: d.Of(s)}, ok: !s.Empty()}
}

// titledPaper: "the Cairo paper Al-Ahram" is no document.
func (r *reader) titledPaper(t int) bool {
	d := r.d
	return d.Lemma(t) == "paper" && t+1 < len(d.Tokens) && d.Tags[t+1].POS == doc.PROPN
}

// mediumName is the name of a newspaper or station around the word at token t of which
// no mention has more than a part: of "Radio Ankara" the actors may know the town, of
// "the Botswana Daily News" the state.
func (r *reader) mediumName(t int) doc.Span {
	d := r.d
	if d.Tags[t].POS != doc.PROPN {
		return doc.Span{}
	}
	first, last := t, t+1
	for first > 0 && t-first < 4 && d.Tags[first-1].POS == doc.PROPN && d.SentenceOf(first-1) == d.SentenceOf(t) {
		first--
	}
	for last < len(d.Tokens) && last-t < 4 && d.Tags[last].POS == doc.PROPN && d.SentenceOf(last) == d.SentenceOf(t) {
		last++
	}
	lower := func(t int) string { return strings.ToLower(d.Word(t)) }
	if last-first < 2 || !r.lex.mastheads[masthead{lower(first), "first"}] && !r.lex.mastheads[masthead{lower(last - 1), "last"}] {
		return doc.Span{}
	}
	s := d.TokenSpan(first, last)
	for k := first; k < last; k++ {
		if m, ok := r.mentions[k]; ok && (d.Mentions[m].Covers(s) || len(d.Mentions[m].Actors) == 1 && d.Actors[d.Mentions[m].Actors[0]].Kind == "media" && r.isNamed(d.Mentions[m].Actors[0])) {
			return doc.Span{}
		}
	}
	return s
}

// thePaper is the newspaper or station that told something last: "the paper said". No
// kind of it is told apart: "the local paper" is another.
func (r *reader) thePaper(t int) link {
	d := r.d
	if d.Lemma(t) != "paper" && d.Lemma(t) != "agency" && r.lex.tellers[d.Lemma(t)] != "press" || !r.definite(t) || d.Kid(t, "amod", "compound", "nmod", "nmod:poss", "acl") >= 0 {
		return link{}
	}
	for n := len(r.drafts) - 1; n >= 0; n-- {
		l := r.drafts[n].own
		if !l.ok || l.Actor < 0 || d.Actors[l.Actor].Kind != "media" {
			continue
		}
		if !r.onAir(d.Actors[l.Actor].Name) {
			return l
		}
	}
	return link{}
}

// onAir reports whether a name tells a station: "Radio Free Europe".
func (r *reader) onAir(name string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c == ' ' || c == '/' }), func(w string) bool {
		return r.lex.tellers[w] == "air"
	})
}

// nameAside returns the name between commas right after the noun at t, whatever
// the parser makes of it: "the party's organ, Rodong Sinmun, said"; or -1.
func (r *reader) nameAside(t int) int {
	d := r.d
	end := r.phraseEnd(&d.Sentences[d.SentenceOf(t)], t+1) // behind "the head of the agency" too
	if d.Tags[t].POS != doc.NOUN || end+2 >= len(d.Tokens) || d.Word(end) != "," || d.SentenceOf(end) != d.SentenceOf(t) {
		return -1
	}
	for k := end + 1; k < len(d.Tokens) && k < end+7; k++ {
		if d.Word(k) == "," && k > end+1 && end == t+1 {
			return r.nounHead(end + 1)
		}
		if d.Word(k) == "," { // "police in Baytown, Texas, said": only a person
			for n := end + 1; n < k; n++ {
				if m, ok := r.mentions[n]; ok && d.Mentions[m].As == doc.AsName && r.person(m) {
					return n
				}
			}
			return -1
		}
		if d.Tags[k].POS != doc.PROPN {
			break
		}
	}
	return -1
}

// nameBehind returns the name right behind a noun that goes with it, though the
// parser may make it an object of its own: "quoted the newspaper Kommersant"; or -1.
func (r *reader) nameBehind(t int) int {
	d := r.d
	if t+2 < len(d.Tokens) && d.Tags[t].POS == doc.NOUN && d.Tags[t+2].POS == doc.PROPN && r.lex.tellers[strings.ToLower(d.Word(t+1))] == "press" {
		return r.nounHead(t + 2) // "the party daily Rude Pravo"
	}
	if d.Tags[t].POS != doc.NOUN || t+1 >= len(d.Tokens) || d.Tags[t+1].POS != doc.PROPN {
		return -1
	}
	switch r.lex.tellers[strings.ToLower(d.Lemma(t))] {
	case "press", "air", "media", "body":
	default:
		if !r.titledPaper(t) {
			return -1
		}
	}
	n := r.nounHead(t + 1)
	if up := d.Arcs[n].Head; n == t+1 && up >= 0 && (up == t || up == d.Arcs[t].Head && d.Arcs[n].Rel == d.Arcs[t].Rel) && (r.mentionOf(n) >= 0 || r.lex.tellers[strings.ToLower(d.Lemma(t))] == "press" || r.titledPaper(t)) {
		return n
	}
	if m := r.mentionOf(n); m >= 0 && n == t+1 && !d.IsRel(n, "nsubj") && r.mediumOf(t, m) {
		return n // "by the news agency ISNA", whatever the parser makes of it
	}
	return -1
}

// otherMedium reports whether the noun or name at t is taken for an actor that it
// cannot be: a newspaper is no radio, "the army daily" no army, and the weekly
// Polityka not the station that was named before.
func (r *reader) otherMedium(t, m int) bool {
	kind, men := r.lex.tellers[strings.ToLower(r.d.Lemma(t))], &r.d.Mentions[m]
	if men.As == doc.AsName || len(men.Actors) != 1 {
		return false
	}
	a := &r.d.Actors[men.Actors[0]]
	name := strings.FieldsFunc(strings.ToLower(a.Name), func(c rune) bool { return c == ' ' || c == '/' })
	if r.d.Tags[t].POS == doc.PROPN {
		return men.As == doc.AsNominal && a.Kind == "media" && r.isNamed(men.Actors[0]) && !slices.Contains(name, strings.ToLower(r.d.Word(t)))
	}
	if r.d.Lemma(t) == "agency" && !r.isNamed(men.Actors[0]) && a.Kind != "media" && !slices.Contains(name, "agency") {
		return r.thePaper(t).ok
	}
	if kind != "press" && kind != "air" {
		return false
	}
	return a.Kind != "media" || slices.ContainsFunc(name, func(w string) bool {
		k := r.lex.tellers[w]
		return k != kind && (k == "press" || k == "air")
	})
}

// misread: "he" is nobody's army or state.
func (r *reader) misread(t, m int) bool {
	men := &r.d.Mentions[m]
	if strings.EqualFold(r.d.Word(t), "they") && len(men.Actors) > 1 {
		l, ok := r.speaker(r.d.Tokens[t].Start, false)
		for _, a := range men.Actors {
			ok = ok && strings.Contains(l.Name, r.d.Actors[a].Name)
		}
		return ok && l.Actor < 0 // "the leaders of Chad and Togo said they": not the states
	}
	return r.isPersonal(t) && len(men.Actors) == 1 && r.isBody(men.Actors[0])
}

// mayMean reports whether the pronoun at token t may go back to the teller of a draft: "he"
// to no body, "they" to no person, and in a quotation none to who speaks it.
func (r *reader) mayMean(t int, f *draft) bool {
	if k := r.quotationOver(t); k >= 0 && f.quote == k {
		return false
	}
	if f.own.Actor < 0 {
		return true
	}
	if r.isPersonal(t) {
		return !r.isBody(f.own.Actor) || r.isPerson(r.phraseIn(f.own.Span).head)
	}
	if w := strings.ToLower(r.d.Word(t)); w == "they" || w == "them" {
		switch r.d.Actors[f.own.Actor].Kind {
		case "leader", "official", "person":
			return false
		}
	}
	return true
}

// isPersonal: "he", "she" are persons.
func (r *reader) isPersonal(t int) bool {
	switch strings.ToLower(r.d.Word(t)) {
	case "he", "she", "him":
		return true
	}
	return false
}

func (r *reader) isBody(actor int) bool {
	switch r.d.Actors[actor].Kind {
	case "state", "group", "military", "organisation", "media", "agency", "party", "company":
		return true
	}
	return false
}

// mentionOf returns the mention that names the party at token t: a name in
// apposition or in the flat name before the mention of its office.
func (r *reader) mentionOf(t int) int {
	best, ok := r.mentions[t]
	if !ok {
		best = -1
	}
	if best >= 0 && r.d.Mentions[best].As == doc.AsName {
		return best
	}
	for _, k := range r.d.Kids(t) {
		m, ok := r.mentions[int(k)]
		if !ok || r.d.Mentions[m].As != doc.AsName {
			continue
		}
		switch {
		case r.d.IsRel(int(k), "appos") && int(k) > t, r.d.IsRel(int(k), "flat", "nmod:desc") && r.person(m), r.d.IsRel(int(k), "compound") && (best < 0 && r.person(m) || r.mediumOf(t, m)):
			return m
		}
	}
	if h := r.d.Arcs[t].Head; best < 0 && r.d.IsRel(t, "appos", "flat") {
		if m, ok := r.mentions[h]; ok && r.d.Mentions[m].As == doc.AsName && r.d.Mentions[m].First <= t && t < r.d.Mentions[m].Last {
			return m // "the state news agency Anadolu" is one name
		}
	}
	return best
}

// mediumOf: "the Anadolu agency", "Tass radio": the noun only says what the name is.
func (r *reader) mediumOf(t, m int) bool {
	switch r.lex.tellers[strings.ToLower(r.d.Lemma(t))] {
	case "body", "press", "air", "media":
		men := &r.d.Mentions[m]
		return len(men.Actors) == 1 && r.d.Actors[men.Actors[0]].Kind == "media"
	}
	return false
}

func (r *reader) person(m int) bool {
	for _, a := range r.d.Mentions[m].Actors {
		switch r.d.Actors[a].Kind {
		case "leader", "official", "person":
			return true
		}
	}
	return false
}

// mentioned makes the link of a mention; of several actors it joins the names.
func (r *reader) mentioned(m int) (link, bool) {
	men := &r.d.Mentions[m]
	switch len(men.Actors) {
	case 0:
		return link{}, false
	case 1:
		a := men.Actors[0]
		return link{Teller: doc.Teller{Span: men.Span, Actor: a, Name: r.d.Actors[a].Name}, ok: true}, true
	}
	if h := men.Head; men.As == doc.AsNominal && r.d.Tags[h].POS == doc.NOUN && r.d.Kid(h, "nmod") > h && !slices.ContainsFunc(men.Actors, r.isNamed) {
		s := r.nameSpan(h) // "the finance ministers of Benin and Togo"
		return link{Teller: doc.Teller{Span: s, Actor: -1, Name: r.d.Of(s)}, ok: true}, true
	}
	var names []string
	for _, a := range men.Actors {
		names = append(names, r.d.Actors[a].Name)
	}
	return link{Teller: doc.Teller{Span: men.Span, Actor: -1, Name: join(names)}, ok: true}, true
}

// pronoun resolves "he" and "it" that coreference left open to the last
// speaker. "I" and "we" are the speaker of the quotation around them, which
// the spans know already.
func (r *reader) pronoun(t int) link {
	switch strings.ToLower(r.d.Word(t)) {
	case "he", "she", "it", "him", "her", "they", "them":
		at := r.d.Tokens[t].Start
		if r.d.IsRel(t, "obj", "iobj", "obl") {
			at = r.d.Sentences[r.d.SentenceOf(t)].Start
		}
		if s := r.manyBefore(t); s >= 0 {
			return r.party(s)
		}
		if l, ok := r.speakerOf(at, strings.HasPrefix(strings.ToLower(r.d.Word(t)), "it"), func(f *draft) bool { return r.mayMean(t, f) }); ok {
			l.Span = r.d.Tokens[t].Span
			return l
		}
		return link{Teller: doc.Teller{Span: r.d.Tokens[t].Span, Actor: -1, Name: r.d.Word(t)}, ok: true}
	case "i", "we":
		// “We will win,” said the envoy, who urged ...: the parser may give the
		// quoted "we" to a cue outside
		if k := r.quotationOver(t); k >= 0 {
			if l, ok := r.speaker(r.d.Sentences[r.d.SentenceOf(t)].End, false); ok {
				l.Span = r.d.Tokens[t].Span
				return l
			}
		}
		return link{Teller: doc.Teller{Span: r.d.Tokens[t].Span, Actor: -1, Name: r.d.Word(t)}, ok: true}
	case "those", "these":
		if k := r.d.Kid(t, "acl"); k > t { // "those who lost their land"
			last := r.end(k)
			if len(r.cuesAt(k)) > 0 {
				last = t + 1 // "those who said that P": P is no part of the name
			}
			s := r.d.TokenSpan(t, last)
			return link{Teller: doc.Teller{Span: s, Actor: -1, Name: r.d.Of(s)}, ok: true}
		}
		return link{}
	case "who", "which", "that", "what", "this", "there":
		return link{}
	}
	return link{Teller: doc.Teller{Span: r.d.Tokens[t].Span, Actor: -1, Name: r.d.Word(t)}, ok: true}
}

// spokenFor is the person for whom a spokesman speaks, where he says "he" or "she" of
// him: "the president's spokesman said he had told the generals that P"; or -1.
func (r *reader) spokenFor(t int) int {
	d := r.d
	if w := strings.ToLower(d.Word(t)); w != "he" && w != "she" || !d.IsRel(t, "nsubj") {
		return -1
	}
	for n := len(r.drafts) - 1; n >= 0 && n > len(r.drafts)-4; n-- {
		f := &r.drafts[n]
		if f.cueTok < 0 || !f.content.Covers(d.Tokens[t].Span) {
			continue
		}
		s := r.subjectToken(f)
		if s < 0 || s == t || !strings.HasPrefix(strings.ToLower(d.Lemma(s)), "spokes") {
			return -1
		}
		p := d.Kid(s, "nmod:poss")
		if p < 0 || d.Tags[p].POS == doc.PRON {
			return -1
		}
		if m := r.mentionOf(p); m < 0 || !r.person(m) {
			return -1
		}
		return p
	}
	return -1
}

// manyBefore is the subject in the plural that "they" goes back to in its own
// sentence: "the separatists lied when they told monitors that P"; or -1.
func (r *reader) manyBefore(t int) int {
	d := r.d
	if !strings.EqualFold(d.Word(t), "they") {
		return -1
	}
	for k := t - 1; k >= d.Sentences[d.SentenceOf(t)].First; k-- {
		if d.IsRel(k, "nsubj") && d.Tags[k].POS != doc.PRON && r.plural(k) && r.speaks(k) && r.quotationOver(k) == r.quotationOver(t) {
			return k
		}
	}
	return -1
}

// issuer finds who speaks through a document: "the ministry's statement", "a
// tweet by the minister", "the Itar-Tass report".
func (r *reader) issuer(t int) link {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		switch {
		case d.IsRel(k, "nmod:poss"), d.IsRel(k, "nmod") && (r.marked(k, "by", "from") || r.marked(k, "of") && !r.lex.polls[d.Lemma(t)] || r.marked(k, "in", "on") && r.isMedium(k)) && !r.onlyWhere(t, k), d.IsRel(k, "acl") && !d.IsRel(k, "acl:relcl") && len(r.agents(k)) > 0 && !r.takesStand(k) && !r.onlyHears(k):
			if d.IsRel(k, "acl") {
				k = r.agents(k)[0]
			}
			if p := d.Kid(k, "nmod:poss"); p >= 0 && !r.speaks(k) && r.speaks(p) && (d.Tags[p].POS != doc.PRON || r.mentionOf(p) >= 0) {
				k = p // "minutes of the bank's May meeting"
			}
			if l := r.party(k); l.ok && (l.Actor >= 0 || d.Tags[k].POS == doc.PROPN || r.speaks(k)) {
				return l
			}
		case k < t && d.IsRel(k, "compound", "amod", "nmod:desc", "nsubj"):
			if m, ok := r.mentions[k]; ok && d.Mentions[m].As == doc.AsName {
				if l, ok := r.mentioned(m); ok {
					return l
				}
			} else if d.IsRel(k, "compound") && (d.Tags[k].POS == doc.PROPN || r.issuesSuch(k)) {
				return r.party(k) // "a ministry statement"
			}
		}
	}
	if t+2 < len(d.Tokens) && d.Arcs[t+1].Head > t+1 {
		from := d.Lemma(t+1) == "by" || d.Lemma(t+1) == "from"
		if k := d.Arcs[t+1].Head; from && r.speaks(k) && !r.onlyWhere(t, k) || d.Lemma(t+1) == "in" && r.isMedium(k) { // "a statement by the ministry", with the ministry hung elsewhere
			return r.party(k)
		}
	}
	return link{}
}

// issuesSuch: a document takes its name from the body that issued it, but not from a court,
// whose filings are the parties', nor from a state or the press at large.
func (r *reader) issuesSuch(k int) bool {
	switch r.d.Lemma(k) {
	case "court", "tribunal", "press", "state", "country", "nation", "side":
		return false
	}
	return r.lex.tellers[strings.ToLower(r.d.Lemma(k))] == "body"
}

// issues finds who puts out a document: "the task force released a statement".
func (r *reader) issues(t int) link {
	d := r.d
	v := d.Arcs[t].Head
	if v < 0 || !d.IsRel(t, "obj") || !slices.Contains(r.lex.carriers[strings.ToLower(d.Lemma(v))], "issues") {
		return link{}
	}
	for _, s := range r.args(v, "subj") {
		if l := r.party(s); l.ok && (l.Actor >= 0 || r.speaks(s)) {
			return l
		}
	}
	return link{}
}

// noteIssued remembers who put out a document that says nothing yet: “We are ready,”
// the statement read, a sentence or more later.
func (r *reader) noteIssued(t int) {
	if r.d.Tags[t].POS == doc.NOUN && r.lex.tellers[strings.ToLower(r.d.Lemma(t))] == "document" {
		if l := r.issues(t); l.ok {
			r.issued[r.d.Lemma(t)] = l
		}
	}
}

// speaks reports whether the word at t names somebody or something that can
// tell: an actor, a proper name, a kind of person, body or document.
func (r *reader) speaks(t int) bool {
	if _, ok := r.mentions[t]; ok {
		return true
	}
	switch r.d.Tags[t].POS {
	case doc.PROPN:
		return true
	case doc.NUM: // "two of the accused"
		k := r.d.Kid(t, "nmod")
		return k > t && r.marked(k, "of") && (r.d.Tags[k].POS == doc.NOUN && r.isPerson(k) || r.d.Tags[k].POS == doc.PRON)
	case doc.PRON:
		switch strings.ToLower(r.d.Word(t)) {
		case "he", "she", "they", "we", "i", "him", "her", "them", "who":
			return true
		}
		return false
	}
	return r.lex.tellers[strings.ToLower(r.d.Lemma(t))] != ""
}

func (r *reader) definite(t int) bool {
	k := r.d.Kid(t, "det")
	return k >= 0 && r.d.Lemma(k) != "a"
}

// nameSpan is the noun phrase at t without relative clauses, appositions and
// what follows a comma: "a senior official, who asked not to be named".
func (r *reader) nameSpan(t int) doc.Span {
	d := r.d
	first, last := d.Subtree(t)
	for _, k := range d.Kids(t) {
		k := int(k)
		f, l := d.Subtree(k)
		switch {
		case k > t && (d.IsRel(k, "acl", "appos", "conj", "cc", "parataxis", "dep", "nsubj", "cop", "advcl") || d.IsRel(k, "punct") && d.Word(k) != "-"):
			last = min(last, f)
		case k > t && d.IsRel(k, "case"):
			last = min(last, f)
		case k < t && d.IsRel(k, "punct", "cc", "case", "mark", "cop", "nsubj", "aux", "advmod") && l <= t:
			first = max(first, l)
		}
	}
	if last <= t {
		last = t + 1
	}
	for k := t - 1; k >= first && d.Tags[t].POS == doc.PROPN; k-- { // "the Prague weekly Respekt"
		if kind := r.lex.tellers[strings.ToLower(d.Word(k))]; d.Tags[k].POS != doc.PROPN && (kind == "press" || kind == "air" || kind == "media" || d.Lemma(k) == "paper" || d.Lemma(k) == "agency") {
			first = k + 1
			break
		}
	}
	for last < len(d.Tokens) && last > t+1 && d.Word(last-1) == "-" && d.Tokens[last-1].End == d.Tokens[last].Start {
		last++ // "Agence France-Presse"
	}
	return d.TokenSpan(min(first, t), last)
}

// join writes names as English lists them: "A, B and C".
func join(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
