package factual

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// bareForm is the rule of a verb without tense, auxiliary or mark.
const bareForm = "bare form"

// plainInfinitive is the rule of an infinitive that says nothing of time.
const plainInfinitive = "infinitive"

// tensePresent is the rule of a present tense.
const tensePresent = "tense present"

// verb is what the forms of a clause's verb group say.
type verb struct {
	head        int // the clause's predicate
	first       int // the word that bears tense: first auxiliary, copula, or the head
	modal       string
	modalAt     int
	have, be    bool // perfect; progressive or passive
	progressive bool
	past        bool
	finite      bool
	infinitive  bool // "to"
	gerund      bool
	participle  bool // past participle by itself
	neg         int  // the negating word, or -1
}

// verbOf reads the verb group of the clause at t. A conjoined verb without
// auxiliaries of its own shares those of the verb before it: "will visit Seoul
// and sign a treaty".
func (r *reader) verbOf(t int) verb {
	v := r.forms(t)
	for h := t; r.d.IsRel(h, "conj") && !v.finite && !v.infinitive; {
		h = r.d.Arcs[h].Head
		if h < 0 || !r.isClause(h) {
			break
		}
		o := r.forms(h)
		if o.finite || o.infinitive {
			share(&v, o)
			break
		}
	}
	return v
}

func share(v *verb, o verb) {
	head, neg := v.head, v.neg
	progressive := o.progressive && v.gerund
	*v = o
	v.head, v.progressive = head, progressive
	if neg >= 0 {
		v.neg = neg
	}
}

// forms reads the words of the verb group at t itself.
func (r *reader) forms(t int) verb {
	d := r.d
	v := verb{head: t, first: t, modalAt: -1, neg: r.negation(t)}
	tag := d.Tags[t]
	word := strings.ToLower(d.Word(t))
	v.gerund = tag.Feat("VerbForm") == "Ger" || tag.POS == doc.VERB && strings.HasSuffix(word, "ing") && len(word) > 4 && tag.Feat("VerbForm") != "Inf" && word != tag.Lemma || r.gerundNoun(t)
	bearer := -1
	for _, k := range d.Kids(t) {
		k := int(k)
		switch {
		case d.IsRel(k, "aux", "cop") && k < t:
			if bearer < 0 {
				bearer = k
			}
			r.auxiliary(&v, k)
		case d.IsRel(k, "mark") && strings.EqualFold(d.Word(k), "to") && k < t:
			v.infinitive = true
		}
	}
	if v.neg < 0 && bearer >= 0 {
		v.neg = r.fronted(t, bearer)
	}
	if bearer < 0 {
		r.bare(&v, t)
		return v
	}
	v.first = bearer
	v.progressive = v.progressive || v.be && v.gerund
	if w := strings.ToLower(d.Word(bearer)); w == "being" || w == "having" {
		v.gerund = true // "risk being shot"
	}
	b := d.Tags[bearer]
	v.finite = !v.infinitive && b.Feat("VerbForm") != "Ger" && b.Feat("VerbForm") != "Part" && !strings.HasSuffix(strings.ToLower(d.Word(bearer)), "ing")
	if strings.EqualFold(d.Word(bearer), "be") && v.modal == "" && !v.infinitive {
		v.finite = false // "asked that they be spared"
	}
	v.past = isPastForm(d.Word(bearer), b)
	if v.infinitive && bearer < r.toOf(t) && v.be {
		v.finite = true // "is to visit"
	}
	return v
}

// fronted returns the negation that opens the sentence of the clause at t and puts its
// auxiliary before its subject, or -1: "nowhere does the text promise", "not before May
// will they meet".
func (r *reader) fronted(t, aux int) int {
	d := r.d
	if s := d.Kid(t, "nsubj", "nsubj:pass"); s < aux || r.d.Arcs[t].Head >= 0 && !d.IsRel(t, "ccomp", "parataxis") {
		return -1
	}
	for k := d.Sentences[d.SentenceOf(t)].First; k < aux; k++ {
		next := ""
		if k+1 < len(d.Tokens) {
			next = strings.ToLower(d.Word(k + 1))
		}
		switch w := strings.ToLower(d.Word(k)); {
		case w == "no":
			if k > 0 && d.Tags[k-1].POS == doc.ADP {
				return k // "at no time did they"
			}
		case r.know.fronted[w] && next != "only" && next != "since":
			return k // ("not since 1980 had so many marched": they march now)
		}
		if d.Tags[k].POS == doc.PUNCT && d.Word(k) != "\"" {
			break
		}
	}
	return -1
}

