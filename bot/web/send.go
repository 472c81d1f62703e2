package web

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
)

// Send keeps the reply and shows it on the pages that are open; the same key is shown once. What nobody waits for goes
// one at a time, so that a campaign which is held stops before its next message.
func (s *Server) Send(ctx context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	if r.File != nil {
		if err := r.File.Check(); err != nil {
			return chat.Outcome{State: chat.Failed, Err: fmt.Errorf("web chat: %w", err)}
		}
		r.File = typed(*r.File)
	}
	if chat.Unasked(ctx) {
		s.unasked.Lock()
		defer s.unasked.Unlock()
		if !chat.Wanted(ctx) {
			return chat.Outcome{State: chat.Later}
		}
	}
	edits, _ := strconv.ParseInt(r.Edits, 10, 64) // a foreign reference makes it a new message
	ref, err := s.show(ctx, Event{Chat: to.Chat, Ref: edits, Key: "send:" + key, Who: ByAssistant, Body: r})
	switch {
	case errors.Is(err, ErrNoChat):
		return chat.Outcome{State: chat.Unreachable, Err: err}
	case err != nil:
		return chat.Outcome{State: chat.Later, RetryAfter: time.Second, Err: err}
	}
	return chat.Outcome{State: chat.Sent, Ref: strconv.FormatInt(ref, 10)}
}

// show appends an event at the present civil time and wakes the pages of its chat.
func (s *Server) show(ctx context.Context, e Event) (int64, error) {
	e.At = s.config.Clock.Now()
	ref, err := s.config.History.AddWebEvent(ctx, e)
	if err == nil {
		s.hub.wake(e.Chat)
	}
	return ref, err
}
