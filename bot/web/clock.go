package web

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var (
	// ErrBackward says that the clock would have gone back.
	ErrBackward = errors.New("the sandbox clock goes forward only")
	// ErrTooFar says that the clock would have left the years that it serves.
	ErrTooFar = errors.New("too far for the sandbox clock")
)

// maxYears is how far from its start the clock goes.
const maxYears = 10

// Keeper keeps where the clock stands.
type Keeper interface {
	SandboxClock(ctx context.Context) (t time.Time, ok bool, err error)
	SetSandboxClock(ctx context.Context, t time.Time) error
}

// Clock is the sandbox's civil time. It stands still until it is moved.
type Clock struct {
	// OnAdvance does what falls due after from up to to, in order, while the clock still reads from or what Step has
	// set. If it fails the clock stays there, so it must bear being repeated. Set it before the first Advance.
	OnAdvance func(ctx context.Context, from, to time.Time) error

	keep   Keeper
	start  time.Time
	moving sync.Mutex // held through a move, so that moves follow each other
	mu     sync.Mutex
	now    time.Time
}

// OpenClock goes on where the clock was left, else from start; start's location is the clock's.
func OpenClock(ctx context.Context, keep Keeper, start time.Time) (*Clock, error) {
	now, ok, err := keep.SandboxClock(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the sandbox clock: %w", err)
	}
	if !ok || now.Before(start) {
		now = start
	}
	return &Clock{keep: keep, start: start, now: now.In(start.Location())}, nil
}

// Now is the civil time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock forward to to. To where it stands already is no move and no error.
func (c *Clock) Advance(ctx context.Context, to time.Time) error {
	c.moving.Lock()
	defer c.moving.Unlock()
	from, to := c.Now(), to.In(c.start.Location())
	switch {
	case to.Before(from):
		return ErrBackward
	case to.After(c.start.AddDate(maxYears, 0, 0)):
		return ErrTooFar
	case to.Equal(from):
		return nil
	}
	if c.OnAdvance != nil {
		if err := c.OnAdvance(ctx, from, to); err != nil {
			return fmt.Errorf("do what falls due: %w", err)
		}
	}
	return c.set(ctx, to)
}

// Restart empties the world by wipe and returns the clock to its start; no move runs meanwhile.
func (c *Clock) Restart(ctx context.Context, wipe func(context.Context) error) error {
	c.moving.Lock()
	defer c.moving.Unlock()
	if err := wipe(ctx); err != nil {
		return fmt.Errorf("wipe the sandbox: %w", err)
	}
	return c.set(ctx, c.start)
}

// Step moves the clock on the way to where it goes; only OnAdvance may call it. What is done by then stays done if the
// rest fails.
func (c *Clock) Step(ctx context.Context, to time.Time) error {
	if to.Before(c.Now()) {
		return ErrBackward
	}
	return c.set(ctx, to.In(c.start.Location()))
}

func (c *Clock) set(ctx context.Context, t time.Time) error {
	if err := c.keep.SetSandboxClock(ctx, t); err != nil {
		return fmt.Errorf("move the sandbox clock: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
	return nil
}
