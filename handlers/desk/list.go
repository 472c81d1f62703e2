package desk

import (
	"context"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

func (f Flow) quote(t *handlers.Text, clause, quote string) {
	t.Line(chat.Quote, quote)
	t.Line(chat.Faint, words.Say(words.Source, f.Pack.Notice.Label(clause), f.Pack.Number))
}

// list is 本单位事项: what is due, in order, and the windows that run.
func (f Flow) list(ctx context.Context, a at) ([]chat.Reply, error) {
	var t handlers.Text
	var rows [][]chat.Button
	t.Line(chat.Bold, a.unit.Name)
	if !f.Pack.InForce(a.At) {
		t.Line(chat.Faint, words.Say(words.Expired, f.Pack.Year))
	}
	t.Say(words.DatesToday, handlers.Day(a.At))
	windows, err := f.Records.UnitWindows(ctx, f.Pack.ID, a.unit.ID)
	if err != nil {
		return nil, err
	}
	mine := f.mine(a)
	for _, d := range mine {
		row, err := f.item(ctx, &t, a, d, windows)
		if err != nil {
			return nil, err
		}
		if row != nil {
			rows = append(rows, row)
		}
	}
	if len(mine) == 0 {
		t.Say(words.DeskNothing)
	}
	for _, w := range windows {
		if w.State == units.Open || w.State == units.Objected {
			posting := words.Say(postings[w.Posting])
			t.Say(words.DeskRunning, posting, handlers.Day(w.Posted), handlers.Day(w.Ends), words.Say(states[w.State]))
			rows = append(rows, []chat.Button{f.named(a, words.DeskWindow, "window", strconv.FormatInt(w.ID, 10), posting)})
		}
	}
	back, err := f.back(ctx, &t, a)
	if err != nil {
		return nil, err
	}
	if back != nil {
		rows = append(rows, back)
	}
	if !a.Group {
		rows = append(rows, []chat.Button{a.button(words.DeskPeople, "people")})
	}
	return []chat.Reply{{Text: t, Buttons: rows}}, nil
}

// item is one date with its state and what can be done about it.
func (f Flow) item(ctx context.Context, t *handlers.Text, a at, d milestones.Date, windows []units.Window) ([]chat.Button, error) {
	t.Line(chat.Bold, words.Say(words.DatesItem, handlers.Day(d.On), d.Name))
	*t = append(*t, chat.Span{Style: chat.Faint, Text: words.Say(words.DeskBasis, f.basis(d))})
	r, err := f.Records.Report(ctx, f.Pack.ID, a.unit.ID, d.ID)
	if err != nil {
		return nil, err
	}
	if d.Back != nil {
		for _, w := range windows {
			if w.Posting == units.ByUnit && w.Milestone == d.Back.From && w.State != units.Stopped {
				t.Say(words.DeskPosted, handlers.Day(w.Posted))
				return nil, nil
			}
		}
		t.Say(words.DeskUnposted, f.away(d.On, a.At))
		return nil, nil // the date from which it counts back has the button
	}
	if !r.Done.IsZero() {
		t.Say(words.DeskDone, handlers.Day(r.Done))
		return []chat.Button{f.named(a, words.DeskUndoOf, "undo", d.ID, d.Name)}, nil
	}
	t.Say(words.DeskLeft, f.away(d.On, a.At))
	if last := f.Calendar.LastWorked(d.On); last.Before(d.On) && !calendar.Civil(a.At).After(last) {
		t.Say(words.DatesDayOff, handlers.Day(last))
	}
	if r.Snoozed.After(a.At) {
		t.Say(words.DeskSnoozed, handlers.Day(r.Snoozed))
	}
	return []chat.Button{f.named(a, words.DeskPostOf, "post", d.ID, d.Name), f.named(a, words.DeskReportOf, "report", d.ID, d.Name)}, nil
}

// basis is what states a date: a paper, or else the notice's clause.
func (f Flow) basis(d milestones.Date) string {
	if d.Document != "" {
		return d.Document
	}
	return f.Pack.Notice.Label(d.Clause)
}

func (f Flow) named(a at, k words.Key, what, id, name string) chat.Button {
	b := a.button(k, what, id)
	b.Label = words.Say(k, name)
	return b
}

// away tells how far away a date is, in days and in working days.
func (f Flow) away(on, now time.Time) string { return handlers.Away(f.Calendar.Left(now, on)) }

// people is 联络员变更.
func (f Flow) people(_ context.Context, a at) ([]chat.Reply, error) {
	id := strconv.FormatInt(a.unit.ID, 10)
	replies := handlers.Say(words.DeskHandover, a.unit.Name)
	replies[0].Buttons = [][]chat.Button{
		{{Label: words.Say(words.DeskSucceed), Data: "handover:" + id + ":me"}},
		{{Label: words.Say(words.DeskInvite), Data: "handover:" + id}},
	}
	return replies, nil
}

var (
	postings = map[units.Posting]words.Key{units.ByUnit: words.PostingUnit, units.ByDepartment: words.PostingDepartment,
		units.ByCity: words.PostingCity, units.OfResult: words.PostingResult}
	states = map[units.State]words.Key{units.Open: words.WindowOpen, units.Objected: words.WindowObjected,
		units.Ended: words.WindowEnded, units.Stopped: words.WindowStopped}
)
