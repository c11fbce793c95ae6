package model

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// encode writes a file as train/export.py does.
func encode(t testing.TB, name string, sections ...string) []byte {
	t.Helper()
	var entries []sectionEntry
	for i, s := range sections {
		entries = append(entries, sectionEntry{string(rune('a' + i)), len(s)})
	}
	head, err := json.Marshal(map[string]any{
		"name": name, "numbers": map[string]int{"hidden": 8}, "lists": map[string][]string{"tags": {"NOUN"}}, "sections": entries,
	})
	if err != nil {
		t.Fatal(err)
	}
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	body := string(head) + "\n" + strings.Join(sections, "")
	return enc.EncodeAll([]byte(body), []byte(magic))
}

func TestDecode(t *testing.T) {
	f, err := Decode(encode(t, "test", "first\n", "", "third"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a": "first\n", "b": "", "c": "third"} {
		if got, err := f.Raw(name); err != nil || string(got) != want {
			t.Errorf("section %s is %q, %v, want %q", name, got, err, want)
		}
	}
	if f.Header.Name != "test" || f.Header.Numbers["hidden"] != 8 || f.Header.Lists["tags"][0] != "NOUN" {
		t.Errorf("header %+v", f.Header)
	}
	if _, err := f.Raw("absent"); err == nil || !strings.Contains(err.Error(), "absent") {
		t.Errorf("error %v for an absent section", err)
	}
}

func TestDamage(t *testing.T) {
	whole := encode(t, "test", "some bytes")
	for n := range whole {
		if _, err := Decode(whole[:n]); err == nil {
			t.Errorf("a file cut to %d of %d bytes was accepted", n, len(whole))
		}
	}
	if _, err := Decode([]byte("something else")); err == nil || !strings.Contains(err.Error(), "not a weights file") {
		t.Errorf("error %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(f, "test", "some", "bytes"))
	f.Add(bytes.Repeat([]byte{1}, 40))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		if file, err := Decode(raw); err == nil {
			_, _ = file.Raw("a")
		}
	})
}
