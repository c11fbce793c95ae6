package actors

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/lexicon"
)

// State is one state, country or territory, with the years of its existence.
type State struct {
	Code        string   // ISO 3166-1 alpha-3, or historic: SUN YUG CSK DDR ...
	Name        string   // short English name: "North Korea"
	Official    string   // "Democratic People's Republic of Korea"
	Adjectives  []string // "North Korean"
	Inhabitants []string // plural: "North Koreans"
	Aliases     []string // other names: "DPRK", "N. Korea"
	Capital     string   // "Kyiv"
	Capitals    []string // all spellings of it, and further capitals
	Seats       []string // metonyms beside the capital: "Kremlin"
	Lat, Lon    float64  // of its middle, degrees
	CapitalLat  float64
	CapitalLon  float64
	Spell       Spell
	Codes       []Code // a user's own
	Successor   string // code of the state that took its place, or empty
}

// States are all states of the table, found by code and by name.
type States struct {
	All    []State
	byCode map[string]int
	byName map[string][]int // folded names, official names and aliases
}

// LoadStates reads the table lexicon/states. The error names every bad row.
func LoadStates(fsys fs.FS) (*States, error) {
	t, err := lexicon.ReadAll(fsys, "lexicon/states", "code", "name", "official", "adjectives", "inhabitants", "aliases",
		"capital", "other_capitals", "seats", "lat", "lon", "capital_lat", "capital_lon", "from", "to", "successor", "example", "source")
	if err != nil {
		return nil, err
	}
	s := &States{byCode: map[string]int{}, byName: map[string][]int{}}
	var faults []error
	for _, r := range t.Rows {
		st, err := readState(r)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		i, twice := s.byCode[st.Code]
		switch {
		case !twice && st.Name == "":
			faults = append(faults, r.Errorf("state %s has no name", st.Code))
		case !twice:
			s.byCode[st.Code] = len(s.All)
			s.All = append(s.All, st)
		case r.Own:
			s.All[i].complete(st)
		default:
			faults = append(faults, r.Errorf("state %s is there twice", st.Code))
		}
	}
	s.index()
	for _, st := range s.All {
		if _, ok := s.byCode[st.Successor]; st.Successor != "" && !ok {
			faults = append(faults, fmt.Errorf("%s: state %s is followed by %q, which has no row", t.Name, st.Code, st.Successor))
		}
	}
	return s, errors.Join(faults...)
}

// complete takes over what a user's row says of a state that is known: names are
// added, what else the row gives replaces what was there.
func (s *State) complete(o State) {
	if o.Name != "" && o.Name != s.Name {
		s.Aliases = union(s.Aliases, []string{s.Name}) // the old name is still a name
	}
	s.Name, s.Official, s.Capital, s.Successor = cmp.Or(o.Name, s.Name), cmp.Or(o.Official, s.Official), cmp.Or(o.Capital, s.Capital), cmp.Or(o.Successor, s.Successor)
	s.Adjectives, s.Inhabitants, s.Aliases = union(s.Adjectives, o.Adjectives), union(s.Inhabitants, o.Inhabitants), union(s.Aliases, o.Aliases)
	s.Capitals, s.Seats = union(s.Capitals, o.Capitals), union(s.Seats, o.Seats)
	s.Codes = append(s.Codes, o.Codes...)
	if o.Lat != 0 || o.Lon != 0 {
		s.Lat, s.Lon = o.Lat, o.Lon
	}
	if o.CapitalLat != 0 || o.CapitalLon != 0 {
		s.CapitalLat, s.CapitalLon = o.CapitalLat, o.CapitalLon
	}
	if o.Spell != (Spell{}) {
		s.Spell = o.Spell
	}
}

func (s *States) index() {
	for i := range s.All {
		st := &s.All[i]
		for _, n := range append([]string{st.Name, st.Official}, st.Aliases...) {
			if k := Fold(n); k != "" {
				s.byName[k] = append(s.byName[k], i)
			}
		}
	}
}

func readState(r lexicon.Row) (State, error) {
	st := State{Code: r.Get("code"), Name: r.Get("name"), Official: r.Get("official"), Adjectives: r.List("adjectives"),
		Inhabitants: r.List("inhabitants"), Aliases: r.List("aliases"), Capitals: union(r.List("capital"), r.List("other_capitals")), Seats: r.List("seats"),
		Successor: r.Get("successor")}
	if len(st.Capitals) > 0 {
		st.Capital = st.Capitals[0]
	}
	var faults []error
	degrees := func(column string, limit float64) float64 {
		cell := r.Get(column)
		if cell == "" {
			return 0
		}
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil || !(v >= -limit && v <= limit) { // NaN too
			faults = append(faults, r.Errorf("%s %q, expected degrees within ±%g", column, cell, limit))
		}
		return v
	}
	st.Lat, st.Lon = degrees("lat", 90), degrees("lon", 180)
	st.CapitalLat, st.CapitalLon = degrees("capital_lat", 90), degrees("capital_lon", 180)
	if len(st.Code) != 3 || strings.ToUpper(st.Code) != st.Code {
		faults = append(faults, r.Errorf("code %q, expected three capitals", st.Code))
	}
	var err error
	if st.Spell, err = parseSpell(r.Get("from"), r.Get("to")); err != nil {
		faults = append(faults, r.Errorf("%v", err))
	}
	if st.Codes, err = readCodes(r, Spell{}); err != nil {
		faults = append(faults, err)
	}
	return st, errors.Join(faults...)
}

// Code returns the state with the given code, or nil.
func (s *States) Code(code string) *State {
	if i, ok := s.byCode[code]; ok {
		return &s.All[i]
	}
	return nil
}

// WithArticle is the state's name as it stands in a sentence: "the United States".
// An alias with "the" tells which names have one.
func (s *State) WithArticle() string {
	for _, a := range s.Aliases {
		if len(a) == len(s.Name)+4 && strings.EqualFold(a[:4], "the ") && a[4:] == s.Name {
			return "the " + s.Name
		}
	}
	return s.Name
}

// Named returns the state that a name or alias denotes on a day, or nil: the
// one that exists on that day, else the last one that had ended by then, else
// the only one.
func (s *States) Named(name string, day time.Time) *State {
	var past *State
	all := s.byName[Fold(name)]
	for _, i := range all {
		st := &s.All[i]
		switch {
		case st.Spell.Holds(day):
			return st
		case st.Spell.Over(day) && (past == nil || past.Spell.To.Before(st.Spell.To)):
			past = st
		}
	}
	if past == nil && len(all) == 1 {
		return &s.All[all[0]]
	}
	return past
}
