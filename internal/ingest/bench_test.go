package ingest_test

import (
	"testing"

	"dragoman/internal/ingest"
)

func BenchmarkBuild(b *testing.B) {
	builder := newBuilder(b)
	in := &ingest.Input{Text: plainReport}
	b.SetBytes(int64(len(plainReport)))
	for b.Loop() {
		builder.Build(in)
	}
}
