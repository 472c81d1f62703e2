package ask

import (
	"strings"
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
)

// The bounds of a reply, in characters.
const (
	maxChild    = 40
	maxLabel    = 18
	roomForAlso = 900 // what a reply may hold with a further clause
)

// Render is an answer as it is shown in chat, with the maintained one that applies, if any. The buttons carry the id of
// the question's message.
func Render(p *packs.Pack, a knowledge.Answer, hit *faq.Entry, messageID string, at time.Time) chat.Reply {
	if k, ok := declined(a); ok && hit == nil {
		return chat.Reply{Text: []chat.Span{{Text: words.Say(k)}}, Buttons: below(messageID)}
	}
	t := heading(p, at)
	var buttons [][]chat.Button
	switch {
	case a.Status == knowledge.Answered:
		buttons = answered(&t, p, a)
		besides(&t, hit)
	case hit != nil:
		buttons = maintained(&t, p, a, hit)
	case a.Status == knowledge.Referred:
		buttons = referred(&t, p, a)
	default:
		buttons = refused(&t, p, a)
	}
	return chat.Reply{Text: t, Buttons: append(buttons, below(messageID)...)}
}

// declined is the one sentence for what is no question about the notice at all.
func declined(a knowledge.Answer) (k words.Key, ok bool) {
	if a.Status != knowledge.Refused || a.Topic == nil {
		return "", false
	}
	switch a.Topic.Kind {
	case knowledge.Greeting:
		return words.Greeting, true
	case knowledge.TalkTopic:
		return words.DeclineTalk, true
	case knowledge.OrderTopic:
		return words.DeclineOrder, true
	}
	return "", false
}

// below are the buttons under every answer: what it was worth, and a person instead.
func below(messageID string) [][]chat.Button {
	if messageID == "" {
		return nil
	}
	return [][]chat.Button{{
		{Label: words.Say(words.Useful), Data: Useful + ":" + messageID},
		{Label: words.Say(words.Useless), Data: Useless + ":" + messageID},
		{Label: words.Say(words.WordHuman), Data: "human:q:" + messageID},
	}}
}

// heading warns of a notice that is out of force.
func heading(p *packs.Pack, at time.Time) (t handlers.Text) {
	if !p.InForce(at) {
		t.Line(chat.Faint, words.Say(words.Expired, p.Year))
	}
	return t
}

func answered(t *handlers.Text, p *packs.Pack, a knowledge.Answer) [][]chat.Button {
	if a.OwnCase {
		t.Say(words.OwnCase)
	}
	first := a.Citations[0]
	lead(t, first)
	quote(t, p, first)
	if first.Clause.Attachment() {
		t.Line(chat.Plain, attachment(p, first.Clause))
	}
	for _, c := range a.Citations[1:] {
		if c.Main {
			also(t, c)
		}
	}
	return append([][]chat.Button{{show(first.Clause, words.Say(words.Original))}}, further(a.Citations[1:])...)
}

// also quotes a further clause, whole where that leaves the reply short.
func also(t *handlers.Text, c knowledge.Citation) {
	for _, quoted := range []string{c.Quote, c.Lead} {
		if t.Length()+utf8.RuneCountInString(quoted) < roomForAlso {
			t.Say(words.Also, c.Clause.Label)
			t.Line(chat.Quote, quoted)
			return
		}
	}
}

// lead puts the words that answer first, unless they are all that is quoted.
func lead(t *handlers.Text, c knowledge.Citation) {
	switch {
	case grouping(c):
		t.Line(chat.Bold, words.Say(words.ListHead, c.Clause.Title()))
	case knowledge.Fold(c.Lead) != knowledge.Fold(c.Quote):
		t.Line(chat.Bold, c.Lead)
	}
}

// grouping says that the clause is a heading over others.
func grouping(c knowledge.Citation) bool { return len(c.Children) > 0 && c.Clause.Body() == "" }

func quote(t *handlers.Text, p *packs.Pack, c knowledge.Citation) {
	if !grouping(c) {
		t.Line(chat.Quote, c.Quote)
	}
	if len(c.Children) > 0 && t.Length() < roomForAlso {
		t.Line(chat.Quote, children(c.Children))
	}
	t.Line(chat.Faint, words.Say(words.Source, c.Clause.Label, p.Number))
	if knowledge.Fold(c.Quote) != knowledge.Fold(c.Clause.Text()) {
		*t = append(*t, chat.Span{Style: chat.Faint, Text: words.Say(words.Shortened)})
	}
}

func children(cs []*knowledge.Clause) string {
	lines := make([]string, len(cs))
	for i, c := range cs {
		lines[i] = words.Say(words.ListItem, c.Label, handlers.Clip(c.Title(), maxChild))
	}
	return strings.Join(lines, "\n")
}

func referred(t *handlers.Text, p *packs.Pack, a knowledge.Answer) [][]chat.Button {
	notSaid(t, p, a.Topic)
	return pointsTo(t, p, a.Citations[0])
}

// pointsTo quotes the clause to which the notice itself points.
func pointsTo(t *handlers.Text, p *packs.Pack, c knowledge.Citation) [][]chat.Button {
	t.Say(words.SeeClause)
	t.Line(chat.Quote, c.Lead)
	t.Line(chat.Faint, words.Say(words.Source, c.Clause.Label, p.Number))
	return [][]chat.Button{{show(c.Clause, words.Say(words.Original))}}
}

func refused(t *handlers.Text, p *packs.Pack, a knowledge.Answer) [][]chat.Button {
	switch {
	case a.Topic == nil:
		t.Say(words.NotFound)
		t.Line(chat.Plain, whom(p, "city_hr"))
	default:
		notSaid(t, p, a.Topic)
	}
	t.Say(words.Browse)
	return topics(p)
}

// notSaid says what the notice does not, why, and who may know.
func notSaid(t *handlers.Text, p *packs.Pack, topic *knowledge.Topic) {
	t.Line(chat.Bold, words.Say(words.NotSaid, topic.Title))
	t.Line(chat.Plain, topic.Reason)
	if topic.Ask != "" && topic.Ask != "none" {
		t.Line(chat.Plain, whom(p, topic.Ask))
	}
}

// whom names the office and how to reach it, as far as that is on record.
func whom(p *packs.Pack, office string) string {
	c, ok := p.Contact(office)
	if !ok {
		return words.Say(words.AskNobody)
	}
	return handlers.Whom(c.Name, c.Phone, c.Address, c.Hours, c.Web)
}

func topics(p *packs.Pack) (rows [][]chat.Button) {
	for _, id := range p.Topics {
		c := p.Notice.Clause(id)
		rows = append(rows, []chat.Button{show(c, title(c))})
	}
	return rows
}

func further(cs []knowledge.Citation) (rows [][]chat.Button) {
	for _, c := range cs {
		rows = append(rows, []chat.Button{show(c.Clause, title(c.Clause))})
	}
	return rows
}

func show(c *knowledge.Clause, label string) chat.Button {
	return chat.Button{Label: label, Data: "show:" + c.ID}
}

// title is a clause's label and first words, short enough for a button.
func title(c *knowledge.Clause) string {
	return words.Say(words.RelatedLabel, c.Label, handlers.Clip(c.Title(), maxLabel))
}
