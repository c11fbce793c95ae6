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
		for _, n := range slices.Clone(e.names) {
			e.names = append(e.names, joined(n)...)
		}
	}
	for _, e := range all {
		// Three letters alone are a state: those first, since others build on them.
		if e.isState(im) {
			im.state(f, e)
		}
	}
	for _, e := range all {
		if !e.isState(im) {
			im.actor(f, e)
		}
	}
}

// isState reports whether an entry is a state: one that is known by its name and has
// codes of three letters, or a new one with a single code that always holds.
func (e *entry) isState(im *Importer) bool {
	for _, c := range e.codes {
		if len(c.text) != 3 || im.international(c.text) {
			return false
		}
	}
	if im.lex.States.Named(e.names[0], time.Time{}) != nil {
		return len(e.codes) > 0
	}
	return len(e.codes) == 1 && e.codes[0].from+e.codes[0].to == "" && !im.isBody(e.names[0])
}

// isBody reports whether a body beside the states has a name: "IMF".
func (im *Importer) isBody(name string) bool {
	for _, e := range im.lookup(name) {
		if e.Kind == actors.BodyName {
			return true
		}
	}
	return false
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

var codeForm = regexp.MustCompile(`^([A-Z][A-Z0-9]{2}[A-Z0-9/]*)\s*(?:(<|>)\s*(\d{6}|\d{8})|(\d{6}|\d{8})\s*-\s*(\d{6}|\d{8}))?$`)

func readCode(text string) (code, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "###") || strings.HasPrefix(text, "+++") {
		return code{}, fmt.Errorf("[%s] is no code", text)
	}
	m := codeForm.FindStringSubmatch(text)
	if m == nil {
		return code{}, fmt.Errorf("code [%s], expected three letters or more, and perhaps dates", text)
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
	own := e.codes[len(e.codes)-1].text
	c := im.iso(own)
	if s := im.lex.States.Named(e.names[0], time.Time{}); s != nil && s.Code != c && (im.lex.States.Code(c) == nil || len(e.codes) > 1) {
		im.old[own] = s.Code // "EGYPT [UAR]": an older code, or the user's own
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
	if own != c || len(e.codes) > 1 {
		row["cameo"] = im.codeCell(e.codes, false)
		if known != nil {
			shown = append(shown, known.Name)
		}
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
	for _, e := range im.lookup(name) {
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

// codeCell writes the codes of an entry: "ATLREB REB ..1998-12-31|ATLGOV GOV".
func (im *Importer) codeCell(codes []code, sectors bool) string {
	var out []string
	for _, c := range codes {
		cell := c.text
		if s := im.sector(c.text); sectors && s != "" {
			cell += " " + s
		}
		if c.from+c.to != "" {
			cell += " " + c.from + ".." + c.to
		}
		out = append(out, cell)
	}
	return strings.Join(out, "|")
}

// countryIn is the state that a code begins with, or "" for a code of no state.
func (im *Importer) countryIn(c string) string {
	state := im.iso(c[:3])
	if strings.Contains(c, "/") || im.international(state) || im.lex.States.Code(state) == nil && !im.ids["state "+state] {
		return ""
	}
	return state
}

// actor makes the row of a body, or the rows of a person, one for each code.
func (im *Importer) actor(f *file, e *entry) {
	if len(e.codes) == 0 {
		if !e.told {
			f.leave(e.n, "%q: it has no code", e.names[0])
		}
		return
	}
	name := e.names[0]
	row := map[string]string{"name": name, "aliases": strings.Join(e.names[1:], "|"), "example": name + " was named in a report.", "source": f.source(e.n)}
	if im.isPerson(e) {
		row["id"] = im.known(name, actors.PersonName)
		words := strings.Fields(name)
		row["short"] = words[len(words)-1]
		for _, c := range e.codes {
			row["country"], row["sector"], row["from"], row["to"] = im.countryIn(c.text), im.sector(c.text), c.from, c.to
			row["cameo"], row["source"] = c.text, f.source(c.n)
			im.tables["leaders"].add(row)
		}
		return
	}
	now := e.codes[len(e.codes)-1]
	for _, c := range e.codes {
		if c.from+c.to == "" {
			now = c
		}
	}
	sector := im.sector(now.text)
	row["id"], row["kind"], row["country"], row["sector"] = im.known(name, actors.BodyName), kindOf(sector), im.countryIn(now.text), sector
	row["cameo"] = im.codeCell(e.codes, true)
	im.declare(f, e, row["id"])
	im.tables["bodies"].add(row)
}

// declare notes the names that another body of the built-in tables has too, so that
// the lint takes them for no fault: the user's own goes first.
func (im *Importer) declare(f *file, e *entry, id string) {
	for _, n := range e.names {
		for _, o := range im.lookup(n) {
			if o.Kind == actors.BodyName && im.lex.Body(o.Row).ID != id && !im.ids["declared "+n] {
				im.ids["declared "+n] = true
				im.tables["declared"].add(map[string]string{"class": "name", "name": n, "example": n + " was named in a report.", "source": f.source(e.n)})
			}
		}
	}
}

// lookup is what the built-in tables know under a name: "THE_AU" is the AU.
func (im *Importer) lookup(name string) []actors.Entry {
	if found := im.lex.Lookup(name); found != nil {
		return found
	}
	return im.lex.Lookup(strings.TrimPrefix(name, "The "))
}

// known is the id of the entry that has a name, or a new one.
func (im *Importer) known(name string, kind actors.Kind) string {
	for _, e := range im.lookup(name) {
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

// isPerson takes a name of several words that has dates and a government's or
// opposition's code, and no word for a body, for somebody.
func (im *Importer) isPerson(e *entry) bool {
	words := strings.Fields(strings.ToLower(e.names[0]))
	for _, w := range words {
		if im.orgs[w] {
			return false
		}
	}
	dated, office := false, false
	for _, c := range e.codes {
		dated = dated || c.from+c.to != ""
		switch im.sector(c.text) {
		case "GOV", "ELI", "OPP", "LEG", "JUD", "MIL", "REB", "SPY":
			office = true
		}
	}
	return dated && office && len(words) > 1
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
