package lang

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/kernel"
)

// story is a made-up wire story of about 200 words, the unit of the
// benchmarks.
const story = `Troops Leave Border Town After Talks

Government troops began leaving the border town of Haasburg on Tuesday after two days of talks between the rebels and a U.N.-led delegation, officials said.

The foreign minister, who flew to the capital on Monday night, told reporters that his country had “no interest in a wider war” and would withdraw its remaining 1,200 soldiers by the end of the month. He denied that the army had shelled villages across the river.

A spokesman for the rebels accused the government of breaking the ceasefire it signed in March. “They say one thing in the morning and do another at night,” he said. “We don't trust them.”

At least 14 people, among them three children, were killed last week when a rocket struck a market in the town's old quarter, according to doctors at the local hospital. Both sides blamed each other for the attack.

The United States and the European Union welcomed the agreement, which was mediated by Norway, and promised $25 million in aid for refugees if it holds. Moscow, which has backed the government, called on all parties to show restraint.

Meanwhile, thousands of protesters marched through the capital to demand the release of opposition leaders arrested in January. Police used tear gas to disperse the crowd.`

func newAnalyser(tb testing.TB) *Analyser { return sized(tb, Standard) }

func sized(tb testing.TB, size Size) *Analyser {
	tb.Helper()
	a, err := NewAnalyser(tables, size)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func BenchmarkWords(b *testing.B) {
	a := newAnalyser(b)
	text := strings.Repeat(story+"\n\n", 10)
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		d := &doc.Document{Text: text}
		a.cut.words(d)
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkRead reads news, from text to trees, with each network, each set of
// instructions that the machine has, and one or two workers. The figures of
// data/models/README.md are its.
func BenchmarkRead(b *testing.B) {
	text := strings.Repeat(story+"\n\n", 10)
	for _, size := range []Size{Standard, Fast} {
		a := sized(b, size)
		for _, level := range kernel.Levels() {
			for workers := 1; workers <= 2; workers++ {
				b.Run(fmt.Sprintf("%s/%s/workers=%d", size, level, workers), func(b *testing.B) {
					defer kernel.Use(kernel.Use(level))
					defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
					var sentences atomic.Int64
					b.ReportAllocs()
					b.RunParallel(func(pb *testing.PB) {
						for pb.Next() {
							d := &doc.Document{Text: text}
							a.Read(d)
							sentences.Add(int64(len(d.Sentences)))
						}
					})
					b.ReportMetric(float64(sentences.Load())/b.Elapsed().Seconds(), "sentences/s")
				})
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newAnalyser(b)
	}
}
