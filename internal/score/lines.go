package score

// Lines lists a result as JSON Lines, each with the part that it belongs to.
func (r *Result) Lines() []any {
	out := []any{summary{"summary", r.Of, r.Items, len(r.Unanswered), r.Resamples}}
	for _, x := range r.Rows {
		out = append(out, x)
	}
	for _, x := range r.Statuses {
		out = append(out, struct {
			Part string `json:"part"`
			Confusion
		}{"status", x})
	}
	for _, x := range r.Deeds {
		out = append(out, struct {
			Part string `json:"part"`
			Deeds
		}{"deeds", x})
	}
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
