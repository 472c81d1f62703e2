package cases

import (
	"context"
	"slices"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/cases"
)

// recent is for how long a question is taken for what somebody wants to hand over, as for what they go on from.
const recent = 15 * time.Minute

// overview is what a person has open, and the ways to ask further; nothing that they type is taken for a question of a case.
func (f Flow) overview(ctx context.Context, m chat.Message, mine []cases.Case) ([]chat.Reply, error) {
	var rows [][]chat.Button
	for _, c := range mine[max(0, len(mine)-perPage):] {
		label := words.Say(words.CaseMineLabel, c.ID, handlers.Excerpt(c.Question, maxShort), words.Say(mineStates[c.State]))
		rows = append(rows, []chat.Button{{Label: label, Data: "human:show:" + strconv.FormatInt(c.ID, 10)}})
	}
	if len(cases.Waiting(mine)) >= cases.MaxWaiting {
		replies := handlers.Say(words.CaseMineFull, cases.MaxWaiting)
		replies[0].Buttons = rows
		return replies, nil
	}
	last, ok, err := f.last(ctx, m, mine)
	if err != nil {
		return nil, err
	}
	if ok {
		label := words.Say(words.CaseLastLabel, handlers.Excerpt(last.Text, maxShort))
		rows = append(rows, []chat.Button{{Label: label, Data: "human:q:" + last.ID}})
	}
	replies := handlers.Say(words.CaseMine)
	replies[0].Buttons = append(rows, []chat.Button{button(words.CaseAnother, "human:new")})
	return replies, nil
}

// write asks for the question, and offers the one that was asked just before.
func (f Flow) write(ctx context.Context, m chat.Message, d draft, mine []cases.Case) ([]chat.Reply, error) {
	d.Step = writing
	replies := handlers.Say(words.CaseAskText)
	if !d.Check {
		last, ok, err := f.last(ctx, m, mine)
		if err != nil {
			return nil, err
		}
		if ok {
			replies = handlers.Say(words.CaseAskLast, handlers.Excerpt(last.Text, maxOffered))
			replies[0].Buttons = [][]chat.Button{{button(words.CaseThis, "human:q:"+last.ID)}}
		}
	}
	return replies, f.keep(ctx, m, d)
}

// last is what the person asked just before, unless that was no question about titles, or a case has it.
func (f Flow) last(ctx context.Context, m chat.Message, mine []cases.Case) (Asked, bool, error) {
	all, err := f.Records.Recent(ctx, m.From.Person, m.At.Add(-recent), m.At)
	for _, q := range all {
		if f.Pack.Material.Talk(q.Topic) || handlers.Excerpt(q.Text, maxQuestion) == "" {
			continue
		}
		return q, !slices.ContainsFunc(mine, func(c cases.Case) bool { return c.About == q.ID }), err
	}
	return Asked{}, false, err
}
