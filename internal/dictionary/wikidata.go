package dictionary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"dragoman/internal/actors"
)

// isCSV reports whether the first line names the columns of a query's result.
func isCSV(raw []byte) bool {
	first, _, _ := bytes.Cut(bytes.TrimPrefix(raw, []byte("\ufeff")), []byte("\n"))
	columns := strings.Split(strings.TrimSpace(string(first)), ",")
	return slices.Contains(columns, "item") && slices.Contains(columns, "itemLabel")
}

// wikidata reads the CSV that Wikidata's query service gives for people and the
// offices they held.
func (im *Importer) wikidata(f *file, raw []byte) error {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			f.leave(bad.Line, "%v", bad.Err)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		n, _ := r.FieldPos(0)
		get := func(names ...string) string {
			for _, name := range names {
				if i := slices.Index(header, name); i >= 0 && i < len(record) && record[i] != "" {
					return strings.TrimSpace(record[i])
				}
			}
			return ""
		}
		im.person(f, n, get)
	}
}

// person makes a row of one line of the query: somebody in an office.
func (im *Importer) person(f *file, n int, get func(...string) string) {
	item := get("item")
	item = item[strings.LastIndexByte(item, '/')+1:]
	name, office := get("itemLabel"), get("positionLabel", "position")
	if item == "" || name == "" || name == item {
		f.leave(n, "no item or no label in English")
		return
	}
	country := im.countryOf(get("iso3", "country", "countryLabel"), office)
	if country == "" {
		f.leave(n, "%s: no state is known by %q", name, get("iso3", "country", "countryLabel"))
		return
	}
	from, err1 := wikidataDay(get("start", "startTime"))
	to, err2 := wikidataDay(get("end", "endTime"))
	if err := errors.Join(err1, err2); err != nil {
		f.leave(n, "%s: %v", name, err)
		return
	}
	words := strings.Fields(name)
	gender := map[string]string{"male": "m", "female": "f", "m": "m", "f": "f"}[get("genderLabel", "gender")]
	id := im.known(name, actors.PersonName)
	if _, isKnown := im.lex.Spell(id, time.Time{}); !isKnown {
		id = item
	}
	alt := strings.ReplaceAll(get("alt", "itemAltLabel"), ", ", "|") // as the label service parts them
	im.tables["leaders"].add(map[string]string{"id": id, "name": name, "aliases": alt, "short": words[len(words)-1], "gender": gender,
		"country": country, "sector": im.sectorOf(office), "office": office, "from": from, "to": to, "example": name + " was named in a report.", "source": "Wikidata " + item})
}

// countryOf finds the state by its code or name, or else in the office:
// "President of Chad".
func (im *Importer) countryOf(c, office string) string {
	if im.lex.States.Code(c) != nil {
		return c
	}
	if s := im.lex.States.Named(c, time.Time{}); s != nil && c != "" {
		return s.Code
	}
	if i := strings.LastIndex(office, " of "); i >= 0 && c == "" {
		return im.countryOf(strings.TrimPrefix(office[i+4:], "the "), "")
	}
	return ""
}

// sectorOf is the sector of the office's title.
func (im *Importer) sectorOf(office string) string {
	title, _, _ := strings.Cut(office, " of ")
	for _, t := range []string{office, title} {
		for _, e := range im.lex.Lookup(t) {
			if e.Kind == actors.OfficeTitle {
				return im.lex.Offices[e.Row].Sector
			}
		}
	}
	return ""
}

// wikidataDay reads 1999-08-16T00:00:00Z. Wikidata writes a date known only by
// year or month as its first day: which it was, the CSV does not say.
func wikidataDay(s string) (string, error) {
	if s == "" || strings.HasPrefix(s, "t") || strings.HasPrefix(s, "http") { // unknown values are blank nodes
		return "", nil
	}
	day, _, _ := strings.Cut(s, "T")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", fmt.Errorf("date %q, expected 1999-08-16", s)
	}
	return day, nil
}
