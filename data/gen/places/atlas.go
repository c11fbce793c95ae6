package main

import (
	"encoding/json"
	"fmt"
	"math"

	"dragoman/internal/places"
)

// topology is a TopoJSON file.
type topology struct {
	Objects struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
	Arcs      [][][2]int64
	Transform struct{ Scale, Translate [2]float64 }
}

// unnumbered are shapes that ISO 3166-1 gives no number.
var unnumbered = map[string]string{"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}

// outlines turns the atlas into the file that places.OpenOutlines reads.
func (k *knowledge) outlines(raw []byte) ([]byte, error) {
	var t topology
	if err := json.Unmarshal(raw, &t); err != nil {
		return nil, fmt.Errorf("atlas: %w", err)
	}
	var out places.Topology
	for _, arc := range t.Arcs {
		var x, y int64
		var points [][2]int64
		for _, step := range arc {
			x, y = x+step[0], y+step[1]
			p := [2]int64{part(t, 0, x), part(t, 1, y)}
			if n := len(points); n == 0 || points[n-1] != p {
				points = append(points, p)
			}
		}
		out.Arcs = append(out.Arcs, points)
	}
	for _, g := range t.Objects.Countries.Geometries {
		code := k.numeric[g.ID]
		if code == "" {
			code = unnumbered[g.Properties.Name]
		}
		if code == "" {
			continue // glaciers and reefs
		}
		var polygons [][][]int
		var err error
		switch g.Type {
		case "Polygon":
			polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(g.Arcs, &polygons)
		}
		if err != nil {
			return nil, fmt.Errorf("atlas: %s: %w", g.Properties.Name, err)
		}
		var rings [][]int
		for _, p := range polygons {
			rings = append(rings, p...)
		}
		out.Codes, out.Rings = append(out.Codes, code), append(out.Rings, rings)
	}
	return out.Bytes(), nil
}

func part(t topology, axis int, v int64) int64 {
	return int64(math.Round((float64(v)*t.Transform.Scale[axis] + t.Transform.Translate[axis]) * places.OutlineScale))
}
