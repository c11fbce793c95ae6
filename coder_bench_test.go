package dragoman

import (
	"context"
	"testing"
)

// The whole job on one report: mending, trees, actors, events, record.
// bench/run measures the same over a corpus, with start and memory.
func BenchmarkCode(b *testing.B) {
	c := coder(b)
	in := firstReport(b, "samples/summit.txt")
	sentences := 0
	b.ReportAllocs()
	for b.Loop() {
		r, err := c.Code(context.Background(), in)
		if err != nil {
			b.Fatal(err)
		}
		sentences += len(r.Sentences)
	}
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
}

// What each stage costs, on the same report.
func BenchmarkStages(b *testing.B) {
	c := coder(b)
	in := firstReport(b, "samples/summit.txt")
	for i, s := range c.stages.text {
		b.Run(s.Name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				d := c.builder.Build(in)
				for _, before := range c.stages.text[:i] {
					before.Run(d)
				}
				b.StartTimer()
				s.Run(d)
			}
		})
	}
}

// Start: all knowledge read and checked.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
