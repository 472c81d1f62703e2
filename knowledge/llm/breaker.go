package llm

import (
	"sync"
	"time"
)

// The breaker: after so many failures in a row the server is left alone, each time twice as long.
const (
	failuresToOpen = 3
	firstRest      = 30 * time.Second
	longestRest    = 5 * time.Minute
)

// breaker spares a dead server, and the people who would wait for it. After a rest one request tries again.
type breaker struct {
	now func() time.Time

	mu       sync.Mutex
	failures int
	rest     time.Duration
	until    time.Time
	trying   bool
}

// How a request ended for the breaker. One that was cancelled says nothing about the server.
type outcome int

const (
	worked outcome = iota
	broke
	cancelled
)

// allow says whether a request may go out; done must follow if so.
func (b *breaker) allow() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures < failuresToOpen {
		return true
	}
	if b.trying || b.now().Before(b.until) {
		return false
	}
	b.trying = true
	return true
}

func (b *breaker) done(o outcome) {
	b.mu.Lock()
	defer b.mu.Unlock()
	resting := b.failures >= failuresToOpen && !b.trying // began before the rest
	b.trying = false
	switch {
	case o == worked:
		b.failures, b.rest = 0, 0
	case o == cancelled || resting:
	default:
		if b.failures++; b.failures >= failuresToOpen {
			b.rest = min(max(firstRest, 2*b.rest), longestRest)
			b.until = b.now().Add(b.rest)
		}
	}
}
