package units

import (
	"slices"
	"time"
)

// Posting is what is posted: whose publicity it is.
type Posting string

// The postings, in the order in which a file meets them.
const (
	ByUnit       Posting = "unit"       // 单位公示
	ByDepartment Posting = "department" // 主管部门公示
	ByCity       Posting = "city"       // 市局网站公示
	OfResult     Posting = "result"     // 结果公示
)

// State is where a publicity window stands.
type State string

// The states; docs/states.md draws them. What is objected to does not end before the objection is settled.
const (
	Open     State = "open"
	Objected State = "objected"
	Ended    State = "ended"   // its days are over and nothing is in the way
	Stopped  State = "stopped" // given up, to be posted anew
)

// Objection is what somebody objects to, which decides who looks into it (五（三）4 of the notice of 2023).
type Objection string

// The objections.
const (
	Assessment  Objection = "assessment"  // how something was judged: the committee's office
	Genuineness Objection = "genuineness" // whether something is true: the district and the unit
)

// Window is a publicity window of a unit.
type Window struct {
	ID        int64
	Unit      int64
	Milestone string // for which it is posted
	Posting   Posting
	Posted    time.Time // the posting day, which is not counted
	Ends      time.Time // the last counted day
	Onward    time.Time // the working day from which what was posted may go on
	State     State
	Objection Objection // of Objected, and of one that was settled
}

// moves are the legal ones.
var moves = map[State][]State{
	Open:     {Objected, Ended, Stopped},
	Objected: {Open, Stopped},
}

// May says whether a window may move so on a day: it ends only when its days are over.
func (w Window) May(to State, today time.Time) bool {
	if !slices.Contains(moves[w.State], to) {
		return false
	}
	return to != Ended || today.After(w.Ends)
}
