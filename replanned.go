package main

import (
	"context"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/deadlines"
	"zhicheng/reminders"
	"zhicheng/store"
)

// replanned is the outbox, where what had to wait, for the morning, for the end of a pause or of failures, is planned once
// more when it is claimed: what has been settled or is over by then is not told, and of a message that tells of several
// things the rest is.
type replanned struct {
	*store.Store
	ledger ledger
}

var _ outbox.Queue = replanned{}

// Claim ends a message that has nothing left to tell, and goes on to the next.
func (q replanned) Claim(ctx context.Context, civil, now time.Time, lease time.Duration) (outbox.Item, bool, error) {
	for {
		i, ok, err := q.Store.Claim(ctx, civil, now, lease)
		if err != nil || !ok || i.Kind != outbox.Reminder {
			return i, ok, err
		}
		reply, told, err := q.ledger.again(ctx, i, civil)
		switch {
		case err != nil:
			later := outbox.Result{State: outbox.Queued, NotBefore: now.Add(time.Second), Waited: i.Waited, Repeated: i.Repeated}
			_ = q.Settle(ctx, i, later, now) // else its lease expires
			return outbox.Item{}, false, err
		case told:
			i.Reply = reply
			return i, true, nil
		}
		if err := q.Settle(ctx, i, outbox.Result{State: unsaid(i)}, now); err != nil {
			return outbox.Item{}, false, err
		}
	}
}

// unsaid is where a message ends that has nothing left to tell: it never went, unless it may have arrived before.
func unsaid(i outbox.Item) outbox.State {
	if i.Repeated {
		return outbox.Unknown
	}
	return outbox.Cancelled
}

// again is the message of a row as the plan has it by now. What did not wait is as it was written, and nobody hears of an
// application to whom it is none of theirs any more.
func (l ledger) again(ctx context.Context, i outbox.Item, civil time.Time) (r chat.Reply, told bool, err error) {
	if ended, err := l.store.Ended(ctx, i.ID, i.To); ended || err != nil {
		return r, false, err
	}
	keys, first, _, err := l.store.Held(ctx, l.mark(), i.ID, civil)
	if err != nil || len(keys) == 0 {
		return i.Reply, err == nil, err
	}
	o, err := glance(ctx, l.book, l.store, i.To, i.ID)
	if err != nil {
		return r, false, err
	}
	due := o.book.Planner.Due(first.Add(-time.Second), civil, o.subscriptions)
	still := slices.DeleteFunc(slices.Clone(due), func(r reminders.Reminder) bool {
		_, useful := o.book.Planner.Release(r, civil)
		return !useful || !slices.Contains(keys, l.key(r)) || slices.ContainsFunc(due, r.Outdone)
	})
	r, told = o.book.Reminder(o.items(still), civil)
	r.Answers = o.threads[deadlines.Subscriber(i.To)]
	return r, told, nil
}
