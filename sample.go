package dragoman

import _ "embed"

// Sample is a report of our own, with what reports have: a damaged word or two, a
// denial, a plan, an offer, and tellers of tellers.
//
//go:embed samples/summit.txt
var Sample string
