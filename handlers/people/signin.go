package people

import (
	"context"
	"fmt"
	"strconv"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// signIn takes a code, or offers one to those who have rights to carry elsewhere, and lists the sessions.
func (f Flow) signIn(ctx context.Context, m chat.Message, typed string) ([]chat.Reply, error) {
	if typed != "" {
		ok, wait, err := f.Records.SignIn(ctx, m, Hash(typed))
		if err != nil {
			return nil, err
		}
		if !ok {
			return wrong(wait), nil
		}
		return handlers.Say(words.SignedIn), nil
	}
	grants, err := f.Rights.Grants(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	if len(access.Allowing(grants, access.SignIn)) == 0 {
		return handlers.Say(words.SignInHow), nil
	}
	code := f.code("signin", m.ID)
	if err := f.Records.OfferSignIn(ctx, m, Hash(code)); err != nil {
		return nil, err
	}
	replies := []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.SignInCode) + "\n"}, {Style: chat.Bold, Text: code}, {Text: "\n" + words.Say(words.SignInNote)}}}}
	sessions, err := f.Records.Sessions(ctx, m.From.Person)
	if err != nil || len(sessions) == 0 {
		return replies, err
	}
	var rows [][]chat.Button
	for _, s := range sessions {
		rows = append(rows, []chat.Button{{Label: words.Say(words.SignOut, s.ID, s.Until.Format("15:04")), Data: fmt.Sprintf("session:%d", s.ID)}})
	}
	return append(replies, chat.Reply{Text: []chat.Span{{Text: words.Say(words.Sessions)}}, Buttons: rows}), nil
}

func (f Flow) pressSession(ctx context.Context, m chat.Message, id string) ([]chat.Reply, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return handlers.Say(words.Button), nil
	}
	return handlers.Say(words.SignedOut), f.Records.SignOut(ctx, m, n)
}
