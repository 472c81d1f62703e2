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

// Subscription is somebody who wants to be reminded of what concerns an audience.
type Subscription struct {
	Subscriber string // who, and in which chat; opaque here
	Audience   string
	Since      time.Time // nothing is planned for this moment or before
}

// Reminder is one thing that somebody must be told.
type Reminder struct {
	Subscriber string
	Audience   string
	Milestone  string
	Offset     int       // days before the date for which it was planned
	Version    string    // of the date
	On         time.Time // the date
	At         time.Time // when it goes
}

// Key is the same whenever the reminder is planned, and no other's.
func (r Reminder) Key() string {
	return fmt.Sprintf("%s/%s/%d/%s", r.Subscriber, r.Milestone, r.Offset, r.Version)
}

// Group is the same for all that falls together for one chat and is told in one message.
func (r Reminder) Group() string { return r.Subscriber + "/" + r.At.Format("2006-01-02T15:04") }

// Planner knows the year's dates and when people may be written to. It is not changed after NewPlanner.
type Planner struct {
	cal   *calendar.Calendar
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
	p := &Planner{cal: cal}
	for _, d := range dates {
		for _, a := range year.Audiences {
			for _, offset := range d.Before(a.ID) {
				if at := p.at(d.On, offset); inForce(at) {
					p.slots = append(p.slots, slot{d, a.ID, offset, at})
				}
			}
		}
	}
	slices.SortStableFunc(p.slots, func(a, b slot) int { return a.at.Compare(b.at) })
	return p
}

// Due lists what falls due after from up to and at to, in order of time, then of subscribers. However time is cut into
// pieces, each reminder is due in exactly one of them.
func (p *Planner) Due(from, to time.Time, subscriptions []Subscription) []Reminder {
	slots := p.between(from, to)
	if len(slots) == 0 {
		return nil
	}
	byAudience := map[string][]Subscription{}
	for _, s := range subscriptions {
		byAudience[s.Audience] = append(byAudience[s.Audience], s)
	}
	var due []Reminder
	type once struct {
		subscriber, milestone string
		offset                int
	}
	seen := map[once]bool{} // a date may concern somebody as two audiences
	for _, slot := range slots {
		for _, s := range byAudience[slot.audience] {
			r := Reminder{s.Subscriber, s.Audience, slot.date.ID, slot.offset, slot.date.Version(), slot.date.On, slot.at}
			one := once{s.Subscriber, slot.date.ID, slot.offset}
			if slot.at.After(s.Since) && !seen[one] {
				seen[one] = true
				due = append(due, r)
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Reminder) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Subscriber, b.Subscriber))
	})
	return due
}

// Instants lists the moments after from up to and at to in which something falls due for some audience.
func (p *Planner) Instants(from, to time.Time) []time.Time {
	var all []time.Time
	for _, s := range p.between(from, to) {
		if len(all) == 0 || !all[len(all)-1].Equal(s.at) {
			all = append(all, s.at)
		}
	}
	return all
}

func (p *Planner) between(from, to time.Time) []slot {
	after := func(t time.Time) int {
		i, _ := slices.BinarySearchFunc(p.slots, t, func(s slot, t time.Time) int {
			if s.at.After(t) {
				return 1
			}
			return -1
		})
		return i
	}
	lo, hi := after(from), after(to)
	return p.slots[lo:max(lo, hi)]
}
