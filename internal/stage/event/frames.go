package event

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// frame is one row of data/frames: a construction and what it tells of.
type frame struct {
	id       string
	pos      doc.POS
	when     []condition
	source   slot
	target   slot
	kind     string // PLOVER type, or NONE for a construction that tells of no act
	mode     string
	cameo    string
	anyLemma bool // tried last, on every predicate: "foreign powers must VERB"
	own      bool // of a user's overlay
	as       scheme
	answer   string // CAMEO code of what the target does back: "032:033"
	back     *frame // the row of the answer
	example  string
	expect   string
}

// noAct in the type cell marks a construction that looks like an act and is none.
const noAct = "NONE"

// anyLemma in the lemma cell makes a frame of the construction alone.
const anyLemma = "*"

// scheme says how a user's row stands to the built-in ones.
type scheme string

// The schemes of rows. A dictionary rules its verbs: its codes stand as they are,
// for acts to come too, and no other row is tried on them. One that is alone codes
// whole reports: the built-in rows are laid aside, so that the codes of two schemes
// are not mixed.
const (
	mixed  scheme = ""       // an ordinary row
	beside scheme = "beside" // a dictionary's, built-in rows for what it lacks
	alone  scheme = "alone"  // a dictionary's
)

// condition is a demand on what fills a role: "obj=@actor", "-obj", "prt=out".
type condition struct {
	text   string
	path   []string
	absent bool            // "-obj": the role must be empty
	not    bool            // "obj!=plan": filled by none of these, or empty
	lemmas map[string]bool // nil: any filler will do
	sorts  []string        // built-in classes: actor place person state money
	words  *pattern        // "words=heavily~*": words around the trigger
}

// slot says where an actor is looked for: paths in order of preference.
type slot struct {
	paths    [][]string
	required bool
	either   bool // required unless the other slot holds a political actor
	recip    bool // the parties named by the other slot are each other's
}

// embedded reports whether a slot looks into the clause that the verb governs.
func (s *slot) embedded() bool {
	for _, path := range s.paths {
		if path[0] == "comp" && len(path) > 1 && path[1] != "subj" {
			return true
		}
	}
	return false
}

// frames is the frame lexicon.
type frames struct {
	byLemma     map[string][]*frame // most particular first
	ruled       map[string][]*frame // rows of a dictionary, which decide their verbs
	all         []*frame
	classes     map[string][]string
	types       map[string]map[string]bool // PLOVER type to the lemmas that trigger it
	inflections inflections
	discards    []discard
	forms       map[string][][]string // of the classes that patterns name
	particles   map[string]bool       // "shoot down": verbs with the particles that rows ask of them
}

var frameColumns = []string{"id", "lemma", "pos", "when", "source", "target", "type", "mode", "cameo", "example", "expect", "origin"}

// readFrames reads every table of data/frames. All faults are reported at once.
func readFrames(fsys fs.FS) (*frames, error) {
	lex := &frames{ruled: map[string][]*frame{}, forms: map[string][][]string{}, particles: map[string]bool{}, byLemma: map[string][]*frame{}, types: map[string]map[string]bool{}}
	var err error
	if lex.classes, err = readClasses(fsys); err != nil {
		return nil, err
	}
	t, err := lexicon.ReadAll(fsys, "frames", frameColumns...)
	if err != nil {
		return nil, err
	}
	rows := t.Rows
	if slices.ContainsFunc(rows, func(r lexicon.Row) bool { return r.Own && scheme(r.Opt("scheme")) == alone }) {
		rows = slices.DeleteFunc(rows, func(r lexicon.Row) bool { return !r.Own })
	}
	var faults []error
	// A condition may name the triggers of a type ("comp=@ASSAULT"), so these
	// are gathered before any condition is read.
	for _, r := range rows {
		for _, lemma := range r.List("lemma") {
			lex.addType(r.Get("type"), lemma)
		}
	}
	seen := map[string]lexicon.Row{}
	for _, r := range rows {
		f, err := lex.parse(r)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if was, ok := seen[f.id]; ok {
			faults = append(faults, r.Errorf("id %q is taken by %s:%d", f.id, was.File, was.Line))
			continue
		}
		seen[f.id] = r
		lex.all = append(lex.all, f)
		for _, lemma := range r.List("lemma") {
			lex.byLemma[lemma] = append(lex.byLemma[lemma], f)
			for _, prt := range f.particles() {
				lex.particles[lemma+" "+prt] = true
			}
		}
	}
	for lemma, fs := range lex.byLemma {
		slices.SortStableFunc(fs, func(a, b *frame) int {
			// Among equals a row that says "no act" goes first: a false event
			// costs more than a missed one.
			// Rows of a user's own go before all.
			return cmp.Or(cmp.Compare(b.rules(), a.rules()), cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.builtIn(), b.builtIn()), cmp.Compare(a.blocks(), b.blocks()))
		})
		// The rows of a dictionary come first.
		n := 0
		for n < len(fs) && fs[n].as != mixed {
			n++
		}
		if n > 0 {
			lex.ruled[lemma] = fs[:n:n]
		}
	}
	if lex.discards, err = readDiscards(fsys); err != nil {
		faults = append(faults, err)
	}
	if lex.inflections, err = readInflections(fsys, lex); err != nil {
		faults = append(faults, err)
	}
	return lex, errors.Join(faults...)
}

