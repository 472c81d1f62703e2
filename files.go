package main

import (
	"context"

	"zhicheng/bot/chat"
)

// channelFiles opens what arrived by the channel that it came from.
type channelFiles map[string]chat.Files

// Open is chat.Files.
func (f channelFiles) Open(ctx context.Context, c chat.Conversation, in chat.Incoming, limit int64) ([]byte, error) {
	from := f[c.Channel]
	if from == nil {
		return nil, chat.ErrFileGone
	}
	return from.Open(ctx, c, in, limit)
}
