package dictionary

import "strings"

// discards reads phrases whose sentences are no news of politics, with "+" those whose
// whole stories are none:
//
//	BASEBALL
//	+WORLD_CUP
func (im *Importer) discards(f *file) {
	for _, l := range f.lines {
		phrase, whole := strings.CutPrefix(strings.TrimSpace(l.text), "+")
		phrase, scope := plain(phrase), "sentence"
		if whole {
			scope = "story"
		}
		if phrase == "" || im.ids["discard "+phrase] {
			continue
		}
		im.ids["discard "+phrase] = true
		im.tables["discards"].add(map[string]string{"phrase": phrase, "scope": scope, "example": "The " + phrase + " went on.", "source": f.source(l.n)})
	}
}
