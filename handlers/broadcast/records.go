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

// Count is how many recipients belong to a segment; one belongs to one of each kind at most.
type Count struct {
	Segment string `json:"segment"` // "role:liaison", "district:…", "level:county"
	N       int64  `json:"n"`
}

// Sample is a recipient as the preview shows one: what exactly they will read.
type Sample struct {
	Unit  string     `json:"unit,omitempty"`
	Reply chat.Reply `json:"reply"`
}

// The states of a campaign. What is running with nothing left is over.
const (
	Draft    = "draft"
	Waiting  = "waiting" // for a second person
	Running  = "running"
	Paused   = "paused"
	Stopped  = "cancelled"
	Recalled = "recalled" // and so cancelled
)

// Campaign is an announcement whose text, file and recipients are frozen under its hash.
type Campaign struct {
	ID          string
	Author      string // a pseudonym, or "cli"
	Token       string // of Freeze only, for the button that confirms; never stored
	Hash        string // of text, file and recipients: what is confirmed is what is sent
	State       string // one of the states below
	Text        string
	Urgent      bool
	At          time.Time // civil time
	Recipients  int64
	Segments    []Count
	Samples     []Sample      // at most three, one a segment where there are several
	Unreachable int64         // would be meant but cannot be reached
	Muted       int64         // would be meant but do not want to hear
	Missing     []string      // templates without a value for somebody; they stop the confirmation
	MissingFor  int64         // recipients who lack one
	Unheard     []string      // units of a list that have no liaison, by name; at most three
	UnheardAll  int64         // how many those are
	TooLong     int64         // recipients whose text is more than one message; they stop it too
	Takes       time.Duration // an estimate
	Second      bool          // it has so many recipients that a second person must confirm
	Expires     time.Time     // machine time until which it may be confirmed
	Lapsed      bool          // its hour came when whoever confirmed it might not any more: nothing went out
}

// Progress is how far a campaign has come; the sum of all is its recipients.
type Progress struct {
	State                                               string
	Left, Sent, Unreachable, Failed, Unknown, Cancelled int64
	Recalled, CannotRecall, RecallLeft                  int64
	FirstCopies                                         int64         // of a recall: recipients to whom it went twice, and the first may be there still
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
	ErrRight      = errors.New("the right to it was taken away or changed since")
	ErrMissing    = errors.New("a template has no value for somebody")
	ErrTooLong    = errors.New("the text is more than one message for somebody")
	ErrNobody     = errors.New("nobody is meant")
	ErrState      = errors.New("the campaign's state does not allow it")
)

// Outlook is what the year's dates say of units and audiences; main makes it of what reminders are planned with.
type Outlook interface {
	// Values are what the templates stand for where a unit reads them, and when its date among them is over; zero without one.
	Values(unit int64) (values map[string]string, until time.Time)
	// Open says whether a milestone is before a unit and not reported.
	Open(unit int64, milestone string) bool
	// Awaits says whether those who subscribed to an audience wait for a milestone.
	Awaits(audience, milestone string) bool
	// Titles are those of an audience.
	Titles(audience string) []units.Title
}

// Records keeps announcements. What a message causes happens once, however often it is handled. Whoever acts must have
// the right at that moment, and a scope as wide as the author's: to others there is no such campaign.
type Records interface {
	// Freeze stores an announcement as a draft with its recipients, within the scope of the grants, and returns it.
	Freeze(ctx context.Context, m chat.Message, a Announcement, by []access.Grant) (Campaign, error)
	// Campaign shows one as it was frozen, with its state now.
	Campaign(ctx context.Context, id string, by []access.Grant) (Campaign, error)
	// Confirm lets a draft go, or wait for a second person. The token is the one that the preview's button carries; it
	// holds for the author in the chat of the preview, once, for ten minutes. The message with the button (m.On) becomes
	// the one that shows the progress.
	Confirm(ctx context.Context, m chat.Message, id, token string) (Campaign, error)
	// AskSeconds sends the question to all who may be the second person, once, and says how many conversations that are.
	AskSeconds(ctx context.Context, m chat.Message, id string, question chat.Reply) (int, error)
	// Second lets go what waits for a second person, for a day after it was confirmed.
	Second(ctx context.Context, m chat.Message, id string) (Campaign, error)
	// TellAuthor tells the author, where the preview was, once what the second person has decided.
	TellAuthor(ctx context.Context, m chat.Message, id string, r chat.Reply) error
	Discard(ctx context.Context, m chat.Message, id string) error // a draft, or what waits for a second
	Hold(ctx context.Context, m chat.Message, id string) error
	Continue(ctx context.Context, m chat.Message, id string) error
	Stop(ctx context.Context, m chat.Message, id string) error
	Progress(ctx context.Context, id string) (Progress, error)
	Missed(ctx context.Context, id string, by []access.Grant) ([]Missed, error)
	// ResendFailed and ResendUnknown queue again, and say how many; what is unknown goes out marked as a repeat.
	ResendFailed(ctx context.Context, m chat.Message, id string) (int64, error)
	ResendUnknown(ctx context.Context, m chat.Message, id string) (int64, error)
	// Recall queues the recall of everything that was sent, says how much, and ends what was not sent.
	Recall(ctx context.Context, m chat.Message, id string) (int64, error)
	// Campaigns lists the newest ones that the grants may see, without samples; no drafts.
	Campaigns(ctx context.Context, by []access.Grant, limit int) ([]Campaign, error)
}
