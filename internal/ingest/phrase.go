package ingest

import (
	"errors"
	"io/fs"
	"strings"
	"unicode"

	"dragoman/internal/lexicon"
)

// phraseKind is what a paragraph is by its wording.
type phraseKind string

const (
	phraseNotice    phraseKind = "notice"    // furniture in whole sentences
	phraseFurniture phraseKind = "furniture" // labels, buttons, headings of widgets
	phraseTail      phraseKind = "tail"      // furniture with a list of links behind it
	phraseStamp     phraseKind = "stamp"     // furniture that dates the page
	phraseCaption   phraseKind = "caption"   // of a picture
	phraseCredit    phraseKind = "credit"
)

// phrase is one pattern of phrases.tsv, as words.
type phrase struct {
	words []string
	kind  phraseKind
	open  bool // has a wildcard
}

// phrases are the patterns by their first word; those that begin with a
// wildcard stand under "*" and are tried by their last word.
type phrases map[string][]phrase

const (
	maxPhraseWords   = 40
	maxWildcardWords = 14 // furniture is short; what one pattern word may stand for
)

func loadPhrases(fsys fs.FS) (phrases, error) {
	t, err := lexicon.Read(fsys, "reading/phrases.tsv", "pattern", "kind", "example", "source")
	if err != nil {
		return nil, err
	}
	p := phrases{}
	var faults []error
	for _, row := range t.Rows {
		kind := phraseKind(row.Get("kind"))
		switch kind {
		case phraseNotice, phraseFurniture, phraseTail, phraseStamp, phraseCaption, phraseCredit:
		default:
			faults = append(faults, row.Errorf("kind %q, expected notice, furniture, tail, stamp, caption or credit", kind))
		}
		for _, pattern := range row.List("pattern") {
			words := phraseWords(pattern)
			if len(words) == 0 || len(words) == 1 && words[0] == "*" {
				faults = append(faults, row.Errorf("pattern %q matches everything", pattern))
				continue
			}
			p[words[0]] = append(p[words[0]], phrase{words, kind, strings.Contains(pattern, "*")})
		}
	}
	return p, errors.Join(faults...)
}

// match returns what a paragraph is by its wording, or "".
func (p phrases) match(text string, words int) phraseKind {
	if words > maxPhraseWords {
		return ""
	}
	w := phraseWords(text)
	if len(w) == 0 {
		return phraseFurniture // "* * *", "•"
	}
	sentence := endsSentence(text)
	heads := []string{w[0], strings.TrimSuffix(w[0], ":"), "*"}
	if hasDigit(w[0]) {
		heads = append(heads, "#")
	}
	for _, head := range heads {
		for _, q := range p[head] {
			if q.open && sentence && q.sparesSentences() {
				continue
			}
			if matchWords(q.words, w) {
				return q.kind
			}
		}
	}
	return ""
}

// sparesSentences reports whether the pattern leaves whole sentences alone:
// "More from the camps are expected to flee." is no heading of a widget.
func (q phrase) sparesSentences() bool {
	return q.kind == phraseFurniture || q.kind == phraseTail || q.kind == phraseStamp
}

// matchWords matches by the usual glob: at a mismatch the last wildcard takes
// one word more.
func matchWords(pattern, words []string) bool {
	i, k := 0, 0
	star, from := -1, 0
	for k < len(words) {
		switch {
		case i < len(pattern) && pattern[i] == "*":
			star, from = i, k
			i++
		case i < len(pattern) && sameWord(pattern[i], words[k]):
			i++
			k++
		case star >= 0 && k-from < maxWildcardWords*2:
			from++
			i, k = star+1, from
		default:
			return false
		}
	}
	for i < len(pattern) && pattern[i] == "*" {
		i++
	}
	return i == len(pattern)
}

// sameWord reports whether a pattern's word stands for a word. A colon counts
// only where the pattern has one: "photo: *" is no match for "Photo shows ...".
func sameWord(pattern, word string) bool {
	return pattern == word || pattern == strings.TrimSuffix(word, ":") || pattern == "#" && hasDigit(word)
}

// phraseWords are the words of a paragraph in lower case without the
// punctuation around them, but for a colon behind.
func phraseWords(s string) []string {
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(s), "(c) ", "© "))
	out := words[:0]
	for _, w := range words {
		t := strings.TrimFunc(w, func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("*#©@", c)
		})
		if t != "" && strings.HasSuffix(w, ":") {
			t += ":"
		}
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }
