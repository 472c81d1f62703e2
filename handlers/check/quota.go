package check

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/eligibility"
)

// quotaName is the dialogue of 岗位测算. It lies above an open check.
const quotaName = "quota"

// quotaState is what was answered so far.
type quotaState struct {
	Case    int      `json:"case"` // from 1; 0 is not chosen
	Answers []Answer `json:"answers,omitempty"`
}

func (f Flow) quotaStart(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	return f.quotaNext(ctx, m, quotaState{}, nil)
}

func (f Flow) quotaTyped(ctx context.Context, m chat.Message, state string) ([]chat.Reply, error) {
	s, ok := readQuota(state)
	if !ok {
		return f.quotaStart(ctx, m, "")
	}
	said := strings.TrimRight(plain(m.Text), punctuation)
	if s.Case == 0 {
		var options []eligibility.Option
		for i, c := range f.Talk.Quota.Cases {
			options = append(options, eligibility.Option{ID: strconv.Itoa(i + 1), Label: c.Label})
		}
		if id, ok := readOption(options, said); ok {
			return f.quotaAnswer(ctx, m, s, "case", id)
		}
		return f.quotaUnread(ctx, m, s, words.CheckChoose)
	}
	id := f.quotaOpen(s)
	fact, _ := f.Rules.Fact(id)
	switch {
	case id == "":
		return f.quotaNext(ctx, m, s, nil)
	case is(said, words.CheckBack):
		return f.quotaBack(ctx, m, s)
	case among(said, words.Dates.Unknown) || among(said, words.Dates.Skip):
		return f.quotaPass(ctx, m, s, id)
	}
	value, fault := readAnswer(fact, m.Text, m.At)
	if fault != "" {
		return f.quotaUnread(ctx, m, s, fault)
	}
	s.Answers = append(s.Answers, Answer{Fact: id, Value: value})
	return f.quotaNext(ctx, m, s, nil)
}

// quotaUnread says what is wanted; a question to the notice has to wait.
func (f Flow) quotaUnread(ctx context.Context, m chat.Message, s quotaState, fault words.Key) ([]chat.Reply, error) {
	if asks(m.Text) {
		replies := handlers.Say(words.QuotaStill)
		replies[0].Buttons = [][]chat.Button{{quotaButton(words.QuotaGo, "go"), quotaButton(words.CheckCancel, "stop")}}
		return replies, nil
	}
	return f.quotaNext(ctx, m, s, note(fault))
}

func (f Flow) quotaPress(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	verb, rest, _ := strings.Cut(args, ":")
	if verb == "new" {
		return f.quotaStart(ctx, m, "")
	}
	open, state, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	s, ok := readQuota(state)
	if open != quotaName || !ok {
		return handlers.Say(words.QuotaOver), nil
	}
	switch verb {
	case "stop":
		below, err := handlers.Leave(ctx, f.Open, m)
		if err != nil {
			return nil, err
		}
		return f.backTo(below, words.Cancelled), nil
	case "a":
		id, value, _ := strings.Cut(rest, ":")
		return f.quotaAnswer(ctx, m, s, id, value)
	case "dunno":
		return f.quotaPass(ctx, m, s, rest)
	case "back":
		return f.quotaBack(ctx, m, s)
	}
	return f.quotaNext(ctx, m, s, nil)
}

// quotaAnswer takes a pressed value, if its question is open.
func (f Flow) quotaAnswer(ctx context.Context, m chat.Message, s quotaState, id, value string) ([]chat.Reply, error) {
	if id == "case" {
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 || n > len(f.Talk.Quota.Cases) || s.Case != 0 {
			return f.quotaNext(ctx, m, s, nil)
		}
		s.Case = n
		return f.quotaNext(ctx, m, s, nil)
	}
	fact, ok := f.Rules.Fact(id)
	var v any = value
	if fact.Kind == eligibility.Bool {
		v = value == "true"
	}
	if _, valid := f.Rules.Valid(id, v); ok && valid && f.quotaOpen(s) == id {
		s.Answers = append(s.Answers, Answer{Fact: id, Value: v})
	}
	return f.quotaNext(ctx, m, s, nil)
}

func (f Flow) quotaPass(ctx context.Context, m chat.Message, s quotaState, id string) ([]chat.Reply, error) {
	if f.quotaOpen(s) == id && id != "" {
		s.Answers = append(s.Answers, Answer{Fact: id, Why: unknown})
	}
	return f.quotaNext(ctx, m, s, nil)
}

