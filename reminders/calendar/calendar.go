// Package calendar knows working days: the State Council's holidays with their make-up working days, and publicity
// windows counted in working days, forwards and backwards. A date is a civil date: the year, month and day of a
// time.Time in its own zone. Dates that come out are midnights in Zone.
package calendar

import (
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"
)

// Zone is civil time in China, which has had no summer time since 1991.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Kind tells why a day is worked or not.
type Kind string

// The kinds of day. Makeup is a Saturday or Sunday that is worked in exchange for a holiday.
const (
	Workday Kind = "workday"
	Weekend Kind = "weekend"
	Holiday Kind = "holiday"
	Makeup  Kind = "makeup"
)

// Day is one civil date.
type Day struct {
	Date        time.Time
	Kind        Kind
	Holiday     string // whose day off or make-up day it is; may be empty
	Provisional bool   // no paper is known for its year: only weekends are counted
}

// Works says whether the day is a working day.
func (d Day) Works() bool { return d.Kind == Workday || d.Kind == Makeup }

// mark is a day that a paper names.
type mark struct {
	holiday string
	works   bool
	paper   int // the year of the paper; December days may stand in the next year's
}

// Calendar is the known papers. It is not changed after New and safe for concurrent use.
type Calendar struct {
	marks map[time.Time]mark
	years map[int]bool
}

// New returns the calendar of the library's papers, each override replacing the paper of its year or adding one.
func New(overrides ...Year) *Calendar {
	c := &Calendar{marks: map[time.Time]mark{}, years: map[int]bool{}}
	c.published()
	for _, y := range overrides {
		c.replace(y)
	}
	return c
}

// published copies the library's papers. They begin in 2002; a year without any is not known.
func (c *Calendar) published() {
	const first, last = 2002, 2100
	for year := first; year <= last; year++ {
		for e := HolidayUtil.GetHolidaysByYear(year).Front(); e != nil; e = e.Next() {
			h, ok := e.Value.(*HolidayUtil.Holiday)
			if !ok {
				continue
			}
			day, err := Parse(h.GetDay())
			target, err2 := Parse(h.GetTarget())
			if err != nil || err2 != nil {
				continue
			}
			c.marks[day] = mark{h.GetName(), h.IsWork(), target.Year()}
			c.years[target.Year()] = true
		}
	}
}

func (c *Calendar) replace(y Year) {
	for day, m := range c.marks {
		if m.paper == y.Year {
			delete(c.marks, day)
		}
	}
	for _, h := range y.Holidays {
		for d := h.From.Time; !d.After(h.To.Time); d = d.AddDate(0, 0, 1) {
			c.marks[d] = mark{h.Name, false, y.Year}
		}
		for _, d := range h.Work {
			c.marks[d.Time] = mark{h.Name, true, y.Year}
		}
	}
	c.years[y.Year] = true
}

// Day tells what a date is.
func (c *Calendar) Day(date time.Time) Day {
	d := Day{Date: Civil(date), Kind: Workday}
	weekend := d.Date.Weekday() == time.Saturday || d.Date.Weekday() == time.Sunday
	m, marked := c.marks[d.Date]
	switch {
	case marked && m.works && weekend:
		d.Kind, d.Holiday = Makeup, m.holiday
	case marked && !m.works:
		d.Kind, d.Holiday = Holiday, m.holiday
	case weekend && !marked:
		d.Kind = Weekend
	}
	d.Provisional = !marked && !c.years[d.Date.Year()]
	return d
}

// Civil is the date of a time in its own zone, as midnight in Zone.
func Civil(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Zone)
}

// Parse reads YYYY-MM-DD.
func Parse(s string) (time.Time, error) { return time.ParseInLocation(time.DateOnly, s, Zone) }
