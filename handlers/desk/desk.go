// Package desk is where a unit's liaison sees what the unit must do by when, runs its publicity windows and reports what
// is done.
package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// Records keeps what units do. What a message causes happens once, however often it is handled.
type Records interface {
	Events
	Unit(ctx context.Context, id int64) (units.Unit, bool, error)
	Papers(ctx context.Context, pack string) ([]milestones.Paper, error)
	UnitWindows(ctx context.Context, pack string, unit int64) ([]units.Window, error)
	// OpenWindow is false, and returns the one that there is, when the unit has posted the same on the same day already.
	OpenWindow(ctx context.Context, m chat.Message, pack string, w units.Window) (units.Window, bool, error)
	MoveWindow(ctx context.Context, m chat.Message, unit, id int64, to units.State, why units.Objection, today time.Time) (units.Window, bool, error)
	Report(ctx context.Context, pack string, unit int64, milestone string) (units.Report, error)
	// ChangeReport gives change what holds by now; where that leaves it so, it is false and returns what holds.
	ChangeReport(ctx context.Context, m chat.Message, pack string, unit int64, milestone string, change func(units.Report) (units.Report, bool)) (units.Report, bool, error)
	// RemindGroup lets a unit be reminded in the group of the message; LeaveGroup ends that for these, whoever began it.
	RemindGroup(ctx context.Context, m chat.Message, unit int64) error
	LeaveGroup(ctx context.Context, m chat.Message, units []int64) error
}

// Events keeps what happened to units' files.
type Events interface {
	UnitEvents(ctx context.Context, pack string) ([]units.Event, error)
	RecordUnitEvent(ctx context.Context, m chat.Message, pack string, e units.Event) error
}

// Flow answers /desk and the buttons of a unit's reminders.
type Flow struct {
	Pack     *packs.Pack
	Calendar *calendar.Calendar
	Records  Records
	Rights   handlers.Rights
	Open     handlers.Dialogues
}

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, access.UnitDesk, run) }
	r.Commands = append(r.Commands,
		handlers.Command{Name: "desk", Word: words.WordDesk, Help: words.HelpDesk, For: access.UnitDesk, Run: only(f.start), Where: handlers.Anywhere},
		handlers.Command{Name: "here", Word: words.WordHere, Help: words.HelpHere, For: access.UnitDesk, Run: only(f.here), Where: handlers.InGroups},
		handlers.Command{Name: "nothere", Word: words.WordNotHere, Help: words.HelpNotHere, For: access.UnitDesk, Run: only(f.notHere), Where: handlers.InGroups})
	r.Share("desk", returning, "desk.day")
	r.Presses["desk"] = only(f.press)
	r.Dialogues[returning] = handlers.OnlyOpen(f.Rights, f.Open, access.UnitDesk, f.typedReturned)
	r.Dialogues["desk.day"] = handlers.OnlyOpen(f.Rights, f.Open, access.UnitDesk, f.typedDay)
	r.Question = f.orReport(r.Question)
}

// orReport takes a text that is the label of a reminder's button, of those who may press it, as the wish to report: it
// leads to the desk. Everything else is asked.
func (f Flow) orReport(ask handlers.Run) handlers.Run {
	return func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
		if text := strings.TrimSpace(m.Text); text != words.Say(words.DeskReport) && text != words.Say(words.DeskPost) {
			return ask(ctx, m, args)
		}
		grants, err := f.Rights.Grants(ctx, m.From.Person)
		if err != nil {
			return nil, err
		}
		if by := access.Allowing(grants, access.UnitDesk); len(by) > 0 {
			return f.start(ctx, m, args, by)
		}
		return ask(ctx, m, args)
	}
}

// at is what a message is about: a unit of the writer's and, with it, the dates that hold for it.
type at struct {
	chat.Message
	unit  units.Unit
	dates []milestones.Date
	rest  []string // of the button
}

func (f Flow) start(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	return f.which(ctx, m, "list", words.DeskWhich, by)
}

