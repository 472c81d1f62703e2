package store

import (
	"context"
	"database/sql"
	"fmt"

	"zhicheng/bot/chat"
)

// headingsAtMost is how many headings an owner may have: people rename columns, not without end.
const headingsAtMost = 200

// RosterHeadings are the headings of whose meaning an owner was asked, with the columns that they stand for.
func (s *Store) RosterHeadings(ctx context.Context, owner string) (map[string]string, error) {
	type pair struct{ heading, means string }
	rows, err := s.db.QueryContext(ctx, `SELECT heading, means FROM roster_headings WHERE owner = $1`, owner)
	all, err := collect(rows, err, func(r *sql.Rows) (p pair, err error) {
		err = r.Scan(&p.heading, &p.means)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the headings of rosters: %w", err)
	}
	means := make(map[string]string, len(all))
	for _, p := range all {
		means[p.heading] = p.means
	}
	return means, nil
}

// SaveRosterHeadings remembers what headings stand for, in place of what was said before.
func (s *Store) SaveRosterHeadings(ctx context.Context, m chat.Message, owner string, means map[string]string) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for heading, column := range means {
			if _, err := exec(ctx, tx, `INSERT INTO roster_headings (owner, heading, means, message)
				SELECT $1, $2, $3, $4 WHERE (SELECT COUNT(*) FROM roster_headings WHERE owner = $1) < $5
				ON CONFLICT (owner, heading) DO UPDATE SET means = excluded.means, message = excluded.message
				WHERE roster_headings.message <> excluded.message`, owner, heading, column, m.ID, headingsAtMost); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save the headings of rosters: %w", err)
	}
	return nil
}

// ForgetRosterHeadings lets an owner be asked again.
func (s *Store) ForgetRosterHeadings(ctx context.Context, owner string) error {
	if _, err := s.write(ctx, `DELETE FROM roster_headings WHERE owner = $1`, owner); err != nil {
		return fmt.Errorf("forget the headings of rosters: %w", err)
	}
	return nil
}
