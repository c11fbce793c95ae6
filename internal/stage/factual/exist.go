package factual

// existing reports whether the clause at up tells that the act at noun t is there
// at all: "there will be talks".
func (r *reader) existing(t, up int) bool {
	return r.d.IsRel(t, "nsubj") && r.d.Kid(up, "expl") >= 0 && r.d.Lemma(up) == "be"
}

// raised returns the infinitive that tells whether the act at noun t comes to be,
// where t is the subject of a word that only hands it on: "the raid failed to take
// place", "the talks are expected to begin", "are likely to be held"; or -1.
func (r *reader) raised(t, up int) int {
	x := r.d.Kid(up, "xcomp")
	if !r.d.IsRel(t, "nsubj") || x < up || r.toOf(x) < 0 || !r.isClause(x) {
		return -1
	}
	return x
}
