package reminders

import (
	"fmt"
	"slices"
	"time"

	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// UnitChat is a chat in which a unit is reminded.
type UnitChat struct {
	Unit       int64
	Subscriber string
	Since      time.Time
	Shared     bool // others read along: it hears of its own unit alone
	Lost       bool // nobody can be reached there for now
}

// Registry is what is known of the units.
type Registry struct {
	Units   []units.Unit
	Chats   []UnitChat
	Reports []units.Report
	Windows []units.Window
	Own     map[int64][]Own         // further dates of single units
	Dates   func(units.Unit) *Dates // that hold for a unit
}

// Audiences are those whose dates concern a unit.
func Audiences(year milestones.Year, u units.Unit) (ids []string) {
	for _, a := range year.Audiences {
		if slices.ContainsFunc(a.Units, func(b milestones.Belongs) bool { return belongs(u, b) }) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

func belongs(u units.Unit, b milestones.Belongs) bool {
	return overlap(b.Titles, u.Titles) && (len(b.Levels) == 0 || slices.Contains(b.Levels, string(u.Level))) && overlap(b.Series, u.Series)
}

// overlap says whether the two have something in common, or nothing is wanted.
func overlap[T ~string](wanted []string, has []T) bool {
	return len(wanted) == 0 || slices.ContainsFunc(has, func(x T) bool { return slices.Contains(wanted, string(x)) })
}

// ForUnits are the subscriptions of the units' chats: each unit's own and, for what it leaves undone to the day before,
// those of its parent or, where nobody is there, of the next unit above.
func ForUnits(year milestones.Year, r Registry) (all []Subscription) {
	chats := map[int64][]UnitChat{}
	for _, c := range r.Chats {
		chats[c.Unit] = append(chats[c.Unit], c)
	}
	done, later := r.Settled(year), map[int64]map[string]time.Time{}
	for _, report := range r.Reports {
		if !report.Snoozed.IsZero() {
			put(later, report.Unit, report.Milestone, report.Snoozed)
		}
	}
	windows := map[int64][]Own{}
	for _, w := range r.Windows {
		if w.State == units.Open {
			windows[w.Unit] = append(windows[w.Unit], Own{ID: WindowID(w.ID), On: w.Onward, Before: []int{0}, Lasts: true})
		}
	}
	parents := map[int64]int64{}
	for _, u := range r.Units {
		parents[u.ID] = u.Parent
	}
	for _, u := range r.Units {
		if u.Closed {
			continue
		}
		base := Subscription{Unit: u.ID, Done: done[u.ID], Later: later[u.ID]}
		if r.Dates != nil {
			base.Dates = r.Dates(u)
		}
		for _, audience := range Audiences(year, u) {
			base.Audience = audience
			all = append(all, base.in(chats[u.ID], false)...)
			all = append(all, base.in(above(u, parents, chats), true)...)
		}
		if own := slices.Concat(windows[u.ID], r.Own[u.ID]); own != nil {
			all = append(all, Subscription{Unit: u.ID, Own: own}.in(chats[u.ID], false)...)
		}
		if own := r.Own[u.ID]; own != nil {
			all = append(all, Subscription{Unit: u.ID, Own: own}.in(above(u, parents, chats), true)...)
		}
	}
	return all
}

// above are the chats of the nearest unit above whose liaison can be reached; a circle of parents ends.
func above(u units.Unit, parents map[int64]int64, chats map[int64][]UnitChat) []UnitChat {
	id := u.Parent
	for n := 0; n < len(parents) && id != 0 && id != u.ID; n++ {
		if slices.ContainsFunc(chats[id], func(c UnitChat) bool { return !c.Shared && !c.Lost }) {
			return chats[id]
		}
		id = parents[id]
	}
	return nil
}

// in is the subscription in each of the chats.
func (s Subscription) in(chats []UnitChat, above bool) (all []Subscription) {
	for _, c := range chats {
		if above && c.Shared {
			continue
		}
		s.Subscriber, s.Since, s.Above = c.Subscriber, c.Since, above
		all = append(all, s)
	}
	return all
}

// Settled lists for each unit the milestones of which there is nothing to say: those that are no unit's business, that
// it has reported, and the posting days of what it has posted or reported.
func (r Registry) Settled(year milestones.Year) map[int64]map[string]bool {
	done := map[int64]map[string]bool{}
	mark := func(unit int64, milestone string, posted bool) {
		for _, m := range year.Milestones {
			if m.ID == milestone && !posted || m.Back != nil && m.Back.From == milestone {
				put(done, unit, m.ID, true)
			}
		}
	}
	for _, u := range r.Units {
		for _, m := range year.Milestones {
			if !m.ForUnits() {
				put(done, u.ID, m.ID, true)
			}
		}
	}
	for _, report := range r.Reports {
		if !report.Done.IsZero() {
			mark(report.Unit, report.Milestone, false)
		}
	}
	for _, w := range r.Windows {
		if w.Posting == units.ByUnit && w.State != units.Stopped {
			mark(w.Unit, w.Milestone, true)
		}
	}
	return done
}

// Reported says whether units report a milestone and it concerns this one.
func Reported(year milestones.Year, u units.Unit, m milestones.Milestone) bool {
	return m.Report && !u.Closed && slices.ContainsFunc(Audiences(year, u), func(a string) bool { return m.Before(a) != nil })
}

func put[V any](m map[int64]map[string]V, unit int64, key string, v V) {
	if m[unit] == nil {
		m[unit] = map[string]V{}
	}
	m[unit][key] = v
}

// WindowID is a publicity window as a reminder names it.
func WindowID(id int64) string { return fmt.Sprintf("window:%d", id) }
