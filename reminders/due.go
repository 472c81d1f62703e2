// Package reminders plans who is reminded of what, and when.
package reminders

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

// Subscription is somebody who wants to be reminded of what concerns an audience, for themselves or for a unit.
type Subscription struct {
	Subscriber string    // which chat; opaque here
	Audience   string    // none if only Own is meant
	Since      time.Time // nothing is planned for this moment or before

	Unit  int64                // whom it is about, where that is a unit
	Dates *Dates               // that hold for it; nil for those of everybody
	Own   []Own                // dates of nobody else
	Done  map[string]bool      // milestones of which there is nothing more to say
	Later map[string]time.Time // milestones that are put off to a morning
	Above bool                 // the chat is of the unit's parent: it hears only of what is not done on the day before
	Told  map[string]string    // the version of each milestone of which the chat was told last
}

// Own is a date that only one subscription has, such as the end of a publicity window.
type Own struct {
	ID     string
	On     time.Time
	Before []int // days before on which it is told
	Lasts  bool  // it is worth telling after the day too
}

// Reminder is one thing that somebody must be told.
type Reminder struct {
	Subscriber string
	Audience   string
	Unit       int64
	Above      bool
	Milestone  string
	Offset     int       // days before the date for which it was planned; see Moved
	Version    string    // of the date
	On         time.Time // the date
	At         time.Time // when it goes
	Lasts      bool      // it is worth telling after the date too
}

// Moved says that the reminder tells of a date which is not what it was when it was told. Its offset is below zero, and
// another one each time that the day is stated anew, so that a date may move back and forth.
func (r Reminder) Moved() bool { return r.Offset < 0 }

// Outdone says whether a reminder of the same that falls due later tells all that this one does.
func (r Reminder) Outdone(by Reminder) bool {
	return !r.Moved() && by.At.After(r.At) && by.Subscriber == r.Subscriber && by.Unit == r.Unit && by.Milestone == r.Milestone && by.Version == r.Version
}

// Key is the same whenever the reminder is planned, and no other's.
func (r Reminder) Key() string {
	about := r.Milestone
	if r.Unit != 0 {
		about = fmt.Sprintf("%d:%s", r.Unit, r.Milestone)
	}
	return fmt.Sprintf("%s/%s/%d/%s", r.Subscriber, about, r.Offset, r.Version)
}

// Group is the same for all that falls together for one chat and is told in one message.
func (r Reminder) Group() string { return r.Subscriber + "/" + r.At.Format("2006-01-02T15:04") }

// Planner knows the year's dates and when people may be written to. It is not changed after NewPlanner.
type Planner struct {
	cal     *calendar.Calendar
	year    milestones.Year
	inForce func(time.Time) bool
	all     *Dates
}

// Dates are dates and when each audience is told of them.
type Dates struct {
	dates []milestones.Date
	slots []slot // in order of time
}

// slot is a reminder for every subscriber of an audience.
type slot struct {
	date     milestones.Date
	audience string
	offset   int
	at       time.Time
}

// NewPlanner plans for the dates of one notice while that is in force.
func NewPlanner(year milestones.Year, dates []milestones.Date, cal *calendar.Calendar, inForce func(time.Time) bool) *Planner {
	p := &Planner{cal: cal, year: year, inForce: inForce}
	p.all = p.Dates(dates)
	return p
}

// Dates prepares other dates of the same notice, for subscriptions with dates of their own.
func (p *Planner) Dates(dates []milestones.Date) *Dates {
	d := &Dates{dates: dates}
	for _, date := range dates {
		for _, a := range p.year.Audiences {
			for _, offset := range date.Before(a.ID) {
				if at := p.at(date.On, offset); p.inForce(at) {
					d.slots = append(d.slots, slot{date, a.ID, offset, at})
				}
			}
		}
	}
	slices.SortStableFunc(d.slots, func(a, b slot) int { return a.at.Compare(b.at) })
	return d
}

