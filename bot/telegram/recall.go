package telegram

import (
	"context"
	"errors"
	"strconv"

	tg "github.com/go-telegram/bot"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

var _ chat.Recaller = unasked{}

// Recall deletes a message or, where Telegram does not allow that any more (after 48 hours), lets it say that it was
// withdrawn; a file that is too old stays. It never sends anything new, and replies go first.
func (u unasked) Recall(ctx context.Context, to chat.Conversation, ref string) chat.Outcome {
	id, err := strconv.Atoi(ref)
	if err != nil || id == 0 {
		return chat.Outcome{State: chat.Failed, Err: errors.New("telegram: the message's id is not known")}
	}
	err = u.b.remove(ctx, to.Chat, id)
	switch {
	case err == nil, refusedFor(err, noMessage):
		return chat.Outcome{State: chat.Deleted}
	case !refusedFor(err, undeletable):
		return u.b.outcome(err)
	}
	text := words.Say(words.Withdrawn)
	_, err = u.b.call(ctx, message{chat: to.Chat, part: part{html: text, plain: text}, bare: true, edits: id}, u.b.gate.passAfter)
	if err == nil || refusedFor(err, notModified) {
		return chat.Outcome{State: chat.Edited}
	}
	return u.b.outcome(err)
}

func (b *Bot) remove(ctx context.Context, to string, id int) error {
	if err := b.gate.passAfter(ctx, to); err != nil {
		return err
	}
	_, err := b.lib.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: to, MessageID: id})
	if err != nil {
		_, err = b.answered(message{chat: to, edits: id}, nil, err)
	}
	return err
}
