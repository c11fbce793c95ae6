package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

// How often progress is told: to who looks on, and in a log.
const (
	everyLook = 200 * time.Millisecond
	everyLine = 30 * time.Second
	// Before, what is left is a guess.
	soonest = 5 * time.Second
)

// progress knows how far a run is by the bytes of its files that were read.
type progress struct {
	since  time.Time // when the reading began
	last   time.Time // when progress was told last
	before int       // reports of an earlier run
	taken  atomic.Int64
	whole  atomic.Int64 // of all files, in bytes; 0 while unknown or where the input is a stream
}

// begin takes the time, and meanwhile the sizes of the files.
func (p *progress) begin(inputs []string) {
	p.since = time.Now()
	p.last = p.since
	go func() {
		var sum int64
		for _, name := range inputs {
			if name == "-" {
				return
			}
			_ = filepath.WalkDir(name, func(_ string, e fs.DirEntry, err error) error {
				if err == nil && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
					if info, err := e.Info(); err == nil {
						sum += info.Size()
					}
				}
				return nil
			})
		}
		p.whole.Store(sum)
	}()
}

func (p *progress) take(n int64) { p.taken.Add(n) }

// due reports whether it is time to tell again.
func (p *progress) due(now time.Time, every time.Duration) bool {
	if p.since.IsZero() || now.Sub(p.last) < every {
		return false
	}
	p.last = now
	return true
}

// says writes "1204 reports, 85 a second, 3 failed, 41 % of the input, 12 minutes left".
func (p *progress) says(now time.Time, c *tally) string {
	took := now.Sub(p.since)
	s := fmt.Sprintf("%d %s, %.3g a second", c.done, cmp.Or(c.of, "reports"), float64(c.done-p.before)/took.Seconds())
	if c.failed > 0 {
		s += fmt.Sprintf(", %d failed", c.failed)
	}
	taken, whole := p.taken.Load(), p.whole.Load()
	if whole <= 0 || taken <= 0 || taken >= whole || took < soonest {
		return s
	}
	left := time.Duration(float64(took) * float64(whole-taken) / float64(taken))
	return s + fmt.Sprintf(", %d %% of the input, %s left", 100*taken/whole, roughly(left))
}

// roughly is a time as people say it.
func roughly(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return plural(int(d.Seconds()), "second", "seconds")
	case d < 90*time.Minute:
		return plural(int(d.Minutes()+0.5), "minute", "minutes")
	}
	return plural(int(d.Hours()+0.5), "hour", "hours")
}
