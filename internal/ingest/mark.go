package ingest

import (
	"errors"
	"fmt"

	"dragoman/internal/warc"
)

// Mark is how far the reading of files has come, so that another run can go on behind it.
type Mark struct {
	File  int    // which file, counted from 1 over all that are read
	Name  string // its name
	Items int    // how many reports and errors it gave
	Last  string // where the last of them came from
}

// ChangedError says that the inputs are not those that a mark was made in.
type ChangedError struct {
	Mark  Mark
	Found string // in the mark's place; "" for nothing
}

func (e *ChangedError) Error() string {
	if e.Found == "" {
		return fmt.Sprintf("the inputs have changed: %s was the last report, and is not there", e.Mark.Last)
	}
	return fmt.Sprintf("the inputs have changed: %s was the last report, and in its place is %s", e.Mark.Last, e.Found)
}

// file reads one more file, unless the mark lies behind it; of the file with the mark, what
// was read is passed over.
func (w *walk) file(name string, read func(*opening) bool) bool {
	w.at = Mark{File: w.at.File + 1, Name: name}
	behind := w.opts.Behind
	if w.at.File < behind.File {
		return true
	}
	o := &opening{opts: w.opts, yield: w.to}
	if w.at.File == behind.File {
		if name != behind.Name {
			w.to(nil, &ChangedError{behind, name})
			return false
		}
		o.behind = behind
	}
	o.yield = func(in *Input, err error) bool {
		if o.jumped { // into an archive, to the last report of the mark
			w.at.Items, o.jumped = behind.Items-1, false
		}
		w.at.Items++
		w.at.Last = placeOf(in, err)
		if w.at.File == behind.File && w.at.Items <= behind.Items {
			if w.at.Items < behind.Items || w.at.Last == behind.Last {
				return true
			}
			w.to(nil, &ChangedError{behind, w.at.Last})
			return false
		}
		if w.opts.At != nil {
			*w.opts.At = w.at
		}
		return w.to(in, err)
	}
	more := read(o)
	if more && w.at.File == behind.File && w.at.Items < behind.Items {
		w.to(nil, &ChangedError{behind, ""})
		return false
	}
	return more
}

// placeOf is where a report or an error comes from.
func placeOf(in *Input, err error) string {
	var bad *Error
	var passed *Passed
	switch {
	case in != nil:
		return in.Place.String()
	case errors.As(err, &bad):
		return bad.Place.String()
	case errors.As(err, &passed):
		return passed.Place.String()
	}
	return err.Error()
}

// jump goes to the last record of the mark in an archive, in place of reading all before
// it; in a stream it reads them.
func (o *opening) jump(name string, archive *warc.Reader) {
	position, ok := warc.ParsePosition(trimName(o.behind.Last, name))
	if ok && o.depth == 0 && o.behind.Items > 0 && archive.Seek(position) == nil {
		o.jumped = true
	}
}

// trimName leaves the offset of "crawl.warc.gz@52311".
func trimName(place, name string) string {
	if len(place) > len(name) && place[:len(name)] == name && place[len(name)] == '@' {
		return place[len(name)+1:]
	}
	return ""
}
