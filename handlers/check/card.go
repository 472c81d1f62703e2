package check

import (
	"cmp"
	"slices"
	"strconv"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/eligibility"
)

// maxCites is how many quotations one message shows at most, maxChanges how many changes.
const (
	maxCites   = 5
	maxChanges = 12
	short      = 600 // characters that need no second message
)

// card is the verdict as messages; the buttons stand below the last.
func (t *turn) card(lead handlers.Text) []chat.Reply {
	res := t.Rules.Check(t.s.facts(), t.now)
	v := t.view(t.s.Answers, res)
	answer := v.answer()
	if len(lead) > 0 {
		answer = append([]handlers.Text{lead}, answer...)
	}
	answer[0] = expired(t.Pack, t.now, answer[0])
	var replies []chat.Reply
	steps := v.steps()
	shown := append(pages(answer), pages(steps)...)
	if one := pages(append(slices.Clone(answer), steps...)); len(one) == 1 && one[0].Length() <= short {
		shown = one
	}
	for _, p := range shown {
		replies = append(replies, chat.Reply{Text: p})
	}
	replies[len(replies)-1].Buttons = t.cardButtons(res)
	return replies
}

// answer is the sentence and the routes.
func (v view) answer() []handlers.Text {
	var head handlers.Text
	head.Line(chat.Bold, v.Sentence)
	head.Line(chat.Faint, words.Say(words.CardAsOf, v.AsOf))
	if v.Risk != "" {
		head.Line(chat.Bold, words.Say(words.CardRisk, v.Risk))
	}
	if len(v.Missing) > 0 {
		for _, m := range v.Missing {
			head.Say(words.CardItem, m)
		}
		head.Line(chat.Faint, words.Say(words.CardMissing))
	}
	blocks := []handlers.Text{head}
	if v.Bare {
		for _, c := range v.Cites[:min(len(v.Cites), maxCites)] {
			blocks = append(blocks, c.block())
		}
	}
	for _, rt := range v.Routes {
		blocks = append(blocks, rt.block())
	}
	blocks = appendList(blocks, words.CardShared, v.Shared)
	if len(v.Assumed) > 0 {
		var assumed handlers.Text
		for i, a := range v.Assumed {
			if i == 0 {
				assumed.Line(chat.Faint, words.Say(words.CardAssumed))
			}
			assumed.Line(chat.Faint, words.Say(words.CardItem, a))
		}
		blocks = append(blocks, assumed)
	}
	return blocks
}

// steps are what to do next: dates, steps, the way and the committee.
func (v view) steps() []handlers.Text {
	blocks := appendList(nil, words.CardDates, v.Dates)
	if len(v.ToDo) > 0 {
		var todo handlers.Text
		todo.Line(chat.Bold, words.Say(words.CardToDo))
		for i, item := range v.ToDo {
			todo.Say(words.CheckOption, i+1, item)
		}
		blocks = append(blocks, todo)
	}
	blocks = appendList(blocks, words.CardSubmit, v.Submit)
	blocks = appendList(blocks, words.CardCommittee, v.Committee)
	if v.Warning.Quote != "" {
		blocks = append(blocks, v.Warning.block())
	}
	return blocks
}

func appendList(blocks []handlers.Text, head words.Key, items []string) []handlers.Text {
	if len(items) == 0 {
		return blocks
	}
	var t handlers.Text
	t.Line(chat.Bold, words.Say(head))
	for _, item := range items {
		t.Say(words.CardItem, item)
	}
	return append(blocks, t)
}

func (r routeView) block() (t handlers.Text) {
	t.Line(chat.Bold, words.Say(words.CardRoute, r.Mark, r.Name, r.Status, r.Clauses))
	for _, w := range r.Why {
		t.Say(words.CardSub, w)
	}
	for i, c := range r.Confirm {
		if i == 0 {
			t.Say(words.CardConfirm)
		}
		t.Say(words.CardItem, c)
	}
	return t
}

func (q quotation) block() (t handlers.Text) {
	t.Line(chat.Quote, q.Quote)
	t.Line(chat.Faint, words.Say(words.CardClause, q.Label))
	return t
}

// cardWords are the buttons below a card that may be typed, with what they do.
var cardWords = map[words.Key]string{words.CardCites: "cites", words.CardIf: "if", words.CardSave: "save", words.CardEnd: "stop"}

