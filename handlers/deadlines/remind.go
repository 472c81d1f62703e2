package deadlines

import (
	"context"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders"
	"zhicheng/reminders/milestones"
)

// Reminder is the message for what falls together for one chat, as it reads at the time when it goes. It is false when
// none of the dates is known any more.
func (b Book) Reminder(group []reminders.Reminder, at time.Time) (chat.Reply, bool) {
	var t text
	var rows [][]chat.Button
	told, shown := map[string]bool{}, map[string]bool{}
	t.line(chat.Bold, words.Say(words.RemindHead))
	for _, r := range group {
		i := slices.IndexFunc(b.Dates, func(d milestones.Date) bool { return d.ID == r.Milestone && d.Version() == r.Version })
		if i < 0 || told[r.Milestone] { // two days before may fall together
			continue
		}
		d := b.Dates[i]
		told[r.Milestone] = true
		b.date(&t, d, at)
		if !shown[d.Clause] {
			shown[d.Clause] = true
			rows = append(rows, []chat.Button{{Label: words.Say(words.RemindShow, b.label(d.Clause)), Data: "show:" + d.Clause}})
		}
	}
	return chat.Reply{Text: t, Buttons: append(rows, b.aside(group)...)}, len(told) > 0
}

// aside is a row of buttons for each audience in the group.
func (b Book) aside(group []reminders.Reminder) (rows [][]chat.Button) {
	var ids []string
	for _, r := range group {
		if !slices.Contains(ids, r.Audience) {
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

// ics hands over an audience's dates for a calendar program.
func (f Flow) ics(_ context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	var events []milestones.Event
	for _, d := range f.of(a) {
		events = append(events, milestones.Event{
			UID: d.ID + "@" + f.Pack.ID + ".zhicheng", Sequence: d.Sequence, On: d.On, Summary: d.Name,
			Description: d.Quote + "\n" + words.Say(words.Source, f.label(d.Clause), f.Pack.Number), Before: d.Before(a.ID),
		})
	}
	if len(events) == 0 {
		return handlers.Say(words.DatesNone), nil
	}
	data, err := milestones.ICS(words.Say(words.DatesHead, f.Pack.Year), m.At, events)
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.DatesCalendar, a.Name)
	replies[0].File = &chat.File{Name: words.Say(words.DatesFile, f.Pack.Year), Type: "text/calendar; charset=utf-8", Data: data}
	return replies, nil
}
