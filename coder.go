// Package dragoman reads news reports and writes who did what to whom, when,
// where, whether it is so, and who says so.
//
//	c, err := dragoman.New()
//	...
//	record, err := c.Code(ctx, input)
//
// It is the façade: it wires the readers of formats (internal/ingest), the
// mending of text (internal/repair) and the stages of analysis
// (internal/stage/...), which meet in one document (internal/doc), and turns
// that document into the Record that leaves the program. ARCHITECTURE.md tells
// the whole.
package dragoman

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"dragoman/data"
	"dragoman/internal/actors"
	"dragoman/internal/conllu"
	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/ingest"
	"dragoman/internal/ontology"
	"dragoman/internal/stage/lang"
	"dragoman/internal/stage/relate"
)

// Coder codes reports. It may be used from several goroutines.
type Coder struct {
	builder *ingest.Builder
	stages  *pipeline
	info    CoderInfo
	why     bool
	size    lang.Size
	lexicon string                          // folder with a user's tables, or empty
	schemes []string                        // published sets of classes and scales to write, where not our own choice
	own     string                          // file with a user's ontology, or empty
	coding  *ontology.Coding                // of these two
	known   func() (*actors.Lexicon, error) // for what the layers lack: spells in office
	hands   *lang.Hands                     // nil: each report is read by one
	zero    bool                            // relate with the weights that have not seen PLV
	parser  func() (*lang.Analyser, error)
	judge   func() (*relate.Judge, error)
	// observe is called after each stage; for tests of the stages' contract.
	observe func(*doc.Document, doc.Stage)
}

// Option changes how a Coder works.
type Option func(*Coder)

// WithWhy makes events say how they were read.
func WithWhy() Option { return func(c *Coder) { c.why = true } }

// WithModel chooses the network: "standard", the default, or "fast".
func WithModel(name string) Option { return func(c *Coder) { c.size = lang.Size(name) } }

// WithZeroShot makes Relate, and the confidence of events, use the weights that have
// seen nothing of the sets that relations are usually measured on.
func WithZeroShot() Option { return func(c *Coder) { c.zero = true } }

// WithHands lets a report be read by several goroutines while fewer than n code with this
// Coder, so that a single one is coded sooner. What is coded stays the same.
func WithHands(n int) Option { return func(c *Coder) { c.hands = lang.NewHands(n) } }

// New loads the knowledge that is built into the program and makes a Coder.
func New(options ...Option) (*Coder, error) { return newCoder(data.Files, options) }

func newCoder(knowledge fs.FS, options []Option) (*Coder, error) {
	c := &Coder{size: lang.Standard}
	for _, o := range options {
		o(c)
	}
	knowledge, err := overlay(knowledge, c.lexicon)
	if err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	var own []byte // the ontology's
	if c.own != "" {
		if own, err = os.ReadFile(c.own); err != nil {
			return nil, CodingError{fmt.Errorf("dragoman: loading: %w", err)}
		}
	}
	c.known = sync.OnceValues(func() (*actors.Lexicon, error) { return actors.Open(knowledge) })
	var faults [4]error
	c.parser = sync.OnceValues(func() (*lang.Analyser, error) {
		a, err := lang.NewAnalyser(knowledge, c.size)
		if err == nil {
			a.Share(c.hands)
		}
		return a, err
	})
	c.judge = sync.OnceValues(func() (*relate.Judge, error) {
		return relate.New(knowledge, c.zero, func() (*encoder.Encoder, error) {
			a, err := c.parser()
			if err != nil {
				return nil, err
			}
			return a.Encoder(), nil
		})
	})
	var all sync.WaitGroup
	all.Go(func() { c.builder, faults[0] = newBuilder(knowledge) })
	all.Go(func() { c.stages, faults[1] = loadPipeline(knowledge, c.parser, parts(c.size, c.judge)) })
	all.Go(func() { c.info, faults[2] = identify(knowledge, c.weights(), own) })
	all.Go(func() { c.coding, faults[3] = openCoding(knowledge, c.schemes, own, c.own) })
	all.Wait()
	if err := cmp.Or(errors.Join(faults[0], faults[1], faults[3]), faults[2]); err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	c.info.Scheme = c.coding.Scheme.Name
	return c, nil
}

// weights names the files of weights that the coder works with.
func (c *Coder) weights() []string {
	files := lang.Weights(c.size)
	if c.size != lang.Fast {
		files = append(files, relate.Weights(c.zero)...)
	}
	return files
}

// Info says what the coder writes into its records of itself.
func (c *Coder) Info() CoderInfo { return c.info }

// Code analyses one report. An error is about this report alone: a Failure
// where the fault is ours, the context's error where it was stopped.
func (c *Coder) Code(ctx context.Context, in *Input) (*Record, error) {
	d, err := c.analyse(ctx, c.builder.Build(in), c.stages.text)
	if err != nil {
		return nil, err
	}
	return build(d, c.coding, c.info, c.why), nil
}

// Explain analyses one report and says of every event and every rejected
// candidate why it was read so.
func (c *Coder) Explain(ctx context.Context, in *Input) ([]Explanation, error) {
	d, err := c.analyse(ctx, c.builder.Build(in), c.stages.text)
	if err != nil {
		return nil, err
	}
	return explain(d, c.coding), nil
}

// CodeExplained analyses one report once and returns what Code and Explain do.
func (c *Coder) CodeExplained(ctx context.Context, in *Input) (*Record, []Explanation, error) {
	d, err := c.analyse(ctx, c.builder.Build(in), c.stages.text)
	if err != nil {
		return nil, nil, err
	}
	return build(d, c.coding, c.info, c.why), explain(d, c.coding), nil
}

// Parse analyses the text of one report as it stands, nothing mended or left out,
// and writes its words and trees as CoNLL-U.
func (c *Coder) Parse(ctx context.Context, in *Input, w io.Writer) error {
	d, err := c.analyse(ctx, c.builder.Verbatim(in), upTo("factual", c.stages.text))
	if err != nil {
		return err
	}
	return conllu.Printer{Misc: annotations(d)}.Write(w, d)
}

// ParseTokens reads CoNLL-U, keeps its sentences, words and comments, and
// writes it with everything else filled in.
func (c *Coder) ParseTokens(ctx context.Context, r io.Reader, w io.Writer) error {
	f, err := conllu.ReadTokens(r)
	if err != nil {
		return err
	}
	if err := c.run(ctx, f.Doc, upTo("factual", c.stages.tokens)); err != nil {
		return err
	}
	p := conllu.Printer{
		Misc:     annotations(f.Doc),
		Comments: func(i int) []string { return f.Comments[i] },
	}
	return p.Write(w, f.Doc)
}

func (c *Coder) analyse(ctx context.Context, d *doc.Document, stages []doc.Stage) (*doc.Document, error) {
	if ingest.IsOtherLanguage(d) {
		return d, nil // reported as a problem; coding it would give nonsense
	}
	return d, c.run(ctx, d, stages)
}

func (c *Coder) run(ctx context.Context, d *doc.Document, stages []doc.Stage) error {
	var observe func(doc.Stage)
	if c.observe != nil {
		observe = func(s doc.Stage) { c.observe(d, s) }
	}
	c.hands.Take()
	defer c.hands.Give()
	return analyse(ctx, d, stages, observe)
}
