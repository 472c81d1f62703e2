package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// Returned is the event that material came back to be completed by a day (三（二）2（2） of the notice of 2023).
const Returned = "material_returned"

// returning is the dialogue that asks by which day.
const returning = "desk.returned"

func (f Flow) derived() (milestones.Derived, bool) {
	i := slices.IndexFunc(f.Pack.Dates.Derived, func(d milestones.Derived) bool { return d.Event == Returned })
	if i < 0 {
		return milestones.Derived{}, false
	}
	return f.Pack.Dates.Derived[i], true
}

// returned asks by which day the material is to be complete.
func (f Flow) returned(ctx context.Context, a at) ([]chat.Reply, error) {
	if _, ok := f.derived(); !ok {
		return handlers.Say(words.Button), nil
	}
	return handlers.Say(words.ReturnedAsk), f.Open.SetDialogue(ctx, a.From, a.ID, returning, strconv.FormatInt(a.unit.ID, 10), a.At)
}

// typedReturned takes the day.
func (f Flow) typedReturned(ctx context.Context, m chat.Message, state string, by []access.Grant) ([]chat.Reply, error) {
	id, _ := strconv.ParseInt(state, 10, 64)
	if !slices.ContainsFunc(by, func(g access.Grant) bool { return g.OfUnit(id) }) {
		return handlers.Say(words.NotAllowed), handlers.Close(ctx, f.Open, m)
	}
	on, ok := handlers.ReadComing(strings.TrimSpace(m.Text), m.At)
	if !ok || on.Before(calendar.Civil(m.At)) {
		return handlers.Say(words.ReturnedBadDay), nil
	}
	if err := f.Records.RecordUnitEvent(ctx, m, f.Pack.ID, units.Event{Event: Returned, Unit: id, On: on}); err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	return f.press(ctx, m, "list:"+state, by)
}

// completed ends it.
func (f Flow) completed(ctx context.Context, a at) ([]chat.Reply, error) {
	if err := f.Records.RecordUnitEvent(ctx, a.Message, f.Pack.ID, units.Event{Event: Returned, Unit: a.unit.ID}); err != nil {
		return nil, err
	}
	return handlers.Say(words.ReturnedOver, a.unit.Name), nil
}

// back shows by when the unit must complete what came back, or offers to note that something did.
func (f Flow) back(ctx context.Context, t *handlers.Text, a at) ([]chat.Button, error) {
	d, ok := f.derived()
	if !ok {
		return nil, nil
	}
	all, err := f.Records.UnitEvents(ctx, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(e units.Event) bool { return e.Unit == a.unit.ID && e.Event == Returned })
	if i < 0 {
		return []chat.Button{a.button(words.ReturnedNote, "returned")}, nil
	}
	t.Line(chat.Bold, words.Say(words.DatesItem, handlers.Day(all[i].On), d.Name))
	t.Say(words.ReturnedLeft, f.away(all[i].On, a.At))
	f.quote(t, d.Clause, d.Quote)
	return []chat.Button{a.button(words.ReturnedDone, "completed"), a.button(words.ReturnedMove, "returned")}, nil
}
