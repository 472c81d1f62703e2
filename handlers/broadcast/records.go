// Package broadcast is where staff announce: to whom, a preview of what is frozen, a confirmation, the way it takes, and
// the way back.
package broadcast

import (
	"context"
	"errors"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

// Filter is whom an announcement is for. What is empty is not asked about; all that is set must hold.
type Filter struct {
	Roles     []access.Role `json:"roles,omitempty"` // applicant means whoever holds no other role
	Districts []string      `json:"districts,omitempty"`
	Levels    []units.Level `json:"levels,omitempty"` // of the unit
	Series    []string      `json:"series,omitempty"`
	Titles    []units.Title `json:"titles,omitempty"`
	Open      string        `json:"open,omitempty"`  // a milestone that the unit has not reported, or a subscriber waits for
	Units     []int64       `json:"units,omitempty"` // of a list that staff sent
}

// Announcement is what staff want to say, before it is frozen.
type Announcement struct {
	Text   string     `json:"text"` // with templates, see Fields
	File   *chat.File `json:"file,omitempty"`
	To     Filter     `json:"to"`
	At     time.Time  `json:"at"` // civil time; zero: as soon as it is confirmed
	Urgent bool       `json:"urgent,omitempty"`
}

// Count is how many recipients belong to a segment; one may belong to several.
type Count struct {
	Segment string `json:"segment"`
	N       int64  `json:"n"`
}

// Sample is a recipient as the preview shows one: what exactly they will read.
type Sample struct {
	Unit  string     `json:"unit,omitempty"`
	Reply chat.Reply `json:"reply"`
}

// Campaign is an announcement whose text, file and recipients are frozen under its hash.
type Campaign struct {
	ID          string
	Author      string // a pseudonym, or "cli"
	Hash        string // of text, file and recipients: what is confirmed is what is sent
	State       string // outbox.Draft, Waiting (for a second person), Running, Paused, Stopped
	Text        string
	Urgent      bool
	At          time.Time // civil time
	Recipients  int64
	Segments    []Count
	Samples     []Sample  // at most three, one a segment where there are several
	Unreachable int64     // would be meant but cannot be reached
	Muted       int64     // would be meant but do not want to hear
	Missing     []string  // templates without a value for somebody; they stop the confirmation
	Expires     time.Time // machine time until which it may be confirmed
}

// Progress is how far a campaign has come; the sum of all is its recipients.
type Progress struct {
	State                                               string
	Left, Sent, Unreachable, Failed, Unknown, Cancelled int64
	Recalled, CannotRecall, RecallLeft                  int64
	Remaining                                           time.Duration // at today's pace; an estimate
}

// Missed is a recipient who was not reached, for the report.
type Missed struct {
	Unit, Role, District string
	Channel              string
	State, Reason        string
}

// Why something cannot be done with a campaign.
var (
	ErrNoCampaign = errors.New("there is no such campaign")
	ErrExpired    = errors.New("the preview is too old")
	ErrUsed       = errors.New("it was confirmed already")
	ErrNotSecond  = errors.New("whoever confirmed first cannot be the second")
	ErrMissing    = errors.New("a template has no value for somebody")
	ErrNobody     = errors.New("nobody is meant")
	ErrState      = errors.New("the campaign's state does not allow it")
)

// Records keeps announcements. What a message causes happens once, however often it is handled.
type Records interface {
	// Freeze stores an announcement as a draft with its recipients, within the scope of the grants, and returns it.
	Freeze(ctx context.Context, m chat.Message, a Announcement, by []access.Grant) (Campaign, error)
	Campaign(ctx context.Context, id string) (Campaign, error)
	// Confirm lets a draft go, or wait for a second person when it has more recipients than secondFrom. The token is the
	// one that the preview's button carries; it holds for the author in the chat of the preview, once, for ten minutes.
	Confirm(ctx context.Context, m chat.Message, id, token string) (Campaign, error)
	// Second lets go what waits for a second person.
	Second(ctx context.Context, m chat.Message, id string) (Campaign, error)
	Discard(ctx context.Context, m chat.Message, id string) error
	Hold(ctx context.Context, m chat.Message, id string) error
	Continue(ctx context.Context, m chat.Message, id string) error
	Stop(ctx context.Context, m chat.Message, id string) error
	Progress(ctx context.Context, id string) (Progress, error)
	Missed(ctx context.Context, id string) ([]Missed, error)
	// ResendFailed and ResendUnknown queue again, and say how many; what is unknown goes out marked as a repeat.
	ResendFailed(ctx context.Context, m chat.Message, id string) (int64, error)
	ResendUnknown(ctx context.Context, m chat.Message, id string) (int64, error)
	// Recall queues the recall of everything that was sent, and ends what was not.
	Recall(ctx context.Context, m chat.Message, id string) (int64, error)
	// Campaigns lists the newest ones that the grants may see.
	Campaigns(ctx context.Context, by []access.Grant, limit int) ([]Campaign, error)
}
