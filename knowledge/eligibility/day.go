package eligibility

import (
	"fmt"
	"regexp"
	"time"
)

// day is a civil date as a number of days, so that intervals compare and add cheaply.
type day int

// noDay, the zero day, stands for "none": no notice counts to 1 January 1970. lastDay is as far as anything counts.
const noDay day = 0

var lastDay = dayOf(9999, time.December, 31)

func dayOf(y int, m time.Month, d int) day {
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// civil is the date that a time shows in its own zone.
func civil(t time.Time) day { return dayOf(t.Date()) }

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d day) String() string {
	if d == noDay {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// MarshalText writes YYYY-MM-DD.
func (d day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD.
func (d *day) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil || t.Year() < 1 {
		return fmt.Errorf("want a date like 2023-05-30, not %q", text)
	}
	*d = civil(t)
	return nil
}

// addYears is the same day n years later; 29 February becomes the 28th in a common year.
func (d day) addYears(n int) day {
	y, m, dd := d.time().Date()
	if m == time.February && dd == 29 && dayOf(y+n, time.February, 29) == dayOf(y+n, time.March, 1) {
		dd = 28
	}
	return dayOf(y+n, m, dd)
}

// span is a date as people know it: a day, a month or a year, as the first and the last day that it may be.
type span struct{ lo, hi day }

var (
	wholeDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	partDate  = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
)

// parseSpan reads YYYY, YYYY-MM or YYYY-MM-DD.
func parseSpan(s string) (span, error) {
	if !partDate.MatchString(s) {
		return span{}, fmt.Errorf("want YYYY, YYYY-MM or YYYY-MM-DD, not %q", s)
	}
	layout := time.DateOnly[:len(s)]
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 {
		return span{}, fmt.Errorf("there is no date %q", s)
	}
	next := t.AddDate(0, 0, 1)
	switch len(s) {
	case len("2006"):
		next = t.AddDate(1, 0, 0)
	case len("2006-01"):
		next = t.AddDate(0, 1, 0)
	}
	return span{civil(t), civil(next) - 1}, nil
}

// after is the span n years and some days later.
func (s span) after(years int, days int) span {
	end := func(d day) day { return min(d.addYears(years)+day(days), lastDay) }
	return span{end(s.lo), end(s.hi)}
}
