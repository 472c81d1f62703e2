// Package deadlines tells people the dates that concern them, lets them ask to be reminded, and writes the reminders.
package deadlines

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

// Book is a notice's dates and what is planned for them.
type Book struct {
	Pack     *packs.Pack
	Calendar *calendar.Calendar
	Dates    []milestones.Date // the earliest first
	Planner  *reminders.Planner
	Places   []milestones.Place                        // that may have days of their own
	feeds    bool                                      // feeds are offered
	locals   func(milestone string) []milestones.Local // for a reader whose district is not known
}

// NewBook plans for a pack's dates.
func NewBook(p *packs.Pack, cal *calendar.Calendar) Book {
	dates := p.Dates.Dates(cal, nil)
	return Book{Pack: p, Calendar: cal, Dates: dates, Planner: reminders.NewPlanner(p.Dates, dates, cal, p.InForce),
		Places: milestones.Districts(p.Districts)}
}

// With is the book as those papers have changed it that hold for somebody of whom this much is known; without any it is
// the notice's.
func (b Book) With(papers []milestones.Paper, whom milestones.Scope, series ...string) Book {
	if holding := milestones.Holding(papers, whom, series...); len(holding) > 0 {
		b.Dates = b.Pack.Dates.Dates(b.Calendar, holding)
		b.Planner = reminders.NewPlanner(b.Pack.Dates, b.Dates, b.Calendar, b.Pack.InForce)
	}
	b.locals = nil
	if whom == (milestones.Scope{}) {
		b.locals = func(milestone string) []milestones.Local { return b.Pack.Dates.Locals(milestone, b.Places, papers) }
	}
	return b
}

// Subscription is a conversation in which somebody wants to be reminded.
type Subscription struct {
	To chat.Conversation
	reminders.Subscription
}

// Subscriber is a conversation's key in the plan: always the same, and no address.
func Subscriber(c chat.Conversation) string {
	sum := sha256.Sum256([]byte(c.Channel + "\x00" + c.Chat + "\x00" + c.Person))
	return hex.EncodeToString(sum[:16])
}

// Records keeps who wants to be reminded. Its methods leave things as they are when they are called again.
type Records interface {
	// Subscribe keeps the earlier since of one that is there already. After until it is of no use.
	Subscribe(ctx context.Context, c chat.Conversation, pack, audience string, since, until time.Time) error
	Unsubscribe(ctx context.Context, c chat.Conversation, pack, audience string) error
	// Subscribed lists the audiences of whose dates the conversation is reminded.
	Subscribed(ctx context.Context, c chat.Conversation, pack string) ([]string, error)
	// Papers lists those that hold or did.
	Papers(ctx context.Context, pack string) ([]milestones.Paper, error)
	Feeds
}

// Flow answers /deadlines.
type Flow struct {
	Book
	Records Records
	Key     []byte                    // of the feeds' tokens
	Link    func(token string) string // the address of a feed; nil, or nothing, where there are none
}

// The flows of the buttons. Behind the colon stands the audience; where the button belongs to a message that is to
// stay, such as a reminder, also aside.
const (
	show    = "dates"
	remind  = "remind"
	mute    = "mute"
	ics     = "ics"
	feed    = "feed"
	feedOff = "feedoff"
	aside   = ":aside"
)

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	r.Commands = append(r.Commands, handlers.Command{Name: "deadlines", Word: words.WordDates, Help: words.HelpDates, Run: f.start,
		Where: handlers.Anywhere, Group: words.GroupDates})
	r.Share(show)
	r.Presses[show] = f.choose
	r.Presses[remind] = f.known(Flow.remind)
	r.Presses[mute] = f.known(Flow.mute)
	r.Presses[ics] = f.known(Flow.ics)
	r.Presses[feed] = f.known(Flow.subscribe)
	r.Presses[feedOff] = f.known(Flow.unsubscribe)
}

func (f Flow) start(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	mine, err := f.Records.Subscribed(ctx, m.From, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	return []chat.Reply{f.list(m, mine)}, nil
}

// choose shows an audience's dates, or the list again.
func (f Flow) choose(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	if args != "" {
		return f.known(Flow.dates)(ctx, m, args)
	}
	replies, err := f.start(ctx, m, "")
	return edits(replies, m, ""), err
}

// standing is the flow with the dates as papers have moved them by now.
func (f Flow) standing(ctx context.Context, at time.Time) (Flow, error) {
	papers, err := f.Records.Papers(ctx, f.Pack.ID)
	if err != nil {
		return f, err
	}
	f.Book = f.With(papers, milestones.Scope{})
	f.feeds = f.Link != nil && f.Link("") != "" && f.Pack.InForce(at)
	return f, nil
}

// known takes a button only of an audience that there is.
func (f Flow) known(run func(Flow, context.Context, chat.Message, milestones.Audience) ([]chat.Reply, error)) handlers.Run {
	return func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
		id, _, _ := strings.Cut(args, ":")
		a, ok := f.Pack.Dates.Audience(id)
		if !ok {
			return handlers.Say(words.Button), nil
		}
		now, err := f.standing(ctx, m.At)
		if err != nil {
			return nil, err
		}
		replies, err := run(now, ctx, m, a)
		return edits(replies, m, args), err
	}
}

// edits puts a reply without a file in the place of the message with the button, unless that is to stay.
func edits(replies []chat.Reply, m chat.Message, args string) []chat.Reply {
	if len(replies) == 1 && replies[0].File == nil && !strings.HasSuffix(args, aside) {
		replies[0].Edits = m.On
	}
	return replies
}

func (f Flow) dates(ctx context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	mine, err := f.Records.Subscribed(ctx, m.From, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	return []chat.Reply{f.view(m, a, slices.Contains(mine, a.ID))}, nil
}

// remind subscribes; where nothing is left to be told, nothing is kept.
func (f Flow) remind(ctx context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	left := f.planned(a, m.At)
	if len(left) == 0 {
		return []chat.Reply{f.view(m, a, false)}, nil
	}
	if err := f.Records.Subscribe(ctx, m.From, f.Pack.ID, a.ID, m.At, f.Pack.End()); err != nil {
		return nil, err
	}
	if strings.HasSuffix(m.Data, aside) {
		return []chat.Reply{f.ordered(a, left)}, nil
	}
	return []chat.Reply{f.view(m, a, true)}, nil
}

func (f Flow) mute(ctx context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	if err := f.Records.Unsubscribe(ctx, m.From, f.Pack.ID, a.ID); err != nil {
		return nil, err
	}
	if strings.HasSuffix(m.Data, aside) {
		return handlers.Say(words.DatesMuted, a.Name), nil
	}
	return []chat.Reply{f.view(m, a, false)}, nil
}

// planned is what somebody of the audience will still be told after a moment.
func (b Book) planned(a milestones.Audience, after time.Time) []reminders.Reminder {
	return b.Planner.Due(after, b.Pack.End(), []reminders.Subscription{{Audience: a.ID}})
}
