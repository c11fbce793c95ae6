package actor

import (
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
)

// BenchmarkStage reports sentences a second of this stage alone, over the
// hand-built readings joined to one report of some hundred sentences.
func BenchmarkStage(b *testing.B) {
	s := stage(b, data.Files)
	d := joined(b, 20)
	b.ReportAllocs()
	for b.Loop() {
		c := *d
		s.Run(&c)
	}
	b.ReportMetric(float64(len(d.Sentences)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		stage(b, data.Files)
	}
}

// joined makes one document of all readings, n times over.
func joined(tb testing.TB, n int) *doc.Document {
	tb.Helper()
	text := ""
	for range n {
		for _, c := range readings {
			text += c.conll + "\n"
		}
	}
	return parse(tb, text, "2000-07-19")
}
