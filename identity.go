package dragoman

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/stage/lang"
)

// Version is the version of the program and of the record it writes.
const Version = "0.1.0"

// identify names the state of the program and its knowledge. Records coded with
// the same version, model and lexicon are the same.
func identify(knowledge fs.FS, size lang.Size) (CoderInfo, error) {
	model, err := fingerprint(knowledge, func(name string) bool { return slices.Contains(lang.Weights(size), name) })
	if err != nil {
		return CoderInfo{}, err
	}
	lexicon, err := fingerprint(knowledge, isTable)
	return CoderInfo{Version: Version, Model: model, Lexicon: lexicon}, err
}

// fingerprint is the first twelve hex digits of a SHA-256 over the names and
// contents of the chosen files, in lexical order.
func fingerprint(fsys fs.FS, chosen func(name string) bool) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !chosen(name) {
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
		return "", fmt.Errorf("identifying knowledge: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// isTable tells data tables from weights, generators and text for people.
func isTable(name string) bool {
	return strings.HasSuffix(name, ".tsv") || strings.HasSuffix(name, ".tsv.zst")
}
