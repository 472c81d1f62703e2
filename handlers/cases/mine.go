package cases

import (
	"context"
	"strconv"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/cases"
)

// mine is what who asks does with their case.
func (f Flow) mine(ctx context.Context, m chat.Message, what, value string) ([]chat.Reply, error) {
	id, _ := strconv.ParseInt(value, 10, 64)
	c, ok, err := f.Records.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok || c.Person != m.From.Person {
		return handlers.Say(words.CaseGone), nil
	}
	switch what {
	case "more":
		if c.State == cases.Closed {
			return handlers.Say(words.CaseMineOver, c.ID), nil
		}
		return handlers.Say(words.CaseAskMore, c.ID), f.keep(ctx, m, draft{Step: adding, Case: c.ID})
	case "end":
		return f.end(ctx, m, c)
	}
	return f.showMine(c), nil
}

// mineButtons are what who asks may do.
func mineButtons(c cases.Case) []chat.Button {
	id := strconv.FormatInt(c.ID, 10)
	return []chat.Button{button(words.CaseMore, "human:more:"+id), button(words.CaseEnd, "human:end:"+id)}
}

func (f Flow) showMine(c cases.Case) []chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.CaseMineHead, c.ID, words.Say(mineStates[c.State])))
	t.Line(chat.Quote, handlers.Excerpt(c.Question, maxQuestion))
	said(&t, c, words.CaseYou, words.CaseStaff)
	r := chat.Reply{Text: t}
	if c.State != cases.Closed {
		r.Buttons = [][]chat.Button{mineButtons(c)}
	}
	return []chat.Reply{r}
}

// add lets who asks say more, as long as somebody answers in between.
func (f Flow) add(ctx context.Context, m chat.Message, id int64) ([]chat.Reply, error) {
	if _, err := handlers.Leave(ctx, f.Open, m); err != nil {
		return nil, err
	}
	told := f.notice(words.CaseSaidMore, cases.Case{ID: id})
	queue, err := f.queueOf(ctx, id)
	if err != nil {
		return nil, err
	}
	full := false
	c, ok, err := f.Records.MoveCase(ctx, m, id, Move{Queue: queue, Line: handlers.Excerpt(m.Text, maxQuestion), Told: &told, At: cases.AtWork(f.Calendar, m.At),
		To: func(c cases.Case) (cases.State, bool) {
			full = c.Added() >= cases.MaxAdded
			return onward(c), c.Person == m.From.Person && c.State != cases.Closed && !full
		}})
	switch {
	case err != nil:
		return nil, err
	case full:
		return handlers.Say(words.CaseFull, cases.MaxAdded), nil
	case !ok:
		return handlers.Say(words.CaseMineOver, id), nil
	}
	replies := handlers.Say(words.CaseAdded, c.ID)
	replies[0].Buttons = [][]chat.Button{mineButtons(c)}
	return replies, nil
}

// queueOf are all who may take a case that was answered by somebody who is staff no longer; nobody for any other.
func (f Flow) queueOf(ctx context.Context, id int64) (all []chat.Conversation, err error) {
	c, ok, err := f.Records.Case(ctx, id)
	if err != nil || !ok || c.State != cases.Answered || c.Taker != "" {
		return nil, err
	}
	duty, err := f.Records.OnDuty(ctx)
	for _, d := range duty {
		if d.Role == access.Staff && covers(d.Scope, c) {
			all = append(all, d.To)
		}
	}
	return all, err
}

// onward is where a case goes when its asker says more: back to who has it, or to everybody.
func onward(c cases.Case) cases.State {
	if c.Taker != "" {
		return cases.Taken
	}
	return cases.Open
}

// end lets who asks close the case.
func (f Flow) end(ctx context.Context, m chat.Message, c cases.Case) ([]chat.Reply, error) {
	told := f.notice(words.CaseEndedByAsker, c)
	told.Buttons = nil
	_, ok, err := f.Records.MoveCase(ctx, m, c.ID, Move{Told: &told, At: cases.AtWork(f.Calendar, m.At),
		To: func(c cases.Case) (cases.State, bool) { return cases.Closed, c.Person == m.From.Person }})
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.CaseMineOver, c.ID), nil
	}
	return handlers.Say(words.CaseEnded, c.ID), nil
}

// said shows the latest of what was said, with who said it.
func said(t *handlers.Text, c cases.Case, asker, staff words.Key) {
	for _, l := range c.Lines[max(0, len(c.Lines)-maxLines):] {
		who := asker
		if l.Staff {
			who = staff
		}
		t.Line(chat.Faint, words.Say(words.CaseSaid, words.Say(who), int(l.At.Month()), l.At.Day(), l.At.Format("15:04")))
		t.Line(chat.Quote, l.Text)
	}
}
