package score

import "math"

// forecast is the confidence of an event, and whether its type, source and
// target were right: what the confidence is a probability of.
type forecast struct {
	confidence float64
	right      bool
}

// Calibration says how far confidences are from the shares that turn out right.
type Calibration struct {
	N    int
	ECE  float64 // expected calibration error: mean distance of the bins, weighted by size
	Bins []Bin   // those that hold events
}

// Bin is the events whose confidence lies in one tenth.
type Bin struct {
	From       share `json:"from"`
	To         share `json:"to"`
	N          int   `json:"n"`
	Confidence share `json:"confidence"` // mean
	Right      share `json:"share_right"`
}

const bins = 10

// calibrate fills a reliability table (Guo et al. 2017); nil without forecasts.
func calibrate(fs []forecast) *Calibration {
	if len(fs) == 0 {
		return nil
	}
	var table [bins]struct{ n, right, confidence float64 }
	for _, f := range fs {
		b := &table[min(bins-1, int(f.confidence*bins))] // 1 belongs to the last
		b.n++
		b.confidence += f.confidence
		if f.right {
			b.right++
		}
	}
	c := &Calibration{N: len(fs)}
	for i, b := range table {
		if b.n > 0 {
			confidence, right := b.confidence/b.n, b.right/b.n
			c.Bins = append(c.Bins, Bin{share(i) / bins, share(i+1) / bins, int(b.n), share(confidence), share(right)})
			c.ECE += b.n / float64(len(fs)) * math.Abs(confidence-right)
		}
	}
	return c
}
