package repair_test

import (
	"os"
	"strings"
	"testing"

	"dragoman/internal/repair"
)

func BenchmarkNew(b *testing.B) {
	files := os.DirFS("../../data")
	for b.Loop() {
		if _, err := repair.New(files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCleanText(b *testing.B) { benchmark(b, strings.Repeat(ownReport+"\n\n", 20)) }

func BenchmarkDamagedText(b *testing.B) {
	benchmark(b, strings.Repeat(strings.ReplaceAll(ownReport, " the ", "the "), 20))
}

func benchmark(b *testing.B, text string) {
	r := newRepairer(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Repair(text)
	}
}