// gerundNoun reports whether the tagger took a gerund for a noun: "denied
// bombing the village", "accused Sudan of bombing the village".
func (r *reader) gerundNoun(t int) bool {
	return r.d.Tags[t].POS == doc.NOUN && strings.HasSuffix(r.d.Word(t), "ing") &&
		(r.d.IsRel(t, "xcomp", "ccomp", "advcl") || r.d.Kid(t, "obj") > t)
}

// toOf is the "to" before an infinitive.
func (r *reader) toOf(t int) int {
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "mark") && strings.EqualFold(r.d.Word(int(k)), "to") {
			return int(k)
		}
	}
	return -1
}

func (r *reader) auxiliary(v *verb, k int) {
	switch lemma := strings.ToLower(r.d.Lemma(k)); lemma {
	case "be":
		v.progressive = v.progressive || v.be && strings.EqualFold(r.d.Word(k), "being") // "are being held"
		v.be = true
	case "have":
		v.have = true
	case "do":
	case "get":
		v.be = true
	default:
		if v.modal == "" {
			v.modal, v.modalAt = modals[lemma], k
			if v.modal == "" {
				v.modal = modals[strings.ToLower(r.d.Word(k))]
			}
		}
	}
}

// modals brings the modal verbs and their clipped forms down to five.
var modals = map[string]string{
	"will": "will", "'ll": "will", "’ll": "will", "wo": "will", "shall": "will", "wil": "will", "gonna": "will",
	"would": "would", "'d": "would", "’d": "would",
	"may": "may", "might": "may", "could": "may", "can": "may", "ca": "may",
	"must": "must", "should": "must", "ought": "must", "need": "must",
}

// bare reads a verb without auxiliaries.
func (r *reader) bare(v *verb, t int) {
	tag := r.d.Tags[t]
	word := strings.ToLower(r.d.Word(t))
	switch form := tag.Feat("VerbForm"); {
	case v.infinitive || v.gerund:
	case form == "Fin":
		// A past like the lemma ends in t or d: "cut", "spread".
		v.past = tag.Feat("Tense") == "Past" && (word != tag.Lemma || strings.HasSuffix(word, "t") || strings.HasSuffix(word, "d"))
		v.past = (v.past || r.unmarkedPast(t)) && !notPast(word) || word == tag.Lemma && strings.HasSuffix(word, "ran") // "overran", for a lemma
		v.finite = v.past || word != tag.Lemma || !r.subjunctive(t)
	case form == "Part":
		v.participle = true
	case form == "Inf":
	case word == tag.Lemma:
		v.past = r.unmarkedPast(t)
		v.finite = v.past || r.d.Kid(t, "nsubj") >= 0 && !r.subjunctive(t)
	case strings.HasSuffix(word, "s"):
		v.finite = true
	default:
		v.past = true
		v.finite = r.d.Kid(t, "nsubj") >= 0
		v.participle = !v.finite
	}
}

// notPast reports whether a word taken for a past cannot be one: "insists that Chad
// extradite him".
func notPast(word string) bool {
	if !strings.HasSuffix(word, "e") {
		return false
	}
	for _, end := range []string{"came", "gave", "ade", "rote", "rode", "rose", "rove", "oke", "ose", "oze", "ole", "ore", "ade", "ate", "ave", "ove", "one", "ore"} {
		if strings.HasSuffix(word, end) {
			return len(word) > 6 && strings.HasSuffix(word, "ate") // "ate", "came", "wrote"; "reinstate"
		}
	}
	return true
}

