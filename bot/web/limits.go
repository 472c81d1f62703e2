package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	perSecond   = 5
	burst       = 20
	maxSessions = 4096
)

// limits holds a rate limiter a session. The zero value is ready.
type limits struct {
	mu sync.Mutex
	of map[string]*rate.Limiter
}

// allow takes cost from what the session may do.
func (l *limits) allow(session string, cost int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	lim := l.of[session]
	if lim == nil {
		if len(l.of) >= maxSessions {
			l.dropIdle()
		}
		if l.of == nil {
			l.of = map[string]*rate.Limiter{}
		}
		lim = rate.NewLimiter(perSecond, burst)
		l.of[session] = lim
	}
	return lim.AllowN(time.Now(), cost)
}

// dropIdle forgets the sessions whose allowance is full again, which is the same as never having seen them.
func (l *limits) dropIdle() {
	for id, lim := range l.of {
		if lim.Tokens() >= burst {
			delete(l.of, id)
		}
	}
}
