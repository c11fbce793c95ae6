package where

import (
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/scan"
)

// Stage returns the stage that adds the layer Places.
func (f *Finder) Stage() doc.Stage {
	return doc.Stage{Name: "places", Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees, Adds: doc.Places, Run: f.run}
}

func (f *Finder) run(d *doc.Document) {
	ctx := newContext()
	var cands []candidate
	var buf []scan.Word
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Kind == doc.Byline || s.Kind == doc.Credit {
			continue
		}
		buf = scan.Words(d.Text[:s.End][s.Start:], s.Start, buf[:0])
		f.count(ctx, d.Text, buf)
		cands = f.sentence(d, s, buf, cands)
	}
	ctx.home = f.home(d)
	f.g.settle(cands, ctx)
	for i := range cands {
		c := &cands[i]
		p := f.place(c, d.Text)
		span := doc.Span{Start: c.start, End: c.end}
		if p.Kind == "region" && c.part >= 0 {
			span.Start = c.part
		}
		d.Places = append(d.Places, doc.Place{Span: span, Name: p.Name, Country: p.Country, Lat: p.Lat, Lon: p.Lon, Kind: p.Kind})
	}
}

// home is the country that the dateline's place lies in.
func (f *Finder) home(d *doc.Document) string {
	if d.Dateline.Place == "" {
		return ""
	}
	p, _ := f.Resolve(titled(d.Dateline.Place), "")
	return p.Country
}

// titled writes "SEOUL" as "Seoul", as the gazetteer has it.
func titled(s string) string {
	if s != strings.ToUpper(s) {
		return s
	}
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// sentence appends the names of one sentence that are used as places.
func (f *Finder) sentence(d *doc.Document, s *doc.Sentence, ws []scan.Word, out []candidate) []candidate {
	u := usage{f: f, d: d, sent: s, ws: ws}
	for i := 0; i < len(ws); {
		if !ws[i].Cap {
			i++
			continue
		}
		c, ok := f.candidate(d.Text, ws, i)
		if !ok {
			i++
			continue
		}
		if u.isPlace(&c) {
			out = append(out, c)
			u.lastPlace = c.last
		}
		i = c.last
	}
	return out
}
