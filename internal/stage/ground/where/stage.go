package where

import (
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/places"
	"dragoman/internal/stage/ground/scan"
)

// Stage returns the stage that adds the layer Places.
func (f *Finder) Stage() doc.Stage {
	return doc.Stage{Name: "places", Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees | doc.Names, Adds: doc.Places, Run: f.run}
}

func (f *Finder) run(d *doc.Document) {
	ctx := newContext()
	r := reading{g: f.g, text: d.Text, seen: map[places.Key][]option{}}
	var cands []candidate
	var used []bool
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Kind == doc.Byline || s.Kind == doc.Credit {
			continue
		}
		r.ws = scan.Words(d.Text[:s.End][s.Start:], s.Start, nil)
		cands, used = r.sentence(d, s, ctx, cands, used)
	}
	ctx.home = f.home(d)
	f.g.settle(cands, ctx)
	for i := range cands {
		c := &cands[i]
		if !used[i] {
			continue
		}
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

// sentence appends the names of one sentence, and whether each is used as a
// place. Those that are not still tell what the report is about.
func (r *reading) sentence(d *doc.Document, s *doc.Sentence, ctx *context, out []candidate, used []bool) ([]candidate, []bool) {
	u := usage{g: r.g, d: d, sent: s, ws: r.ws}
	r.each(ctx, func(c candidate) {
		place := u.isPlace(&c)
		if place {
			u.lastPlace = c.last
		} else {
			c.weight = 0.5
		}
		if place || c.known() && u.name(&c) != "PER" {
			out, used = append(out, c), append(used, place)
		}
	})
	return out, used
}
