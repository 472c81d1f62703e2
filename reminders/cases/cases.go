// Package cases is what a person is needed for: a question that goes to staff, its legal moves, and when it has waited too
// long. It is plain data and rules; the store keeps it.
package cases

import (
	"slices"
	"time"
)

// State is where a case stands.
type State string

// The states; docs/states.md draws them. Staff's answer is awaited in the first two.
const (
	Open     State = "open"     // nobody has taken it
	Taken    State = "taken"    // somebody is about to answer
	Answered State = "answered" // the asker has an answer and may ask on
	Closed   State = "closed"
)

// moves are the legal ones. A state that leads to itself is one in which more may be said, or whose taker changes.
var moves = map[State][]State{
	Open:     {Open, Taken, Closed},
	Taken:    {Open, Taken, Answered, Closed},
	Answered: {Open, Taken, Answered, Closed},
}

// May says whether a case in a state may move so.
func (s State) May(to State) bool { return slices.Contains(moves[s], to) }

// Waits says whether staff's answer is awaited.
func (s State) Waits() bool { return s == Open || s == Taken }

// Kind tells how what the assistant found ended.
type Kind string

// The kinds. Nothing is a question that was never put to the assistant.
const (
	Nothing  Kind = ""
	Answer   Kind = "answered"
	Referral Kind = "referred"
	Refusal  Kind = "refused"
	Verdict  Kind = "verdict"
)

// Found is what the assistant found, as codes.
type Found struct {
	Kind    Kind     `json:"kind,omitempty"`
	Code    string   `json:"code,omitempty"`    // the topic of a refusal, the verdict
	Clauses []string `json:"clauses,omitempty"` // cited, best first
	FAQ     int64    `json:"faq,omitempty"`     // the maintained answer that was shown
}

// Line is something that was said in a case.
type Line struct {
	Staff bool
	Text  string
	At    time.Time
}

// Case is one.
type Case struct {
	ID        int64
	Person    string // who asks; empty if they wanted to be forgotten
	About     string // id of the question; empty if it was typed for the case
	Question  string
	Found     Found
	Facts     []string // that the asker agreed to hand over, in words
	Series    string   // for which office; what is empty is not known
	Level     string
	District  string
	State     State
	Taker     string
	At        time.Time
	Waiting   time.Time // since when staff's answer is awaited; zero if it is not
	Escalated time.Time // when this waiting was told to others; zero if not
	Lines     []Line    // what was said after the question, oldest first

	Unreachable bool // what is sent to the asker does not arrive
}

// LastAnswer is the latest that staff said; empty if nothing.
func (c Case) LastAnswer() string {
	for _, l := range slices.Backward(c.Lines) {
		if l.Staff {
			return l.Text
		}
	}
	return ""
}

// The most of one person that may wait for an answer, that they may open within a day, closed ones too, and may add before somebody answers.
const (
	MaxWaiting = 3
	MaxADay    = 6
	MaxAdded   = 5
)

// Added counts what the asker has said since staff's last word.
func (c Case) Added() (n int) {
	for _, l := range slices.Backward(c.Lines) {
		if l.Staff {
			break
		}
		n++
	}
	return n
}

// Waiting are those in which staff's answer is awaited.
func Waiting(all []Case) (waiting []Case) {
	for _, c := range all {
		if c.State.Waits() {
			waiting = append(waiting, c)
		}
	}
	return waiting
}
