package ingest

import (
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Files reads the named files, and the files of the named folders in the order
// of their names; hidden files are left out. "-", or no name at all, is stdin.
func Files(names []string, stdin io.Reader, opts Options) iter.Seq2[*Input, error] {
	if len(names) == 0 {
		names = []string{"-"}
	}
	return func(yield func(*Input, error) bool) {
		w := &walk{opts: opts, to: yield}
		for _, name := range names {
			if name == "-" {
				if !w.file("-", func(o *opening) bool { return o.open("-", stdin) }) {
					return
				}
				continue
			}
			if !w.tree(name) {
				return
			}
		}
		if w.at.File < opts.Behind.File {
			yield(nil, &ChangedError{opts.Behind, ""})
		}
	}
}

// walk goes from file to file and keeps count of where it stands.
type walk struct {
	opts Options
	to   func(*Input, error) bool
	at   Mark
}

// tree reads a file or folder and reports whether more is wanted.
func (w *walk) tree(root string) bool {
	wanted := true
	more := func(ok bool) error {
		if wanted = ok; !ok {
			return fs.SkipAll
		}
		return nil
	}
	// Every error goes to yield; what the walk itself returns is only SkipAll.
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return more(w.file(path, func(o *opening) bool { return o.yield(nil, err) }))
		case strings.HasPrefix(entry.Name(), ".") && path != root && entry.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(entry.Name(), ".") && path != root, entry.IsDir():
			return nil
		}
		return more(w.file(path, func(o *opening) bool { return openFile(path, o) }))
	})
	return wanted
}

func openFile(path string, o *opening) bool {
	f, err := os.Open(path)
	if err != nil {
		return o.yield(nil, err)
	}
	defer f.Close()
	if o.opts.Taken != nil {
		t := &taken{File: f, tell: o.opts.Taken}
		defer t.rest()
		return o.open(path, t)
	}
	return o.open(path, f)
}

// taken is a file that tells how much of it was read. What is skipped is told at the end.
type taken struct {
	*os.File
	tell func(int64)
	told int64
}

func (t *taken) Read(p []byte) (int, error) {
	n, err := t.File.Read(p)
	t.add(int64(n))
	return n, err
}

// ReadAt is how the members of a zip archive are read.
func (t *taken) ReadAt(p []byte, off int64) (int, error) {
	n, err := t.File.ReadAt(p, off)
	t.add(int64(n))
	return n, err
}

func (t *taken) add(n int64) {
	t.told += n
	t.tell(n)
}

func (t *taken) rest() {
	if info, err := t.Stat(); err == nil && info.Mode().IsRegular() {
		t.tell(info.Size() - t.told)
	}
}
