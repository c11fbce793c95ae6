package dictionary

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// block is the verbs of one entry, and their code.
type block struct {
	n        int
	verbs    []verb
	code     string
	patterns []rule
}

// verb is a verb with what stands right beside it: "klm", "_off" of "cordon off".
type verb struct {
	n           int
	forms       []string // the name and the forms in braces
	left, right string   // as parts of a pattern
	code        string   // its own, or ""
}

// rule is a pattern with its code.
type rule struct {
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
// A verb becomes a frame of whoever is named around it, a pattern one with a
// condition on the words around the verb, a set of words a class.
func (im *Importer) verbs(f *file) {
	var blocks []*block
	var b *block
	set, inSet := "", false
	for _, l := range f.lines {
		text := strings.TrimSpace(l.text)
		switch {
		case strings.HasPrefix(text, "---"):
			b, inSet = &block{n: l.n, code: codeIn(text)}, false
			blocks = append(blocks, b)
		case strings.HasPrefix(text, "&"):
			set, inSet = className(strings.Fields(text)[0]), true
			im.classes[set] = []string{}
		case inSet && strings.HasPrefix(text, "+"):
			if m := member(text[1:]); m != "" {
				im.classes[set] = append(im.classes[set], m)
			}
		case b == nil:
			f.leave(l.n, "expected --- VERB [code] --- before %q", text)
		case strings.HasPrefix(text, "-"):
			words, _, _ := strings.Cut(text[1:], "[")
			b.patterns = append(b.patterns, rule{l.n, strings.TrimSpace(words), codeIn(text)})
		default:
			inSet = false
			f.verb(b, l.n, text)
		}
	}
	for _, b := range blocks {
		im.block(f, b)
	}
	for _, name := range slices.Sorted(maps.Keys(im.classes)) {
		members := im.classes[name]
		if len(members) > 0 && !im.ids["class "+name] {
			im.ids["class "+name] = true
			im.tables["classes"].add(map[string]string{"class": "@" + name, "lemmas": strings.Join(members, "|"), "example": strings.ReplaceAll(members[0], "@", ""), "origin": f.name})
		}
	}
}

// className is the class of a set: "&TIETYPES_" is "own-tietypes".
func className(set string) string {
	return "own-" + strings.ToLower(strings.Trim(set, "&_"))
}

// hasWords reports whether a class has words, its own or those of a class in it.
func (im *Importer) hasWords(class string, seen map[string]bool) bool {
	if seen[class] {
		return false
	}
	seen[class] = true
	return slices.ContainsFunc(im.classes[class], func(m string) bool {
		inner, isClass := strings.CutPrefix(m, "@")
		return !isClass || im.hasWords(inner, seen)
	})
}

// member writes a member of a set: words, or the class of another set.
func member(text string) string {
	text = strings.Trim(strings.TrimSpace(text), "_")
	if strings.HasPrefix(text, "&") {
		return "@" + className(strings.Fields(text)[0])
	}
	return strings.Trim(plain(text), "@|")
}

// codeIn is the code in brackets, both of them for a pair: "[032:033]". "---" and
// the like are none.
func codeIn(text string) string {
	_, after, ok := strings.Cut(text, "[")
	if !ok {
		return ""
	}
	code, _, _ := strings.Cut(after, "]")
	code = strings.TrimRight(strings.TrimSpace(code), "?")
	if strings.Trim(code, "-+#:") == "" {
		return ""
	}
	return code
}

// verb reads "BREAK {BROKE BROKEN}", "+APPEAL", "+BREAK_DOWN {...}" and
// "WIRE_+TAP [171]", where "+" marks the word that is the verb.
func (f *file) verb(b *block, n int, text string) {
	name, rest, _ := strings.Cut(text, "{")
	forms, _, _ := strings.Cut(rest, "}")
	v := verb{n: n, code: codeIn(text)}
	name, _, _ = strings.Cut(name, "[")
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(name), "_", " "))
	if len(words) == 0 {
		f.leave(n, "expected a verb, found %q", text)
		return
	}
	at := max(slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "+") }), 0)
	v.forms = []string{strings.Trim(words[at], "+")}
	if at > 0 {
		v.left = strings.Join(words[:at], "_") + "_"
	}
	if at+1 < len(words) {
		v.right = "_" + strings.Join(words[at+1:], "_")
	}
	for _, form := range strings.Fields(strings.ToLower(forms)) {
		if v.left+v.right == "" && !strings.ContainsAny(form, "_+|") && !slices.Contains(v.forms, form) {
			v.forms = append(v.forms, form)
		}
	}
	if v.forms[0] == "" || strings.ContainsAny(v.left+v.right+v.forms[0], "+|*~@$%^") {
		f.leave(n, "expected a verb, found %q", text)
		return
	}
	b.verbs = append(b.verbs, v)
}

