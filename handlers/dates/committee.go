package dates

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
	"zhicheng/reminders/units"
)

// committees lists the register, with what the filing says and what is counted from what happened.
func (f Flow) committees(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.Committees(ctx)
	if err != nil {
		return nil, err
	}
	known, err := f.register(ctx)
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.CommitteesHead)
	replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.CommitteeAdd), Data: "committee:add"}}}
	for _, c := range all {
		if covers(by, c) {
			replies = append(replies, f.committee(c, known, m.At))
		}
	}
	if len(replies) == 1 {
		replies[0].Text = handlers.Say(words.CommitteesNone)[0].Text
	}
	return replies, nil
}

func covers(by []access.Grant, c Committee) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool { return g.Role == access.Admin || Covers(g.Scope, c) })
}

// register is what is known of all committees beside their filing.
type register struct {
	events []Event
	done   []Done
}

func (f Flow) register(ctx context.Context) (r register, err error) {
	if r.events, err = f.Records.Events(ctx, f.Pack.ID); err != nil {
		return r, err
	}
	r.done, err = f.Records.Done(ctx)
	return r, err
}

func (f Flow) committee(c Committee, known register, now time.Time) chat.Reply {
	text := []chat.Span{{Style: chat.Bold, Text: c.Name}, {Text: "\n" + words.Say(words.CommitteeFiled, c.FiledUntil.Year(), int(c.FiledUntil.Month()), c.FiledUntil.Day())}}
	if names := handlers.Names(f.Series, c.Series); names != "" {
		text = append(text, chat.Span{Text: "\n" + words.Say(words.UnitSeries, names)})
	}
	if filing := f.Pack.Dates.Filing; c.Expired(now) {
		text = append(text, chat.Span{Style: chat.Bold, Text: "\n" + words.Say(words.CommitteeExpired)}, chat.Span{Style: chat.Quote, Text: "\n" + filing.Quote},
			chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.Source, f.Pack.Notice.Label(filing.Clause), f.Pack.Number)})
	}
	id := strconv.FormatInt(c.ID, 10)
	var rows [][]chat.Button
	for _, d := range f.Pack.Dates.Derived {
		if event, ok := committeeEvents[d.Event]; ok {
			rows = append(rows, []chat.Button{{Label: words.Say(event.name), Data: "committee:event:" + id + ":" + d.Event}})
		}
	}
	for _, must := range Musts(f.Pack.Dates, c, known.events, known.done) {
		if !must.shown(now) {
			continue
		}
		if !must.Happened.IsZero() {
			text = append(text, chat.Span{Text: "\n" + words.Say(words.CommitteeDue, words.Say(must.event), handlers.Day(must.Happened), handlers.Day(must.On))},
				chat.Span{Style: chat.Quote, Text: "\n" + must.Quote}, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.Source, f.Pack.Notice.Label(must.Clause), f.Pack.Number)})
		}
		if must.Done {
			text = append(text, chat.Span{Text: "\n" + words.Say(words.CommitteeIsDone, words.Say(must.What))})
		}
		rows = append(rows, []chat.Button{must.press(!must.Done)})
	}
	rows = append(rows, []chat.Button{{Label: words.Say(words.UnitsEdit), Data: "committee:edit:" + id}})
	return chat.Reply{Text: text, Buttons: rows}
}

// committeeEvents are the events of derived dates that belong to a committee, as people call them.
var committeeEvents = map[string]struct{ name, must words.Key }{
	"review_meeting": {words.EventMeeting, words.EventMeetingMust},
	"review_ended":   {words.EventEnded, words.EventEndedMust},
}

// entry is a committee as far as it is filled in, or an event whose day is asked.
type entry struct {
	Step      string    `json:"step"`
	Committee Committee `json:"committee"`
	Event     string    `json:"event,omitempty"`
}

func (f Flow) pressCommittee(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	parts := append(strings.Split(args, ":"), "", "")
	if parts[0] == "add" {
		return f.askCommittee(ctx, m, entry{Step: "name"})
	}
	if parts[0] == "levels" {
		return f.committeeLevels(ctx, m, parts[1])
	}
	id, _ := strconv.ParseInt(parts[1][strings.LastIndex(parts[1], "@")+1:], 10, 64)
	all, err := f.Records.Committees(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(c Committee) bool { return c.ID == id })
	if i < 0 || !covers(by, all[i]) {
		return handlers.Say(words.NotAllowed), nil
	}
	switch {
	case parts[0] == "edit":
		return f.askCommittee(ctx, m, entry{Step: "series", Committee: all[i]})
	case parts[0] == "done", parts[0] == "undo":
		return f.done(ctx, m, all[i], parts[1], parts[2], parts[0] == "done")
	case parts[0] == "event" && committeeEvents[parts[2]].name != "":
		return f.askCommittee(ctx, m, entry{Step: "event", Committee: all[i], Event: parts[2]})
	}
	return handlers.Say(words.Button), nil
}

