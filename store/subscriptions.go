package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/deadlines"
)

// Subscribe keeps that somebody wants to be reminded; one that is there already stays as it is.
func (s *Store) Subscribe(ctx context.Context, c chat.Conversation, pack, audience string, since, until time.Time) error {
	_, err := s.write(ctx, `INSERT INTO subscriptions (channel, chat, person, pack, audience, since, until)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (channel, chat, person, pack, audience) DO NOTHING`,
		c.Channel, c.Chat, c.Person, pack, audience, millis(since), millis(until))
	if err != nil {
		return fmt.Errorf("subscribe: %w", err)
	}
	return nil
}

// Unsubscribe ends a subscription, if there is one.
func (s *Store) Unsubscribe(ctx context.Context, c chat.Conversation, pack, audience string) error {
	_, err := s.write(ctx, `DELETE FROM subscriptions
		WHERE channel = $1 AND chat = $2 AND person = $3 AND pack = $4 AND audience = $5`,
		c.Channel, c.Chat, c.Person, pack, audience)
	if err != nil {
		return fmt.Errorf("unsubscribe: %w", err)
	}
	return nil
}

// Subscribed lists the audiences of whose dates a conversation is reminded.
func (s *Store) Subscribed(ctx context.Context, c chat.Conversation, pack string) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT audience FROM subscriptions
		WHERE channel = $1 AND chat = $2 AND person = $3 AND pack = $4 ORDER BY audience`,
		c.Channel, c.Chat, c.Person, pack)
	all, err := collect(rows, err, func(r *sql.Rows) (a string, err error) { return a, r.Scan(&a) })
	if err != nil {
		return nil, fmt.Errorf("read a conversation's subscriptions: %w", err)
	}
	return all, nil
}

// Subscriptions lists all of a pack, but those of people who have muted deadlines. What a unit is reminded of is its
// liaison's duty and comes all the same.
func (s *Store) Subscriptions(ctx context.Context, pack string) ([]deadlines.Subscription, error) {
	return s.subscriptions(ctx, pack, "")
}

// SubscriptionsOf lists those of one conversation.
func (s *Store) SubscriptionsOf(ctx context.Context, pack string, c chat.Conversation) ([]deadlines.Subscription, error) {
	return s.subscriptions(ctx, pack, `AND channel = $3 AND chat = $4 AND person = $5`, c.Channel, c.Chat, c.Person)
}

func (s *Store) subscriptions(ctx context.Context, pack, of string, args ...any) ([]deadlines.Subscription, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT channel, chat, person, audience, since FROM subscriptions
		WHERE pack = $1 AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.person = subscriptions.person AND m.topic = $2) `+of+`
		ORDER BY channel, chat, person, audience`, append([]any{pack, chat.Deadlines}, args...)...)
	all, err := collect(rows, err, func(r *sql.Rows) (sub deadlines.Subscription, err error) {
		var since int64
		err = r.Scan(&sub.To.Channel, &sub.To.Chat, &sub.To.Person, &sub.Audience, &since)
		sub.Subscriber, sub.Since = deadlines.Subscriber(sub.To), fromMillis(since)
		return sub, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the subscriptions: %w", err)
	}
	return all, nil
}

func forgetSubscriptions(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM subscriptions WHERE person = $1`, person)
	return err
}

func purgeSubscriptions(ctx context.Context, tx *sql.Tx, now time.Time) (int64, error) {
	return exec(ctx, tx, `DELETE FROM subscriptions WHERE until <= $1`, millis(now))
}
