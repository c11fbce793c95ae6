package actors

import (
	"testing"

	"dragoman/data"
)

// BenchmarkOpen is what the lexicon costs at each start of the program.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(data.Files); err != nil {
			b.Fatal(err)
		}
	}
}
