package main

import (
	"context"
	"iter"
	"sync"
)

// ordered maps items over several workers and yields the results in the order
// of the items. At most three results a worker wait for the reader, so memory
// is bounded however slow the reader and however long the input.
//
// When the context ends, what is in work is finished and yielded, and no more
// is begun. The goroutine that draws the items is not waited for: it may sit in
// a read that never returns (a terminal, tail -f).
func ordered[In, Out any](ctx context.Context, workers int, items iter.Seq[In], work func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		queue := make(chan job[In, Out])
		places := make(chan chan Out, 3*workers)
		var crew sync.WaitGroup
		for range workers {
			crew.Go(func() { labour(ctx, queue, work) })
		}
		go supply(ctx, items, queue, places)
		defer crew.Wait()
		defer stop()
		for {
			place, ok := nextPlace(ctx, places)
			if !ok {
				return
			}
			out, ok := <-place
			if !ok || !yield(out) {
				return
			}
		}
	}
}

// job is an item and the place that its result goes to. A place that is closed
// empty will never be filled.
type job[In, Out any] struct {
	item  In
	place chan Out
}

func labour[In, Out any](ctx context.Context, queue <-chan job[In, Out], work func(In) Out) {
	for {
		select {
		case j, ok := <-queue:
			if !ok {
				return
			}
			j.place <- work(j.item)
		case <-ctx.Done():
			return
		}
	}
}

// supply queues items until they or the context end. A result's place in the
// order is taken before its work begins.
func supply[In, Out any](ctx context.Context, items iter.Seq[In], queue chan<- job[In, Out], places chan<- chan Out) {
	defer close(places)
	defer close(queue)
	for item := range items {
		j := job[In, Out]{item, make(chan Out, 1)}
		select {
		case places <- j.place:
		case <-ctx.Done():
			return
		}
		select {
		case queue <- j:
		case <-ctx.Done():
			close(j.place)
			return
		}
	}
}

// nextPlace waits for a place in the order; once the context has ended it only
// takes those that are there already.
func nextPlace[Out any](ctx context.Context, places <-chan chan Out) (chan Out, bool) {
	select {
	case p, ok := <-places:
		return p, ok
	case <-ctx.Done():
	}
	select {
	case p, ok := <-places:
		return p, ok
	default:
		return nil, false
	}
}
