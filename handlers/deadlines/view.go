package deadlines

import (
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

// heading warns of a notice that is out of force.
func (b Book) heading(at time.Time) (t handlers.Text) {
	if !b.Pack.InForce(at) {
		t.Line(chat.Faint, words.Say(words.Expired, b.Pack.Year))
	}
	return t
}

// list offers the audiences, those with reminders ticked.
func (b Book) list(m chat.Message, mine []string) chat.Reply {
	t := b.heading(m.At)
	t.Line(chat.Bold, words.Say(words.DatesHead, b.Pack.Year))
	t.Say(words.DatesChoose)
	if len(mine) > 0 {
		t.Say(words.DatesTicked)
	}
	var rows [][]chat.Button
	for _, a := range b.Pack.Dates.Audiences {
		label := a.Name
		if slices.Contains(mine, a.ID) {
			label = words.Say(words.DatesTick, label)
		}
		rows = append(rows, []chat.Button{{Label: label, Data: show + ":" + a.ID}})
	}
	return chat.Reply{Text: t, Buttons: rows}
}

// view is an audience's dates, in order.
func (b Book) view(m chat.Message, a milestones.Audience, subscribed bool) chat.Reply {
	t := b.heading(m.At)
	t.Line(chat.Bold, a.Name)
	t.Say(words.DatesToday, handlers.Day(m.At))
	dates, left := b.of(a), b.planned(a, m.At)
	if len(dates) > 0 && len(left) == 0 {
		t.Say(words.DatesOver)
	}
	if a.Open != nil {
		t.Say(words.DatesOpen)
		b.quote(&t, a.Open.Clause, a.Open.Quote)
		b.own(&t, a)
	}
	for _, d := range dates {
		b.date(&t, d, m.At)
	}
	b.derived(&t, a)
	if local := b.Pack.Dates.Local; local.Clause != "" && len(dates) > 0 {
		t.Line(chat.Faint, words.Say(words.DatesLocal, b.Pack.Notice.Label(local.Clause), local.Quote))
	}
	if subscribed && len(left) > 0 { // beside the button that did it, where it is seen
		next(&t, left)
	}
	if m.Group { // reminders and calendars are somebody's own
		return chat.Reply{Text: t, Buttons: [][]chat.Button{{other()}}}
	}
	return chat.Reply{Text: t, Buttons: b.buttons(a, len(dates) > 0, subscribed, len(left) > 0)}
}

// next says when the first of the reminders comes, and how many do.
func next(t *handlers.Text, left []reminders.Reminder) {
	t.Say(words.DatesNext, handlers.Day(left[0].At), left[0].At.Hour(), messages(left))
}

// ordered answers who asked to be reminded elsewhere than on the dates' own page: in short.
func (b Book) ordered(a milestones.Audience, left []reminders.Reminder) chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, a.Name)
	next(&t, left)
	return chat.Reply{Text: t, Buttons: [][]chat.Button{
		{{Label: words.Say(words.DatesAll), Data: show + ":" + a.ID + aside}, {Label: words.Say(words.DatesMute), Data: mute + ":" + a.ID + aside}},
	}}
}

func other() chat.Button { return chat.Button{Label: words.Say(words.DatesOther), Data: show + ":"} }

func (b Book) buttons(a milestones.Audience, dated, subscribed, left bool) [][]chat.Button {
	var row []chat.Button
	switch {
	case subscribed:
		row = append(row, chat.Button{Label: words.Say(words.DatesMute), Data: mute + ":" + a.ID})
	case left:
		row = append(row, chat.Button{Label: words.Say(words.DatesRemind), Data: remind + ":" + a.ID})
	}
	if dated {
		row = append(row, chat.Button{Label: words.Say(words.DatesICS), Data: ics + ":" + a.ID})
	}
	rows := [][]chat.Button{}
	if dated && b.feeds {
		rows = append(rows, []chat.Button{{Label: words.Say(words.FeedMake), Data: feed + ":" + a.ID + aside}})
	}
	if len(row) > 0 {
		rows = append([][]chat.Button{row}, rows...)
	}
	return append(rows, []chat.Button{other()})
}

