package attrib_test

import (
	"strings"
	"testing"
)

// BenchmarkStatements measures the stage alone, in sentences a second.
func BenchmarkStatements(b *testing.B) {
	run := stages(b)
	text := strings.Repeat("The foreign minister said on Monday that talks with Iran had failed. “We will not give in,” he told reporters, according to Reuters.\n\n", 200)
	d := read(text, "2020-01-01")
	for _, s := range run[:len(run)-1] {
		s.Run(d)
	}
	stage := run[len(run)-1]
	for b.Loop() {
		d.Statements = nil
		stage.Run(d)
	}
	b.ReportMetric(float64(len(d.Sentences)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
