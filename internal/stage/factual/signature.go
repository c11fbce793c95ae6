package factual

import (
	"errors"
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// signature is one row of signatures.tsv: what a word in one construction makes
// of the act under it.
type signature struct {
	lemma, complement string
	effect            effect
	needs             bool // "needs to withdraw" is a demand by itself
	begins            bool // "began a visit to mend relations" is a purpose, "began to mend" is not
	keeps             bool // "went on to seize" was done, "went to Paris to sign" is a purpose
	offers            bool // an adjective of readiness: "willing to"
	open              bool // leaves the act open whatever the word's own status
	over              bool // "wants to end the war", which goes on
	rejects           bool // "rejected an offer", which was made
	approves          bool // "approved a sale", which is to come
	ignores           bool // "ignored an order", which was given
	tries             bool // "tried to flee but was caught"
	lasts             bool // tells what goes on: "maintains a ban"
	minds             bool // "few doubt that he will sign"
	speaks            bool // a word of demanding, by which the present tense says what was said
	rumour            bool // leaves what it tells open: "it is believed that"
	moots             bool // brings up what may be done jointly: "proposed that both sides leave"
	attempts          bool // a noun of trying, which is made though it fails: "bid"
	passes            bool // "carried the bill", but not "carried a report"
}

// slot is where an act hangs: on which word and how.
type slot struct {
	lemma      string
	pos        doc.POS
	complement string
}

// knowledge is what data/attrib knows of status.
type knowledge struct {
	trust      Trust
	signatures map[slot]*signature
	tells      map[string]bool // verbs that in the present tense report an act of speech
	states     map[string]bool // verbs that in the present tense report how things stand
	fixtures   map[string]bool // nouns for acts fixed beforehand: "summit"
	contents   map[string]bool // nouns for what was said or meant: "offer"
	fiction    map[string]bool // nouns for what is played or made up: "novel"
	shams      map[string]bool // adjectives for what is only staged: "mock"
	outsiders  map[string]bool // nouns for those who look on: "analyst"
	befalls    map[string]bool // verbs for what nobody plans: "lose"
	unmarked   map[string]bool // verbs whose past is like their present: "cut"
	ancients   map[string]bool // those who lived long ago: "czar"
	texts      map[string]bool // what something is done under that is no reign: "treaty"
	gestures   map[string]bool // what is done by doing something else: "protest"
	orders     map[string]bool // nouns for what sets terms: "ultimatum"
	prices     map[string]bool // what is paid: "ransom"
	habits     map[string]bool // adverbs for what is done over and over: "daily"
	spans      map[string]bool // long spans of time: "decade"
	fronted    map[string]bool // negations that open a sentence: "nowhere"
	deadlines  map[string]bool // what a time given ends with: "until", "hour"
	moments    map[string]bool // what a past perfect lies back in the run of events: "minute"
	running    map[string]bool // what is called off while it runs: "search"
	lasting    map[string]bool // verbs whose deed lasts: "has been closed since Monday"
	idioms     map[string][]idiom
	history    phrases // "long ago"
	conditions phrases // "on condition that"
	ahead      phrases // "next month"
	eras       eras    // "the Boer War"
}

func readKnowledge(fsys fs.FS) (*knowledge, error) {
	k := &knowledge{signatures: map[slot]*signature{}, tells: map[string]bool{}}
	return k, errors.Join(k.readSignatures(fsys), k.readIdioms(fsys), k.readWords(fsys), k.readPhrases(fsys), k.readTrust(fsys))
}

func (k *knowledge) readSignatures(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/signatures.tsv", "lemma", "pos", "complement", "effect", "example", "expect", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, row := range t.Rows {
		e, ok := effects[row.Get("effect")]
		if !ok {
			faults = append(faults, row.Errorf("effect %q, expected one that effect.go lists", row.Get("effect")))
		}
		pos := doc.ParsePOS(row.Get("pos"))
		if pos == doc.None {
			faults = append(faults, row.Errorf("pos %q, expected VERB NOUN or ADJ", row.Get("pos")))
		}
		if row.Get("example") == "" || row.Get("source") == "" || !strings.Contains(row.Get("expect"), "=") {
			faults = append(faults, row.Errorf("expected an example, WORD=STATUS and a source"))
		}
		for _, lemma := range row.List("lemma") {
			for _, c := range row.List("complement") {
				key := slot{lemma, pos, c}
				if _, twice := k.signatures[key]; twice {
					faults = append(faults, row.Errorf("%s %s %s has a signature already", lemma, pos, c))
				}
				k.signatures[key] = &signature{lemma: lemma, complement: c, effect: e, open: isOpen(row.Get("effect")), over: row.Get("effect") == "over" || row.Get("effect") == "last" || row.Get("effect") == "goon", rejects: isRejection(row.Get("effect")), begins: row.Get("effect") == "begin" || row.Get("effect") == "arrive", keeps: row.Get("effect") == "keep", needs: row.Get("effect") == "need",
					offers:   pos == doc.ADJ && row.Get("effect") == "offer",
					lasts:    row.Get("effect") == "goon" || row.Get("effect") == "last" || row.Get("effect") == "begin",
					approves: row.Get("effect") == "approve",
					ignores:  row.Get("effect") == "ignore",
					minds:    c == "that",
					attempts: pos == doc.NOUN && row.Get("effect") == "try" && c == "to",
					moots:    row.Get("effect") == "insistthat" || row.Get("effect") == "suggestthat",
					rumour:   row.Get("effect") == "claim" || row.Get("effect") == "hypothat",
					passes:   strings.HasPrefix(c, "told") && row.Get("effect") == "plan",
					tries:    pos == doc.VERB && row.Get("effect") == "try" && (c == "to" || c == "obj"),
					speaks:   pos == doc.VERB && (row.Get("effect") == "demand" || row.Get("effect") == "order" || row.Get("effect") == "forbid")}
			}
		}
	}
	return errors.Join(faults...)
}

