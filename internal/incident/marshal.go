package incident

import (
	"encoding/binary"
	"errors"
)

// What the first byte of marshalled features says.
const (
	isDone = 1 << iota
	isVague
	isDated
	isOneDay
	hasPlace
	isRecall
)

// AppendBinary appends the features, without the report, to b: some 25 bytes, the same
// for the same event.
func (f *Features) AppendBinary(b []byte) []byte {
	head, at := byte(0), len(b)
	set := func(bit byte, is bool) {
		if is {
			head |= bit
		}
	}
	set(isDone, f.Done)
	set(isVague, f.Vague)
	set(isDated, f.From != NoDay)
	set(isOneDay, f.To == f.From)
	set(hasPlace, f.Place != 0)
	set(isRecall, f.Recall)
	b = binary.LittleEndian.AppendUint16(append(b, head), f.Kind)
	if f.From != NoDay {
		b = binary.AppendVarint(b, int64(f.From))
		if f.To != f.From {
			b = binary.AppendUvarint(b, uint64(f.To-f.From))
		}
	}
	for _, s := range []*Side{&f.Source, &f.Target} {
		b = append(b, byte(len(s.Units)<<5|len(s.Names)<<2|len(s.Nouns)))
		b = words(words(words(b, s.Units), s.Names), s.Nouns)
	}
	if f.Place != 0 {
		b = words(b, []uint16{f.Place})
	}
	told := byte(len(f.Rare))
	var counts []uint16
	for i, n := range f.Counts {
		if n != 0 {
			told |= 8 << i
			counts = append(counts, n)
		}
	}
	b = words(words(words(append(b, told), counts), []uint16{f.Mode}), f.Rare)
	b[at] = head
	return b
}

func words(b []byte, of []uint16) []byte {
	for _, w := range of {
		b = binary.LittleEndian.AppendUint16(b, w)
	}
	return b
}

var errFeatures = errors.New("incident: no features of this version")

// UnmarshalBinary reads what AppendBinary writes.
func (f *Features) UnmarshalBinary(b []byte) error {
	r := reader{b: b}
	head := r.byte()
	*f = Features{Report: f.Report, Kind: r.word(), Done: head&isDone != 0, Vague: head&isVague != 0, Recall: head&isRecall != 0, From: NoDay, To: NoDay}
	if head&isDated != 0 {
		f.From = int32(r.varint())
		f.To = f.From
		if head&isOneDay == 0 {
			f.To += int32(r.uvarint())
		}
	}
	for _, s := range []*Side{&f.Source, &f.Target} {
		n := r.byte()
		s.Units, s.Names, s.Nouns = r.words(n>>5), r.words(n>>2&7), r.words(n&3)
	}
	if head&hasPlace != 0 {
		f.Place = r.word()
	}
	told := r.byte()
	for i := range f.Counts {
		if told&(8<<i) != 0 {
			f.Counts[i] = r.word()
		}
	}
	f.Mode = r.word()
	f.Rare = r.words(told & 7)
	if r.bad || len(r.b) > 0 {
		return errFeatures
	}
	return nil
}

// reader takes from the front; what is not there is zero and bad.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if n <= 0 || len(r.b) < n {
		r.b, r.bad = nil, true
		return make([]byte, 8)
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) byte() byte   { return r.take(1)[0] }
func (r *reader) word() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }

func (r *reader) words(n byte) (out []uint16) {
	for range n {
		out = append(out, r.word())
	}
	return out
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	r.take(n)
	return v
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	r.take(n)
	return v
}
