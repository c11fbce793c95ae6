package client

import "dragoman"

// What the server tells that has a type in package dragoman comes as that: Record,
// FlatEvent, Explanation. The rest are below, with the names that JSON has.

// Count is how many events a value has.
type Count struct {
	By          string `json:"by"`
	Value       string `json:"value"`
	Source      string `json:"source"` // where events are told apart by pairs
	Target      string `json:"target"`
	Done        int    `json:"done"` // deeds
	Meant       int    `json:"meant"`
	Denied      int    `json:"denied"`
	Independent int    `json:"independent"` // texts that tell them, copies counted once
}

// Between is what passed from one to another.
type Between struct {
	Period      string   `json:"period"` // of a timeline
	Source      string   `json:"source"`
	Target      string   `json:"target"`
	Cooperation int      `json:"cooperation"` // deeds of quad 1 and 2
	Conflict    int      `json:"conflict"`    // deeds of quad 3 and 4
	Other       int      `json:"other"`
	Meant       int      `json:"meant"`
	Denied      int      `json:"denied"`
	Goldstein   *float64 `json:"goldstein"` // mean of the deeds that have a value
}

// Network is who acts on whom.
type Network struct {
	Actors []struct {
		Name string `json:"name"`
		Did  int    `json:"did"`
		Done int    `json:"done"`
	} `json:"actors"`
	Between []Between `json:"between"`
}

// Place is how many events took place somewhere.
type Place struct {
	Name        string  `json:"name"`
	Country     string  `json:"country"`
	Lat         float64 `json:"lat"`
	Lon         float64 `json:"lon"`
	Cooperation int     `json:"cooperation"`
	Conflict    int     `json:"conflict"`
	Other       int     `json:"other"`
	Meant       int     `json:"meant"`
	Denied      int     `json:"denied"`
}

// Stop is where somebody was.
type Stop struct {
	From        string         `json:"from"`
	To          string         `json:"to"`
	Place       dragoman.Where `json:"place"`
	Otherwise   map[string]int `json:"otherwise"` // texts by the name of another place
	Status      string         `json:"status"`
	Event       string         `json:"event"`
	Mode        string         `json:"mode"`
	Who         []string       `json:"who"`
	With        []string       `json:"with"`
	Independent int            `json:"independent"`
	Report      string         `json:"report"`
	ID          string         `json:"id"` // of the event in the report
}

// Incident is an act with all that tell it.
type Incident struct {
	ID          string              `json:"id"`
	Event       string              `json:"event"`
	Mode        string              `json:"mode"`
	Underlying  string              `json:"underlying"`
	Quad        *int                `json:"quad"`
	Source      []dragoman.ActorRef `json:"source"`
	Target      []dragoman.ActorRef `json:"target"`
	Date        *dragoman.EventDate `json:"date"`
	Place       *dragoman.Where     `json:"place"`
	Independent int                 `json:"independent"`
	Status      string              `json:"status"`
	Tellers     []string            `json:"tellers"`
	Reports     int                 `json:"reports"`
	Statuses    []struct {
		Status string `json:"status"`
		Date   string `json:"date"`
		Report string `json:"report"`
	} `json:"statuses"`
	Versions []struct {
		Field   string   `json:"field"` // killed injured arrested people amount day place
		Low     *float64 `json:"low"`
		High    *float64 `json:"high"`
		Value   string   `json:"value"`
		Tellers []string `json:"tellers"`
		Date    string   `json:"date"`
		Report  string   `json:"report"`
	} `json:"versions"`
	Contested []string `json:"contested"`
	DeniedBy  []string `json:"denied_by"`
	Tellings  []struct {
		ID        string              `json:"id"` // REPORT#EVENT
		Publisher string              `json:"publisher"`
		Published string              `json:"published"`
		Status    string              `json:"status"`
		Text      string              `json:"text"`
		Via       []dragoman.ActorRef `json:"via"`
	} `json:"tellings"`
	LeftOut int `json:"left_out"` // tellings beyond the first 500, which alone are counted
}

// Story is reports that tell the same.
type Story struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	First       string     `json:"first"`
	Last        string     `json:"last"`
	Independent int        `json:"independent"`
	Reports     []string   `json:"reports"`
	Copies      [][]string `json:"copies"`
}

// Role is what somebody was called and was, and in how many reports.
type Role struct {
	dragoman.Party
	Reports int    `json:"reports"`
	First   string `json:"first"` // days of the reports that say so
	Last    string `json:"last"`
}

// Actor is what the ledger has of somebody.
type Actor struct {
	Unit     string                   `json:"unit"`  // what it counts as in pairs
	Roles    []Role                   `json:"roles"` // the most often named first
	Did      []Count                  `json:"did"`   // by type
	Done     []Count                  `json:"done_to_it"`
	DidLast  []*dragoman.FlatEvent    `json:"did_last"`
	DoneLast []*dragoman.FlatEvent    `json:"done_to_it_last"`
	Said     []dragoman.FlatStatement `json:"said_last"`
	Quoters  []struct {
		Publisher  string `json:"publisher"`
		Statements int    `json:"statements"`
		Texts      int    `json:"texts"` // copies of one text counted once
	} `json:"quoted_by"`
}

// Found is what the ledger has under some words.
type Found struct {
	Actors  []Role                `json:"actors"`
	Places  []Place               `json:"places"`
	Reports []string              `json:"reports"` // ids
	Events  []*dragoman.FlatEvent `json:"events"`
}

// Agreement is how far reviewers agree under one aspect.
type Agreement struct {
	Of        string   `json:"of"` // mark type status source target day
	Reviewers []string `json:"reviewers"`
	Events    int      `json:"events"`
	Marks     int      `json:"marks"`
	Equal     float64  `json:"equal"`
	Alpha     *float64 `json:"alpha"` // Krippendorff's; nil where it has no meaning
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
}

// Ledger is what a ledger holds.
type Ledger struct {
	Format      int    `json:"format"`
	Bytes       int64  `json:"bytes"`
	Reports     int    `json:"reports"`
	Events      int    `json:"events"`
	Statements  int    `json:"statements"`
	Figures     int    `json:"figures"`
	Actors      int    `json:"actors"`
	Places      int    `json:"places"`
	FirstReport string `json:"first_report"`
	LastReport  string `json:"last_report"`
	Coders      []struct {
		dragoman.CoderInfo
		Reports int `json:"reports"`
	} `json:"coders"`
}