// unmarkedPast reports whether the verb at t, of the same form in past and present, has
// a subject after which the present would have an s: "Turkey let the ships pass". After
// others a report means the past, too: "guards beat the prisoners".
func (r *reader) unmarkedPast(t int) bool {
	if !r.know.unmarked[strings.ToLower(r.d.Word(t))] || r.d.Tags[t].POS != doc.VERB {
		return false
	}
	s := r.d.Kid(t, "nsubj")
	if s >= 0 && r.d.IsRel(t, "acl:relcl") && strings.Contains(r.d.Tags[s].Feats, "PronType=Rel") && strings.Contains(r.d.Tags[r.d.Arcs[t].Head].Feats, "Number=Sing") {
		return true // "the marshal, who beat back two invasions"
	}
	if r.d.IsRel(t, "conj", "parataxis") && r.isClause(r.d.Arcs[t].Head) && r.forms(r.d.Arcs[t].Head).past {
		return true // "had surrounded the mill; at dusk they let the owner go"
	}
	if s >= 0 && r.d.IsRel(t, "ccomp") && !r.speaksTo(r.d.Arcs[t].Head) && r.know.tells[r.d.Lemma(r.d.Arcs[t].Head)] {
		return s < t && r.d.Tags[s].POS.Nominal() && r.d.Tags[s].POS != doc.PRON // "doctors say soldiers shot 19"
	}
	return s >= 0 && s < t && !r.d.IsRel(t, "ccomp", "acl") && r.d.Tags[s].POS.Nominal() && r.d.Tags[s].POS != doc.PRON && r.openMark(t) < 0
}

// subjunctive reports whether the bare verb at t has a subject of which the present
// tense would have an s: "insists that Chad extradite the rebel".
func (r *reader) subjunctive(t int) bool {
	s := r.d.Kid(t, "nsubj")
	if s < 0 || s > t || !r.d.IsRel(t, "ccomp", "acl") || r.d.Kid(s, "conj") >= 0 || r.d.Kid(s, "nummod") >= 0 {
		return false
	}
	switch r.d.Tags[s].POS {
	case doc.NOUN, doc.PROPN:
		return strings.Contains(r.d.Tags[s].Feats, "Number=Sing")
	}
	return false
}

func isPastForm(word string, t doc.Tag) bool {
	switch strings.ToLower(word) {
	case "was", "were", "had", "did", "got":
		return true
	}
	return t.Feat("Tense") == "Past" && t.Feat("VerbForm") != "Part"
}

// negation returns the word that negates the clause at t, or -1: "not",
// "never", or a subject or object that is nobody. "Not only" negates nothing.
func (r *reader) negation(t int) int {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		switch strings.ToLower(d.Word(k)) {
		case "not", "n't", "n’t", "never", "hardly", "scarcely", "nor", "neither", "nt":
			if d.IsRel(k, "advmod", "cc", "cc:preconj", "det", "aux") && !r.onlyNext(k) && (k < t || d.Tags[t].POS != doc.VERB) {
				return k
			}
		case "longer":
			if k > 0 && strings.EqualFold(d.Word(k-1), "no") {
				return k - 1
			}
		case "without":
			if d.IsRel(k, "mark", "case") {
				return k
			}
		}
		if d.IsRel(k, "aux", "cop", "advmod") && k < t && cutNot(d.Word(k)) {
			return k
		}
		if d.IsRel(k, "nsubj", "obj", "obl:agent") {
			if n := r.nobody(k); n >= 0 {
				return n
			}
		}
	}
	return -1
}

// cutNot reports whether a word is an auxiliary with its "not", where the words
// were cut elsewhere: "hasn't".
func cutNot(w string) bool {
	w = strings.ToLower(w)
	return strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t")
}

// onlyNext: "not only attacked but occupied".
func (r *reader) onlyNext(k int) bool {
	if k+1 >= len(r.d.Tokens) {
		return false
	}
	switch strings.ToLower(r.d.Word(k + 1)) {
	case "only", "just", "merely", "simply", "until", "since":
		return true
	}
	return false
}

// nobody returns the word by which the noun phrase at t is empty: "no leader",
// "none of them", "neither side".
func (r *reader) nobody(t int) int {
	if k := r.d.Kid(t, "advmod"); k >= 0 && k < t {
		switch r.d.Lemma(k) {
		case "not":
			if r.d.IsRel(t, "nsubj", "nsubj:pass") || r.d.Arcs[t].Head < 0 && r.d.Kid(t, "acl") > t {
				return k // "not one of its motions", "not a vessel left"
			}
		case "hardly", "scarcely":
			return k
		}
	}
	switch strings.ToLower(r.d.Word(t)) {
	case "nobody", "none", "nothing", "no-one", "neither":
		return t
	}
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "det", "advmod", "cc:preconj") && (r.d.Lemma(int(k)) == "no" && !r.bounds(int(k)) || r.d.Lemma(int(k)) == "neither") {
			return int(k)
		}
	}
	// "No Soviet or Russian leaders": the parser may hang "no" deeper.
	if first, _ := r.d.Subtree(t); first < t && strings.EqualFold(r.d.Word(first), "no") && !r.bounds(first) {
		return first
	}
	return -1
}

