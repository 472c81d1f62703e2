// Package bot is what every channel needs: a durable inbox, one ordered queue a conversation, and replies that
// survive a crash. The queue itself is in the Log; memory holds only which conversations have something to do.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"zhicheng/bot/chat"
)

// Options tune a Bot; the zero value is fit for use.
type Options struct {
	Workers int                             // conversations served at once; 16 if zero
	Log     *slog.Logger                    // slog.Default() if nil
	Sorry   func(m chat.Message) chat.Reply // the answer when a message cannot be handled; none if nil
	Now     func() time.Time                // machine time; time.Now if nil
}

// Bot moves messages from the channels through the handler and the replies back.
type Bot struct {
	log     Log
	handler chat.Handler
	senders map[string]chat.Sender // by channel; complete before Start
	opts    Options
	turns   *turns
	workers sync.WaitGroup
	ctx     context.Context // of the jobs; ends when Drain runs out of time
	cancel  context.CancelFunc
}

// New returns a Bot that already receives; it handles nothing before Start.
func New(log Log, handler chat.Handler, senders map[string]chat.Sender, opts Options) *Bot {
	if opts.Workers == 0 {
		opts.Workers = 16
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	ctx, cancel := context.WithCancel(context.Background())
	return &Bot{log: log, handler: handler, senders: senders, opts: opts, turns: newTurns(), ctx: ctx, cancel: cancel}
}

// Receive stores messages and the channel's mark in one transaction; what was stored before is ignored. When it
// returns nil the channel may acknowledge them.
func (b *Bot) Receive(ctx context.Context, ms []chat.Message, mark Mark) error {
	for _, m := range ms {
		if m.ID == "" {
			return errors.New("receive: a message without an id")
		}
	}
	if err := b.log.Receive(ctx, ms, mark); err != nil {
		return fmt.Errorf("receive: %w", err)
	}
	for _, m := range ms {
		b.turns.add(m.From)
	}
	return nil
}

// Move follows a chat to another address: what waits there goes on under the new one, and no sooner than what is being
// done under the old one has ended.
func (b *Bot) Move(ctx context.Context, channel, from, to string) error {
	b.turns.move(channel, from, to)
	if err := b.log.Move(ctx, channel, from, to); err != nil {
		return fmt.Errorf("move a chat: %w", err)
	}
	waiting, err := b.log.Waiting(ctx)
	if err != nil {
		return fmt.Errorf("move a chat: %w", err)
	}
	for _, c := range waiting {
		if c.Channel == channel && c.Chat == to {
			b.turns.add(c)
		}
	}
	return nil
}

// Start takes up what an earlier run left and serves until Drain; ctx only bounds the start itself.
func (b *Bot) Start(ctx context.Context) error {
	waiting, err := b.log.Waiting(ctx)
	if err != nil {
		return fmt.Errorf("take up the backlog: %w", err)
	}
	for _, c := range waiting {
		b.turns.add(c)
	}
	for range b.opts.Workers {
		b.workers.Go(b.work)
	}
	return nil
}

// Drain takes nothing more up, finishes what runs and leaves the rest in the log. When ctx ends first, what runs
// is told to stop and Drain returns; the next Start takes it up again.
func (b *Bot) Drain(ctx context.Context) error {
	b.turns.close()
	done := make(chan struct{})
	go func() { b.workers.Wait(); close(done) }()
	defer b.cancel()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("drain: %w", ctx.Err())
	}
}
