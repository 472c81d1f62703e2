package people

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

const (
	holdersShown = 40
	waitingShown = 10
)

// list shows the writer's invitations, and who waits for an approval that the writer may give.
func (f Flow) list(ctx context.Context, m chat.Message, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.Invitations(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.InviteNone)
	if len(all) > 0 {
		replies = f.mine(all, m.At)
	}
	waiting, err := f.Records.JoinsWaiting(ctx)
	if err != nil {
		return nil, err
	}
	for _, j := range waiting {
		fault, err := f.decides(ctx, j.ID, true, by)
		if err != nil {
			return nil, err
		}
		if fault == nil && len(replies) <= waitingShown {
			replies = append(replies, f.ask(j))
		}
	}
	return replies, nil
}

func (f Flow) mine(all []Invitation, at time.Time) []chat.Reply {
	lines := []string{words.Say(words.InviteHead)}
	var rows [][]chat.Button
	for _, i := range all {
		lines = append(lines, words.Say(words.InviteLine, i.ID, f.what(i), words.Say(state(i, at)), i.Used, i.Seats, int(i.Expires.Month()), i.Expires.Day()))
		if state(i, at) == words.InviteOpen {
			rows = append(rows, []chat.Button{{Label: words.Say(words.InviteRevoke, i.ID), Data: fmt.Sprintf("inv:revoke:%d", i.ID)}})
		}
	}
	return []chat.Reply{{Text: []chat.Span{{Text: strings.Join(lines, "\n")}}, Buttons: rows}}
}

func state(i Invitation, at time.Time) words.Key {
	switch {
	case i.Revoked:
		return words.InviteRevoked
	case i.Used >= i.Seats:
		return words.InviteUsed
	case !at.Before(i.Expires):
		return words.InviteExpired
	}
	return words.InviteOpen
}

func (f Flow) uninvite(ctx context.Context, m chat.Message, id string) ([]chat.Reply, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return handlers.Say(words.Button), nil
	}
	ok, err := f.Records.Uninvite(ctx, m, n)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.Button), nil
	}
	return handlers.Say(words.InviteGone, n), nil
}

// people lists those with grants that the writer may take away.
func (f Flow) people(ctx context.Context, _ chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.Holders(ctx)
	if err != nil {
		return nil, err
	}
	lines := []string{words.Say(words.PeopleHead)}
	var rows [][]chat.Button
	for _, h := range all {
		ok, err := f.mayRevoke(ctx, h, by)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if len(rows) == holdersShown {
			lines = append(lines, words.Say(words.PeopleMore))
			break
		}
		lines = append(lines, words.Say(words.PeopleLine, h.ID, tail(h.Person), f.describe(h.Grant, h.UnitName), h.Since.Year(), int(h.Since.Month()), h.Since.Day()))
		rows = append(rows, []chat.Button{{Label: words.Say(words.PeopleRevoke, h.ID), Data: fmt.Sprintf("person:ask:%d", h.ID)}})
	}
	if len(rows) == 0 {
		return handlers.Say(words.PeopleNone), nil
	}
	return []chat.Reply{{Text: []chat.Span{{Text: strings.Join(lines, "\n")}}, Buttons: rows}}, nil
}

func (f Flow) mayRevoke(ctx context.Context, h Holder, by []access.Grant) (bool, error) {
	if h.Grant.Role != access.Liaison {
		return may(by, access.InviteStaff), nil
	}
	_, ok, err := f.unit(ctx, strconv.FormatInt(h.Grant.Unit, 10), by)
	return ok || may(by, access.InviteStaff), err
}

// pressPerson takes a grant away, once it was asked again.
func (f Flow) pressPerson(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, id, _ := strings.Cut(args, ":")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return handlers.Say(words.Button), nil
	}
	all, err := f.Records.Holders(ctx)
	if err != nil {
		return nil, err
	}
	var h Holder
	for _, other := range all {
		if other.ID == n {
			h = other
		}
	}
	me, err := f.Records.Principal(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	if h.ID != 0 && (h.Person == m.From.Person || h.Person == me) {
		return handlers.Say(words.PeopleOwn), nil // so that there is always an admin left
	}
	if h.ID != 0 {
		if ok, err := f.mayRevoke(ctx, h, by); err != nil || !ok {
			return handlers.Say(words.NotAllowed), err
		}
	}
	if what == "ask" {
		if h.ID == 0 {
			return handlers.Say(words.PeopleGone), nil
		}
		return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.PeopleSure, tail(h.Person), f.describe(h.Grant, h.UnitName))}},
			Buttons: [][]chat.Button{{{Label: words.Say(words.PeopleYes), Data: "person:yes:" + id}}}}}, nil
	}
	h, ok, err := f.Records.Revoke(ctx, m, n)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.PeopleGone), nil
	}
	return handlers.Say(words.PeopleRevoked, tail(h.Person), f.describe(h.Grant, h.UnitName)), nil
}