// bounds: the "no" of "no more than 50" and "no fewer than 50" empties nothing.
func (r *reader) bounds(no int) bool {
	d := r.d
	if no+2 >= len(d.Tokens) || !strings.EqualFold(d.Word(no+2), "than") {
		return false
	}
	switch strings.ToLower(d.Word(no + 1)) {
	case "more", "less", "fewer", "later", "sooner", "earlier":
		return true
	}
	return false
}

// cannot is the rule of what cannot be done, now.
const cannot = "cannot"

// tense reads the status that a finite verb group gives by itself.
func (r *reader) tense(v verb) reading {
	x := reading{by: -1, past: v.past}
	set := func(m doc.Modality, by int, rule string) reading {
		x.Modality, x.by, x.rule = m, by, rule
		return x
	}
	if m, by, rule := r.possible(v); rule != "" {
		return set(m, by, rule)
	}
	switch {
	case v.modal == "must":
		switch {
		case v.have && r.d.Lemma(v.modalAt) == "must":
			return set(doc.Occurred, v.modalAt, "must have") // concluded
		case v.have:
			return set(doc.Negated, v.modalAt, "should have") // blamed for not doing
		case v.neg >= 0:
			x.barred = true
			return set(doc.Negated, v.neg, "modal "+r.d.Word(v.modalAt)+" negated by "+r.d.Word(v.neg))
		}
		return set(doc.Demanded, v.modalAt, "modal "+r.d.Word(v.modalAt))
	case v.neg >= 0 && v.modal == "" && (v.past || v.have) && r.until(v.head, "until", "till"):
		return set(doc.Occurred, v.neg, "not until")
	case v.neg >= 0:
		return set(doc.Negated, v.neg, "negated by "+r.d.Word(v.neg))
	case v.modal == "would":
		switch {
		case r.habitual(v.head) && !v.have:
			return set(doc.Background, v.modalAt, "would, of old")
		case !v.have && !r.saidBefore(v.head) && r.wouldDo(v.head):
			return set(doc.Offered, v.modalAt, "would, of one's own act")
		case v.have || !r.saidBefore(v.head):
			return set(doc.Hypothetical, v.modalAt, "modal would")
		}
		return set(r.willBy(v.head), v.modalAt, "would after a verb of saying")
	case v.modal == "will" && r.d.Lemma(v.modalAt) == "shall" && r.d.Kid(v.head, "nsubj", "nsubj:pass") >= 0 && r.d.Tags[r.d.Kid(v.head, "nsubj", "nsubj:pass")].POS != doc.PRON:
		return set(doc.Demanded, v.modalAt, "shall") // "both sides shall disarm"
	case v.modal == "will":
		return set(r.willBy(v.head), v.modalAt, "modal will")
	case v.infinitive && v.be && r.termed(v.head):
		return set(doc.Demanded, v.first, "be to, under terms")
	case v.infinitive && v.be:
		return set(r.willBy(v.head), v.first, "be to")
	case v.have:
		return r.perfect(v, x)
	case v.progressive:
		if r.isAfter(v.head) {
			return set(r.willBy(v.head), v.first, "progressive with a date to come")
		}
		return set(doc.Ongoing, v.first, "progressive")
	case v.past || v.participle:
		x.past = true
		return set(doc.Occurred, v.first, "tense past")
	}
	return r.present(v, x)
}

