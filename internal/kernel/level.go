package kernel

import (
	"fmt"
	"sync/atomic"
)

// Level is a set of instructions that the kernels are written for. Greater is faster.
type Level int32

const (
	Portable Level = iota // plain Go, on every processor
	AVX2                  // AVX2 and FMA: x86 since 2013
	VNNI                  // AVX-512 with byte products: Intel since 2019, AMD since 2022
)

func (l Level) String() string {
	switch l {
	case Portable:
		return "portable"
	case AVX2:
		return "avx2"
	case VNNI:
		return "vnni"
	}
	return fmt.Sprintf("Level(%d)", int32(l))
}

// inUse is read once a call. It is atomic so that a test may change it beside others.
var inUse atomic.Int32

func init() { inUse.Store(int32(best)) }

// Best is the level that this machine runs unless [Use] says otherwise: the greatest that
// processor and operating system both support.
func Best() Level { return best }

// Levels lists the levels that this machine can run, slowest first. It is never empty.
func Levels() []Level {
	var all []Level
	for l := Portable; l <= best; l++ {
		all = append(all, l)
	}
	return all
}

// Use makes all later calls run at level l, in the whole process, and returns the level
// before, so that it can be put back. It is for tests and benchmarks. It panics where the
// machine lacks l.
func Use(l Level) (before Level) {
	if l < Portable || l > best {
		panic(fmt.Sprintf("kernel: this machine has no level %v, the best is %v", l, best))
	}
	return Level(inUse.Swap(int32(l)))
}

func level() Level { return Level(inUse.Load()) }
