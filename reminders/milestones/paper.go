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
	ID        int64
	Scope     Scope
	Milestone string
	On        time.Time
	Source    Source // Supplement or Own
	Document  string // its number
	Quote     string // its words
	Issued    time.Time
	Extension bool // of Own: approved in writing, so it may be later
	Over      bool // it held once and was withdrawn: it states nothing any more, but the day was stated anew
}

// Scope is for whom a paper states a day; what is empty is everybody.
type Scope struct {
	District string `json:"district,omitempty"`
	Unit     int64  `json:"unit,omitempty"`
	Series   string `json:"series,omitempty"`
}

// Holds says whether a paper of this scope holds for somebody of whom this much is known.
func (s Scope) Holds(for_ Scope, series ...string) bool {
	return (s.District == "" || s.District == for_.District) && (s.Unit == 0 || s.Unit == for_.Unit) &&
		(s.Series == "" || s.Series == for_.Series || slices.Contains(series, s.Series))
}

// Holding are the papers that hold for somebody of whom this much is known.
func Holding(papers []Paper, for_ Scope, series ...string) (mine []Paper) {
	for _, p := range papers {
		if p.Scope.Holds(for_, series...) {
			mine = append(mine, p)
		}
	}
	return mine
}

// Place is a part of those whom a milestone concerns, which may have a day of its own.
type Place struct {
	Name  string
	Scope Scope
}

// Districts are the districts as places.
func Districts(names []string) (all []Place) {
	for _, name := range names {
		all = append(all, Place{name, Scope{District: name}})
	}
	return all
}

// Local is a place's own day.
type Local struct {
	Place string
	Date
}

// Locals lists the days of a milestone that were set for a place alone, in the order of the places.
func (y Year) Locals(id string, places []Place, papers []Paper) (all []Local) {
	for _, p := range places {
		alone := func(paper Paper) bool { return paper.Milestone == id && paper.Scope == p.Scope && !paper.Over }
		d, ok := y.Stated(id, Holding(papers, p.Scope))
		if ok && d.Source == Own && slices.ContainsFunc(papers, alone) {
			all = append(all, Local{p.Name, d})
		}
	}
	return all
}

// hold is the precedence: the newest supplement replaces the notice, also by a later day. A unit's or bureau's own date
// then only moves it forward, unless it is an approved extension or nobody else has stated a day. Nothing goes beyond
// the year of the notice's day: reviews do not cross the year.
func hold(m Milestone, papers []Paper) (Date, bool) {
	d := Date{Milestone: m, On: m.Date.Time, Source: Notice}
	mine := slices.DeleteFunc(slices.Clone(papers), func(p Paper) bool {
		return p.Milestone != m.ID || !d.On.IsZero() && p.On.Year() > d.On.Year()
	})
	d.Sequence = len(mine)
	mine = slices.DeleteFunc(mine, func(p Paper) bool {
		if p.Over {
			d.Sequence++
		}
		return p.Over
	})
	slices.SortStableFunc(mine, func(a, b Paper) int { return a.Issued.Compare(b.Issued) })
	take := func(p Paper) { d.On, d.Source, d.Document, d.Words = p.On, p.Source, p.Document, p.Quote }
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
