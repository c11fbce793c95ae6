package lang

import (
	"fmt"
	"io/fs"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// after says what may follow an abbreviation, and so when its full stop also
// ends the sentence.
type after uint8

const (
	notAbbreviation after = iota
	beforeName            // "Lt. Gen. Park": never ends a sentence
	beforeDigit           // "No. 5": an abbreviation only before a digit
	beforeOpener          // "U.S.": ends one only before a word like "The"
	beforeCapital         // "a.m.", "etc.": ends one before any capital but a day's or zone's
)

// cutter cuts text into sentences and words by rules and word lists.
type cutter struct {
	abbreviations map[string]after    // lower case, with the full stop
	contractions  map[string][]string // "cannot": can, not
	prefixes      map[string]bool     // "anti", "pro": not split off at a hyphen
	whole         map[string]bool     // hyphenated words that stay whole: "e-mail"
	openers       map[string]bool     // words that begin sentences, capitalised: "The"
	notOpeners    map[string]bool     // days, months, zones: "EDT"
	saying        map[string]bool     // "said", "asked"
	measures      map[string]bool     // "km", "bn": split off a number
	clipped       map[string]bool     // "'em": the apostrophe belongs to the word
	domains       map[string]bool     // "com", "org"
	faces         map[string]bool     // ":)"
}

func newCutter(fsys fs.FS) (*cutter, error) {
	c := &cutter{abbreviations: map[string]after{}, contractions: map[string][]string{}}
	if err := c.readAbbreviations(fsys); err != nil {
		return nil, err
	}
	return c, c.readWords(fsys)
}

func (c *cutter) readAbbreviations(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "lang/abbreviations.tsv", "abbreviation", "before", "example", "source")
	if err != nil {
		return err
	}
	kinds := map[string]after{"name": beforeName, "digit": beforeDigit, "opener": beforeOpener, "capital": beforeCapital}
	for _, r := range t.Rows {
		kind, ok := kinds[r.Get("before")]
		if !ok {
			return r.Errorf("before %q, expected name, digit, opener or capital", r.Get("before"))
		}
		for _, a := range r.List("abbreviation") {
			if !strings.HasSuffix(a, ".") {
				return r.Errorf("abbreviation %q, expected one with a full stop", a)
			}
			c.abbreviations[strings.ToLower(a)] = kind
		}
	}
	return nil
}

// listed tells what the table says of a word with a full stop.
func (c *cutter) listed(w string) after {
	if len(w) > longestListed {
		return notAbbreviation
	}
	return c.abbreviations[lowerASCII(w)]
}

// readWords reads the other word lists: one row a group of words of one use.
func (c *cutter) readWords(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "lang/words.tsv", "use", "words", "example", "source")
	if err != nil {
		return err
	}
	lists := map[string]*map[string]bool{
		"prefix": &c.prefixes, "whole": &c.whole, "opener": &c.openers, "not-opener": &c.notOpeners,
		"saying": &c.saying, "unit": &c.measures, "clipped": &c.clipped, "domain": &c.domains, "face": &c.faces,
	}
	for _, l := range lists {
		*l = map[string]bool{}
	}
	for _, r := range t.Rows {
		use := r.Get("use")
		l, ok := lists[use]
		if !ok && use != "contraction" {
			return r.Errorf("use %q is not known", use)
		}
		for _, w := range r.List("words") {
			if !ok {
				parts := strings.Split(w, "+") // "can+not"
				if len(parts) < 2 {
					return r.Errorf("contraction %q, expected its parts joined by +", w)
				}
				c.contractions[strings.Join(parts, "")] = parts
				continue
			}
			(*l)[w] = true
		}
	}
	for use, l := range lists {
		if len(*l) == 0 {
			return fmt.Errorf("%s: no row with the use %q", t.Name, use)
		}
	}
	return nil
}

// words adds Tokens.
func (c *cutter) words(d *doc.Document) {
	d.Tokens = make([]doc.Token, 0, len(d.Text)/5+8)
	for p := range regions(d) {
		lx := lexer{cutter: c, text: d.Text, end: p.End, out: d.Tokens}
		lx.run(p.Start)
		d.Tokens = lx.out
	}
}

// regions yields the paragraphs of the text: its blocks, each cut at blank
// lines. A text without blocks is one.
func regions(d *doc.Document) iter.Seq[doc.Block] {
	blocks := d.Blocks
	if len(blocks) == 0 {
		blocks = []doc.Block{{Span: doc.Span{End: len(d.Text)}, Kind: doc.Body}}
	}
	return func(yield func(doc.Block) bool) {
		for _, b := range blocks {
			for lo := b.Start; lo < b.End; {
				hi := lo + blankLine(d.Text[lo:b.End])
				if !yield(doc.Block{Span: doc.Span{Start: lo, End: hi}, Kind: b.Kind}) {
					return
				}
				for lo = hi; lo < b.End && (d.Text[lo] == '\n' || d.Text[lo] == '\r'); lo++ {
				}
			}
		}
	}
}

// paragraphs yields the words of each region that has any, as one unit.
func paragraphs(d *doc.Document) iter.Seq[unit] {
	return func(yield func(unit) bool) {
		at := 0
		for r := range regions(d) {
			first := at
			for at < len(d.Tokens) && d.Tokens[at].Start < r.End {
				at++
			}
			if first < at && !yield(unit{first: first, last: at, kind: r.Kind}) {
				return
			}
		}
	}
}

// blankLine returns where the first empty line begins, or the length.
func blankLine(s string) int {
	for i := 0; ; {
		k := strings.IndexByte(s[i:], '\n')
		if k < 0 {
			return len(s)
		}
		i += k + 1
		j := i
		for j < len(s) && (s[j] == ' ' || s[j] == '\t' || s[j] == '\r') {
			j++
		}
		if j < len(s) && s[j] == '\n' {
			return i - 1
		}
	}
}

// blank reports whether a rune parts words: white space and marks without
// width.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetterAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	if c := s[i]; c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}
