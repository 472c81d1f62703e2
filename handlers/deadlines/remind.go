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

	Derived bool        // Date is counted from an event: a committee's, whose name is Date.Name, or the unit's
	Press   chat.Button // what may be done about a committee's
}

// same tells whether two items say the same: two days before may fall together.
func (i Item) same(o Item) bool {
	return i.Reminder.Unit == o.Reminder.Unit && i.Milestone == o.Milestone && i.Above == o.Above
}

// Reminder is the message for what falls together for one chat, as it reads at the time when it goes: a person's own
// dates first, then unit by unit. It is false when there is nothing to tell.
func (b Book) Reminder(items []Item, at time.Time) (chat.Reply, bool) {
	var t handlers.Text
	var rows [][]chat.Button
	var told []Item
	shown, unit := map[string]bool{}, ""
	slices.SortStableFunc(items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Offset, y.Offset))
	})
	t.Line(chat.Bold, words.Say(words.RemindHead))
	for _, i := range items {
		if slices.ContainsFunc(told, i.same) {
			continue
		}
		told = append(told, i)
		if i.Unit != unit {
			unit = i.Unit
			t.Line(chat.Bold, words.Say(words.RemindUnit, unit))
		}
		i.reason(&t)
		if i.Window.ID != 0 {
			b.windowOver(&t, i.Window)
			rows = append(rows, windowButtons(i.Window, named(items, i))...)
			continue
		}
		of := b
		if i.Unit != "" { // where the unit is, is known
			of.locals = nil
		}
		of.date(&t, i.Date, at)
		if i.Unit == "" && !shown[i.Date.Clause] {
			shown[i.Date.Clause] = true
			rows = append(rows, []chat.Button{{Label: words.Say(words.RemindShow, b.Pack.Notice.Label(i.Date.Clause)), Data: "show:" + i.Date.Clause}})
		}
		if i.Press.Data != "" {
			rows = append(rows, []chat.Button{{Label: labelled(i.Press.Label, named(items, i)), Data: i.Press.Data}})
		}
		if i.Unit != "" && !i.Above {
			rows = append(rows, unitButtons(i, named(items, i))...)
		}
	}
	return chat.Reply{Text: t, Buttons: append(rows, b.aside(told)...)}, len(told) > 0
}

// reason says why somebody hears of it who would not by the date alone.
func (i Item) reason(t *handlers.Text) {
	switch {
	case i.Above && i.Derived:
		t.Say(words.RemindAboveBack)
	case i.Above && i.Date.Back != nil:
		t.Say(words.RemindAbovePost)
	case i.Above:
		t.Say(words.RemindAbove)
	}
	if i.Moved() {
		t.Say(words.RemindMoved)
	}
}

// named is what tells an item's buttons from those of the others in the message: its unit, its date, both or nothing.
func named(items []Item, of Item) string {
	units, dates := false, false
	for _, i := range items {
		if i.Press.Data != "" && of.Press.Data != "" {
			dates = dates || i.Milestone != of.Milestone
		}
		if i.Reminder.Unit != 0 && !i.Above {
			units = units || i.Unit != of.Unit
			dates = dates || i.Unit == of.Unit && i.Milestone != of.Milestone
		}
	}
	var name []string
	if units {
		name = append(name, of.Unit)
	}
	if dates && of.Window.ID != 0 {
		name = append(name, words.Say(words.Posting(string(of.Window.Posting))))
	} else if dates {
		name = append(name, of.Date.Name)
	}
	return strings.Join(name, " ")
}

// label is a button's, with what it is about if that must be said.
func label(k words.Key, of string) string { return labelled(words.Say(k), of) }

func labelled(what, of string) string {
	if of == "" {
		return what
	}
	return words.Say(words.RemindOf, what, of)
}

// unitButtons are what a unit may do about a milestone: report it, or post what must be posted by then; or be told later.
func unitButtons(i Item, of string) [][]chat.Button {
	button := func(k words.Key, data string, args ...any) chat.Button {
		return chat.Button{Label: label(k, of), Data: fmt.Sprintf(data, args...)}
	}
	unit := i.Reminder.Unit
	if i.Derived {
		return [][]chat.Button{{button(words.ReturnedDone, "desk:completed:%d", unit)}}
	}
	done := button(words.DeskReport, "desk:report:%d:%s", unit, i.Milestone)
	if i.Date.Back != nil {
		done = button(words.DeskPost, "desk:post:%d:%s", unit, i.Date.Back.From)
	}
	later := button(words.DeskLater, "desk:later:%d:%s", unit, i.Milestone)
	if of != "" { // too long for two in a row
		return [][]chat.Button{{done}, {later}}
	}
	return [][]chat.Button{{done, later}}
}

// windowButtons are what a unit may do about a publicity whose days are over.
func windowButtons(w units.Window, of string) [][]chat.Button {
	end := chat.Button{Label: label(words.DeskEnd, of), Data: fmt.Sprintf("desk:end:%d:%d", w.Unit, w.ID)}
	object := chat.Button{Label: label(words.DeskObject, of), Data: fmt.Sprintf("desk:object:%d:%d", w.Unit, w.ID)}
	if of != "" {
		return [][]chat.Button{{end}, {object}}
	}
	return [][]chat.Button{{end, object}}
}

// windowOver says that the days of a publicity window are over.
func (b Book) windowOver(t *handlers.Text, w units.Window) {
	t.Line(chat.Bold, words.Say(words.Posting(string(w.Posting))))
	t.Say(words.RemindWindow, handlers.Day(w.Posted), handlers.Day(w.Ends))
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
	var t handlers.Text
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
