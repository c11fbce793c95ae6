package main

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func numbers(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsOrder(t *testing.T) {
	slowFirst := func(i int) int {
		if i%7 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i * i
	}
	var want []int
	for i := range 200 {
		want = append(want, i*i)
	}
	for _, workers := range []int{1, 3, 8} {
		got := slices.Collect(ordered(context.Background(), workers, numbers(200), slowFirst))
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: got %v", workers, got)
		}
	}
}

func TestOrderedIsBounded(t *testing.T) {
	var drawn atomic.Int64
	items := func(yield func(int) bool) {
		for yield(int(drawn.Load())) {
			drawn.Add(1)
		}
	}
	const workers = 2
	for i := range ordered(context.Background(), workers, items, func(i int) int { return i }) {
		if i == 50 {
			break
		}
		if n, limit := int(drawn.Load()), i+4*workers+3; n > limit {
			t.Fatalf("%d items drawn while the reader holds item %d, want at most %d", n, i, limit)
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// A source that never yields again, like a terminal, must not keep Ctrl-C from
// ending the program, and what was done before comes out.
func TestOrderedEndsWithContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	stuck := make(chan struct{})
	defer close(stuck)
	items := func(yield func(int) bool) {
		if yield(1) && yield(2) {
			<-stuck
		}
	}
	var got []int
	for i := range ordered(ctx, 2, items, func(i int) int { return i }) {
		got = append(got, i)
		if i == 2 {
			stop()
		}
	}
	if !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v", got)
	}
}