func (f Flow) quotaBack(ctx context.Context, m chat.Message, s quotaState) ([]chat.Reply, error) {
	if n := len(s.Answers); n > 0 {
		s.Answers = s.Answers[:n-1]
	} else {
		s.Case = 0
	}
	return f.quotaNext(ctx, m, s, nil)
}

// quotaOpen is the fact to ask next, or nothing. What cannot change the result is not asked: the rules are tried with
// every value of a choice.
func (f Flow) quotaOpen(s quotaState) string {
	for _, id := range f.Talk.Quota.Ask {
		given := slices.ContainsFunc(s.Answers, func(a Answer) bool { return a.Fact == id })
		if fact, _ := f.Rules.Fact(id); !given && (fact.Kind != eligibility.Enum || f.quotaReads(s, fact)) {
			return id
		}
	}
	return ""
}

// quotaNext asks what is open, or tells the result, and keeps the state.
func (f Flow) quotaNext(ctx context.Context, m chat.Message, s quotaState, lead handlers.Text) ([]chat.Reply, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	id := ""
	if s.Case > 0 {
		if id = f.quotaOpen(s); id == "" {
			below, err := handlers.Leave(ctx, f.Open, m)
			if err != nil {
				return nil, err
			}
			return f.quotaResult(s, m.At, below), nil
		}
	}
	if err := handlers.Above(ctx, f.Open, m, quotaName, string(data)); err != nil {
		return nil, err
	}
	if id == "" {
		return []chat.Reply{f.quotaCases(m.At, lead)}, nil
	}
	return []chat.Reply{f.quotaAsk(id, len(s.Answers), lead)}, nil
}

func (f Flow) quotaCases(at time.Time, lead handlers.Text) chat.Reply {
	lead = expired(f.Pack, at, lead)
	lead.Line(chat.Bold, words.Say(words.QuotaHello))
	lead.Say(words.QuotaCase)
	var rows [][]chat.Button
	for i, c := range f.Talk.Quota.Cases {
		rows = append(rows, []chat.Button{{Label: c.Label, Data: quotaName + ":a:case:" + strconv.Itoa(i+1)}})
	}
	return chat.Reply{Text: lead, Buttons: append(rows, []chat.Button{quotaButton(words.CheckCancel, "stop")})}
}

func quotaButton(k words.Key, data string) chat.Button {
	return chat.Button{Label: words.Say(k), Data: quotaName + ":" + data}
}

func (f Flow) quotaAsk(id string, done int, lead handlers.Text) chat.Reply {
	fact, _ := f.Rules.Fact(id)
	lead.Line(chat.Faint, words.Say(words.QuotaProgress, done+1))
	lead.Line(chat.Bold, fact.Ask)
	var row []chat.Button
	option := func(label, value string) {
		row = append(row, chat.Button{Label: label, Data: quotaName + ":a:" + id + ":" + value})
	}
	switch fact.Kind {
	case eligibility.Bool:
		option(words.Say(words.Yes), "true")
		option(words.Say(words.No), "false")
	case eligibility.Int:
		lead.Line(chat.Faint, words.Say(words.CheckHintInt))
	}
	for _, o := range fact.Values {
		option(o.Label, o.ID)
	}
	return chat.Reply{Text: lead, Buttons: append(rows(row), []chat.Button{
		quotaButton(words.CheckUnknown, "dunno:"+id), quotaButton(words.CheckBack, "back"), quotaButton(words.CheckCancel, "stop")})}
}

// backTo says that 岗位测算 has ended, and offers the check below it; of another dialogue that it is open again.
func (f Flow) backTo(below string, k words.Key) []chat.Reply {
	replies := handlers.Say(k)
	switch below {
	case "":
	case name:
		replies[0].Buttons = [][]chat.Button{{button(words.CheckGo, "go")}}
	default:
		replies[0].Text = append(replies[0].Text, chat.Span{Text: "\n" + words.Say(words.QuotaBelow)})
	}
	return replies
}

func readQuota(state string) (s quotaState, ok bool) {
	err := json.Unmarshal([]byte(handlers.StateAbove(state)), &s)
	return s, err == nil && s.Case >= 0
}
