package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

const (
	atOnce      = 32 // sends under way
	sendFor     = time.Minute
	leaseFor    = 2 * time.Minute // longer than a send and its mark take
	grace       = 3 * time.Second // for what is being sent when told to stop
	pollEvery   = time.Second
	expireEvery = 10 * time.Second
	storePause  = time.Second // after the queue failed
	maxWait     = 24 * time.Hour
	maxUnknown  = 3
	firstPause  = time.Second
	longestStep = 5 * time.Minute
)

// Engine sends what is in a queue.
type Engine struct {
	Queue   Queue
	Senders map[string]chat.Sender // by channel; complete before Run
	Civil   func() time.Time
	Now     func() time.Time // machine time; time.Now if nil
	Log     *slog.Logger

	slots *semaphore.Weighted
	wake  chan struct{}
	stuck atomic.Int32 // results that could not be written down yet; nothing is claimed meanwhile
}

// New returns an engine at rest.
func New(q Queue, senders map[string]chat.Sender, civil func() time.Time, log *slog.Logger) *Engine {
	return &Engine{Queue: q, Senders: senders, Civil: civil, Now: time.Now, Log: log,
		slots: semaphore.NewWeighted(atOnce), wake: make(chan struct{}, 1)}
}

// Wake lets the engine look at once for what was queued.
func (e *Engine) Wake() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// Run sends until ctx ends, and then waits a little for what is under way.
func (e *Engine) Run(ctx context.Context) error {
	sending, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, stop) })
	var expired time.Time
	for ctx.Err() == nil {
		if now := e.Now(); now.Sub(expired) >= expireEvery && e.stuck.Load() == 0 { // what is stuck is known to have ended
			if err := e.Queue.Expire(ctx, now); err != nil && ctx.Err() == nil {
				e.Log.Error("outbox: look for expired leases", "err", err)
			}
			expired = now
		}
		if !e.next(ctx, sending) {
			e.rest(ctx)
		}
	}
	return e.slots.Acquire(context.WithoutCancel(ctx), atOnce)
}

// next claims one row and sends it beside the others; it is false when there was none.
func (e *Engine) next(ctx, sending context.Context) bool {
	if e.stuck.Load() > 0 || e.slots.Acquire(ctx, 1) != nil {
		return false
	}
	i, ok := e.claim(ctx)
	if !ok {
		e.slots.Release(1)
		return false
	}
	go func() {
		e.try(sending, i)
		e.slots.Release(1)
		e.Wake() // its chat is free again
	}()
	return true
}

func (e *Engine) claim(ctx context.Context) (Item, bool) {
	i, ok, err := e.Queue.Claim(ctx, e.Civil(), e.Now(), leaseFor)
	if err != nil && ctx.Err() == nil {
		e.Log.Error("outbox: claim", "err", err)
	}
	return i, ok && err == nil
}

func (e *Engine) rest(ctx context.Context) {
	t := time.NewTimer(pollEvery)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-e.wake:
	case <-t.C:
	}
}

// Flush sends what is ready, one after the other, and returns when nothing is: the sandbox clock waits for it before it
// goes on.
func (e *Engine) Flush(ctx context.Context) error {
	if err := e.slots.Acquire(ctx, atOnce); err != nil {
		return fmt.Errorf("flush the outbox: %w", err)
	}
	defer e.slots.Release(atOnce)
	for {
		i, ok, err := e.Queue.Claim(ctx, e.Civil(), e.Now(), leaseFor)
		if err != nil || !ok {
			return err
		}
		e.try(ctx, i)
	}
}

