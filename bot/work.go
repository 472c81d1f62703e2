package bot

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"time"

	"zhicheng/bot/chat"
)

const (
	jobsATurn   = 8                // then the next conversation has its turn
	maxHandles  = 3                // a message that brought the program down so often is not handled again
	maxSends    = 20               // the same for a reply
	maxUnknown  = 3                // tries of a reply of which no answer came: twice is better than never
	maxWait     = 10 * time.Minute // the longest that a direct reply waits between its tries, all together
	handleFor   = time.Minute      // the longest that a handler may take
	sendFor     = time.Minute
	writeFor    = 5 * time.Second // a result is written down even while stopping
	storePause  = 5 * time.Second // after the log failed
	firstPause  = time.Second
	longestStep = time.Minute
)

var errNoSender = errors.New("no sender for this channel")

func (b *Bot) work() {
	for {
		c, ok := b.turns.take()
		if !ok {
			return
		}
		var pause time.Duration
		err := guard(func() (err error) { pause, err = b.turn(c); return err })
		if err != nil {
			pause = storePause
			if b.ctx.Err() == nil {
				b.opts.Log.Error("serve a conversation", "channel", c.Channel, "err", err)
			}
		}
		b.turns.done(c, pause)
	}
}

// turn does some jobs of c, in order, and tells when c wants its next turn.
func (b *Bot) turn(c chat.Conversation) (time.Duration, error) {
	for n := 0; n < jobsATurn && b.turns.open(); n++ {
		now := b.opts.Now()
		job, err := b.log.Next(b.ctx, c, now)
		if err != nil {
			return 0, fmt.Errorf("find the next job: %w", err)
		}
		switch {
		case job.Message != nil:
			err = b.handle(job)
		case job.Reply != nil:
			err = b.send(c, job)
		case job.NotBefore.IsZero():
			return idle, nil
		default:
			return max(job.NotBefore.Sub(now), time.Millisecond), nil
		}
		if err != nil {
			return 0, err
		}
	}
	return again, nil
}

// handle lets the handler answer a message and stores the answer. A handler that fails, panics or has already
// brought the program down too often is answered for in general words.
func (b *Bot) handle(job Job) error {
	m := *job.Message
	replies, err := b.answer(m, job.Tries)
	if err != nil {
		if b.ctx.Err() != nil {
			return err // stopped, not failed: the log keeps the message
		}
		b.opts.Log.Error("handle a message", "message", m.ID, "kind", m.Kind, "err", err)
		if replies = nil; b.opts.Sorry != nil {
			replies = []chat.Reply{b.opts.Sorry(m)}
		}
	}
	for i := range replies {
		replies[i].Answers = m.Ref
	}
	ctx, cancel := b.writing()
	defer cancel()
	if err := b.log.Finish(ctx, m.ID, replies); err != nil {
		return fmt.Errorf("store the replies: %w", err)
	}
	return nil
}

func (b *Bot) answer(m chat.Message, tries int) (replies []chat.Reply, err error) {
	if tries > maxHandles {
		return nil, fmt.Errorf("given up after %d interrupted tries", maxHandles)
	}
	ctx, cancel := context.WithTimeout(b.ctx, handleFor)
	defer cancel()
	err = guard(func() (err error) { replies, err = b.handler.Handle(ctx, m); return err })
	for _, r := range replies {
		if r.File != nil && err == nil {
			err = r.File.Check() // a bad file would be refused when nobody can apologise any more
		}
	}
	return replies, err
}

// send tries one reply once and records how it ended.
func (b *Bot) send(c chat.Conversation, job Job) error {
	o := b.deliver(c, job)
	if o.State != chat.Sent && b.ctx.Err() != nil {
		return nil // stopped in mid-send: it stays "sending" and goes out again
	}
	ctx, cancel := b.writing()
	defer cancel()
	now := b.opts.Now()
	if o.State == chat.Later || o.State == chat.Unknown && job.Tries < maxUnknown {
		pause := pauseAfter(job.Tries, o.RetryAfter)
		if waited := job.Waited + pause; waited <= maxWait {
			return b.log.Delay(ctx, job.Key, now.Add(pause), waited)
		}
		if o.State == chat.Later {
			o.State = chat.Failed
		}
	}
	if o.State != chat.Sent {
		b.opts.Log.Warn("a reply was not delivered", "reply", job.Key, "channel", c.Channel, "state", o.State, "tries", job.Tries, "err", o.Err)
	}
	return b.log.End(ctx, job.Key, o, now)
}

func (b *Bot) deliver(c chat.Conversation, job Job) (o chat.Outcome) {
	sender := b.senders[c.Channel]
	if sender == nil {
		return chat.Outcome{State: chat.Failed, Err: errNoSender}
	}
	if job.Tries > maxSends {
		return chat.Outcome{State: chat.Failed, Err: fmt.Errorf("given up after %d tries", maxSends)}
	}
	ctx, cancel := context.WithTimeout(b.ctx, sendFor)
	defer cancel()
	if err := guard(func() error { o = sender.Send(ctx, c, job.Key, *job.Reply); return nil }); err != nil {
		return chat.Outcome{State: chat.Failed, Err: err}
	}
	return o
}

// writing is for recording a result: it outlives the stop of the work that led to it.
func (b *Bot) writing() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(b.ctx), writeFor)
}

// pauseAfter grows from try to try, is never shorter than asked for, and scatters by a fifth so that what failed
// together does not come back together.
func pauseAfter(tries int, asked time.Duration) time.Duration {
	pause := min(firstPause<<min(tries-1, 10), longestStep)
	pause = max(pause, asked)
	return pause + rand.N(pause/5)
}

// guard turns a panic into an error that holds no text of a message: of the value only what the runtime itself
// says, else its type.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			what := fmt.Sprintf("%T", v)
			if e, ok := v.(runtime.Error); ok {
				what = e.Error()
			}
			err = fmt.Errorf("panic: %s\n%s", what, debug.Stack())
		}
	}()
	return f()
}
