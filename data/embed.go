// Package data carries the project's knowledge inside the binary. It holds
// tables and weights only; the packages that use them say what they mean.
package data

import "embed"

// Files is everything under data/ that the program reads.
//
//go:embed attrib clause frames ground lang lexicon models ontology peers places reading vocab
var Files embed.FS
