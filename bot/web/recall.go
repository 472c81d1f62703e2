package web

import (
	"context"
	"errors"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

var _ chat.Recaller = (*Server)(nil)

// Recall puts the line in a message's place that it was withdrawn; its text and file go.
func (s *Server) Recall(ctx context.Context, to chat.Conversation, ref string) chat.Outcome {
	id, err := strconv.ParseInt(ref, 10, 64)
	if err != nil || id <= 0 {
		return chat.Outcome{State: chat.Failed, Err: errors.New("web chat: the message's id is not known")}
	}
	line := chat.Reply{Text: []chat.Span{{Style: chat.Faint, Text: words.Say(words.Withdrawn)}}}
	_, err = s.show(ctx, Event{Chat: to.Chat, Ref: id, Key: "recall:" + ref, Who: ByAssistant, Body: line})
	switch {
	case errors.Is(err, ErrNoChat):
		return chat.Outcome{State: chat.Unreachable, Err: err}
	case err != nil:
		return chat.Outcome{State: chat.Later, RetryAfter: time.Second, Err: err}
	}
	return chat.Outcome{State: chat.Edited}
}
