package dates

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

// Must is a date by which a committee must have done something; its id goes with the committee.
type Must struct {
	milestones.Date
	Before   []int     // days before on which it is told
	What     words.Key // is to be done; none of the day on which it is too late
	Done     bool
	Happened time.Time // from which it is counted, if it is

	event     words.Key
	date      string
	committee int64
}

// The dates of a filing: its last day, and the first without one.
const (
	filed   = "filing"
	expired = "expired"
)

// Musts are a committee's dates: those counted from what happened to it, and those of its filing.
func Musts(year milestones.Year, c Committee, events []Event, done []Done) (all []Must) {
	add := func(m Must, name string, cite milestones.Cite, settled Done) {
		m.Milestone = milestones.Milestone{ID: fmt.Sprintf("%s@%d", m.date, c.ID), Name: words.Say(words.CommitteeMust, c.Name, name),
			Clause: cite.Clause, Quote: cite.Quote}
		m.committee, m.Done = c.ID, slices.ContainsFunc(done, func(d Done) bool {
			return d.Committee == c.ID && d.Date == settled.Date && d.On.Equal(settled.On)
		})
		all = append(all, m)
	}
	for _, d := range year.Derived {
		for _, e := range events {
			if e.Event == d.Event && e.Committee == c.ID {
				on := d.From(e.On)
				event := committeeEvents[d.Event]
				add(Must{Date: milestones.Date{On: on, Source: milestones.Supplement}, Before: d.Offsets(), What: event.must, Happened: e.On, event: event.name, date: d.ID},
					d.Name, milestones.Cite{Clause: d.Clause, Quote: d.Quote}, Done{Date: d.ID, On: on})
			}
		}
	}
	if year.Filing.Clause != "" {
		last := Done{Date: filed, On: c.FiledUntil}
		add(Must{Date: milestones.Date{On: c.FiledUntil}, Before: []int{30, 0}, What: words.CommitteeRenewal, date: filed},
			words.Say(words.CommitteeLast), year.Filing, last)
		add(Must{Date: milestones.Date{On: c.FiledUntil.AddDate(0, 0, 1)}, Before: []int{0}, date: expired},
			words.Say(words.CommitteeOver), year.Filing, last)
	}
	return all
}

// shown says whether a committee's card tells of it: what is counted always, the end of a filing when it is near.
func (m Must) shown(now time.Time) bool {
	return m.What != "" && (!m.Happened.IsZero() || !now.Before(m.On.AddDate(0, 0, -m.Before[0])) && !calendar.Civil(now).After(m.On))
}

// Press is the button below a reminder: that it is done or, where it is too late, to enter until when the filing is
// valid by now.
func (m Must) Press() chat.Button {
	if m.What == "" {
		return chat.Button{Label: words.Say(words.UnitsEdit), Data: fmt.Sprintf("committee:edit:%d", m.committee)}
	}
	return chat.Button{Label: words.Say(words.CommitteeDone), Data: m.data("done")}
}

func (m Must) data(what string) string {
	return fmt.Sprintf("committee:%s:%s:%s", what, m.ID, m.On.Format(time.DateOnly))
}

// press is the button that says that it is done, or takes that back.
func (m Must) press(done bool) chat.Button {
	k, what := words.CommitteeDone, "done"
	if !done {
		k, what = words.CommitteeUndo, "undo"
	}
	return chat.Button{Label: words.Say(words.RemindOf, words.Say(k), words.Say(m.What)), Data: m.data(what)}
}

// done notes that a date of a committee is done, or takes that back. The button names the day: that of a date that has
// moved since does nothing.
func (f Flow) done(ctx context.Context, m chat.Message, c Committee, id, day string, is bool) ([]chat.Reply, error) {
	known, err := f.register(ctx)
	if err != nil {
		return nil, err
	}
	for _, must := range Musts(f.Pack.Dates, c, known.events, known.done) {
		if must.ID != id || must.What == "" || must.On.Format(time.DateOnly) != day {
			continue
		}
		if err := f.Records.SetDone(ctx, m, Done{Committee: c.ID, Date: must.date, On: must.On}, is); err != nil {
			return nil, err
		}
		k := words.CommitteeNotDone
		if is {
			k = words.CommitteeSetDone
		}
		replies := handlers.Say(k, must.Name, handlers.Day(must.On))
		if is && must.date == filed {
			replies[0].Text = append(replies[0].Text, chat.Span{Text: "\n" + words.Say(words.CommitteeRenew)})
		}
		replies[0].Buttons = [][]chat.Button{{must.press(!is)}}
		return replies, nil
	}
	return append(handlers.Say(words.CommitteeMoved), f.committee(c, known, m.At)), nil
}
