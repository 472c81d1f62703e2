package relay

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/progress"
)

// draft is a move before it is confirmed.
type draft struct {
	ID      int64  `json:"id"`
	Version int    `json:"version"`
	From    string `json:"from"`
	To      string `json:"to"`
	Due     string `json:"due,omitempty"`
	Note    string `json:"note,omitempty"`
	Want    string `json:"want,omitempty"` // what is typed next: due or note
	Twice   bool   `json:"twice,omitempty"`
}

// The longest time that may be given to complete what is missing.
const longest = 366 * 24 * time.Hour

func (d draft) due() time.Time {
	t, err := calendar.Parse(d.Due)
	if err != nil {
		return time.Time{}
	}
	return t
}

func (f Flow) keep(ctx context.Context, m chat.Message, d draft) error {
	return handlers.Keep(ctx, f.Open, m, move, d)
}

// close closes a dialogue, if it is the open one.
func (f Flow) close(ctx context.Context, m chat.Message, dialogue string) error {
	name, _, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil || name != dialogue {
		return err
	}
	return handlers.Close(ctx, f.Open, m)
}

// pressMove takes the buttons of those who move applications: what, the application, its version, and where to.
func (f Flow) pressMove(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	parts := append(strings.Split(args, ":"), "", "", "")
	if parts[0] == "no" {
		return handlers.Say(words.MoveDropped), f.close(ctx, m, move)
	}
	if done, err := f.Records.ChangedBy(ctx, m.ID); err != nil || len(done) > 0 && (parts[0] == "ok" || parts[0] == "sure") {
		return f.again(ctx, m, parts[1], by, err)
	}
	a, of, ok, err := f.within(ctx, parts[1], by)
	if err != nil || !ok {
		return handlers.Say(words.ProgressNone), err
	}
	if version, _ := strconv.Atoi(parts[2]); version != a.Version {
		return f.stale(ctx, m, a, by)
	}
	switch parts[0] {
	case "to":
		return f.begin(ctx, m, a, parts[3])
	case "more":
		replies := handlers.Say(words.MoveWhich, a.Number, f.stage(a.Stage))
		replies[0].Buttons = f.moves(a, true)
		return replies, nil
	case "note", "ok", "sure":
		d, ok, err := f.draft(ctx, m, a)
		switch {
		case err != nil:
			return nil, err
		case !ok:
			return handlers.Say(words.MoveAgain), nil
		case parts[0] == "note":
			d.Want = "note"
			return handlers.Say(words.MoveNoteAsk, progress.MaxNote), f.keep(ctx, m, d)
		}
		return f.confirmed(ctx, m, a, of, d, parts[0] == "sure", by)
	}
	return handlers.Say(words.Button), nil
}

// draft is the open one, if it is of the application as it is.
func (f Flow) draft(ctx context.Context, m chat.Message, a progress.Application) (d draft, ok bool, err error) {
	ok, err = handlers.Kept(ctx, f.Open, m, move, &d)
	return d, ok && d.ID == a.ID && d.Version == a.Version, err
}

// stale tells somebody that another one was there first.
func (f Flow) stale(ctx context.Context, m chat.Message, a progress.Application, by []access.Grant) ([]chat.Reply, error) {
	card, err := f.card(ctx, m, a, by)
	if err != nil {
		return nil, err
	}
	return append(handlers.Say(words.MoveStale, a.Number), card...), f.close(ctx, m, move)
}

// begin asks for what the move needs: of what is sent back the day and the list, else the confirmation.
func (f Flow) begin(ctx context.Context, m chat.Message, a progress.Application, to string) ([]chat.Reply, error) {
	if _, ok := f.Pack.Stages.Change(a.Path, a.Stage, to); !ok {
		return handlers.Say(words.Button), nil
	}
	d := draft{ID: a.ID, Version: a.Version, From: a.Stage, To: to}
	s, _ := f.Pack.Stages.In(a.Path, to)
	if f.Pack.Stages.TooEarly(a, to, calendar.Civil(m.At)) {
		var t handlers.Text
		t.Say(words.MoveTooEarly, a.Number, handlers.Day(a.Due), s.Name)
		f.quote(&t, s.Clause, s.Quote)
		return []chat.Reply{{Text: t}}, nil
	}
	if s.Due.Set {
		d.Want = "due"
		var t handlers.Text
		t.Say(words.MoveDueAsk, a.Number, s.Name)
		f.quote(&t, s.Clause, s.Quote)
		return []chat.Reply{{Text: t, Buttons: [][]chat.Button{{button(words.MoveNo, move, "no")}}}}, f.keep(ctx, m, d)
	}
	return f.ask(ctx, m, a, d)
}

