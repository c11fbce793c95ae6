package score

// Lines lists a result as JSON Lines, each with the part that it belongs to.
func (r *Result) Lines() []any {
	out := []any{summary{"summary", r.Of, r.Items, len(r.Unanswered), r.Resamples}}
	for _, x := range r.Rows {
		out = append(out, x)
	}
	out = append(out, realityLines("", r.Statuses, r.Deeds)...)
	out = append(out, realityLines("act ", r.ActStatuses, r.ActDeeds)...)
	if c := r.Calibrated; c != nil {
		out = append(out, struct {
			Part string `json:"part"`
			N    int    `json:"n"`
			ECE  share  `json:"ece"`
		}{"calibration", c.N, share(c.ECE)})
		for _, x := range c.Bins {
			out = append(out, struct {
				Part string `json:"part"`
				Bin
			}{"reliability", x})
		}
	}
	for _, x := range r.ToldAsDone {
		out = append(out, difference{"told as done", x})
	}
	for _, x := range r.All {
		out = append(out, difference{"errors", x})
	}
	return out
}

// realityLines lists what the statuses are told as; of says of what, where not of events.
func realityLines(of string, statuses []Confusion, deeds []Deeds) []any {
	var out []any
	for _, x := range statuses {
		out = append(out, struct {
			Part string `json:"part"`
			Confusion
		}{of + "status", x})
	}
	for _, x := range deeds {
		out = append(out, struct {
			Part string `json:"part"`
			Deeds
		}{of + "deeds", x})
	}
	return out
}

type summary struct {
	Part       string `json:"part"`
	Of         string `json:"of"`
	Items      int    `json:"n"`
	Unanswered int    `json:"unanswered"`
	Resamples  int    `json:"resamples"`
}

type difference struct {
	Part string `json:"part"`
	Difference
}
