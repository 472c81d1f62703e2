package cases

import (
	"slices"
	"time"

	"zhicheng/reminders/calendar"
)

// Nobody is written to before morning or from evening on, nor staff on a day off.
const (
	morning = 8
	evening = 21
)

// AtWork is t, or the next moment in which staff may be written to.
func AtWork(cal *calendar.Calendar, t time.Time) time.Time {
	t = t.In(calendar.Zone)
	switch day := calendar.Civil(t); {
	case !cal.Day(day).Works() || t.Hour() >= evening:
		return next(cal, day).Add(morning * time.Hour)
	case t.Hour() < morning:
		return day.Add(morning * time.Hour)
	}
	return t
}

// next is the first working day after one.
func next(cal *calendar.Calendar, day time.Time) time.Time {
	for day = day.AddDate(0, 0, 1); !cal.Day(day).Works(); {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// Due is when what waits since then has waited one working day: at the same hour of the next one. What came on a day off
// waits from the start of the next working day.
func Due(cal *calendar.Calendar, since time.Time) time.Time {
	since = since.In(calendar.Zone)
	day := calendar.Civil(since)
	hour := since.Sub(day)
	if !cal.Day(day).Works() {
		day, hour = next(cal, day), 0
	}
	return next(cal, day).Add(hour)
}

// IsOverdue says whether a case has waited over one working day.
func (c Case) IsOverdue(cal *calendar.Calendar, now time.Time) bool {
	return !c.Waiting.IsZero() && !now.Before(Due(cal, c.Waiting))
}

// Late is a case that has waited too long, and when that is told.
type Late struct {
	Case
	Tell time.Time
}

// Overdue lists the waiting cases of which it must be told after from up to and at to that they have waited too long, in
// order of time. However time is cut into pieces, each waiting is told in exactly one of them.
func Overdue(cal *calendar.Calendar, all []Case, from, to time.Time) (late []Late) {
	for _, c := range all {
		if c.Waiting.IsZero() {
			continue
		}
		if at := AtWork(cal, Due(cal, c.Waiting)); at.After(from) && !at.After(to) {
			late = append(late, Late{c, at})
		}
	}
	slices.SortStableFunc(late, func(a, b Late) int { return a.Tell.Compare(b.Tell) })
	return late
}