// possible reads the modals of what may be done, need not be, or would be preferred; its
// rule is empty for others.
func (r *reader) possible(v verb) (m doc.Modality, by int, rule string) {
	switch {
	case v.modal == "may" && v.neg >= 0 && isCan(r.d.Word(v.modalAt)):
		if w := strings.ToLower(r.d.Word(v.modalAt)); w == "could" {
			return doc.Negated, v.neg, "could not"
		}
		return doc.Negated, v.neg, cannot
	case v.modal == "may" && v.neg < 0 && !v.have && r.d.Lemma(v.head) == "have" && r.told[v.head] > 0 && r.d.Kid(v.head, "obj") >= 0:
		return doc.Offered, v.modalAt, "may have it" // "they can have the port"
	case v.modal == "must" && v.neg >= 0 && r.d.Lemma(v.modalAt) == "need":
		return doc.Hypothetical, v.modalAt, "need not"
	case v.modal == "may" && v.neg < 0 && r.d.Lemma(v.modalAt) == "could" && r.atLast(v.head):
		return doc.Occurred, v.modalAt, "could at last"
	case v.modal == "would" && r.rather(v.head):
		return doc.Hypothetical, v.modalAt, "would rather"
	case v.modal == "may":
		return doc.Hypothetical, v.modalAt, "modal " + r.d.Word(v.modalAt)
	}
	return "", -1, ""
}

// perfect reads a clause with "have".
func (r *reader) perfect(v verb, x reading) reading {
	set := func(m doc.Modality, rule string) reading {
		x.Modality, x.by, x.rule = m, v.first, rule
		return x
	}
	switch {
	case v.past && r.hadBetter(v.head):
		return set(doc.Demanded, "had better")
	case v.past:
		if r.oldObject(v.head) {
			return set(doc.Background, "past perfect of an old act")
		}
		if r.told[v.head] > 0 || r.d.IsRel(v.head, "ccomp", "csubj") {
			return set(doc.Occurred, "past perfect in what is said")
		}
		if r.within(v.head) {
			return set(doc.Occurred, "past perfect in the run of events")
		}
		return set(doc.Background, "past perfect")
	case v.progressive:
		return set(doc.Ongoing, "perfect progressive")
	case (!v.be || r.know.lasting[r.d.Lemma(v.head)]) && r.since(v.head) && !r.counted(v.head):
		return set(doc.Ongoing, "perfect with since")
	}
	x.past = true
	return set(doc.Occurred, "perfect")
}

// since reports whether the clause at t tells since when or for how long: "has
// rejected talks since January" still does.
func (r *reader) since(t int) bool {
	for _, k := range r.d.Kids(t) {
		if r.d.Lemma(int(k)) == "since" && r.d.IsRel(int(k), "advmod", "advcl") && int(k) > t {
			return true // "has ruled by decree ever since"
		}
		m := r.d.Kid(int(k), "case", "mark")
		if m < 0 || !r.d.IsRel(int(k), "obl", "nmod") {
			continue
		}
		if l := r.d.Lemma(m); l == "since" || l == "for" && r.upToNow(int(k)) || l == "for" && r.know.spans[strings.ToLower(r.d.Word(int(k)))] {
			return true
		}
	}
	return false
}

// upToNow: "for three weeks now", "for the past three weeks".
func (r *reader) upToNow(k int) bool {
	_, last := r.d.Subtree(k)
	if last < len(r.d.Tokens) && r.d.Lemma(last) == "now" {
		return true
	}
	for _, a := range r.d.Kids(k) {
		switch r.d.Lemma(int(a)) {
		case "now", "past", "last":
			return true
		}
	}
	return false
}

// counted reports whether the clause at t tells how often: "has staged four coups
// since 1990" is a sum of what is over.
func (r *reader) counted(t int) bool {
	k := r.d.Kid(t, "obj", "nsubj:pass")
	return k >= 0 && r.d.Kid(k, "nummod") >= 0 || r.d.IsRel(t, "advmod")
}

// until reports whether the clause at t says until when, by one of the prepositions:
// "did not land until noon" lands.
func (r *reader) until(t int, marks ...string) bool {
	for _, k := range r.d.Kids(t) {
		if m := r.d.Kid(int(k), "case", "mark"); int(k) > t && m >= 0 && slices.Contains(marks, r.d.Lemma(m)) {
			return true
		}
	}
	return false
}

// termed reports whether the sentence of t names, before it, what asks for the act: "under
// the ultimatum both were to leave".
func (r *reader) termed(t int) bool {
	for k := r.d.Sentences[r.d.SentenceOf(t)].First; k < t; k++ {
		if r.know.orders[r.d.Lemma(k)] && r.d.Tags[k].POS == doc.NOUN {
			return true
		}
	}
	return false
}

