package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"zhicheng/bot/chat"
)

// seeChat keeps the address; a chat in which somebody writes can be reached.
func seeChat(ctx context.Context, tx *sql.Tx, c chat.Conversation) error {
	_, err := exec(ctx, tx, `INSERT INTO chats (channel, chat, person) VALUES ($1, $2, $3)
		ON CONFLICT (channel, chat, person) DO NOTHING`, c.Channel, c.Chat, c.Person)
	if err != nil {
		return err
	}
	return setReachable(ctx, tx, c.Channel, c.Chat, true, time.Time{})
}

// Meet keeps the address of somebody who has not written yet.
func (s *Store) Meet(ctx context.Context, c chat.Conversation) error {
	if err := s.tx(ctx, func(tx *sql.Tx) error { return seeChat(ctx, tx, c) }); err != nil {
		return fmt.Errorf("keep an address: %w", err)
	}
	return nil
}

// SetReachable records since when a chat cannot be reached, or that it can be again.
func (s *Store) SetReachable(ctx context.Context, channel, address string, ok bool, at time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error { return setReachable(ctx, tx, channel, address, ok, at) })
	if err != nil {
		return fmt.Errorf("record whether a chat can be reached: %w", err)
	}
	return nil
}

func setReachable(ctx context.Context, tx *sql.Tx, channel, address string, ok bool, at time.Time) error {
	since := sql.NullInt64{Int64: millis(at), Valid: !ok}
	for _, q := range []string{
		`UPDATE chats SET unreachable_at = $3 WHERE channel = $1 AND chat = $2 AND (unreachable_at IS NULL) <> ($3 IS NULL)`,
		`UPDATE unit_chats SET unreachable_at = $3 WHERE channel = $1 AND chat = $2 AND shared = 1 AND (unreachable_at IS NULL) <> ($3 IS NULL)`,
	} {
		if _, err := exec(ctx, tx, q, channel, address, since); err != nil {
			return err
		}
	}
	return nil
}

func forgetChats(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM chats WHERE person = $1`, person)
	return err
}
