package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
)

// SaveFeed keeps the hash of a feed's token; the conversation's earlier feed of the audience ends.
func (s *Store) SaveFeed(ctx context.Context, c chat.Conversation, pack, audience, token string, until time.Time) error {
	_, err := s.write(ctx, `INSERT INTO feeds (token, channel, chat, person, pack, audience, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (channel, chat, person, pack, audience) DO UPDATE SET token = excluded.token, until = excluded.until`,
		token, c.Channel, c.Chat, c.Person, pack, audience, millis(until))
	if err != nil {
		return fmt.Errorf("save a calendar feed: %w", err)
	}
	return nil
}

// DropFeed ends a feed, if there is one.
func (s *Store) DropFeed(ctx context.Context, c chat.Conversation, pack, audience string) error {
	_, err := s.write(ctx, `DELETE FROM feeds WHERE channel = $1 AND chat = $2 AND person = $3 AND pack = $4 AND audience = $5`,
		c.Channel, c.Chat, c.Person, pack, audience)
	if err != nil {
		return fmt.Errorf("end a calendar feed: %w", err)
	}
	return nil
}

// Feed finds the audience of a feed by the hash of its token.
func (s *Store) Feed(ctx context.Context, pack, token string) (audience string, ok bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT audience FROM feeds WHERE token = $1 AND pack = $2`, token, pack).Scan(&audience)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", false, nil
	case err != nil:
		return "", false, fmt.Errorf("find a calendar feed: %w", err)
	}
	return audience, true, nil
}

func forgetFeeds(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM feeds WHERE person = $1`, person)
	return err
}

func purgeFeeds(ctx context.Context, tx *sql.Tx, now time.Time) (int64, error) {
	return exec(ctx, tx, `DELETE FROM feeds WHERE until <= $1`, millis(now))
}
