package dates

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// Units finds units.
type Units interface {
	UnitsNamed(ctx context.Context, text string, limit int) ([]units.Unit, error)
	Unit(ctx context.Context, id int64) (units.Unit, bool, error)
}

// Flow answers /dates and /committees.
type Flow struct {
	Pack     *packs.Pack
	Calendar *calendar.Calendar
	Records  Records
	Units    Units
	Rights   handlers.Rights
	Open     handlers.Dialogues
	Series   []handlers.Choice
}

const (
	maxDocument = 60  // characters
	maxQuote    = 200 // characters
	found       = 8   // units shown
)

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(a access.Action, run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, a, run) }
	r.Commands = append(r.Commands,
		handlers.Command{Name: "dates", Word: words.WordPapers, Help: words.HelpPapers, For: access.LocalDate, Run: only(access.LocalDate, f.list)},
		handlers.Command{Name: "committees", Word: words.WordCommittees, Help: words.HelpCommittees, For: access.CommitteeEdit, Run: only(access.CommitteeEdit, f.committees)})
	r.Presses["paper"] = only(access.LocalDate, f.press)
	r.Dialogues["paper"] = handlers.OnlyOpen(f.Rights, f.Open, access.LocalDate, f.typed)
	r.Presses["committee"] = only(access.CommitteeEdit, f.pressCommittee)
	r.Dialogues["committee"] = handlers.OnlyOpen(f.Rights, f.Open, access.CommitteeEdit, f.typedCommittee)
}

func may(by []access.Grant, a access.Action) bool { return len(access.Allowing(by, a)) > 0 }

// list shows every date with its source, and what waits for a second admin.
func (f Flow) list(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.AllPapers(ctx, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	var lines []string
	var rows [][]chat.Button
	for _, d := range f.Pack.Dates.Milestones {
		if d.Back != nil {
			continue
		}
		on := words.Say(words.PaperNone)
		if !d.Date.IsZero() {
			on = handlers.Day(d.Date.Time)
		}
		lines = append(lines, words.Say(words.PaperDate, d.Name, on))
		rows = append(rows, []chat.Button{{Label: words.Say(words.PaperEnter, d.Name), Data: "paper:new:" + d.ID}})
	}
	replies := []chat.Reply{{Text: []chat.Span{{Style: chat.Bold, Text: words.Say(words.PaperHead, f.Pack.Number)},
		{Text: "\n" + strings.Join(lines, "\n")}}, Buttons: rows}}
	for _, p := range all {
		if p.State == Waiting || p.State == Holds {
			r, err := f.view(ctx, p, m.From.Person, by)
			if err != nil {
				return nil, err
			}
			replies = append(replies, r)
		}
	}
	return replies, nil
}

// view is one paper, with what its reader may do about it.
func (f Flow) view(ctx context.Context, p Paper, reader string, by []access.Grant) (chat.Reply, error) {
	whom, err := f.whom(ctx, p.Scope)
	if err != nil {
		return chat.Reply{}, err
	}
	var row []chat.Button
	if p.State == Waiting && may(by, access.ConfirmDate) && p.EnteredBy != reader {
		row = decide(p)
	}
	if f.owns(ctx, p.Paper, by) {
		row = append(row, chat.Button{Label: words.Say(words.PaperWithdraw), Data: "paper:back:" + strconv.FormatInt(p.ID, 10)})
	}
	r := chat.Reply{Text: f.card(p, whom)}
	if row != nil {
		r.Buttons = [][]chat.Button{row}
	}
	return r, nil
}

// card says what a paper says.
func (f Flow) card(p Paper, whom string) []chat.Span {
	return []chat.Span{{Style: chat.Bold, Text: f.title(p)},
		{Text: "\n" + words.Say(words.PaperWhom, words.Say(f.source(p)), whom, words.Say(paperStates[p.State]))},
		{Style: chat.Quote, Text: "\n" + p.Quote}, {Style: chat.Faint, Text: "\n" + words.Say(words.PaperDocument, p.Document)}}
}

// decide are the buttons of the second admin.
func decide(p Paper) []chat.Button {
	id := strconv.FormatInt(p.ID, 10)
	return []chat.Button{{Label: words.Say(words.PaperConfirm), Data: "paper:yes:" + id}, {Label: words.Say(words.PaperRefuse), Data: "paper:no:" + id}}
}

// title is a paper's number, if it is kept already, and what it says.
func (f Flow) title(p Paper) string {
	says := words.Say(words.PaperLine, f.name(p.Milestone), handlers.Day(p.On))
	if p.ID == 0 {
		return says
	}
	return words.Say(words.PaperNumber, p.ID) + says
}

func (f Flow) source(p Paper) words.Key {
	switch {
	case p.Source == milestones.Supplement:
		return words.PaperSupplement
	case p.Extension:
		return words.PaperExtension
	}
	return words.PaperOwn
}

var paperStates = map[State]words.Key{Waiting: words.PaperWaiting, Holds: words.PaperHolds, Refused: words.PaperRefused, Withdrawn: words.PaperWithdrawn}

func (f Flow) name(milestone string) string {
	if m, ok := f.milestone(milestone); ok {
		return m.Name
	}
	return milestone
}

func (f Flow) milestone(id string) (milestones.Milestone, bool) {
	i := slices.IndexFunc(f.Pack.Dates.Milestones, func(m milestones.Milestone) bool { return m.ID == id && m.Back == nil })
	if i < 0 {
		return milestones.Milestone{}, false
	}
	return f.Pack.Dates.Milestones[i], true
}

// whom names a scope.
func (f Flow) whom(ctx context.Context, s milestones.Scope) (string, error) {
	name := words.Say(words.WholeCity)
	if s.District != "" {
		name = s.District
	}
	if s.Unit != 0 {
		u, _, err := f.Units.Unit(ctx, s.Unit)
		if err != nil {
			return "", err
		}
		name = u.Name
	}
	for _, series := range f.Series {
		if series.ID == s.Series {
			name += words.Say(words.Comma) + series.Name
		}
	}
	return name, nil
}

// settle confirms, refuses or withdraws a paper.
func (f Flow) settle(ctx context.Context, m chat.Message, what, value string, by []access.Grant) ([]chat.Reply, error) {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return handlers.Say(words.Button), nil
	}
	all, err := f.Records.AllPapers(ctx, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(p Paper) bool { return p.ID == id })
	to := map[string]State{"yes": Holds, "no": Refused, "back": Withdrawn}[what]
	switch {
	case i < 0:
		return handlers.Say(words.PaperSettled), nil
	case what != "back" && !may(by, access.ConfirmDate), what == "back" && !f.owns(ctx, all[i].Paper, by):
		return handlers.Say(words.NotAllowed), nil
	}
	p, ok, err := f.Records.SettlePaper(ctx, m, f.Pack.ID, id, to)
	if err != nil {
		return nil, err
	}
	switch {
	case !ok && to == Holds && p.State == Waiting: // whoever entered it, also from another channel
		return handlers.Say(words.PaperSecond), nil
	case !ok:
		return handlers.Say(words.PaperSettled), nil
	}
	r, err := f.view(ctx, p, m.From.Person, by)
	if to == Refused || to == Withdrawn {
		r.Buttons = nil
	}
	r.Edits = m.On
	return []chat.Reply{r}, err
}
