package telegram

import (
	"context"
	"slices"
	"strings"
	"time"
)

// A group gets no more than this in any minute; the span is a little longer, as what left evenly may arrive unevenly.
const (
	groupMinute = 20
	groupSpan   = time.Minute + time.Second
)

// groupPatience is less than that with a person: the conversations of a group are many, and if all of them waited here
// nobody would be left to serve anybody else.
const groupPatience = time.Second

func (l *lane) patience() time.Duration {
	if l.minute != nil {
		return groupPatience
	}
	return patience
}

// isGroup says whether an address is that of a group: those of persons are above zero.
func isGroup(chat string) bool { return strings.HasPrefix(chat, "-") }

// minute is what a group got of late.
type minute struct {
	past     []time.Time // when, in order
	underway int         // those that have a place but have not left yet
}

func (m *minute) forget(now time.Time) {
	m.past = slices.DeleteFunc(m.past, func(at time.Time) bool { return now.Sub(at) >= groupSpan })
}

func (m *minute) empty(now time.Time) bool {
	m.forget(now)
	return len(m.past) == 0 && m.underway == 0
}

// full is how long there is no place for another.
func (m *minute) full(now time.Time) time.Duration {
	m.forget(now)
	over := len(m.past) + m.underway - groupMinute
	switch {
	case over < 0:
		return 0
	case over < len(m.past):
		return m.past[over].Add(groupSpan).Sub(now)
	}
	return groupSpan // all of them are under way
}

// enter waits for a chat's own turn; who has it calls leave when the message goes, or does not go after all.
func (g *gate) enter(ctx context.Context, l *lane) (leave func(), err error) {
	if err := g.wait(ctx, l.limit, l); err != nil || l.minute == nil {
		return func() {}, err
	}
	for {
		d := g.place(l)
		switch {
		case d == 0:
			return func() { g.left(l) }, nil
		case d > l.patience():
			return nil, &heldError{d}
		}
		if err := g.sleep(ctx, d); err != nil {
			return nil, err
		}
	}
}

// place takes a place in a group's minute, or says how long there is none.
func (g *gate) place(l *lane) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	d := l.minute.full(g.now())
	if d == 0 {
		l.minute.underway++
	}
	return d
}

func (g *gate) left(l *lane) {
	g.mu.Lock()
	defer g.mu.Unlock()
	l.minute.underway--
	l.minute.past = append(l.minute.past, g.now())
}
