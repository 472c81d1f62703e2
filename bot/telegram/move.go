package telegram

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
)

// maxMoves is how often one send follows a group.
const maxMoves = 2

// move is a group that goes on as a supergroup with another id.
type move struct{ from, to string }

// moveOf reads a move from one of the two notes that Telegram makes of it; false if the message is none.
func moveOf(m *models.Message) (move, bool) {
	from, to := m.Chat.ID, m.MigrateToChatID
	if m.MigrateFromChatID != 0 {
		from, to = m.MigrateFromChatID, m.Chat.ID
	}
	return move{strconv.FormatInt(from, 10), strconv.FormatInt(to, 10)}, from < 0 && to < 0 && from != to
}

// movedTo is the group's new id, where a send was refused because it has one; else 0.
func movedTo(err error) int64 {
	if e, ok := errors.AsType[*apiError](err); ok && e.MovedTo < 0 {
		return e.MovedTo
	}
	return 0
}

// follow turns a message to the group's new address, where there is nothing that it could edit or answer.
func (b *Bot) follow(ctx context.Context, m *message, to int64) {
	mv := move{m.chat, strconv.FormatInt(to, 10)}
	m.chat, m.edits, m.thread, m.answers = mv.to, 0, 0, 0
	if err := b.moved(ctx, mv); err != nil { // the next send will hear of it again
		b.log.Error("telegram: a group has a new address", "err", err)
	}
}

func (b *Bot) moved(ctx context.Context, m move) error {
	b.log.Info("telegram: a group became a supergroup")
	if b.cfg.Moved == nil {
		return nil
	}
	if err := b.cfg.Moved(ctx, m.from, m.to); err != nil {
		return fmt.Errorf("keep a group's new address: %w", err)
	}
	return nil
}

// move gives what stands in the batch under a group's old address the new one. The note that we are in the new one is
// no news.
func (b *batch) move(m move) {
	kept := b.messages[:0]
	for _, msg := range b.messages {
		if msg.Kind == chat.Added && msg.From.Chat == m.to {
			continue
		}
		if msg.From.Chat == m.from {
			msg.From.Chat = m.to
		}
		kept = append(kept, msg)
	}
	b.messages = kept
	maps.DeleteFunc(b.here, func(address string, _ bool) bool { return address == m.from })
}
