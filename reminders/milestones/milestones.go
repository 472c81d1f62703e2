// Package milestones is the year's dates: which there are, where each comes from, whom it concerns and how many days
// before people are reminded of it. It also writes them as an iCalendar file.
package milestones

import (
	"slices"
	"time"

	"zhicheng/reminders/calendar"
)

// Year is milestones.yaml: all dates of one notice. It is plain data; knowledge/packs reads and checks it.
type Year struct {
	Audiences  []Audience  `yaml:"audiences"`
	Milestones []Milestone `yaml:"milestones"`
	Derived    []Derived   `yaml:"derived"`
	Postings   []Posting   `yaml:"postings"`
	Filing     Cite        `yaml:"filing"` // says that committees without a valid filing may not review
	Across     Cite        `yaml:"across"` // says that reviews do not cross the year
	Local      Cite        `yaml:"local"`  // says that units and bureaus may set earlier dates of their own
}

// Audience is those whom the same dates concern.
type Audience struct {
	ID    string    `yaml:"id"`
	Name  string    `yaml:"name"`
	Open  *Cite     `yaml:"open"`  // says why the notice has no application date for them
	Units []Belongs `yaml:"units"` // the units of such people
}

// Belongs describes units whose people are of an audience: those that match all that is not empty.
type Belongs struct {
	Titles []string `yaml:"titles"`
	Levels []string `yaml:"levels"`
	Series []string `yaml:"series"`
}

// Cite is a clause and words of it.
type Cite struct {
	Clause string `yaml:"clause"`
	Quote  string `yaml:"quote"`
}

// Milestone is something that must be done by a day. The day is either stated or counted back from another's.
type Milestone struct {
	ID     string        `yaml:"id"`
	Name   string        `yaml:"name"`
	Date   calendar.Date `yaml:"date"`
	Back   *Back         `yaml:"back"`
	Open   bool          `yaml:"open"` // the notice leaves the day to a later paper
	Clause string        `yaml:"clause"`
	Quote  string        `yaml:"quote"`
	Whom   []Concern     `yaml:"whom"`
	Report bool          `yaml:"report"` // units report that it is done
}

// ForUnits says whether units have anything to do for it.
func (m Milestone) ForUnits() bool { return m.Report || m.Back != nil }

// Back counts a day back from a milestone with a date of its own: the latest working day on which the first of the
// publicity windows may be posted.
type Back struct {
	From    string `yaml:"from"`
	Windows int    `yaml:"windows"`
	Days    int    `yaml:"days"` // working days a window
}

// Posting is a kind of publicity and how long it takes at least.
type Posting struct {
	ID      string `yaml:"id"`
	Days    int    `yaml:"days"`    // working days
	Assumed bool   `yaml:"assumed"` // the notice does not say how many
	Clause  string `yaml:"clause"`
	Quote   string `yaml:"quote"`
}

// Concern says for whom a milestone is and how many days before they are reminded; DefaultBefore if nothing is said.
type Concern struct {
	Audiences []string `yaml:"audiences"`
	Before    []int    `yaml:"before"`
}

// DefaultBefore is how many days before a date people are reminded of it.
var DefaultBefore = []int{30, 14, 7, 3, 1, 0}

// Derived is a milestone without a day until somebody records its event: the day is so many months and days from it.
type Derived struct {
	ID     string    `yaml:"id"`
	Name   string    `yaml:"name"`
	Event  string    `yaml:"event"`
	Months int       `yaml:"months"`
	Days   int       `yaml:"days"` // negative is before the event
	Clause string    `yaml:"clause"`
	Quote  string    `yaml:"quote"`
	Whom   []Concern `yaml:"whom"`
}

// before lists the offsets for an audience; none if none of the concerns is its.
func before(whom []Concern, audience string) []int {
	for _, w := range whom {
		if slices.Contains(w.Audiences, audience) {
			if len(w.Before) == 0 {
				return DefaultBefore
			}
			return w.Before
		}
	}
	return nil
}

// Before lists the days before on which an audience is reminded; none if the milestone does not concern it.
func (m Milestone) Before(audience string) []int { return before(m.Whom, audience) }

