package check

import (
	"context"
	"slices"
	"strconv"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/eligibility"
)

// perPage is how many answers one page of the list shows.
const perPage = 10

// list shows the answers to change, or the facts to add: everything else that the rules know.
func (t *turn) list(verb, rest string) ([]chat.Reply, error) {
	if !t.s.Agreed {
		return handlers.Say(words.Button), nil
	}
	all, head := t.given(), words.CheckEdit
	if verb == "add" {
		all, head = t.others(), words.CheckAdd
	}
	page, err := strconv.Atoi(rest)
	if last := max(len(all)-1, 0) / perPage; err != nil || page < 0 || page > last {
		page = 0
	}
	var out handlers.Text
	out.Line(chat.Bold, words.Say(head))
	shown := all[min(page*perPage, len(all)):min((page+1)*perPage, len(all))]
	buttons := rows(shown)
	if turn := handlers.Turns(name+":"+verb+":", page, perPage, len(all)); turn != nil {
		buttons = append(buttons, turn)
	}
	last := []chat.Button{button(words.CheckGo, "go")}
	if verb == "edit" {
		last = append(last, button(words.CheckAddMore, "add:0"))
	}
	reply := chat.Reply{Text: out, Buttons: append(buttons, last)}
	if rest != "" {
		reply.Edits = t.m.On
	}
	return []chat.Reply{reply}, nil
}

// given are buttons for the answers in their order, then for the defaults that count instead of one.
func (t *turn) given() (all []chat.Button) {
	for _, a := range t.s.Answers {
		if fact, ok := t.Rules.Fact(a.Fact); ok {
			all = append(all, pair(fact, t.said(fact, a)))
		}
	}
	for _, a := range t.Rules.Check(t.s.facts(), t.now).Assumed {
		if fact, ok := t.Rules.Fact(a.Fact); ok && t.s.index(a.Fact) < 0 {
			all = append(all, pair(fact, words.Say(words.CheckAssumed, valueWords(fact, a.Value))))
		}
	}
	return all
}

// others are buttons for all facts that were not asked.
func (t *turn) others() (all []chat.Button) {
	for _, fact := range t.Rules.Facts() {
		if t.s.index(fact.ID) < 0 {
			all = append(all, labelled(fact.Label, "e:"+fact.ID))
		}
	}
	return all
}

func pair(fact eligibility.Fact, value string) chat.Button {
	return labelled(handlers.Clip(words.Say(words.CheckPair, fact.Label, value), maxLabel+6), "e:"+fact.ID)
}

// said is an answer in words.
func (b Book) said(fact eligibility.Fact, a Answer) string {
	switch {
	case a.Value != nil:
		return valueWords(fact, a.Value)
	case a.Why == unknown:
		return words.Say(words.CheckUnknown)
	}
	return words.Say(words.CheckSkipped)
}

// edit opens a question again, or for the first time.
func (t *turn) edit(id string) ([]chat.Reply, error) {
	if _, ok := t.Rules.Fact(id); !ok || !t.s.Agreed || len(t.s.Heard) > 0 {
		return handlers.Say(words.Button), nil
	}
	t.s.Step, t.s.Now, t.s.Future = asking, id, nil
	return t.finish(nil)
}

// flips tells what a changed answer turns.
func (t *turn) flips(lead *handlers.Text, before map[string]any) {
	was, is := t.Rules.Check(before, t.now), t.Rules.Check(t.s.facts(), t.now)
	same := true
	if was.Verdict != is.Verdict {
		lead.Line(chat.Bold, words.Say(words.CheckFlip, t.Rules.VerdictText(was.Verdict), t.Rules.VerdictText(is.Verdict)))
		same = false
	}
	had, has := standing(was), standing(is)
	for _, rt := range append(slices.Clone(is.Routes), was.Routes...) {
		a, b := had[rt.ID], has[rt.ID]
		if a == b {
			continue
		}
		lead.Say(words.CheckFlipRoute, t.Rules.RouteName(rt.ID), t.status(a), t.status(b))
		same = false
		delete(had, rt.ID)
		delete(has, rt.ID)
	}
	if same {
		lead.Say(words.CheckNoFlip)
	}
}

func standing(res eligibility.Result) map[string]eligibility.Status {
	all := map[string]eligibility.Status{}
	for _, rt := range res.Routes {
		all[rt.ID] = rt.Status
	}
	return all
}

func (b Book) status(s eligibility.Status) string {
	if s == "" {
		return words.Say(words.CheckNotRaised)
	}
	return b.Rules.StatusText(s)
}

// Kept lists what a person agreed to keep, in words.
func (f Flow) Kept(ctx context.Context, person string) (all []string, err error) {
	saved, err := f.Records.SavedCheck(ctx, person)
	for _, a := range saved.Answers {
		if fact, ok := f.Rules.Fact(a.Fact); ok {
			all = append(all, words.Say(words.CheckPair, fact.Label, f.said(fact, a)))
		}
	}
	return all, err
}
