package main

import (
	"strings"
	"unicode/utf8"
)

// The rules of what we write for people:
//
//   - Colour says what a glyph or a word says too; nothing is told by colour
//     alone, so a colourless terminal loses nothing.
//   - The eye goes down the left edge: status first, then who did what to whom.
//   - Names are bold, words of the report are in curly quotes, everything the
//     program adds is plain or dim.
//   - Lines are wrapped to the terminal, and to 100 columns at most.

// style is how the terminal at hand takes text.
type style struct {
	colour bool
	width  int // columns
}

// Select Graphic Rendition codes.
const (
	plain      = ""
	bold       = "1"
	dim        = "2"
	italic     = "3"
	underlined = "4"
	red        = "31"
	green      = "32"
	yellow     = "33"
	blue       = "34"
	magenta    = "35"
	cyan       = "36"
)

// word is a stretch of text that is never broken, in one colour.
type word struct {
	text string
	code string
	tie  tie
}

// tie says how a word hangs on the one before it.
type tie uint8

const (
	loose tie = iota // a blank or the end of a line between them
	held             // a blank, on the same line
	glued            // nothing between them
)

// words cuts text at white space into words of one colour.
func words(text, code string) []word {
	fields := strings.Fields(text)
	out := make([]word, len(fields))
	for i, f := range fields {
		out[i] = word{text: f, code: code}
	}
	return out
}

// pen writes text in colours, changing them only where they differ.
type pen struct {
	out    *strings.Builder
	colour bool
	code   string // in force
}

func (p *pen) write(text, code string) {
	if p.colour && code != p.code {
		if p.code != plain {
			p.out.WriteString("\x1b[0m")
		}
		if code != plain {
			p.out.WriteString("\x1b[" + code + "m")
		}
		p.code = code
	}
	p.out.WriteString(text)
}

// blank writes a blank between two words: in their colour where they share one.
func (p *pen) blank(next string) {
	if next != p.code {
		next = plain
	}
	p.write(" ", next)
}

// flow lays words out in lines. The first line begins with head, which takes
// up to indent columns; the others are indented as deep.
func (s style) flow(out *strings.Builder, head word, indent int, ws []word) {
	p := pen{out: out, colour: s.colour}
	p.write(head.text, head.code)
	p.write(strings.Repeat(" ", max(0, indent-utf8.RuneCountInString(head.text))), plain)
	col := indent
	for i := 0; i < len(ws); {
		run := together(ws[i:])
		width := columns(run)
		switch {
		case i == 0:
		case col+1+width > s.width:
			p.write("\n"+strings.Repeat(" ", indent), plain)
			col = indent
		default:
			p.blank(ws[i].code)
			col++
		}
		for k, w := range run {
			if k > 0 && w.tie == held {
				p.blank(w.code)
			}
			p.write(w.text, w.code)
		}
		col += width
		i += len(run)
	}
	p.write("\n", plain)
}

// together returns the words from the first on that stay on one line.
func together(ws []word) []word {
	n := 1
	for n < len(ws) && ws[n].tie != loose {
		n++
	}
	return ws[:n]
}

// columns is how much of a line words that stay together take up.
func columns(run []word) int {
	n := 0
	for k, w := range run {
		n += utf8.RuneCountInString(w.text)
		if k > 0 && w.tie == held {
			n++
		}
	}
	return n
}

// quoted puts a stretch of the report between curly quotes.
func quoted(ws []word) []word {
	if len(ws) == 0 {
		return nil
	}
	out := append([]word{{text: "“", code: dim}}, ws...)
	out[1].tie = glued
	return append(out, word{text: "”", code: dim, tie: glued})
}

// joined sets a dot between groups of words, skipping empty ones.
func joined(groups ...[]word) []word {
	var out []word
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, word{text: "·", code: dim, tie: held})
		}
		out = append(out, g...)
	}
	return out
}
