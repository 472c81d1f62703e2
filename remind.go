package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/web"
	"zhicheng/handlers/deadlines"
	"zhicheng/reminders"
	"zhicheng/store"
)

// ledger is where the reminders of the pack's dates are written down, each as the message that it will be.
type ledger struct {
	book  deadlines.Book
	store *store.Store
	wake  func()
}

var _ reminders.Ledger = ledger{}

func (l ledger) mark() string { return "reminders/" + l.book.Pack.ID }

func (l ledger) LastTick(ctx context.Context, start time.Time) (time.Time, error) {
	return l.store.LastTick(ctx, l.mark(), start)
}

// Plan reads who is to be told of what.
func (l ledger) Plan(ctx context.Context) (*reminders.Planner, []reminders.Subscription, error) {
	o, err := look(ctx, l.book, l.store)
	if err != nil {
		return nil, nil, err
	}
	return o.book.Planner, o.subscriptions, nil
}

// Write leaves out who has unsubscribed since the plan was made: they are not told, nor is anything kept of them.
func (l ledger) Write(ctx context.Context, from, to time.Time, due []reminders.Batch, late []reminders.Reminder) error {
	var drafts []outbox.Draft
	var dropped []outbox.Fact
	if len(due)+len(late) > 0 {
		o, err := look(ctx, l.book, l.store)
		if err != nil {
			return err
		}
		if drafts, dropped, err = l.fresh(ctx, o, due, late); err != nil {
			return err
		}
	}
	_, err := l.store.Remind(ctx, l.mark(), from, to, drafts, dropped)
	if len(drafts) > 0 {
		l.wake()
	}
	return err
}

// fresh drafts what the ledger does not hold: what is in it must not keep the tick from writing the rest.
func (l ledger) fresh(ctx context.Context, o *outlook, due []reminders.Batch, late []reminders.Reminder) ([]outbox.Draft, []outbox.Fact, error) {
	var keys []string
	for _, b := range append(due, reminders.Batch{Reminders: late}) {
		for _, r := range b.Reminders {
			keys = append(keys, l.key(r))
		}
	}
	known, err := l.store.Reminded(ctx, keys)
	if err != nil {
		return nil, nil, err
	}
	unknown := func(all []reminders.Reminder) []reminders.Reminder {
		return slices.DeleteFunc(slices.Clone(all), func(r reminders.Reminder) bool { return known[l.key(r)] })
	}
	for i := range due {
		due[i].Reminders = unknown(due[i].Reminders)
	}
	drafts, dropped := l.drafts(o, due, unknown(late))
	return drafts, dropped, nil
}

func (l ledger) key(r reminders.Reminder) string { return l.book.Pack.ID + "/" + r.Key() }

func (l ledger) drafts(o *outlook, due []reminders.Batch, late []reminders.Reminder) (drafts []outbox.Draft, dropped []outbox.Fact) {
	facts := func(all []reminders.Reminder) (facts []outbox.Fact) {
		for _, r := range all {
			if to, ok := o.addresses[r.Subscriber]; ok {
				facts = append(facts, outbox.Fact{Key: l.key(r), At: r.At, Of: to.Person,
					Subscriber: l.book.Pack.ID + "/" + r.Subscriber, Unit: r.Unit, Milestone: r.Milestone, Version: r.Version})
			}
		}
		return facts
	}
	dropped = facts(late)
	for _, b := range due {
		to, subscribed := o.addresses[b.Subscriber]
		reply, known := o.book.Reminder(o.items(b.Reminders), b.At)
		reply.Answers = o.threads[b.Subscriber]
		switch {
		case subscribed && known:
			drafts = append(drafts, outbox.Draft{To: to, Reply: reply, Release: b.At, ByDay: true, Facts: facts(b.Reminders)})
		case subscribed:
			dropped = append(dropped, facts(b.Reminders)...)
		}
	}
	return drafts, dropped
}

// deliver makes the engine that sends what nobody asked for, and the ticker that plans for it.
func (h *house) deliver(ctx context.Context, s *store.Store, senders map[string]chat.Sender, civil func() time.Time) (*outbox.Engine, reminders.Ticker, error) {
	if err := s.TakeOver(ctx, time.Now()); err != nil {
		return nil, reminders.Ticker{}, err
	}
	engine := outbox.New(replanned{s, ledger{book: h.dates, store: s}}, senders, civil, h.log)
	ticker := reminders.Ticker{Log: h.log, Ledger: ledger{h.dates, s, engine.Wake}}
	return engine, ticker, nil
}

// walk lets the sandbox's clock stop at every moment in which something falls due, until what is due has been sent.
func walk(clock *web.Clock, ticker reminders.Ticker, cases escalation, engine *outbox.Engine) func(ctx context.Context, from, to time.Time) error {
	return func(ctx context.Context, from, to time.Time) error {
		if err := ticker.Tick(ctx, from); err != nil { // the first one says where to begin
			return err
		}
		late, err := cases.moments(ctx, from, to)
		if err != nil {
			return err
		}
		for _, at := range late {
			if err := clock.Step(ctx, at); err != nil {
				return fmt.Errorf("walk to the next reminder: %w", err)
			}
			if err := errors.Join(ticker.Tick(ctx, at), cases.Tick(ctx, at)); err != nil {
				return err
			}
			if err := engine.Flush(ctx); err != nil {
				return err
			}
		}
		return errors.Join(ticker.Tick(ctx, to), cases.Tick(ctx, to))
	}
}
