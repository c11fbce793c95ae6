package places

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"math/bits"
	"slices"
)

// Builder makes an index. The same calls in the same order give the same
// bytes.
type Builder struct {
	records          []byte
	people           []float64
	names            []byte
	nameAt           map[string]uint32
	countries, kinds []string
	keys             map[Key][]uint32 // postings: record<<1 | alias
	longer           map[Key]bool
	fault            error
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{nameAt: map[string]uint32{}, keys: map[Key][]uint32{}, longer: map[Key]bool{}}
}

// Len returns the number of records so far.
func (b *Builder) Len() int { return len(b.people) }

// Add appends a record and returns its number. It is found by no name yet.
func (b *Builder) Add(name string, p Place) int {
	var r [recordSize]byte
	switch {
	case math.IsNaN(p.Lat) || math.Abs(p.Lat) > 90 || math.IsNaN(p.Lon) || math.Abs(p.Lon) > 180:
		b.fail("lat %v lon %v, expected degrees", p.Lat, p.Lon)
	case p.GeoNames >= 1<<24:
		b.fail("GeoNames number %d, expected less than %d", p.GeoNames, 1<<24)
	case len(name) > 255 || name == "":
		b.fail("name %q, expected 1 to 255 bytes", name)
	}
	if b.fault != nil {
		return 0
	}
	packDegrees(r[0:], p.Lat, 90)
	packDegrees(r[3:], p.Lon, 180)
	putInt24(r[6:], p.GeoNames)
	binary.LittleEndian.PutUint32(r[9:], b.name(name))
	packRegions(r[:], p.In)
	r[19], r[20] = b.code(&b.countries, p.Country), b.code(&b.kinds, p.Kind)
	r[21] = packPeople(p.Population)
	b.records = append(b.records, r[:]...)
	b.people = append(b.people, p.Population)
	return len(b.people) - 1
}

// Place sets the regions that a record lies in, where they were not known yet.
func (b *Builder) Place(record int, in [2]int) {
	packRegions(b.records[record*recordSize:][:recordSize], in)
}

func packRegions(r []byte, in [2]int) {
	for i, n := range in {
		if n < 0 || n >= noRegion {
			n = noRegion
		}
		putInt24(r[13+3*i:], uint32(n))
	}
}

func (b *Builder) fail(format string, args ...any) {
	if b.fault == nil {
		b.fault = fmt.Errorf("places: record %d: %s", len(b.people), fmt.Sprintf(format, args...))
	}
}

func (b *Builder) name(s string) uint32 {
	at, ok := b.nameAt[s]
	if !ok {
		at = uint32(len(b.names))
		b.nameAt[s] = at
		b.names = append(append(b.names, byte(len(s))), s...)
	}
	return at
}

func (b *Builder) code(table *[]string, s string) byte {
	i := slices.Index(*table, s)
	if i < 0 {
		i = len(*table)
		*table = append(*table, s)
	}
	if i > 255 {
		b.fail("%q is one more than the 256 countries and kinds there is room for", s)
	}
	return byte(i)
}

// Call files a record under a name, given as folded words. A second call with
// the same name does nothing.
func (b *Builder) Call(record int, alias bool, words ...string) {
	k := NoWords
	for i, w := range words {
		if i > 0 {
			b.longer[k] = true
		}
		k = k.Word(w)
	}
	for _, have := range b.keys[k] {
		if int(have>>1) == record {
			return
		}
	}
	v := uint32(record) << 1
	if alias {
		v |= 1
	}
	b.keys[k] = append(b.keys[k], v)
}

// Bytes returns the index.
func (b *Builder) Bytes() ([]byte, error) {
	if b.fault != nil {
		return nil, b.fault
	}
	all := make(map[Key]bool, len(b.keys)+len(b.longer))
	for k := range b.keys {
		all[k] = true
	}
	for k := range b.longer {
		all[k] = true
	}
	keys := slices.SortedFunc(maps.Keys(all), func(x, y Key) int { return cmp.Compare(x.mixed(), y.mixed()) })
	var hashes, values, lists, buckets []byte
	le := binary.LittleEndian
	upper := min(mostBits, bits.Len(uint(len(keys)/8))) // some eight names to a bucket
	for i, k := range keys {
		h := k.mixed()
		if i > 0 && keys[i-1].mixed()>>(32-upper) == h>>(32-upper) {
			return nil, fmt.Errorf("places: two names have the hash %x: choose another prime", h)
		}
		for uint64(len(buckets)/4) < h>>(64-upper) {
			buckets = le.AppendUint32(buckets, uint32(i))
		}
		hashes = le.AppendUint32(hashes, uint32(h>>(32-upper)))
		v := uint32(nothing)
		if posts := b.keys[k]; len(posts) == 1 {
			v = posts[0]
		} else if len(posts) > 1 {
			slices.SortStableFunc(posts, func(p, q uint32) int { return cmp.Compare(b.people[q>>1], b.people[p>>1]) })
			v = listed | uint32(len(lists)/4)
			lists = le.AppendUint32(lists, uint32(len(posts)))
			for _, p := range posts {
				lists = le.AppendUint32(lists, p)
			}
		}
		if b.longer[k] {
			v |= more
		}
		values = le.AppendUint32(values, v)
	}
	for len(buckets) < 4<<upper {
		buckets = le.AppendUint32(buckets, uint32(len(keys)))
	}
	out := []byte(magic)
	for _, section := range [][]byte{joined(b.countries), joined(b.kinds), b.records, b.names, buckets, hashes, values, lists} {
		out = append(le.AppendUint32(out, uint32(len(section))), section...)
	}
	return le.AppendUint32(out, crc32.Checksum(out, castagnoli)), nil
}

func joined(all []string) []byte {
	var b bytes.Buffer
	for _, s := range all {
		b.WriteString(s)
		b.WriteByte(0)
	}
	return b.Bytes()
}
