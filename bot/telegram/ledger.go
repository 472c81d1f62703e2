package telegram

import "sync"

// ledger remembers of the last replies how many of their parts went out, so that a repeated attempt goes on where the
// last one stopped. It is a convenience within one process; after a restart a reply may come twice.
type ledger struct {
	mu   sync.Mutex
	rows map[string]progress
	ring []string // keys in order of age
	next int
}

type progress struct {
	parts int
	ref   string // of the last part
}

func newLedger(size int) *ledger {
	return &ledger{rows: make(map[string]progress, size), ring: make([]string, size)}
}

func (l *ledger) get(key string) progress {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.rows[key]
}

func (l *ledger) put(key string, p progress) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, known := l.rows[key]; !known {
		delete(l.rows, l.ring[l.next])
		l.ring[l.next] = key
		l.next = (l.next + 1) % len(l.ring)
	}
	l.rows[key] = p
}
