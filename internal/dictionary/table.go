package dictionary

import (
	"bytes"
	"slices"
	"strings"
)

// table is one table of the overlay.
type table struct {
	columns []string
	rows    [][]string
}

func newTables() map[string]*table {
	t := func(columns string) *table { return &table{columns: strings.Fields(columns)} }
	return map[string]*table{
		"states":   t("code name official adjectives inhabitants aliases capital other_capitals seats lat lon capital_lat capital_lon from to successor example source cameo"),
		"leaders":  t("id name aliases short gender country sector office from to lead example source cameo"),
		"bodies":   t("id name aliases kind country sector state_run from to example source cameo"),
		"offices":  t("title sector kind example source cameo"),
		"agents":   t("lemma plural sector kind home example source cameo"),
		"frames":   t("id lemma pos when source target type mode cameo example expect origin scheme"),
		"classes":  t("class lemmas example origin"),
		"declared": t("class name example source"),
		"discards": t("phrase scope example source"),
	}
}

// add appends a row; cells that are not given are empty.
func (t *table) add(cells map[string]string) {
	row := make([]string, len(t.columns))
	for k, v := range cells {
		i := slices.Index(t.columns, k)
		if i < 0 {
			panic("dictionary: no column " + k)
		}
		row[i] = strings.NewReplacer("\t", " ", "\n", " ").Replace(v)
	}
	t.rows = append(t.rows, row)
}

// Files returns the tables that have rows, by the names of their files.
func (im *Importer) Files() map[string][]byte {
	out := map[string][]byte{}
	for name, t := range im.tables {
		if len(t.rows) == 0 {
			continue
		}
		var b bytes.Buffer
		for _, row := range append([][]string{t.columns}, t.rows...) {
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
		out[name+".tsv"] = b.Bytes()
	}
	return out
}
