// Package people is who is who: invitations, joining, approving, taking rights away, and signing in elsewhere as
// oneself.
package people

import (
	"context"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

// Invitation lets somebody join who has its code.
type Invitation struct {
	ID       int64
	Role     access.Role
	Unit     int64
	UnitName string
	Scope    access.Scope
	Maker    chat.Conversation
	At       time.Time
	Expires  time.Time
	Revoked  bool
	Seats    int // with more than one, every joiner waits for approval
	Used     int
	Replaces bool // whoever joins takes the maker's place
}

// Join is somebody who has used a code.
type Join struct {
	ID         int64
	Invitation Invitation
	Who        chat.Conversation
	State      JoinState
	Wait       time.Duration // of TooSoon and Wrong: how long no code is looked at
	Groups     int           // in which the unit is reminded, now in this person's name
}

// JoinState is how it went.
type JoinState string

// The states. The first three are kept.
const (
	Waiting JoinState = "waiting"
	Joined  JoinState = "joined"
	Refused JoinState = "refused"

	Wrong    JoinState = "wrong"
	TooSoon  JoinState = "too soon"
	UsedUp   JoinState = "used up"
	Expired  JoinState = "expired"
	Withheld JoinState = "revoked"
	Own      JoinState = "own"    // nobody takes their own place
	Closed   JoinState = "closed" // the unit
)

// Holder is somebody with a grant.
type Holder struct {
	ID       int64
	Person   string
	Grant    access.Grant
	UnitName string
	Since    time.Time
}

// Session is where somebody is signed in elsewhere.
type Session struct {
	ID    int64
	Until time.Time // machine time
}

// Records keeps all of it. What a message causes happens once, however often it is handled.
type Records interface {
	Invite(ctx context.Context, m chat.Message, codeHash string, i Invitation) error
	Invitations(ctx context.Context, maker string) ([]Invitation, error)
	Uninvite(ctx context.Context, m chat.Message, id int64) (bool, error)
	Join(ctx context.Context, m chat.Message, codeHash string) (Join, error)
	JoinsWaiting(ctx context.Context) ([]Join, error)
	JoinByID(ctx context.Context, id int64) (Join, bool, error)
	Decide(ctx context.Context, m chat.Message, id int64, approve bool) (Join, bool, error)
	Holders(ctx context.Context) ([]Holder, error)
	Revoke(ctx context.Context, m chat.Message, id int64) (Holder, bool, error)
	OfferSignIn(ctx context.Context, m chat.Message, codeHash string) error
	SignIn(ctx context.Context, m chat.Message, codeHash string) (ok bool, wait time.Duration, err error)
	Sessions(ctx context.Context, person string) ([]Session, error)
	SignOut(ctx context.Context, m chat.Message, id int64) error
	// Principal is as whom somebody acts who may have signed in.
	Principal(ctx context.Context, person string) (string, error)
	Notify(ctx context.Context, key string, to chat.Conversation, r chat.Reply, at time.Time) error
}

// Units finds units.
type Units interface {
	UnitsNamed(ctx context.Context, text string, limit int) ([]units.Unit, error)
	Unit(ctx context.Context, id int64) (units.Unit, bool, error)
}

// Flow answers /invite, /join, /people and /signin.
type Flow struct {
	Records   Records
	Units     Units
	Rights    handlers.Rights
	Open      handlers.Dialogues
	Districts []string
	Series    []handlers.Choice
	Key       []byte                      // of the codes
	Link      func(payload string) string // opens a private chat with the assistant; empty where there is none

	keyboard func(ctx context.Context, person string) ([][]string, error)
}

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	f.keyboard = r.Keyboard
	only := func(a access.Action, run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, a, run) }
	r.Commands = append(r.Commands,
		handlers.Command{Name: "invite", Word: words.WordInvite, Help: words.HelpInvite, For: access.InviteLiaison, Run: only(access.InviteLiaison, f.invite)},
		handlers.Command{Name: "people", Word: words.WordPeople, Help: words.HelpPeople, For: access.InviteLiaison, Run: only(access.InviteLiaison, f.people)},
		handlers.Command{Name: "signin", Word: words.WordSignIn, Help: words.HelpSignIn, For: access.SignIn, Args: true, Run: f.signIn},
		handlers.Command{Name: "join", Word: words.WordJoin, Help: words.HelpJoin, Args: true, Run: f.join},
	)
	r.Presses["inv"] = only(access.InviteLiaison, f.press)
	r.Presses["person"] = only(access.InviteLiaison, f.pressPerson)
	r.Presses["session"] = f.pressSession
	r.Presses["handover"] = only(access.UnitHandover, f.handover)
	r.Dialogues["invite.unit"] = handlers.OnlyOpen(f.Rights, f.Open, access.InviteLiaison, f.findUnit)
	r.Dialogues["invite.office"] = handlers.OnlyOpen(f.Rights, f.Open, access.InviteStaff, f.nameOffice)
	r.Dialogues["join"] = func(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
		return f.join(ctx, m, m.Text)
	}
	r.Payloads["join"] = f.join
}

// may says whether one of the grants allows more than the flow's own action asks for.
func may(by []access.Grant, a access.Action) bool { return len(access.Allowing(by, a)) > 0 }
