package incident

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A month's mention is like what was done on the 17th and what was done on the 21st: the
// two, each told by many, do not become one act by it.
func TestPart(t *testing.T) {
	r := testReader(t)
	first1 := first(t, r, said("a", "", "2014-03-17", "occurred", "SANCTION", "EU", "RUS", "2014-03-17", "imposed travel bans on Monday"))
	again1 := first(t, r, said("b", "", "2014-03-18", "occurred", "SANCTION", "EU", "RUS", "2014-03-17", "imposed bans on Monday"))
	second := first(t, r, said("c", "", "2014-03-21", "occurred", "SANCTION", "EU", "RUS", "2014-03-21", "imposed sanctions on Friday"))
	month := first(t, r, said("d", "", "2014-04-20", "background", "SANCTION", "EU", "RUS", "2014-03-01..2014-03-31", "imposed sanctions in March"))
	if !Linked(first1, month) || !Linked(second, month) || Linked(first1, second) {
		t.Fatalf("likenesses %.2f %.2f %.2f teach nothing", Likeness(first1, month), Likeness(second, month), Likeness(first1, second))
	}
	all := []*Features{month}
	for range 4 {
		all = append(all, first1, again1, second, second)
	}
	of := Part(all)
	if of[1] != of[2] || of[1] != of[14] || of[3] != of[16] || of[1] == of[3] {
		t.Errorf("parted as %d", of)
	}
}

// TestPartInAnyOrder: whatever the order of events, the same of them are together, even
// where many are equally alike.
func TestPartInAnyOrder(t *testing.T) {
	reader, r := testReader(t), rand.New(rand.NewPCG(3, 1))
	parts := 0
	for range 300 {
		var events []*Features
		for i := range 2 + r.IntN(14) {
			rec := drawn(r, string(rune('a'+i/2)))
			events = append(events, first(t, reader, rec))
		}
		of := Part(events)
		places := r.Perm(len(events))
		mixed := make([]*Features, len(events))
		for i, p := range places {
			mixed[p] = events[i]
		}
		other := Part(mixed)
		for i := range events {
			if of[i] > i || of[of[i]] != of[i] {
				t.Fatalf("%d says not where acts begin", of)
			}
			for k := range i {
				if (of[i] == of[k]) != (other[places[i]] == other[places[k]]) {
					t.Fatalf("%d in one order, %d in another", of, other)
				}
			}
			if of[i] == i && i > 0 {
				parts++
			}
		}
	}
	if parts < 300 {
		t.Errorf("%d parts teach little", parts)
	}
}

// Of too many events those of one day are one act.
func TestPartOfMany(t *testing.T) {
	var events []*Features
	for i := range Most + 1 {
		events = append(events, &Features{From: int32(i % 3), To: int32(i % 3)})
	}
	of := Part(events)
	if slices.Max(of) != 2 || of[Most] != Most%3 {
		t.Errorf("parted as %d", of)
	}
}
