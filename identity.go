package dragoman

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dragoman/internal/lexicon"
)

// Version is the version of the program and of the record it writes.
const Version = "0.1.0"

// identify names the state of the program and its knowledge. Records coded with
// the same version, model, lexicon and scheme are the same. A user's own tables, and
// then his ontology, follow the built-in ones behind a "+".
func identify(knowledge fs.FS, weights []string, ontology []byte) (CoderInfo, error) {
	info := CoderInfo{Version: Version}
	var err error
	if info.Model, err = weightsID(knowledge, weights); err != nil {
		return info, err
	}
	if info.Lexicon, err = fingerprint(knowledge); err != nil {
		return info, err
	}
	if o, ok := knowledge.(*lexicon.Overlay); ok {
		own, err := fingerprint(o.User())
		if err != nil {
			return info, err
		}
		info.Lexicon += "+" + own
	}
	if ontology != nil {
		h := sha256.New()
		h.Write(ontology)
		info.Lexicon += "+" + short(h)
	}
	return info, nil
}

// weightsID is made of the sums that stand beside the weights, since these are
// too large to be read twice at each start; a test holds the sums true.
func weightsID(knowledge fs.FS, files []string) (string, error) {
	const name = "models/SHA256SUMS"
	raw, err := fs.ReadFile(knowledge, name)
	if err != nil {
		return "", fmt.Errorf("identifying weights: %w", err)
	}
	lines := strings.Split(string(raw), "\n")
	h := sha256.New()
	for _, f := range files {
		i := slices.IndexFunc(lines, func(l string) bool { return strings.HasSuffix(l, "  "+path.Base(f)) })
		if i < 0 {
			return "", fmt.Errorf("identifying weights: %s has no line for %s", name, path.Base(f))
		}
		fmt.Fprintln(h, lines[i])
	}
	return short(h), nil
}

func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil))[:12] }

// fingerprint is the first twelve hex digits of a SHA-256 over the names and
// contents of the tables, in lexical order.
func fingerprint(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !isTable(name) {
			return err
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", name, len(raw))
		h.Write(raw)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("identifying tables: %w", err)
	}
	return short(h), nil
}

// isTable tells data tables from weights, generators and text for people. The
// gazetteer, too large to be hashed at each start, goes by its sums.
func isTable(name string) bool {
	return strings.HasSuffix(name, ".tsv") || strings.HasSuffix(name, ".tsv.zst") || name == "places/SHA256SUMS"
}
