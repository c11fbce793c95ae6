package export

import (
	"errors"
	"sync"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/ontology"
)

// knowledge is what files of peers need beside the record.
type knowledge struct {
	codes   *ontology.Tables
	names   map[string]string // of states, by the code that records have
	fips    map[string]string // GDELT's codes of countries, by the same
	sectors map[string]string // ICEWS's names of sectors, by PLOVER's
	roles   map[string]bool   // CAMEO's codes of roles
}

// known reads the tables, once. They are the binary's own: a user's tables were at
// work when the events were coded.
var known = sync.OnceValues(func() (*knowledge, error) {
	k := &knowledge{roles: map[string]bool{}}
	var faults [5]error
	k.codes, faults[0] = ontology.Open(data.Files)
	k.names, faults[1] = column("lexicon/states.tsv", "code", "name")
	k.fips, faults[2] = column("peers/countries.tsv", "code", "fips")
	k.sectors, faults[3] = column("peers/sectors.tsv", "sector", "icews")
	var all map[string]string
	all, faults[4] = column("lexicon/sectors.tsv", "code", "code")
	for s := range all {
		k.roles[actors.CAMEORole(s)] = true
	}
	return k, errors.Join(faults[:]...)
})

// column reads two columns of a table as a map.
func column(table, key, value string) (map[string]string, error) {
	t, err := lexicon.Read(data.Files, table, key, value)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, len(t.Rows))
	for _, r := range t.Rows {
		out[r.Get(key)] = r.Get(value)
	}
	return out, nil
}

// parts cuts an actor's CAMEO code into that of its country and the three letters of
// each role or group: "TURGOV" is TUR and GOV, "IGO" no country and IGO.
func (k *knowledge) parts(a *dragoman.ActorRef) (country string, groups []string) {
	code := a.CAMEO
	for ; len(code) >= 3; code = code[3:] {
		groups = append(groups, code[:3])
	}
	if len(groups) > 0 && a.Country != "" && (groups[0] == a.Country || !k.roles[groups[0]]) {
		return groups[0], groups[1:]
	}
	return "", groups
}
