package reminders

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"zhicheng/reminders/calendar"
)

// Batch is what falls together for one subscriber: one message.
type Batch struct {
	Subscriber string
	At         time.Time // when it goes
	Reminders  []Reminder
}

// Ledger keeps what was planned.
type Ledger interface {
	// LastTick is how far the ticks have come; before the first that is start, which it keeps.
	LastTick(ctx context.Context, start time.Time) (time.Time, error)
	// Plan is who is to be told of what, as things stand.
	Plan(ctx context.Context) (*Planner, []Subscription, error)
	// Write writes everything and the new last tick in one transaction, or nothing when the last tick is not from any
	// more.
	Write(ctx context.Context, from, to time.Time, due []Batch, dropped []Reminder) error
}

// Ticker writes down what falls due. Several may run at once, and none need run for a while: each reminder is written
// down exactly once.
type Ticker struct {
	Ledger Ledger
	Log    *slog.Logger
}

// Tick writes down what fell due since the last tick up to and at now. What is late goes when people may be written to
// again, or is dropped when its date is over by then.
func (t Ticker) Tick(ctx context.Context, now time.Time) error {
	now = now.In(calendar.Zone).Truncate(time.Second)
	from, err := t.Ledger.LastTick(ctx, now)
	if err != nil {
		return fmt.Errorf("tick: %w", err)
	}
	if len(Mornings(from, now)) == 0 {
		return nil // the next tick takes this time up too
	}
	planner, subscriptions, err := t.Ledger.Plan(ctx)
	if err != nil {
		return fmt.Errorf("tick: %w", err)
	}
	due, dropped := planner.batches(planner.Due(from, now, subscriptions), now)
	if len(dropped) > 0 {
		t.Log.Warn("reminders came too late and were dropped", "number", len(dropped))
	}
	if err := t.Ledger.Write(ctx, from, now, due, dropped); err != nil {
		return fmt.Errorf("tick: %w", err)
	}
	return nil
}

// atOnce is how much one message tells: a chat shows and takes no more buttons.
const atOnce = 20

// batches puts together what goes to one subscriber at one time, in several messages if it is very much.
func (p *Planner) batches(due []Reminder, now time.Time) (together []Batch, dropped []Reminder) {
	type place struct {
		subscriber string
		at         int64
	}
	places := map[place]int{}
	for _, r := range due {
		at, ok := p.Release(r, now)
		if !ok {
			dropped = append(dropped, r)
			continue
		}
		i, ok := places[place{r.Subscriber, at.Unix()}]
		if !ok || len(together[i].Reminders) == atOnce {
			i = len(together)
			places[place{r.Subscriber, at.Unix()}] = i
			together = append(together, Batch{Subscriber: r.Subscriber, At: at})
		}
		together[i].Reminders = append(together[i].Reminders, r)
	}
	return together, dropped
}

// Run ticks at once and then every minute until ctx ends.
func (t Ticker) Run(ctx context.Context, now func() time.Time) error {
	tick := func() {
		if err := t.Tick(ctx, now()); err != nil && ctx.Err() == nil {
			t.Log.Error("plan reminders", "err", err)
		}
	}
	tick()
	// Cron is the heart-beat only; what is due is asked of the planner. It would die of a panic by itself.
	c := cron.New(cron.WithLocation(calendar.Zone), cron.WithChain(
		cron.Recover(panics{t.Log}), cron.SkipIfStillRunning(cron.DiscardLogger)))
	if _, err := c.AddFunc("* * * * *", tick); err != nil {
		return fmt.Errorf("tick every minute: %w", err)
	}
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
	return nil
}

// panics tells our log of a panic: of its value only the type, which holds nobody's text.
type panics struct{ log *slog.Logger }

func (panics) Info(string, ...any) {}

func (p panics) Error(err error, _ string, _ ...any) {
	p.log.Error("plan reminders: panic", "type", fmt.Sprintf("%T", err))
}
