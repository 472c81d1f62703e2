package cases

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/cases"
)

const perPage = 8

const maxAnswer = 1000 // characters

// tabs are the queue's, in their order.
var tabs = []struct {
	id   string
	name words.Key
	has  func(f Flow, c cases.Case, now time.Time) bool
}{
	{"new", words.CasesNew, func(_ Flow, c cases.Case, _ time.Time) bool { return c.State == cases.Open }},
	{"taken", words.CasesTaken, func(_ Flow, c cases.Case, _ time.Time) bool { return c.State == cases.Taken }},
	{"late", words.CasesLate, func(f Flow, c cases.Case, now time.Time) bool { return c.IsOverdue(f.Calendar, now) }},
	{"done", words.CasesDone, func(_ Flow, c cases.Case, _ time.Time) bool { return c.State == cases.Answered }},
}

// queue is /cases: the tab with what most wants doing.
func (f Flow) queue(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.within(ctx, by)
	if err != nil {
		return nil, err
	}
	me, err := f.Records.Principal(ctx, m.From.Person)
	return []chat.Reply{f.list(all, f.pressing(all, me, m.At), 0, m.At)}, err
}

// pressing is the tab to open on: what is late and in no other's hands, what is new, what is in one's own.
func (f Flow) pressing(all []cases.Case, me string, now time.Time) string {
	isNew := func(c cases.Case) bool { return c.State == cases.Open }
	own := func(c cases.Case) bool { return c.State == cases.Taken && c.Taker == me }
	late := func(c cases.Case) bool { return (isNew(c) || own(c)) && c.IsOverdue(f.Calendar, now) }
	switch {
	case slices.ContainsFunc(all, late):
		return "late"
	case !slices.ContainsFunc(all, isNew) && slices.ContainsFunc(all, own):
		return "taken"
	}
	return "new"
}

// within are the cases that the grants reach.
func (f Flow) within(ctx context.Context, by []access.Grant) ([]cases.Case, error) {
	all, err := f.Records.Cases(ctx)
	return slices.DeleteFunc(all, func(c cases.Case) bool { return !reaches(by, c) }), err
}

// list is a page of a tab, below how many there are in each.
func (f Flow) list(all []cases.Case, tab string, page int, now time.Time) chat.Reply {
	var counts []any
	var turn []chat.Button
	var shown []cases.Case
	for _, t := range tabs {
		var mine []cases.Case
		for _, c := range all {
			if t.has(f, c, now) {
				mine = append(mine, c)
			}
		}
		counts = append(counts, len(mine))
		if t.id == tab {
			shown = mine
		}
		turn = append(turn, chat.Button{Label: words.Say(words.CasesTab, words.Say(t.name), len(mine)), Data: "case:list:" + t.id})
	}
	page = max(0, min(page, (len(shown)-1)/perPage))
	var rows [][]chat.Button
	for _, c := range shown[page*perPage : min(len(shown), (page+1)*perPage)] {
		rows = append(rows, []chat.Button{{Label: f.label(c, now), Data: "case:show:" + strconv.FormatInt(c.ID, 10)}})
	}
	key := words.CasesHead
	switch {
	case len(shown) == 0:
		key = words.CasesNone
	case tab == "done":
		key = words.CasesHeadDone
	}
	if more := handlers.Turns("case:list:"+tab+":", page, perPage, len(shown)); more != nil {
		rows = append(rows, more)
	}
	text := []chat.Span{{Style: chat.Bold, Text: words.Say(words.CasesCount, counts...)}, {Text: "\n" + words.Say(key, words.Say(name(tab)))}}
	return chat.Reply{Text: text, Buttons: append(rows, turn)}
}

func name(tab string) words.Key {
	for _, t := range tabs {
		if t.id == tab {
			return t.name
		}
	}
	return words.CasesNew
}

// label is a case on a button: number, how long it waits, whose office, without the asker's words.
func (f Flow) label(c cases.Case, now time.Time) string {
	if c.Waiting.IsZero() {
		return words.Say(words.CasesLabelAnswered, c.ID, f.office(c))
	}
	return words.Say(words.CasesLabel, c.ID, waited(now.Sub(c.Waiting)), f.office(c))
}

func waited(d time.Duration) string {
	switch {
	case d < time.Hour:
		return words.Say(words.CaseMinutes, int(d.Minutes()))
	case d < 48*time.Hour:
		return words.Say(words.CaseHours, int(d.Hours()))
	}
	return words.Say(words.CaseDays, int(d.Hours()/24))
}

func reaches(by []access.Grant, c cases.Case) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool { return covers(g.Scope, c) })
}

