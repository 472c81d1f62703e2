package bot

import (
	"context"
	"time"

	"zhicheng/bot/chat"
)

// Mark is how far a channel has read, stored together with what it read. Without a name nothing is marked.
type Mark struct {
	Name  string
	Value int64
}

// Job is the next thing to do in a conversation. At most one of Message and Reply is set; with neither, the
// conversation has nothing to do before NotBefore, or nothing at all when that is zero.
type Job struct {
	Message   *chat.Message
	Reply     *chat.Reply
	Key       string        // of Reply: stable over repeated tries
	Tries     int           // how often it was begun, this time included
	Waited    time.Duration // of Reply: the sum of the pauses between tries so far
	NotBefore time.Time
}

// Log is the durable memory of conversations. Message and reply go through these states, each step committed
// before the next begins:
//
//	message  received → handled
//	reply    queued → sending → sent | unreachable | failed | unknown
//	                ↖ later ↙
//
// A row that is gone (a person was forgotten meanwhile) makes Finish, Delay and End do nothing.
type Log interface {
	// Receive stores what is new of ms, in order, and the mark in one transaction.
	Receive(ctx context.Context, ms []chat.Message, mark Mark) error
	// Waiting lists the conversations that have something to do, longest waiting first.
	Waiting(ctx context.Context) ([]chat.Conversation, error)
	// Next claims what c must do next: the oldest reply that has not ended, else the oldest message not handled.
	// It counts the try before it returns. A claim is never given up but by the end of the process.
	Next(ctx context.Context, c chat.Conversation, now time.Time) (Job, error)
	// Finish makes the message handled and queues its replies in one transaction.
	Finish(ctx context.Context, messageID string, replies []chat.Reply) error
	// Delay puts a reply back until notBefore.
	Delay(ctx context.Context, key string, notBefore time.Time, waited time.Duration) error
	// End records how a send ended; Unreachable also marks the chat.
	End(ctx context.Context, key string, o chat.Outcome, now time.Time) error
	// Move gives everything that is kept of a chat another address, in one transaction; called again it does nothing.
	Move(ctx context.Context, channel, from, to string) error
}
