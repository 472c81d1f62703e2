package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

func queueReplies(ctx context.Context, tx *sql.Tx, messageID string, c chat.Conversation, replies []chat.Reply) error {
	for i, r := range replies {
		body, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, `INSERT INTO replies (key, message, channel, chat, person, body, state)
			VALUES ($1, $2, $3, $4, $5, $6, 'queued')`,
			messageID+"/"+strconv.Itoa(i), messageID, c.Channel, c.Chat, c.Person, string(body))
		if err != nil {
			return err
		}
	}
	return nil
}

func nextReply(ctx context.Context, tx *sql.Tx, c chat.Conversation, now time.Time) (bot.Job, error) {
	var job bot.Job
	var body string
	var waited, notBefore int64
	err := tx.QueryRowContext(ctx, `SELECT key, body, tries + 1, waited, not_before FROM replies
		WHERE channel = $1 AND chat = $2 AND person = $3 AND state IN ('queued', 'sending')
		ORDER BY seq LIMIT 1`, c.Channel, c.Chat, c.Person).Scan(&job.Key, &body, &job.Tries, &waited, &notBefore)
	if errors.Is(err, sql.ErrNoRows) {
		return bot.Job{}, nil
	}
	if err != nil {
		return bot.Job{}, fmt.Errorf("find a reply: %w", err)
	}
	if notBefore > millis(now) {
		return bot.Job{NotBefore: fromMillis(notBefore)}, nil
	}
	_, err = exec(ctx, tx, `UPDATE replies SET state = 'sending', tries = tries + 1 WHERE key = $1`, job.Key)
	if err != nil {
		return bot.Job{}, fmt.Errorf("claim a reply: %w", err)
	}
	job.Waited = time.Duration(waited) * time.Millisecond
	job.Reply = new(chat.Reply)
	return job, json.Unmarshal([]byte(body), job.Reply)
}

// Delay puts a reply that is being sent back until notBefore.
func (s *Store) Delay(ctx context.Context, key string, notBefore time.Time, waited time.Duration) error {
	_, err := s.write(ctx, `UPDATE replies SET state = 'queued', not_before = $2, waited = $3
		WHERE key = $1 AND state = 'sending'`, key, millis(notBefore), waited.Milliseconds())
	if err != nil {
		return fmt.Errorf("delay a reply: %w", err)
	}
	return nil
}

// End records how a send ended and drops the text. Unreachable also marks the chat.
func (s *Store) End(ctx context.Context, key string, o chat.Outcome, now time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		var channel, address string
		err := tx.QueryRowContext(ctx, `UPDATE replies SET state = $2, ref = $3, body = ''
			WHERE key = $1 AND state = 'sending' RETURNING channel, chat`, key, o.State, o.Ref).Scan(&channel, &address)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil && o.State == chat.Unreachable {
			err = setReachable(ctx, tx, channel, address, false, now)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("end a reply: %w", err)
	}
	return nil
}