func (f Flow) askCommittee(ctx context.Context, m chat.Message, e entry) ([]chat.Reply, error) {
	var replies []chat.Reply
	switch e.Step {
	case "name":
		replies = handlers.Say(words.CommitteeAskName, units.MaxName)
	case "series":
		replies = handlers.Say(words.CommitteeAskSeries, e.Committee.Name)
		replies[0].Text = append(replies[0].Text, chat.Span{Style: chat.Faint, Text: "\n" + handlers.Names(f.Series, f.allSeries())})
	case "levels":
		replies = handlers.Say(words.CommitteeAskLevels)
		replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.AllLevels), Data: "committee:levels:senior,mid,junior"}},
			{{Label: words.Say(words.TitleSenior), Data: "committee:levels:senior"}, {Label: words.Say(words.TitleLower), Data: "committee:levels:mid,junior"}}}
	case "filed":
		replies = handlers.Say(words.CommitteeAskFiled)
	case "event":
		replies = handlers.Say(words.CommitteeAskDay, words.Say(committeeEvents[e.Event].name))
	}
	return replies, handlers.Keep(ctx, f.Open, m, "committee", e)
}

func (f Flow) allSeries() (ids []string) {
	for _, s := range f.Series {
		ids = append(ids, s.ID)
	}
	return ids
}

func (f Flow) entry(ctx context.Context, m chat.Message) (e entry, ok bool, err error) {
	ok, err = handlers.Kept(ctx, f.Open, m, "committee", &e)
	return e, ok, err
}

func (f Flow) committeeLevels(ctx context.Context, m chat.Message, value string) ([]chat.Reply, error) {
	e, ok, err := f.entry(ctx, m)
	if err != nil || !ok || e.Step != "levels" {
		return handlers.Say(words.PaperAgain), err
	}
	e.Committee.Levels, e.Step = strings.Split(value, ","), "filed"
	return f.askCommittee(ctx, m, e)
}

// typedCommittee takes what is typed.
func (f Flow) typedCommittee(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	e, ok, err := f.entry(ctx, m)
	if err != nil || !ok {
		return handlers.Say(words.PaperAgain), err
	}
	switch e.Step {
	case "name":
		if e.Committee.Name = units.Clean(m.Text); e.Committee.Name == "" {
			return handlers.Say(words.UnitBadName, units.MaxName), nil
		}
		e.Step = "series"
	case "series":
		ids, unknown := handlers.ReadNames(f.Series, m.Text)
		if len(unknown) > 0 || len(ids) == 0 {
			return handlers.Say(words.UnitBadSeries, strings.Join(unknown, " ")), nil
		}
		e.Committee.Series, e.Step = ids, "levels"
	case "filed", "event":
		day, ok := handlers.ReadDay(m.Text, m.At)
		if ok && e.Step == "event" && day.Year() > f.Pack.Year {
			day, ok = handlers.ReadPast(m.Text, m.At) // in January 12月28日 is one of the year before
		}
		if !ok {
			return handlers.Say(words.PostBadDay), nil
		}
		if e.Step == "event" && day.Year() != f.Pack.Year {
			return f.otherYear(), nil
		}
		return f.keep(ctx, m, e, day, by)
	default:
		return handlers.Say(words.UnitPress), nil
	}
	return f.askCommittee(ctx, m, e)
}

// keep saves the committee or the event, and shows how things stand.
func (f Flow) keep(ctx context.Context, m chat.Message, e entry, day time.Time, by []access.Grant) ([]chat.Reply, error) {
	if !covers(by, e.Committee) {
		return handlers.Say(words.NotAllowed), nil
	}
	c := e.Committee
	var err error
	if e.Step == "filed" {
		c.FiledUntil = day
		c, err = f.Records.SaveCommittee(ctx, m, c)
	} else {
		err = f.Records.RecordEvent(ctx, m, f.Pack.ID, Event{Event: e.Event, Committee: c.ID, On: day})
	}
	if err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	known, err := f.register(ctx)
	return []chat.Reply{f.committee(c, known, m.At)}, err
}
