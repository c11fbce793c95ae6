package wording

import (
	"slices"
	"strings"

	"dragoman"
)

// Glyph is how a status meets the eye: filled for what took place, hollow for what has
// not, a cross for what did not.
func Glyph(status string) string {
	switch status {
	case "occurred", "ongoing", "background":
		return "●"
	case "planned", "expected":
		return "○"
	case "offered", "demanded":
		return "◇"
	case "hypothetical":
		return "?"
	case "negated":
		return "✗"
	}
	return "·"
}

// Reciprocal reports whether several parties act on one another and on nobody
// else.
func Reciprocal(e *dragoman.Event) bool {
	if len(e.Source) < 2 {
		return false
	}
	for _, t := range e.Target {
		if !names(e.Source, t.Name) {
			return false
		}
	}
	kind := e.Type
	if e.PLOVER != nil {
		kind = e.PLOVER.Type
	}
	return kind == "CONSULT" || kind == "AGREE" || kind == "COOPERATE" || len(e.Target) > 0
}

func names(refs []dragoman.ActorRef, name string) bool {
	for _, r := range refs {
		if r.Name == name {
			return true
		}
	}
	return false
}

// Reasons are those of an explanation that its frame, status and date have not said
// already.
func Reasons(why []string) []string {
	return slices.DeleteFunc(slices.Clone(why), func(w string) bool {
		return strings.HasPrefix(w, "frame ") || strings.HasPrefix(w, "status ") || strings.HasPrefix(w, `date: "`)
	})
}
