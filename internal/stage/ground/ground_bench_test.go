package ground_test

import (
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/stage/ground"
	"dragoman/internal/stage/lang"
)

const wire = `Turkish troops shelled two villages in northern Syria on Tuesday, killing at least 12 people and wounding dozens more, officials said.
The government in Ankara said it would send 2,000 more soldiers to the border next week and spend $50 million on the campaign by the end of the year.
The two countries have held six rounds of talks in Geneva since 2011, but relations have worsened over the last five years.

`

// BenchmarkGround runs the three stages over parsed wire text.
func BenchmarkGround(b *testing.B) {
	parse, err := lang.New(data.Files)
	if err != nil {
		b.Skip(err)
	}
	stages, err := ground.New(data.Files)
	if err != nil {
		b.Fatal(err)
	}
	d := document(article{Text: strings.Repeat(wire, 20), Date: "2000-07-19"})
	parse.Run(d)
	b.ReportAllocs()
	for b.Loop() {
		d.Times, d.Places, d.Figures = nil, nil, nil
		for _, s := range stages {
			s.Run(d)
		}
	}
	b.ReportMetric(float64(len(d.Sentences))*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
}

// BenchmarkNew measures what the tables cost at start.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ground.New(data.Files); err != nil {
			b.Fatal(err)
		}
	}
}
