package dictionary

import (
	"fmt"
	"slices"
	"strings"
)

// block is the verbs of one entry, and their code.
type block struct {
	n        int
	verbs    []verb
	code     string
	patterns []pattern
}

type verb struct {
	n        int
	lemma    string
	particle string // "down" of "break down"
}

type pattern struct {
	n          int
	text, code string
}

// verbs reads a dictionary of verbs:
//
//	--- CALL [010] ---
//	CALL {CALLED CALLS CALLING}
//	+APPEAL
//	- * FOR &ECONSANCT [172]
//
// A verb becomes a frame of its subject and object, a pattern of words behind the
// verb one with a condition on them.
func (im *Importer) verbs(f *file) {
	sets := map[string][]string{}
	var blocks []*block
	var b *block
	set := ""
	for _, l := range f.lines {
		text := strings.TrimSpace(l.text)
		switch {
		case strings.HasPrefix(text, "---"):
			b, set = &block{n: l.n, code: codeIn(text)}, ""
			blocks = append(blocks, b)
		case strings.HasPrefix(text, "&"):
			set = strings.TrimRight(strings.Fields(text)[0], "_")
		case set != "" && strings.HasPrefix(text, "+"):
			sets[set] = append(sets[set], strings.TrimSpace(text[1:]))
		case b == nil:
			f.leave(l.n, "expected --- VERB [code] --- before %q", text)
		case strings.HasPrefix(text, "-"):
			words, _, _ := strings.Cut(text[1:], "[")
			b.patterns = append(b.patterns, pattern{l.n, strings.TrimSpace(words), codeIn(text)})
		default:
			set = ""
			f.verb(b, l.n, text)
		}
	}
	for _, b := range blocks {
		im.frames(f, b, sets)
	}
}

// codeIn is the code in brackets; of two for either side the first.
func codeIn(text string) string {
	_, after, ok := strings.Cut(text, "[")
	if !ok {
		return ""
	}
	code, _, _ := strings.Cut(after, "]")
	code, _, _ = strings.Cut(code, ":")
	if code = strings.TrimSpace(code); strings.Trim(code, "-") == "" {
		return ""
	}
	return code
}

// verb reads "BREAK {BROKE BROKEN}" and "+BREAK_DOWN {...}": forms are known to
// the lemmatiser.
func (f *file) verb(b *block, n int, text string) {
	name, _, _ := strings.Cut(text, "{")
	name, _, _ = strings.Cut(name, "[")
	words := strings.Fields(strings.NewReplacer("_", " ", "+", "").Replace(strings.ToLower(name)))
	switch {
	case len(words) == 1:
		b.verbs = append(b.verbs, verb{n, words[0], ""})
	case len(words) == 2 && isParticle(words[1]):
		b.verbs = append(b.verbs, verb{n, words[0], words[1]})
	default:
		f.leave(n, "verb %q of several words", strings.TrimSpace(name))
	}
}

func isParticle(w string) bool {
	return slices.Contains([]string{"up", "down", "out", "off", "away", "back", "over"}, w)
}

func isPreposition(w string) bool {
	return slices.Contains([]string{"for", "on", "with", "against", "from", "in", "into", "at", "by", "over", "of", "upon", "about", "towards", "between"}, w)
}

// Where the one acted on is looked for.
const (
	plainTarget = "obj|with|against|to|on|at|from|for"
	nounTarget  = "obj.of|obj.with|obj.to|obj.on|obj.against|with|to|against|on|from|for"
)

func (im *Importer) frames(f *file, b *block, sets map[string][]string) {
	for _, v := range b.verbs {
		if b.code != "" {
			im.frame(f, v.n, v, "", b.code, plainTarget)
		}
		for _, p := range b.patterns {
			when, target, err := condition(p.text, sets)
			if err != nil {
				if v == b.verbs[0] {
					f.leave(p.n, "pattern %q: %v", p.text, err)
				}
				continue
			}
			im.frame(f, p.n, v, when, p.code, target)
		}
	}
}

func (im *Importer) frame(f *file, n int, v verb, when, cameo, target string) {
	kind, ok := im.cameo[cameo]
	switch {
	case !ok:
		f.leave(n, "%s: CAMEO has no code [%s]", v.lemma, cameo)
		return
	case kind[0] == "":
		f.leave(n, "%s: code [%s] has no type in PLOVER", v.lemma, cameo)
		return
	}
	if v.particle != "" && !strings.Contains(when, "prt=") {
		when = strings.TrimSpace("prt=" + v.particle + " " + when)
	}
	im.tables["frames"].add(map[string]string{"id": im.slug("own " + v.lemma + " " + cameo), "lemma": v.lemma, "pos": "VERB", "when": when, "source": "subj!", "target": target,
		"type": kind[0], "mode": kind[1], "cameo": cameo, "example": fmt.Sprintf("Officials saw Turkey %s Syria.", v.lemma), "expect": "TUR>SYR", "origin": f.source(n)})
}

// condition turns the words behind the verb into a frame's condition: "* FOR
// &ECONSANCT" is for=sanction,embargo, "* DIPLOMATIC TIES" is obj=tie.
func condition(text string, sets map[string][]string) (when, target string, err error) {
	left, right, ok := strings.Cut(text, "*")
	if !ok || strings.TrimSpace(strings.Trim(left, "_")) != "" {
		return "", "", fmt.Errorf("words before the verb are read from the sentence, not from patterns")
	}
	if strings.ContainsAny(right, "$+^%") {
		return "", "", fmt.Errorf("places for source and target have no counterpart")
	}
	words := strings.Fields(strings.NewReplacer("_", " ", "(", " ", ")", " ", "{", " ", "}", " ").Replace(right))
	target = nounTarget
	var parts []string
	for len(words) > 0 && isParticle(strings.ToLower(words[0])) {
		parts, words = append(parts, "prt="+strings.ToLower(words[0])), words[1:]
		target = plainTarget
	}
	role := "obj"
	if len(words) > 0 {
		switch w := strings.ToLower(words[0]); {
		case w == "to" && len(words) > 1:
			role, words = "comp", words[1:2]
		case isPreposition(w) && len(words) == 1:
			return strings.Join(parts, " "), w, nil
		case isPreposition(w):
			role, words = w, words[1:]
			target = strings.ReplaceAll(nounTarget, "obj.", w+".")
		}
	}
	if len(words) == 0 {
		if parts == nil {
			return "", "", fmt.Errorf("no words behind the verb")
		}
		return strings.Join(parts, " "), target, nil
	}
	heads := headsOf(words[len(words)-1], sets, map[string]bool{})
	if len(heads) == 0 {
		return "", "", fmt.Errorf("there is no set %s", words[len(words)-1])
	}
	return strings.Join(append(parts, role+"="+strings.Join(heads, ",")), " "), target, nil
}

// headsOf lists the lemmas that a word or a set of words stands for; of a phrase
// its last word. Sets may hold sets.
func headsOf(word string, sets map[string][]string, seen map[string]bool) []string {
	if seen[word] {
		return nil
	}
	seen[word] = true
	if !strings.HasPrefix(word, "&") {
		return []string{singular(strings.ToLower(word))}
	}
	var out []string
	for _, w := range sets[word] {
		if fields := strings.Fields(strings.ReplaceAll(w, "_", " ")); len(fields) > 0 {
			out = append(out, headsOf(fields[len(fields)-1], sets, seen)...)
		}
	}
	return out
}

func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}
