package cases

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/cases"
)

// draft is a case that is being opened, or a word that is being added to one.
type draft struct {
	Step   step        `json:"step"`
	About  string      `json:"about,omitempty"`
	Text   string      `json:"text,omitempty"`
	Found  cases.Found `json:"found"`
	Check  bool        `json:"check,omitempty"` // it comes from a verdict
	Shared bool        `json:"shared,omitempty"`
	Series string      `json:"series,omitempty"`
	Level  string      `json:"level,omitempty"`
	Case   int64       `json:"case,omitempty"` // of adding
}

type step string

const (
	writing  step = "text"
	sharing  step = "share" // may what the check knows go along?
	series   step = "series"
	level    step = "level"
	district step = "district"
	adding   step = "more"
)

// start is /human: what the person has open, and the way to ask.
func (f Flow) start(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	if strings.TrimSpace(args) != "" {
		return f.with(ctx, m, draft{Text: args})
	}
	mine, err := f.Records.CasesOf(ctx, m.From.Person, m.ID)
	if err != nil {
		return nil, err
	}
	if len(mine) == 0 {
		return f.with(ctx, m, draft{})
	}
	return f.overview(ctx, m, mine)
}

var mineStates = map[cases.State]words.Key{cases.Open: words.CaseMineOpen, cases.Taken: words.CaseMineTaken, cases.Answered: words.CaseMineAnswered,
	cases.Closed: words.CaseMineClosed}

// press takes a button of who asks.
func (f Flow) press(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	switch what {
	case "q":
		text, found, ok, err := f.Records.Asked(ctx, m.From.Person, value)
		if err != nil {
			return nil, err
		}
		if !ok {
			return handlers.Say(words.CaseQuestionGone), nil
		}
		if f.Pack.Material.Talk(found.Code) { // nobody wants that handed over
			return f.with(ctx, m, draft{})
		}
		return f.with(ctx, m, draft{About: value, Text: text, Found: found})
	case "check":
		return f.with(ctx, m, draft{Check: true})
	case "new":
		return f.with(ctx, m, draft{})
	case "show", "more", "end":
		return f.mine(ctx, m, what, value)
	}
	d, err := f.draft(ctx, m)
	if err != nil {
		return nil, err
	}
	if page, err := strconv.Atoi(value); what == "page" && err == nil && slices.Contains([]step{series, level, district}, d.Step) {
		r := f.choose(d.Step, page)
		r.Edits = m.On
		return []chat.Reply{r}, nil
	}
	if d.Step != step(what) || !f.offered(d.Step, value) {
		return handlers.Say(words.CaseStepOver), nil
	}
	replies, err := f.chose(ctx, m, d, value)
	if len(replies) > 0 {
		replies[0].Edits = m.On // the buttons have served
	}
	return replies, err
}

// chose goes on with the answer to a question that has buttons.
func (f Flow) chose(ctx context.Context, m chat.Message, d draft, value string) ([]chat.Reply, error) {
	switch d.Step {
	case sharing:
		if value == "yes" {
			s, ok, err := f.situation(ctx, m)
			if err != nil {
				return nil, err
			}
			d.Shared, d.Series, d.Level = ok, s.Series, s.Level
		}
		return f.ask(ctx, m, d)
	case series:
		d.Series, d.Step = value, level
	case level:
		d.Level, d.Step = value, district
	case district:
		return f.open(ctx, m, d, value)
	}
	return f.question(ctx, m, d)
}

