package telegram

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace is how many messages a second go out.
const Pace = 29

// What Telegram allows: about 30 messages a second over all chats, one a second in a chat with short bursts, and in a
// group 20 in any minute. The overall bucket is shallow and a little slow, so that no second ever sees more than 30.
const (
	overallRate  = Pace
	overallBurst = 1
	chatRate     = 1
	chatBurst    = 3
)

const (
	patience = 10 * time.Second // a longer wait is the caller's, who can keep it in the database
	together = 2 * time.Second  // refusals of several chats within this time concern the whole bot
	sweeping = time.Minute      // how often idle chats are forgotten
)

// gate is what every send passes. Its time is machine time.
type gate struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	all   *rate.Limiter
	queue chan struct{} // held by the one unasked message that has a place in the overall line

	mu      sync.Mutex
	held    time.Time // nothing is sent before
	quiet   time.Time // no cosmetic call before
	lanes   map[string]*lane
	swept   time.Time
	refusal struct { // the last one
		chat string
		at   time.Time
	}
	refusals int64
}

// lane is one chat's bucket.
type lane struct {
	limit  *rate.Limiter
	held   time.Time // guarded by gate.mu
	minute *minute   // of a group; guarded by gate.mu
}

// passing waits for a chat's turn.
type passing func(ctx context.Context, chat string) error

// heldError says that it is too early to send.
type heldError struct{ For time.Duration }

func (e *heldError) Error() string {
	return fmt.Sprintf("sending is held for %s", e.For.Round(time.Millisecond))
}

// newGate lets perSecond messages through, what Telegram allows when 0.
func newGate(now func() time.Time, sleep func(context.Context, time.Duration) error, perSecond float64) *gate {
	if perSecond == 0 {
		perSecond = overallRate
	}
	return &gate{
		now: now, sleep: sleep, queue: make(chan struct{}, 1), lanes: map[string]*lane{}, swept: now(),
		all: rate.NewLimiter(rate.Limit(perSecond), overallBurst),
	}
}

// pass waits until a message may be sent to the chat; *heldError says that this takes longer than patience. The chat's
// turn comes first, so that nobody holds a place in the overall line while waiting for its own.
func (g *gate) pass(ctx context.Context, chat string) error {
	l := g.lane(chat)
	leave, err := g.enter(ctx, l)
	if err != nil {
		return err
	}
	defer leave()
	return g.wait(ctx, g.all, l)
}

// passAfter is pass for what nobody waits for: of all these only one at a time stands in the overall line, so that a
// reply comes at most behind one of them.
func (g *gate) passAfter(ctx context.Context, chat string) error {
	return g.passIf(ctx, chat, func() bool { return true })
}

// passIf is passAfter for what may not be wanted any more. That is asked before the next one has its turn: what is held
// stops before its next send, however many wait and however slow the answer is.
func (g *gate) passIf(ctx context.Context, chat string, wanted func() bool) error {
	l := g.lane(chat)
	leave, err := g.enter(ctx, l)
	if err != nil {
		return err
	}
	defer leave()
	select {
	case g.queue <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("wait to send: %w", ctx.Err())
	}
	defer func() { <-g.queue }()
	if err := g.wait(ctx, g.all, l); err != nil {
		return err
	}
	if !wanted() {
		return &heldError{}
	}
	return nil
}

func (g *gate) wait(ctx context.Context, limit *rate.Limiter, l *lane) error {
	patience := l.patience()
	if d := g.hold(l); d > patience {
		return &heldError{d}
	}
	now := g.now()
	turn := limit.ReserveN(now, 1)
	d := turn.DelayFrom(now)
	if d > patience {
		turn.CancelAt(now)
		return &heldError{d}
	}
	for d = max(d, g.hold(l)); d > 0; d = g.hold(l) {
		if d > patience { // a refusal came while we waited
			return &heldError{d}
		}
		if err := g.sleep(ctx, d); err != nil {
			turn.CancelAt(g.now())
			return fmt.Errorf("wait to send: %w", err)
		}
	}
	return nil
}

func (g *gate) lane(chat string) *lane {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sweep()
	l := g.lanes[chat]
	if l == nil {
		l = &lane{limit: rate.NewLimiter(chatRate, chatBurst)}
		if isGroup(chat) {
			l.minute = &minute{}
		}
		g.lanes[chat] = l
	}
	return l
}

// sweep forgets the chats that are as good as new.
func (g *gate) sweep() {
	now := g.now()
	if now.Sub(g.swept) < sweeping {
		return
	}
	g.swept = now
	for chat, l := range g.lanes {
		if !l.held.After(now) && l.limit.TokensAt(now) >= chatBurst && (l.minute == nil || l.minute.empty(now)) {
			delete(g.lanes, chat)
		}
	}
}

func (g *gate) hold(l *lane) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	return max(g.held.Sub(now), l.held.Sub(now), 0)
}

// refused obeys a 429: the chat is held, and everything when several chats were refused at once.
func (g *gate) refused(chat string, retryAfter time.Duration) {
	l := g.lane(chat)
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	until := now.Add(retryAfter)
	l.held = later(l.held, until)
	if g.refusal.chat != "" && g.refusal.chat != chat && now.Sub(g.refusal.at) < together {
		g.held = later(g.held, until)
	}
	g.refusal.chat, g.refusal.at = chat, now
	g.refusals++
}

func (g *gate) count() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.refusals
}

// hush leaves cosmetic calls out for a while. Their refusals never hold a message.
func (g *gate) hush(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.quiet = later(g.quiet, g.now().Add(d))
}

func (g *gate) hushed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	return g.quiet.After(now) || g.held.After(now)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
