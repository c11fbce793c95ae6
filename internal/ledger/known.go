package ledger

import (
	"encoding/json"
	"hash/fnv"
	"slices"
	"strings"

	"dragoman"

	"golang.org/x/mod/semver"
)

// known remembers the numbers of what many rows share, so that an actor or a
// chain that is met again needs no look into the file. When it has grown large, what has
// not been met for long is forgotten; all is after a transaction that failed.
type known struct {
	coders map[dragoman.CoderInfo]int64
	actors noted[dragoman.Party]
	chains noted[string]
	places noted[spot]

	versions map[int64]string // of coders
}

type spot struct {
	name, country string
	lat, lon      float64
	located       bool
}

// noted are numbers of rows: those met since the last trim, and those met before it.
type noted[K comparable] struct{ met, before map[K]int64 }

func newNoted[K comparable]() noted[K] { return noted[K]{met: map[K]int64{}} }

func (n *noted[K]) get(key K) (id int64, ok bool) {
	if id, ok = n.met[key]; ok {
		return id, true
	}
	if id, ok = n.before[key]; ok {
		n.met[key] = id
	}
	return id, ok
}

func (n *noted[K]) trim() { *n = noted[K]{map[K]int64{}, n.met} }

// mostKnown bounds the memory: about 50 MB.
const mostKnown = 200_000

func newKnown() known {
	return known{map[dragoman.CoderInfo]int64{}, newNoted[dragoman.Party](), newNoted[string](), newNoted[spot](), map[int64]string{}}
}

func (k *known) trim() {
	if len(k.actors.met)+len(k.chains.met)+len(k.places.met) > mostKnown/2 {
		k.actors.trim()
		k.chains.trim()
		k.places.trim()
	}
}

func (w *Writer) coder(c dragoman.CoderInfo) (int64, error) {
	if id, ok := w.known.coders[c]; ok {
		return id, nil
	}
	v := []any{c.Version, c.Model, c.Lexicon, c.Scheme}
	const find = "SELECT id FROM coders WHERE version = ? AND model = ? AND lexicon = ? AND scheme = ?"
	var id int64
	found, err := w.ask(find, v, &id)
	if err == nil && !found {
		if err = w.run("INSERT INTO coders (version, model, lexicon, scheme) VALUES (?, ?, ?, ?)", v...); err == nil {
			_, err = w.ask(find, v, &id)
		}
	}
	if err == nil {
		w.known.coders[c] = id
	}
	return id, err
}

// newer reports whether a coder of the ledger is of a later version than another one, whose
// record then does not take the place of its own: in the midst of an upgrade workers of
// both versions add reports, some of them twice, and in any order. What is no number of a
// version is neither later nor earlier.
func (w *Writer) newer(id int64, c dragoman.CoderInfo) (bool, error) {
	there, ok := w.known.versions[id]
	if !ok {
		if _, err := w.ask("SELECT version FROM coders WHERE id = ?", []any{id}, &there); err != nil {
			return false, err
		}
		w.known.versions[id] = there
	}
	own := "v" + c.Version
	return semver.IsValid(own) && semver.Compare("v"+there, own) > 0, nil
}

// number returns the row of a table that find finds for what is sought, made of values
// where there is none; with none it is known that there is none.
func number[K comparable](w *Writer, in *noted[K], key K, none bool, next *int64, find string, sought []any, to *table, values []any) (id int64, fresh bool, err error) {
	if id, ok := in.get(key); ok {
		return id, false, nil
	}
	found := false
	if !none {
		if found, err = w.ask(find, sought, &id); err != nil {
			return 0, false, err
		}
	}
	if !found {
		id = *next
		if err := to.add(w, append([]any{id}, values...)...); err != nil {
			return 0, false, err
		}
		*next++
	}
	in.met[key] = id
	return id, !found, nil
}

func (w *Writer) actor(p dragoman.Party) (int64, error) {
	p.ID = lasting(p.ID)
	if id, ok := w.known.actors.get(p); ok {
		return id, nil
	}
	sought := soughtFor(p)
	id, fresh, err := number(w, &w.known.actors, p, w.ahead.none[p], &w.next.actor, findActor, sought, w.collected.actors, append(sought[1:len(sought):len(sought)], 0))
	if err == nil && fresh {
		w.fresh[id] = len(w.collected.actors.values) - 1
		err = w.collected.named.add(w, sought[0], id)
	}
	return id, err
}

