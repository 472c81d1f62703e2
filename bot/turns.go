package bot

import (
	"sync"
	"time"

	"zhicheng/bot/chat"
)

// turns decides which conversation is served next: first come, first served, each by one worker at a time. It holds
// one small entry for each conversation that has something to do, however much that is.
type turns struct {
	mu      sync.Mutex
	changed *sync.Cond
	entries map[chat.Conversation]*entry
	ready   []chat.Conversation
	closed  bool
}

type entry struct {
	running bool
	again   bool        // something arrived while running
	timer   *time.Timer // set while it waits for a retry
	heir    *entry      // of a running one: the same conversation at its new address, which waits for this turn to end
}

// How a turn ended, beside a positive pause.
const (
	again time.Duration = 0
	idle  time.Duration = -1
)

func newTurns() *turns {
	t := &turns{entries: map[chat.Conversation]*entry{}}
	t.changed = sync.NewCond(&t.mu)
	return t
}

// add tells that c has something to do. A conversation that waits for a retry goes on waiting: what came before
// goes out first.
func (t *turns) add(c chat.Conversation) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	if e := t.entries[c]; e != nil {
		e.again = e.again || e.running
		return
	}
	t.entries[c] = &entry{}
	t.push(c)
}

// take waits for a conversation whose turn it is; false when closed.
func (t *turns) take() (chat.Conversation, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for len(t.ready) == 0 && !t.closed {
		t.changed.Wait()
	}
	if t.closed {
		return chat.Conversation{}, false
	}
	c := t.ready[0]
	t.ready = t.ready[1:]
	t.entries[c].running = true
	return c, true
}

// done ends the turn of c: again, idle, or a pause before its next.
func (t *turns) done(c chat.Conversation, pause time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.entries[c]
	if e.heir != nil && !t.closed {
		delete(t.entries, c)
		t.follow(e.heir)
		return
	}
	switch {
	case t.closed || pause == idle && !e.again:
		delete(t.entries, c)
	case pause > 0:
		*e = entry{timer: time.AfterFunc(pause, func() { t.wake(c, e) })}
	default:
		*e = entry{}
		t.push(c)
	}
}

// move lets what runs at an address hold up the same conversation at its new one.
func (t *turns) move(channel, from, to string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for c, e := range t.entries {
		at := chat.Conversation{Channel: channel, Chat: to, Person: c.Person}
		if c.Channel == channel && c.Chat == from && e.running && t.entries[at] == nil {
			e.heir = &entry{running: true}
			t.entries[at] = e.heir
		}
	}
}

// follow lets an heir have its turn.
func (t *turns) follow(heir *entry) {
	for c, e := range t.entries {
		if e == heir {
			*e = entry{}
			t.push(c)
			return
		}
	}
}

func (t *turns) wake(c chat.Conversation, e *entry) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		e.timer = nil
		t.push(c)
	}
}

func (t *turns) push(c chat.Conversation) {
	t.ready = append(t.ready, c)
	t.changed.Signal()
}

func (t *turns) open() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.closed
}

func (t *turns) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	for _, e := range t.entries {
		if e.timer != nil {
			e.timer.Stop()
		}
	}
	t.changed.Broadcast()
}