// of lists the dates that concern an audience.
func (b Book) of(a milestones.Audience) (dates []milestones.Date) {
	for _, d := range b.Dates {
		if d.Before(a.ID) != nil {
			dates = append(dates, d)
		}
	}
	return dates
}

// messages counts what arrives: what falls together is one message.
func messages(planned []reminders.Reminder) int {
	groups := map[string]bool{}
	for _, r := range planned {
		groups[r.Group()] = true
	}
	return len(groups)
}

// date is one date with what it means on a day, and where it stands; of one that is over the least.
func (b Book) date(t *handlers.Text, d milestones.Date, at time.Time) {
	t.Line(chat.Bold, words.Say(words.DatesItem, handlers.Day(d.On), d.Name))
	t.Line(chat.Plain, handlers.Away(b.Calendar.Left(at, d.On)))
	if d.On.Before(calendar.Civil(at)) {
		t.Line(chat.Faint, words.Say(words.Source, b.Pack.Notice.Label(d.Clause), b.Pack.Number))
		return
	}
	if last := b.Calendar.LastWorked(d.On); last.Before(d.On) && !last.Before(calendar.Civil(at)) {
		t.Say(words.DatesDayOff, handlers.Day(last))
	}
	if d.Back != nil {
		t.Line(chat.Faint, words.Say(words.DatesBack, d.Back.Windows, d.Back.Days))
	}
	if d.Provisional {
		t.Line(chat.Faint, words.Say(words.DatesProvisional))
	}
	b.basis(t, d)
	b.places(t, d.ID)
}

// places lists the days that places have for themselves.
func (b Book) places(t *handlers.Text, milestone string) {
	if b.locals == nil {
		return
	}
	for _, l := range b.locals(milestone) {
		t.Say(words.DatesOwn, l.Place, handlers.Day(l.On), l.Document)
	}
}

// own lists the days that some have for what has no day for everybody.
func (b Book) own(t *handlers.Text, a milestones.Audience) {
	for _, m := range b.Pack.Dates.Milestones {
		if _, dated := milestones.Find(b.Dates, m.ID); m.Open && !dated && m.Before(a.ID) != nil {
			b.places(t, m.ID)
		}
	}
}

// basis quotes what states a date: a paper, which the notice's own words would contradict, or else the notice.
func (b Book) basis(t *handlers.Text, d milestones.Date) {
	if d.Document == "" || d.Back != nil {
		b.quote(t, d.Clause, d.Quote)
	}
	switch {
	case d.Document == "":
	case d.Back != nil:
		t.Line(chat.Faint, words.Say(words.DatesBy, d.Document))
	default:
		t.Line(chat.Quote, d.Words)
		t.Line(chat.Faint, words.Say(words.DatesPaper, d.Document))
		if was := d.Milestone.Date.Time; !was.IsZero() && !was.Equal(d.On) {
			t.Line(chat.Faint, words.Say(words.DatesWas, b.Pack.Notice.Label(d.Clause), handlers.Day(was)))
		}
	}
}

// derived lists what begins with an event of which nobody knows the day yet.
func (b Book) derived(t *handlers.Text, a milestones.Audience) {
	head := false
	for _, d := range b.Pack.Dates.Derived {
		if !d.Concerns(a.ID) {
			continue
		}
		if !head {
			t.Say(words.DatesAlso)
			head = true
		}
		t.Line(chat.Bold, d.Name)
		b.quote(t, d.Clause, d.Quote)
	}
}

func (b Book) quote(t *handlers.Text, clause, quote string) {
	t.Line(chat.Quote, quote)
	t.Line(chat.Faint, words.Say(words.Source, b.Pack.Notice.Label(clause), b.Pack.Number))
}