// which goes on with the only unit of the writer's, or asks for one of several.
func (f Flow) which(ctx context.Context, m chat.Message, what string, ask words.Key, by []access.Grant) ([]chat.Reply, error) {
	if len(by) == 1 {
		return f.press(ctx, m, what+":"+strconv.FormatInt(by[0].Unit, 10), by)
	}
	var rows [][]chat.Button
	for _, g := range by {
		u, ok, err := f.Records.Unit(ctx, g.Unit)
		if err != nil {
			return nil, err
		}
		if ok && !u.Closed {
			rows = append(rows, []chat.Button{{Label: u.Name, Data: "desk:" + what + ":" + strconv.FormatInt(u.ID, 10)}})
		}
	}
	if len(rows) == 0 {
		return handlers.Say(words.DeskClosed), nil
	}
	replies := handlers.Say(ask)
	replies[0].Buttons = rows
	return replies, nil
}

// press takes a button: what, the unit, and what else it names. The unit must be one of the writer's own.
func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	parts := strings.Split(args, ":")
	if len(parts) < 2 {
		return handlers.Say(words.Button), nil
	}
	id, _ := strconv.ParseInt(parts[1], 10, 64)
	if !slices.ContainsFunc(by, func(g access.Grant) bool { return g.OfUnit(id) }) {
		return handlers.Refuse(m), nil
	}
	u, ok, err := f.Records.Unit(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok || u.Closed {
		return handlers.Say(words.DeskClosed), nil
	}
	papers, err := f.Records.Papers(ctx, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	holding := milestones.Holding(papers, milestones.Scope{District: u.District, Unit: u.ID}, u.Series...)
	a := at{m, u, f.Pack.Dates.Dates(f.Calendar, holding), parts[2:]}
	run, ok := map[string]func(context.Context, at) ([]chat.Reply, error){
		"list": f.list, "report": f.report, "tick": f.tick, "done": f.done, "sure": f.done, "undo": f.undo,
		"later": f.later, "snooze": f.snooze,
		"post": f.post, "kind": f.kind, "day": f.day, "window": f.window, "object": f.object, "about": f.objected,
		"settle": f.settle, "stop": f.stop, "end": f.end,
		"returned": f.returned, "completed": f.completed, "people": f.people, "here": f.remindHere,
	}[parts[0]]
	if !ok {
		return handlers.Say(words.Button), nil
	}
	return run(ctx, a)
}

// button is one of the desk's for the unit.
func (a at) button(k words.Key, what string, rest ...string) chat.Button {
	return chat.Button{Label: words.Say(k), Data: strings.Join(append([]string{"desk", what, strconv.FormatInt(a.unit.ID, 10)}, rest...), ":")}
}

// arg is the i-th thing that a button names beside the unit.
func (a at) arg(i int) string {
	if i < len(a.rest) {
		return a.rest[i]
	}
	return ""
}

// milestone is the one that a button names, if the unit has to do with it and may report it.
func (f Flow) milestone(a at) (milestones.Date, bool) {
	return milestones.Find(f.mine(a), a.arg(0))
}

// mine are the dates that the unit has something to do for.
func (f Flow) mine(a at) (mine []milestones.Date) {
	audiences := reminders.Audiences(f.Pack.Dates, a.unit)
	for _, d := range a.dates {
		if d.ForUnits() && slices.ContainsFunc(audiences, func(id string) bool { return d.Before(id) != nil }) {
			mine = append(mine, d)
		}
	}
	return mine
}

// change changes what the unit says of a milestone.
func (f Flow) change(ctx context.Context, a at, d milestones.Date, change func(units.Report) (units.Report, bool)) (units.Report, bool, error) {
	return f.Records.ChangeReport(ctx, a.Message, f.Pack.ID, a.unit.ID, d.ID, change)
}

// edit answers in the place of the message with the button.
func edit(a at, r chat.Reply) []chat.Reply {
	r.Edits = a.On
	return []chat.Reply{r}
}
