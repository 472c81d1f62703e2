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
	"zhicheng/bot/outbox"
)

const (
	maxCrashes = 8 // a message of which nothing was heard again so often is given up
	crashPause = time.Second
)

// Claim takes the next row to send; see outbox.Queue.
func (s *Store) Claim(ctx context.Context, civil, now time.Time, lease time.Duration) (i outbox.Item, ok bool, err error) {
	var body, campaign string
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var waited int64
		i, ok = outbox.Item{}, false
		err := tx.QueryRowContext(ctx, `UPDATE outbox SET state = 'sending', tries = tries + 1, lease = $3 WHERE id = (
				SELECT id FROM outbox o WHERE state = 'queued' AND release <= $1 AND not_before <= $2
				AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = o.campaign AND c.state = 'running')
				AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.state = 'sending' AND b.channel = o.channel AND b.chat = o.chat)
				ORDER BY release, id LIMIT 1)
			RETURNING id, campaign, channel, chat, person, body, tries, waited, repeated`,
			millis(civil), millis(now), millis(now.Add(lease))).
			Scan(&i.ID, &campaign, &i.To.Channel, &i.To.Chat, &i.To.Person, &body, &i.Tries, &waited, &i.Repeated)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		ok, i.Waited = true, time.Duration(waited)*time.Millisecond
		var shared string
		err = tx.QueryRowContext(ctx, `SELECT kind, body FROM campaigns WHERE id = $1`, campaign).Scan(&i.Kind, &shared)
		if body == "" {
			body = shared
		}
		return err
	})
	if err == nil && ok {
		err = json.Unmarshal([]byte(body), &i.Reply)
	}
	if err != nil {
		return outbox.Item{}, false, fmt.Errorf("claim of the outbox: %w", err)
	}
	return i, ok, nil
}

// Settle writes down what became of a claim. Unreachable also marks the chat; what would go on waiting ends if its
// campaign was cancelled.
func (s *Store) Settle(ctx context.Context, i outbox.Item, r outbox.Result, now time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		to := r.State
		if to == outbox.Queued {
			var campaign string
			err := tx.QueryRowContext(ctx, `SELECT c.state FROM outbox o JOIN campaigns c ON c.id = o.campaign WHERE o.id = $1`, i.ID).Scan(&campaign)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			switch {
			case campaign == outbox.Stopped && r.Repeated:
				to = outbox.Unknown
			case campaign == outbox.Stopped:
				to = outbox.Cancelled
			}
		}
		n, err := exec(ctx, tx, `UPDATE outbox SET state = $3, reason = $4, ref = $5, not_before = $6, waited = $7,
				repeated = CASE WHEN $3 = 'queued' THEN $8 ELSE repeated END, lease = 0,
				body = CASE WHEN $3 IN ('queued', 'failed', 'unknown') THEN body ELSE '' END
			WHERE id = $1 AND tries = $2 AND state = 'sending'`,
			i.ID, i.Tries, to, r.Reason, r.Ref, max(millis(r.NotBefore), 0), r.Waited.Milliseconds(), r.Repeated)
		if err == nil && n > 0 && to == outbox.Unreachable {
			err = setReachable(ctx, tx, i.To.Channel, i.To.Chat, false, now)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("settle %d of the outbox: %w", i.ID, err)
	}
	return nil
}

// Expire ends the claims whose lease ran out by now; see outbox.Queue.
func (s *Store) Expire(ctx context.Context, now time.Time) error {
	if err := s.expire(ctx, now, now); err != nil {
		return fmt.Errorf("expire leases of the outbox: %w", err)
	}
	return nil
}

// TakeOver ends all claims, as Expire: LockServing sees to it that only an ended process can have left them.
func (s *Store) TakeOver(ctx context.Context, now time.Time) error {
	if err := s.expire(ctx, now, now.AddDate(1, 0, 0)); err != nil {
		return fmt.Errorf("take over the outbox: %w", err)
	}
	return nil
}

