package repair

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// edit replaces text[start:end] by with.
type edit struct {
	start, end int // byte offsets, half-open
	with       string
	kind       string
}

// layout is the kind of edits that turn a space into a line end. They are no
// repair.
const layout = "layout"

// apply carries out edits, which are in order and do not overlap.
func apply(text string, edits []edit) string {
	if len(edits) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 8*len(edits))
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.start])
		b.WriteString(e.with)
		at = e.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// compose joins two rounds of edits into one on the text before the first.
// mid is the text between the rounds: first led to it, second is to be applied
// to it. Edits of both rounds that touch the same stretch become one: "â€œthetalks"
// is mended as mojibake, then as glued words.
func compose(mid string, first, second []edit) []edit {
	if len(first) == 0 {
		return second
	}
	if len(second) == 0 {
		return first
	}
	// A stretch of mid, with what it was before and what it will be.
	type stretch struct {
		start, end int // in mid
		rawLen     int // how long it was before
		with, kind string
	}
	images := make([]stretch, 0, len(first))
	shift := 0
	for _, e := range first {
		s := e.start - shift
		images = append(images, stretch{start: s, end: s + len(e.with), rawLen: e.end - e.start, with: e.with, kind: e.kind})
		shift += (e.end - e.start) - len(e.with)
	}
	var out []edit
	i, j := 0, 0
	shift = 0
	for i < len(images) || j < len(second) {
		switch {
		case j == len(second) || i < len(images) && images[i].end <= second[j].start:
			m := images[i]
			out = append(out, edit{m.start + shift, m.start + shift + m.rawLen, m.with, m.kind})
			shift += m.rawLen - (m.end - m.start)
			i++
		case i == len(images) || second[j].end <= images[i].start:
			e := second[j]
			out = append(out, edit{e.start + shift, e.end + shift, e.with, e.kind})
			j++
		default: // they touch: take in all that overlaps, on either side
			start, end := min(images[i].start, second[j].start), max(images[i].end, second[j].end)
			i0, j0 := i, j
			for grown := true; grown; {
				grown = false
				for i < len(images) && images[i].start < end {
					end, grown = max(end, images[i].end), true
					i++
				}
				for j < len(second) && second[j].start < end {
					end, grown = max(end, second[j].end), true
					j++
				}
			}
			local := slices.Clone(second[j0:j])
			for k := range local {
				local[k].start -= start
				local[k].end -= start
			}
			rawLen := end - start
			for _, m := range images[i0:i] {
				rawLen += m.rawLen - (m.end - m.start)
			}
			out = append(out, edit{start + shift, start + shift + rawLen, apply(mid[start:end], local), second[j0].kind})
			shift += rawLen - (end - start)
		}
	}
	return out
}

// record turns edits of raw into repairs.
func record(raw string, edits []edit) []doc.Repair {
	var repairs []doc.Repair
	for _, e := range edits {
		if e.kind != layout {
			repairs = append(repairs, doc.Repair{Raw: raw[e.start:e.end], Fixed: e.with, RawStart: e.start, RawEnd: e.end, Kind: e.kind})
		}
	}
	return repairs
}
