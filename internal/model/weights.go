package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// Weights are the frozen weights of a Learner: for each row a short list of
// (label, weight) cells.
type Weights struct {
	labels int
	mask   uint32
	start  []uint32 // cells[start[r]:start[r+1]] belong to row r
	cells  []uint32 // label in the high half, weight (int16) in the low
}

// Labels returns the number of labels.
func (w *Weights) Labels() int { return w.labels }

// Cells returns the number of weights that are not zero.
func (w *Weights) Cells() int { return len(w.cells) }

// Score writes the score of each label. It allocates nothing. Most of its time
// is waiting for memory, so it first asks for all rows and then adds them up.
func (w *Weights) Score(features []uint32, scores []int32) {
	clear(scores)
	var rows [256][2]uint32
	n := 0
	for _, f := range features {
		r := f & w.mask
		from, to := w.start[r], w.start[r+1]
		rows[n&255] = [2]uint32{from, to}
		if from < to {
			n++
		}
	}
	for _, row := range rows[:n] {
		for _, c := range w.cells[row[0]:row[1]] {
			scores[c>>16] += int32(int16(c))
		}
	}
}

// encode lays out: labels, row bits, the number of cells of each row, and then
// all labels and all weights apart, which compress better so.
func (w *Weights) encode() []byte {
	rows := len(w.start) - 1
	out := binary.AppendUvarint(nil, uint64(w.labels))
	out = binary.AppendUvarint(out, uint64(bits.Len(uint(rows))-1))
	out = binary.AppendUvarint(out, uint64(len(w.cells)))
	for r := range rows {
		out = binary.AppendUvarint(out, uint64(w.start[r+1]-w.start[r]))
	}
	for _, c := range w.cells {
		out = append(out, byte(c>>16))
	}
	for _, c := range w.cells {
		out = binary.AppendVarint(out, int64(int16(c)))
	}
	return out
}

var errShort = errors.New("model: weights end too soon")

func decodeWeights(raw []byte) (*Weights, error) {
	rd := byteReader{raw: raw}
	labels, rowBits, cells := rd.uvarint(), rd.uvarint(), rd.uvarint()
	if rd.bad || labels == 0 || labels > 256 || rowBits > 26 || cells > uint64(len(raw)) {
		return nil, fmt.Errorf("model: weights of %d labels and 2^%d rows: %w", labels, rowBits, errShort)
	}
	w := &Weights{labels: int(labels), mask: 1<<rowBits - 1, start: make([]uint32, 1<<rowBits+1), cells: make([]uint32, cells)}
	at := uint64(0)
	for r := range w.start[1:] {
		if at += rd.uvarint(); at > cells {
			return nil, errShort
		}
		w.start[r+1] = uint32(at)
	}
	if rd.bad || at != cells || uint64(len(rd.raw)) < 2*cells {
		return nil, errShort
	}
	names := rd.raw[:cells]
	rd.raw = rd.raw[cells:]
	for i, label := range names {
		if uint64(label) >= labels {
			return nil, fmt.Errorf("model: weight for label %d of %d", label, labels)
		}
		w.cells[i] = uint32(label)<<16 | uint32(uint16(rd.varint()))
	}
	if rd.bad {
		return nil, errShort
	}
	return w, nil
}

// byteReader reads numbers off a slice; bad is set once it ran out.
type byteReader struct {
	raw []byte
	bad bool
}

func (r *byteReader) varint() int64 {
	if len(r.raw) > 0 && r.raw[0] < 0x80 { // nearly always
		b := int64(r.raw[0])
		r.raw = r.raw[1:]
		return b>>1 ^ -(b & 1)
	}
	v, n := binary.Varint(r.raw)
	if n <= 0 {
		r.bad, r.raw = true, nil
		return 0
	}
	r.raw = r.raw[n:]
	return v
}

func (r *byteReader) uvarint() uint64 {
	if len(r.raw) > 0 && r.raw[0] < 0x80 {
		b := r.raw[0]
		r.raw = r.raw[1:]
		return uint64(b)
	}
	v, n := binary.Uvarint(r.raw)
	if n <= 0 {
		r.bad, r.raw = true, nil
		return 0
	}
	r.raw = r.raw[n:]
	return v
}
