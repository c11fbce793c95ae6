package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Overlay is built-in knowledge with a user's own tables laid over it. As an
// fs.FS it is the built-in knowledge alone; ReadAll adds the user's rows.
type Overlay struct {
	fs.FS
	user fs.FS
	name string
}

// Over lays a user's tables over base. The name is how messages call the user's
// folder.
func Over(base, user fs.FS, name string) *Overlay { return &Overlay{base, user, name} }

// User is the user's folder.
func (o *Overlay) User() fs.FS { return o.user }

// CheckNames refuses files that no table is read from: a table whose name is
// mistyped would be passed over in silence. The tables are named without ".tsv".
func (o *Overlay) CheckNames(tables ...string) error {
	var faults []error
	found := false
	err := fs.WalkDir(o.user, ".", func(p string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(d.Name(), ".") && p != "."
		switch {
		case err == nil && hidden && d.IsDir(): // a user's own .git
			return fs.SkipDir
		case err != nil || d.IsDir() || hidden:
			return err
		}
		table, _, _ := strings.Cut(strings.TrimSuffix(p, ".tsv"), "/")
		if path.Ext(p) != ".tsv" || !slices.Contains(tables, table) || strings.Count(p, "/") > 1 {
			faults = append(faults, fmt.Errorf("%s: no such table, expected %s", path.Join(o.name, p), strings.Join(forms(tables), " ")))
			return nil
		}
		found = true
		return nil
	})
	if err == nil && !found && len(faults) == 0 {
		err = fmt.Errorf("%s: no tables, expected one of %s", o.name, strings.Join(forms(tables), " "))
	}
	return errors.Join(append(faults, err)...)
}

func forms(tables []string) []string {
	var out []string
	for _, t := range tables {
		out = append(out, t+".tsv")
	}
	return out
}

// ReadOwn parses a table that only a user may have, as one file or a folder of
// files; no rows where there is none.
func ReadOwn(fsys fs.FS, table string, columns ...string) ([]Row, error) {
	o, ok := fsys.(*Overlay)
	if !ok {
		return nil, nil
	}
	t := &Table{}
	err := t.readInto(o.user, table, o.name, true, columns)
	return t.Rows, err
}

// ReadAll parses every file of a table as one: knowledge that grows is kept in
// one file for each region, lexicon/leaders/africa.tsv, or in lexicon/leaders.tsv.
// An overlay's rows come last. The columns of Row.Get are those of the row's own
// file.
func ReadAll(fsys fs.FS, table string, columns ...string) (*Table, error) {
	all := &Table{Name: table, Columns: columns}
	err := all.readInto(fsys, table, "", false, columns)
	if len(all.Rows) == 0 && err == nil {
		return nil, fmt.Errorf("lexicon: no table %s", table)
	}
	own, err2 := ReadOwn(fsys, path.Base(table), columns...)
	all.Rows = append(all.Rows, own...)
	return all, errors.Join(err, err2)
}

// readInto adds the rows of every file of a table.
func (t *Table) readInto(fsys fs.FS, table, under string, own bool, columns []string) error {
	one, err := fs.Glob(fsys, table+".tsv")
	many, err2 := fs.Glob(fsys, table+"/*.tsv")
	faults := []error{err, err2}
	for _, f := range slices.Concat(one, many) {
		part, err := read(fsys, f, path.Join(under, f), columns)
		faults = append(faults, err)
		if part == nil {
			continue
		}
		for i := range part.Rows {
			part.Rows[i].Own = own
		}
		t.Rows = append(t.Rows, part.Rows...)
	}
	return errors.Join(faults...)
}
