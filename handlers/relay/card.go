package relay

import (
	"context"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/progress"
)

// pressDesk takes the buttons of those who see applications.
func (f Flow) pressDesk(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, id, _ := strings.Cut(args, ":")
	switch what {
	case "card":
		a, _, ok, err := f.within(ctx, id, by)
		if err != nil || !ok {
			return handlers.Say(words.ProgressNone), err
		}
		return f.card(ctx, m, a, by)
	case "codes", "print", "cardon", "cardoff":
		return f.codes(ctx, m, what, id, by)
	case "recode", "reprint", "ends", "endold", "endall":
		return f.held(ctx, m, what, id, by)
	}
	return handlers.Say(words.Button), nil
}

// card is an application as those see it who look after it, with the moves that they may make.
func (f Flow) card(ctx context.Context, m chat.Message, a progress.Application, by []access.Grant) ([]chat.Reply, error) {
	b, err := f.in(ctx, a)
	if err != nil {
		return nil, err
	}
	u, _, err := f.Records.Unit(ctx, a.Unit)
	if err != nil {
		return nil, err
	}
	bound, deaf, err := f.Bindings.BoundTo(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.CardHead, a.Number, a.Name))
	t.Say(words.CardUnit, u.Name, f.value(progress.ColumnSeries, a.Series), f.value(progress.ColumnLevel, a.Level))
	b.since(&t, a)
	b.now(&t, a, m.At)
	switch {
	case bound == 0:
		t.Say(words.CardUnbound)
	case deaf == 0:
		t.Say(words.CardBound, bound)
	default:
		t.Say(words.CardDeaf, bound, deaf)
	}
	r := chat.Reply{Text: t}
	if len(access.Allowing(by, access.ProgressMove)) > 0 && reached(by, a) {
		r.Buttons = f.moves(a, false)
	}
	own := []chat.Button{button(words.CodeNew, desk, "recode", a.ID)}
	if bound > 0 {
		own = append(own, button(words.EndThese, desk, "ends", a.ID))
	}
	r.Buttons = append(r.Buttons, own, f.codesButton(a.Unit))
	return []chat.Reply{r}, nil
}

// reached says whether one of the grants may move the application.
func reached(by []access.Grant, a progress.Application) bool {
	return slices.ContainsFunc(reaches(access.Allowing(by, access.ProgressMove)), func(of progress.Reach) bool { return of.Has(a) })
}

// moves are the buttons of the legal moves; with odd those that need a second confirmation: back, and over steps.
func (f Flow) moves(a progress.Application, odd bool) (rows [][]chat.Button) {
	y := f.Pack.Stages
	row := func(to string, kind progress.Kind) {
		rows = append(rows, []chat.Button{{Label: words.Say(kindWords[kind], f.stage(to)), Data: data(move, "to", a.ID, a.Version, to)}})
	}
	for _, mv := range y.Moves(a.Path, a.Stage) {
		if mv.Kind.Twice() == odd {
			row(mv.To, mv.Kind)
		}
	}
	if !odd {
		return append(rows, []chat.Button{button(words.MoveOther, move, "more", a.ID, a.Version)})
	}
	for _, s := range y.Stages {
		kind, ok := y.Change(a.Path, a.Stage, s.ID)
		if _, legal := y.Legal(a.Path, a.Stage, s.ID); ok && !legal { // over steps, or out of an aside or end to where it is not resumed
			row(s.ID, kind)
		}
	}
	return rows
}

var kindWords = map[progress.Kind]words.Key{progress.Forward: words.MoveForward, progress.Back: words.MoveBack, progress.Left: words.MoveLeft,
	progress.Returned: words.MoveReturned, progress.Resumed: words.MoveResumed, progress.Skipped: words.MoveSkipped}
