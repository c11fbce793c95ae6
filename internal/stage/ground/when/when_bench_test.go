package when

import (
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/stage/ground/number"
)

const wire = `Turkish troops shelled two villages in northern Syria on Tuesday, killing at least 12 people and wounding dozens more, officials said.
The government in Ankara said it would send 2,000 more soldiers to the border next week and spend $50 million on the campaign by the end of the year.
The two countries have held six rounds of talks in Geneva since 2011, but relations have worsened over the last five years.
`

// BenchmarkSentence measures sentences of wire text.
func BenchmarkSentence(b *testing.B) {
	p := parser(b)
	lines := strings.Split(strings.TrimSpace(wire), "\n")
	b.ReportAllocs()
	for b.Loop() {
		s := p.Session(asOf)
		for _, l := range lines {
			s.Sentence(l, 0, nil)
		}
	}
}

// BenchmarkNew measures what the rows cost at start.
func BenchmarkNew(b *testing.B) {
	num, err := number.New(data.Files)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(data.Files, num); err != nil {
			b.Fatal(err)
		}
	}
}
