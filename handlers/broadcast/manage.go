package broadcast

import (
	"context"
	"errors"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/sheet"
)

const (
	newest    = 10     // campaigns that are listed
	maxMissed = 20_000 // rows of the list of those who were not reached: a file of a message holds no more
)

// manage is a button of a campaign: "camp:<what>:<id>". The store lets only those do it who may.
func (f Flow) manage(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, id, _ := strings.Cut(args, ":")
	c, err := f.Records.Campaign(ctx, id, by)
	if err != nil {
		return refused(err)
	}
	var said []chat.Reply
	switch what {
	case "show":
		m.On = "" // the list stays
	case "yes", "no":
		if what == "yes" || c.Author != m.From.Person {
			return f.second(ctx, m, c, what == "yes")
		}
		err = f.Records.Discard(ctx, m, id)
	case "hold":
		err = f.Records.Hold(ctx, m, id)
	case "go":
		err = f.Records.Continue(ctx, m, id)
	case "stop-yes":
		err = f.Records.Stop(ctx, m, id)
	case "failed":
		said, err = queued(f.Records.ResendFailed(ctx, m, id))
	case "unknown-yes":
		said, err = queued(f.Records.ResendUnknown(ctx, m, id))
	case "recall-yes":
		_, err = f.Records.Recall(ctx, m, id)
	case "missed":
		return f.missed(ctx, id, by)
	default:
		return sure(what, id), nil
	}
	if err != nil {
		return refused(err)
	}
	replies, err := f.show(ctx, m, id, by)
	return append(replies, said...), err
}

// sure asks before what cannot be taken back; before a recall it asks twice.
func sure(what, id string) []chat.Reply {
	ask := func(text, yes words.Key, then string) []chat.Reply {
		replies := handlers.Say(text)
		replies[0].Buttons = [][]chat.Button{{{Label: words.Say(yes), Data: "camp:" + then + ":" + id}, {Label: words.Say(words.SureNo), Data: "camp:show:" + id}}}
		return replies
	}
	switch what {
	case "stop":
		return ask(words.SureStop, words.SureStopYes, "stop-yes")
	case "unknown":
		return ask(words.SureUnknown, words.SureUnknownYes, "unknown-yes")
	case "recall":
		return ask(words.SureRecall, words.SureRecallOn, "recall-sure")
	case "recall-sure":
		return ask(words.SureRecallAgain, words.SureRecallYes, "recall-yes")
	}
	return handlers.Say(words.Button)
}

func queued(n int64, err error) ([]chat.Reply, error) {
	return handlers.Say(words.ProgressAgain, n), err
}

// show is a campaign as it stands, in place of the message whose button was pressed.
func (f Flow) show(ctx context.Context, m chat.Message, id string, by []access.Grant) ([]chat.Reply, error) {
	c, err := f.Records.Campaign(ctx, id, by)
	if err != nil {
		return refused(err)
	}
	p, err := f.Records.Progress(ctx, id)
	if err != nil {
		return refused(err)
	}
	r := View(c, p, m.At)
	r.Edits = m.On
	return []chat.Reply{r}, nil
}

// list is the newest campaigns, each with the button that opens its report.
func (f Flow) list(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.Campaigns(ctx, by, newest)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return handlers.Say(words.CampaignsNone), nil
	}
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.CampaignsHead))
	for i, c := range all {
		p, err := f.Records.Progress(ctx, c.ID)
		if errors.Is(err, ErrNoCampaign) {
			continue
		}
		if err != nil {
			return nil, err
		}
		line := words.Say(words.CampaignsLine, i+1, title(c, p, m.At))
		if c.Recipients > 0 {
			line += words.Say(words.CampaignsSaid, c.Recipients, firstWords(c.Text))
		}
		t.Line(chat.Plain, line)
	}
	return []chat.Reply{{Text: t, Buttons: handlers.Choices(len(all), 5, func(i int) chat.Button {
		return chat.Button{Label: words.Say(words.CampaignsOpen, i+1), Data: "camp:show:" + all[i].ID}
	})}}, nil
}

// reasons are the words for why somebody was not reached.
var reasons = map[string]words.Key{"refused": words.MissedRefused, "given up": words.MissedGivenUp, "crashed": words.MissedCrashed, "no channel": words.MissedNoChannel}

var missedStates = map[string]words.Key{"unreachable": words.MissedUnreachable, "failed": words.MissedFailed, "unknown": words.MissedUnknown,
	"cancelled": words.MissedCancelled, "queued": words.MissedLeft, "sending": words.MissedLeft}

// missed hands over who was not reached, without anything that tells a person.
func (f Flow) missed(ctx context.Context, id string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.Missed(ctx, id, by)
	if err != nil {
		return refused(err)
	}
	if len(all) == 0 {
		return handlers.Say(words.MissedNobody), nil
	}
	rows := []sheet.Row{{Cells: []string{words.Say(words.MissedUnit), words.Say(words.MissedRole), words.Say(words.MissedDistrict), words.Say(words.MissedState), words.Say(words.MissedReason)}}}
	say := func(names map[string]words.Key, id string) string {
		if k, ok := names[id]; ok {
			return words.Say(k)
		}
		return id
	}
	for _, one := range all[:min(len(all), maxMissed)] {
		rows = append(rows, sheet.Row{Cells: []string{one.Unit, say(roleNames, one.Role), one.District, say(missedStates, one.State), say(reasons, one.Reason)}})
	}
	file, err := handlers.XLSX(words.Say(words.MissedFile), sheet.Sheet{Name: words.Say(words.TableSheet), Rows: rows})
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.MissedHere, len(all))
	if len(all) > maxMissed {
		replies = handlers.Say(words.MissedSome, maxMissed)
	}
	replies[0].File = file
	return replies, nil
}