// atLast: "could at last bury him", "could finally bury him".
func (r *reader) atLast(t int) bool {
	for _, k := range r.d.Kids(t) {
		if w := strings.ToLower(r.d.Word(int(k))); w == "finally" || w == "last" && r.d.IsRel(int(k), "obl", "advmod") && int(k) > 0 && strings.EqualFold(r.d.Word(int(k)-1), "at") {
			return true
		}
	}
	return false
}

// rather: "would rather trade than bomb".
func (r *reader) rather(t int) bool {
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "advmod") && (r.d.Lemma(int(k)) == "rather" || r.d.Lemma(int(k)) == "sooner") && int(k) < t {
			return true
		}
	}
	return false
}

func (r *reader) hadBetter(t int) bool {
	for _, k := range r.d.Kids(t) {
		if int(k) < t && strings.EqualFold(r.d.Word(int(k)), "better") {
			return int(k) > 0 && strings.EqualFold(r.d.Word(int(k)-1), "had")
		}
	}
	return false
}

// oldObject reports whether what the clause at t has for an object is of long ago: "had
// hosted the 1998 talks".
func (r *reader) oldObject(t int) bool {
	k := r.d.Kid(t, "obj", "nsubj:pass")
	if a := r.d.Kid(t, "advcl"); a > t && r.aged[a] && r.d.Kid(a, "nsubj", "nsubj:pass") < 0 {
		return true // "had been jailed for chanting it in 1994"
	}
	return k >= 0 && r.aged[k]
}

// within reports whether the past perfect at t tells what came right before its main
// clause or was done by then: "fired until the lorry had turned", "by the time he
// came, they had left", "recalled its envoy, whose car had been hit".
func (r *reader) within(t int) bool {
	d := r.d
	if d.IsRel(t, "advcl", "acl:relcl", "acl") {
		return true
	}
	for _, k := range d.Kids(t) {
		k := int(k)
		if d.IsRel(k, "advcl") && isTemporal(r.markOf(k)) {
			return !r.aged[k]
		}
		if r.know.moments[d.Lemma(k)] && d.IsRel(k, "advmod", "obl:tmod", "obl:unmarked", "obl:npmod", "obl") && !r.aged[t] {
			return true // "had left an hour earlier"
		}
		if c := d.Kid(k, "case"); c >= 0 && d.Lemma(c) == "by" && d.IsRel(k, "obl") && (!r.passive(t) || r.isTime(k)) {
			return true // "by noon the road had been cleared"
		}
	}
	return false
}

// isTime reports whether the word at t stands in a time that the text names.
func (r *reader) isTime(t int) bool {
	for i := range r.d.Times {
		if r.d.Times[i].Overlaps(r.d.Tokens[t].Span) {
			return true
		}
	}
	return false
}

// habitual reports whether "would" at t tells of what used to be: "would fire on boats
// in those years".
func (r *reader) habitual(t int) bool {
	if h := r.d.Arcs[t].Head; h >= 0 && r.d.IsRel(t, "ccomp") {
		switch r.d.Lemma(h) {
		case "recall", "remember", "reminisce":
			return true
		}
		return r.aged[t] && !r.read[h].past // ("said it would be held in 2008" foretells)
	}
	return r.aged[t]
}

// wouldDo reports whether the "would" of the clause at t holds out an act of its
// subject: "Peru would host the talks", not "a raid would break the accord".
func (r *reader) wouldDo(t int) bool {
	d := r.d
	s := d.Kid(t, "nsubj", "nsubj:pass")
	if s < 0 && d.IsRel(t, "conj") {
		s = d.Kid(d.Arcs[t].Head, "nsubj")
	}
	if s < 0 || d.Tags[t].POS != doc.VERB || r.know.befalls[d.Lemma(t)] || r.know.states[d.Lemma(t)] || d.Kid(t, "xcomp") >= 0 || r.aged[t] {
		return false
	}
	if k := r.tellerOf(t); k >= 0 && r.onlooker(k) {
		return false
	}
	if d.Tags[s].POS == doc.PRON {
		return (r.told[t] > 0 || d.IsRel(t, "parataxis", "conj", "root")) && !strings.Contains(d.Tags[s].Feats, "PronType=Rel") && !d.IsRel(t, "acl:relcl")
	}
	return d.MentionAt(s) >= 0 && !d.IsRel(t, "acl:relcl", "advcl", "ccomp")
}

