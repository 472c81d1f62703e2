package dates

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/milestones"
)

// draft is a paper as far as it is filled in.
type draft struct {
	Step  string `json:"step"`
	Paper Paper  `json:"paper"`
}

// The steps of the draft, in order.
const (
	stepSource   = "source"
	stepDay      = "day"
	stepDocument = "document"
	stepQuote    = "quote"
	stepScope    = "scope"
	stepSave     = "save"
)

func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	switch what {
	case "new":
		if _, ok := f.milestone(value); !ok {
			return handlers.Say(words.Button), nil
		}
		return f.ask(ctx, m, draft{stepSource, Paper{Paper: milestones.Paper{Milestone: value}}}, by)
	case "yes", "no", "back":
		return f.settle(ctx, m, what, value, by)
	}
	d, ok, err := f.draft(ctx, m)
	if err != nil {
		return nil, err
	}
	if !ok || d.Step != what {
		return handlers.Say(words.PaperAgain), nil
	}
	return f.pressed(ctx, m, d, value, by)
}

func (f Flow) draft(ctx context.Context, m chat.Message) (d draft, ok bool, err error) {
	ok, err = handlers.Kept(ctx, f.Open, m, "paper", &d)
	return d, ok, err
}

func (f Flow) pressed(ctx context.Context, m chat.Message, d draft, value string, by []access.Grant) ([]chat.Reply, error) {
	switch d.Step {
	case stepSource:
		if value != "own" && !may(by, access.EnterDate) {
			return handlers.Say(words.NotAllowed), nil
		}
		d.Paper.Source = milestones.Own
		if value == "supplement" {
			d.Paper.Source = milestones.Supplement
		}
		d.Paper.Extension = value == "extension"
		d.Step = stepDay
	case stepScope:
		if !f.scope(ctx, &d.Paper.Scope, value) {
			return handlers.Say(words.Button), nil
		}
		if !f.owns(ctx, d.Paper.Paper, by) {
			return handlers.Say(words.PaperNotYours), nil
		}
		if fault, err := f.refuses(ctx, d.Paper.Paper, d.Step); err != nil || fault != nil {
			return fault, err
		}
		d.Step = stepSave
	case stepSave:
		return f.save(ctx, m, d.Paper, by)
	}
	return f.ask(ctx, m, d, by)
}

// scope reads that of a button: the city, a district or a unit.
func (f Flow) scope(ctx context.Context, s *milestones.Scope, value string) bool {
	*s = milestones.Scope{}
	kind, rest, _ := strings.Cut(value, "-")
	n, err := strconv.ParseInt(rest, 10, 64)
	switch {
	case kind == "all":
		return true
	case err != nil:
		return false
	case kind == "d" && n >= 0 && n < int64(len(f.Pack.Districts)):
		s.District = f.Pack.Districts[n]
		return true
	case kind == "s" && n >= 0 && n < int64(len(f.Series)):
		s.Series = f.Series[n].ID
		return true
	case kind == "u":
		_, ok, err := f.Units.Unit(ctx, n)
		s.Unit = n
		return ok && err == nil
	}
	return false
}

// typed takes what is typed: a day, the document's number, its words, or whom it is for.
func (f Flow) typed(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	d, ok, err := f.draft(ctx, m)
	if err != nil || !ok {
		return handlers.Say(words.PaperAgain), err
	}
	text := strings.Join(strings.Fields(m.Text), " ")
	switch d.Step {
	case stepDay:
		on, ok := handlers.ReadDay(m.Text, m.At)
		if !ok {
			return handlers.Say(words.PostBadDay), nil
		}
		d.Paper.On = on
		if fault, err := f.refuses(ctx, d.Paper.Paper, d.Step); err != nil || fault != nil {
			return fault, err
		}
		d.Step = stepDocument
	case stepDocument:
		if n := utf8.RuneCountInString(text); n < 2 || n > maxDocument {
			return handlers.Say(words.PaperBadText, maxDocument), nil
		}
		d.Paper.Document, d.Step = text, stepQuote
	case stepQuote:
		if n := utf8.RuneCountInString(text); n < 4 || n > maxQuote {
			return handlers.Say(words.PaperBadText, maxQuote), nil
		}
		d.Paper.Quote, d.Step = text, stepScope
	case stepScope:
		return f.find(ctx, m)
	default:
		return handlers.Say(words.UnitPress), nil
	}
	return f.ask(ctx, m, d, by)
}

