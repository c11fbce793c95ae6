package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// What lies beside reports and is none: in the folder of a saved page, in a mirror of a site,
// in an archive. Where somebody names such a file, it is refused with what it is; where it is
// only found, it is counted, so that a folder of pages with their pictures and scripts does
// not fail by them.
const (
	formatScript  format = "a script or a style sheet"
	formatMedia   format = "a picture, a font or a recording"
	formatOutline format = "an OPML list of feeds, which dragoman watch reads"
	formatSitemap format = "a sitemap"
	formatRTF     format = "RTF"
	formatOffice  format = "an office document (DOCX, XLSX, ODT and the like)"
)

// refuse tells of an input that is no report.
func (o *opening) refuse(name string, f format) bool {
	if o.isFound() && (f == formatScript || f == formatMedia || f == formatSitemap) {
		return o.yield(nil, &Passed{Place{Name: name}, passedKind})
	}
	return o.yield(nil, &Error{Place{Name: name}, errors.New(string(f) + ", expected " + readable)})
}

// isFound reports whether nobody named the input, but a folder or an archive that it is in.
func (o *opening) isFound() bool { return o.found || o.depth > 0 }

// byName recognises what cannot be told by its content from a text: a script that is mostly
// comment. It is asked only of what was found.
func byName(name string) bool {
	if base := path.Base(strings.ReplaceAll(name, `\`, "/")); base == "robots.txt" {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".mjs", ".cjs", ".css", ".map":
		return true
	}
	return false
}

// isMedia reports pictures, fonts, sound and film, by their magic.
func isMedia(head []byte) bool {
	kind, _, _ := strings.Cut(http.DetectContentType(head), "/")
	switch kind {
	case "image", "font", "audio", "video":
		return true
	}
	return len(head) > 12 && (string(head[4:12]) == "ftypavif" || string(head[4:12]) == "ftypheic")
}

// isScript reports JavaScript, CSS and what is written like these: with one of "{};" for
// every sixty characters and at the end of every sixth line. Of 24,000 news reports
// hardly any has a brace.
func isScript(head []byte) bool {
	if bytes.IndexByte(head, '{') < 0 || bytes.IndexByte(head, '}') < 0 {
		return false
	}
	marks, solid, lines, ends := 0, 0, 0, 0
	for line := range bytes.Lines(head) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		lines++
		if bytes.IndexByte([]byte("{};"), line[len(line)-1]) >= 0 {
			ends++
		}
		for _, c := range line {
			switch c {
			case '{', '}', ';':
				marks++
			}
			if c > ' ' {
				solid++
			}
		}
	}
	return solid > 100 && marks*60 >= solid && (ends*6 >= lines || solid > 500*lines) // the latter is minified
}

// Tables that are none of ours: so many rows are looked at, and such is the name of a column.
const someRows = 4

var columnName = regexp.MustCompile(`^[\pL_#][\pL\pN_ .:#/()-]{0,39}$`)

// otherTable returns the columns of a table none of which is known to hold the text: it
// would else be taken for prose. The first line must be names, and the next lines must have as
// many columns: at least two of these where commas part them, for prose has commas.
func otherTable(head []byte) []string {
	for _, comma := range separators {
		r := newCSV(bytes.NewReader(head), comma)
		r.ReuseRecord = false
		columns, err := r.Read()
		if err != nil || len(columns) < 2 || !areNames(columns) {
			continue
		}
		rows := 0
		for rows < someRows {
			row, err := r.Read()
			if errors.Is(err, io.EOF) || errors.As(err, new(*csv.ParseError)) && len(head) == sniffLen {
				break // the head ends within a row
			}
			if err != nil || len(row) != len(columns) {
				rows = -1
				break
			}
			rows++
		}
		if rows > 1 || rows == 1 && comma != ',' {
			return columns
		}
	}
	return nil
}

// otherColumns says which columns a table has, and how to say what they are.
func otherColumns(columns []string, fields FieldMap) error {
	_, text := fields.content()
	return fmt.Errorf("a table without a column %q, expected one that holds the text of a report; it has %q, and --field text=COLUMN says which it is", text, columns)
}

func areNames(columns []string) bool {
	seen := map[string]bool{}
	for _, c := range columns {
		c = strings.TrimSpace(c)
		if seen[c] || !columnName.MatchString(c) || strings.Count(c, " ") > 3 || strings.HasSuffix(c, ".") {
			return false
		}
		seen[c] = true
	}
	return true
}
