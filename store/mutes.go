package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"zhicheng/bot/chat"
)

// Muted lists what a person does not want to hear.
func (s *Store) Muted(ctx context.Context, person string) ([]chat.Topic, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT topic FROM mutes WHERE person = $1 ORDER BY topic`, person)
	all, err := collect(rows, err, func(r *sql.Rows) (t chat.Topic, err error) { return t, r.Scan(&t) })
	if err != nil {
		return nil, fmt.Errorf("read what a person has muted: %w", err)
	}
	return all, nil
}

// SetMuted makes exactly these what the writer does not want to hear.
func (s *Store) SetMuted(ctx context.Context, m chat.Message, topics []chat.Topic) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		if err := forgetMutes(ctx, tx, m.From.Person, m.ID); err != nil {
			return err
		}
		for _, t := range topics {
			if _, err := exec(ctx, tx, `INSERT INTO mutes (person, topic) VALUES ($1, $2) ON CONFLICT (person, topic) DO NOTHING`,
				m.From.Person, t); err != nil {
				return err
			}
		}
		if slices.Contains(topics, chat.Announcements) {
			if err := spareFromAnnouncements(ctx, tx, m.From.Person); err != nil {
				return err
			}
		}
		if slices.Contains(topics, chat.Progress) {
			return cancelNews(ctx, tx, m.From.Person)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep what a person has muted: %w", err)
	}
	return nil
}

// inOwnChat says whether a row of the outbox goes to its person alone, and not to a group, which is others' too.
const inOwnChat = `EXISTS (SELECT 1 FROM chats c WHERE c.channel = outbox.channel AND c.chat = outbox.chat AND c.person = outbox.person)`

// spareFromAnnouncements takes somebody off the announcements that wait, in their own chats.
func spareFromAnnouncements(ctx context.Context, tx *sql.Tx, person string) error {
	_, err := exec(ctx, tx, `UPDATE outbox SET `+withdrawn+` WHERE person = $1 AND role <> '' AND state = 'queued' AND `+inOwnChat, person)
	return err
}

func forgetMutes(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM mutes WHERE person = $1`, person)
	return err
}