// isOpen tells effects under which a noun may be known nonetheless: "discussed the
// attack", "may condemn the attack".
func isOpen(effect string) bool { return effect == "hypo" || effect == "factive" || effect == "muse" }

// isRejection tells effects after which what was offered, asked or alleged has been so.
func isRejection(effect string) bool {
	return effect == "refuse" || effect == "denythat" || effect == "end"
}

func (k *knowledge) readWords(fsys fs.FS) error {
	cues, err := lexicon.Read(fsys, "attrib/cues.tsv", "lemma", "pos")
	if err != nil {
		return err
	}
	for _, row := range cues.Rows {
		if row.Get("pos") == "VERB" {
			for _, lemma := range row.List("lemma") {
				k.tells[lemma] = true
			}
		}
	}
	var faults []error
	for _, t := range []struct {
		name string
		into *map[string]bool
	}{
		{"states", &k.states}, {"fixtures", &k.fixtures}, {"contents", &k.contents}, {"fiction", &k.fiction}, {"shams", &k.shams}, {"outsiders", &k.outsiders}, {"befalls", &k.befalls},
		{"unmarked", &k.unmarked}, {"ancients", &k.ancients}, {"texts", &k.texts}, {"gestures", &k.gestures}, {"orders", &k.orders}, {"prices", &k.prices}, {"habits", &k.habits}, {"spans", &k.spans},
		{"fronted", &k.fronted}, {"deadlines", &k.deadlines}, {"moments", &k.moments}, {"running", &k.running}, {"lasting", &k.lasting},
	} {
		var err error
		*t.into, err = readLemmas(fsys, "attrib/"+t.name+".tsv")
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func (k *knowledge) readPhrases(fsys fs.FS) (err error) {
	var faults [4]error
	k.history, faults[0] = readPhrases(fsys, "attrib/history.tsv")
	k.conditions, faults[1] = readPhrases(fsys, "attrib/conditions.tsv")
	k.ahead, faults[2] = readPhrases(fsys, "attrib/ahead.tsv")
	k.eras, faults[3] = readEras(fsys)
	return errors.Join(faults[:]...)
}

func readLemmas(fsys fs.FS, file string) (map[string]bool, error) {
	t, err := lexicon.Read(fsys, file, "lemma", "example", "source")
	if err != nil {
		return nil, err
	}
	into := map[string]bool{}
	for _, row := range t.Rows {
		for _, lemma := range row.List("lemma") {
			into[lemma] = true
		}
	}
	return into, nil
}

// lookup finds the signature of a word for one complement. Taggers waver
// between participle and adjective ("is prepared to"), so both are asked.
func (k *knowledge) lookup(lemma string, pos doc.POS, complement string) *signature {
	lemma = strings.ToLower(lemma)
	if s := k.signatures[slot{lemma, pos, complement}]; s != nil {
		return s
	}
	switch pos {
	case doc.VERB:
		if l := k.mended(lemma, complement); l != "" {
			return k.signatures[slot{l, pos, complement}]
		}
		return k.signatures[slot{lemma, doc.ADJ, complement}]
	case doc.ADJ, doc.ADV:
		if s := k.signatures[slot{lemma, doc.ADJ, complement}]; s != nil {
			return s
		}
		return k.signatures[slot{lemma, doc.VERB, complement}]
	case doc.AUX:
		return k.signatures[slot{lemma, doc.VERB, complement}] // "ought to"
	case doc.PROPN:
		return k.signatures[slot{lemma, doc.NOUN, complement}]
	}
	return nil
}

// mended is a verb's lemma where the lemmatizer missed by a final e or a double
// consonant ("postpon", "rumoure"), or "".
func (k *knowledge) mended(lemma, complement string) string {
	n := len(lemma)
	if n < 2 {
		return ""
	}
	if l := lemma + "e"; k.signatures[slot{l, doc.VERB, complement}] != nil {
		return l
	}
	if l := lemma[:n-1]; (lemma[n-1] == 'e' || lemma[n-1] == lemma[n-2]) && k.signatures[slot{l, doc.VERB, complement}] != nil {
		return l
	}
	return ""
}
