package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Call is one request, and how it was answered.
type Call struct {
	Method string
	Chat   int64
	Fields map[string]string
	Code   int // 200 when it was ok
	Error  string
}

// Sent is a message that the bot sent or edited.
type Sent struct {
	Message
	Edit bool
}

func (s *Server) record(c *Call, _ any, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Code = 200
	if e, ok := errors.AsType[*refusal](err); ok {
		c.Code, c.Error = e.Code, e.Description
	}
	s.calls = append(s.calls, *c)
	s.tell()
}

// Calls are the finished calls of a method so far, of all methods when it is empty.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return method != "" && c.Method != method })
}

// Sent is what the bot sent and edited so far, in order.
func (s *Server) Sent() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// Shown is what a chat shows of the bot's messages: as they were edited last, without those that it deleted.
func (s *Server) Shown(chat int64) (all []Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.messages {
		if m.FromBot && m.Chat == chat {
			all = append(all, *m)
		}
	}
	slices.SortFunc(all, func(a, b Message) int { return int(a.ID - b.ID) })
	return all
}

// WaitSent waits until the bot has sent or edited at least n messages, and returns all.
func (s *Server) WaitSent(ctx context.Context, n int) ([]Sent, error) {
	err := s.Wait(ctx, func() bool { return len(s.Sent()) >= n })
	if err != nil {
		err = fmt.Errorf("%d of %d messages came: %w", len(s.Sent()), n, err)
	}
	return s.Sent(), err
}

// Wait waits until done holds, asking again whenever something changed.
func (s *Server) Wait(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.closed:
			return errors.New("the server was closed")
		}
	}
}
