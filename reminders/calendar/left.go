package calendar

import "time"

// Left counts from one day to another: all days, below zero if the other is over, and those that are worked.
func (c *Calendar) Left(from, to time.Time) (days, worked int) {
	from, to = Civil(from), Civil(to)
	for d := from.AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
		if c.Day(d).Works() {
			worked++
		}
	}
	return int(to.Sub(from).Hours() / 24), worked
}

// LastWorked is the last working day up to a date.
func (c *Calendar) LastWorked(on time.Time) time.Time {
	for on = Civil(on); !c.Day(on).Works(); {
		on = on.AddDate(0, 0, -1)
	}
	return on
}

// AfterMonths is the same day so many months later or, in a month that has none such, its last.
func AfterMonths(t time.Time, months int) time.Time {
	y, m, d := Civil(t).Date()
	last := time.Date(y, m+time.Month(months)+1, 0, 0, 0, 0, 0, Zone)
	return last.AddDate(0, 0, min(d, last.Day())-last.Day())
}
