package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/klauspost/compress/zstd"
)

// magic begins every weights file; the last character is the layout's version.
const magic = "DRGMDL2\n"

// Header says where a file's weights come from.
type Header struct {
	Name    string              `json:"name"`
	Licence string              `json:"licence"`
	Data    []Source            `json:"data"`
	Seed    uint64              `json:"seed"`
	Command string              `json:"command"`
	Scores  map[string]float64  `json:"scores,omitempty"`
	Lists   map[string][]string `json:"lists"` // label names and other short lists
}

// Source is one file of training data.
type Source struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// File is a set of named sections: weights and raw tables.
type File struct {
	Header   Header
	names    []string
	sections map[string][]byte
}

// Add adds a raw section.
func (f *File) Add(name string, raw []byte) {
	if f.sections == nil {
		f.sections = map[string][]byte{}
	}
	f.names = append(f.names, name)
	f.sections[name] = raw
}

// AddWeights adds the weights of a perceptron.
func (f *File) AddWeights(name string, w *Weights) { f.Add(name, w.encode()) }

// AddNarrow adds the weights of a three-way perceptron.
func (f *File) AddNarrow(name string, n *Narrow) { f.Add(name, n.encode()) }

// Raw returns a section.
func (f *File) Raw(name string) ([]byte, error) {
	raw, ok := f.sections[name]
	if !ok {
		return nil, fmt.Errorf("model: %s has no section %q", f.Header.Name, name)
	}
	return raw, nil
}

// Weights returns the perceptron of a section.
func (f *File) Weights(name string) (*Weights, error) {
	raw, err := f.Raw(name)
	if err != nil {
		return nil, err
	}
	w, err := decodeWeights(raw)
	if err != nil {
		return nil, fmt.Errorf("%w (section %s of %s)", err, name, f.Header.Name)
	}
	return w, nil
}

// Narrow returns the three-way perceptron of a section.
func (f *File) Narrow(name string) (*Narrow, error) {
	raw, err := f.Raw(name)
	if err != nil {
		return nil, err
	}
	n, err := decodeNarrow(raw)
	if err != nil {
		return nil, fmt.Errorf("%w (section %s of %s)", err, name, f.Header.Name)
	}
	return n, nil
}

type sectionEntry struct {
	Name string `json:"name"`
	Size int    `json:"size"`
}

// Encode returns the file's bytes: magic, then zstd over a line of JSON and the
// sections.
func (f *File) Encode() ([]byte, error) {
	var entries []sectionEntry
	for _, n := range f.names {
		entries = append(entries, sectionEntry{n, len(f.sections[n])})
	}
	head, err := json.Marshal(struct {
		Header
		Sections []sectionEntry `json:"sections"`
	}{f.Header, entries})
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	var body bytes.Buffer
	body.Write(head)
	body.WriteByte('\n')
	for _, n := range f.names {
		body.Write(f.sections[n])
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return enc.EncodeAll(body.Bytes(), []byte(magic)), nil
}

// Decode reads what Encode wrote.
func Decode(raw []byte) (*File, error) {
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok {
		return nil, fmt.Errorf("model: not a weights file of this version")
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	defer dec.Close()
	body, err := dec.DecodeAll(rest, nil)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	line, body, _ := bytes.Cut(body, []byte("\n"))
	var head struct {
		Header
		Sections []sectionEntry `json:"sections"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, fmt.Errorf("model: header: %w", err)
	}
	f := &File{Header: head.Header}
	for _, e := range head.Sections {
		if e.Size < 0 || e.Size > len(body) {
			return nil, fmt.Errorf("model: section %s: %w", e.Name, errShort)
		}
		f.Add(e.Name, body[:e.Size:e.Size])
		body = body[e.Size:]
	}
	return f, nil
}

// Open reads a weights file.
func Open(fsys fs.FS, name string) (*File, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	f, err := Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}
