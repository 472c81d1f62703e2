package handlers

import (
	"context"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

// Rights tells what a person was given. What was taken away is not in it.
type Rights interface {
	Grants(ctx context.Context, person string) ([]access.Grant, error)
}

// Granted answers a message of somebody who may do it, by these grants.
type Granted func(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error)

// Only lets a flow run for those who may; to anybody else nothing happens, and it is said so. Rights are looked up for
// every message, so that a button of somebody whose right was taken away is dead.
func Only(r Rights, a access.Action, run Granted) Run {
	return only(r, a, run, func(context.Context, chat.Message) error { return nil })
}

// OnlyOpen is Only for a dialogue, which closes for those who may not any more: else all that they write would be taken
// for the answer to a question that is no longer theirs.
func OnlyOpen(r Rights, open Dialogues, a access.Action, run Granted) Run {
	return only(r, a, run, func(ctx context.Context, m chat.Message) error {
		return Close(ctx, open, m)
	})
}

// Refuse says that somebody may not; a button's press in a group not before all who read there.
func Refuse(m chat.Message) []chat.Reply {
	replies := Say(words.NotAllowed)
	if m.Group && m.Kind == chat.Press {
		return aside(replies)
	}
	return replies
}

// aside lets only whoever pressed a button see what is said, where that can be.
func aside(replies []chat.Reply) []chat.Reply {
	for i := range replies {
		replies[i].Aside = true
	}
	return replies
}

func only(r Rights, a access.Action, run Granted, refused func(context.Context, chat.Message) error) Run {
	return func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
		grants, err := r.Grants(ctx, m.From.Person)
		if err != nil {
			return nil, err
		}
		by := access.Allowing(grants, a)
		if len(by) == 0 {
			return Refuse(m), refused(ctx, m)
		}
		return run(ctx, m, args, by)
	}
}