// try sends an item once and writes down what became of it. As long as that cannot be written nothing else is claimed.
func (e *Engine) try(ctx context.Context, i Item) {
	o := e.send(ctx, i)
	r := e.judge(i, o)
	if i.Recall != "" {
		r = e.judgeRecall(i, o)
	}
	for failed := false; ; {
		writing, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseFor-sendFor)
		err := e.Queue.Settle(writing, i, r, e.Now())
		cancel()
		if err == nil {
			if failed {
				e.stuck.Add(-1)
			}
			return
		}
		if !failed {
			failed = true
			e.stuck.Add(1)
		}
		e.Log.Error("outbox: write down a result; sending stops until that works", "id", i.ID, "state", r.State, "err", err)
		select {
		case <-ctx.Done():
			return // the lease expires: it may have arrived
		case <-time.After(storePause):
		}
	}
}

func (e *Engine) send(ctx context.Context, i Item) (o chat.Outcome) {
	ctx, cancel := context.WithTimeout(ctx, sendFor)
	defer cancel()
	defer func() {
		if v := recover(); v != nil { // of the value only its type: it may hold text
			e.Log.Error("outbox: panic in a send", "id", i.ID, "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			o = chat.Outcome{State: chat.Failed}
		}
	}()
	sender := e.Senders[i.To.Channel]
	if sender == nil {
		return chat.Outcome{}
	}
	if i.Recall != "" {
		if r, ok := sender.(chat.Recaller); ok {
			return r.Recall(ctx, i.To, i.Recall)
		}
		return chat.Outcome{State: chat.Failed}
	}
	reply := i.Reply
	if i.Repeated {
		reply.Text = append([]chat.Span{{Style: chat.Faint, Text: words.Say(words.Repeated) + "\n"}}, reply.Text...)
	}
	ctx = chat.WithWanted(ctx, func(ctx context.Context) bool { return e.Queue.Wanted(ctx, i) })
	return sender.Send(ctx, i.To, fmt.Sprintf("outbox/%d", i.ID), reply)
}

// judge tells what an outcome means for an item.
func (e *Engine) judge(i Item, o chat.Outcome) Result {
	log := func(r Result) Result {
		e.Log.Warn("outbox: not delivered", "id", i.ID, "channel", i.To.Channel, "state", r.State, "reason", r.Reason, "tries", i.Tries, "err", o.Err)
		return r
	}
	again := Result{State: Queued, Repeated: i.Repeated || o.State == chat.Unknown}
	pause := pauseAfter(i.Tries, o.RetryAfter)
	again.NotBefore, again.Waited = e.Now().Add(pause), i.Waited+pause
	switch o.State {
	case chat.Sent:
		return Result{State: Sent, Ref: o.Ref}
	case chat.Unreachable:
		return Result{State: Unreachable}
	case chat.Unknown:
		if i.Kind == Announcement || i.Tries >= maxUnknown {
			return log(Result{State: Unknown})
		}
		return again
	case chat.Later:
		if again.Waited > maxWait {
			return log(Result{State: Failed, Reason: GivenUp})
		}
		return again
	case chat.Failed:
		return log(Result{State: Failed, Reason: Refused})
	}
	return log(Result{State: Failed, Reason: NoChannel})
}

// judgeRecall tries again as long as it is not known that the message is gone or stays.
func (e *Engine) judgeRecall(i Item, o chat.Outcome) Result {
	pause := pauseAfter(i.Tries, o.RetryAfter)
	switch waited := i.Waited + pause; {
	case o.State == chat.Deleted:
		return Result{State: Deleted}
	case o.State == chat.Edited:
		return Result{State: Edited}
	case (o.State == chat.Later || o.State == chat.Unknown) && waited <= maxWait:
		return Result{State: Queued, NotBefore: e.Now().Add(pause), Waited: waited}
	}
	e.Log.Warn("outbox: not recalled", "id", i.ID, "channel", i.To.Channel, "state", o.State, "tries", i.Tries, "err", o.Err)
	return Result{State: Cannot}
}

// pauseAfter grows from try to try, is never shorter than asked for, and scatters by a fifth.
func pauseAfter(tries int, asked time.Duration) time.Duration {
	pause := max(min(firstPause<<min(max(tries-1, 0), 12), longestStep), asked)
	return pause + rand.N(pause/5)
}
