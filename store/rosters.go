package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/progress"
)

// SaveRoster keeps what is new and changed in a difference, once a message. Those without a number get one.
// progress.ErrStale says that the difference was made from something older. It is written down whole, confirmed in one
// transaction and then applied in parts. Until it is confirmed nothing has happened; from then on all of it will:
// FinishRosters goes on with what was interrupted.
func (s *Store) SaveRoster(ctx context.Context, m chat.Message, pack string, d progress.Difference) error {
	s.rosters.Lock()
	defer s.rosters.Unlock()
	saved, err := s.RosterSaved(ctx, m.ID)
	if err != nil || saved || len(d.New)+len(d.Changed) == 0 {
		return err
	}
	if err = s.stageRoster(ctx, m, pack, slices.Concat(d.New, d.Changed)); err == nil {
		err = s.confirmRoster(ctx, m, pack, d)
	}
	if err == nil {
		err = s.applyRoster(ctx, m.ID, m.At)
	}
	if err != nil {
		return fmt.Errorf("save a roster: %w", err)
	}
	return nil
}

// FinishRosters goes on with the confirmed rosters that something has interrupted, and counts them; those that were not
// confirmed it forgets. Whoever confirmed one of which a row cannot be applied hears sorry. It does nothing while a
// roster is being saved: that one is in good hands.
func (s *Store) FinishRosters(ctx context.Context, now time.Time, sorry chat.Reply) (n int, err error) {
	if !s.rosters.TryLock() {
		return 0, nil
	}
	defer s.rosters.Unlock()
	rows, err := s.db.QueryContext(ctx, `SELECT message, state = 'confirmed' FROM rosters ORDER BY message`)
	type roster struct {
		message   string
		confirmed bool
	}
	all, err := collect(rows, err, func(r *sql.Rows) (x roster, err error) { return x, r.Scan(&x.message, &x.confirmed) })
	for _, x := range all {
		if x.confirmed {
			n++
			err = errors.Join(err, s.finishRoster(ctx, x.message, now, sorry))
		} else {
			err = errors.Join(err, s.dropRoster(ctx, x.message))
		}
	}
	if err != nil {
		return n, fmt.Errorf("finish rosters: %w", err)
	}
	return n, nil
}

// RosterSaved says whether a message has confirmed a roster: all of it is applied, or will be.
func (s *Store) RosterSaved(ctx context.Context, message string) (saved bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM rosters WHERE message = $1 AND state = 'confirmed')
		OR EXISTS (SELECT 1 FROM application_events WHERE message = $1)`, message).Scan(&saved)
	if err != nil {
		return false, fmt.Errorf("look for a roster: %w", err)
	}
	return saved, nil
}

// confirmRoster makes a roster that is written down certain, if all that it goes on from is as it was, and no other
// confirmed one is about the same.
func (s *Store) confirmRoster(ctx context.Context, m chat.Message, pack string, d progress.Difference) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `UPDATE rosters SET state = 'confirmed' WHERE message = $1 AND state = 'staged'
			AND (SELECT count(*) FROM roster_rows WHERE roster = $1) = $3
			AND NOT EXISTS (SELECT 1 FROM roster_rows r WHERE r.roster = $1 AND (
				r.application IS NOT NULL AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.id = r.application AND a.version = r.version)
				OR EXISTS (SELECT 1 FROM applications a WHERE a.pack = $2 AND a.number = r.number AND a.id <> COALESCE(r.application, 0))
				OR EXISTS (SELECT 1 FROM roster_rows o JOIN rosters c ON c.message = o.roster WHERE o.application = r.application AND c.state = 'confirmed')
				OR EXISTS (SELECT 1 FROM roster_rows o JOIN rosters c ON c.message = o.roster WHERE o.number = r.number AND c.pack = $2 AND c.state = 'confirmed')))`,
			m.ID, pack, len(d.New)+len(d.Changed))
		if err != nil {
			return err
		}
		if n == 0 {
			return progress.ErrStale
		}
		return record(ctx, tx, m.At, m.From.Person, AuditRoster, pack, fmt.Sprintf("%d new, %d changed", len(d.New), len(d.Changed)))
	})
}
