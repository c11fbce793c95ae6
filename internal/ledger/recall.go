package ledger

import (
	"encoding/binary"
	"fmt"

	"dragoman/internal/incident"
)

// recall remembers the features of events as they are marshalled, in one piece of
// memory without pointers: a million of them take 45 MB, and the collector of garbage
// has nothing to look at.
type recall struct {
	at  map[int64]uint32 // by event
	raw []byte
}

// mostRecalled is how many bytes of features are remembered.
const mostRecalled = 32 << 20

func newRecall() recall { return recall{at: map[int64]uint32{}} }

// put remembers the features of an event.
func (r *recall) put(event int64, features []byte) {
	r.at[event] = uint32(len(r.raw))
	r.raw = append(binary.AppendUvarint(r.raw, uint64(len(features))), features...)
}

// get returns the features of an event, nil where they are not remembered.
func (r *recall) get(event int64) (*incident.Features, error) {
	at, ok := r.at[event]
	if !ok {
		return nil, nil
	}
	size, n := binary.Uvarint(r.raw[at:])
	from := int(at) + n
	return featuresOf(event, r.raw[from:from+int(size)])
}

func (r *recall) trim() {
	if len(r.raw) > mostRecalled {
		*r = newRecall()
	}
}

// featuresOf are those of an event, from its traits.
func featuresOf(event int64, traits []byte) (*incident.Features, error) {
	f := &incident.Features{Report: event / mostEvents}
	if err := f.UnmarshalBinary(traits); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return f, nil
}