// find offers the units that a text names.
func (f Flow) find(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	all, err := f.Units.UnitsNamed(ctx, strings.TrimSpace(m.Text), found)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return handlers.Say(words.UnitsNone), nil
	}
	replies := handlers.Say(words.UnitsFound)
	replies[0].Buttons = handlers.Choices(len(all), 1, func(i int) chat.Button {
		return chat.Button{Label: all[i].Name, Data: fmt.Sprintf("paper:scope:u-%d", all[i].ID)}
	})
	return replies, nil
}

// ask keeps the draft and asks what is next.
func (f Flow) ask(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	replies, err := f.question(ctx, m, d, by)
	if err != nil {
		return nil, err
	}
	return replies, handlers.Keep(ctx, f.Open, m, "paper", d)
}

func (f Flow) question(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	button := func(k words.Key, value string) []chat.Button {
		return []chat.Button{{Label: words.Say(k), Data: "paper:" + d.Step + ":" + value}}
	}
	switch d.Step {
	case stepSource:
		rows := [][]chat.Button{button(words.PaperOwn, "own")}
		if may(by, access.EnterDate) {
			rows = append(rows, button(words.PaperSupplement, "supplement"), button(words.PaperExtension, "extension"))
		}
		replies := handlers.Say(words.PaperAskSource, f.name(d.Paper.Milestone))
		replies[0].Buttons = rows
		return replies, nil
	case stepDay:
		return handlers.Say(words.PaperAskDay), nil
	case stepDocument:
		return handlers.Say(words.PaperAskDocument, maxDocument), nil
	case stepQuote:
		return handlers.Say(words.PaperAskQuote, maxQuote), nil
	case stepScope:
		replies := handlers.Say(words.PaperAskScope)
		replies[0].Buttons = append([][]chat.Button{button(words.WholeCity, "all")}, handlers.Choices(len(f.Pack.Districts), 3, func(i int) chat.Button {
			return chat.Button{Label: f.Pack.Districts[i], Data: fmt.Sprintf("paper:scope:d-%d", i)}
		})...)
		if exam, ok := f.milestone(d.Paper.Milestone); ok && exam.Date.IsZero() {
			replies[0].Buttons = append(replies[0].Buttons, handlers.Choices(len(f.Series), 3, func(i int) chat.Button {
				return chat.Button{Label: f.Series[i].Name, Data: fmt.Sprintf("paper:scope:s-%d", i)}
			})...)
		}
		return replies, nil
	}
	p := d.Paper
	p.State = Waiting
	if p.Source == milestones.Own && !p.Extension {
		p.State = Holds
	}
	r, err := f.view(ctx, p, m.From.Person, nil)
	if err != nil {
		return nil, err
	}
	r.Text = append([]chat.Span{{Text: words.Say(words.UnitConfirm) + "\n"}}, r.Text...)
	r.Buttons = [][]chat.Button{button(words.UnitSave, "yes")}
	return []chat.Reply{r}, nil
}

func (f Flow) save(ctx context.Context, m chat.Message, p Paper, by []access.Grant) ([]chat.Reply, error) {
	if !f.owns(ctx, p.Paper, by) {
		return handlers.Say(words.PaperNotYours), nil
	}
	if fault, err := f.refuses(ctx, p.Paper, stepSave); err != nil || fault != nil {
		return fault, err
	}
	whom, err := f.whom(ctx, p.Scope)
	if err != nil {
		return nil, err
	}
	entered, told, err := f.Records.EnterPaper(ctx, m, f.Pack.ID, p, func(p Paper) chat.Reply {
		text := append([]chat.Span{{Text: words.Say(words.PaperAsk) + "\n"}}, f.card(p, whom)...)
		return chat.Reply{Text: text, Buttons: [][]chat.Button{decide(p)}}
	})
	if err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	switch {
	case entered.State == Waiting && told == 0:
		return handlers.Say(words.PaperSavedAlone, entered.ID, words.Say(words.WordInvite), words.Say(words.WordPapers)), nil
	case entered.State == Waiting:
		return handlers.Say(words.PaperSavedWaiting, entered.ID, told), nil
	}
	return handlers.Say(words.PaperSaved, entered.ID), nil
}
