package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
)

// Remind writes down the reminders of a tick, each with its message, what was dropped, and that the tick came to to.
// It is false, and writes nothing, when another tick was there first: mark does not stand at from any more.
func (s *Store) Remind(ctx context.Context, mark string, from, to time.Time, drafts []outbox.Draft, dropped []outbox.Fact) (first bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		first = false
		n, err := exec(ctx, tx, `UPDATE cursors SET value = $3 WHERE name = $1 AND value = $2`, mark, millis(from), millis(to))
		if err != nil || n == 0 {
			return err
		}
		first = true
		campaign := mark + "/" + to.In(shanghai).Format("2006-01-02T15:04:05")
		if len(drafts) > 0 {
			if _, err := exec(ctx, tx, `INSERT INTO campaigns (id, kind, state, body, at, by_day) VALUES ($1, 'reminder', 'running', '', $2, $3)`,
				campaign, millis(to), slices.ContainsFunc(drafts, func(d outbox.Draft) bool { return d.ByDay })); err != nil {
				return err
			}
		}
		for _, d := range drafts {
			if _, err := queueDraft(ctx, tx, campaign, d); err != nil {
				return err
			}
		}
		return addReminders(ctx, tx, dropped, nil)
	})
	if err != nil {
		return false, fmt.Errorf("write down reminders: %w", err)
	}
	return first, nil
}

// Notify queues one message that something causes, once for each key. It is delivered as a reminder is.
func (s *Store) Notify(ctx context.Context, key string, to chat.Conversation, r chat.Reply, at time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error { return notify(ctx, tx, key, outbox.Draft{To: to, Reply: r, Release: at}) })
	if err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}

func notify(ctx context.Context, tx *sql.Tx, key string, d outbox.Draft) error {
	n, err := exec(ctx, tx, `INSERT INTO campaigns (id, kind, state, body, at) VALUES ($1, 'reminder', 'running', '', $2)
		ON CONFLICT (id) DO NOTHING`, "notice/"+key, millis(d.Release))
	if err != nil || n == 0 {
		return err
	}
	_, err = queueDraft(ctx, tx, "notice/"+key, d)
	return err
}

func queueDraft(ctx context.Context, tx *sql.Tx, campaign string, d outbox.Draft) (id int64, err error) {
	body, err := json.Marshal(d.Reply)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO outbox (campaign, channel, chat, person, body, state, release)
		VALUES ($1, $2, $3, $4, $5, 'queued', $6) RETURNING id`,
		campaign, d.To.Channel, d.To.Chat, d.To.Person, string(body), millis(d.Release)).Scan(&id)
	if err != nil {
		return 0, err
	}
	return id, addReminders(ctx, tx, d.Facts, &id)
}

func addReminders(ctx context.Context, tx *sql.Tx, facts []outbox.Fact, recipient *int64) error {
	for _, f := range facts {
		if _, err := exec(ctx, tx, `INSERT INTO reminders (key, person, at, recipient, subscriber, unit, milestone, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			f.Key, f.Of, millis(f.At), recipient, f.Subscriber, f.Unit, f.Milestone, f.Version); err != nil {
			return err
		}
	}
	return nil
}

// Reminded tells which of the keys are in the ledger.
func (s *Store) Reminded(ctx context.Context, keys []string) (map[string]bool, error) {
	known := map[string]bool{}
	for _, key := range keys {
		var is bool
		if err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM reminders WHERE key = $1)`, key).Scan(&is); err != nil {
			return nil, fmt.Errorf("look into the ledger: %w", err)
		}
		known[key] = is
	}
	return known, nil
}

// LastTick is how far the ticks have come; the first time that is start.
func (s *Store) LastTick(ctx context.Context, mark string, start time.Time) (time.Time, error) {
	at, err := s.Cursor(ctx, mark)
	if err != nil || at != 0 {
		return fromMillis(at), err
	}
	err = s.tx(ctx, func(tx *sql.Tx) error { return setCursor(ctx, tx, bot.Mark{Name: mark, Value: millis(start)}) })
	return fromMillis(millis(start)), err
}

func forgetOutbox(ctx context.Context, tx *sql.Tx, person, _ string) error {
	if _, err := exec(ctx, tx, `DELETE FROM reminders WHERE person = $1`, person); err != nil {
		return err
	}
	_, err := exec(ctx, tx, `DELETE FROM outbox WHERE person = $1`, person)
	return err
}

// purgeOutbox drops what ended long ago, and campaigns with nobody left.
func (s *Store) purgeOutbox(ctx context.Context, before time.Time) (n int64, err error) {
	n, err = s.purge(ctx, "outbox", "id", `release < $1 AND state NOT IN ('queued', 'sending') AND recall NOT IN ('queued', 'sending')`, before)
	if err == nil {
		_, err = s.purge(ctx, "reminders", "key", `at < $1 AND recipient IS NULL`, before)
	}
	if err == nil {
		_, err = s.purge(ctx, "campaigns", "id", `at < $1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE campaign = campaigns.id)`, before)
	}
	return n, err
}
