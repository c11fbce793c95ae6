package ledger

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"dragoman/internal/incident"
)

// posting is an event that is filed in a block, with its mark.
type posting uint64

func newPosting(event int64, m incident.Mark) posting { return posting(event)<<16 | posting(m) }
func (p posting) event() int64                        { return int64(p >> 16) }
func (p posting) mark() incident.Mark                 { return incident.Mark(p) }

// loadFor loads the blocks in which events look and are filed.
func (j *joiner) loadFor(events []int64) error {
	blocks := map[int64]bool{}
	for _, id := range events {
		f := j.features(id)
		for _, k := range f.Look() { // and File, which is among these
			blocks[k.Block] = true
		}
	}
	return j.load(slices.Sorted(maps.Keys(blocks)))
}

// load reads blocks that are not in memory.
func (j *joiner) load(blocks []int64) error {
	w := j.w
	blocks = slices.DeleteFunc(blocks, func(b int64) bool { _, ok := w.blocks[b]; return ok })
	for _, b := range blocks {
		w.blocks[b] = nil
	}
	return w.inBatches("SELECT block, events FROM clues WHERE block IN ", blocks, func(scan func(...any) error) error {
		var block int64
		all, err := scanPostings(scan, &block)
		w.blocks[block] = all
		w.posted += len(all)
		return err
	})
}

// scanPostings scans a row of clues.
func scanPostings(scan func(...any) error, block *int64) ([]posting, error) {
	var raw []byte
	if err := scan(block, &raw); err != nil {
		return nil, err
	}
	if len(raw)%8 != 0 {
		return nil, fmt.Errorf("%w: a block of clues of %d bytes", ErrDamaged, len(raw))
	}
	all := make([]posting, 0, len(raw)/8+1)
	for ; len(raw) > 0; raw = raw[8:] {
		all = append(all, posting(binary.BigEndian.Uint64(raw)))
	}
	return all, nil
}

func packPostings(of []posting) []byte {
	b := make([]byte, 0, 8*len(of))
	for _, p := range of {
		b = binary.BigEndian.AppendUint64(b, uint64(p))
	}
	return b
}

// mostPosted bounds what a writer remembers of clues from one transaction to the next:
// some 60 MB.
const mostPosted = 4_000_000

// trimIncidents forgets what has grown large.
func (w *Writer) trimIncidents() {
	if w.posted+len(w.blocks) > mostPosted {
		w.blocks, w.posted = map[int64][]posting{}, 0
	}
	w.recall.trim()
	w.runs.trim()
}

func (w *Writer) forgetIncidents() {
	w.blocks, w.posted, w.recall = map[int64][]posting{}, 0, newRecall()
	w.runs = newRuns()
}
