package where

import (
	"testing"

	"dragoman/data"
)

// BenchmarkNew measures what the gazetteer costs at start.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(data.Files); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkResolve looks one name of thirty places up.
func BenchmarkResolve(b *testing.B) {
	f, err := New(data.Files)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Resolve("Springfield, Illinois", "")
	}
}
