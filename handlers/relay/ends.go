package relay

import (
	"context"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/progress"
)

// held lets those who look after an application make it a new code, and end what was bound to it. By whom it was bound
// they do not learn.
func (f Flow) held(ctx context.Context, m chat.Message, what, rest string, by []access.Grant) ([]chat.Reply, error) {
	id, last, _ := strings.Cut(rest, ":")
	a, _, ok, err := f.within(ctx, id, by)
	if err != nil || !ok {
		return handlers.Say(words.ProgressNone), err
	}
	switch what {
	case "recode", "reprint":
		return f.recode(ctx, m, a, what == "reprint", last)
	case "ends":
		return f.askEnd(ctx, a)
	}
	upto, _ := strconv.ParseInt(last, 10, 64)
	ended, err := f.Bindings.EndBindings(ctx, m, a.ID, upto, what == "endold", notice(a))
	if err != nil {
		return nil, err
	}
	return f.ended(ctx, a, ended)
}

// recode asks before an application gets a new code, and prints it.
func (f Flow) recode(ctx context.Context, m chat.Message, a progress.Application, sure bool, seen string) ([]chat.Reply, error) {
	u, ok, err := f.Records.Unit(ctx, a.Unit)
	switch {
	case err != nil:
		return nil, err
	case !ok || u.Closed:
		return handlers.Say(words.CodesNone), nil
	case sure:
		return f.print(ctx, m, u, []progress.Application{a}, a.ID, seen)
	}
	stamp, _, err := f.printings(ctx, u.ID, a.ID, "")
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.CodeAsk, a.Number, a.Name)
	replies[0].Buttons = [][]chat.Button{{button(words.CodesYes, desk, "reprint", a.ID, stamp)}}
	return replies, nil
}

// askEnd says what it means to end the bindings. The buttons end those that there are now, and none that is made later.
func (f Flow) askEnd(ctx context.Context, a progress.Application) ([]chat.Reply, error) {
	h, err := f.Bindings.Holding(ctx, a.ID)
	if err != nil || h.All == 0 {
		return handlers.Say(words.EndNothing), err
	}
	var t handlers.Text
	t.Say(words.EndAsk, a.Number, a.Name, h.All)
	yes := chat.Button{Label: words.Say(words.EndYes, h.All), Data: data(desk, "endall", a.ID, h.Upto)}
	rows := [][]chat.Button{{yes}}
	switch {
	case !h.Coded:
		t.Say(words.EndNoCode)
	case h.Old == h.All:
		t.Say(words.EndKeepsCode)
	case h.Old == 0:
		t.Say(words.EndVoidsCode)
	default:
		t.Say(words.EndMixed, h.Old)
		old := chat.Button{Label: words.Say(words.EndOld, h.Old), Data: data(desk, "endold", a.ID, h.Upto)}
		rows = [][]chat.Button{{old}, {yes}}
	}
	if on, err := f.Bindings.ByCard(ctx, a.Unit); err != nil {
		return nil, err
	} else if on {
		t.Say(words.EndByCard)
	}
	return []chat.Reply{{Text: t, Buttons: rows}}, nil
}

func (f Flow) ended(ctx context.Context, a progress.Application, n int) ([]chat.Reply, error) {
	if n == 0 {
		return handlers.Say(words.EndNothing), nil
	}
	h, err := f.Bindings.Holding(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	var t handlers.Text
	t.Say(words.EndDone, a.Number, n)
	switch {
	case !h.Coded:
		t.Say(words.EndNoCode)
	case h.All > 0:
		t.Say(words.EndLeft, h.All)
	default:
		t.Say(words.EndKeepsCode)
	}
	return []chat.Reply{{Text: t, Buttons: [][]chat.Button{{button(words.CodeNew, desk, "recode", a.ID)}}}}, nil
}

// notice tells somebody that a binding of theirs was ended: in every channel with the end of the number alone, for it may
// never have been theirs.
func notice(a progress.Application) chat.Reply {
	return handlers.Say(words.EndNotice, tail(a.Number))[0]
}
