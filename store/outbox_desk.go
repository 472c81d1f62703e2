package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/outbox"
)

// ErrNoCampaign and ErrNoRow say that nothing by that name can be changed so.
var (
	ErrNoCampaign = errors.New("there is no such campaign, or it was cancelled")
	ErrNoRow      = errors.New("there is no such message, or it may not be sent again")
)

// Tally counts the rows of a campaign that stand in one state for one reason.
type Tally struct {
	Campaign string
	Kind     outbox.Kind
	State    string // of the campaign
	Rows     outbox.State
	Reason   string
	Number   int64
	Oldest   time.Time // when the first of them might have gone
}

// Outbox counts all rows, campaign by campaign.
func (s *Store) Outbox(ctx context.Context) ([]Tally, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT c.id, c.kind, c.state, o.state, o.reason, count(*), min(o.release)
		FROM campaigns c JOIN outbox o ON o.campaign = c.id
		GROUP BY c.id, c.kind, c.state, o.state, o.reason ORDER BY min(c.at), c.id, o.state, o.reason`)
	all, err := collect(rows, err, func(r *sql.Rows) (t Tally, err error) {
		var oldest int64
		err = r.Scan(&t.Campaign, &t.Kind, &t.State, &t.Rows, &t.Reason, &t.Number, &oldest)
		t.Oldest = fromMillis(oldest)
		return t, err
	})
	if err != nil {
		return nil, fmt.Errorf("count the outbox: %w", err)
	}
	return all, nil
}

// Row is a recipient's row as it may be shown: without text and address.
type Row struct {
	ID                 int64
	Campaign, Channel  string
	Person             string
	State              outbox.State
	Reason             string
	Release, NotBefore time.Time
	Tries, Crashes     int
	Repeated           bool
	Ref, Recall        string   // what became of a recall, if there was one
	Seen               *bool    // of what was sent to a web chat: whether a page has shown it; null elsewhere
	Reminders          []string // keys
}

// OutboxRow shows one row.
func (s *Store) OutboxRow(ctx context.Context, id int64) (r Row, err error) {
	var release, notBefore int64
	err = s.db.QueryRowContext(ctx, `SELECT id, campaign, channel, person, state, reason, release, not_before, tries, crashes, repeated, ref, recall,
			(SELECT w.seen >= CAST(o.ref AS INTEGER) FROM web_chats w WHERE o.channel = 'web' AND o.state = 'sent' AND w.chat = o.chat)
		FROM outbox o WHERE id = $1`, id).Scan(&r.ID, &r.Campaign, &r.Channel, &r.Person, &r.State, &r.Reason,
		&release, &notBefore, &r.Tries, &r.Crashes, &r.Repeated, &r.Ref, &r.Recall, &r.Seen)
	if errors.Is(err, sql.ErrNoRows) {
		return r, ErrNoRow
	}
	if err == nil {
		r.Release, r.NotBefore = fromMillis(release), fromNullMillis(sql.NullInt64{Int64: notBefore})
		var rows *sql.Rows
		rows, err = s.db.QueryContext(ctx, `SELECT key FROM reminders WHERE recipient = $1 ORDER BY key`, id)
		r.Reminders, err = collect(rows, err, func(r *sql.Rows) (k string, err error) { return k, r.Scan(&k) })
	}
	if err != nil {
		return r, fmt.Errorf("show %d of the outbox: %w", id, err)
	}
	return r, nil
}

// again queues what was tried before. A claim is still told from earlier ones by its tries.
const again = `state = 'queued', reason = '', not_before = 0, crashes = 0, waited = 0,
	repeated = CASE WHEN state = 'unknown' OR reason = 'crashed' THEN 1 ELSE repeated END`

// withdrawn is what becomes of what waits and is not to go any more: it never left, unless it may have the first time.
const withdrawn = `state = CASE WHEN repeated = 1 THEN 'unknown' ELSE 'cancelled' END, body = CASE WHEN repeated = 1 THEN body ELSE '' END`

// Resend queues what failed or is unknown once more; what is unknown is marked as a repeat. News of an application that a
// later message has told are not told again.
func (s *Store) Resend(ctx context.Context, id int64) error {
	n, err := s.write(ctx, `UPDATE outbox SET `+again+` WHERE id = $1 AND state IN ('failed', 'unknown')
		AND campaign NOT IN (SELECT id FROM campaigns WHERE state IN ('cancelled', 'recalled'))
		AND id NOT IN (`+outdated+`)`, id)
	if err != nil {
		return fmt.Errorf("send %d of the outbox again: %w", id, err)
	}
	if n == 0 {
		return ErrNoRow
	}
	return nil
}

// Pause holds a campaign before its next send, until Resume.
func (s *Store) Pause(ctx context.Context, campaign string) error {
	return s.turn(ctx, campaign, outbox.Paused)
}

// Resume lets a paused campaign go on.
func (s *Store) Resume(ctx context.Context, campaign string) error {
	return s.turn(ctx, campaign, outbox.Running)
}

// Cancel ends a campaign before its next send.
func (s *Store) Cancel(ctx context.Context, campaign string) error {
	return s.turn(ctx, campaign, outbox.Stopped)
}

// Wanted says whether a claimed row is still to go out, and writes down that it leaves; see outbox.Queue. What cannot be
// written down stays: nobody would know that it may have arrived.
func (s *Store) Wanted(ctx context.Context, i outbox.Item) bool {
	n := int64(0)
	err := s.tx(ctx, func(tx *sql.Tx) (err error) {
		n, err = exec(ctx, tx, `UPDATE outbox SET leaving = 1 WHERE id = $1 AND tries = $2 AND state = 'sending'
			AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = outbox.campaign AND c.state = 'running')`, i.ID, i.Tries)
		return err
	})
	return err == nil && n > 0
}

// turn is for the command line, which has all rights. What nobody confirmed can only be cancelled.
func (s *Store) turn(ctx context.Context, campaign, state string) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `UPDATE campaigns SET state = $2 WHERE id = $1 AND
			(state IN ('running', 'paused') OR state IN ('draft', 'waiting') AND $2 = 'cancelled')`, campaign, state)
		if err == nil && n == 0 {
			err = ErrNoCampaign
		}
		if err != nil {
			return err
		}
		action := map[string]string{outbox.Running: AuditResumed, outbox.Paused: AuditPaused, outbox.Stopped: AuditCancelled}[state]
		if err := record(ctx, tx, s.Machine(), ByCommandLine, action, campaign, ""); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, `UPDATE announcements SET watched = watched + 1 WHERE campaign = $1`, campaign); err != nil {
			return err
		}
		if state != outbox.Stopped {
			return nil
		}
		_, err = cancelQueued(ctx, tx, campaign)
		return err
	})
	if err != nil {
		return fmt.Errorf("campaign %s: %w", campaign, err)
	}
	return nil
}

// Unseen counts what was sent to web chats and no page has shown yet.
func (s *Store) Unseen(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM outbox o JOIN web_chats w ON w.chat = o.chat
		WHERE o.channel = 'web' AND o.state = 'sent' AND w.seen < CAST(o.ref AS INTEGER)`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count what nobody has seen: %w", err)
	}
	return n, nil
}

// Dropped counts the reminders that were too late to be of use.
func (s *Store) Dropped(ctx context.Context) (n int64, err error) {
	if err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM reminders WHERE recipient IS NULL`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the dropped reminders: %w", err)
	}
	return n, nil
}

// ReminderKeys lists the ledger.
func (s *Store) ReminderKeys(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT key FROM reminders ORDER BY key`)
	keys, err := collect(rows, err, func(r *sql.Rows) (k string, err error) { return k, r.Scan(&k) })
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return keys, nil
}
