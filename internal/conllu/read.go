package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dragoman/internal/doc"
)

// row is one line of a sentence: a word, or the surface of several.
type row struct {
	line        int
	form        string
	lemma, upos string
	feats       string
	head        string
	rel         string
	noSpace     bool
	first, last int // a multiword token's words, counted from 1; 0 for a word
}

// reader gathers lines into sentences and sentences into a document.
type reader struct {
	strict   bool
	line     int
	comments []string
	rows     []row
	words    int // in rows, the surfaces of multiword tokens left out
	build    builder
}

func read(r io.Reader, strict bool) (*File, error) {
	rd := reader{strict: strict, build: builder{strict: strict, intern: map[string]string{}}}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), 16<<20)
	for sc.Scan() {
		rd.line++
		if err := rd.add(strings.TrimSuffix(sc.Text(), "\r")); err != nil {
			return nil, fmt.Errorf("conllu: line %d: %w", rd.line, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("conllu: line %d: %w", rd.line+1, err)
	}
	if err := rd.flush(); err != nil {
		return nil, fmt.Errorf("conllu: %w", err)
	}
	f, err := rd.build.finish()
	if err != nil {
		return nil, fmt.Errorf("conllu: %w", err)
	}
	return f, nil
}

// add takes in one line. Leading blanks are dropped where no tab parts the
// columns, so that hand-built documents can be indented.
func (rd *reader) add(line string) error {
	if !strings.Contains(line, "\t") {
		line = strings.TrimSpace(line)
	}
	switch {
	case line == "":
		return rd.flush()
	case line[0] == '#':
		if len(rd.rows) > 0 {
			return fmt.Errorf("comment inside a sentence, expected before its first word")
		}
		rd.comments = append(rd.comments, line)
		return nil
	}
	return rd.word(line)
}

// columns splits a line at tabs, or at blanks where it has none.
func columns(line string) ([]string, error) {
	if strings.Contains(line, "\t") {
		c := strings.Split(line, "\t")
		if len(c) != 10 {
			return nil, fmt.Errorf("%d columns, expected 10", len(c))
		}
		return c, nil
	}
	c := strings.Fields(line)
	if len(c) < 8 || len(c) > 10 {
		return nil, fmt.Errorf("%d columns, expected 10 parted by tabs, or 8 to 10 parted by blanks", len(c))
	}
	for len(c) < 10 {
		c = append(c, "_")
	}
	return c, nil
}

func (rd *reader) word(line string) error {
	c, err := columns(line)
	if err != nil {
		return err
	}
	if c[1] == "" {
		return fmt.Errorf("empty form")
	}
	if strings.Contains(c[0], ".") {
		return nil // an empty node of the enhanced graph: it has no text
	}
	r := row{line: rd.line, form: c[1], noSpace: spaceAfterNo(c[9])}
	if a, b, ok := strings.Cut(c[0], "-"); ok {
		return rd.surface(r, a, b)
	}
	if n, err := strconv.Atoi(c[0]); err != nil || n != rd.words+1 {
		return fmt.Errorf("word number %q, expected %d", c[0], rd.words+1)
	}
	rd.words++
	r.lemma, r.upos, r.feats, r.head, r.rel = c[2], c[3], c[5], c[6], c[7]
	rd.rows = append(rd.rows, r)
	return nil
}

// surface takes in the line of a multiword token, "3-4 don't".
func (rd *reader) surface(r row, a, b string) error {
	first, err1 := strconv.Atoi(a)
	last, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || first != rd.words+1 || last <= first {
		return fmt.Errorf("word range %q, expected %d-N with N above %[2]d", a+"-"+b, rd.words+1)
	}
	r.first, r.last = first, last
	rd.rows = append(rd.rows, r)
	return nil
}

// flush ends a sentence.
func (rd *reader) flush() error {
	if len(rd.rows) == 0 {
		return nil // comments alone belong to the next sentence
	}
	err := rd.build.sentence(rd.comments, rd.rows)
	rd.comments, rd.rows, rd.words = nil, rd.rows[:0], 0
	return err
}

func spaceAfterNo(misc string) bool {
	for misc != "" && misc != "_" {
		var kv string
		kv, misc, _ = strings.Cut(misc, "|")
		if kv == "SpaceAfter=No" {
			return true
		}
	}
	return false
}

// value returns what a comment "# key = value" says.
func value(comments []string, key string) (string, bool) {
	for _, c := range comments {
		k, v, ok := strings.Cut(strings.TrimLeft(c, "# "), "=")
		if ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v), true
		}
	}
	return "", false
}

func kindOf(comments []string) doc.Kind {
	if k, ok := value(comments, "kind"); ok {
		return doc.Kind(k)
	}
	return doc.Body
}

func newParagraph(comments []string) bool {
	for _, c := range comments {
		k := strings.TrimLeft(c, "# ")
		if k == "newpar" || k == "newdoc" || strings.HasPrefix(k, "newpar id") || strings.HasPrefix(k, "newdoc id") {
			return true
		}
	}
	return false
}
