package when

import (
	"strings"
	"testing"
)

// The verb when reads lines that are one expression, also in small letters. As
// of Wednesday 19 July 2000: the line, its value, its days, their precision, and
// the row that read it.
const lines = `
last friday                     | 2000-07-14      | 2000-07-14/2000-07-14 day | weekday-last
on Friday                       | 2000-07-14      | 2000-07-14/2000-07-14 day | weekday
by Friday                       | 2000-07-21      | ../2000-07-21 interval | weekday by
until friday                    | 2000-07-21      | ../2000-07-21 interval | weekday until
next Friday                     | 2000-07-28      | 2000-07-28/2000-07-28 day | weekday-next
this past Friday                | 2000-07-14      | 2000-07-14/2000-07-14 day | weekday-this-past
monday of last week             | 2000-07-10      | 2000-07-10/2000-07-10 day | weekday-of-week
Friday, July 14                 | 2000-07-14      | 2000-07-14/2000-07-14 day | weekday-date
the first Monday of May         | 2000-05-01      | 2000-05-01/2000-05-01 day | nth-weekday-ord
the last Friday in June 2003    | 2003-06-27      | 2003-06-27/2003-06-27 day | nth-weekday
yesterday evening               | 2000-07-18TEV   | 2000-07-18/2000-07-18 day | day-daypart
last night                      | 2000-07-18TNI   | 2000-07-18/2000-07-18 day | last-night
the night of 3 March            | 2000-03-03TNI   | 2000-03-03/2000-03-03 day | daypart-of-day
3 March                         | 2000-03-03      | 2000-03-03/2000-03-03 day | day-month
the 3rd of March 1999           | 1999-03-03      | 1999-03-03/1999-03-03 day | ord-month-year
Mar. 3, 1999                    | 1999-03-03      | 1999-03-03/1999-03-03 day | month-day-year
20 July                         | 2000-07-20      | 2000-07-20/2000-07-20 day | day-month
the 15th                        | 2000-07-15      | 2000-07-15/2000-07-15 day | month-ord-day
1999-03-03                      | 1999-03-03      | 1999-03-03/1999-03-03 day | iso
3.3.1999                        | 1999-03-03      | 1999-03-03/1999-03-03 day | iso
25/12/1999                      | 1999-12-25      | 1999-12-25/1999-12-25 day | iso
12/25/1999                      | 1999-12-25      | 1999-12-25/1999-12-25 day | iso
7/8/2000                        | 2000-07-08      | 2000-07-08/2000-07-08 day | iso
2019-03                         | 2019-03         | 2019-03-01/2019-03-31 month | year-month
march 2019                      | 2019-03         | 2019-03-01/2019-03-31 month | month-year
31 june 1999                    | none
in June                         | 2000-06         | 2000-06-01/2000-06-30 month | month
last June                       | 2000-06         | 2000-06-01/2000-06-30 month | month-last
June of next year               | 2001-06         | 2001-06-01/2001-06-30 month | month-year-ref
mid-July                        | 2000-07         | 2000-07-11/2000-07-20 interval | part-span
late August 1998                | 1998-08         | 1998-08-21/1998-08-31 interval | part-span
the end of last month           | 2000-06         | 2000-06-21/2000-06-30 interval | edge-span
Q3 2019                         | 2019-Q3         | 2019-07-01/2019-09-30 interval | quarter-name-year
the second quarter              | 2000-Q2         | 2000-04-01/2000-06-30 interval | quarter
last quarter                    | 2000-Q2         | 2000-04-01/2000-06-30 interval | unit-last
H1 2019                         | 2019-H1         | 2019-01-01/2019-06-30 interval | half-name-year
the second half of last year    | 1999-H2         | 1999-07-01/1999-12-31 interval | half-ref
the first half of June          | 2000-06         | 2000-06-01/2000-06-15 interval | half-of
fiscal 1998                     | 1998            | 1998-01-01/1998-12-31 year | fiscal-year
1789                            | 1789            | 1789-01-01/1789-12-31 year | year
nineteen ninety-five            | 1995            | 1995-01-01/1995-12-31 year | year
since 2011                      | 2011            | 2011-01-01/.. interval | year since
until 2011                      | 2011            | ../2011-12-31 interval | year until
before 2011                     | 2011            | ../2010-12-31 interval | year before
after 2011                      | 2011            | 2012-01-01/.. interval | year after
since '98                       | 1998            | 1998-01-01/.. interval | year since
mid-2003                        | 2003            | 2003-05-01/2003-08-31 interval | part-span
late 2019                       | 2019            | 2019-09-01/2019-12-31 interval | part-span
the 1990s                       | 199             | 1990-01-01/1999-12-31 interval | decade
the nineties                    | 199             | 1990-01-01/1999-12-31 interval | decade-name
the late 80s                    | 198             | 1987-01-01/1989-12-31 interval | part-decade
the mid-1980s                   | 198             | 1984-01-01/1986-12-31 interval | part-decade
the 19th century                | 18              | 1801-01-01/1900-12-31 interval | century
two weeks ago                   | 2000-W27        | 2000-07-03/2000-07-09 week | ago
nearly three years ago          | 1997            | 1997-01-01/1997-12-31 year | ago
half a year ago                 | 2000-01         | 2000-01-01/2000-01-31 month | ago-half
half a century ago              | 1950            | 1950-01-01/1950-12-31 year | ago-half
a decade ago                    | 1990            | 1989-01-01/1991-12-31 interval | ago
several years ago               | PAST_REF        | ../2000-07-19 vague | few-ago
three days from now             | 2000-07-22      | 2000-07-22/2000-07-22 day | from-now
in two weeks' time              | 2000-W31        | 2000-07-31/2000-08-06 week | in-time
a week from Friday              | 2000-07-28      | 2000-07-28/2000-07-28 day | from-day
two days before Christmas       | 1999-12-23      | 1999-12-23/1999-12-23 day | from-day
the past three months           | P3M             | 2000-04-20/2000-07-19 interval | last-dur
the past year                   | 1999            | 1999-07-20/2000-07-19 interval | last-one
the past 24 hours               | PT24H           | 2000-07-18/2000-07-19 interval | last-dur
the last few weeks              | PXW             | ../2000-07-19 vague | last-few
the next two weeks              | P2W             | 2000-07-19/2000-08-01 interval | next-dur
the coming months               | FUTURE_REF      | 2000-07-19/.. vague | coming-units
the first three months of 1998  | P3M             | 1998-01-01/1998-03-31 interval | sub-dur
ten years                       | P10Y            | | dur
six and a half years            | P6Y6M           | | dur
a two-day visit                 | P2D             | | dur
half an hour                    | PT30M           | | dur-half
for decades                     | PXY             | | units
a quarter century               | P25Y            | | dur-quarter
every Friday                    | XXXX-WXX-5      | | every-weekday
every other day                 | P2D             | | every-other
twice a week                    | P1W             | | times-a-unit
annually                        | P1Y             | | annually
this coming weekend             | 2000-W29-WE     | 2000-07-22/2000-07-23 interval | unit-coming
this weekend                    | 2000-W29-WE     | 2000-07-22/2000-07-23 interval | unit-this
last week                       | 2000-W28        | 2000-07-10/2000-07-16 week | unit-last
earlier this year               | 2000            | 2000-01-01/2000-07-19 interval | earlier-this
later this year                 | 2000            | 2000-07-19/2000-12-31 interval | later-this
second week of May              | 2000-W19        | 2000-05-08/2000-05-14 week | nth-unit-of
last week of March              | 2000-W13        | 2000-03-27/2000-03-31 interval | last-unit-of
the week of July 3              | 2000-W27        | 2000-07-03/2000-07-09 week | week-of
the winter of 1999              | 1999-WI         | 1999-12-01/2000-02-29 season | season-year
last summer                     | 1999-SU         | 1999-06-01/1999-08-31 season | season-last
Easter 2001                     | 2001-04-15      | 2001-04-15/2001-04-15 day | holiday-year
last Christmas                  | 1999-12-25      | 1999-12-25/1999-12-25 day | holiday-ref
Ramadan 2003                    | 2003-10-27      | 2003-10-27/2003-11-25 interval | holiday-year
from 2003 to 2005               | 2003/2005       | 2003-01-01/2005-12-31 interval | from-to
from November to March          | 1999-11/2000-03 | 1999-11-01/2000-03-31 interval | from-to
January to March 1999           | 1999-01/1999-03 | 1999-01-01/1999-03-31 interval | date-to
Monday through Friday           | 2000-07-17/2000-07-21 | 2000-07-17/2000-07-21 interval | date-to
1998-99                         | 1998/1999       | 1998-01-01/1999-12-31 interval | years-dash
13-15 June 1998                 | 1998-06-13/1998-06-15 | 1998-06-13/1998-06-15 interval | days-month-year
9 a.m. Monday                   | 2000-07-17T09:00 | 2000-07-17/2000-07-17 day | clock-day
Friday evening at 8.30 p.m.     | 2000-07-14T20:30 | 2000-07-14/2000-07-14 day | clock
6 p.m. local time (0100 UTC)    | 2000-07-19T18:00 | 2000-07-19/2000-07-19 day | clock
noon Tuesday                    | 2000-07-18T12:00 | 2000-07-18/2000-07-18 day | noon-day
now                             | PRESENT_REF     | 2000-07-19/2000-07-19 vague | now
the Cold War                    | 1947/1991       | 1947-03-12/1991-12-25 interval | era
that day                        | 2000-07-19      | 2000-07-19/2000-07-19 day | that-unit
that year                       | none
nothing of the kind             | none
second                          | none
`

func TestParse(t *testing.T) {
	p := parser(t)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		f := strings.Split(line, "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		got := "none"
		if e, ok := p.Parse(f[0], asOf); ok {
			got = strings.Join([]string{e.Value, strings.TrimSpace(days(e.TimeRange) + " " + e.Precision), e.Rule}, " | ")
		}
		if want := strings.Join(f[1:], " | "); got != want {
			t.Errorf("%q reads as %s, want %s", f[0], got, want)
		}
	}
}
