package attrib

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// carrier finds the newspaper, station or agency that carried a speaker's words:
// Interfax in "the minister, quoted by Interfax, said". The outlet has them from it,
// and two outlets that quote the same broadcast are no two witnesses, so it is a link
// of the chain. Who only heard them is none ("told Reuters"), nor is a platform that
// prints what its users write ("said on Twitter"): there the speaker tells it himself.
func (r *reader) carrier(f *draft) link {
	if f.cueTok < 0 || !f.own.ok {
		return link{}
	}
	l := link{}
	if f.through.ok {
		if v := r.quotedBy(f.cueTok); v >= 0 && r.d.Kid(v, "nsubj") >= 0 { // "a cable, leaked by the Post, quoted the envoy as saying"
			l = r.carried(f, r.d.Kid(v, "nsubj"), nil, 1)
		} else if u := r.quotedBy(max(v, 0)); v >= 0 && u >= 0 { // "Tass quoted Pravda as quoting the envoy as saying"
			l, _ = r.tellerOf(u, r.cuesAt(u)[0])
		}
		if l.same(f.through) || l.ok && r.d.IsOutlet(l.Teller) {
			return link{}
		}
		return l
	}
	if g, ok := r.tags[f.cueTok]; ok && g.carrier >= 0 && r.isMedium(g.carrier) {
		l = r.party(g.carrier)
	}
	if !l.ok {
		l = r.carried(f, f.cueTok, nil, 3)
	}
	if k := r.asCarried(f); !l.ok && k >= 0 {
		l = r.party(k)
	}
	if t := r.subjectToken(f); !l.ok && t >= 0 {
		l = r.carried(f, t, nil, 1)
		for _, k := range r.d.Kids(t) {
			if k := int(k); !l.ok && k > t && r.d.IsRel(k, "nmod") && r.d.Tags[t].POS == doc.NOUN {
				l = r.carried(f, k, nil, 1) // "claims by the rebels, carried by the radio"
			}
		}
	}
	for k := f.cueTok + 1; !l.ok && r.d.Tags[f.cueTok].POS == doc.NOUN && k < tokenFrom(r.d, f.content.Start); k++ {
		if m := r.carriedBy(k, tokenFrom(r.d, f.content.Start)); m >= 0 && r.isMedium(m) {
			l = r.party(m) // the same, with the verb hung elsewhere
		}
	}
	if !l.ok {
		l = r.printer(f.cueTok)
	}
	if h := r.documentBefore(f.cueTok); !l.ok && h >= 0 {
		l = r.printer(h)
	}
	if l.same(f.own) || l.ok && r.d.IsOutlet(l.Teller) {
		return link{}
	}
	return l
}

// asCarried is who carries in "as printed in Granma", "as summed up by the press office",
// right behind the phrase that tells a draft: "in the words of the envoy, as printed in
// Granma, P"; or -1.
func (r *reader) asCarried(f *draft) int {
	d := r.d
	end := f.party + 1
	if f.party <= 0 || end+3 >= len(d.Tokens) || d.Word(end) != "," || !strings.EqualFold(d.Word(end+1), "as") {
		return -1
	}
	v := end + 2
	ways := r.lex.carriers[r.lex.mended(strings.ToLower(d.Lemma(v)))]
	if d.Tags[v].POS != doc.VERB || len(ways) == 0 && !r.tagCue(v) {
		return -1
	}
	for t := v + 1; t+1 < len(d.Tokens) && t <= v+2; t++ {
		if w := strings.ToLower(d.Word(t)); w == "by" || slices.Contains(ways, w) {
			k := r.topNominal(t+1, r.d.Sentences[r.d.SentenceOf(t)].Last)
			if k >= 0 && (w == "by" && r.speaks(k) || r.isMedium(k)) {
				return k
			}
			return -1
		}
	}
	return -1
}

// printer is the medium that a noun of telling is the object of: "the Star ran a report
// by its correspondent that P".
func (r *reader) printer(i int) link {
	d := r.d
	v := d.Arcs[i].Head
	if d.Tags[i].POS != doc.NOUN || v < 0 || !d.IsRel(i, "obj") || len(r.lex.carriers[strings.ToLower(d.Lemma(v))]) == 0 {
		return link{}
	}
	for _, s := range r.args(v, "subj") {
		if r.isMedium(s) {
			return r.party(s)
		}
	}
	return link{}
}

// subjectToken is the word that the draft's teller was read from, or -1.
func (r *reader) subjectToken(f *draft) int {
	d := r.d
	if d.Tags[f.cueTok].POS == doc.NOUN {
		return f.cueTok // "a statement, carried by the radio, that"
	}
	if f.party > 0 {
		return f.party // "according to a survey published by the daily"
	}
	if k := d.Kid(f.cueTok, "nsubj"); k >= 0 {
		return k
	}
	return -1
}

