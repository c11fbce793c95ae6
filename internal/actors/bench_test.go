package actors

import (
	"testing"

	"dragoman/data"
)

// BenchmarkLoad is what the lexicon costs at each start of the program.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(data.Files); err != nil {
			b.Fatal(err)
		}
	}
}
