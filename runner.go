package dragoman

import (
	"context"
	"fmt"
	"runtime/debug"

	"dragoman/internal/doc"
)

// A Failure is a fault of ours in one report: a stage panicked. The report is
// lost, the batch goes on.
type Failure struct {
	Report string // id
	Stage  string
	Value  any    // what the stage panicked with
	Stack  []byte // for the bug report
}

func (f *Failure) Error() string {
	return fmt.Sprintf("dragoman: report %s: stage %s: internal fault: %v", f.Report, f.Stage, f.Value)
}

// analyse runs the stages over a document. After each it calls observe, which
// may be nil.
func analyse(ctx context.Context, d *doc.Document, stages []doc.Stage, observe func(doc.Stage)) (err error) {
	at := ""
	defer func() {
		if p := recover(); p != nil {
			err = &Failure{Report: d.ID, Stage: at, Value: p, Stack: debug.Stack()}
		}
	}()
	for _, s := range stages {
		if err := ctx.Err(); err != nil {
			return err
		}
		at = s.Name
		s.Run(d)
		if observe != nil {
			observe(s)
		}
	}
	return nil
}