// pressStaff takes a button of the desk.
func (f Flow) pressStaff(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	if what == "list" {
		tab, page, _ := strings.Cut(value, ":")
		n, _ := strconv.Atoi(page)
		all, err := f.within(ctx, by)
		r := f.list(all, tab, n, m.At)
		r.Edits = m.On
		return []chat.Reply{r}, err
	}
	id, _ := strconv.ParseInt(value, 10, 64)
	c, ok, err := f.Records.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok || !reaches(by, c) {
		return handlers.Say(words.CaseGone), nil
	}
	me, err := f.Records.Principal(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	switch what {
	case "show":
		return []chat.Reply{f.card(c, me, m.At)}, nil
	case "take", "back":
		return f.hand(ctx, m, what, c, me)
	case "reply":
		if c.Taker != me || c.State == cases.Closed {
			return handlers.Say(words.CaseNotYours), nil
		}
		return handlers.Say(words.CaseAskAnswer, c.ID), f.Open.SetDialogue(ctx, m.From, m.ID, answering, strconv.FormatInt(c.ID, 10), m.At)
	case "end":
		return f.endByStaff(ctx, m, c, me)
	}
	return handlers.Say(words.Button), nil
}

// hand takes a case, also from somebody who lets it wait too long, or gives it back. Of two who take one, one gets it.
func (f Flow) hand(ctx context.Context, m chat.Message, what string, c cases.Case, me string) ([]chat.Reply, error) {
	nobody := ""
	move := Move{Staff: true, Taker: &me, To: func(c cases.Case) (cases.State, bool) {
		return cases.Taken, c.State == cases.Open || c.State == cases.Taken && c.Taker != me && c.IsOverdue(f.Calendar, m.At)
	}}
	refused := words.CaseTakenByOther
	if what == "back" {
		refused = words.CaseNotYours
		move.Taker, move.To = &nobody, func(c cases.Case) (cases.State, bool) { return cases.Open, c.Taker == me && c.State == cases.Taken }
	}
	c, ok, err := f.Records.MoveCase(ctx, m, c.ID, move)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(refused), nil
	}
	r := f.card(c, me, m.At)
	r.Edits = m.On
	return []chat.Reply{r}, nil
}

func (f Flow) endByStaff(ctx context.Context, m chat.Message, c cases.Case, me string) ([]chat.Reply, error) {
	told := handlers.Say(words.CaseEndedByStaff, c.ID)[0]
	c, ok, err := f.Records.MoveCase(ctx, m, c.ID, Move{Staff: true, Told: &told, At: m.At,
		To: func(c cases.Case) (cases.State, bool) { return cases.Closed, c.Taker == me }})
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.CaseNotYours), nil
	}
	r := f.card(c, me, m.At)
	r.Edits = m.On
	return []chat.Reply{r}, nil
}

// typedAnswer takes what staff answer.
func (f Flow) typedAnswer(ctx context.Context, m chat.Message, state string, by []access.Grant) ([]chat.Reply, error) {
	id, _ := strconv.ParseInt(state, 10, 64)
	if m.Cut || utf8.RuneCountInString(m.Text) > maxAnswer {
		return handlers.Say(words.CaseAnswerLong, maxAnswer), nil
	}
	_, _, since, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	if m.At.Sub(since) > meantWithin {
		replies := handlers.Say(words.CaseAnswerLate, id)
		replies[0].Buttons = [][]chat.Button{{button(words.CaseReply, "case:reply:"+state)}}
		return replies, nil
	}
	return f.send(ctx, m, id, by)
}

// send gives an answer to the asker, if the case is still in these hands.
func (f Flow) send(ctx context.Context, m chat.Message, id int64, by []access.Grant) ([]chat.Reply, error) {
	me, err := f.Records.Principal(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	asked, _, err := f.Records.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	told := f.answer(asked, office(by, asked), m.Text)
	c, ok, err := f.Records.MoveCase(ctx, m, id, Move{Staff: true, Line: strings.TrimSpace(m.Text), Told: &told, At: m.At,
		To: func(c cases.Case) (cases.State, bool) { return cases.Answered, c.Taker == me && reaches(by, c) }})
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.CaseNotYours), nil
	}
	replies := handlers.Say(words.CaseSent, c.ID)
	if c.Unreachable {
		replies = handlers.Say(words.CaseSentInVain, c.ID)
	}
	replies[0].Buttons = f.cardButtons(c, me, m.At)
	return replies, nil
}

// Late is what is told of a case that has waited too long: to admins, and to the city's staff with a button to take it;
// where there are neither, to all who may take it.
func (f Flow) Late(c cases.Case, duty []Duty, at time.Time) []Notice {
	if all := f.lateTo(c, duty, at, func(d Duty) bool { return d.Role == access.Admin || d.Scope.District == "" }); all != nil {
		return all
	}
	return f.lateTo(c, duty, at, func(Duty) bool { return true })
}

func (f Flow) lateTo(c cases.Case, duty []Duty, at time.Time, whom func(Duty) bool) (all []Notice) {
	told := map[chat.Conversation]bool{}
	for _, d := range duty {
		if told[d.To] || !whom(d) || d.Role == access.Staff && !covers(d.Scope, c) {
			continue
		}
		told[d.To] = true
		r := f.notice(words.CaseLate, c)
		if d.Role != access.Staff {
			r.Buttons = nil
		}
		all = append(all, Notice{d.To, r, at})
	}
	return all
}
