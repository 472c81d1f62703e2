package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Held lists the reminders of a row that the ticks of this mark wrote and that had to wait, with the first and the last
// moment for which they were planned: what could not go when it was written, unless it may have arrived already, and
// what a pause or failures have kept until another day than it was written for.
func (s *Store) Held(ctx context.Context, mark string, row int64, civil time.Time) (keys []string, first, last time.Time, err error) {
	type fact struct {
		key string
		at  int64
	}
	rows, err := s.db.QueryContext(ctx, `SELECT r.key, r.at FROM reminders r JOIN outbox o ON o.id = r.recipient
		JOIN campaigns c ON c.id = o.campaign WHERE o.id = $1 AND c.id LIKE $2
		AND (o.release > c.at AND o.repeated = 0 OR o.release < $3) ORDER BY r.at, r.key`, row, mark+"/%", millis(midnight(civil)))
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
