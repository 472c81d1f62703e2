package desk

import (
	"context"
	"slices"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// report shows the checklist of a milestone, to be ticked.
func (f Flow) report(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	if !ok || !d.Report {
		return handlers.Say(words.Button), nil
	}
	r, err := f.Records.Report(ctx, f.Pack.ID, a.unit.ID, d.ID)
	if err != nil {
		return nil, err
	}
	if !r.Done.IsZero() {
		return already(a, d, r), nil
	}
	return []chat.Reply{f.checklist(a, d, r)}, nil
}

// already says that the unit has reported, by whomever.
func already(a at, d milestones.Date, r units.Report) []chat.Reply {
	replies := handlers.Say(words.DeskDoneAlready, d.Name, handlers.Day(r.Done))
	replies[0].Buttons = [][]chat.Button{{a.button(words.DeskUndo, "undo", d.ID), a.button(words.WordDesk, "list")}}
	return replies
}

// boxes is how many of a checklist's boxes stand in a row, quoted how many open items are quoted: more would not fit a
// phone's screen, and the checklist names each with its clause.
const (
	boxes  = 5
	quoted = 3
)

// checklist is one message with a box for each item.
func (f Flow) checklist(a at, d milestones.Date, r units.Report) chat.Reply {
	var t handlers.Text
	var ticks []chat.Button
	t.Line(chat.Bold, words.Say(words.ReadyHead, a.unit.Name, d.Name))
	t.Say(words.ReadyHow)
	for i, item := range f.items(a.unit, d) {
		k, to := words.ReadyOpen, ticked
		if slices.Contains(r.Ticked, item.ID) {
			k, to = words.ReadyTicked, open
		}
		b := a.button(k, "tick", d.ID, strconv.Itoa(i), to)
		b.Label = words.Say(k, i+1)
		t.Say(words.ReadyItem, b.Label, item.Name, f.Pack.Notice.Label(item.Clause))
		ticks = append(ticks, b)
	}
	rows := slices.Collect(slices.Chunk(ticks, boxes))
	return chat.Reply{Text: t, Buttons: append(rows, []chat.Button{a.button(words.DeskReport, "done", d.ID), a.button(words.DeskLater, "later", d.ID)})}
}

// items is what the unit makes ready for a milestone: for a senior one what concerns seniors.
func (f Flow) items(u units.Unit, d milestones.Date) []packs.Ready {
	var titles []string
	for _, audience := range f.Pack.Dates.Audiences {
		if d.Before(audience.ID) == nil {
			continue
		}
		for _, b := range audience.Units {
			titles = append(titles, b.Titles...)
		}
	}
	return f.Pack.Checklist.For(titles, u.Series)
}

// What a press on an item makes of it. The button says which, so that two who press the same do it once.
const (
	ticked = "1"
	open   = "0"
)

// tick ticks an item, or takes that back.
func (f Flow) tick(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	i, err := strconv.Atoi(a.arg(1))
	items := f.items(a.unit, d)
	if !ok || err != nil || i < 0 || i >= len(items) {
		return handlers.Say(words.Button), nil
	}
	id := items[i].ID
	r, ok, err := f.change(ctx, a, d, func(r units.Report) (units.Report, bool) {
		r.Ticked = slices.DeleteFunc(slices.Clone(r.Ticked), func(x string) bool { return x == id })
		if a.arg(2) == ticked {
			r.Ticked = append(r.Ticked, id)
		}
		return r, r.Done.IsZero()
	})
	if err != nil {
		return nil, err
	}
	if !ok {
		return already(a, d, r), nil
	}
	return edit(a, f.checklist(a, d, r)), nil
}

// done reports a milestone. What is not ticked, and a publicity that is not over, is asked about once, with its clause.
func (f Flow) done(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	if !ok || !d.Report {
		return handlers.Say(words.Button), nil
	}
	running, err := f.running(ctx, a, d)
	if err != nil {
		return nil, err
	}
	sure := a.arg(1) != ""
	r, ok, err := f.change(ctx, a, d, func(r units.Report) (units.Report, bool) {
		if !r.Done.IsZero() || !sure && len(f.missing(a.unit, d, r))+len(running) > 0 {
			return r, false
		}
		r.Done = a.At
		return r, true
	})
	switch {
	case err != nil:
		return nil, err
	case !ok && !r.Done.IsZero():
		return already(a, d, r), nil
	case !ok:
		return edit(a, f.sure(a, d, f.missing(a.unit, d, r), running)), nil
	}
	replies := handlers.Say(words.DeskReported, a.unit.Name, d.Name)
	replies[0].Buttons = [][]chat.Button{{a.button(words.DeskUndo, "undo", d.ID), a.button(words.WordDesk, "list")}}
	return edit(a, replies[0]), nil
}

func (f Flow) missing(u units.Unit, d milestones.Date, r units.Report) []packs.Ready {
	return slices.DeleteFunc(f.items(u, d), func(i packs.Ready) bool { return slices.Contains(r.Ticked, i.ID) })
}

// running are the publicities of the unit's for a milestone without whose end nothing goes on.
func (f Flow) running(ctx context.Context, a at, d milestones.Date) ([]units.Window, error) {
	all, err := f.Records.UnitWindows(ctx, f.Pack.ID, a.unit.ID)
	return slices.DeleteFunc(all, func(w units.Window) bool {
		open := w.State == units.Objected || w.State == units.Open && !w.May(units.Ended, calendar.Civil(a.At))
		return !open || w.Milestone != d.ID || w.Posting == units.OfResult
	}), err
}

func (f Flow) sure(a at, d milestones.Date, missing []packs.Ready, running []units.Window) chat.Reply {
	var t handlers.Text
	yes := words.ReadySure
	for _, w := range running {
		yes = words.ReadyAnyway
		t.Say(words.ReadyPosting, words.Say(postings[w.Posting]), handlers.Day(w.Ends), words.Say(states[w.State]))
		f.onward(&t, w)
	}
	if len(missing) > 0 {
		t.Say(words.ReadyMissing, len(missing))
	}
	for _, i := range missing {
		if len(missing) > quoted {
			t.Say(words.ReadyItem, words.Say(words.ReadyDot), i.Name, f.Pack.Notice.Label(i.Clause))
			continue
		}
		t.Line(chat.Bold, i.Name)
		f.quote(&t, i.Clause, i.Quote)
	}
	return chat.Reply{Text: t, Buttons: [][]chat.Button{{a.button(words.ReadyBack, "report", d.ID), a.button(yes, "sure", d.ID, "yes")}}}
}

// undo takes a report back; the reminders go on.
func (f Flow) undo(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	if !ok {
		return handlers.Say(words.Button), nil
	}
	_, _, err := f.change(ctx, a, d, func(r units.Report) (units.Report, bool) {
		was := r.Done
		r.Done = time.Time{}
		return r, !was.IsZero()
	})
	if err != nil {
		return nil, err
	}
	return edit(a, handlers.Say(words.DeskUndone, d.Name)[0]), nil
}

// after are the days by which a reminder can be put off.
var after = []struct {
	days int
	word words.Key
}{{1, words.LaterTomorrow}, {3, words.LaterThree}, {7, words.LaterWeek}}

// later offers working mornings before the date.
func (f Flow) later(_ context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	if !ok {
		return handlers.Say(words.Button), nil
	}
	var rows [][]chat.Button
	for i, x := range after {
		if at, ok := f.morning(a.At, x.days, d.On); ok {
			b := a.button(x.word, "snooze", d.ID, strconv.Itoa(i))
			b.Label = words.Say(x.word, handlers.Day(at))
			rows = append(rows, []chat.Button{b})
		}
	}
	if len(rows) == 0 {
		return handlers.Say(words.LaterNone, d.Name), nil
	}
	replies := handlers.Say(words.LaterAsk, d.Name)
	replies[0].Buttons = rows
	return replies, nil
}

// morning is the first working morning so many days on, if the date is not over then.
func (f Flow) morning(now time.Time, days int, on time.Time) (time.Time, bool) {
	day := calendar.Civil(now).AddDate(0, 0, days)
	for !f.Calendar.Day(day).Works() {
		day = day.AddDate(0, 0, 1)
	}
	return reminders.Morning(day), !day.After(on)
}

func (f Flow) snooze(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	i, err := strconv.Atoi(a.arg(1))
	if !ok || err != nil || i < 0 || i >= len(after) {
		return handlers.Say(words.Button), nil
	}
	morning, ok := f.morning(a.At, after[i].days, d.On)
	if !ok {
		return handlers.Say(words.LaterNone, d.Name), nil
	}
	r, ok, err := f.change(ctx, a, d, func(r units.Report) (units.Report, bool) {
		r.Snoozed = morning
		return r, r.Done.IsZero()
	})
	if err != nil {
		return nil, err
	}
	if !ok {
		return already(a, d, r), nil
	}
	return edit(a, handlers.Say(words.LaterDone, d.Name, handlers.Day(morning))[0]), nil
}
