package dragoman

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"dragoman/data"
	"dragoman/internal/dictionary"
)

// ImportLexicon reads dictionaries for other coders and writes the tables made of
// them into a folder, which must not hold tables yet. left is what has no
// counterpart, line by line. A file that is no dictionary is an error, and then
// nothing is written.
//
// A dictionary of verbs codes alone: with it the built-in frames are laid aside.
// beside lets them code what it lacks.
func ImportLexicon(ctx context.Context, folder string, files []string, beside bool) (left []error, err error) {
	if have, err := os.ReadDir(folder); err == nil && len(have) > 0 {
		return nil, fmt.Errorf("%s holds files already (%s): give a new or empty folder", folder, have[0].Name())
	}
	im, err := dictionary.New(data.Files)
	if err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	if beside {
		im.Beside()
	}
	var faults []error
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err == nil {
			err = im.Read(name, raw)
		}
		faults = append(faults, err, ctx.Err())
	}
	if err := errors.Join(faults...); err != nil {
		return im.Left(), err
	}
	tables := im.Files()
	if len(tables) == 0 {
		return im.Left(), errors.New("nothing in these files is new or has a counterpart: nothing written")
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return im.Left(), err
	}
	for name, table := range tables {
		if err := os.WriteFile(filepath.Join(folder, name), table, 0o666); err != nil {
			return im.Left(), err
		}
	}
	return im.Left(), nil
}
