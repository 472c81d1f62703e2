package reminders

import (
	"time"

	"zhicheng/reminders/calendar"
)

// Nobody is written to before morning or from evening on.
const (
	morning = 8
	evening = 21
)

// Quiet says whether nobody is written to at that time of the day.
func Quiet(at time.Time) bool {
	h := at.In(calendar.Zone).Hour()
	return h < morning || h >= evening
}

// Calm is how long nothing more must happen before people are told of something that may change again soon.
const Calm = time.Hour

// AfterCalm is when people are told of what happened at a time, if nothing more does: after the calm, not at night.
func AfterCalm(at time.Time) time.Time { return ByDay(at.Add(Calm)) }

// longestCalm is how long they wait at most while it goes on changing.
const longestCalm = 3 * time.Hour

// AfterAnother is when people are told who wait for what happened first, and something more has happened at a time.
func AfterAnother(first, at time.Time) time.Time {
	latest := first.Add(longestCalm)
	if latest.Before(at) {
		latest = at
	}
	if calm := at.Add(Calm); calm.Before(latest) {
		latest = calm
	}
	return ByDay(latest)
}

// ByDay is the first moment from t on at which people may be written to.
func ByDay(t time.Time) time.Time {
	t = t.In(calendar.Zone)
	switch h := t.Hour(); {
	case h < morning:
		return hour(t, morning)
	case h >= evening:
		return hour(t.AddDate(0, 0, 1), morning)
	}
	return t
}

// at is when the reminder goes that is planned so many days before a date: in the morning, of the next working day if
// that is still before the date. What would come too late by waiting, and what is due on the day itself, does not wait.
func (p *Planner) at(on time.Time, offset int) time.Time {
	return p.wait(hour(on.AddDate(0, 0, -offset), morning), on)
}

// Release says when a reminder written down at now may go, which is later than planned if the program stood still; ok
// is false when that is no use any more, the date being over. That a date has moved, or what lasts, is of use then too.
func (p *Planner) Release(r Reminder, now time.Time) (at time.Time, ok bool) {
	if !now.After(r.At) {
		return r.At, true
	}
	on := r.On
	if r.Lasts {
		on = calendar.Civil(now).AddDate(0, 1, 0) // it may wait as long as people do not work
	}
	at = p.wait(ByDay(now), on)
	return at, r.Moved() || r.Lasts || !calendar.Civil(at).After(r.On)
}

// wait moves t from a day that is not worked to the next working morning, if that is before the date.
func (p *Planner) wait(t, on time.Time) time.Time {
	for day := calendar.Civil(t); day.Before(on); day = day.AddDate(0, 0, 1) {
		switch works := p.cal.Day(day).Works(); {
		case works && day.Equal(calendar.Civil(t)):
			return t
		case works:
			return hour(day, morning)
		}
	}
	return t
}

// Mornings lists the moments after from up to and at to in which something may fall due: every morning.
func Mornings(from, to time.Time) (all []time.Time) {
	for m := hour(from, morning); !m.After(to); m = m.AddDate(0, 0, 1) {
		if m.After(from) {
			all = append(all, m)
		}
	}
	return all
}

// Morning is when a day's reminders go.
func Morning(day time.Time) time.Time { return hour(day, morning) }

func hour(day time.Time, h int) time.Time {
	return calendar.Civil(day).Add(time.Duration(h) * time.Hour)
}