// block makes the rows of an entry: one without a condition and one of each
// pattern, for all its verbs of one word together.
func (im *Importer) block(f *file, b *block) {
	var groups []verb
	for _, v := range b.verbs {
		i := slices.IndexFunc(groups, func(g verb) bool { return g.left+g.right+g.code+v.left+v.right+v.code == "" })
		if i < 0 {
			groups = append(groups, v)
			continue
		}
		groups[i].forms = append(groups[i].forms, v.forms...)
	}
	for _, v := range groups {
		code := b.code
		if v.code != "" {
			code = v.code
		}
		im.frame(f, v.n, v, "*", code)
	}
	for _, p := range b.patterns {
		text, err := im.pattern(p.text)
		if err != nil {
			f.leave(p.n, "pattern %q: %v", p.text, err)
			continue
		}
		for _, v := range groups {
			im.frame(f, p.n, v, text, p.code)
		}
	}
}

// noType is the type of an act whose code PLOVER has no type for.
const noType = "OTHER"

// frame makes a row. A code that is none blocks, so that what the dictionary takes
// for no event is none.
func (im *Importer) frame(f *file, n int, v verb, pattern, code string) {
	when := strings.Replace(pattern, "*", v.left+"*"+v.right, 1)
	if when != "*" {
		when = "words=" + when
	} else {
		when = ""
	}
	kind := im.typeOf(code)
	im.tables["frames"].add(map[string]string{"id": im.slug("own " + v.forms[0] + " " + code), "lemma": strings.Join(v.forms, "|"), "pos": "VERB", "when": when,
		"source": "clause!", "target": "named!", "type": kind[0], "mode": kind[1], "cameo": code, "example": fmt.Sprintf("Officials saw Turkey %s Syria.", v.forms[0]),
		"expect": "TUR>SYR", "origin": f.source(n), "scheme": im.scheme})
}

// typeOf is the PLOVER type and mode of a code, of the nearest code above it where
// CAMEO has none so deep.
func (im *Importer) typeOf(code string) [2]string {
	if code == "" {
		return [2]string{"NONE", ""}
	}
	code, _, _ = strings.Cut(code, ":")
	for n := len(code); n >= 2; n-- {
		if k, ok := im.cameo[code[:n]]; ok && k[0] != "" {
			return k
		} else if ok {
			break
		}
	}
	return [2]string{noType, ""}
}

// pattern writes a pattern as a frame's condition has it: "SAID * TO_ATTEND &SUMMIT"
// is "said~*~to_attend~@own-summit".
func (im *Importer) pattern(text string) (string, error) {
	text = strings.NewReplacer("(", " ", ")", " ", "{", " ", "}", " ", "~", " ", "@", "").Replace(strings.ToLower(text))
	var b strings.Builder
	for _, chunk := range strings.Fields(text) {
		mark := "~"
		for _, w := range strings.FieldsFunc(strings.Replace(chunk, "*", "_*_", 1), func(r rune) bool { return r == '_' }) {
			if strings.HasPrefix(w, "&") {
				w = "@" + className(w)
				if !im.hasWords(w[1:], map[string]bool{}) {
					return "", fmt.Errorf("there is no set %s", strings.ToUpper(chunk))
				}
			}
			if b.Len() > 0 {
				b.WriteString(mark)
			}
			b.WriteString(w)
			mark = "_"
		}
	}
	if strings.Count(b.String(), "*") != 1 {
		return "", fmt.Errorf("expected one * for the verb")
	}
	return b.String(), nil
}
