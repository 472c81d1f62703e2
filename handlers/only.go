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
	return func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
		grants, err := r.Grants(ctx, m.From.Person)
		if err != nil {
			return nil, err
		}
		by := access.Allowing(grants, a)
		if len(by) == 0 {
			return Say(words.NotAllowed), nil
		}
		return run(ctx, m, args, by)
	}
}
