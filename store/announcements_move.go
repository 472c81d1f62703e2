package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/broadcast"
)

// Discard gives up what did not go out yet; see broadcast.Records.
func (a Announcements) Discard(ctx context.Context, m chat.Message, id string) error {
	_, err := a.change(ctx, m, id, func(tx *sql.Tx, an announcement) (int64, error) {
		if an.state != outbox.Drafted && an.state != outbox.Waiting {
			return 0, broadcast.ErrState
		}
		if an.state == outbox.Drafted && m.From.Person != an.author {
			return 0, broadcast.ErrNoCampaign
		}
		if err := neverGoes(ctx, tx, id); err != nil {
			return 0, err
		}
		return 0, record(ctx, tx, m.At, m.From.Person, AuditCancelled, id, an.hash)
	})
	if err == nil {
		err = a.dropRows(ctx, id)
	}
	if err != nil {
		return fmt.Errorf("discard an announcement: %w", err)
	}
	return nil
}

// Unfreeze leaves nothing of a draft, as if it had never been shown: for whoever only wanted to see it.
func (a Announcements) Unfreeze(ctx context.Context, id string) error {
	err := a.dropRows(ctx, id)
	if err == nil {
		_, err = a.write(ctx, `DELETE FROM campaigns WHERE id = $1 AND state = $2`, id, outbox.Drafted)
	}
	if err != nil {
		return fmt.Errorf("drop a draft: %w", err)
	}
	return nil
}

// Hold pauses a campaign before its next send.
func (a Announcements) Hold(ctx context.Context, m chat.Message, id string) error {
	return a.move(ctx, m, id, AuditPaused, outbox.Paused, outbox.Running)
}

// Continue lets a paused one go on.
func (a Announcements) Continue(ctx context.Context, m chat.Message, id string) error {
	return a.move(ctx, m, id, AuditResumed, outbox.Running, outbox.Paused)
}

// Stop ends a campaign before its next send.
func (a Announcements) Stop(ctx context.Context, m chat.Message, id string) error {
	return a.move(ctx, m, id, AuditCancelled, outbox.Stopped, outbox.Running, outbox.Paused)
}

// move turns a campaign's state; one that stands there already is left in peace.
func (a Announcements) move(ctx context.Context, m chat.Message, id, action, to string, from ...string) error {
	_, err := a.change(ctx, m, id, func(tx *sql.Tx, an announcement) (int64, error) {
		if an.state == to {
			return 0, nil
		}
		if !slices.Contains(from, an.state) {
			return 0, broadcast.ErrState
		}
		err := turnCampaign(ctx, tx, id, to)
		if err == nil && to == outbox.Stopped {
			_, err = cancelQueued(ctx, tx, id)
		}
		if err == nil {
			err = record(ctx, tx, m.At, m.From.Person, action, id, "")
		}
		return 0, err
	})
	if err != nil {
		return fmt.Errorf("turn an announcement: %w", err)
	}
	return nil
}

func cancelQueued(ctx context.Context, tx *sql.Tx, id string) (int64, error) {
	return exec(ctx, tx, `UPDATE outbox SET `+withdrawn+` WHERE campaign = $1 AND state = 'queued'`, id)
}

// ResendFailed queues again what failed.
func (a Announcements) ResendFailed(ctx context.Context, m chat.Message, id string) (int64, error) {
	return a.resend(ctx, m, id, outbox.Failed)
}

// ResendUnknown queues again what may have arrived, marked as a repeat.
func (a Announcements) ResendUnknown(ctx context.Context, m chat.Message, id string) (int64, error) {
	return a.resend(ctx, m, id, outbox.Unknown)
}

func (a Announcements) resend(ctx context.Context, m chat.Message, id string, what outbox.State) (int64, error) {
	n, err := a.change(ctx, m, id, func(tx *sql.Tx, an announcement) (int64, error) {
		if an.state != outbox.Running && an.state != outbox.Paused {
			return 0, broadcast.ErrState
		}
		n, err := exec(ctx, tx, `UPDATE outbox SET `+again+` WHERE campaign = $1 AND state = $2`, id, what)
		if err == nil && n > 0 {
			err = record(ctx, tx, m.At, m.From.Person, AuditRepeated, id, fmt.Sprintf("%s %d", what, n))
		}
		return n, err
	})
	if err != nil {
		return 0, fmt.Errorf("send an announcement again: %w", err)
	}
	return n, nil
}

// Recall queues the recall of what was sent; see broadcast.Records. What is being sent joins when it has arrived.
func (a Announcements) Recall(ctx context.Context, m chat.Message, id string) (int64, error) {
	n, err := a.change(ctx, m, id, func(tx *sql.Tx, an announcement) (int64, error) {
		if an.state != outbox.Running && an.state != outbox.Paused && an.state != outbox.Stopped || an.usedBy == "" {
			return 0, broadcast.ErrState
		}
		err := turnCampaign(ctx, tx, id, outbox.Recalled)
		if err == nil {
			_, err = cancelQueued(ctx, tx, id)
		}
		if err == nil {
			_, err = exec(ctx, tx, `UPDATE outbox SET recall = 'cannot'
				WHERE campaign = $1 AND (state = 'unknown' OR state = 'sent' AND ref = '')`, id)
		}
		if err != nil {
			return 0, err
		}
		n, err := exec(ctx, tx, `UPDATE outbox SET recall = 'queued', not_before = 0, waited = 0 WHERE campaign = $1 AND state = 'sent' AND ref <> ''`, id)
		if err == nil {
			err = record(ctx, tx, m.At, m.From.Person, AuditRecalled, id, fmt.Sprint(n))
		}
		return n, err
	})
	if err != nil {
		return 0, fmt.Errorf("recall an announcement: %w", err)
	}
	return n, nil
}

// Watched is an announcement whose progress somebody looks at.
type Watched struct {
	Campaign string
	To       chat.Conversation
	Ref      string // of the message that shows it; none yet
	Moves    int64
}

// Watched lists the announcements of which the last word is not shown yet.
func (a Announcements) Watched(ctx context.Context) ([]Watched, error) {
	rows, err := a.db.QueryContext(ctx, `SELECT campaign, channel, chat, author, shown, watched FROM announcements
		WHERE watched > 0 AND used_by <> '' AND channel <> $1 ORDER BY campaign`, ByCommandLine)
	all, err := collect(rows, err, func(r *sql.Rows) (w Watched, err error) {
		return w, r.Scan(&w.Campaign, &w.To.Channel, &w.To.Chat, &w.To.Person, &w.Ref, &w.Moves)
	})
	if err != nil {
		return nil, fmt.Errorf("list the announcements that are watched: %w", err)
	}
	return all, nil
}

// Showed keeps by which message the progress is shown. With last nothing more will be, unless it is moved again.
func (a Announcements) Showed(ctx context.Context, w Watched, last bool) error {
	_, err := a.write(ctx, `UPDATE announcements SET shown = $2, watched = CASE WHEN $3 AND watched = $4 THEN 0 ELSE watched END
		WHERE campaign = $1`, w.Campaign, w.Ref, last, w.Moves)
	if err != nil {
		return fmt.Errorf("keep that progress was shown: %w", err)
	}
	return nil
}

// Shown is a campaign for whoever shows its progress to its author.
func (a Announcements) Shown(ctx context.Context, id string) (broadcast.Campaign, error) {
	an, err := readAnnouncement(ctx, a.db, id)
	if err != nil {
		return broadcast.Campaign{}, fmt.Errorf("show an announcement: %w", err)
	}
	return a.campaign(ctx, a.db, an)
}
