package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// post asks which publicity begins.
func (f Flow) post(_ context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	if !ok || d.Back != nil {
		return handlers.Say(words.Button), nil
	}
	replies := handlers.Say(words.PostWhich, d.Name)
	kinds := f.Pack.Dates.Postings
	replies[0].Buttons = handlers.Choices(len(kinds), 2, func(i int) chat.Button {
		b := a.button(words.PostWhich, "kind", d.ID, kinds[i].ID)
		b.Label = words.Say(postings[units.Posting(kinds[i].ID)])
		return b
	})
	return replies, nil
}

// kind asks for the posting day.
func (f Flow) kind(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	if _, known := f.Pack.Dates.Posting(a.arg(1)); !ok || !known {
		return handlers.Say(words.Button), nil
	}
	today := calendar.Civil(a.At)
	b := a.button(words.PostToday, "day", d.ID, a.arg(1), today.Format("20060102"))
	b.Label = words.Say(words.PostToday, handlers.Day(today))
	replies := handlers.Say(words.PostDay, words.Say(postings[units.Posting(a.arg(1))]))
	replies[0].Buttons = [][]chat.Button{{b}}
	state := strings.Join([]string{strconv.FormatInt(a.unit.ID, 10), d.ID, a.arg(1)}, ":")
	return replies, f.Open.SetDialogue(ctx, a.From, a.ID, "desk.day", state, a.At)
}

// typedDay takes a posting day that is typed.
func (f Flow) typedDay(ctx context.Context, m chat.Message, state string, by []access.Grant) ([]chat.Reply, error) {
	id, _, _ := strings.Cut(state, ":")
	if n, _ := strconv.ParseInt(id, 10, 64); !slices.ContainsFunc(by, func(g access.Grant) bool { return g.OfUnit(n) }) {
		return handlers.Say(words.NotAllowed), handlers.Close(ctx, f.Open, m)
	}
	day, ok := handlers.ReadPast(m.Text, m.At)
	if !ok {
		return handlers.Say(words.PostBadDay), nil
	}
	return f.press(ctx, m, "day:"+state+":"+day.Format("20060102"), by)
}

// day opens the window, unless the day cannot be a posting day.
func (f Flow) day(ctx context.Context, a at) ([]chat.Reply, error) {
	d, ok := f.milestone(a)
	posting := units.Posting(a.arg(1))
	kind, known := f.Pack.Dates.Posting(a.arg(1))
	posted, err := time.ParseInLocation("20060102", a.arg(2), calendar.Zone)
	if !ok || err != nil || !known {
		return handlers.Say(words.Button), nil
	}
	switch {
	case posted.After(calendar.Civil(a.At)):
		return handlers.Say(words.PostFuture, handlers.Day(posted)), nil
	case posted.Before(calendar.Civil(a.At).AddDate(0, 0, -60)):
		return handlers.Say(words.PostPast, handlers.Day(posted)), nil
	}
	days, err := f.Calendar.Window(posted, kind.Days)
	if errors.Is(err, calendar.ErrBounds) {
		return handlers.Say(words.PostBadDay), nil
	}
	if err != nil {
		return nil, err
	}
	w, fresh, err := f.Records.OpenWindow(ctx, a.Message, f.Pack.ID, units.Window{Unit: a.unit.ID, Milestone: d.ID, Posting: posting,
		Posted: days.Posted, Ends: days.Ends, Onward: days.SubmitFrom, State: units.Open})
	if err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, a.Message); err != nil {
		return nil, err
	}
	replies, err := f.view(a, w)
	if err == nil && !fresh {
		replies[0].Text = append(handlers.Text{{Style: chat.Faint, Text: words.Say(words.WindowTwice)}, {Text: "\n"}}, replies[0].Text...)
	}
	return replies, err
}

// window shows a window of the unit's.
func (f Flow) window(ctx context.Context, a at) ([]chat.Reply, error) {
	id, _ := strconv.ParseInt(a.arg(0), 10, 64)
	all, err := f.Records.UnitWindows(ctx, f.Pack.ID, a.unit.ID)
	if err != nil {
		return nil, err
	}
	for _, w := range all {
		if w.ID == id {
			return f.view(a, w)
		}
	}
	return handlers.Say(words.Button), nil
}

// view is a window day by day; a window that ends too late says so first.
func (f Flow) view(a at, w units.Window) ([]chat.Reply, error) {
	kind, ok := f.Pack.Dates.Posting(string(w.Posting))
	if !ok {
		return handlers.Say(words.Button), nil
	}
	days, err := f.Calendar.Window(w.Posted, kind.Days)
	if err != nil {
		return nil, err
	}
	var t handlers.Text
	f.warn(&t, a, w)
	t.Line(chat.Bold, words.Say(words.WindowHead, a.unit.Name, words.Say(postings[w.Posting]), words.Say(states[w.State])))
	t.Say(words.WindowPosted, handlers.Day(w.Posted))
	if !f.Calendar.Day(w.Posted).Works() {
		t.Say(words.WindowDayOff)
	}
	for _, d := range days.Days {
		t.Say(words.WindowDay, int(d.Date.Month()), d.Date.Day(), words.DayNote(d.N, d.Kind == calendar.Makeup, d.Holiday, d.Date.Weekday(), d.Provisional))
	}
	t.Say(words.WindowEnds, handlers.Day(w.Ends), kind.Days, handlers.Day(w.Onward))
	if kind.Assumed {
		t.Say(words.WindowAssumed, words.Say(postings[w.Posting]), kind.Days)
	}
	f.onward(&t, w)
	return []chat.Reply{{Text: t, Buttons: f.moves(a, w)}}, nil
}

