package serve

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dragoman/internal/ledger"
)

// fault is what is wrong with one parameter.
type fault struct{ name, text string }

// How many events a page has, unless it is told, and at most.
const (
	pageSize = 50
	mostPage = 1000
)

// asked reads the query of an address: the same names as the command's flags.
func asked(v url.Values) (ledger.Query, []fault) {
	q := ledger.Query{Actor: v.Get("actor"), Source: v.Get("source"), Target: v.Get("target"), Via: v.Get("via"),
		Place: v.Get("place"), Country: v.Get("country"), Text: strings.TrimSpace(v.Get("text")), Limit: pageSize}
	var faults []fault
	wrong := func(name, format string, args ...any) {
		faults = append(faults, fault{name, fmt.Sprintf(format, args...)})
	}
	for _, t := range list(v["type"]) {
		q.Types = append(q.Types, t, strings.ToUpper(t)) // a user's own types may have small letters
	}
	for _, s := range list(v["status"]) {
		s = strings.ToLower(s)
		if !slices.Contains(ledger.Statuses, s) {
			wrong("status", "%q, expected some of %s", s, strings.Join(ledger.Statuses, ", "))
		}
		q.Statuses = append(q.Statuses, s)
	}
	for _, s := range list(v["quad"]) {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 4 {
			wrong("quad", "%q, expected a number from 1 to 4", s)
		}
		q.Quads = append(q.Quads, n)
	}
	if c := q.Country; c != "" && (len(c) != 3 || strings.ContainsFunc(c, func(r rune) bool { return !unicode.IsLetter(r) })) {
		wrong("country", "%q, expected three letters, such as EGY", c)
	}
	q.Since, q.Until, faults = period(v, faults)
	if s := v.Get("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > mostPage {
			wrong("limit", "%q, expected a number from 1 to %d", s, mostPage)
		} else {
			q.Limit = n
		}
	}
	switch s := v.Get("order"); s {
	case "newest":
		q.Newest = true
	case "", "oldest":
	default:
		wrong("order", "%q, expected newest or oldest", s)
	}
	if s := v.Get("cursor"); s != "" {
		m, err := ledger.ParseMark(s)
		if err != nil {
			wrong("cursor", "%v", err)
		}
		q.After = m
	}
	if _, err := ledger.Phrase(q.Text); q.Text != "" && err != nil {
		wrong("text", "%v", err)
	}
	return q, faults
}

// period reads the first and the last day asked for.
func period(v url.Values, faults []fault) (since, until *int64, _ []fault) {
	if s := v.Get("since"); s != "" {
		first, _, ok := ledger.Days(s)
		if !ok {
			faults = append(faults, fault{"since", noDay(s)})
		}
		since = &first
	}
	if s := v.Get("until"); s != "" {
		_, last, ok := ledger.Days(s)
		if !ok {
			faults = append(faults, fault{"until", noDay(s)})
		}
		until = &last
		if ok && since != nil && last < *since {
			faults = append(faults, fault{"until", fmt.Sprintf("%s is before %s", s, v.Get("since"))})
		}
	}
	return since, until, faults
}

func noDay(s string) string {
	return fmt.Sprintf("%q is no day, expected 2006-01-02, 2006-01 or 2006", s)
}

// list reads values that are given several times, or parted by commas.
func list(values []string) []string {
	var out []string
	for _, v := range values {
		for _, s := range strings.Split(v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}
