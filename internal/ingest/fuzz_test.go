package ingest

import (
	"os"
	"testing"
	"time"
	"unicode/utf8"
)

// In whatever character set: what comes out is UTF-8, and UTF-8 stays what it is.
func FuzzCharset(f *testing.F) {
	f.Add([]byte("The caf\xe9 was hit."), "", false)
	f.Add([]byte("<meta charset=shift_jis><p>\x83\x65"), "utf-8", true)
	f.Add([]byte("\xff\xfeT\x00h\x00e\x00"), "windows-1251", false)
	f.Add([]byte("\x1b$B%F\x1b(B"), "iso-2022-jp", true)
	f.Fuzz(func(t *testing.T, raw []byte, declared string, isHTML bool) {
		text, lossy := decode(raw, declared, isHTML)
		switch {
		case !utf8.ValidString(text):
			t.Fatalf("%q is no UTF-8", text)
		case lossy < 0 || lossy > len(text):
			t.Fatalf("%d characters were lost of %d bytes", lossy, len(text))
		case utf8.Valid(raw) && !hasUTF16Mark(raw) && len(raw) > 2 && raw[0] != 0xef && text != string(raw):
			t.Fatalf("%q became %q", raw, text)
		}
	})
}

// Of any text, the language is a code or is not told.
func FuzzLanguage(f *testing.F) {
	words, err := loadSmallWords(os.DirFS("../../data"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("The ministers of both countries met on Friday, but they did not agree.")
	f.Add("Министры двух стран встретились в пятницу в столице, но не смогли договориться.")
	f.Fuzz(func(t *testing.T, text string) {
		if code := words.language(text); code != "" && len(code) != 2 {
			t.Fatalf("%q is the code of no language", code)
		}
	})
}

// Whatever stands where a date should, what is read of it is a day on which there can be
// a page, in the bounds of the calendar.
func FuzzDates(f *testing.F) {
	names, err := loadMonths(os.DirFS("../../data"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("2014-03-05T01:30:00+03:00", "en")
	f.Add("5 марта 2014 г., 10:00", "ru")
	f.Add("31/12/99 - Updated 11.30 pm GMT", "en-gb")
	f.Add("https://news.example.org/2014/mar/05/talks", "")
	f.Fuzz(func(t *testing.T, s, lang string) {
		check := func(what string, when time.Time) {
			if !when.IsZero() && !plausible(when) {
				t.Fatalf("%s of %q: %s", what, s, when)
			}
		}
		when, _ := timestamp(s)
		check("timestamp", when)
		check("address", addressDate(s))
		when, _ = names.visible(s, lang)
		check("visible", when)
		whole, _ := wholeDate(s)
		if again, ok := wholeDate(whole.Format("January 2, 2006")); !whole.IsZero() && (!ok || !again.Equal(whole)) {
			t.Fatalf("%q is %s, which is %s", s, whole, again)
		}
	})
}
