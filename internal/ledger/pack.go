package ledger

import (
	"context"
	"slices"

	"dragoman"
)

// packStored brings a file of format 6 to format 7, where all is in its place but what
// SQL cannot say.
func (w *Writer) packStored() error {
	rows := newTables()
	err := w.packKeys(&rows)
	if err == nil {
		err = w.nameStored(&rows)
	}
	if err == nil {
		err = rows.flush(w)
	}
	if err == nil {
		err = w.exec("DROP TABLE keys_before")
	}
	if err == nil {
		err = w.linkStored() // of format 1
	}
	return err
}

// packKeys puts the keys into runs.
func (w *Writer) packKeys(rows *tables) error {
	last := filed{key: -1 << 62}
	for {
		var some []filed
		err := w.each(context.Background(), "SELECT key, report FROM keys_before WHERE (key, report) > (?, ?) ORDER BY key, report LIMIT 100000", []any{last.key, last.report}, func(scan func(...any) error) error {
			var f filed
			err := scan(&f.key, &f.report)
			some = append(some, f)
			return err
		})
		if err != nil || len(some) == 0 {
			return err
		}
		last = some[len(some)-1]
		if err := w.file(some, rows); err != nil {
			return err
		}
		if err := rows.flush(w); err != nil {
			return err
		}
		w.runs.trim()
	}
}

// nameStored gives the actors their sums.
func (w *Writer) nameStored(rows *tables) error {
	var all [][2]int64
	err := w.each(context.Background(), "SELECT id, name, key, kind, country, sector, role, cameo FROM actors", nil, func(scan func(...any) error) error {
		var id int64
		var p dragoman.Party
		err := scan(&id, &p.Name, &p.ID, &p.Kind, &p.Country, &p.Sector, &p.Role, &p.CAMEO)
		all = append(all, [2]int64{actorSum(p), id})
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
	for _, n := range all {
		if err := rows.named.add(w, n[0], n[1]); err != nil {
			return err
		}
	}
	return nil
}
