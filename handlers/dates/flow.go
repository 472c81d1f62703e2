package dates

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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

// Series is one that the pack knows.
type Series struct{ ID, Name string }

// Flow answers /dates and /committees.
type Flow struct {
	Pack     *packs.Pack
	Calendar *calendar.Calendar
	Records  Records
	Units    Units
	Rights   handlers.Rights
	Open     handlers.Dialogues
	Series   []Series
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
	r.Dialogues["paper"] = only(access.LocalDate, f.typed)
	r.Presses["committee"] = only(access.CommitteeEdit, f.pressCommittee)
	r.Dialogues["committee"] = only(access.CommitteeEdit, f.typedCommittee)
}

func may(by []access.Grant, a access.Action) bool { return len(access.Allowing(by, a)) > 0 }

func dayWords(t time.Time) string {
	return words.Say(words.DatesDay, int(t.Month()), t.Day(), words.Weekday(t.Weekday()))
}

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
			on = dayWords(d.Date.Time)
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
	text := []chat.Span{{Style: chat.Bold, Text: words.Say(words.PaperLine, p.ID, f.name(p.Milestone), dayWords(p.On))},
		{Text: "\n" + words.Say(words.PaperWhom, words.Say(f.source(p)), whom, words.Say(paperStates[p.State]))},
		{Style: chat.Quote, Text: "\n" + p.Quote}, {Style: chat.Faint, Text: "\n" + words.Say(words.PaperDocument, p.Document)}}
	id := strconv.FormatInt(p.ID, 10)
	var row []chat.Button
	if p.State == Waiting && may(by, access.ConfirmDate) && p.EnteredBy != reader {
		row = append(row, chat.Button{Label: words.Say(words.PaperConfirm), Data: "paper:yes:" + id}, chat.Button{Label: words.Say(words.PaperRefuse), Data: "paper:no:" + id})
	}
	if f.owns(ctx, p.Paper, by) {
		row = append(row, chat.Button{Label: words.Say(words.PaperWithdraw), Data: "paper:back:" + id})
	}
	r := chat.Reply{Text: text}
	if row != nil {
		r.Buttons = [][]chat.Button{row}
	}
	return r, nil
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

// owns says whether the grants reach a paper: an admin every one, staff a bureau's or unit's own in their district.
func (f Flow) owns(ctx context.Context, p milestones.Paper, by []access.Grant) bool {
	if may(by, access.EnterDate) {
		return true
	}
	district := p.Scope.District
	if p.Scope.Unit != 0 {
		u, ok, err := f.Units.Unit(ctx, p.Scope.Unit)
		if err != nil || !ok {
			return false
		}
		district = u.District
	}
	return p.Source == milestones.Own && !p.Extension && slices.ContainsFunc(by, func(g access.Grant) bool {
		return g.Scope.District == "" || g.Scope.District == district
	})
}

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
	name, state, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil || name != "paper" {
		return d, false, err
	}
	return d, json.Unmarshal([]byte(state), &d) == nil, nil
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
		if fault := f.refuses(d.Paper.Paper, on); fault != nil {
			return []chat.Reply{*fault}, nil
		}
		d.Paper.On, d.Step = on, stepDocument
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

// refuses says why a day cannot be: reviews do not cross the year; and who may only bring a date forward does not put
// it off. The latter holds where the notice states a day.
func (f Flow) refuses(p milestones.Paper, on time.Time) *chat.Reply {
	say := func(k words.Key, cite milestones.Cite, args ...any) *chat.Reply {
		label := cite.Clause
		if c := f.Pack.Notice.Clause(cite.Clause); c != nil {
			label = c.Label
		}
		return &chat.Reply{Text: []chat.Span{{Text: words.Say(k, args...)}, {Style: chat.Quote, Text: "\n" + cite.Quote},
			{Style: chat.Faint, Text: "\n" + words.Say(words.Source, label, f.Pack.Number)}}}
	}
	if on.Year() != f.Pack.Year {
		return say(words.PaperOtherYear, f.Pack.Dates.Across, f.Pack.Year)
	}
	if m, ok := f.milestone(p.Milestone); ok && p.Source == milestones.Own && !p.Extension && !m.Date.IsZero() && on.After(m.Date.Time) {
		return say(words.PaperLater, milestones.Cite{Clause: m.Clause, Quote: m.Quote}, dayWords(m.Date.Time))
	}
	return nil
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
	state, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	replies, err := f.question(ctx, m, d, by)
	if err != nil {
		return nil, err
	}
	return replies, f.Open.SetDialogue(ctx, m.From, m.ID, "paper", string(state), m.At)
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
	if !f.owns(ctx, p.Paper, by) || f.refuses(p.Paper, p.On) != nil {
		return handlers.Say(words.PaperNotYours), nil
	}
	entered, err := f.Records.EnterPaper(ctx, m, f.Pack.ID, p)
	if err != nil {
		return nil, err
	}
	if err := f.Open.SetDialogue(ctx, m.From, m.ID, "", "", m.At); err != nil {
		return nil, err
	}
	if entered.State == Waiting {
		return handlers.Say(words.PaperSavedWaiting, entered.ID), nil
	}
	return handlers.Say(words.PaperSaved, entered.ID), nil
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
	case what == "yes" && all[i].EnteredBy == m.From.Person:
		return handlers.Say(words.PaperSecond), nil
	}
	p, ok, err := f.Records.SettlePaper(ctx, m, f.Pack.ID, id, to)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.PaperSettled), nil
	}
	r, err := f.view(ctx, p, m.From.Person, by)
	if to == Refused || to == Withdrawn {
		r.Buttons = nil
	}
	r.Edits = m.On
	return []chat.Reply{r}, err
}
