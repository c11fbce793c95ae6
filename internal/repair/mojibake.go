package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decodeMojibake undoes UTF-8 that was read as Windows-1252 or Latin-1: "â€™"
// was "’", "Ã©" was "é". It also reads the control characters that Windows-1252
// letters become under Latin-1.
func decodeMojibake(text string) []edit {
	if !hasMojibake(text) {
		return nil
	}
	var edits []edit
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		end := i
		for end < len(text) && text[end] >= utf8.RuneSelf {
			end++
		}
		upper := i > 0 && isCapital(text[i-1])
		with := decodeRun(text[i:end], upper)
		if again := decodeRun(with, upper); again != with {
			with = again // read wrongly twice: "Ã¢â‚¬â„¢"
		}
		if with != text[i:end] {
			edits = append(edits, edit{i, end, with, "mojibake"})
		}
		i = end
	}
	return edits
}

// hasMojibake is a quick look for the characters that every case starts with.
func hasMojibake(text string) bool {
	for i := 0; ; i++ {
		k := strings.IndexByte(text[i:], 0xC3)
		if k < 0 {
			break
		}
		if i += k; i+1 < len(text) && text[i+1] >= 0x82 && text[i+1] <= 0xB4 {
			return true
		}
	}
	for i := 0; ; i++ {
		k := strings.IndexByte(text[i:], 0xC2)
		if k < 0 {
			return false
		}
		if i += k; i+1 < len(text) && text[i+1] < 0xA0 {
			return true
		}
	}
}

// decodeRun undoes the damage in a run of characters beyond ASCII.
func decodeRun(s string, afterCapital bool) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		if c, n := undo(s[i:]); n > 0 && plausible(c) && !(afterCapital && i == 0 && unicode.IsUpper(c)) {
			out.WriteRune(c)
			i += n
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.HasPrefix(s[i:], "â€"): // the last byte was lost
			out.WriteString("”")
			size = len("â€")
		case c == 0x80 || c == 0x85 || 0x91 <= c && c <= 0x97: // quotes, dashes, € and …
			out.WriteRune(charmap.Windows1252.DecodeByte(byte(c)))
		default:
			out.WriteString(s[i : i+size])
		}
		i += size
	}
	return out.String()
}

// undo reads the characters at the start of s as the bytes of one character in
// UTF-8. It returns the character and how much of s it took, or 0.
func undo(s string) (rune, int) {
	var buf [4]byte
	need, took := 0, 0
	for k := 0; k < len(buf) && took < len(s); k++ {
		c, size := utf8.DecodeRuneInString(s[took:])
		b, ok := byteOf(c)
		if !ok {
			return 0, 0
		}
		if k == 0 {
			switch {
			case 0xC2 <= b && b < 0xE0:
				need = 2
			case 0xE0 <= b && b < 0xF0:
				need = 3
			case 0xF0 <= b && b < 0xF5:
				need = 4
			default:
				return 0, 0
			}
		}
		buf[k] = b
		took += size
		if k+1 == need {
			c, n := utf8.DecodeRune(buf[:need])
			if c == utf8.RuneError || n != need {
				return 0, 0
			}
			return c, took
		}
	}
	return 0, 0
}

// byteOf returns the byte that Windows-1252 or Latin-1 reads as c.
func byteOf(c rune) (byte, bool) {
	if c < 0x80 {
		return 0, false
	}
	if b, ok := charmap.Windows1252.EncodeRune(c); ok {
		return b, true
	}
	if c < 0x100 {
		return byte(c), true
	}
	return 0, false
}

// plausible reports whether a character is one that English reports hold. Other
// results are chance: "CAFÉ”" in capitals would decode to a phonetic letter.
func plausible(c rune) bool {
	return 0xA0 <= c && c < 0x180 || 0x2010 <= c && c <= 0x2044 || c == '€' || c == '™' || c == '\u2212'
}
