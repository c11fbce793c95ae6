package ledger

import (
	"encoding/json"
	"fmt"
	"sync"
	"unicode/utf8"

	"dragoman"
	"dragoman/internal/incident"

	"github.com/klauspost/compress/zstd"
)

// Entry is a coded report on its way into the ledger.
type Entry struct {
	record *dragoman.Record
	input  *Sum // of what came in; nil where a record came in
	sum    Sum
	packed []byte
	traits []incident.Features // of its events
	*printed
}

// NewEntry makes an entry of a record. It is where the time goes that does not
// need the file, so many may be made at a time. Input is the sum of what was
// coded, or nil where the record itself came in.
func NewEntry(r *dragoman.Record, input *Sum) (*Entry, error) {
	if err := sound(r); err != nil {
		return nil, err
	}
	sum, err := recordSum(r)
	if err != nil {
		return nil, err
	}
	p, err := printedOf(r)
	if err != nil {
		return nil, err
	}
	traits, err := traitsReader()
	if err != nil {
		return nil, err
	}
	packed, err := pack(r)
	return &Entry{r, input, sum, packed, traits.Read(r), p}, err
}

// sound says why a record cannot be kept.
func sound(r *dragoman.Record) error {
	switch {
	case r.ID == "":
		return fmt.Errorf("a record without an id")
	case r.Coder.Version == "":
		return fmt.Errorf("record %s: it does not say which coder made it", r.ID)
	case len(r.Events) > mostEvents:
		return fmt.Errorf("record %s: %d events, expected at most %d", r.ID, len(r.Events), mostEvents)
	}
	size := utf8.RuneCountInString(r.Text)
	for i := range r.Events {
		e := &r.Events[i]
		switch {
		case e.ID == "":
			return fmt.Errorf("record %s: event %d has no id", r.ID, i+1)
		case e.Type == "" || doneOf[e.Status] == nil:
			return fmt.Errorf("record %s: event %s has the type %q and the status %q, expected those of an event", r.ID, e.ID, e.Type, e.Status)
		case e.Start < 0 || e.Start > e.End || e.End > size:
			return fmt.Errorf("record %s: event %s at %d to %d, the text has %d characters", r.ID, e.ID, e.Start, e.End, size)
		}
	}
	return nil
}

// packer and unpacker serve many goroutines.
var packer = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(8), zstd.WithWindowSize(128<<10))
})
var unpacker = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(8), zstd.WithDecoderMaxMemory(1<<30))
})

func pack(r *dragoman.Record) ([]byte, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	z, err := packer()
	if err != nil {
		return nil, err
	}
	return z.EncodeAll(raw, make([]byte, 0, len(raw)/4)), nil
}

func unpack(packed []byte) (*dragoman.Record, error) {
	z, err := unpacker()
	if err != nil {
		return nil, err
	}
	raw, err := z.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: a record does not unpack: %w", ErrDamaged, err)
	}
	r := &dragoman.Record{}
	if err := json.Unmarshal(raw, r); err != nil {
		return nil, fmt.Errorf("%w: a record is no record: %w", ErrDamaged, err)
	}
	return r, nil
}

// Size is about how many bytes the entry takes.
func (e *Entry) Size() int { return len(e.packed) + len(e.record.Text) }
