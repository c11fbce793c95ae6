package encoder

import (
	"encoding/binary"
	"fmt"
	"math"
	"unsafe"

	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

// Linear takes a linear layer out of a weights file: int8 weights under the
// name, one scale and one bias for each output beside them.
func Linear(f *model.File, name string, in, out int) (*kernel.Linear, error) {
	r := reader{file: f}
	l := r.linear(name, in, out)
	return l, r.err
}

// Floats takes n float32 numbers out of a weights file.
func Floats(f *model.File, name string, n int) ([]float32, error) {
	r := reader{file: f}
	x := r.floats(name, n)
	return x, r.err
}

// Table is float32 numbers of a weights file, and where they are wanted.
type Table struct {
	To   *[]float32
	Name string
	Len  int
}

// ReadTables takes several tables out of a weights file.
func ReadTables(f *model.File, tables ...Table) error {
	r := reader{file: f}
	for _, t := range tables {
		*t.To = r.floats(t.Name, t.Len)
	}
	return r.err
}

// Norm is a layer norm.
type Norm struct{ Gamma, Beta []float32 }

// NormOf takes a layer norm of n values out of a weights file.
func NormOf(f *model.File, name string, n int) (Norm, error) {
	r := reader{file: f}
	x := r.norm(name, n)
	return Norm{x.gamma, x.beta}, r.err
}

// Add adds to x, row by row, and norms: x may be all of it, with nothing to add.
func (n Norm) Add(x, added []float32, rows int) {
	kernel.AddNorm(x, added, n.Gamma, n.Beta, rows, len(n.Gamma), epsilon)
}

// reader takes sections out of a file and keeps the first error.
type reader struct {
	file *model.File
	err  error
}

func (r *reader) raw(name string, size int) []byte {
	if r.err != nil {
		return nil
	}
	raw, err := r.file.Raw(name)
	if err == nil && len(raw) != size {
		err = fmt.Errorf("encoder: %s: section %s has %d bytes, expected %d", r.file.Header.Name, name, len(raw), size)
	}
	if r.err = err; err != nil {
		return nil
	}
	return raw
}

// int8s takes the bytes where they lie: millions of weights are not worth a copy.
func (r *reader) int8s(name string, n int) []int8 {
	raw := r.raw(name, n)
	if len(raw) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&raw[0])), len(raw))
}

func (r *reader) floats(name string, n int) []float32 {
	raw := r.raw(name, 4*n)
	x := make([]float32, len(raw)/4)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return x
}

func (r *reader) norm(name string, n int) layerNorm {
	return layerNorm{r.floats(name+".gamma", n), r.floats(name+".beta", n)}
}

func (r *reader) linear(name string, in, out int) *kernel.Linear {
	w, scale, bias := r.int8s(name, in*out), r.floats(name+".scale", out), r.floats(name+".bias", out)
	if r.err != nil {
		return nil
	}
	l, err := kernel.NewLinear(in, out, w, scale, bias)
	if err != nil {
		r.err = fmt.Errorf("encoder: %s: section %s: %w", r.file.Header.Name, name, err)
	}
	return l
}
