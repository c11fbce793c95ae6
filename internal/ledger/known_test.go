package ledger

import (
	"strconv"
	"testing"
)

// What has been met since the last trim but one is known; what has not is forgotten.
func TestKnownKeepsWhatIsMetAgain(t *testing.T) {
	k := newKnown()
	fill := func() {
		for i := range int64(mostKnown/2 + 1) {
			k.chains.met[strconv.FormatInt(i, 10)] = i
		}
		k.trim()
	}
	k.chains.met["often"], k.chains.met["once"] = 1, 2
	fill()
	if id, ok := k.chains.get("often"); !ok || id != 1 {
		t.Errorf("after a trim: %d, %v", id, ok)
	}
	fill()
	if id, ok := k.chains.get("often"); !ok || id != 1 {
		t.Errorf("met between two trims: %d, %v", id, ok)
	}
	if _, ok := k.chains.get("once"); ok {
		t.Error("what was not met again is kept")
	}
	if n := len(k.chains.met) + len(k.chains.before); n > mostKnown+1 {
		t.Errorf("%d are known, expected at most %d", n, mostKnown)
	}
}
