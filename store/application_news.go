package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/deadlines"
	"zhicheng/handlers/relay"
	"zhicheng/reminders"
	"zhicheng/reminders/progress"
)

// Why a binding is not told of a version.
const (
	newsMuted       = "muted"
	newsUnreachable = "unreachable"
	newsNothing     = "nothing" // that the applicant would see, or all is as it was told
)

// bound is one of those who are to be told.
type bound struct {
	id, told, pending int64
	to                chat.Conversation
}

// tellBound queues what has become of an application for all who are bound to it, in the transaction of the change. It
// goes after an hour's calm: what happens before goes with it, in one message.
func (s *Store) tellBound(ctx context.Context, tx *sql.Tx, m chat.Message, pack string, a progress.Application) error {
	if s.Tell == nil || a.Version == 1 {
		return nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT id, told, pending, channel, chat, person FROM bindings
		WHERE application = $1 AND ended_at = 0 ORDER BY id`, a.ID)
	all, err := collect(rows, err, func(r *sql.Rows) (b bound, err error) {
		return b, r.Scan(&b.id, &b.told, &b.pending, &b.to.Channel, &b.to.Chat, &b.to.Person)
	})
	if err != nil || len(all) == 0 {
		return err
	}
	papers, err := papersHolding(ctx, tx, pack)
	for _, b := range all {
		if err == nil {
			err = s.tell(ctx, tx, m, b, relay.News{To: b.to, At: m.At, Application: a, Papers: papers})
		}
	}
	return err
}

func (s *Store) tell(ctx context.Context, tx *sql.Tx, m chat.Message, b bound, n relay.News) error {
	why, err := deaf(ctx, tx, b.to)
	if err != nil {
		return err
	}
	waits, err := b.waits(ctx, tx)
	if err != nil {
		return err
	}
	if err = b.read(ctx, tx, &n); err != nil {
		return err
	}
	reply, something := s.Tell(n)
	switch {
	case why == "" && something && waits:
		err = b.rewrite(ctx, tx, m, reply)
	case why == "" && something:
		err = b.queue(ctx, tx, m, reply, n)
	case waits: // it was undone before anybody heard of it, or they want to hear nothing any more
		_, err = exec(ctx, tx, `UPDATE outbox SET state = 'cancelled', body = '' WHERE id = $1`, b.pending)
		fallthrough
	default:
		b.pending = 0
		if why == "" {
			why = newsNothing
		}
	}
	if err != nil {
		return err
	}
	return b.note(ctx, tx, m, n, why)
}

// deaf says why nothing is sent to a conversation.
func deaf(ctx context.Context, tx *sql.Tx, to chat.Conversation) (why string, err error) {
	var muted, gone bool
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM mutes WHERE person = $1 AND topic = $2),
		EXISTS (SELECT 1 FROM chats WHERE channel = $3 AND chat = $4 AND unreachable_at IS NOT NULL)`,
		to.Person, chat.Progress, to.Channel, to.Chat).Scan(&muted, &gone)
	switch {
	case muted:
		return newsMuted, err
	case gone:
		return newsUnreachable, err
	}
	return "", err
}

// waits says whether the pending message may still be rewritten. Of one that left, or may have, its news are known now;
// of one that never arrived they are told with the next.
func (b *bound) waits(ctx context.Context, tx *sql.Tx) (bool, error) {
	if b.pending == 0 {
		return false, nil
	}
	var state outbox.State
	var tries int
	err := tx.QueryRowContext(ctx, `SELECT state, tries FROM outbox WHERE id = $1`, b.pending).Scan(&state, &tries)
	switch {
	case errors.Is(err, sql.ErrNoRows): // purged
		err = nil
	case err != nil:
		return false, err
	case state == outbox.Queued && tries == 0:
		return true, nil
	case state == outbox.Failed, state == outbox.Unreachable, state == outbox.Cancelled:
		return false, nil
	}
	err = tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), $3) FROM application_news WHERE binding = $1 AND recipient = $2`,
		b.id, b.pending, b.told).Scan(&b.told)
	return false, err
}

// read fills in what was told last and what happened since.
func (b *bound) read(ctx context.Context, tx *sql.Tx, n *relay.News) error {
	all, err := events(tx.QueryContext(ctx, applicationEvents+` WHERE application = $1 AND version >= $2 ORDER BY version`, n.Application.ID, b.told))
	if err == nil && len(all) > 0 {
		n.Was, n.Since = all[0], all[1:]
	}
	return err
}

func (b *bound) rewrite(ctx context.Context, tx *sql.Tx, m chat.Message, r chat.Reply) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `UPDATE outbox SET body = $2, release = $3 WHERE id = $1`, b.pending, string(body), millis(reminders.AfterCalm(m.At)))
	return err
}

// queue queues a message. Those of one message of the staff's are a campaign, so that a wrong roster can be held.
func (b *bound) queue(ctx context.Context, tx *sql.Tx, m chat.Message, r chat.Reply, n relay.News) (err error) {
	campaign := "progress/" + m.ID
	if _, err = exec(ctx, tx, `INSERT INTO campaigns (id, kind, state, body, at) VALUES ($1, 'reminder', 'running', '', $2)
		ON CONFLICT (id) DO NOTHING`, campaign, millis(m.At)); err != nil {
		return err
	}
	b.pending, err = queueDraft(ctx, tx, campaign, outbox.Draft{To: b.to, Reply: r, Release: reminders.AfterCalm(m.At)})
	return err
}

// note keeps what became of the version. The ledger has a key for each that is told, so that none ever is twice.
func (b *bound) note(ctx context.Context, tx *sql.Tx, m chat.Message, n relay.News, why string) error {
	version := int64(n.Application.Version)
	if why == newsNothing {
		b.told = version
	}
	if _, err := exec(ctx, tx, `UPDATE bindings SET told = $2, pending = $3 WHERE id = $1`, b.id, b.told, b.pending); err != nil {
		return err
	}
	if _, err := exec(ctx, tx, `INSERT INTO application_news (binding, version, recipient, why, at) VALUES ($1, $2, $3, $4, $5)`,
		b.id, version, b.pending, why, millis(m.At)); err != nil || why != "" {
		return err
	}
	key := fmt.Sprintf("progress/%d/%d/%s", n.Application.ID, version, deadlines.Subscriber(b.to))
	return addReminders(ctx, tx, []outbox.Fact{{Key: key, At: m.At, Of: b.to.Person}}, &b.pending)
}
