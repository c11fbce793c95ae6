// Package model reads the files in which weights travel, as train/export.py
// writes them: named sections behind a header that says where they come from.
package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"

	"github.com/klauspost/compress/zstd"
)

var errShort = errors.New("weights end too soon")

// magic begins every weights file; the last character is the layout's version.
const magic = "DRGMDL2\n"

// Header says where a file's weights come from.
type Header struct {
	Name    string              `json:"name"`
	Licence string              `json:"licence"`
	Data    []Source            `json:"data"`
	Seed    uint64              `json:"seed"`
	Command string              `json:"command"`
	Numbers map[string]int      `json:"numbers,omitempty"` // sizes of layers
	Lists   map[string][]string `json:"lists"`             // label names and other short lists
}

// Source is one file of training data.
type Source struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// File is a set of named sections.
type File struct {
	Header   Header
	sections map[string][]byte
}

// Raw returns a section.
func (f *File) Raw(name string) ([]byte, error) {
	raw, ok := f.sections[name]
	if !ok {
		return nil, fmt.Errorf("model: %s has no section %q", f.Header.Name, name)
	}
	return raw, nil
}

type sectionEntry struct {
	Name string `json:"name"`
	Size int    `json:"size"`
}

// Decode reads a file's bytes: magic, then zstd over a line of JSON and the
// sections.
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
	f := &File{Header: head.Header, sections: map[string][]byte{}}
	for _, e := range head.Sections {
		if e.Size < 0 || e.Size > len(body) {
			return nil, fmt.Errorf("model: section %s: %w", e.Name, errShort)
		}
		f.sections[e.Name] = body[:e.Size:e.Size]
		body = body[e.Size:]
	}
	return f, nil
}

// Over returns the sections of f with those of base where f has none: a network
// of which only the last layers were taught anew.
func (f *File) Over(base *File) *File {
	all := maps.Clone(base.sections)
	maps.Copy(all, f.sections)
	return &File{Header: f.Header, sections: all}
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