// lasting reports whether the verb at t, in the present tense, tells what goes on or is
// done over and over: "maintains its ban", "denounces it daily", "begins to".
func (r *reader) lasting(t int) bool {
	d := r.d
	if w := r.when[t]; w > 0 && r.d.Times[w-1].Type == "SET" {
		return true
	}
	for _, k := range d.Kids(t) {
		if r.know.habits[d.Lemma(int(k))] {
			return true
		}
		if e := d.Kid(int(k), "det"); e >= 0 && r.know.habits[d.Lemma(e)] && d.IsRel(int(k), "obl") {
			return true // "each summer"
		}
	}
	for _, kind := range []string{"ing", "to", "obj"} {
		if s := r.signatureOf(t, kind); s != nil && s.lasts && (kind != "obj" || d.Kid(t, "obj") >= 0) {
			return true
		}
	}
	return d.Kid(t, "ccomp", "xcomp", "obj", "parataxis", "obl") < 0 && r.told[t] == 0 && !r.cue(t) ||
		d.Lemma(t) == "talk" || d.Lemma(t) == "go" && d.Kid(t, "ccomp") < 0 || d.Lemma(t) == "read" && d.Kid(t, "ccomp") < 0
}

// cue reports whether the word at t is in the cue of a statement.
func (r *reader) cue(t int) bool {
	for i := range r.d.Statements {
		if r.d.Statements[i].Cue.Overlaps(r.d.Tokens[t].Span) {
			return true
		}
	}
	return false
}

// speaksTo reports whether the verb at t asks something of somebody: "forbids
// assemblies", "exhorts workers to volunteer".
func (r *reader) speaksTo(t int) bool {
	for _, k := range []string{"to", "that", "for", "bare", "obj"} {
		if s := r.signatureOf(t, k); s != nil && s.speaks {
			return r.d.Tags[t].POS == doc.VERB && !r.d.IsRel(t, "acl:relcl", "acl")
		}
	}
	return false
}

func isCan(w string) bool {
	switch strings.ToLower(w) {
	case "can", "ca", "could", "cannot":
		return true
	}
	return false
}

// present: in a headline it tells what happened; with a date to come what will;
// of a verb of saying what was said; else how things stand.
func (r *reader) present(v verb, x reading) reading {
	d := r.d
	x.by = v.first
	switch {
	case r.isAfter(v.head) || r.datedPresent(v.head) && !r.stopless(v.head):
		x.Modality, x.rule = r.willBy(v.head), "present with a date to come"
	case (r.headline(v.head) || r.tersely(v.head)) && !r.ponders(v.head):
		x.Modality, x.rule = doc.Occurred, "present of a headline"
	case r.know.states[d.Lemma(v.head)]:
		x.Modality, x.rule = doc.Ongoing, tensePresent
	case d.Tags[v.head].POS == doc.VERB && !r.lasting(v.head) && !(d.IsRel(v.head, "advcl") && r.markOf(v.head) == "while") && (r.know.tells[d.Lemma(v.head)] || r.speaksTo(v.head)):
		x.Modality, x.rule = doc.Occurred, "present of a verb of saying"
	default:
		x.Modality, x.rule = doc.Ongoing, tensePresent
	}
	return x
}

// ponders reports whether the verb at t tells of a choice that is still open: "Spain
// weighs recall of envoy".
func (r *reader) ponders(t int) bool {
	for _, kind := range []string{"obj", "ing"} {
		if s := r.signatureOf(t, kind); s != nil && s.open && s.effect(reading{Modality: doc.Occurred}, reading{}) == doc.Hypothetical {
			return true
		}
	}
	return false
}

// saidBefore: "would" in what is said is the future of the saying.
func (r *reader) saidBefore(t int) bool {
	for h := t; h >= 0; h = r.d.Arcs[h].Head {
		if r.d.IsRel(h, "ccomp") {
			up := r.d.Arcs[h].Head
			return up >= 0 && r.read[up].past
		}
		if !r.d.IsRel(h, "conj") {
			break
		}
	}
	return false
}

// isAfter reports whether the clause at t names a day after the report's.
func (r *reader) isAfter(t int) bool {
	w := r.when[t]
	if w == 0 || r.d.Date.IsZero() {
		return false
	}
	from := r.d.Times[w-1].From
	return r.d.Times[w-1].Type != "DURATION" && !from.IsZero() && from.After(r.d.Date) && from.Sub(r.d.Date) > 12*3600e9
}
