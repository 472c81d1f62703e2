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
	n++
	wait := pause(int(n))
	_, err = exec(ctx, tx, `INSERT INTO guesses (person, message, wrong, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person) DO UPDATE SET message = excluded.message, wrong = excluded.wrong, until = excluded.until`,
		m.From.Person, m.ID, n, millis(s.Machine().Add(wait)))
	if err == nil && s.Guessed != nil {
		s.Guessed(m.From.Person, n)
	}
	return wait, err
}

// pause is how long nothing is looked at after so many wrong ones.
func pause(wrong int) time.Duration {
	if wrong <= freeGuesses {
		return 0
	}
	return min(time.Second<<min(wrong-freeGuesses-1, 20), longestGuess)
}

// WrongCodes counts all of them, for the metrics.
func (s *Store) WrongCodes(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(wrong), 0) FROM guesses`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count the wrong codes: %w", err)
	}
	return n, nil
}

// slowed is for how long nobody may try the card of an application's; it concerns no other way to bind it.
func (s *Store) slowed(ctx context.Context, tx *sql.Tx, m chat.Message, application int64) (time.Duration, error) {
	var message string
	var until int64
	err := tx.QueryRowContext(ctx, `SELECT message, until FROM card_guesses WHERE application = $1`, application).Scan(&message, &until)
	if errors.Is(err, sql.ErrNoRows) || message == m.ID {
		return 0, nil
	}
	return fromMillis(until).Sub(s.Machine()), err
}

// slowDown counts a wrong card, once a message.
func (s *Store) slowDown(ctx context.Context, tx *sql.Tx, m chat.Message, application int64) error {
	var message string
	var n int
	err := tx.QueryRowContext(ctx, `SELECT message, wrong FROM card_guesses WHERE application = $1`, application).Scan(&message, &n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || message == m.ID {
		return err
	}
	n++
	_, err = exec(ctx, tx, `INSERT INTO card_guesses (application, wrong, until, message) VALUES ($1, $2, $3, $4)
		ON CONFLICT (application) DO UPDATE SET wrong = excluded.wrong, until = excluded.until, message = excluded.message`,
		application, n, millis(s.Machine().Add(pause(n))), m.ID)
	return err
}
