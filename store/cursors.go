package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"zhicheng/bot"
)

// Cursor is how far the named channel has read; 0 before its first mark.
func (s *Store) Cursor(ctx context.Context, name string) (value int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT value FROM cursors WHERE name = $1`, name).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read the cursor %s: %w", name, err)
	}
	return value, nil
}

// setCursor may go back: the Bot API starts anew at random after a week of silence.
func setCursor(ctx context.Context, tx *sql.Tx, mark bot.Mark) error {
	if mark.Name == "" {
		return nil
	}
	_, err := exec(ctx, tx, `INSERT INTO cursors (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, mark.Name, mark.Value)
	if err != nil {
		return fmt.Errorf("set the cursor %s: %w", mark.Name, err)
	}
	return nil
}
