package deadlines

import (
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

// text builds a reply's spans.
type text []chat.Span

func (t *text) line(style chat.Style, s string) {
	if len(*t) > 0 {
		s = "\n" + s
	}
	*t = append(*t, chat.Span{Style: style, Text: s})
}

func (t *text) say(k words.Key, args ...any) { t.line(chat.Plain, words.Say(k, args...)) }

// heading warns of a notice that is out of force.
func (b Book) heading(at time.Time) (t text) {
	if !b.Pack.InForce(at) {
		t.line(chat.Faint, words.Say(words.Expired, b.Pack.Year))
	}
	return t
}

// list offers the audiences, those with reminders ticked.
func (b Book) list(m chat.Message, mine []string) chat.Reply {
	t := b.heading(m.At)
	t.line(chat.Bold, words.Say(words.DatesHead, b.Pack.Year))
	t.say(words.DatesChoose)
	if len(mine) > 0 {
		t.say(words.DatesTicked)
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
	t.line(chat.Bold, a.Name)
	t.say(words.DatesToday, dayWords(m.At))
	dates, left := b.of(a), b.planned(a, m.At)
	switch {
	case subscribed && len(left) > 0:
		t.say(words.DatesNext, dayWords(left[0].At), left[0].At.Hour(), messages(left))
	case len(dates) > 0 && len(left) == 0:
		t.say(words.DatesOver)
	}
	if a.Open != nil {
		t.say(words.DatesOpen)
		b.quote(&t, a.Open.Clause, a.Open.Quote)
		b.own(&t, a)
	}
	for _, d := range dates {
		b.date(&t, d, m.At)
	}
	b.derived(&t, a)
	if local := b.Pack.Dates.Local; local.Clause != "" && len(dates) > 0 {
		t.line(chat.Faint, words.Say(words.DatesLocal, b.label(local.Clause), local.Quote))
	}
	if m.Group { // reminders and calendars are somebody's own
		return chat.Reply{Text: t, Buttons: [][]chat.Button{{other()}}}
	}
	return chat.Reply{Text: t, Buttons: b.buttons(a, len(dates) > 0, subscribed, len(left) > 0)}
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
func (b Book) date(t *text, d milestones.Date, at time.Time) {
	t.line(chat.Bold, words.Say(words.DatesItem, dayWords(d.On), d.Name))
	t.line(chat.Plain, b.left(d.On, at))
	if d.On.Before(calendar.Civil(at)) {
		t.line(chat.Faint, words.Say(words.Source, b.label(d.Clause), b.Pack.Number))
		return
	}
	if last := b.lastWorked(d.On); last != d.On {
		t.say(words.DatesDayOff, dayWords(last))
	}
	if d.Back != nil {
		t.line(chat.Faint, words.Say(words.DatesBack, d.Back.Windows, d.Back.Days))
	}
	if d.Provisional {
		t.line(chat.Faint, words.Say(words.DatesProvisional))
	}
	b.basis(t, d)
	b.places(t, d.ID)
}

// places lists the days that places have for themselves.
func (b Book) places(t *text, milestone string) {
	if b.locals == nil {
		return
	}
	for _, l := range b.locals(milestone) {
		t.say(words.DatesOwn, l.Place, dayWords(l.On), l.Document)
	}
}

// own lists the days that some have for what has no day for everybody.
func (b Book) own(t *text, a milestones.Audience) {
	for _, m := range b.Pack.Dates.Milestones {
		if _, dated := b.Date(m.ID); m.Open && !dated && m.Before(a.ID) != nil {
			b.places(t, m.ID)
		}
	}
}

// basis quotes what states a date: a paper, which the notice's own words would contradict, or else the notice.
func (b Book) basis(t *text, d milestones.Date) {
	if d.Document == "" || d.Back != nil {
		b.quote(t, d.Clause, d.Quote)
	}
	switch {
	case d.Document == "":
	case d.Back != nil:
		t.line(chat.Faint, words.Say(words.DatesBy, d.Document))
	default:
		t.line(chat.Quote, d.Words)
		t.line(chat.Faint, words.Say(words.DatesPaper, d.Document))
		if was := d.Milestone.Date.Time; !was.IsZero() && !was.Equal(d.On) {
			t.line(chat.Faint, words.Say(words.DatesWas, b.label(d.Clause), dayWords(was)))
		}
	}
}

// derived lists what begins with an event of which nobody knows the day yet.
func (b Book) derived(t *text, a milestones.Audience) {
	head := false
	for _, d := range b.Pack.Dates.Derived {
		if !d.Concerns(a.ID) {
			continue
		}
		if !head {
			t.say(words.DatesAlso)
			head = true
		}
		t.line(chat.Bold, d.Name)
		b.quote(t, d.Clause, d.Quote)
	}
}

func (b Book) quote(t *text, clause, quote string) {
	t.line(chat.Quote, quote)
	t.line(chat.Faint, words.Say(words.Source, b.label(clause), b.Pack.Number))
}

func (b Book) label(clause string) string {
	if c := b.Pack.Notice.Clause(clause); c != nil {
		return c.Label
	}
	return clause
}

// left tells how far away a date is, in days and in working days.
func (b Book) left(on, at time.Time) string {
	today := calendar.Civil(at)
	days := int(on.Sub(today).Hours() / 24)
	switch {
	case days < 0:
		return words.Say(words.DatesPast, -days)
	case days == 0:
		return words.Say(words.DatesNow)
	}
	worked := 0
	for d := today.AddDate(0, 0, 1); !d.After(on); d = d.AddDate(0, 0, 1) {
		if b.Calendar.Day(d).Works() {
			worked++
		}
	}
	if worked == 0 {
		return words.Say(words.DatesLeftOff, days)
	}
	return words.Say(words.DatesLeft, days, worked)
}

// lastWorked is the last working day up to a date.
func (b Book) lastWorked(on time.Time) time.Time {
	for !b.Calendar.Day(on).Works() {
		on = on.AddDate(0, 0, -1)
	}
	return on
}

func dayWords(t time.Time) string {
	return words.Say(words.DatesDay, int(t.Month()), t.Day(), words.Weekday(t.Weekday()))
}
