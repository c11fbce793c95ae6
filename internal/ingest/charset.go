package ingest

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// decode turns bytes into UTF-8: by a byte order mark, as UTF-8 where the bytes
// are valid, by what the server declares, by what the page declares, by the statistics of the bytes, and as
// Windows-1252 where nothing helps. Valid UTF-8 beyond ASCII comes before the
// declaration because chance hardly ever makes it, while pages that were
// re-encoded and kept their old declaration are common. It returns how many
// characters were lost.
func decode(raw []byte, declared string, isHTML bool) (text string, lossy int) {
	if enc, _, certain := charset.DetermineEncoding(raw[:min(len(raw), 4)], ""); certain {
		return decodeAs(enc, raw)
	}
	if utf8.Valid(raw) {
		return string(raw), bytes.Count(raw, []byte("\ufffd"))
	}
	if enc, name := charset.Lookup(declared); enc != nil && name != "utf-8" {
		if text, lossy := decodeAs(enc, raw); lossy == 0 {
			return text, 0
		}
	}
	if isHTML {
		if enc, name, certain := charset.DetermineEncoding(raw, ""); certain && name != "utf-8" {
			return decodeAs(enc, raw)
		}
	}
	// A stray bad byte in UTF-8 is likelier than another character set.
	if good, bad := countUTF8(raw); good >= 3*bad {
		return strings.ToValidUTF8(string(raw), "\ufffd"), bad
	}
	// A few thousand bytes tell as much as all of them.
	if guess := chardet.Detect(raw[:min(len(raw), 64<<10)]); guess.Confidence >= 0.5 && !strings.EqualFold(guess.Encoding, "utf-8") {
		name := guess.Encoding
		if name == "MacCyrillic" {
			name = "windows-1251" // nearly the same letters, and the one that is in use
		}
		if enc, _ := charset.Lookup(name); enc != nil {
			if text, lossy := decodeAs(enc, raw); lossy == 0 {
				return text, 0
			}
		}
	}
	return decodeAs(charmap.Windows1252, raw)
}

func decodeAs(enc encoding.Encoding, raw []byte) (string, int) {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		out = []byte(strings.ToValidUTF8(string(raw), "\ufffd"))
	}
	out = bytes.TrimPrefix(out, []byte("\ufeff"))
	return string(out), bytes.Count(out, []byte("\ufffd"))
}

// countUTF8 counts the characters of several bytes, and the bytes that belong
// to none.
func countUTF8(raw []byte) (good, bad int) {
	for len(raw) > 0 {
		c, size := utf8.DecodeRune(raw)
		switch {
		case c == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		raw = raw[size:]
	}
	return good, bad
}

// blank reports whether a text holds no letter and no digit.
func blank(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}
