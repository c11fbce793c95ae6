package dragoman

// FlatEvent is one event as a line of its own: what `--each event` writes. It
// says of which report it is, so that lines of many reports can lie in one
// file; Start and End still point into that report's text.
type FlatEvent struct {
	Report    string `json:"report"`
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	Event
	Credits []Credit  `json:"credits,omitempty"`
	Coder   CoderInfo `json:"coder"`
	Review  *Review   `json:"review,omitempty"` // in a ledger: whose word on the event was followed
}

// Review says what somebody found of an event who compared it with the report.
type Review struct {
	Mark string `json:"mark"` // right wrong corrected
	By   string `json:"by"`
	At   string `json:"at"` // RFC 3339, to the second
}

// FlatStatement is one statement as a line of its own: what `--each statement`
// writes.
type FlatStatement struct {
	Report    string `json:"report"`
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	Statement
	Credits []Credit  `json:"credits,omitempty"`
	Coder   CoderInfo `json:"coder"`
}

// FlatEvents returns the record's events, each complete in itself.
func (r *Record) FlatEvents() []FlatEvent {
	out := make([]FlatEvent, len(r.Events))
	for i, e := range r.Events {
		out[i] = FlatEvent{Report: r.ID, URL: r.URL, Publisher: r.Publisher, Published: r.Date, Event: e, Credits: r.Credits, Coder: r.Coder}
	}
	return out
}

// FlatStatements returns the record's statements, each complete in itself.
func (r *Record) FlatStatements() []FlatStatement {
	out := make([]FlatStatement, len(r.Statements))
	for i, s := range r.Statements {
		out[i] = FlatStatement{Report: r.ID, URL: r.URL, Publisher: r.Publisher, Published: r.Date, Statement: s, Credits: r.Credits, Coder: r.Coder}
	}
	return out
}
