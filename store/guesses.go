package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
)

// How long nobody's code is looked at after wrong ones: the first three are free, then a second, two, four …
const (
	freeGuesses  = 3
	longestGuess = 15 * time.Minute
)

// patience is for how long no code of the writer is looked at. Others are not held up by it.
func (s *Store) patience(ctx context.Context, tx *sql.Tx, m chat.Message) (time.Duration, error) {
	var message string
	var until int64
	err := tx.QueryRowContext(ctx, `SELECT message, until FROM guesses WHERE person = $1`, m.From.Person).Scan(&message, &until)
	if errors.Is(err, sql.ErrNoRows) || message == m.ID {
		return 0, nil
	}
	return fromMillis(until).Sub(s.Machine()), err
}

// wrong counts a wrong code, once a message, and tells how long the next will wait.
func (s *Store) wrong(ctx context.Context, tx *sql.Tx, m chat.Message) (time.Duration, error) {
	var message string
	var n, until int64
	err := tx.QueryRowContext(ctx, `SELECT message, wrong, until FROM guesses WHERE person = $1`, m.From.Person).Scan(&message, &n, &until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	if message == m.ID {
		return max(fromMillis(until).Sub(s.Machine()), 0), nil
	}
	var wait time.Duration
	if n++; n > freeGuesses {
		wait = min(time.Second<<min(n-freeGuesses-1, 20), longestGuess)
	}
	_, err = exec(ctx, tx, `INSERT INTO guesses (person, message, wrong, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person) DO UPDATE SET message = excluded.message, wrong = excluded.wrong, until = excluded.until`,
		m.From.Person, m.ID, n, millis(s.Machine().Add(wait)))
	if err == nil && s.Guessed != nil {
		s.Guessed(m.From.Person, n)
	}
	return wait, err
}

// WrongCodes counts all of them, for the metrics.
func (s *Store) WrongCodes(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(wrong), 0) FROM guesses`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count the wrong codes: %w", err)
	}
	return n, nil
}
