package places

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Record is one line of a GeoNames dump.
type Record struct {
	ID          uint32
	Name, ASCII string
	Others      []string // names in any language, unlabelled
	Lat, Lon    float64
	Class, Code string // P PPLC: the capital; A ADM1: a region; H STM: a river ...
	Country     string // ISO 3166-1 alpha-2
	Admin       [2]string
	Population  float64
}

// ParseRecord reads a line of nineteen cells.
func ParseRecord(line string) (Record, error) {
	f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
	if len(f) != 19 {
		return Record{}, fmt.Errorf("%d cells, expected the 19 of a GeoNames dump", len(f))
	}
	id, err := strconv.ParseUint(f[0], 10, 24)
	if err != nil {
		return Record{}, fmt.Errorf("number %q, expected one below %d", f[0], 1<<24)
	}
	r := Record{ID: uint32(id), Name: f[1], ASCII: f[2], Class: f[6], Code: f[7], Country: f[8], Admin: [2]string{f[10], f[11]}}
	if f[1] == "" || len(f[1]) > 255 {
		return r, fmt.Errorf("name %q, expected 1 to 255 bytes", f[1])
	}
	if f[3] != "" {
		r.Others = strings.Split(f[3], ",")
	}
	var err1, err2 error
	r.Lat, err1 = strconv.ParseFloat(f[4], 64)
	r.Lon, err2 = strconv.ParseFloat(f[5], 64)
	if err1 != nil || err2 != nil || !(r.Lat >= -90 && r.Lat <= 90 && r.Lon >= -180 && r.Lon <= 180) {
		return r, fmt.Errorf("lat %q lon %q, expected degrees", f[4], f[5])
	}
	if f[14] != "" {
		if r.Population, err = strconv.ParseFloat(f[14], 64); err != nil || !(r.Population >= 0) {
			return r, fmt.Errorf("population %q, expected a number", f[14])
		}
	}
	return r, nil
}

// Kind is the kind of place that a record is, or empty for what no report
// names as a place: a farm's well, a mast.
func (r *Record) Kind() string {
	switch r.Class {
	case "P":
		switch r.Code {
		case "PPLC", "PPLG": // the second is a seat of government, as La Paz
			return "capital"
		case "PPLX":
			return "quarter"
		case "PPLH", "PPLQ", "PPLW", "PPLCH":
			return "" // was a place once
		}
		return "city"
	case "A":
		switch r.Code {
		case "ADM1":
			return "region"
		case "ADM2":
			return "county"
		case "ADM3", "ADM4", "ADM5", "ADMD":
			return "district"
		case "PCLI", "PCLD", "PCLF", "PCLIX", "PCLS", "PCL", "TERR":
			return "country"
		}
		return ""
	case "H":
		return map[string]string{"STM": "river", "STMS": "river", "LK": "lake", "LKS": "lake", "RSV": "lake", "SEA": "sea", "OCN": "sea",
			"GULF": "sea", "BAY": "sea", "STRT": "sea", "CHN": "sea", "CNL": "canal", "CNLN": "canal"}[r.Code]
	case "T":
		return map[string]string{"MT": "mountain", "MTS": "mountain", "PK": "mountain", "VLC": "mountain", "PASS": "mountain", "ISL": "island", "ISLS": "island",
			"ISLET": "island", "ATOL": "island", "DSRT": "desert", "PEN": "region", "CAPE": "cape", "VAL": "valley", "PLN": "region", "PLAT": "region"}[r.Code]
	case "L":
		return map[string]string{"RGN": "region", "RGNE": "region", "RGNH": "region", "PRK": "park", "RES": "park", "MILB": "base", "NVB": "base", "AREA": "region", "CONT": "continent"}[r.Code]
	}
	return ""
}

// Loading says how a dump becomes an index.
type Loading struct {
	Words   func(name string) []string     // folded words of a name
	Country func(alpha2 string) string     // alpha-3 code, or empty
	At      func(lat, lon float64) string  // country of a point, where a line tells none
	Most    int                            // places that are room for
	Alias   func(r *Record, n string) bool // whether another name is worth keeping
}

// Load reads lines of a GeoNames dump into an index. Lines of other classes
// than A, P, H, T and L are passed over. The error joins the first faults, by
// line.
func Load(in io.Reader, how Loading) (*Index, error) {
	b := NewBuilder()
	l := loader{how: how, b: b, regions: map[string]int{}, codes: map[string]int32{}}
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	var faults []error
	line := 0
	for sc.Scan() {
		line++
		if t := sc.Text(); t != "" && t[0] != '#' {
			if err := l.add(t); err != nil {
				faults = append(faults, fmt.Errorf("line %d: %w", line, err))
				if len(faults) == 10 || errors.Is(err, errFull) {
					break
				}
			}
		}
	}
	if err := sc.Err(); err != nil {
		faults = append(faults, fmt.Errorf("line %d: %w", line+1, err))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	l.settle()
	bytes, err := b.Bytes()
	if err != nil {
		return nil, err
	}
	return Open(bytes)
}

var errFull = errors.New("no room for more places: load the files of single countries instead of all")

type loader struct {
	how     Loading
	b       *Builder
	regions map[string]int   // "US.TX" and "US.TX.113" to records
	codes   map[string]int32 // the same, numbered
	code    [][2]int32       // of each record
}

func (l *loader) add(line string) error {
	r, err := ParseRecord(line)
	if err != nil {
		return err
	}
	kind := r.Kind()
	if kind == "" {
		return nil
	}
	if l.b.Len() >= l.how.Most {
		return errFull
	}
	country := l.how.Country(r.Country)
	if country == "" && l.how.At != nil {
		country = l.how.At(r.Lat, r.Lon)
	}
	i := l.b.Add(r.Name, Place{Lat: r.Lat, Lon: r.Lon, Population: r.Population, Country: country, Kind: kind, GeoNames: r.ID, In: [2]int{-1, -1}})
	if l.b.fault != nil {
		return l.b.fault
	}
	first, second := r.Country+"."+r.Admin[0], r.Country+"."+r.Admin[0]+"."+r.Admin[1]
	switch r.Code {
	case "ADM1":
		l.regions[first] = i
	case "ADM2":
		l.regions[second] = i
	}
	l.code = append(l.code, [2]int32{l.number(first), l.number(second)})
	l.b.Call(i, false, l.how.Words(r.Name)...)
	l.b.Call(i, false, l.how.Words(r.ASCII)...)
	for _, n := range r.Others {
		if l.how.Alias(&r, n) {
			l.b.Call(i, true, l.how.Words(n)...)
		}
	}
	return nil
}

func (l *loader) number(code string) int32 {
	n, ok := l.codes[code]
	if !ok {
		n = int32(len(l.codes))
		l.codes[code] = n
	}
	return n
}

// settle puts every record into its regions, which may stand behind it.
func (l *loader) settle() {
	at := make([]int, len(l.codes))
	for code, n := range l.codes {
		at[n] = -1
		if r, ok := l.regions[code]; ok {
			at[n] = r
		}
	}
	for i, c := range l.code {
		in := [2]int{at[c[0]], at[c[1]]}
		for k := range in {
			if in[k] == i {
				in[k] = -1 // no region lies in itself
			}
		}
		l.b.Place(i, in)
	}
}
