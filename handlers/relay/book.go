package relay

import (
	"fmt"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/progress"
)

// Book is what the notice says of the way of an application, with the days that hold for it.
type Book struct {
	Pack     *packs.Pack
	Calendar *calendar.Calendar
	dates    []milestones.Date
}

// with is the book with the days that papers state for an application.
func (b Book) with(a progress.Application, papers []milestones.Paper) Book {
	holding := milestones.Holding(papers, milestones.Scope{District: a.District, Unit: a.Unit}, a.Series)
	b.dates = b.Pack.Dates.Dates(b.Calendar, holding)
	return b
}

func (b Book) quote(t *handlers.Text, clause, quote string) {
	t.Line(chat.Quote, quote)
	t.Line(chat.Faint, words.Say(words.Source, b.Pack.Notice.Label(clause), b.Pack.Number))
}

// says is what the notice says of a stage; of one of which it says nothing, that.
func (b Book) says(t *handlers.Text, s progress.Stage) {
	if s.Unsaid {
		t.Line(chat.Faint, words.Say(words.RelayUnsaid, s.Name))
		return
	}
	b.quote(t, s.Clause, s.Quote)
}

func (b Book) stage(id string) string {
	s, _ := b.Pack.Stages.Stage(id)
	return s.Name
}

// called is how an application is named in a channel: by its number, or by the end of it.
func (b Book) called(channel string, a progress.Application) string {
	if full(channel) {
		return words.Say(words.RelayNumber, a.Number, b.value(progress.ColumnSeries, a.Series), b.value(progress.ColumnLevel, a.Level))
	}
	return words.Say(words.RelayTail, tail(a.Number))
}

// tail is the end of a number: enough for who has it, little for anybody else.
func tail(number string) string {
	r := []rune(number)
	return string(r[max(len(r)-4, len(r)/2):])
}

// value is how the roster's column writes a value.
func (b Book) value(column, id string) string {
	for _, c := range b.Pack.Columns["roster"] {
		if c.ID == column && len(c.Values[id]) > 0 {
			return c.Values[id][0]
		}
	}
	return id
}

// since says where an application is, and since when.
func (b Book) since(t *handlers.Text, a progress.Application) {
	t.Say(words.RelayNow, handlers.Day(a.Since), b.stage(a.Stage))
}

// now is what an application's stage means: what is missing, who has it, by when, what the notice says, what comes next,
// and where the truth can be looked up.
func (b Book) now(t *handlers.Text, a progress.Application, at time.Time) {
	y := b.Pack.Stages
	s, _ := y.In(a.Path, a.Stage)
	switch {
	case a.Note != "" && s.Due.Set:
		t.Say(words.RelayMissing, a.Note)
	case a.Note != "":
		t.Say(words.RelayNote, a.Note)
	}
	if !y.Ended(a.Path, a.Stage) {
		t.Say(words.RelayMover, words.Say(movers[s.Mover]))
		t.Line(chat.Plain, b.due(a, s, a.Since, at))
	}
	b.says(t, s)
	if next := b.next(a); next != "" {
		t.Say(words.RelayNext, next)
	}
	b.places(t, s)
}

var movers = map[string]words.Key{
	"applicant": words.MoverApplicant, "unit": words.MoverUnit, "department": words.MoverDepartment, "county_hr": words.MoverCounty,
	"city_hr": words.MoverCity, "region_hr": words.MoverRegion, "committee_office": words.MoverOffice, "committee": words.MoverCommittee,
}

// next is the step that comes after where an application is; none after an end.
func (b Book) next(a progress.Application) string {
	for _, m := range b.Pack.Stages.Moves(a.Path, a.Stage) {
		if m.Kind == progress.Forward || m.Kind == progress.Resumed {
			return b.stage(m.To)
		}
	}
	return ""
}

// due says by when an application leaves a stage to which it came on a day.
func (b Book) due(a progress.Application, s progress.Stage, since, at time.Time) string {
	if s.Due.Set {
		if a.Due.IsZero() {
			return words.Say(words.DueUnset)
		}
		return b.until(a.Due, at, words.DueSet, handlers.Day(a.Due))
	}
	var said []string
	d, dated := milestones.Find(b.dates, b.Pack.Stages.Milestone(s, a.Level))
	if dated {
		by := b.Pack.Notice.Label(d.Clause)
		if d.Document != "" {
			by = d.Document
		}
		said = append(said, b.until(d.On, at, words.DueBy, handlers.Day(d.On), by))
	}
	if w, err := b.Calendar.Window(since, s.Due.Workdays); err == nil && s.Due.Workdays > 0 && !since.IsZero() {
		after := words.Say(words.DueAfter, s.Due.Workdays, handlers.Day(w.Posted), handlers.Day(w.SubmitFrom))
		if dated && w.SubmitFrom.After(d.On) {
			after += words.Say(words.DueTooLate)
		}
		said = append(said, after)
	}
	if len(said) == 0 {
		return words.Say(words.DueUnsaid)
	}
	return strings.Join(said, words.Say(words.Semicolon))
}

// until says a day, and that it is over if it is.
func (b Book) until(on, at time.Time, k words.Key, args ...any) string {
	said := words.Say(k, args...)
	if on.Before(calendar.Civil(at)) {
		said += words.Say(words.DueOver)
	}
	return said
}

// places says where the truth of a stage can be looked up.
func (b Book) places(t *handlers.Text, s progress.Stage) {
	for _, id := range s.Places {
		if p, ok := b.Pack.Stages.Place(id); ok {
			t.Line(chat.Faint, words.Say(words.RelayPlace, p.Name, b.Pack.Notice.Label(p.Clause)))
		}
	}
}

// See is the button that shows an application's way to those bound to it.
func See(a progress.Application) chat.Button {
	return chat.Button{Label: words.Say(words.RelaySee), Data: fmt.Sprintf("prog:way:%d", a.ID)}
}