// From is the day that is counted from an event.
func (d Derived) From(event time.Time) time.Time {
	return calendar.AfterMonths(event, d.Months).AddDate(0, 0, d.Days)
}

// Offsets are the days before on which people are reminded of it: those of the first whom it concerns.
func (d Derived) Offsets() []int {
	if len(d.Whom) == 0 || len(d.Whom[0].Before) == 0 {
		return DefaultBefore
	}
	return d.Whom[0].Before
}

// Concerns says whether the milestone is for an audience.
func (d Derived) Concerns(audience string) bool { return before(d.Whom, audience) != nil }

// Audience finds an audience by its id.
func (y Year) Audience(id string) (Audience, bool) {
	i := slices.IndexFunc(y.Audiences, func(a Audience) bool { return a.ID == id })
	if i < 0 {
		return Audience{}, false
	}
	return y.Audiences[i], true
}

// Date is a milestone with the day that holds.
type Date struct {
	Milestone
	On          time.Time // midnight in calendar.Zone
	Source      Source
	Document    string // the number of the paper that states the day; empty for the notice
	Words       string // of that paper
	Sequence    int    // rises whenever the day is stated anew
	Provisional bool   // counted over days of a year whose holidays are not known
}

// Version tells a date from what it was before it was moved.
func (d Date) Version() string { return d.On.Format(time.DateOnly) }

// Find finds a milestone's date.
func Find(dates []Date, milestone string) (Date, bool) {
	i := slices.IndexFunc(dates, func(d Date) bool { return d.ID == milestone })
	if i < 0 {
		return Date{}, false
	}
	return dates[i], true
}

// Dates are the milestones whose day is known, the earliest first, as the notice and the papers after it have them.
func (y Year) Dates(cal *calendar.Calendar, papers []Paper) []Date {
	var dates []Date
	for _, m := range y.Milestones {
		stated := m
		if m.Back != nil {
			stated = y.milestone(m.Back.From)
		}
		d, ok := hold(stated, papers)
		if !ok {
			continue
		}
		if d.Milestone = m; m.Back != nil {
			back, err := cal.Latest(d.On, m.Back.Windows, m.Back.Days)
			if err != nil {
				continue // nothing can be counted back from a year without bounds
			}
			d.On, d.Provisional = back.Posted, back.Provisional
		}
		dates = append(dates, d)
	}
	slices.SortStableFunc(dates, func(a, b Date) int { return a.On.Compare(b.On) })
	return dates
}

// Concerned are the audiences that a milestone is for.
func (y Year) Concerned(id string) (all []Audience) {
	m := y.milestone(id)
	for _, a := range y.Audiences {
		if m.Before(a.ID) != nil {
			all = append(all, a)
		}
	}
	return all
}

// Windows is how many publicities an audience has before a milestone, or 0 if nothing is counted back from it.
func (y Year) Windows(id, audience string) int {
	for _, m := range y.Milestones {
		if m.Back != nil && m.Back.From == id && m.Before(audience) != nil {
			return m.Back.Windows
		}
	}
	return 0
}

// Titles are the titles of those whom a milestone concerns.
func (y Year) Titles(id string) (all []string) {
	for _, a := range y.Concerned(id) {
		for _, u := range a.Units {
			all = append(all, u.Titles...)
		}
	}
	return all
}

// Stated is the day of a milestone of which the notice or a paper states one.
func (y Year) Stated(id string, papers []Paper) (Date, bool) {
	m := y.milestone(id)
	if m.ID == "" || m.Back != nil {
		return Date{}, false
	}
	return hold(m, papers)
}

// Find finds a milestone by its id.
func (y Year) Find(id string) (Milestone, bool) {
	i := slices.IndexFunc(y.Milestones, func(m Milestone) bool { return m.ID == id })
	if i < 0 {
		return Milestone{}, false
	}
	return y.Milestones[i], true
}

// Posting finds a kind of publicity; false if the notice knows none such.
func (y Year) Posting(id string) (Posting, bool) {
	i := slices.IndexFunc(y.Postings, func(p Posting) bool { return p.ID == id })
	if i < 0 {
		return Posting{}, false
	}
	return y.Postings[i], true
}

func (y Year) milestone(id string) Milestone {
	m, _ := y.Find(id)
	return m
}
