package milestones

import (
	"slices"
	"time"
)

// Source is where a day comes from, the weakest first.
type Source string

// The notice gives way to a supplement or written approval, and both to a unit's or bureau's own date.
const (
	Notice     Source = "notice"
	Supplement Source = "supplement"
	Own        Source = "own"
)

// Paper states a milestone's day after the notice did. It takes part once somebody has confirmed it.
type Paper struct {
	Milestone string
	On        time.Time
	Source    Source // Supplement or Own
	Document  string // its number
	Issued    time.Time
	Extension bool // of Own: approved in writing, so it may be later
}

// hold is the precedence: the newest supplement replaces the notice, also by a later day. A unit's or bureau's own date
// then only moves it forward, unless it is an approved extension or nobody else has stated a day. Nothing goes beyond
// the year of the notice's day: reviews do not cross the year.
func hold(m Milestone, papers []Paper) (Date, bool) {
	d := Date{Milestone: m, On: m.Date.Time, Source: Notice}
	mine := slices.DeleteFunc(slices.Clone(papers), func(p Paper) bool {
		return p.Milestone != m.ID || !d.On.IsZero() && p.On.Year() > d.On.Year()
	})
	slices.SortStableFunc(mine, func(a, b Paper) int { return a.Issued.Compare(b.Issued) })
	d.Sequence = len(mine)
	take := func(p Paper) { d.On, d.Source, d.Document = p.On, p.Source, p.Document }
	for _, p := range mine {
		if p.Source == Supplement {
			take(p)
		}
	}
	official := d.On
	for _, p := range mine {
		if p.Source == Own && (official.IsZero() || p.On.Before(official) || p.Extension) {
			take(p)
		}
	}
	return d, !d.On.IsZero()
}
