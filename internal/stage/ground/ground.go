// Package ground puts a report on the calendar, on the map and into numbers: it
// holds the stages that add the layers Times, Places and Figures. Each is a
// package of its own, which says how it works; they share only the cut of the
// text into pieces (scan) and the reading of numbers (number).
package ground

import (
	"fmt"
	"io/fs"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/figure"
	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/when"
	"dragoman/internal/stage/ground/where"
)

// New reads the tables and returns the stages in the order in which they run:
// figures leave alone what times have taken.
func New(fsys fs.FS) ([]doc.Stage, error) {
	num, err := number.New(fsys)
	if err != nil {
		return nil, fmt.Errorf("ground: %w", err)
	}
	times, err := when.New(fsys, num)
	if err != nil {
		return nil, fmt.Errorf("ground: %w", err)
	}
	places, err := where.New(fsys)
	if err != nil {
		return nil, fmt.Errorf("ground: %w", err)
	}
	figures, err := figure.New(fsys, num)
	if err != nil {
		return nil, fmt.Errorf("ground: %w", err)
	}
	return []doc.Stage{times.Stage(), places.Stage(), figures.Stage()}, nil
}
