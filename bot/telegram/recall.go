package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

var _ chat.Recaller = unasked{}

// Recall deletes a message or, where Telegram does not allow that any more (after 48 hours), lets it say that it was
// withdrawn; in place of an old file or picture a small file says so. It never sends anything new, and replies go first.
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
	_, err = u.b.call(ctx, &message{chat: to.Chat, part: part{html: text, plain: text}, bare: true, edits: id}, u.b.gate.passAfter)
	if refusedFor(err, noText) {
		err = u.b.replaceFile(ctx, to.Chat, id, text)
	}
	if err == nil || refusedFor(err, notModified) {
		return chat.Outcome{State: chat.Edited}
	}
	return u.b.outcome(err)
}

// withdrawnFile is what the file is called that takes the place of another.
const withdrawnFile = "withdrawn.txt"

// replaceFile puts a file that says so, with the same words below it, in the place of a message's file or picture.
func (b *Bot) replaceFile(ctx context.Context, to string, id int, text string) error {
	if err := b.gate.passAfter(ctx, to); err != nil {
		return err
	}
	_, err := b.lib.EditMessageMedia(ctx, &tg.EditMessageMediaParams{ChatID: to, MessageID: id, Media: &models.InputMediaDocument{
		Media: "attach://" + withdrawnFile, MediaAttachment: strings.NewReader(text), Caption: text, DisableContentTypeDetection: true}})
	if err != nil {
		_, err = b.answered(message{chat: to, edits: id}, nil, err)
	}
	return err
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
