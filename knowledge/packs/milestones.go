package packs

import (
	"slices"
	"time"

	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

const datesFile = "milestones.yaml"

const (
	maxID     = 30 // an id goes into a button's data
	maxBefore = 366
)

// milestones demands that every date is whole, in the notice's year, for somebody, and quoted.
func (l *linter) milestones() {
	seen := map[string]bool{}
	for _, a := range l.Dates.Audiences {
		l.dateID("audience", a.ID, a.Name, seen)
		if a.Open != nil {
			l.quotes(datesFile, a.Open.Clause, a.Open.Quote)
		}
		if a.Open == nil && !slices.ContainsFunc(l.Dates.Milestones, func(m milestones.Milestone) bool { return m.Before(a.ID) != nil }) {
			l.report(datesFile, a.ID, false, "audience %s has no date, and no clause that says why", a.ID)
		}
	}
	for _, m := range l.Dates.Milestones {
		l.dateID("milestone", m.ID, m.Name, seen)
		l.quotes(datesFile, m.Clause, m.Quote)
		l.concerns(m.ID, m.Whom)
		l.day(m)
	}
	for _, d := range l.Dates.Derived {
		l.dateID("derived", d.ID, d.Name, seen)
		l.quotes(datesFile, d.Clause, d.Quote)
		l.concerns(d.ID, d.Whom)
		if d.Event == "" {
			l.report(datesFile, "id: "+d.ID, false, "%s has no event", d.ID)
		}
	}
	for i, p := range l.Dates.Postings {
		l.oneOf(datesFile, "id: "+p.ID, "posting", p.ID, []string{"unit", "department", "city", "result"})
		l.quotes(datesFile, p.Clause, p.Quote)
		if p.Days < 1 || p.Days > maxBefore || slices.ContainsFunc(l.Dates.Postings[:i], func(o milestones.Posting) bool { return o.ID == p.ID }) {
			l.report(datesFile, "id: "+p.ID, false, "posting %s wants some working days, once", p.ID)
		}
	}
	for _, cite := range []milestones.Cite{l.Dates.Local, l.Dates.Filing, l.Dates.Across} {
		if cite != (milestones.Cite{}) {
			l.quotes(datesFile, cite.Clause, cite.Quote)
		}
	}
}

func (l *linter) dateID(kind, id, name string, seen map[string]bool) {
	if id == "" || len(id) > maxID || name == "" || seen[id] {
		l.report(datesFile, id, false, "%s %q needs a name and an id of its own, at most %d bytes long", kind, id, maxID)
	}
	seen[id] = true
}

func (l *linter) concerns(id string, whom []milestones.Concern) {
	if len(whom) == 0 {
		l.report(datesFile, "id: "+id, false, "%s is for nobody", id)
	}
	for _, w := range whom {
		for _, a := range w.Audiences {
			if _, ok := l.Dates.Audience(a); !ok {
				l.report(datesFile, "id: "+id, false, "%s: there is no audience %q", id, a)
			}
		}
		for _, n := range w.Before {
			if n < 0 || n > maxBefore {
				l.report(datesFile, "id: "+id, false, "%s: %d days before is out of bounds", id, n)
			}
		}
	}
}

// day demands a date while the notice is in force, or one counted back from such a date.
func (l *linter) day(m milestones.Milestone) {
	at := "id: " + m.ID
	if m.Back == nil {
		if m.Open != m.Date.IsZero() || !m.Open && !l.InForce(m.Date.Time) {
			l.report(datesFile, at, false, "%s: %s is not a day on which the notice is in force", m.ID, m.Date.Format(time.DateOnly))
		}
		return
	}
	from := slices.IndexFunc(l.Dates.Milestones, func(o milestones.Milestone) bool { return o.ID == m.Back.From && o.Back == nil })
	if from < 0 || !m.Date.IsZero() {
		l.report(datesFile, at, false, "%s: want either a date, or a milestone with a date to count back from", m.ID)
		return
	}
	if _, err := calendar.New().Latest(l.Dates.Milestones[from].Date.Time, m.Back.Windows, m.Back.Days); err != nil {
		l.report(datesFile, at, false, "%s: %v", m.ID, err)
	}
}
