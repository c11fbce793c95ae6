package dictionary

import (
	"regexp"
	"strings"

	"dragoman/internal/actors"
)

var (
	agentForm = regexp.MustCompile(`^\s*([^\[{]+?)\s*(\{[^}]*\})?\s*\[([^\]]*)\]`)
	marker    = regexp.MustCompile(`![A-Z_]+!`)
)

// agents reads a dictionary of agents:
//
//	!PERSON! = MAN, MEN, WOMAN, WOMEN, PERSON
//	ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]
//	CONGRESS!PERSON! [~LEG]
func (im *Importer) agents(f *file) {
	sets := map[string][]string{}
	for _, l := range f.lines {
		if name, list, ok := strings.Cut(l.text, "="); ok && marker.MatchString(name) {
			for _, w := range strings.Split(list, ",") {
				sets[strings.TrimSpace(name)] = append(sets[strings.TrimSpace(name)], strings.TrimSpace(w))
			}
			continue
		}
		m := agentForm.FindStringSubmatch(l.text)
		if m == nil {
			f.leave(l.n, "expected NAME {PLURAL} [~CODE], found %q", strings.TrimSpace(l.text))
			continue
		}
		code := strings.ReplaceAll(strings.ToUpper(m[3]), " ", "")
		role := strings.Trim(code, "~")
		if role == "" {
			f.leave(l.n, "code [%s] is none", m[3])
			continue
		}
		if strings.HasPrefix(code, "~") {
			code = role // behind the state's, as is usual
		}
		for _, name := range expand(m[1], sets) {
			im.agent(f, l.n, name, m[2], im.sector("   "+role), code)
		}
	}
}

// expand writes out a name with a marker, once for each word that it stands for.
// A name has one marker; a second is left as it stands, and so finds nothing.
func expand(name string, sets map[string][]string) []string {
	mark := marker.FindString(name)
	if mark == "" {
		return []string{name}
	}
	var out []string
	for _, w := range sets[mark] {
		out = append(out, strings.Replace(name, mark, w, 1))
	}
	return out
}

func (im *Importer) agent(f *file, n int, name, plurals, sector, code string) {
	lemma := plain(name)
	source := f.source(n)
	if code == actors.CAMEORole(sector) {
		code = ""
	}
	for _, e := range im.lex.Lookup(lemma) {
		switch e.Kind {
		case actors.OfficeTitle:
			if o := im.lex.Offices[e.Row]; (sector != "" && o.Sector != sector || code != "") && !im.ids["agent "+lemma] {
				im.ids["agent "+lemma] = true
				im.tables["offices"].add(map[string]string{"title": o.Title, "sector": sector, "kind": o.Kind, "example": "The " + o.Title + " spoke.", "source": source, "cameo": code})
			}
			return
		case actors.AgentWord:
			a := im.lex.Agents[e.Row]
			if lemma = a.Lemma; a.Sector == sector && code == "" || im.ids["agent "+a.Lemma] {
				return // nothing new
			}
		}
	}
	if im.ids["agent "+lemma] {
		f.leave(n, "%q is there twice", lemma)
		return
	}
	im.ids["agent "+lemma] = true
	im.tables["agents"].add(map[string]string{"lemma": lemma, "plural": pluralsOf(lemma, plurals), "sector": sector, "kind": agentKind(sector),
		"example": "The " + lemma + " spoke.", "source": source, "cameo": code})
}

// plain writes a name of common words: "FOREIGN_MINISTER" is "foreign minister".
func plain(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " "))
}

// pluralsOf reads "{ATTORNEYS_GENERAL}"; "{}" is a word without a plural, and
// without braces the plural is regular.
func pluralsOf(lemma, braces string) string {
	if braces != "" {
		list := strings.Fields(strings.Trim(braces, "{}"))
		if len(list) == 0 {
			return lemma
		}
		for i := range list {
			list[i] = plain(list[i])
		}
		return strings.Join(list, "|")
	}
	return actors.Plural(lemma)
}

func agentKind(sector string) string {
	switch sector {
	case "MIL", "REB", "UAF":
		return "military"
	case "GOV", "LEG", "JUD", "SPY", "COP":
		return "official"
	case "JRN":
		return "media"
	case "IGO", "NGO":
		return "organisation"
	case "BUS", "MNC":
		return "company"
	}
	return "people"
}
