package repair_test

import (
	"fmt"
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

// BenchmarkLongText: ten times as much should take ten times as long.
func BenchmarkLongText(b *testing.B) {
	for _, piece := range longPieces {
		for _, n := range []int{100_000, 1_000_000} {
			b.Run(fmt.Sprintf("%q/%d", piece, n), func(b *testing.B) { benchmark(b, strings.Repeat(piece, n/len(piece))) })
		}
	}
}