// particles lists the particles that a frame asks for: "down" of "prt=down".
func (f *frame) particles() []string {
	for _, c := range f.when {
		if list, ok := strings.CutPrefix(c.text, "prt="); ok {
			return strings.Split(list, ",")
		}
	}
	return nil
}

// weight says how particular a frame is: what it asks of words counts more than
// what it asks of their sort, and that more than a role's being filled at all,
// so that "demanded that Sweden change its law" is met by the row for changes
// before the row for any demand.
func (f *frame) weight() int {
	n := 0
	for _, c := range f.when {
		n += len(c.path)
		switch {
		case c.words != nil:
			n += 2 * c.words.size()
		case len(c.lemmas) > 0:
			n += 2
		case c.sorts != nil:
			n++
		}
	}
	return n
}

// builtIn is 0 for a row of a user's own, else 1.
func (f *frame) builtIn() int {
	if f.own {
		return 0
	}
	return 1
}

// rules is 1 for a row of a dictionary that rules its verbs, else 0.
func (f *frame) rules() int {
	if f.as != mixed {
		return 1
	}
	return 0
}

// blocks is 0 for a row that says that the construction tells of no act, else 1.
func (f *frame) blocks() int {
	if f.kind == noAct {
		return 0
	}
	return 1
}

// tells reports whether the act of a frame is done by telling: "Iran must stop".
func (f *frame) tells() bool { return f.source.paths != nil && f.source.paths[0][0] == tellerRole }

// hosts reports whether a place as the object of the act means who holds it:
// "visited Cairo", "left Iraq", "captured a town in Mali".
func (f *frame) hosts() bool {
	return f.mode == "visit" || f.mode == "withdraw" || f.mode == "seize" || f.mode == "troops" || f.kind == "ASSAULT"
}

func (lex *frames) addType(kind, lemma string) {
	if lex.types[kind] == nil {
		lex.types[kind] = map[string]bool{}
	}
	lex.types[kind][lemma] = true
}

func readClasses(fsys fs.FS) (map[string][]string, error) {
	t, err := lexicon.Read(fsys, "frames/classes/nouns.tsv", "class", "lemmas", "example", "origin")
	if err != nil {
		return nil, err
	}
	classes := map[string][]string{}
	for _, r := range t.Rows {
		classes[r.Get("class")] = r.List("lemmas")
	}
	own, err := lexicon.ReadOwn(fsys, "classes", "class", "lemmas", "example", "origin")
	for _, r := range own {
		classes[r.Get("class")] = append(classes[r.Get("class")], r.List("lemmas")...)
	}
	return classes, err
}

// parse reads one row.
func (lex *frames) parse(r lexicon.Row) (*frame, error) {
	f := &frame{id: r.Get("id"), pos: doc.ParsePOS(r.Get("pos")), kind: r.Get("type"), mode: r.Get("mode"),
		cameo: r.Get("cameo"), own: r.Own, example: r.Get("example"), expect: r.Get("expect"), anyLemma: r.Get("lemma") == anyLemma,
		source: parseSlot(r.Get("source")), target: parseSlot(r.Get("target")), as: scheme(r.Opt("scheme"))}
	var faults []error
	if f.as != mixed && f.as != beside && f.as != alone {
		faults = append(faults, r.Errorf("scheme %q, expected alone, beside or nothing", f.as))
	}
	if f.as != mixed {
		f.cameo, f.answer, _ = strings.Cut(f.cameo, ":")
	}
	if f.as != mixed && f.pos != doc.VERB {
		faults = append(faults, r.Errorf("pos %q, expected VERB in a row of a dictionary", r.Get("pos")))
	}
	if f.pos != doc.VERB && f.pos != doc.NOUN && f.pos != doc.ADJ {
		faults = append(faults, r.Errorf("pos %q, expected VERB, NOUN or ADJ", r.Get("pos")))
	}
	if f.example == "" || r.Get("origin") == "" {
		faults = append(faults, r.Errorf("frame %s has no example or no origin", f.id))
	}
	for _, text := range strings.Fields(r.Get("when")) {
		c, err := lex.parseCondition(text)
		if err != nil {
			faults = append(faults, r.Errorf("%v", err))
		}
		f.when = append(f.when, c)
	}
	return f, errors.Join(faults...)
}

// parseSlot reads "subj|by!", "obj?" or "with|obj|recip".
func parseSlot(cell string) slot {
	var s slot
	cell, s.required = strings.CutSuffix(cell, "!")
	cell, s.either = strings.CutSuffix(cell, "?")
	for _, p := range strings.Split(cell, "|") {
		switch p {
		case "", "-":
		case "recip":
			s.recip = true
		default:
			s.paths = append(s.paths, parsePath(p))
		}
	}
	return s
}

// parsePath reads "obj.with". An underscore stands for the blank in a
// preposition of several words: "according_to".
func parsePath(p string) []string {
	roles := strings.Split(p, ".")
	for i := range roles {
		roles[i] = strings.ReplaceAll(roles[i], "_", " ")
	}
	return roles
}
