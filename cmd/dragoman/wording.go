package main

import (
	"dragoman"
	"dragoman/internal/wording"
)

// Short names, for they stand in nearly every line that is written for people.

func dayRange(d *dragoman.EventDate) string    { return wording.DayRange(d) }
func longDay(s string) string                  { return wording.LongDay(s) }
func number(v float64) string                  { return wording.Number(v) }
func reading(value, low, high *float64) string { return wording.Reading(value, low, high) }
func measured(value, unit string) string       { return wording.Measured(value, unit) }
func tolls(c *dragoman.Counts) []string        { return wording.Tolls(c) }
func plural(n int, one, many string) string    { return wording.Plural(n, one, many) }
