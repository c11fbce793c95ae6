package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dragoman/internal/ingest"
)

// attempt does the work for one report. A panic in it costs that report, and so does taking
// longer than the limit (0 is none): what hangs is left behind, the batch goes on.
func attempt[T any](ctx context.Context, limit time.Duration, i item, work func(context.Context, item) (T, error)) (out T, err error) {
	if i.err != nil {
		return out, i.err
	}
	if limit <= 0 {
		return guarded(ctx, i, work)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type result struct {
		out T
		err error
	}
	done := make(chan result, 1)
	go func() {
		out, err := guarded(ctx, i, work)
		done <- result{out, err}
	}()
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case r := <-done:
		return r.out, r.err
	case <-late.C:
		return out, &ingest.Error{Place: i.place(), Err: fmt.Errorf("given up: it took longer than %s (--timeout)", limit)}
	}
}

// guarded makes an error of a panic that nobody nearer to it has caught.
func guarded[T any](ctx context.Context, i item, work func(context.Context, item) (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &ingest.Error{Place: i.place(), Err: fmt.Errorf("internal fault: %v", p)}
			if i.in != nil && i.in.ID != "" {
				err = fmt.Errorf("report %s: %w", i.in.ID, err)
			}
		}
	}()
	if i = i.finished(); i.err != nil {
		return out, i.err
	}
	return work(ctx, i)
}

// place is where an item comes from, as far as that is known.
func (i item) place() ingest.Place {
	if i.in != nil {
		return i.in.Place
	}
	var bad *ingest.Error
	if errors.As(i.err, &bad) {
		return bad.Place
	}
	return ingest.Place{}
}
