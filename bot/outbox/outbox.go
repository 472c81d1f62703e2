// Package outbox delivers what the assistant sends without being asked. Its queue is a row per recipient: claimed with a
// lease, committed, sent, marked. Nothing is lost by a crash, and nothing that may have arrived goes out again unmarked.
package outbox

import (
	"context"
	"time"

	"zhicheng/bot/chat"
)

// Kind tells what a campaign is.
type Kind string

// A reminder is better sent twice, and marked as such, than never; an announcement is not.
const (
	Reminder     Kind = "reminder"
	Announcement Kind = "announcement"
)

// State is where a recipient's row stands.
type State string

// The states of a row. Unknown is a message that left without an answer and is not sent again by itself.
const (
	Queued      State = "queued"
	Sending     State = "sending"
	Sent        State = "sent"
	Unreachable State = "unreachable"
	Failed      State = "failed"
	Unknown     State = "unknown"
	Cancelled   State = "cancelled"
)

// What became of a recall.
const (
	Deleted State = "deleted"
	Edited  State = "edited" // it says that it was withdrawn
	Cannot  State = "cannot" // the channel does not allow it, or nobody knows the message
)

// Why a message failed.
const (
	Refused   = "refused"    // by the channel
	GivenUp   = "given up"   // after a day of trying
	Crashed   = "crashed"    // nothing was heard of it again, too often
	NoChannel = "no channel" // it is not served
)

// The states of a campaign. Only what is running sends; what is paused or cancelled stops before the next send.
const (
	Drafted  = "draft"   // nobody has confirmed it
	Waiting  = "waiting" // for a second person to confirm it
	Running  = "running"
	Paused   = "paused"
	Stopped  = "cancelled"
	Recalled = "recalled" // cancelled, and what was sent is taken back
)

// Draft is a message to one recipient, before it is queued.
type Draft struct {
	To      chat.Conversation
	Reply   chat.Reply
	Release time.Time // civil time before which it stays
	ByDay   bool      // and it does not go at night, however late it is; so do all of its tick
	Facts   []Fact    // what caused it; each is written down once
}

// Fact is a reminder that was planned.
type Fact struct {
	Key string
	At  time.Time // civil
	Of  string    // the person

	Subscriber, Milestone, Version string
	Unit                           int64
}

// Item is a row that is claimed.
type Item struct {
	ID       int64
	Kind     Kind
	To       chat.Conversation
	Reply    chat.Reply
	Tries    int // this one too; it also tells this claim from later ones
	Waited   time.Duration
	Repeated bool   // it may have arrived before
	Recall   string // the message to take back; empty when Reply is to be sent
}

// Result is what becomes of an item after a try.
type Result struct {
	State     State
	Reason    string        // of Failed
	Ref       string        // of Sent
	NotBefore time.Time     // of Queued: machine time of the next try
	Waited    time.Duration // of Queued
	Repeated  bool          // of Queued
}

// Queue keeps the rows.
type Queue interface {
	// Claim takes the next row to send or to recall that is released at the civil time and whose turn has come by machine time, none of a
	// chat to which something is being sent already. It is false when there is none.
	Claim(ctx context.Context, civil, now time.Time, lease time.Duration) (Item, bool, error)
	// Settle ends a claim, unless its lease has expired and the row is somebody else's.
	Settle(ctx context.Context, i Item, r Result, now time.Time) error
	// Wanted says whether a claimed row is still to go out: its campaign was not held or ended since. It then leaves.
	Wanted(ctx context.Context, i Item) bool
	// Expire ends the claims whose lease ran out by now: what never left is queued, as is a recall; of what may have
	// arrived a reminder is queued as a repeat, an announcement is unknown.
	Expire(ctx context.Context, now time.Time) error
}
