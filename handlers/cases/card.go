package cases

import (
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/cases"
)

// office names as whom one of staff answers a case.
func office(by []access.Grant, c cases.Case) string {
	for _, g := range by {
		if covers(g.Scope, c) {
			return handlers.Office(g.Scope)
		}
	}
	return ""
}

// answer is what the asker reads: to which of their questions, and whose answer it is.
func (f Flow) answer(c cases.Case, from, said string) chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.CaseAnswer, c.ID, from))
	t.Line(chat.Faint, words.Say(words.CaseAnswerTo, handlers.Excerpt(c.Question, maxOffered)))
	t.Line(chat.Plain, strings.TrimSpace(said))
	t.Line(chat.Faint, words.Say(words.CaseAnswerFoot))
	return chat.Reply{Text: t, Buttons: [][]chat.Button{mineButtons(c)}}
}

// notice tells staff of a case without the asker's words.
func (f Flow) notice(k words.Key, c cases.Case) chat.Reply {
	r := handlers.Say(k, c.ID)[0]
	if k == words.CaseNew || k == words.CaseLate {
		r = handlers.Say(k, c.ID, f.office(c))[0]
	}
	r.Buttons = [][]chat.Button{{button(words.CaseShow, "case:show:"+strconv.FormatInt(c.ID, 10))}}
	return r
}

// card is a case as staff see it.
func (f Flow) card(c cases.Case, me string, now time.Time) chat.Reply {
	var t handlers.Text
	state := words.Say(states[c.State])
	switch {
	case c.State == cases.Taken && c.Taker == me:
		state = words.Say(words.CaseByMe)
	case c.State == cases.Taken:
		state = words.Say(words.CaseByOther)
	}
	t.Line(chat.Bold, words.Say(words.CaseHead, c.ID, state, f.office(c)))
	if c.IsOverdue(f.Calendar, now) {
		t.Line(chat.Bold, words.Say(words.CaseOverdue, waited(now.Sub(c.Waiting))))
	}
	t.Line(chat.Faint, words.Say(words.CaseSaid, words.Say(words.CaseAsker), int(c.At.Month()), c.At.Day(), c.At.Format("15:04")))
	if c.Question == "" {
		t.Say(words.CaseForgotten)
	} else {
		t.Line(chat.Quote, c.Question)
	}
	t.Line(chat.Plain, f.found(c))
	if len(c.Facts) > 0 {
		t.Say(words.CaseFacts, strings.Join(c.Facts, words.Say(words.Semicolon)))
	}
	said(&t, c, words.CaseAsker, words.CaseStaff)
	if c.Unreachable {
		t.Line(chat.Bold, words.Say(words.CaseUnreachable))
	}
	return chat.Reply{Text: t, Buttons: f.cardButtons(c, me, now)}
}

var states = map[cases.State]words.Key{cases.Open: words.CaseStateOpen, cases.Taken: words.CaseByOther, cases.Answered: words.CaseStateAnswered, cases.Closed: words.CaseStateClosed}

// cardButtons are what one of staff may do with a case.
func (f Flow) cardButtons(c cases.Case, me string, now time.Time) [][]chat.Button {
	id := strconv.FormatInt(c.ID, 10)
	reply, end := button(words.CaseReply, "case:reply:"+id), button(words.CaseEnd, "case:end:"+id)
	faq := button(words.FAQMake, "faq:case:"+id)
	switch {
	case c.State == cases.Open:
		return [][]chat.Button{{button(words.CaseTake, "case:take:"+id)}}
	case c.State == cases.Taken && c.Taker == me:
		return [][]chat.Button{{reply, button(words.CaseBack, "case:back:"+id), end}}
	case c.State == cases.Taken && c.IsOverdue(f.Calendar, now):
		return [][]chat.Button{{button(words.CaseTakeOver, "case:take:"+id)}}
	case c.State == cases.Answered && c.Taker == me:
		return [][]chat.Button{{reply, faq, end}}
	case c.State != cases.Open && c.LastAnswer() != "":
		return [][]chat.Button{{faq}}
	}
	return nil
}
