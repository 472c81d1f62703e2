package handlers

import (
	"context"
	"encoding/json"
	"time"

	"zhicheng/bot/chat"
)

// Dialogues remembers which dialogue is open in a conversation. What a message finds is the same when it is handled
// again after a crash.
type Dialogues interface {
	Dialogue(ctx context.Context, c chat.Conversation, messageID string) (name, state string, at time.Time, err error)
	SetDialogue(ctx context.Context, c chat.Conversation, messageID, name, state string, at time.Time) error
}

// Keep opens a dialogue on behalf of a message, or moves it on, with what it has come to.
func Keep(ctx context.Context, open Dialogues, m chat.Message, name string, state any) error {
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return open.SetDialogue(ctx, m.From, m.ID, name, string(data), m.At)
}

// Kept reads what Keep kept; ok is false where the dialogue is not the open one.
func Kept(ctx context.Context, open Dialogues, m chat.Message, name string, state any) (ok bool, err error) {
	is, data, _, err := open.Dialogue(ctx, m.From, m.ID)
	return err == nil && is == name && json.Unmarshal([]byte(data), state) == nil, err
}

// Close closes the open dialogue on behalf of a message.
func Close(ctx context.Context, open Dialogues, m chat.Message) error {
	return open.SetDialogue(ctx, m.From, m.ID, "", "", m.At)
}