// with begins a case with what is known of it.
func (f Flow) with(ctx context.Context, m chat.Message, d draft) ([]chat.Reply, error) {
	duty, err := f.Records.OnDuty(ctx)
	if err != nil {
		return nil, err
	}
	if !f.staffed(duty, cases.Case{}) {
		return f.nobody(cases.Case{}), nil
	}
	mine, err := f.Records.CasesOf(ctx, m.From.Person, m.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range mine {
		if d.About != "" && c.About == d.About {
			return f.has(Again, c), nil
		}
	}
	if len(cases.Waiting(mine)) >= cases.MaxWaiting {
		return f.has(TooMany, mine[0]), nil
	}
	if d.Text == "" {
		return f.write(ctx, m, d, mine)
	}
	return f.share(ctx, m, d)
}

// share asks whether what the check knows may go along, if it knows anything.
func (f Flow) share(ctx context.Context, m chat.Message, d draft) ([]chat.Reply, error) {
	if d.Text = handlers.Excerpt(d.Text, maxQuestion); d.Text == "" {
		d.Step = writing
		return handlers.Say(words.CaseAskText), f.keep(ctx, m, d)
	}
	s, ok, err := f.situation(ctx, m)
	if err != nil {
		return nil, err
	}
	if d.Check && ok {
		d.Found = s.Found
	}
	if !ok || len(s.Facts) == 0 {
		return f.ask(ctx, m, d)
	}
	d.Step = sharing
	replies := handlers.Say(words.CaseAskShare, strings.Join(s.Facts, words.Say(words.Semicolon)))
	replies[0].Buttons = [][]chat.Button{{button(words.CaseShareYes, "human:share:yes")}, {button(words.CaseShareNo, "human:share:no")}}
	return replies, f.keep(ctx, m, d)
}

func (f Flow) situation(ctx context.Context, m chat.Message) (Situation, bool, error) {
	if f.Situation == nil {
		return Situation{}, false, nil
	}
	return f.Situation(ctx, m)
}

// ask asks for the next thing about the office that is not known.
func (f Flow) ask(ctx context.Context, m chat.Message, d draft) ([]chat.Reply, error) {
	switch {
	case d.Series == "" && len(f.Series) > 0:
		d.Step = series
	case d.Level == "":
		d.Step = level
	default:
		d.Step = district
	}
	return f.question(ctx, m, d)
}

// question asks the draft's step.
func (f Flow) question(ctx context.Context, m chat.Message, d draft) ([]chat.Reply, error) {
	if d.Step == level && d.Level != "" {
		d.Step = district
	}
	return []chat.Reply{f.choose(d.Step, 0)}, f.keep(ctx, m, d)
}

// typed takes what is typed while a case is being opened or added to; long after that was begun it is meant otherwise.
func (f Flow) typed(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	d, err := f.draft(ctx, m)
	if err != nil {
		return nil, err
	}
	_, _, asked, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	if m.At.Sub(asked) > meantWithin {
		return f.late(ctx, m, d)
	}
	switch d.Step {
	case writing:
		d.Text = m.Text
		return f.share(ctx, m, d)
	case adding:
		return f.add(ctx, m, d.Case)
	case series, level, district:
		_, all := f.choices(d.Step)
		for _, c := range all {
			if c.Name == strings.TrimSpace(m.Text) {
				return f.chose(ctx, m, d, c.ID)
			}
		}
	}
	return handlers.Say(words.CasePress), nil
}

// late closes what was begun long ago, and says that nothing was handed over.
func (f Flow) late(ctx context.Context, m chat.Message, d draft) ([]chat.Reply, error) {
	replies := handlers.Say(words.CaseTypedLate)
	if d.Step == adding {
		replies[0].Buttons = [][]chat.Button{{button(words.CaseMore, "human:more:"+strconv.FormatInt(d.Case, 10))}}
	}
	_, err := handlers.Leave(ctx, f.Open, m)
	return replies, err
}

func (f Flow) draft(ctx context.Context, m chat.Message) (d draft, err error) {
	name, state, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil || name != asking || json.Unmarshal([]byte(handlers.StateAbove(state)), &d) != nil {
		return draft{}, err
	}
	return d, nil
}

func (f Flow) keep(ctx context.Context, m chat.Message, d draft) error {
	state, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return handlers.Above(ctx, f.Open, m, asking, string(state))
}
