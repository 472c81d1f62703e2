package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/deadlines"
	"zhicheng/handlers/relay"
	"zhicheng/reminders"
	"zhicheng/reminders/milestones"
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
	queued            int64 // when the pending message was, for the first change that it tells
	to                chat.Conversation
	muted, gone       bool
	state             outbox.State // of the pending message; empty if there is none, or it was purged
	tries             int
}

// teller tells of the changes that one message makes, in its transaction.
type teller struct {
	*Store
	tx     *sql.Tx
	m      chat.Message
	pack   string
	papers []milestones.Paper // once they are read
	read   bool
}

// Why somebody who is bound is told nothing. $2 is chat.Progress.
const (
	mutesProgress = `EXISTS (SELECT 1 FROM mutes WHERE person = b.person AND topic = $2)`
	isGone        = `EXISTS (SELECT 1 FROM chats WHERE channel = b.channel AND chat = b.chat AND unreachable_at IS NOT NULL)`
)

// tellBound queues what has become of an application for all who are bound to it. It goes after an hour's calm, and three
// hours after the first change at the latest: what happens before goes with it, in one message.
func (t *teller) tellBound(ctx context.Context, a progress.Application) error {
	if t.Tell == nil || a.Version == 1 {
		return nil
	}
	rows, err := t.tx.QueryContext(ctx, `SELECT b.id, b.told, b.pending, b.channel, b.chat, b.person,
			`+mutesProgress+`, `+isGone+`,
			COALESCE(o.state, ''), COALESCE(o.tries, 0), COALESCE(c.at, 0)
		FROM bindings b LEFT JOIN outbox o ON o.id = b.pending LEFT JOIN campaigns c ON c.id = o.campaign WHERE b.application = $1 AND b.ended_at = 0 ORDER BY b.id`, a.ID, chat.Progress)
	all, err := collect(rows, err, func(r *sql.Rows) (b bound, err error) {
		return b, r.Scan(&b.id, &b.told, &b.pending, &b.to.Channel, &b.to.Chat, &b.to.Person, &b.muted, &b.gone, &b.state, &b.tries, &b.queued)
	})
	if err == nil && len(all) > 0 && !t.read {
		t.papers, err = papersHolding(ctx, t.tx, t.pack)
		t.read = true
	}
	for _, b := range all {
		if err == nil {
			err = t.tell(ctx, b, relay.News{To: b.to, At: t.m.At, Application: a, Papers: t.papers})
		}
	}
	return err
}

func (t *teller) tell(ctx context.Context, b bound, n relay.News) error {
	tx, m := t.tx, t.m
	if err := b.arrived(ctx, tx); err != nil {
		return err
	}
	if err := b.read(ctx, tx, &n); err != nil {
		return err
	}
	waits, why := b.state == outbox.Queued && b.tries == 0, b.deaf()
	reply, something := t.Tell(n)
	var err error
	switch {
	case why == "" && something && waits:
		err = b.rewrite(ctx, tx, m, reply)
	case why == "" && something:
		err = b.queue(ctx, t, reply)
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

// deaf says why nothing is sent.
func (b *bound) deaf() string {
	switch {
	case b.muted:
		return newsMuted
	case b.gone:
		return newsUnreachable
	}
	return ""
}

// arrived takes the news of a pending message for known if it left, or may have. Those of one that waits or never arrived
// are told with the next.
func (b *bound) arrived(ctx context.Context, tx *sql.Tx) error {
	switch {
	case b.pending == 0, b.state == outbox.Queued && b.tries == 0:
		return nil
	case b.state == outbox.Failed, b.state == outbox.Unreachable, b.state == outbox.Cancelled:
		return nil
	}
	return tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), $3) FROM application_news WHERE binding = $1 AND recipient = $2`,
		b.id, b.pending, b.told).Scan(&b.told)
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
	_, err = exec(ctx, tx, `UPDATE outbox SET body = $2, release = $3 WHERE id = $1`, b.pending, string(body), millis(reminders.AfterAnother(fromMillis(b.queued), m.At)))
	return err
}

func (b *bound) queue(ctx context.Context, t *teller, r chat.Reply) (err error) {
	if _, err = exec(ctx, t.tx, `INSERT INTO campaigns (id, kind, state, body, at, by_day) VALUES ($1, 'reminder', 'running', '', $2, 1)
		ON CONFLICT (id) DO NOTHING`, t.campaign(), millis(t.m.At)); err != nil {
		return err
	}
	b.pending, err = queueDraft(ctx, t.tx, t.campaign(), outbox.Draft{To: b.to, Reply: r, Release: reminders.AfterCalm(t.m.At)})
	return err
}

// held cancels what was queued although its campaign was cancelled before all of it was.
func (t *teller) held(ctx context.Context) error {
	_, err := exec(ctx, t.tx, `UPDATE outbox SET `+withdrawn+` WHERE campaign = $1 AND state = 'queued'
		AND EXISTS (SELECT 1 FROM campaigns WHERE id = $1 AND state = 'cancelled')`, t.campaign())
	return err
}

// campaign is what the messages of one message of the staff's are, so that a wrong roster can be held.
func (t *teller) campaign() string { return "progress/" + t.m.ID }

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

// cancelNews cancels what waits for somebody to be told of applications.
func cancelNews(ctx context.Context, tx *sql.Tx, person string) error {
	_, err := exec(ctx, tx, `UPDATE outbox SET `+withdrawn+`
		WHERE id IN (SELECT pending FROM bindings WHERE person = $1 AND pending > 0) AND state = 'queued'`, person)
	return err
}

// outdated are the messages of which a later one has told what became of the application since.
const outdated = `SELECT n.recipient FROM application_news n JOIN application_news later ON later.binding = n.binding
	WHERE later.version > n.version AND later.recipient NOT IN (0, n.recipient)`