// span is the time of which a plan is asked: after from, up to and at to.
type span struct{ from, to time.Time }

func (s span) has(t time.Time) bool { return t.After(s.from) && !t.After(s.to) }

// Due lists what falls due after from up to and at to, in order of time, then of subscribers. However time is cut into
// pieces, each reminder is due in exactly one of them.
func (p *Planner) Due(from, to time.Time, subscriptions []Subscription) []Reminder {
	var due []Reminder
	seen := map[string]bool{} // a date may concern somebody as two audiences
	for _, s := range subscriptions {
		for _, r := range p.of(s, span{from, to}) {
			if key := r.Key(); !seen[key] && r.At.After(s.Since) {
				seen[key] = true
				due = append(due, r)
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Reminder) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Subscriber, b.Subscriber))
	})
	return due
}

// of is what one subscription is told.
func (p *Planner) of(s Subscription, when span) (due []Reminder) {
	add := func(id, version string, offset int, on, at time.Time) {
		due = append(due, Reminder{Subscriber: s.Subscriber, Audience: s.Audience, Unit: s.Unit, Above: s.Above,
			Milestone: id, Offset: offset, Version: version, On: on, At: at})
	}
	dates := s.Dates
	if dates == nil {
		dates = p.all
	}
	for _, slot := range dates.between(when) {
		if slot.audience == s.Audience && s.wants(slot.date.ID, slot.offset, slot.date.On, slot.at) {
			add(slot.date.ID, slot.date.Version(), slot.offset, slot.date.On, slot.at)
		}
	}
	for _, o := range s.Own {
		for _, offset := range o.Before {
			if at := p.at(o.On, offset); when.has(at) && p.inForce(at) && s.wants(o.ID, offset, o.On, at) {
				add(o.ID, o.On.Format(time.DateOnly), offset, o.On, at)
				due[len(due)-1].Lasts = o.Lasts
			}
		}
	}
	if len(s.Later)+len(s.Told) == 0 || s.Above {
		return due
	}
	for _, d := range dates.dates {
		if d.Before(s.Audience) == nil || s.Done[d.ID] {
			continue
		}
		if later, ok := s.Later[d.ID]; ok && when.has(later) && !calendar.Civil(later).After(d.On) && p.inForce(later) {
			add(d.ID, d.Version(), days(later, d.On), d.On, later)
		}
		if told := s.Told[d.ID]; told != "" && told != d.Version() {
			if at, ok := p.soonest(when, d.On); ok && max(told, d.Version()) >= at.Format(time.DateOnly) { // not of what is over either way
				add(d.ID, d.Version(), -max(d.Sequence, 1), d.On, at)
			}
		}
	}
	return due
}

// wants says whether the subscription is told of a milestone then. What was put off beyond the day to which the date has
// moved since is told as if it had not been.
func (s Subscription) wants(milestone string, offset int, on, at time.Time) bool {
	later := s.Later[milestone]
	waits := at.Before(later) && !calendar.Civil(later).After(on)
	return !s.Done[milestone] && (!s.Above || offset == 1) && (s.Above || !waits)
}

// soonest is the first morning of a span on which people may be written to about a date.
func (p *Planner) soonest(when span, on time.Time) (time.Time, bool) {
	for _, m := range Mornings(when.from, when.to) {
		if p.inForce(m) && p.wait(m, on).Equal(m) {
			return m, true
		}
	}
	return time.Time{}, false
}

func days(from, to time.Time) int { return int(to.Sub(calendar.Civil(from)).Hours() / 24) }

func (d *Dates) between(when span) []slot {
	after := func(t time.Time) int {
		i, _ := slices.BinarySearchFunc(d.slots, t, func(s slot, t time.Time) int {
			if s.at.After(t) {
				return 1
			}
			return -1
		})
		return i
	}
	lo, hi := after(when.from), after(when.to)
	return d.slots[lo:max(lo, hi)]
}
