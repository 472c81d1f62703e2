package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"zhicheng/bot/outbox"
	"zhicheng/handlers/broadcast"
)

// purgeDrafts drops what its author did not confirm in time, ends what nobody else agreed to, and drops what was left of one that was discarded when the program stopped
// meanwhile; in parts, so that replies are written in between.
func (s *Store) purgeDrafts(ctx context.Context, civil time.Time) error {
	if err := s.endUnseconded(ctx, civil); err != nil {
		return err
	}
	rows, err := s.db.QueryContext(ctx, `SELECT c.id FROM campaigns c JOIN announcements a ON a.campaign = c.id
		WHERE c.state = $1 AND a.expires <= $2
		OR c.body = '{}' AND EXISTS (SELECT 1 FROM outbox WHERE campaign = c.id)`, outbox.Drafted, millis(s.Machine()))
	ids, err := collect(rows, err, func(r *sql.Rows) (id string, err error) { return id, r.Scan(&id) })
	for _, id := range ids {
		if err == nil {
			err = s.dropRows(ctx, id)
		}
		if err == nil {
			_, err = s.write(ctx, `DELETE FROM campaigns WHERE id = $1 AND state = $2`, id, outbox.Drafted)
		}
	}
	return err
}

// endUnseconded ends what no second person agreed to in time, and tells its author, who would wait for it.
func (s *Store) endUnseconded(ctx context.Context, civil time.Time) error {
	rows, err := s.db.QueryContext(ctx, `SELECT c.id FROM campaigns c JOIN announcements a ON a.campaign = c.id
		WHERE c.state = $1 AND a.expires <= $2`, outbox.Waiting, millis(s.Machine()))
	ids, err := collect(rows, err, func(r *sql.Rows) (id string, err error) { return id, r.Scan(&id) })
	for _, id := range ids {
		if err == nil {
			err = s.tx(ctx, func(tx *sql.Tx) error { return endUnseconded(ctx, tx, id, civil) })
		}
	}
	return err
}

func endUnseconded(ctx context.Context, tx *sql.Tx, id string, civil time.Time) error {
	an, err := readAnnouncement(ctx, tx, id)
	if errors.Is(err, broadcast.ErrNoCampaign) || err == nil && an.state != outbox.Waiting {
		return nil // somebody was faster
	}
	if err == nil {
		err = neverGoes(ctx, tx, id)
	}
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE announcements SET watched = watched + 1 WHERE campaign = $1`, id)
	}
	if err == nil {
		err = record(ctx, tx, civil, ByProgram, AuditCancelled, id, an.hash+" nobody agreed")
	}
	if err != nil || !an.hasSeat() {
		return err
	}
	return notify(ctx, tx, "unseconded/"+id, outbox.Draft{To: an.seat, Reply: broadcast.Unseconded(an.said.Text), Release: broadcast.Leaves(civil, false)})
}

// neverGoes leaves of what was not let go that it was there, without its text.
func neverGoes(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := exec(ctx, tx, `UPDATE campaigns SET state = $2, body = '{}' WHERE id = $1`, id, outbox.Stopped)
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE announcements SET said = '{}', preview = '' WHERE campaign = $1`, id)
	}
	return err
}

// dropRows deletes the recipients of what never went out.
func (s *Store) dropRows(ctx context.Context, id string) error {
	for {
		n, err := s.write(ctx, `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE campaign = $1 ORDER BY id LIMIT $2)
			AND EXISTS (SELECT 1 FROM campaigns WHERE id = $1 AND (state IN ('draft', 'waiting') OR body = '{}'))`, id, frozenAtOnce)
		if err != nil || n < frozenAtOnce {
			return err
		}
	}
}
