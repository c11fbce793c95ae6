package export

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"dragoman"
	"dragoman/internal/ontology"
)

// deed is what somebody did to somebody: a pair of an event's source and target.
type deed struct {
	*dragoman.Event
	in             *report
	source, target *dragoman.ActorRef // nil: not named
	id             int64
	day            time.Time
	act            ontology.Coded // in PLOVER's types, with the classes and the scale of the format
}

// pair is one source and one target by their places in the event; -1: nobody is named.
type pair struct{ source, target int }

// pairsOf expands an event. In "the two presidents met" both are source and target,
// and nobody meets himself, unless nobody else is there: "the party split".
func pairsOf(e *dragoman.Event) []pair {
	sources, targets := places(len(e.Source)), places(len(e.Target))
	var out, alone []pair
	for _, s := range sources {
		for _, t := range targets {
			if s >= 0 && t >= 0 && same(&e.Source[s], &e.Target[t]) {
				alone = append(alone, pair{s, t})
			} else {
				out = append(out, pair{s, t})
			}
		}
	}
	if len(out) == 0 {
		return alone
	}
	return out
}

func places(n int) []int {
	if n == 0 {
		return []int{-1}
	}
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// same reports whether two actors of one report are one.
func same(a, b *dragoman.ActorRef) bool {
	if a.ID != "" || b.ID != "" {
		return a.ID == b.ID
	}
	return a.Party == b.Party
}

func (p pair) of(e *dragoman.Event) (source, target *dragoman.ActorRef) {
	if p.source >= 0 {
		source = &e.Source[p.source]
	}
	if p.target >= 0 {
		target = &e.Target[p.target]
	}
	return source, target
}

// number names a pair in all files: the first 53 bits of the SHA-256 of the report's id
// and sum, the event's id, and the places of source and target. So many bits a double
// holds exactly, in which R keeps whole numbers.
func (e Event) number(p pair) int64 {
	return numberOf(e.Record.ID, hex.EncodeToString(e.Sum[:]), e.Event.ID, strconv.Itoa(p.source), strconv.Itoa(p.target))
}

// numberOf makes a number of texts, which hold no zero byte or are told apart by those
// around them.
func numberOf(parts ...string) int64 {
	h := sha256.New()
	for _, p := range parts {
		h.Write(binary.AppendUvarint(nil, uint64(len(p))))
		h.Write([]byte(p))
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 11)
}

// isDone reports whether a status is a deed's.
func isDone(status string) bool {
	return slices.Contains([]string{"occurred", "ongoing", "background"}, status)
}

// dayOf is the day that a deed counts for, as in the ledger: its first, else the
// report's; ok is false where there is none.
func dayOf(r *dragoman.Record, e *dragoman.Event) (day time.Time, ok bool) {
	dates := []string{r.Date}
	if e.Date != nil {
		dates = []string{e.Date.From, e.Date.To, r.Date}
	}
	for _, s := range dates {
		if len(s) >= len(time.DateOnly) {
			if t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// tellings are the clauses that tell the deed, in the order of the text. Of each the
// pair's actors are known where it names them.
func (d *deed) tellings() []telling {
	var out []telling
	for i := range d.Evidence {
		if t := &d.Evidence[i]; isDone(t.Status) {
			out = append(out, telling{t.Trigger.Start, startOf(t.Source, d.source), startOf(t.Target, d.target)})
		}
	}
	if out == nil {
		out = []telling{{d.Trigger.Start, startOf(d.Source, d.source), startOf(d.Target, d.target)}}
	}
	return out
}

// telling is where a clause has the word of the act and its actors, in code points; -1:
// nowhere.
type telling struct{ at, source, target int }

func startOf(refs []dragoman.ActorRef, who *dragoman.ActorRef) int {
	if who != nil {
		for i := range refs {
			if same(&refs[i], who) && refs[i].Start != nil {
				return *refs[i].Start
			}
		}
	}
	return -1
}
