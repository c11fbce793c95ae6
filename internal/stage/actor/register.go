package actor

import (
	"strconv"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// party is an actor in the making, with what the text lets slip about it.
type party struct {
	doc.Actor
	code    string          // a user's own, which goes before country and sector
	gender  string          // "m", "f" or empty
	near    string          // the one country of a sentence that names it
	guessed bool            // the gender is that of a pronoun that seemed to mean it
	plural  bool            // stands for several: "protesters"
	titles  map[string]bool // office words used of it, folded
	home    string          // how a missing country may come from the story: "", "yes", "crowd", "person"
	office  string          // the word for the office, of somebody told by it alone: \"prime minister\"
	named   bool            // has a name of its own
	of      int             // the party it belongs to, or -1
	one     bool            // a single person, whatever the kind
}

// register holds the parties of a report, one entry each.
type register struct {
	parties []party
	byKey   map[string]int
	into    []int // party that another turned out to be; itself otherwise
}

// find returns the party that p turned out to be.
func (g *register) find(p int) int {
	for g.into[p] != p {
		p = g.into[p]
	}
	return p
}

func (g *register) get(key string) (int, bool) {
	i, ok := g.byKey[key]
	return i, ok
}

func (g *register) add(key string, p party) int {
	if i, ok := g.byKey[key]; ok {
		return i
	}
	i := len(g.parties)
	g.byKey[key] = i
	g.parties = append(g.parties, p)
	g.into = append(g.into, i)
	return i
}

// newID makes an id for a party met only in this report.
func (g *register) newID() string { return "p" + strconv.Itoa(len(g.parties)+1) }

func (r *reading) state(row int) int {
	s := &r.States.All[row]
	return r.add("state:"+s.Code, party{Actor: doc.Actor{ID: s.Code, Name: s.Name, Kind: "state", Country: s.Code}, named: true, of: -1})
}

func (r *reading) stateCode(code string) int {
	if s := r.States.Code(code); s != nil {
		return r.add("state:"+code, party{Actor: doc.Actor{ID: code, Name: s.Name, Kind: "state", Country: code}, named: true, of: -1})
	}
	return -1
}

func (r *reading) body(row int) int {
	b := r.Body(row)
	a := doc.Actor{ID: b.ID, Name: b.Name, Kind: b.Kind, Country: b.Country, Sector: b.Sector}
	code := r.coded(&a, b.Codes)
	return r.add("body:"+b.ID, party{Actor: a, code: code, named: true, of: -1})
}

// person enters somebody of the lexicon as of the report's date.
func (r *reading) person(row int) int {
	p := r.Person(row)
	st := p.On(r.date)
	a := doc.Actor{ID: p.ID, Name: p.Name, Kind: kindInOffice(st.Term), Country: st.Term.Country}
	switch {
	case st.Current:
		a.Sector, a.Role = st.Term.Sector, st.Term.Office
	case st.Former:
		a.Kind, a.Sector, a.Role = "person", st.Term.Sector, "former "+st.Term.Office
		if a.Sector == "GOV" || a.Sector == "LEG" {
			a.Sector = "ELI"
		}
	default:
		a.Kind = "person"
	}
	code := r.coded(&a, p.Codes)
	titles := map[string]bool{}
	if st.Current {
		for _, t := range officeWords(st.Term.Office) {
			titles[t] = true
		}
		titles["leader"] = st.Term.Lead
	}
	return r.add("person:"+p.ID, party{Actor: a, code: code, gender: p.Gender, titles: titles, named: true, one: true, of: -1})
}

// kindInOffice is the kind of somebody who holds an office.
func kindInOffice(t *actors.Term) string {
	switch {
	case t.Lead:
		return "leader"
	case t.Sector == "MIL":
		return "military"
	case t.Sector == "GOV" || t.Sector == "LEG" || t.Sector == "JUD" || t.Sector == "SPY":
		return "official"
	}
	return "leader"
}

// officeWords returns the words by which the holder of an office is called:
// "President of Russia" gives "president"; a head of state or government is
// also a "leader".
func officeWords(office string) []string {
	f := actors.Fold(office)
	for i := 0; i+4 <= len(f); i++ {
		if f[i:i+4] == " of " {
			return []string{f, f[:i]}
		}
	}
	return []string{f}
}
