package dictionary

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dragoman/internal/actors"
)

// entry is a name with its synonyms and codes.
type entry struct {
	n     int // line of the name
	names []string
	codes []code
	told  bool // that a code of it was left out
}

// code is a CAMEO code of an actor with the days for which it holds.
type code struct {
	n        int
	text     string
	from, to string // 2006-01-02 or empty
}

// actors reads a dictionary of actors:
//
//	GOLLUM
//	+SMEAGOL
//	    [HOB < 950601]
//	    [HOBGOV 19950601 - 19990815]
func (im *Importer) actors(f *file) {
	var all []*entry
	var e *entry
	for _, l := range f.lines {
		text := strings.TrimSpace(l.text)
		name, codes, _ := strings.Cut(text, "[")
		switch {
		case strings.HasPrefix(text, "+"):
			if e == nil {
				f.leave(l.n, "a synonym without a name before it")
				continue
			}
			e.names = append(e.names, readable(name[1:]))
		case strings.HasPrefix(text, "["):
			if e == nil {
				f.leave(l.n, "a code without a name before it")
				continue
			}
		case readable(name) == "":
			f.leave(l.n, "a code without a name: %q", text)
			e = nil
			continue
		default:
			e = &entry{n: l.n, names: []string{readable(name)}}
			all = append(all, e)
		}
		if codes != "" {
			f.codes(e, l.n, "["+codes)
		}
	}
	for _, e := range all {
		// Three letters alone are a state: those first, since others build on them.
		if len(e.codes) == 1 && len(e.codes[0].text) == 3 && e.codes[0].from+e.codes[0].to == "" {
			im.state(f, e)
		}
	}
	for _, e := range all {
		if len(e.codes) != 1 || len(e.codes[0].text) != 3 || e.codes[0].from+e.codes[0].to != "" {
			im.actor(f, e)
		}
	}
}

var brackets = regexp.MustCompile(`\[([^\]]*)\]`)

// codes reads "[CODE]", "[CODE <950601]", "[CODE 19950601 - 19990815]".
func (f *file) codes(e *entry, n int, text string) {
	for _, m := range brackets.FindAllStringSubmatch(text, -1) {
		c, err := readCode(m[1])
		if err != nil {
			f.leave(n, "%q: %v", e.names[0], err)
			e.told = true
			continue
		}
		c.n = n
		e.codes = append(e.codes, c)
	}
	if strings.Count(text, "[") != strings.Count(text, "]") {
		f.leave(n, "a code without its bracket: %q", text)
	}
}

var codeForm = regexp.MustCompile(`^([A-Z]{3}[A-Z/]*)\s*(?:(<|>)\s*(\d{6}|\d{8})|(\d{6}|\d{8})\s*-\s*(\d{6}|\d{8}))?$`)

func readCode(text string) (code, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "###") || strings.HasPrefix(text, "+++") {
		return code{}, fmt.Errorf("[%s] is no code", text)
	}
	m := codeForm.FindStringSubmatch(text)
	if m == nil {
		return code{}, fmt.Errorf("code [%s], expected three letters or more, and perhaps dates", text)
	}
	if strings.Contains(m[1], "/") {
		return code{}, fmt.Errorf("code [%s] is of several actors", text)
	}
	c := code{text: m[1]}
	for _, d := range []struct {
		digits string
		into   *string
	}{{m[4], &c.from}, {m[5], &c.to}} {
		if d.digits == "" {
			continue
		}
		day, err := readDay(d.digits)
		if err != nil {
			return c, err
		}
		*d.into = day.Format(time.DateOnly)
	}
	if m[2] != "" {
		day, err := readDay(m[3])
		if err != nil {
			return c, err
		}
		if m[2] == "<" {
			c.to = day.AddDate(0, 0, -1).Format(time.DateOnly)
		} else {
			c.from = day.Format(time.DateOnly)
		}
	}
	return c, nil
}

// readDay reads 19990816 and 990816; two digits of a year below 30 are of this
// century.
func readDay(digits string) (time.Time, error) {
	if len(digits) == 6 {
		century := "19"
		if digits < "30" {
			century = "20"
		}
		digits = century + digits
	}
	day, err := time.Parse("20060102", digits)
	if err != nil {
		return day, fmt.Errorf("date %s, expected YYYYMMDD or YYMMDD", digits)
	}
	return day, nil
}

// state makes the row of a state: a new one, or new names for one that is known.
func (im *Importer) state(f *file, e *entry) {
	c := im.iso(e.codes[0].text)
	if im.international(c) {
		im.actor(f, e)
		return
	}
	if s := im.lex.States.Named(e.names[0], time.Time{}); s != nil && s.Code != c && im.lex.States.Code(c) == nil {
		im.old[c] = s.Code // "EGYPT [UAR]": an older code
		c = s.Code
	}
	row := map[string]string{"code": c, "source": f.source(e.n)}
	known := im.lex.States.Code(c)
	names := e.names
	if known == nil && !im.ids["state "+c] {
		row["name"], names = names[0], names[1:]
	}
	var aliases, adjectives []string
	for _, n := range names {
		switch {
		case known != nil && im.isState(n, c):
		case adjective(n, e.names[0]):
			adjectives = append(adjectives, n)
		default:
			aliases = append(aliases, n)
		}
	}
	shown := slices.Concat([]string{row["name"]}, aliases, adjectives)
	if row["name"] == "" {
		shown = shown[1:]
	}
	if len(shown) == 0 {
		return // nothing that is not known
	}
	im.ids["state "+c] = true
	row["aliases"], row["adjectives"] = strings.Join(aliases, "|"), strings.Join(adjectives, "|")
	row["inhabitants"] = row["adjectives"]
	row["example"] = shown[0] + " was named in a report."
	im.tables["states"].add(row)
}

