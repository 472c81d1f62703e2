// Package stats is /stats: what was asked, what a person was needed for, and which units have not reported, by week,
// district and series, in numbers that add up.
package stats

import (
	"cmp"
	"slices"
	"time"

	"zhicheng/handlers/access"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/units"
)

// Day is what was asked on one, of one topic of the pack or of none.
type Day struct {
	Day                   time.Time
	Topic                 string
	Questions, Unanswered int // unanswered: faq.Book.Waiting says which
	Useful, Useless       int // ratings
}

// Case is one as far as it is counted.
type Case struct {
	At, Answered            time.Time // when it came, when the first answer did; zero without one
	Series, Level, District string
}

// Reminded is a unit that was reminded of a milestone.
type Reminded struct {
	Unit         int64
	Milestone    string
	First        time.Time // when it was for the first time
	Acknowledged bool      // it reported, ticked or put off
	Done         bool      // it reported the thing done
}

// Facts are everything that is counted.
type Facts struct {
	Days     []Day
	Cases    []Case
	Reminded []Reminded
	Units    []units.Unit
}

// Count is what is counted, of anything.
type Count struct {
	Questions, Unanswered, Useful, Useless int
	Cases, Answered                        int
	Waited                                 time.Duration // from question to first answer, in all
	Reminded, Acknowledged                 int           // pairs of a unit and a milestone
	Units, Silent                          int           // silent: reminded of something that it has not reported
}

func (c *Count) add(o Count) {
	c.Questions += o.Questions
	c.Unanswered += o.Unanswered
	c.Useful += o.Useful
	c.Useless += o.Useless
	c.Cases += o.Cases
	c.Answered += o.Answered
	c.Waited += o.Waited
	c.Reminded += o.Reminded
	c.Acknowledged += o.Acknowledged
	c.Units += o.Units
	c.Silent += o.Silent
}

// Row is the count of a week, a district or a series.
type Row struct {
	Key  string    // of a district or series; empty: not known
	Week time.Time // its Monday
	Count
}

// Silence is something that a unit was reminded of and has not reported.
type Silence struct {
	Unit      units.Unit
	Milestone string
}

// Report is all of it. Each table adds up to the total in what it counts; a unit of several series stands in each of theirs.
type Report struct {
	From, To  time.Time
	Weeks     []Row
	Districts []Row
	Series    []Row
	Total     Count
	Silent    []Silence
}

// Start is the Monday with which so many weeks begin that end with now's.
func Start(now time.Time, weeks int) time.Time {
	day := calendar.Civil(now.In(calendar.Zone))
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7-7*(weeks-1))
}

// Sum counts what is within the grants' reach, since the Monday of the first of some weeks. Questions are nobody's
// district: they are counted for all.
func Sum(f Facts, now time.Time, weeks int, by []access.Grant) Report {
	r := Report{From: Start(now, weeks), To: calendar.Civil(now.In(calendar.Zone))}
	for i := range weeks {
		r.Weeks = append(r.Weeks, Row{Week: r.From.AddDate(0, 0, 7*i)})
	}
	for _, d := range f.Days {
		r.count(d.Day, nil, nil, Count{Questions: d.Questions, Unanswered: d.Unanswered, Useful: d.Useful, Useless: d.Useless})
	}
	for _, c := range f.Cases {
		if !reaches(by, c.District, c.Series, c.Level) {
			continue
		}
		one := Count{Cases: 1}
		if !c.Answered.IsZero() {
			one.Answered, one.Waited = 1, c.Answered.Sub(c.At)
		}
		r.count(c.At, &c.District, []string{c.Series}, one)
	}
	r.units(f, by)
	byKey := func(a, b Row) int { return cmp.Compare(a.Key, b.Key) }
	slices.SortFunc(r.Districts, byKey)
	slices.SortFunc(r.Series, byKey)
	return r
}

// units counts the units and what they were reminded of.
func (r *Report) units(f Facts, by []access.Grant) {
	mine := map[int64]units.Unit{}
	for _, u := range f.Units {
		if !u.Closed && reachesUnit(by, u) {
			mine[u.ID] = u
		}
	}
	silent := map[int64]bool{}
	for _, m := range f.Reminded {
		u, ok := mine[m.Unit]
		if !ok || m.First.Before(r.From) {
			continue
		}
		one := Count{Reminded: 1}
		if m.Acknowledged {
			one.Acknowledged = 1
		}
		r.count(m.First, place(u), nil, one)
		if !m.Done {
			silent[u.ID] = true
			r.Silent = append(r.Silent, Silence{u, m.Milestone})
		}
	}
	for _, u := range f.Units {
		if _, ok := mine[u.ID]; !ok {
			continue
		}
		one := Count{Units: 1}
		if silent[u.ID] {
			one.Silent = 1
		}
		r.count(time.Time{}, place(u), u.Series, one)
	}
}

// city is the district of what the city's offices look after, as cases have it.
const city = "-"

func place(u units.Unit) *string {
	district := cmp.Or(u.District, city)
	return &district
}

// count adds to the total, to the week, if there is one, and to the district and series. What is before the first week is
// not counted.
func (r *Report) count(at time.Time, district *string, series []string, c Count) {
	if !at.IsZero() {
		week := int(calendar.Civil(at.In(calendar.Zone)).Sub(r.From).Hours()) / (7 * 24)
		if at.Before(r.From) || week >= len(r.Weeks) {
			return
		}
		r.Weeks[week].add(c)
	}
	r.Total.add(c)
	if district != nil {
		row(&r.Districts, *district).add(c)
	}
	for _, s := range series {
		row(&r.Series, s).add(c)
	}
}

func row(rows *[]Row, key string) *Row {
	i := slices.IndexFunc(*rows, func(r Row) bool { return r.Key == key })
	if i < 0 {
		i = len(*rows)
		*rows = append(*rows, Row{Key: key})
	}
	return &(*rows)[i]
}

func reaches(by []access.Grant, district, series, level string) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool { return g.Role == access.Admin || g.Scope.Covers(district, series, level) })
}

// reachesUnit says whether one of the grants looks after a unit: its place, and any of its series and titles.
func reachesUnit(by []access.Grant, u units.Unit) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool {
		return g.Role == access.Admin || (g.Scope.District == "" || g.Scope.District == u.District) &&
			(len(g.Scope.Series) == 0 || len(u.Series) == 0 || slices.ContainsFunc(u.Series, func(s string) bool { return slices.Contains(g.Scope.Series, s) })) &&
			(len(g.Scope.Levels) == 0 || slices.ContainsFunc(u.Titles, func(t units.Title) bool { return slices.Contains(g.Scope.Levels, string(t)) }))
	})
}
