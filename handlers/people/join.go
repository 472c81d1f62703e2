package people

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders"
	"zhicheng/reminders/units"
)

// join lets the writer in by a code, or asks for it.
func (f Flow) join(ctx context.Context, m chat.Message, typed string) ([]chat.Reply, error) {
	if typed == "" {
		return handlers.Say(words.JoinAsk), f.Open.SetDialogue(ctx, m.From, m.ID, "join", "", m.At)
	}
	j, err := f.Records.Join(ctx, m, Hash(typed))
	if err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	what := f.what(j.Invitation)
	switch j.State {
	case Joined:
		return f.joined(ctx, m, j, what)
	case Waiting:
		return handlers.Say(words.JoinWaiting, what), f.tellMaker(ctx, j, m.At)
	case Refused:
		return handlers.Say(words.JoinRefused, what), nil
	case Own:
		return handlers.Say(words.JoinOwn, what), nil
	case UsedUp:
		return handlers.Say(words.JoinUsed), nil
	case Expired:
		return handlers.Say(words.JoinExpired), nil
	case Withheld:
		return handlers.Say(words.JoinRevoked), nil
	case Closed:
		return handlers.Say(words.JoinClosed, what), nil
	}
	return wrong(j.Wait), nil
}

// joined welcomes somebody, and tells whose place they took.
func (f Flow) joined(ctx context.Context, m chat.Message, j Join, what string) (replies []chat.Reply, err error) {
	replies = handlers.Say(joinedWords(j.Invitation.Role), what)
	if j.Invitation.Replaces {
		gone := handlers.Say(words.JoinReplaced, what)[0]
		if err := f.Records.Notify(ctx, fmt.Sprintf("replaced/%d", j.ID), j.Invitation.Maker, gone, m.At); err != nil {
			return nil, err
		}
		if j.Groups > 0 {
			replies[0].Text = append(replies[0].Text, chat.Span{Text: "\n" + words.Say(words.JoinGroups, j.Groups, words.Say(words.WordNotHere))})
		}
	}
	replies[0].Keyboard, err = f.keyboard(ctx, m.From.Person)
	return replies, err
}

func joinedWords(r access.Role) words.Key {
	if r == access.Liaison {
		return words.JoinLiaison
	}
	return words.JoinStaff
}

// wrong tells how long the next code must wait.
func wrong(wait time.Duration) []chat.Reply {
	switch seconds := int((wait + time.Second - 1) / time.Second); {
	case seconds <= 0:
		return handlers.Say(words.JoinWrong)
	case seconds < 60:
		return handlers.Say(words.JoinWrongSeconds, seconds)
	default:
		return handlers.Say(words.JoinWrongMinutes, (seconds+59)/60)
	}
}

// tellMaker asks who made the invitation, not at night: whoever has the code may use it at any hour.
func (f Flow) tellMaker(ctx context.Context, j Join, at time.Time) error {
	return f.Records.Notify(ctx, fmt.Sprintf("join/%d", j.ID), j.Invitation.Maker, f.ask(j), reminders.ByDay(at))
}

// ask is the question whether somebody may join.
func (f Flow) ask(j Join) chat.Reply {
	id := strconv.FormatInt(j.ID, 10)
	return chat.Reply{Text: []chat.Span{{Text: words.Say(words.JoinApprove, f.what(j.Invitation), tail(j.Who.Person))}},
		Buttons: [][]chat.Button{{{Label: words.Say(words.Approve), Data: "inv:yes:" + id}, {Label: words.Say(words.Refuse), Data: "inv:no:" + id}}}}
}

// decide approves or refuses, if the grants reach the invitation.
func (f Flow) decide(ctx context.Context, m chat.Message, id string, approve bool, by []access.Grant) ([]chat.Reply, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return handlers.Say(words.Button), nil
	}
	if fault, err := f.decides(ctx, n, approve, by); err != nil || fault != nil {
		return fault, err
	}
	j, ok, err := f.Records.Decide(ctx, m, n, approve)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.JoinDecided), nil
	}
	what, key := f.what(j.Invitation), words.JoinRefused
	if approve {
		key = joinedWords(j.Invitation.Role)
	}
	told := handlers.Say(key, what)[0]
	if approve {
		if told.Keyboard, err = f.keyboard(ctx, j.Who.Person); err != nil {
			return nil, err
		}
	}
	if err := f.Records.Notify(ctx, fmt.Sprintf("joined/%d", j.ID), j.Who, told, m.At); err != nil {
		return nil, err
	}
	said := words.JoinNo
	if approve {
		said = words.JoinYes
	}
	replies := handlers.Say(said, what, tail(j.Who.Person))
	replies[0].Edits = m.On
	return replies, nil
}

// decides says why the writer may not decide so: the joiner is beyond their grants, or the unit was closed meanwhile.
func (f Flow) decides(ctx context.Context, id int64, approve bool, by []access.Grant) (fault []chat.Reply, err error) {
	j, ok, err := f.Records.JoinByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if ok && j.Invitation.Role == access.Liaison {
		var u units.Unit
		u, ok, err = f.Units.Unit(ctx, j.Invitation.Unit)
		ok = ok && reaches(by, u)
		if ok && approve && u.Closed && j.State == Waiting {
			return handlers.Say(words.JoinUnitClosed, f.what(j.Invitation)), err
		}
	} else {
		ok = ok && may(by, access.InviteStaff)
	}
	if !ok {
		fault = handlers.Say(words.JoinDecided)
	}
	return fault, err
}

// tail is enough of a pseudonym to tell people apart, and too little to look one up.
func tail(person string) string { return person[max(0, len(person)-4):] }
