package people

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

const (
	validDays  = 7
	manySeats  = 20
	unitsShown = 8
	maxOffice  = 30 // characters
)

// invite offers what the person may invite to.
func (f Flow) invite(_ context.Context, _ chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	rows := [][]chat.Button{{{Label: words.Say(words.RoleLiaison), Data: "inv:liaison"}}}
	if may(by, access.InviteStaff) {
		rows = append(rows, []chat.Button{{Label: words.Say(words.RoleStaff), Data: "inv:staff"}, {Label: words.Say(words.RoleAdmin), Data: "inv:admin"}})
	}
	rows = append(rows, []chat.Button{{Label: words.Say(words.InviteList), Data: "inv:list"}})
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.InviteWhom, validDays)}}, Buttons: rows}}, nil
}

// press is a button of the invitation.
func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, rest, _ := strings.Cut(args, ":")
	switch what {
	case "liaison":
		return handlers.Say(words.InviteUnit), f.Open.SetDialogue(ctx, m.From, m.ID, "invite.unit", "", m.At)
	case "unit":
		return f.seats(ctx, rest, by)
	case "one", "many":
		return f.toUnit(ctx, m, what, rest, by)
	case "list":
		return f.list(ctx, m, by)
	case "revoke":
		return f.uninvite(ctx, m, rest)
	case "yes", "no":
		return f.decide(ctx, m, rest, what == "yes", by)
	}
	if !may(by, access.InviteStaff) {
		return handlers.Say(words.NotAllowed), nil
	}
	switch what {
	case "staff":
		return handlers.Say(words.InviteOffice), f.Open.SetDialogue(ctx, m.From, m.ID, "invite.office", "", m.At)
	case "admin":
		return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.InviteAdmin)}},
			Buttons: [][]chat.Button{{{Label: words.Say(words.InviteMake), Data: "inv:admin-yes"}}}}}, nil
	case "admin-yes":
		return f.make(ctx, m, Invitation{Role: access.Admin, Seats: 1})
	case "where", "series", "levels":
		return f.scope(ctx, m, what, rest)
	}
	return handlers.Say(words.Button), nil
}

// findUnit offers the units that a text names.
func (f Flow) findUnit(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	found, err := f.Units.UnitsNamed(ctx, strings.TrimSpace(m.Text), unitsShown)
	if err != nil {
		return nil, err
	}
	var rows [][]chat.Button
	for _, u := range found {
		if reaches(by, u) && !u.Closed {
			rows = append(rows, []chat.Button{{Label: u.Name, Data: fmt.Sprintf("inv:unit:%d", u.ID)}})
		}
	}
	if len(rows) == 0 {
		return handlers.Say(words.InviteNoUnit), nil
	}
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.InviteWhich)}}, Buttons: rows}}, nil
}

// reaches says whether one of the grants looks after the unit.
func reaches(by []access.Grant, u units.Unit) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool {
		return g.Role == access.Admin || g.Scope.Covers(u.District, "", "") && (u.District != "" || g.Scope.District == "")
	})
}

// unit reads the unit of a button, if the grants reach it.
func (f Flow) unit(ctx context.Context, id string, by []access.Grant) (units.Unit, bool, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return units.Unit{}, false, nil
	}
	u, ok, err := f.Units.Unit(ctx, n)
	return u, ok && err == nil && !u.Closed && reaches(by, u), err
}

func (f Flow) seats(ctx context.Context, id string, by []access.Grant) ([]chat.Reply, error) {
	u, ok, err := f.unit(ctx, id, by)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.InviteNoUnit), nil
	}
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.InviteSeats, u.Name)}}, Buttons: [][]chat.Button{
		{{Label: words.Say(words.InviteOne), Data: "inv:one:" + id}},
		{{Label: words.Say(words.InviteMany, manySeats), Data: "inv:many:" + id}},
	}}}, nil
}

func (f Flow) toUnit(ctx context.Context, m chat.Message, how, id string, by []access.Grant) ([]chat.Reply, error) {
	u, ok, err := f.unit(ctx, id, by)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.InviteNoUnit), nil
	}
	i := Invitation{Role: access.Liaison, Unit: u.ID, UnitName: u.Name, Seats: 1}
	if how == "many" {
		i.Seats = manySeats
	}
	return f.make(ctx, m, i)
}

// handover lets a liaison invite another one of their unit, in their own place or beside them.
func (f Flow) handover(ctx context.Context, m chat.Message, id string, by []access.Grant) ([]chat.Reply, error) {
	id, me, _ := strings.Cut(id, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	if !slices.ContainsFunc(by, func(g access.Grant) bool { return g.OfUnit(n) }) {
		return handlers.Say(words.NotAllowed), nil
	}
	u, ok, err := f.Units.Unit(ctx, n)
	if err != nil || !ok {
		return handlers.Say(words.InviteNoUnit), err
	}
	return f.make(ctx, m, Invitation{Role: access.Liaison, Unit: n, UnitName: u.Name, Seats: 1, Replaces: me != ""})
}

// make keeps the invitation and hands over its code, which is shown this once.
func (f Flow) make(ctx context.Context, m chat.Message, i Invitation) ([]chat.Reply, error) {
	code := f.code("invite", m.ID)
	i.Expires = m.At.AddDate(0, 0, validDays)
	if err := f.Records.Invite(ctx, m, Hash(code), i); err != nil {
		return nil, err
	}
	text := []chat.Span{{Text: words.Say(words.InviteCode, f.what(i), i.Expires.Month(), i.Expires.Day()) + "\n"}, {Style: chat.Bold, Text: code}}
	if i.Seats > 1 {
		text = append(text, chat.Span{Text: "\n" + words.Say(words.InviteManyNote, i.Seats)})
	}
	text = append(text, chat.Span{Text: "\n" + words.Say(words.InviteHow, code)})
	if link := f.Link("join_" + strings.ReplaceAll(code, "-", "")); link != "" {
		text = append(text, chat.Span{Text: "\n" + words.Say(words.InviteLink, link)})
	}
	return []chat.Reply{{Text: text}}, nil
}

// what an invitation or grant is for, in words.
func (f Flow) what(i Invitation) string {
	return f.describe(access.Grant{Role: i.Role, Unit: i.Unit, Scope: i.Scope}, i.UnitName)
}

func (f Flow) describe(g access.Grant, unit string) string {
	switch g.Role {
	case access.Liaison:
		return words.Say(words.LiaisonOf, unit)
	case access.Admin:
		return words.Say(words.RoleAdmin)
	}
	place, series, levels := g.Scope.District, words.Say(words.AllSeries), words.Say(words.AllLevels)
	if place == "" {
		place = words.Say(words.WholeCity)
	}
	if len(g.Scope.Series) > 0 {
		series = handlers.Names(f.Series, g.Scope.Series)
	}
	if slices.Equal(g.Scope.Levels, []string{string(units.Senior)}) {
		levels = words.Say(words.TitleSenior)
	} else if len(g.Scope.Levels) > 0 {
		levels = words.Say(words.TitleLower)
	}
	return words.Say(words.StaffOf, g.Scope.Office, place, series, levels)
}
