// Package places holds what the gazetteer is made of: an index of named points
// that is used where it lies in the binary, and the outlines of countries.
//
// The index is one run of bytes: records of fixed size, the names that they
// show, and a table from the hashes of names to records. Opening it checks a
// sum and cuts it into sections; nothing is decoded before it is asked for, so
// two hundred thousand places cost no more at start than twenty.
//
// It gets wrong what its source has wrong: towns that are not there, points
// that lie off, populations out of date.
package places

import (
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math"
	"math/bits"
	"sync"
)

// Place is one record.
type Place struct {
	Lat, Lon   float64
	Population float64 // to within a tenth
	Country    string  // ISO 3166-1 alpha-3
	Kind       string  // country capital city region county ...
	GeoNames   uint32  // its number there, or 0
	In         [2]int  // the records of the first- and second-order region it lies in, or -1
}

// Index is an open index. It is safe for use by several goroutines.
type Index struct {
	records, names, buckets, hashes, values, lists []byte

	countries, kinds []string
	n                int
	bits             int // of a hash that choose a bucket
}

const (
	magic      = "PLACES01"
	recordSize = 22
	mostBits   = 20
	noRegion   = 1<<24 - 1

	more    = 1 << 31 // in a value: longer names begin with this one
	listed  = 1 << 30 // in a value: the rest is where in lists the records stand
	content = listed - 1
	nothing = content // in a value: no record, just the beginning of a name
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errCut tells of bytes that end before they should or after.
var errCut = errors.New("places: the index is cut off or longer than it says")

// shipped is the index of the binary's own files, which several stages use.
var shipped struct {
	sync.Mutex
	of    embed.FS
	index *Index
}

// Read opens places/index.bin of a file system. Callers that pass the same
// embedded files share one index.
func Read(fsys fs.FS) (*Index, error) {
	own, embedded := fsys.(embed.FS)
	shipped.Lock()
	defer shipped.Unlock()
	if embedded && shipped.index != nil && shipped.of == own {
		return shipped.index, nil
	}
	const file = "places/index.bin"
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	x, err := Open(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if embedded {
		shipped.of, shipped.index = own, x
	}
	return x, nil
}

// Open reads an index that lies in memory, and keeps it.
func Open(b []byte) (*Index, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("places: no index, expected %q at the start", magic)
	}
	body := b[:len(b)-4]
	if got, want := crc32.Checksum(body, castagnoli), binary.LittleEndian.Uint32(b[len(body):]); got != want {
		return nil, fmt.Errorf("places: the index is damaged: its sum is %08x, expected %08x", got, want)
	}
	x := &Index{}
	rest := body[len(magic):]
	var countries, kinds []byte
	for _, into := range []*[]byte{&countries, &kinds, &x.records, &x.names, &x.buckets, &x.hashes, &x.values, &x.lists} {
		if len(rest) < 4 {
			return nil, errCut
		}
		n := binary.LittleEndian.Uint32(rest)
		rest = rest[4:]
		if uint64(n) > uint64(len(rest)) {
			return nil, errCut
		}
		*into, rest = rest[:n:n], rest[n:]
	}
	if len(rest) != 0 || len(x.records)%recordSize != 0 || len(x.hashes) != len(x.values) || len(x.hashes)%4 != 0 || len(x.lists)%4 != 0 {
		return nil, errCut
	}
	if x.bits = bits.TrailingZeros(uint(len(x.buckets) / 4)); x.bits > mostBits || len(x.buckets) != 4<<x.bits {
		return nil, errCut
	}
	x.n = len(x.records) / recordSize
	x.countries, x.kinds = split(countries), split(kinds)
	return x, nil
}

// split reads strings that a zero byte ends.
func split(b []byte) []string {
	var out []string
	from := 0
	for i, c := range b {
		if c == 0 {
			out = append(out, string(b[from:i]))
			from = i + 1
		}
	}
	return out
}

// Len returns the number of records.
func (x *Index) Len() int { return x.n }

// Ref is a record under a name.
type Ref struct {
	Place int
	Alias bool // the name is not the one it goes by
}

// Find appends the records that bear a name, the largest first, and reports
// whether longer names begin with this one.
func (x *Index) Find(k Key, to []Ref) (refs []Ref, longer bool) {
	v, ok := x.value(k.mixed())
	if !ok {
		return to, false
	}
	longer = v&more != 0
	switch c := v & content; {
	case v&listed != 0:
		from := uint64(c) * 4
		if from+4 > uint64(len(x.lists)) {
			return to, longer
		}
		n := uint64(binary.LittleEndian.Uint32(x.lists[from:]))
		if n > (uint64(len(x.lists))-from-4)/4 {
			return to, longer
		}
		for i := range n {
			to = x.ref(binary.LittleEndian.Uint32(x.lists[from+4+4*i:]), to)
		}
	case c != nothing:
		to = x.ref(c, to)
	}
	return to, longer
}

// Has reports whether any record bears a name, and whether longer names begin
// with it.
func (x *Index) Has(k Key) (bears, longer bool) {
	v, ok := x.value(k.mixed())
	return ok && v&(listed|content) != nothing, ok && v&more != 0
}

func (x *Index) ref(v uint32, to []Ref) []Ref {
	if i := int(v >> 1); i < x.n {
		to = append(to, Ref{Place: i, Alias: v&1 != 0})
	}
	return to
}

// value finds the entry of a hash: its upper bits name a bucket, the next 32
// are compared. A bucket is told by where it ends.
func (x *Index) value(h uint64) (uint32, bool) {
	b := int(h >> (64 - x.bits))
	from, to := uint32(0), binary.LittleEndian.Uint32(x.buckets[4*b:])
	if b > 0 {
		from = binary.LittleEndian.Uint32(x.buckets[4*b-4:])
	}
	if uint64(to)*4 > uint64(len(x.hashes)) {
		return 0, false
	}
	want := uint32(h >> (32 - x.bits))
	for i := from; i < to; i++ {
		if binary.LittleEndian.Uint32(x.hashes[4*i:]) == want {
			return binary.LittleEndian.Uint32(x.values[4*i:]), true
		}
	}
	return 0, false
}

// Place reads a record.
func (x *Index) Place(i int) Place {
	r := x.records[i*recordSize:][:recordSize]
	p := Place{
		Lat: degrees(r[0:], 90), Lon: degrees(r[3:], 180), GeoNames: int24(r[6:]),
		In: [2]int{x.region(r[13:]), x.region(r[16:])}, Population: people(r[21]),
	}
	if c := int(r[19]); c < len(x.countries) {
		p.Country = x.countries[c]
	}
	if k := int(r[20]); k < len(x.kinds) {
		p.Kind = x.kinds[k]
	}
	return p
}

// Name returns the name that a record goes by.
func (x *Index) Name(i int) string {
	at := uint64(binary.LittleEndian.Uint32(x.records[i*recordSize+9:]))
	if at >= uint64(len(x.names)) {
		return ""
	}
	n := uint64(x.names[at])
	if at+1+n > uint64(len(x.names)) {
		return ""
	}
	return string(x.names[at+1:][:n])
}

func (x *Index) region(b []byte) int {
	i := int(int24(b))
	if i == noRegion || i >= x.n {
		return -1
	}
	return i
}

// A coordinate is a whole number of 2^23 parts of its range: a metre or two.
func degrees(b []byte, limit float64) float64 {
	d := float64(int32(int24(b)<<8)>>8) / (1<<23 - 1) * limit
	return math.Round(d*1e4) / 1e4
}

func packDegrees(b []byte, d, limit float64) {
	putInt24(b, uint32(int32(math.Round(d/limit*(1<<23-1)))))
}

func int24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

func putInt24(b []byte, v uint32) { b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16) }

// A population is a power of two in steps of a tenth.
func people(b byte) float64 { return math.Exp2(float64(b)/7.5) - 1 }

func packPeople(n float64) byte { return byte(min(255, math.Round(7.5*math.Log2(max(n, 0)+1)))) }