// ask shows the whole move and asks whether it is so.
func (f Flow) ask(ctx context.Context, m chat.Message, a progress.Application, d draft) ([]chat.Reply, error) {
	d.Want = ""
	bound, deaf, err := f.Bindings.BoundTo(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	kind, _ := f.Pack.Stages.Change(a.Path, a.Stage, d.To)
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.MoveSure, a.Number, a.Name, f.stage(a.Stage), f.stage(d.To)))
	if due := d.due(); !due.IsZero() {
		t.Say(words.MoveDue, handlers.Day(due))
	}
	if d.Note != "" {
		t.Say(words.RelayNote, d.Note)
	}
	switch kind {
	case progress.Back:
		t.Say(words.MoveIsBack)
	case progress.Skipped:
		t.Say(words.MoveIsSkip)
	}
	if s, _ := f.Pack.Stages.In(a.Path, d.To); s.Unsaid {
		f.says(&t, s)
	}
	switch {
	case bound == 0:
		t.Say(words.MoveNobody)
	case bound == deaf:
		t.Say(words.MoveDeaf)
	default:
		t.Say(words.MoveTells, bound-deaf)
	}
	yes := button(words.MoveYes, move, "ok", a.ID, a.Version)
	if d.Twice {
		yes = button(words.MoveYesTwice, move, "sure", a.ID, a.Version)
	}
	rows := [][]chat.Button{{yes, button(words.MoveNo, move, "no")}}
	if d.Note == "" && !d.Twice {
		rows = append(rows, []chat.Button{button(words.MoveNoteAdd, move, "note", a.ID, a.Version)})
	}
	return []chat.Reply{{Text: t, Buttons: rows}}, f.keep(ctx, m, d)
}

// typed takes the day, or the list or note. No number of an ID card goes into it.
func (f Flow) typed(ctx context.Context, m chat.Message, state string, by []access.Grant) ([]chat.Reply, error) {
	var d draft
	if json.Unmarshal([]byte(state), &d) != nil || d.Want == "" {
		return handlers.Say(words.MovePress), nil
	}
	a, _, ok, err := f.within(ctx, strconv.FormatInt(d.ID, 10), by)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return handlers.Say(words.ProgressNone), f.close(ctx, m, move)
	case a.Version != d.Version:
		return f.stale(ctx, m, a, by)
	}
	said := strings.TrimSpace(m.Text)
	if d.Want == "due" {
		on, ok := handlers.ReadComing(said, m.At)
		if today := calendar.Civil(m.At); !ok || on.Before(today) || on.After(today.Add(longest)) {
			return handlers.Say(words.MoveBadDay), nil
		}
		d.Due, d.Want = on.Format(time.DateOnly), "note"
		return handlers.Say(words.MoveListAsk, progress.MaxNote), f.keep(ctx, m, d)
	}
	switch {
	case utf8.RuneCountInString(said) > progress.MaxNote:
		return handlers.Say(words.MoveTooLong, progress.MaxNote), nil
	case progress.MaskCards(said) != said:
		return handlers.Say(words.MoveHasCard), nil
	}
	d.Note = said
	return f.ask(ctx, m, a, d)
}

// confirmed moves the application; back, and over steps, only when it was confirmed twice.
func (f Flow) confirmed(ctx context.Context, m chat.Message, a progress.Application, of progress.Reach, d draft, sure bool, by []access.Grant) ([]chat.Reply, error) {
	kind, ok := f.Pack.Stages.Change(a.Path, d.From, d.To)
	s, _ := f.Pack.Stages.In(a.Path, d.To)
	switch {
	case !ok || a.Stage != d.From || s.Due.Set && d.due().Before(calendar.Civil(m.At)) || sure && !d.Twice:
		return handlers.Say(words.MoveAgain), nil
	case kind.Twice() && !sure:
		d.Twice = true
		return f.ask(ctx, m, a, d)
	}
	a, ok, err := f.Records.MoveApplication(ctx, m, of, d.ID, d.Version, progress.Move{To: d.To, Kind: kind}, d.Note, d.due())
	if err != nil {
		return nil, err
	}
	if !ok {
		return f.stale(ctx, m, a, by)
	}
	return f.moved(ctx, m, a, by)
}

// again answers a message that has moved an application already, as it was answered then.
func (f Flow) again(ctx context.Context, m chat.Message, id string, by []access.Grant, err error) ([]chat.Reply, error) {
	if err != nil {
		return nil, err
	}
	a, _, ok, err := f.within(ctx, id, by)
	if err != nil || !ok {
		return handlers.Say(words.ProgressNone), err
	}
	return f.moved(ctx, m, a, by)
}

func (f Flow) moved(ctx context.Context, m chat.Message, a progress.Application, by []access.Grant) ([]chat.Reply, error) {
	card, err := f.card(ctx, m, a, by)
	if err != nil {
		return nil, err
	}
	done := handlers.Say(words.MoveDone, a.Number, f.stage(a.Stage))
	done[0].Edits = m.On
	return append(done, card...), f.close(ctx, m, move)
}
