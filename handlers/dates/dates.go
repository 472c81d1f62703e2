// Package dates is where staff keep the one store of dates: what a supplement, an approval, a bureau or a unit has
// stated after the notice, what happened from which a date is counted, and the register of review committees.
package dates

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
	"zhicheng/reminders/milestones"
)

// Paper is a day that was stated, with who said so to the assistant.
type Paper struct {
	milestones.Paper
	EnteredBy string
	At        time.Time
	State     State
}

// State is whether a paper takes part.
type State string

// The states. A supplement holds only when a second admin has confirmed it.
const (
	Waiting   State = "waiting"
	Holds     State = "holds"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

// Committee is a review committee in the register (五（一） of the notice of 2023).
type Committee struct {
	ID         int64
	Name       string
	Series     []string // which it reviews
	Levels     []string
	FiledUntil time.Time // the last day on which its filing is valid
}

// Expired says whether the filing is no longer valid.
func (c Committee) Expired(at time.Time) bool { return !at.Before(c.FiledUntil.AddDate(0, 0, 1)) }

// Event is something that happened to a committee, or will.
type Event struct {
	Event     string
	Committee int64
	On        time.Time
}

// Records keeps all of it. What a message causes happens once, however often it is handled.
type Records interface {
	AllPapers(ctx context.Context, pack string) ([]Paper, error)
	EnterPaper(ctx context.Context, m chat.Message, pack string, p Paper) (Paper, error)
	// SettlePaper moves a waiting paper on, or withdraws one that holds; ok is false if it may not move so.
	SettlePaper(ctx context.Context, m chat.Message, pack string, id int64, to State) (p Paper, ok bool, err error)
	Committees(ctx context.Context) ([]Committee, error)
	SaveCommittee(ctx context.Context, m chat.Message, c Committee) (Committee, error)
	Events(ctx context.Context, pack string) ([]Event, error)
	RecordEvent(ctx context.Context, m chat.Message, pack string, e Event) error
}

// Due is a date that is counted from an event, as a milestone of its committee; its id goes with the committee.
func Due(derived milestones.Derived, c Committee, on time.Time) milestones.Date {
	m := milestones.Milestone{ID: DueID(derived.ID, c), Name: words.Say(words.CommitteeMust, c.Name, derived.Name), Clause: derived.Clause, Quote: derived.Quote}
	return milestones.Date{Milestone: m, On: on.AddDate(0, derived.Months, derived.Days), Source: milestones.Supplement}
}

// Filed are the last day on which a committee's filing is valid, and the first on which it is not.
func Filed(filing milestones.Cite, c Committee) (last, expired milestones.Date) {
	date := func(id string, k words.Key, on time.Time) milestones.Date {
		m := milestones.Milestone{ID: DueID(id, c), Name: words.Say(words.CommitteeMust, c.Name, words.Say(k)), Clause: filing.Clause, Quote: filing.Quote}
		return milestones.Date{Milestone: m, On: on}
	}
	return date("filing", words.CommitteeLast, c.FiledUntil), date("expired", words.CommitteeOver, c.FiledUntil.AddDate(0, 0, 1))
}

// Covers says whether an office looks after a committee: one of the committee's series and one of its levels, as far as
// they are known.
func Covers(s access.Scope, c Committee) bool {
	one := func(asked, limits []string) bool {
		return len(asked) == 0 || len(limits) == 0 || slices.ContainsFunc(asked, func(a string) bool { return slices.Contains(limits, a) })
	}
	return s.District == "" && one(c.Series, s.Series) && one(c.Levels, s.Levels)
}

// DueID names a derived date, or the end of a filing, of one committee.
func DueID(id string, c Committee) string { return fmt.Sprintf("%s@%d", id, c.ID) }
