package event

import (
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// discard is a phrase of a user's table discards.tsv: what is told in its sentence,
// or in the whole story, is no event.
type discard struct {
	words []string
	story bool
}

func readDiscards(fsys fs.FS) ([]discard, error) {
	rows, err := lexicon.ReadOwn(fsys, "discards", "phrase", "scope", "example", "source")
	if err != nil {
		return nil, err
	}
	var out []discard
	for _, r := range rows {
		d := discard{strings.Fields(r.Get("phrase")), r.Get("scope") == "story"}
		if len(d.words) == 0 || !d.story && r.Get("scope") != "sentence" {
			return nil, r.Errorf("phrase %q of scope %q, expected a phrase and sentence or story", r.Get("phrase"), r.Get("scope"))
		}
		out = append(out, d)
	}
	return out, nil
}

// findDiscards returns the sentences that a phrase discards, each with its phrase, and
// whether one discards them all.
func (c *coder) findDiscards() (story string, sentences map[int]string) {
	sentences = map[int]string{}
	for _, x := range c.lex.discards {
		for t := 0; t+len(x.words) <= len(c.d.Tokens); t++ {
			if !c.wordsAt(x.words, t) {
				continue
			}
			phrase := strings.Join(x.words, " ")
			if x.story {
				return phrase, nil
			}
			sentences[c.d.SentenceOf(t)] = phrase
		}
	}
	return "", sentences
}

func (c *coder) wordsAt(words []string, t int) bool {
	for i, w := range words {
		if !strings.EqualFold(c.d.Word(t+i), w) {
			return false
		}
	}
	return true
}

// discarded reports whether a candidate's sentence is discarded, and says so.
func (c *coder) discarded(p *doc.Predicate) bool {
	phrase, ok := c.dropped[c.d.SentenceOf(p.Token)]
	if ok {
		c.reject(p.Token, "", "the sentence is discarded for %q", phrase)
	}
	return ok
}
