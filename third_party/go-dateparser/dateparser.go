// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate (and through it go-trafilatura) imports. The real one compiles the
// date patterns of some two hundred languages when the program starts: 0.2
// seconds and 95 MB in every command, to read dates in pages that are not in
// English. package ingest runs go-htmldate in its fast mode, which never calls
// the parser, so that this one has the names that go-htmldate compiles against
// and finds no date.
//
// Written for this project; no code of the original is in it.
package dateparser

import (
	"errors"
	"time"
)

// ParserType names a way of parsing.
type ParserType uint8

// The ways that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which way an incomplete date is completed.
type PreferredDateSource uint8

// Past completes to the past.
const Past PreferredDateSource = 1

// Configuration is the part of the original's that go-htmldate sets.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser is the original's parser.
type Parser struct {
	ParserTypes []ParserType
}

// Date is what Parse finds.
type Date struct {
	Time time.Time
}

var errNotParsed = errors.New("dateparser: dates are not parsed by this stand-in")

// Parse finds no date.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, errNotParsed
}
