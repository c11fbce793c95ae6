package lexicon

import (
	"fmt"
	"io/fs"

	"github.com/klauspost/compress/zstd"
)

// Unpack reads a zstd-compressed file of data whole.
func Unpack(fsys fs.FS, name string) ([]byte, error) {
	packed, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return raw, nil
}
