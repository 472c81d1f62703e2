// Package dates is where staff keep the one store of dates: what a supplement, an approval, a bureau or a unit has
// stated after the notice, what happened from which a date is counted, and the register of review committees.
package dates

import (
	"context"
	"slices"
	"time"

	"zhicheng/bot/chat"
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

// Done is that what a committee's date asks for has been done. It holds for that day alone: a date that moves is asked
// for anew.
type Done struct {
	Committee int64
	Date      string
	On        time.Time
}

// Records keeps all of it. What a message causes happens once, however often it is handled.
type Records interface {
	AllPapers(ctx context.Context, pack string) ([]Paper, error)
	// EnterPaper sends tell to the other admins where the paper waits for one of them, and says how many they are.
	EnterPaper(ctx context.Context, m chat.Message, pack string, p Paper, tell func(Paper) chat.Reply) (entered Paper, told int, err error)
	// SettlePaper moves a waiting paper on, or withdraws one that holds; ok is false if it may not move so.
	SettlePaper(ctx context.Context, m chat.Message, pack string, id int64, to State) (p Paper, ok bool, err error)
	Committees(ctx context.Context) ([]Committee, error)
	SaveCommittee(ctx context.Context, m chat.Message, c Committee) (Committee, error)
	Events(ctx context.Context, pack string) ([]Event, error)
	RecordEvent(ctx context.Context, m chat.Message, pack string, e Event) error
	Done(ctx context.Context) ([]Done, error)
	// SetDone notes that something is done or, if is is false, takes that back.
	SetDone(ctx context.Context, m chat.Message, d Done, is bool) error
}

// Covers says whether an office looks after a committee: one of the committee's series and one of its levels, as far as
// they are known.
func Covers(s access.Scope, c Committee) bool {
	one := func(asked, limits []string) bool {
		return len(asked) == 0 || len(limits) == 0 || slices.ContainsFunc(asked, func(a string) bool { return slices.Contains(limits, a) })
	}
	return s.District == "" && one(c.Series, s.Series) && one(c.Levels, s.Levels)
}
