package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// tellsOfNoneOfTheirs says whether a row o has a reminder of an application to which its reader is not bound.
const tellsOfNoneOfTheirs = `EXISTS (SELECT 1 FROM reminders a WHERE a.recipient = o.id AND a.milestone LIKE 'completion:%'
	AND NOT EXISTS (SELECT 1 FROM bindings b WHERE b.person = o.person AND b.channel = o.channel AND b.chat = o.chat AND b.ended_at = 0
		AND 'completion:' || b.application = a.milestone))`

// Held lists the reminders of a row that the ticks of this mark wrote and that had to wait, with the first and the last
// moment for which they were planned: what could not go when it was written, unless it may have arrived already, and
// what a pause or failures have kept until another day than it was written for. One that tells of an application to which
// its reader is bound no more has waited too long however short that was.
func (s *Store) Held(ctx context.Context, mark string, row int64, civil time.Time) (keys []string, first, last time.Time, err error) {
	type fact struct {
		key string
		at  int64
	}
	rows, err := s.db.QueryContext(ctx, `SELECT r.key, r.at FROM reminders r JOIN outbox o ON o.id = r.recipient
		JOIN campaigns c ON c.id = o.campaign WHERE o.id = $1 AND c.id LIKE $2
		AND (o.release > c.at AND o.repeated = 0 OR o.release < $3 OR `+tellsOfNoneOfTheirs+`) ORDER BY r.at, r.key`, row, mark+"/%", millis(midnight(civil)))
	all, err := collect(rows, err, func(r *sql.Rows) (f fact, err error) { return f, r.Scan(&f.key, &f.at) })
	if err != nil {
		return nil, first, last, fmt.Errorf("read what %d of the outbox waited with: %w", row, err)
	}
	for _, f := range all {
		keys = append(keys, f.key)
	}
	if len(all) > 0 {
		first, last = fromMillis(all[0].at), fromMillis(all[len(all)-1].at)
	}
	return keys, first, last, nil
}