// carried looks for the medium under the word at token i, which carries in the
// ways given, and under the words of the table that hang on it.
func (r *reader) carried(f *draft, i int, ways []string, depth int) link {
	d := r.d
	for _, k := range d.Kids(i) {
		k := int(k)
		if f.holds(d.Tokens[k].Span) || !d.IsRel(k, "obl", "nmod", "advcl", "acl") {
			continue
		}
		if d.IsRel(k, "acl:relcl") {
			if s := d.Kid(k, "nsubj"); s >= 0 && s < k && !isRelative(d, s) && r.prints(k) && r.isMedium(s) && ways != nil {
				return r.party(s) // "in a note that the Times printed"
			}
			if w := r.lex.carriers[strings.ToLower(d.Lemma(k))]; w != nil && ways != nil && depth > 0 {
				if l := r.carried(f, k, w, 0); l.ok {
					return l // "in an essay that appeared in Granma"
				}
			}
			continue
		}
		if r.marked(k, ways...) && (r.isMedium(k) || r.prints(i) && r.marked(k, "by") && d.Tags[k].POS == doc.PROPN && r.mentionOf(k) < 0) {
			if l := r.party(k); l.ok {
				return l
			}
		}
		if w := r.lex.carriers[r.lex.mended(strings.ToLower(d.Lemma(k)))]; w != nil && depth > 0 {
			if l := r.carried(f, k, w, depth-1); l.ok {
				return l
			}
		}
	}
	return link{}
}

// issuerless reports whether a draft's teller is a document that nobody is told to
// have issued.
func (r *reader) issuerless(f *draft) bool {
	t := r.subjectToken(f)
	return t >= 0 && f.own.Actor < 0 && r.d.Tags[t].POS == doc.NOUN && r.lex.tellers[strings.ToLower(r.d.Lemma(t))] == "document" &&
		t != f.cueTok && f.own.Covers(r.d.Tokens[t].Span)
}

// prints: only a medium prints and airs, whether a table knows its name or not.
func (r *reader) prints(i int) bool {
	switch r.lex.mended(strings.ToLower(r.d.Lemma(i))) {
	case "print", "publish", "air", "broadcast", "televise", "carry", "quote", "leak", "release", "reprint", "run":
		return true
	}
	return false
}

// isMedium: a newspaper, station or agency that is named or told apart from
// others, as "the press" and "television" are not.
func (r *reader) isMedium(t int) bool {
	d := r.d
	if d.Tags[t].POS == doc.PROPN && (r.titled(t) || !r.mediumName(t).Empty()) {
		return true
	}
	if m := r.mentionOf(t); m >= 0 && len(d.Mentions[m].Actors) == 1 {
		a := &d.Actors[d.Mentions[m].Actors[0]]
		return a.Kind == "media" && (d.Mentions[m].As == doc.AsName || a.Country != "" || d.Kid(t, "amod", "compound", "appos", "nmod:poss") >= 0)
	}
	switch r.lex.tellers[strings.ToLower(d.Lemma(t))] {
	case "press", "air", "media":
		return d.Kid(t, "amod", "compound", "appos", "nmod:poss") >= 0
	}
	switch strings.ToLower(d.Lemma(t)) {
	case "website", "site", "portal", "service":
		return d.Kid(t, "compound", "appos") >= 0
	case "paper": // "the Cairo paper Al-Ahram"
		return r.titledPaper(t)
	case "agency": // "the Petra agency"
		k := d.Kid(t, "compound")
		return k == t-1 && d.Tags[k].POS == doc.PROPN
	}
	return false
}

// titled reports whether a name that no table knows is a newspaper's or a station's
// by its words: "the Ambala Tribune", "Radio Ambala".
func (r *reader) titled(t int) bool {
	s := r.nameSpan(t)
	words := strings.Fields(strings.ToLower(r.d.Of(s)))
	if len(words) > 0 && words[0] == "the" {
		words = words[1:]
	}
	if len(words) < 2 {
		return false
	}
	return r.lex.mastheads[masthead{words[0], "first"}] || r.lex.mastheads[masthead{words[len(words)-1], "last"}]
}

// masthead is a word of the names of media, and whether it comes first or last.
type masthead struct{ word, place string }

func (lex *knowledge) readMastheads(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/mastheads.tsv", "word", "place", "example", "source")
	if err != nil {
		return err
	}
	lex.mastheads = map[masthead]bool{}
	var faults []error
	for _, row := range t.Rows {
		place := row.Get("place")
		if place != "first" && place != "last" {
			faults = append(faults, row.Errorf("place %q, expected first or last", place))
		}
		for _, w := range row.List("word") {
			lex.mastheads[masthead{w, place}] = true
		}
	}
	return errors.Join(faults...)
}

// readCarriers reads the ways in which words carry, by word.
func (lex *knowledge) readCarriers(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/carriers.tsv", "word", "way", "example", "source")
	if err != nil {
		return err
	}
	lex.carriers, lex.hearers, lex.polls = map[string][]string{}, map[string]bool{}, map[string]bool{}
	var faults []error
	for _, row := range t.Rows {
		if row.Get("example") == "" || row.Get("way") == "" {
			faults = append(faults, row.Errorf("no way or no example, expected both"))
		}
		for _, w := range row.List("word") {
			switch row.Get("way") {
			case "hears":
				lex.hearers[w] = true
				continue
			case "asks":
				lex.polls[w] = true
				continue
			}
			lex.carriers[w] = append(lex.carriers[w], row.List("way")...)
		}
	}
	return errors.Join(faults...)
}
