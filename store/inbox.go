package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

// Receive stores what is new of ms, in order, who wrote it from where, and the channel's mark.
func (s *Store) Receive(ctx context.Context, ms []chat.Message, mark bot.Mark) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		for _, m := range ms {
			if err := receive(ctx, tx, m); err != nil {
				return fmt.Errorf("store a message: %w", err)
			}
		}
		return setCursor(ctx, tx, mark)
	})
}

func receive(ctx context.Context, tx *sql.Tx, m chat.Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	n, err := exec(ctx, tx, `INSERT INTO inbox (id, channel, chat, person, body, at, state)
		VALUES ($1, $2, $3, $4, $5, $6, 'received') ON CONFLICT (id) DO NOTHING`,
		m.ID, m.From.Channel, m.From.Chat, m.From.Person, string(body), millis(m.At))
	if err != nil || n == 0 {
		return err
	}
	if err := seePerson(ctx, tx, m.From, m.At); err != nil {
		return err
	}
	if m.Group { // nobody's address
		return setReachable(ctx, tx, m.From.Channel, m.From.Chat, true, time.Time{})
	}
	return seeChat(ctx, tx, m.From)
}

// Waiting lists the conversations that have something to do, longest waiting first.
func (s *Store) Waiting(ctx context.Context) ([]chat.Conversation, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT channel, chat, person FROM (
			SELECT channel, chat, person, seq FROM inbox WHERE state = 'received'
			UNION ALL
			SELECT r.channel, r.chat, r.person, i.seq FROM replies r JOIN inbox i ON i.id = r.message
			WHERE r.state IN ('queued', 'sending')
		) AS waiting GROUP BY channel, chat, person ORDER BY min(seq)`)
	return collect(rows, err, func(r *sql.Rows) (c chat.Conversation, err error) {
		return c, r.Scan(&c.Channel, &c.Chat, &c.Person)
	})
}

// Next claims the next job of c. A claim found half done is taken over: LockServing sees to it that only an ended
// process can have left it. (Several replicas will need a lease a conversation here.)
func (s *Store) Next(ctx context.Context, c chat.Conversation, now time.Time) (job bot.Job, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if job, err = nextReply(ctx, tx, c, now); err != nil || job != (bot.Job{}) {
			return err
		}
		job, err = nextMessage(ctx, tx, c)
		return err
	})
	return job, err
}

func nextMessage(ctx context.Context, tx *sql.Tx, c chat.Conversation) (bot.Job, error) {
	var body string
	var job bot.Job
	err := tx.QueryRowContext(ctx, `UPDATE inbox SET tries = tries + 1 WHERE seq = (
			SELECT seq FROM inbox WHERE channel = $1 AND chat = $2 AND person = $3 AND state = 'received'
			ORDER BY seq LIMIT 1)
		RETURNING body, tries`, c.Channel, c.Chat, c.Person).Scan(&body, &job.Tries)
	if errors.Is(err, sql.ErrNoRows) {
		return bot.Job{}, nil
	}
	if err != nil {
		return bot.Job{}, fmt.Errorf("claim a message: %w", err)
	}
	job.Message = new(chat.Message)
	err = json.Unmarshal([]byte(body), job.Message)
	job.Message.From = c // the chat may have moved since
	return job, err
}

// Finish makes the message handled, drops its text, and queues its replies. What only served to handle it again
// goes with it.
func (s *Store) Finish(ctx context.Context, messageID string, replies []chat.Reply) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var c chat.Conversation
		err := tx.QueryRowContext(ctx, `UPDATE inbox SET state = 'handled', body = ''
			WHERE id = $1 AND state = 'received' RETURNING channel, chat, person`, messageID).
			Scan(&c.Channel, &c.Chat, &c.Person)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // finished before, or gone
		}
		if err != nil {
			return fmt.Errorf("finish a message: %w", err)
		}
		if err := queueReplies(ctx, tx, messageID, c, replies); err != nil {
			return fmt.Errorf("queue the replies: %w", err)
		}
		return settleDialogue(ctx, tx, messageID)
	})
}

// forgetInbox drops what is handled; a message that waits was sent after the wish to be forgotten or is that wish.
func forgetInbox(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM inbox WHERE person = $1 AND state = 'handled'`, person)
	return err
}

func (s *Store) purgeInbox(ctx context.Context, before time.Time) (int64, error) {
	return s.purge(ctx, "inbox", "seq", `at < $1 AND (state = 'received' OR NOT EXISTS (
		SELECT 1 FROM replies WHERE message = inbox.id AND state IN ('queued', 'sending')))`, before)
}