// onward quotes what the notice says of such a publicity.
func (f Flow) onward(t *handlers.Text, w units.Window) {
	if kind, ok := f.Pack.Dates.Posting(string(w.Posting)); ok {
		f.quote(t, kind.Clause, kind.Quote)
	}
}

// warn stands before everything else where the file cannot go on before the deadline.
func (f Flow) warn(t *handlers.Text, a at, w units.Window) {
	due, dated := milestones.Find(a.dates, w.Milestone)
	if !dated || w.Posting == units.OfResult || w.State != units.Open && w.State != units.Objected {
		return
	}
	if w.Onward.After(due.On) {
		t.Line(chat.Bold, words.Say(words.WindowTooLate, handlers.Day(w.Onward), handlers.Day(due.On)))
		return
	}
	for _, d := range f.mine(a) {
		if w.Posting == units.ByUnit && d.Back != nil && d.Back.From == w.Milestone && w.Posted.After(d.On) {
			t.Line(chat.Bold, words.Say(words.WindowTight, handlers.Day(d.On), d.Back.Windows))
			return
		}
	}
}

func (f Flow) moves(a at, w units.Window) (rows [][]chat.Button) {
	id := strconv.FormatInt(w.ID, 10)
	switch w.State {
	case units.Open:
		rows = append(rows, []chat.Button{a.button(words.DeskObject, "object", id), a.button(words.DeskEnd, "end", id)},
			[]chat.Button{a.button(words.DeskStop, "stop", id)})
	case units.Objected:
		rows = append(rows, []chat.Button{a.button(words.DeskSettle, "settle", id), a.button(words.DeskStop, "stop", id)})
	}
	return append(rows, []chat.Button{a.button(words.WordDesk, "list")})
}

// object asks what is objected to; nobody's words and nobody's name are taken.
func (f Flow) object(_ context.Context, a at) ([]chat.Reply, error) {
	replies := handlers.Say(words.ObjectWhat)
	replies[0].Buttons = [][]chat.Button{
		{a.button(words.ObjectAssessment, "about", a.arg(0), string(units.Assessment))},
		{a.button(words.ObjectGenuineness, "about", a.arg(0), string(units.Genuineness))},
	}
	return replies, nil
}

// objected records an objection and says who looks into it, as far as the notice does.
func (f Flow) objected(ctx context.Context, a at) ([]chat.Reply, error) {
	why := units.Objection(a.arg(1))
	if why != units.Assessment && why != units.Genuineness {
		return handlers.Say(words.Button), nil
	}
	w, ok, err := f.move(ctx, a, units.Objected, why)
	if err != nil || !ok {
		return handlers.Say(words.WindowMoved), err
	}
	var t handlers.Text
	t.Say(words.ObjectNoted, words.Say(postings[w.Posting]))
	o := f.Pack.Checklist.Objections
	if o.Clause != "" && slices.Contains(o.Postings, string(w.Posting)) {
		t.Say(map[units.Objection]words.Key{units.Assessment: words.ObjectToCommittee, units.Genuineness: words.ObjectToDistrict}[why])
	} else {
		t.Say(words.ObjectToDepartment)
	}
	if o.Clause != "" {
		f.quote(&t, o.Clause, o.Quote)
	}
	f.onward(&t, w)
	t.Line(chat.Faint, words.Say(words.ObjectPrivate))
	return edit(a, chat.Reply{Text: t, Buttons: f.moves(a, w)}), nil
}

func (f Flow) move(ctx context.Context, a at, to units.State, why units.Objection) (units.Window, bool, error) {
	id, _ := strconv.ParseInt(a.arg(0), 10, 64)
	return f.Records.MoveWindow(ctx, a.Message, a.unit.ID, id, to, why, calendar.Civil(a.At))
}

// settle goes on with a window to which there is no objection any more.
func (f Flow) settle(ctx context.Context, a at) ([]chat.Reply, error) {
	w, ok, err := f.move(ctx, a, units.Open, "")
	if err != nil || !ok {
		return handlers.Say(words.WindowMoved), err
	}
	return f.view(a, w)
}

func (f Flow) stop(ctx context.Context, a at) ([]chat.Reply, error) {
	w, ok, err := f.move(ctx, a, units.Stopped, "")
	if err != nil || !ok {
		return handlers.Say(words.WindowMoved), err
	}
	replies := handlers.Say(words.WindowGivenUp, words.Say(postings[w.Posting]))
	b := a.button(words.DeskPost, "post", w.Milestone)
	replies[0].Buttons = [][]chat.Button{{b}}
	return edit(a, replies[0]), nil
}

// end ends a window whose days are over.
func (f Flow) end(ctx context.Context, a at) ([]chat.Reply, error) {
	w, ok, err := f.move(ctx, a, units.Ended, "")
	if err != nil {
		return nil, err
	}
	if !ok {
		if w.State == units.Open && w.ID != 0 {
			return handlers.Say(words.WindowNotOver, words.Say(postings[w.Posting]), handlers.Day(w.Ends), handlers.Day(w.Onward)), nil
		}
		return handlers.Say(words.WindowMoved), nil
	}
	var t handlers.Text
	t.Say(words.WindowOver, words.Say(postings[w.Posting]), handlers.Day(w.Onward))
	f.onward(&t, w)
	row := []chat.Button{a.button(words.WordDesk, "list")}
	if d := slices.IndexFunc(f.Pack.Dates.Milestones, func(m milestones.Milestone) bool { return m.ID == w.Milestone && m.Report }); d >= 0 {
		row = append(row, a.button(words.DeskReport, "report", w.Milestone))
	}
	return edit(a, chat.Reply{Text: t, Buttons: [][]chat.Button{row}}), nil
}
