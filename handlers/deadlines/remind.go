package deadlines

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// Item is a reminder with what it is about.
type Item struct {
	reminders.Reminder
	Date   milestones.Date
	Unit   string       // its name; empty for the person's own
	Window units.Window // where it is about one

	Derived bool // Date is counted from an event: a committee's, whose name is Date.Name, or the unit's
}

// same tells whether two items say the same: two days before may fall together.
func (i Item) same(o Item) bool {
	return i.Reminder.Unit == o.Reminder.Unit && i.Milestone == o.Milestone && i.Above == o.Above
}

// Reminder is the message for what falls together for one chat, as it reads at the time when it goes: a person's own
// dates first, then unit by unit. It is false when there is nothing to tell.
func (b Book) Reminder(items []Item, at time.Time) (chat.Reply, bool) {
	var t text
	var rows [][]chat.Button
	var told []Item
	shown, unit := map[string]bool{}, ""
	slices.SortStableFunc(items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Offset, y.Offset))
	})
	t.line(chat.Bold, words.Say(words.RemindHead))
	for _, i := range items {
		if slices.ContainsFunc(told, i.same) {
			continue
		}
		told = append(told, i)
		if i.Unit != unit {
			unit = i.Unit
			t.line(chat.Bold, words.Say(words.RemindUnit, unit))
		}
		switch {
		case i.Above && i.Derived:
			t.say(words.RemindAboveBack)
		case i.Above && i.Date.Back != nil:
			t.say(words.RemindAbovePost)
		case i.Above:
			t.say(words.RemindAbove)
		}
		if i.Moved() {
			t.say(words.RemindMoved)
		}
		if i.Window.ID != 0 {
			b.windowOver(&t, i.Window)
			rows = append(rows, []chat.Button{{Label: words.Say(words.DeskEnd), Data: fmt.Sprintf("desk:end:%d:%d", i.Window.Unit, i.Window.ID)}})
			continue
		}
		b.date(&t, i.Date, at)
		if i.Unit == "" && !shown[i.Date.Clause] {
			shown[i.Date.Clause] = true
			rows = append(rows, []chat.Button{{Label: words.Say(words.RemindShow, b.label(i.Date.Clause)), Data: "show:" + i.Date.Clause}})
		}
		if i.Unit != "" && !i.Above {
			rows = append(rows, unitButtons(i))
		}
	}
	return chat.Reply{Text: t, Buttons: append(rows, b.aside(told)...)}, len(told) > 0
}

// unitButtons are what a unit may do about a milestone: report it, or post what must be posted by then; or be told later.
func unitButtons(i Item) []chat.Button {
	if i.Derived {
		return []chat.Button{{Label: words.Say(words.ReturnedDone), Data: fmt.Sprintf("desk:completed:%d", i.Reminder.Unit)}}
	}
	later := chat.Button{Label: words.Say(words.DeskLater), Data: fmt.Sprintf("desk:later:%d:%s", i.Reminder.Unit, i.Milestone)}
	if i.Date.Back != nil {
		return []chat.Button{{Label: words.Say(words.DeskPost), Data: fmt.Sprintf("desk:post:%d:%s", i.Reminder.Unit, i.Date.Back.From)}, later}
	}
	return []chat.Button{{Label: words.Say(words.DeskReport), Data: fmt.Sprintf("desk:report:%d:%s", i.Reminder.Unit, i.Milestone)}, later}
}

// windowOver says that the days of a publicity window are over.
func (b Book) windowOver(t *text, w units.Window) {
	t.line(chat.Bold, words.Say(words.Posting(string(w.Posting))))
	t.say(words.RemindWindow, dayWords(w.Posted), dayWords(w.Ends))
	if kind, ok := b.Pack.Dates.Posting(string(w.Posting)); ok {
		b.quote(t, kind.Clause, kind.Quote)
	}
}

// aside is a row of buttons for each audience in the group.
func (b Book) aside(group []Item) (rows [][]chat.Button) {
	var ids []string
	for _, r := range group {
		if r.Unit == "" && !r.Derived && !slices.Contains(ids, r.Audience) {
			ids = append(ids, r.Audience)
		}
	}
	for _, id := range ids {
		label := words.Say(words.DatesMute)
		if a, ok := b.Pack.Dates.Audience(id); ok && len(ids) > 1 {
			label = words.Say(words.DatesMuteOf, a.Name)
		}
		rows = append(rows, []chat.Button{
			{Label: words.Say(words.DatesAll), Data: show + ":" + id + aside}, {Label: label, Data: mute + ":" + id + aside},
		})
	}
	return rows
}

// described is what states a date, for a calendar's entry.
func (b Book) described(d milestones.Date) string {
	var t text
	b.basis(&t, d)
	var all strings.Builder
	for _, span := range t {
		all.WriteString(span.Text)
	}
	return all.String()
}

// ics hands over an audience's dates for a calendar program.
func (f Flow) ics(_ context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	if len(f.of(a)) == 0 {
		return handlers.Say(words.DatesNone), nil
	}
	data, err := f.calendar(a, m.At)
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.DatesCalendar, a.Name)
	replies[0].File = &chat.File{Name: words.Say(words.DatesFile, f.Pack.Year), Type: "text/calendar; charset=utf-8", Data: data}
	return replies, nil
}

// calendar is an audience's dates as an iCalendar file.
func (b Book) calendar(a milestones.Audience, at time.Time) ([]byte, error) {
	var events []milestones.Event
	for _, d := range b.of(a) {
		events = append(events, milestones.Event{
			UID: d.ID + "@" + b.Pack.ID + ".zhicheng", Sequence: d.Sequence, On: d.On, Summary: d.Name,
			Description: b.described(d), Before: d.Before(a.ID),
		})
	}
	return milestones.ICS(words.Say(words.DatesHead, b.Pack.Year), at, events)
}
