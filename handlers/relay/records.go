package relay

import (
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/progress"
)

// Binding is a conversation in which an applicant hears of an application.
type Binding struct {
	ID          int64
	To          chat.Conversation
	Application progress.Application
	At          time.Time
}

// Bound is how an attempt to bind went.
type Bound string

// The outcomes. Wrong is also what a number is that there is not, and a way that the unit has not turned on.
const (
	Done    Bound = "done"
	Already Bound = "already"
	Wrong   Bound = "wrong"
	TooSoon Bound = "too soon"
	TooMany Bound = "too many" // are bound in this conversation
)

// Attempt is its outcome: of what binds, the application; of what does not, for how long nothing is looked at.
type Attempt struct {
	State   Bound
	Binding Binding
	Wait    time.Duration
}

// Sent is what became of one version for one binding.
type Sent struct {
	Channel string
	Version int
	At      time.Time // when it was entered
	Why     string    // nobody was told: muted, unreachable, nothing; or empty
	State   State
	Reason  string    // of failed
	Release time.Time // of queued
	Upto    int       // the last version that the message tells; a later one than Version if that was put into it
}

// Holding is by whom an application is held: by how many bindings, by how many of them that were not made with the code
// that holds, up to which one by its id, and whether there is a code.
type Holding struct {
	All, Old int
	Upto     int64
	Coded    bool
}

// Released is a message to somebody whose binding was ended by those who look after the application.
type Released struct {
	Channel string
	At      time.Time
	State   State
	Reason  string
}

// Deadline is a message that reminds of the day by which to complete what is missing; without a state it came too late
// and was never sent.
type Deadline struct {
	Channel string
	At      time.Time
	Version string // the day
	State   State
	Reason  string
}

// State is where a message stands, as the outbox has it; empty once that has forgotten it.
type State string

// The states of a message, and the reasons why it failed.
const (
	Queued      State = "queued"
	Sending     State = "sending"
	Delivered   State = "sent"
	Unreachable State = "unreachable"
	Failed      State = "failed"
	Unknown     State = "unknown"
	Cancelled   State = "cancelled"

	Refused   = "refused"
	GivenUp   = "given up"
	Crashed   = "crashed"
	NoChannel = "no channel"
)