const (
	findActor = "SELECT a.id FROM named n CROSS JOIN actors a ON a.id = n.actor WHERE n.sum = ? AND a.name = ? AND a.key = ? AND a.kind = ? AND a.country = ? AND a.sector = ? AND a.role = ? AND a.cameo = ?"
	findChain = "SELECT id FROM chains WHERE actors = ?"
	findPlace = "SELECT id FROM places WHERE name = ? AND country = ? AND lat IS NOT DISTINCT FROM ? AND lon IS NOT DISTINCT FROM ?"
)

func valuesOf(p dragoman.Party) []any {
	return []any{p.Name, p.ID, p.Kind, p.Country, p.Sector, p.Role, p.CAMEO}
}

// soughtFor is what findActor finds an actor by.
func soughtFor(p dragoman.Party) []any { return append([]any{actorSum(p)}, valuesOf(p)...) }

// actorSum is a number by which an actor's row is found, of 47 bits, which take six bytes:
// the upper 24 are made of the name in small letters alone (nameSums), so that names are
// found by it as well. Different actors may have the same.
func actorSum(p dragoman.Party) int64 {
	first, _ := nameSums(p.Name)
	h := fnv.New64a()
	for _, s := range []string{p.Name, p.ID, p.Kind, p.Country, p.Sector, p.Role, p.CAMEO} {
		h.Write([]byte(withoutNUL(s)))
		h.Write([]byte{0})
	}
	return first | int64(h.Sum64()>>(64-sumBits))
}

const sumBits = 23

// nameSums are the first and the last number that an actor of a name may have. Only the
// letters of ASCII have small ones, as for SQLite.
func nameSums(name string) (first, last int64) {
	h := fnv.New64a()
	for _, c := range []byte(withoutNUL(name)) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		h.Write([]byte{c})
	}
	first = int64(h.Sum64()>>40) << sumBits
	return first, first + 1<<sumBits - 1
}

// lasting is an actor's id where it means the same in every report: that of somebody
// whom the report alone knows is a number ("p7" for "warships").
func lasting(id string) string {
	if len(id) > 1 && id[0] == 'p' && strings.Trim(id[1:], "0123456789") == "" {
		return ""
	}
	return id
}

// unit is what an actor counts as in a pair: its country, else its CAMEO code,
// its id or its name. Two ministries of a state are one unit.
func unit(p dragoman.Party) string {
	for _, s := range []string{p.Country, p.CAMEO, lasting(p.ID)} {
		if s != "" {
			return s
		}
	}
	return p.Name
}

// chain returns the number of a chain of tellers; of an empty one, nothing.
func (w *Writer) chain(tellers []dragoman.ActorRef) (any, error) {
	if len(tellers) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(tellers))
	for i, t := range tellers {
		var err error
		if ids[i], err = w.actor(t.Party); err != nil {
			return nil, err
		}
	}
	raw, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	key := string(raw)
	none := w.ahead.none[key] || w.ahead.actor > 0 && slices.Max(ids) >= w.ahead.actor
	id, fresh, err := number(w, &w.known.chains, key, none, &w.next.chain, findChain, []any{key}, w.collected.chains, []any{key})
	if err != nil || !fresh {
		return id, err
	}
	for i, a := range ids {
		if err := w.collected.tellers.add(w, a, id, i); err != nil {
			return nil, err
		}
	}
	return id, nil
}

// place returns the number of a place; of none, nothing.
func (w *Writer) place(p *dragoman.Where) (any, error) {
	if p == nil {
		return nil, nil
	}
	s, values := spotOf(p)
	id, _, err := number(w, &w.known.places, s, w.ahead.none[s], &w.next.place, findPlace, values, w.collected.places, values)
	return id, err
}

// spotOf is what a place is known by, and its values.
func spotOf(p *dragoman.Where) (spot, []any) {
	s := spot{name: p.Name, country: p.Country}
	var lat, lon any
	if p.Lat != nil && p.Lon != nil {
		s.lat, s.lon, s.located = *p.Lat, *p.Lon, true
		lat, lon = s.lat, s.lon
	}
	return s, []any{s.name, s.country, lat, lon}
}