// isState reports whether the built-in tables know a name of the state.
func (im *Importer) isState(name, code string) bool {
	for _, e := range im.lex.Lookup(name) {
		if e.Kind <= actors.StateSeat && im.lex.States.All[e.Row].Code == code {
			return true
		}
	}
	return false
}

// iso is the ISO code of a state for the one that CAMEO gives it.
func (im *Importer) iso(c string) string {
	if s, ok := im.old[c]; ok {
		return s
	}
	return c
}

// international reports whether three letters stand for actors beyond states.
func (im *Importer) international(c string) bool {
	switch c {
	case "IGO", "NGO", "NGM", "IMG", "MNC", "ISM", "INT", "UNO", "EUR", "UIS":
		return true
	}
	return false
}

// actor makes rows of bodies or people, one for each code.
func (im *Importer) actor(f *file, e *entry) {
	if len(e.codes) == 0 && !e.told {
		f.leave(e.n, "%q: it has no code", e.names[0])
	}
	for _, c := range e.codes {
		country := im.iso(c.text[:3])
		switch {
		case im.international(country):
			country = ""
		case im.lex.States.Code(country) == nil && !im.ids["state "+country]:
			f.leave(c.n, "%q: no state has the code %s", e.names[0], country)
			continue
		}
		sector := im.sector(c.text)
		id := im.known(e.names[0], actors.BodyName)
		aliases := slices.DeleteFunc(slices.Clone(e.names[1:]), func(n string) bool {
			other := im.another(n, id)
			if other != "" {
				f.leave(e.n, "%q: it is known as %s", n, other)
			}
			return other != ""
		})
		row := map[string]string{"name": e.names[0], "aliases": strings.Join(aliases, "|"), "country": country, "sector": sector,
			"from": c.from, "to": c.to, "example": e.names[0] + " was named in a report.", "source": f.source(c.n)}
		if im.isPerson(e, sector) {
			row["id"] = im.known(e.names[0], actors.PersonName)
			words := strings.Fields(e.names[0])
			row["short"] = words[len(words)-1]
			im.tables["leaders"].add(row)
			continue
		}
		row["id"], row["kind"] = id, kindOf(sector)
		if len(e.codes) > 1 {
			row["id"] = im.slug(e.names[0]) // one for each spell
		}
		im.tables["bodies"].add(row)
	}
}

// known is the id of the entry that has a name, or a new one.
func (im *Importer) known(name string, kind actors.Kind) string {
	for _, e := range im.lex.Lookup(name) {
		switch {
		case e.Kind != kind:
		case kind == actors.PersonName && strings.Contains(name, " "):
			return im.lex.Person(e.Row).ID
		case kind == actors.BodyName:
			return im.lex.Body(e.Row).ID
		}
	}
	return strings.ReplaceAll(actors.Fold(name), " ", "-")
}

// another returns the body beside id that a name stands for in the built-in
// tables, or "".
func (im *Importer) another(name, id string) string {
	for _, e := range im.lex.Lookup(name) {
		if e.Kind == actors.BodyName && im.lex.Body(e.Row).ID != id {
			return im.lex.Body(e.Row).ID
		}
	}
	return ""
}

// isPerson takes a name of several words that has dates and a government's or
// opposition's code, and no word for a body, for somebody.
func (im *Importer) isPerson(e *entry, sector string) bool {
	switch sector {
	case "GOV", "ELI", "OPP", "LEG", "JUD", "MIL", "REB", "SPY":
	default:
		return false
	}
	words := strings.Fields(strings.ToLower(e.names[0]))
	for _, w := range words {
		if im.orgs[w] {
			return false
		}
	}
	dated := false
	for _, c := range e.codes {
		dated = dated || c.from+c.to != ""
	}
	return dated && len(words) > 1
}

// sector is the first sector that the letters behind the state tell.
func (im *Importer) sector(c string) string {
	for i := 0; i+3 <= len(c); i += 3 {
		s := c[i : i+3]
		switch {
		case i == 0 && (s == "UNO" || s == "EUR"):
			return "IGO"
		case i == 0 && s == "NGM":
			return "NGO"
		case i == 0 && !im.international(s):
			continue // the state
		case s == "MED": // CAMEO's media; PLOVER's health
			return "JRN"
		case im.sectors[s]:
			return s
		}
	}
	return ""
}

func kindOf(sector string) string {
	switch sector {
	case "MIL":
		return "military"
	case "REB", "UAF", "CRM", "OPP":
		return "group"
	case "PTY":
		return "party"
	case "JRN":
		return "media"
	case "BUS", "MNC":
		return "company"
	case "GOV", "LEG", "JUD", "SPY", "COP":
		return "agency"
	}
	return "organisation"
}
