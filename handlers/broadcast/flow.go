package broadcast

import (
	"context"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

// Units lists the units, for the names of a list.
type Units interface {
	Units(ctx context.Context) ([]units.Unit, error)
}

// Flow answers /broadcast and /broadcasts and the buttons of announcements.
type Flow struct {
	Records   Records
	Units     Units
	Rights    handlers.Rights
	Open      handlers.Dialogues
	Files     chat.Files
	Districts []string
	Series    []handlers.Choice
	Matters   []handlers.Choice // the milestones that units report
	Headings  []string          // over a list's column of units
}

// dialogue is the one in which an announcement is written.
const dialogue = "broadcast"

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, access.Announce, run) }
	open := func(run handlers.Granted) handlers.Run {
		return handlers.OnlyOpen(f.Rights, f.Open, access.Announce, run)
	}
	r.Commands = append(r.Commands,
		handlers.Command{Name: "broadcast", Word: words.WordBroadcast, Help: words.HelpBroadcast, For: access.Announce, Run: only(f.start), Files: true},
		handlers.Command{Name: "broadcasts", Word: words.WordBroadcasts, Help: words.HelpBroadcasts, For: access.Announce, Run: only(f.list)})
	r.Presses["say"], r.Presses["camp"] = only(f.press), only(f.manage)
	r.Dialogues[dialogue], r.Files[dialogue] = open(f.typed), open(f.sent)
	r.Long[dialogue] = true
}

// start asks for the text. What was begun before is given up.
func (f Flow) start(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	if old, ok, err := f.draft(ctx, m); err != nil {
		return nil, err
	} else if ok {
		if err := f.drop(ctx, m, old); err != nil {
			return nil, err
		}
	}
	return f.ask(ctx, m, draft{ID: mark(m.ID), Step: stepText}, by)
}

// press is a button of an announcement that is being written: "say:<draft>:<what>:<value>", or the confirmation. Those
// of another draft than the open one are dead.
func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	of, rest, _ := strings.Cut(args, ":")
	what, value, _ := strings.Cut(rest, ":")
	switch of {
	case "sample":
		return handlers.Say(words.SayOnlySample), nil
	case "yes":
		return f.confirm(ctx, m, what, value, by)
	}
	d, ok, err := f.draft(ctx, m)
	switch {
	case err != nil:
		return nil, err
	case !ok || of != d.ID || !d.takes(what):
		return handlers.Say(words.SayAgain), nil
	}
	return f.pressed(ctx, m, d, what, value, by)
}

func (f Flow) pressed(ctx context.Context, m chat.Message, d draft, what, value string, by []access.Grant) ([]chat.Reply, error) {
	switch what {
	case "on", "off", "page", "list", "next":
		return f.whom(ctx, m, d, what, value, by)
	case "nofile":
		d.File = nil
		return handlers.Say(words.SayFileOff), f.keep(ctx, m, d)
	case "now":
		d.At, d.Step = time.Time{}, stepUrgency
	case "later":
		d.Step = stepTime
	case "urgent":
		d.Step = stepSure
	case "usual", "sure":
		d.Urgent, d.Complete = what == "sure", true
		return f.preview(ctx, m, d, by)
	case "again":
		return f.preview(ctx, m, d, by)
	default:
		return f.change(ctx, m, d, what, by)
	}
	return f.ask(ctx, m, d, by)
}

// change goes back from the preview. What was previewed is not what will be sent, and is discarded.
func (f Flow) change(ctx context.Context, m chat.Message, d draft, what string, by []access.Grant) ([]chat.Reply, error) {
	if err := f.drop(ctx, m, d); err != nil {
		return nil, err
	}
	d.Campaign = ""
	switch what {
	case "text":
		d.Step = stepText
	case "whom":
		d.Step = stepWhom
	default:
		return handlers.Say(words.SayDropped), handlers.Close(ctx, f.Open, m)
	}
	return f.ask(ctx, m, d, by)
}

// typed takes what is typed: the text, or a time.
func (f Flow) typed(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	d, ok, err := f.draft(ctx, m)
	if err != nil || !ok {
		return handlers.Say(words.SayAgain), err
	}
	switch d.Step {
	case stepText:
		return f.text(ctx, m, d, by)
	case stepWhen, stepTime:
		at, fault := ReadTime(m.Text, m.At)
		switch {
		case fault == words.SayTooFar:
			return handlers.Say(fault, MaxDaysAhead), nil
		case fault != "":
			return handlers.Say(fault), nil
		}
		d.At, d.Step = at, stepUrgency
		return f.ask(ctx, m, d, by)
	case stepList:
		return handlers.Say(words.SayListWanted), nil
	}
	return handlers.Say(words.UnitPress), nil
}

// text takes the words and goes on if they fit one message; a caption comes here too.
func (f Flow) text(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	d.Body = Clean(m.Text)
	switch {
	case d.Body == "":
		return handlers.Say(words.SayNoText), nil
	case m.Cut:
		return handlers.Say(words.SayCut, chat.MaxText/3), nil
	}
	r := Compose(Signed(by, d.Body), d.attached())
	if over := Over(r); over > 0 {
		return d.tooLong(over), nil
	}
	if d.Complete {
		return f.preview(ctx, m, d, by)
	}
	d.Step = stepWhom
	return f.ask(ctx, m, d, by)
}

// sent takes a file: what goes with the text, or a list of units.
func (f Flow) sent(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	d, ok, err := f.draft(ctx, m)
	switch {
	case err != nil || !ok:
		return handlers.Say(words.SayAgain), err
	case d.Step == stepList:
		return f.listed(ctx, m, d, by)
	case d.Step == stepPreview || d.Step != stepText && Clean(m.Text) != "":
		return handlers.Say(words.UnitPress), nil
	}
	if _, said, err := f.open(ctx, m, m.File); err != nil || said != nil {
		return said, err
	}
	d.File = m.File
	if d.Step != stepText {
		return f.joined(ctx, m, d, by)
	}
	if Clean(m.Text) != "" {
		return f.text(ctx, m, d, by)
	}
	if err := f.keep(ctx, m, d); err != nil {
		return nil, err
	}
	return handlers.Say(words.SayFileTaken), nil
}

// joined keeps a file that came after the text, if both fit one message, and asks again what was asked.
func (f Flow) joined(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	if over := Over(Compose(Signed(by, d.Body), d.attached())); over > 0 {
		return handlers.Say(words.SayTooLongJoin, over), nil
	}
	replies, err := f.ask(ctx, m, d, by)
	if err != nil {
		return nil, err
	}
	replies[0].Text = append([]chat.Span{{Text: words.Say(words.SayFileJoined, d.File.Name) + "\n"}}, replies[0].Text...)
	return replies, nil
}
