// Package conllu reads and writes CoNLL-U, the tab-separated format of
// Universal Dependencies (https://universaldependencies.org/format.html), from
// and to a doc.Document.
//
// Parse reads whole analyses: gold data for training and hand-built documents
// for tests. ReadTokens keeps only tokens and sentences, for text that somebody
// else has tokenised. Printer writes.
//
// The document's text comes from the "# text" comments where they are present,
// else from the forms and SpaceAfter=No. "# newpar" starts a block (with no
// such comment there is one block). The own comment "# kind = title" says what
// kind of block a sentence stands in.
//
// Hand-built documents may part columns by blanks and leave out DEPS and MISC:
//
//	# text = Moscow denied it.
//	1 Moscow Moscow PROPN _ Number=Sing 2 nsubj
//	2 denied deny VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root
//	3 it it PRON _ _ 2 obj
//	4 . . PUNCT _ _ 2 punct
//
// What it leaves out: XPOS, enhanced dependencies, empty nodes (8.1) and MISC
// but for SpaceAfter.
package conllu

import (
	"io"

	"dragoman/internal/doc"
)

// File is a document with what CoNLL-U says beside it.
type File struct {
	Doc      *doc.Document
	Comments [][]string // the comment lines before each sentence, as written, "# " included
}

// Parse reads a document with its sentences, tokens, and those of tags and
// trees that the input holds: a document without any UPOS has no tags, one
// without any head no arcs. The layers read are told by Layers.
func Parse(r io.Reader) (*doc.Document, error) {
	f, err := Read(r)
	if err != nil {
		return nil, err
	}
	return f.Doc, nil
}

// Read is Parse with the comments.
func Read(r io.Reader) (*File, error) { return read(r, true) }

// ReadTokens reads sentences and tokens and ignores every other column, right
// or wrong: they are about to be filled in.
func ReadTokens(r io.Reader) (*File, error) { return read(r, false) }

// Layers tells which layers a document just read holds.
func Layers(d *doc.Document) doc.Layers {
	have := doc.Sentences | doc.Tokens
	if d.Tags != nil {
		have |= doc.Tags
	}
	if d.Arcs != nil {
		have |= doc.Trees
	}
	return have
}
