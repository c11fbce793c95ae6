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
	// Nor does it follow a link, but the one that was named.
	if i, err := os.Stat(root); err == nil && i.IsDir() {
		root = filepath.Clean(root) + string(filepath.Separator)
	}
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return more(w.file(path, func(o *opening) bool { return o.yield(nil, err) }))
		case strings.HasPrefix(entry.Name(), ".") && path != root && entry.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(entry.Name(), ".") && path != root:
			return nil
		case entry.IsDir():
			if path == root || !isOfPage(path) {
				return nil
			}
			w.opts.passOver(path)
			if !w.file(path, func(o *opening) bool { return o.yield(nil, &Passed{Place{Name: path}, passedParts}) }) {
				return more(false)
			}
			return fs.SkipDir
		}
		return more(w.file(path, func(o *opening) bool {
			if o.found = path != root; o.found && !isFile(path, entry) {
				return o.yield(nil, &Passed{Place{Name: path}, passedOther})
			}
			return openFile(path, o)
		}))
	})
	return wanted
}

// isFile reports whether an entry of a folder is a file or a link to one. To open a pipe would
// wait for somebody who writes into it, and a link to a folder may lead back.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	to, err := os.Stat(path)
	return err != nil || to.Mode().IsRegular() // what cannot be read is told when it is opened
}

// passOver tells of a folder's files as if they had been read.
func (o Options) passOver(folder string) {
	if o.Taken == nil {
		return
	}
	_ = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			if i, err := entry.Info(); err == nil {
				o.Taken(i.Size())
			}
		}
		return nil
	})
}

// isOfPage reports the folder into which a browser has put what a saved page needs:
// "Talks fail_files" beside "Talks fail.html".
func isOfPage(folder string) bool {
	base, ok := strings.CutSuffix(folder, "_files")
	if !ok {
		return false
	}
	for _, ext := range []string{".html", ".htm"} {
		if i, err := os.Stat(base + ext); err == nil && i.Mode().IsRegular() {
			return true
		}
	}
	return false
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
