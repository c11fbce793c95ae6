package export

import (
	"encoding/json"
	"io"
	"iter"

	"dragoman"
)

// wholeWriter writes in a format that takes all events, of which it need not know more
// than they tell by themselves.
type wholeWriter interface {
	Writer
	write(*dragoman.FlatEvent) error
}

// Lines writes events that came without their records. Formats of deeds cannot.
func (f *Format) Lines(to io.Writer, events iter.Seq2[*dragoman.FlatEvent, error]) error {
	w, err := f.open(to, 0)
	if err != nil {
		return err
	}
	for e, err := range events {
		if err == nil {
			err = w.(wholeWriter).write(e)
		}
		if err != nil {
			return err
		}
	}
	return w.Close()
}

// whole counts the events of a format that takes them all, a row for each.
type whole struct {
	told  Told
	limit int
}

func (w *whole) Told() *Told { return &w.told }
func (w *whole) Full() bool  { return w.limit > 0 && w.told.Rows >= w.limit }
func (w *whole) wrote() {
	w.told.Events++
	w.told.Rows++
}

// jsonLines writes events as dragoman code --each event does.
type jsonLines struct {
	whole
	enc *json.Encoder
}

func openJSON(w io.Writer, limit int) (Writer, error) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &jsonLines{whole{limit: limit}, enc}, nil
}

// Write writes an event as a line.
func (j *jsonLines) Write(e Event) error { return j.write(e.Event) }

func (j *jsonLines) write(e *dragoman.FlatEvent) error {
	j.wrote()
	return j.enc.Encode(e)
}

// Close has nothing to do.
func (*jsonLines) Close() error { return nil }