func (s *Store) expire(ctx context.Context, now, leases time.Time) error {
	var any bool
	err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'sending' AND lease < $1)`, millis(leases)).Scan(&any)
	if err != nil || !any {
		return err
	}
	// Only a reminder goes again, and not at once if it may be what brings the program down.
	_, err = s.write(ctx, `UPDATE outbox SET lease = 0, crashes = outbox.crashes + 1,
			state = CASE WHEN c.kind = 'announcement' OR c.state = 'cancelled' THEN 'unknown'
				WHEN outbox.crashes >= $3 THEN 'failed' ELSE 'queued' END,
			reason = CASE WHEN c.kind = 'reminder' AND c.state <> 'cancelled' AND outbox.crashes >= $3 THEN 'crashed' ELSE '' END,
			repeated = CASE WHEN c.kind = 'reminder' THEN 1 ELSE 0 END, not_before = $1 + outbox.crashes * $4
		FROM campaigns c WHERE c.id = outbox.campaign AND outbox.state = 'sending' AND outbox.lease < $2`,
		millis(now), millis(leases), maxCrashes, crashPause.Milliseconds())
	return err
}

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
			if _, err := exec(ctx, tx, `INSERT INTO campaigns (id, kind, state, body, at) VALUES ($1, 'reminder', 'running', '', $2)`, campaign, millis(to)); err != nil {
				return err
			}
		}
		for _, d := range drafts {
			if err := queueDraft(ctx, tx, campaign, d); err != nil {
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
	return queueDraft(ctx, tx, "notice/"+key, d)
}

func queueDraft(ctx context.Context, tx *sql.Tx, campaign string, d outbox.Draft) error {
	body, err := json.Marshal(d.Reply)
	if err != nil {
		return err
	}
	var id int64
	err = tx.QueryRowContext(ctx, `INSERT INTO outbox (campaign, channel, chat, person, body, state, release)
		VALUES ($1, $2, $3, $4, $5, 'queued', $6) RETURNING id`,
		campaign, d.To.Channel, d.To.Chat, d.To.Person, string(body), millis(d.Release)).Scan(&id)
	if err != nil {
		return err
	}
	return addReminders(ctx, tx, d.Facts, &id)
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

// frozenAtOnce is how many recipients one transaction freezes: replies are written in between.
const frozenAtOnce = 2000

// Announce queues an announcement to everybody who can be reached, and says to how many. It holds back until all
// recipients are frozen; called again after a crash in between, it goes on.
func (s *Store) Announce(ctx context.Context, id string, r chat.Reply, at time.Time) (recipients int64, err error) {
	body, err := json.Marshal(r)
	if err != nil {
		return 0, fmt.Errorf("announce: %w", err)
	}
	_, err = s.write(ctx, `INSERT INTO campaigns (id, kind, state, body, at) VALUES ($1, 'announcement', 'paused', $2, $3)
		ON CONFLICT (id) DO NOTHING`, id, string(body), millis(at))
	if err == nil {
		err = s.freeze(ctx, id, at)
	}
	if err == nil {
		err = s.Resume(ctx, id)
	}
	if err == nil {
		err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM outbox WHERE campaign = $1`, id).Scan(&recipients)
	}
	if err != nil {
		return 0, fmt.Errorf("announce: %w", err)
	}
	return recipients, nil
}

// freeze adds the recipients in the order of their conversations, from where an earlier one stopped.
func (s *Store) freeze(ctx context.Context, campaign string, at time.Time) error {
	var from chat.Conversation
	err := s.db.QueryRowContext(ctx, `SELECT channel, chat, person FROM outbox WHERE campaign = $1 ORDER BY id DESC LIMIT 1`, campaign).
		Scan(&from.Channel, &from.Chat, &from.Person)
	for err == nil || errors.Is(err, sql.ErrNoRows) {
		var to chat.Conversation
		err = s.db.QueryRowContext(ctx, `SELECT channel, chat, person FROM (SELECT channel, chat, person FROM chats
				WHERE (channel, chat, person) > ($1, $2, $3) ORDER BY channel, chat, person LIMIT $4) part
			ORDER BY channel DESC, chat DESC, person DESC LIMIT 1`, from.Channel, from.Chat, from.Person, frozenAtOnce).
			Scan(&to.Channel, &to.Chat, &to.Person)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			_, err = s.write(ctx, `INSERT INTO outbox (campaign, channel, chat, person, state, release)
				SELECT $1, channel, chat, person, 'queued', $2 FROM chats WHERE unreachable_at IS NULL
					AND (channel, chat, person) > ($3, $4, $5) AND (channel, chat, person) <= ($6, $7, $8)
				ORDER BY channel, chat, person`,
				campaign, millis(at), from.Channel, from.Chat, from.Person, to.Channel, to.Chat, to.Person)
		}
		from = to
	}
	return err
}

func forgetOutbox(ctx context.Context, tx *sql.Tx, person, _ string) error {
	if _, err := exec(ctx, tx, `DELETE FROM reminders WHERE person = $1`, person); err != nil {
		return err
	}
	_, err := exec(ctx, tx, `DELETE FROM outbox WHERE person = $1`, person)
	return err
}

// purgeOutbox drops what ended long ago, and campaigns with nobody left.
func purgeOutbox(ctx context.Context, tx *sql.Tx, before time.Time) error {
	for _, q := range []string{
		`DELETE FROM outbox WHERE release < $1 AND state NOT IN ('queued', 'sending')`,
		`DELETE FROM reminders WHERE at < $1 AND recipient IS NULL`,
		`DELETE FROM campaigns WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE campaign = campaigns.id)`,
	} {
		if _, err := exec(ctx, tx, q, millis(before)); err != nil {
			return err
		}
	}
	return nil
}
