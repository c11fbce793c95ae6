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
		for _, name := range names {
			if name == "-" {
				if !(&opening{opts: opts, yield: yield}).open("-", stdin) {
					return
				}
				continue
			}
			if !walk(name, opts, yield) {
				return
			}
		}
	}
}

// walk reads a file or folder and reports whether more is wanted.
func walk(root string, opts Options, yield func(*Input, error) bool) bool {
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
			return more(yield(nil, err))
		case strings.HasPrefix(entry.Name(), ".") && path != root && entry.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(entry.Name(), ".") && path != root, entry.IsDir():
			return nil
		}
		return more(openFile(path, opts, yield))
	})
	return wanted
}

func openFile(path string, opts Options, yield func(*Input, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(nil, err)
	}
	defer f.Close()
	return (&opening{opts: opts, yield: yield}).open(path, f)
}