func (t *turn) cardButtons(res eligibility.Result) [][]chat.Button {
	var rows [][]chat.Button
	for _, id := range res.AskNow {
		if fact, ok := t.Rules.Fact(id); ok {
			rows = append(rows, []chat.Button{labelled(words.Say(words.CardFill, fact.Label), "e:"+id)})
		}
	}
	if n := t.optional(res); n > 0 && !t.s.More {
		rows = append(rows, []chat.Button{labelled(words.Say(words.CardMore, n), "more")})
	}
	first := []chat.Button{button(words.CardCites, "cites:0")}
	if slices.ContainsFunc(res.Routes, func(rt eligibility.RouteResult) bool { return rt.Status == eligibility.Closed }) {
		first = append(first, button(words.CardIf, "if"))
	}
	rows = append(append(rows, t.fillLocal(res)...), t.reminders(res)...)
	return append(rows, first,
		[]chat.Button{button(words.CheckEditWord, "edit"), button(words.CardSave, "save")},
		[]chat.Button{button(words.CheckAgain, "new"), button(words.CardEnd, "stop"),
			{Label: words.Say(words.WordHuman), Data: "human:check"}})
}

// optional counts the questions that could still make a route better.
func (t *turn) optional(res eligibility.Result) (n int) {
	for _, id := range res.AskMore {
		if t.s.askable(id) {
			n++
		}
	}
	return n
}

// cites shows a page of the quotations.
func (t *turn) cites(rest string) ([]chat.Reply, error) {
	all := t.view(nil, t.Rules.Check(t.s.facts(), t.now)).Cites
	page, err := strconv.Atoi(cmp.Or(rest, "0"))
	var pages [][]quotation
	length := maxReply
	for _, q := range all {
		q.Quote = handlers.Clip(q.Quote, maxQuote)
		n := len([]rune(q.Quote)) + len([]rune(q.Label)) + 4
		if last := len(pages) - 1; last < 0 || length+n > maxReply-60 || len(pages[last]) == maxCites {
			pages, length = append(pages, nil), 0
		}
		length += n
		pages[len(pages)-1] = append(pages[len(pages)-1], q)
	}
	if err != nil || page < 0 || page >= len(pages) {
		return handlers.Say(words.Button), nil
	}
	var out handlers.Text
	out.Line(chat.Bold, words.Say(words.CardCitesHead, t.Pack.Number, page+1, len(pages)))
	for _, q := range pages[page] {
		out = append(out, q.block()...)
		out[len(out)-2].Text = "\n" + out[len(out)-2].Text
	}
	turn := handlers.Turns(name+":cites:", page, 1, len(pages))
	reply := chat.Reply{Text: out, Buttons: [][]chat.Button{append(turn, button(words.CheckGo, "go"))}}
	if page > 0 {
		reply.Edits = t.m.On
	}
	return []chat.Reply{reply}, nil
}

// changes shows which single facts would open a closed route if they were otherwise.
func (t *turn) changes() ([]chat.Reply, error) {
	var out handlers.Text
	all := t.Rules.Counterfactuals(t.s.facts(), t.now)
	if len(all) == 0 {
		out.Say(words.CardIfNone)
	} else {
		out.Line(chat.Bold, words.Say(words.CardIfHead))
	}
	for _, c := range all[:min(len(all), maxChanges)] {
		fact, _ := t.Rules.Fact(c.Fact)
		for _, rt := range t.Rules.Check(t.s.facts(), t.now).Routes { // in their order
			if status, ok := c.Routes[rt.ID]; ok {
				out.Say(words.CardIfItem, fact.Label, valueWords(fact, c.Value), t.Rules.RouteName(rt.ID), t.status(status))
			}
		}
	}
	out.Line(chat.Faint, words.Say(words.CardIfFoot))
	replies := []chat.Reply{}
	for _, p := range pages([]handlers.Text{out}) {
		replies = append(replies, chat.Reply{Text: p})
	}
	replies[len(replies)-1].Buttons = [][]chat.Button{{button(words.CheckGo, "go")}}
	return replies, nil
}

// file hands the verdict over as a page to print.
func (t *turn) file() ([]chat.Reply, error) {
	if t.s.Step != decided {
		return t.finish(note(words.CheckNotYet))
	}
	page, err := t.page(t.s.Answers, t.now)
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.CardSaved)
	replies[0].File = &chat.File{Name: words.Say(words.PageFile, t.now.Format("20060102")), Type: "text/html", Data: page}
	return replies, nil
}
