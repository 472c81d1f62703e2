package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/handlers/check"
)

// SavedCheck is what a person agreed to keep of their check; no answers if nothing is kept.
func (s *Store) SavedCheck(ctx context.Context, person string) (check.Saved, error) {
	var facts string
	var at int64
	err := s.db.QueryRowContext(ctx, `SELECT facts, at FROM checks WHERE person = $1`, person).Scan(&facts, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return check.Saved{}, nil
	}
	saved := check.Saved{At: fromMillis(at)}
	if err == nil {
		err = json.Unmarshal([]byte(facts), &saved.Answers)
	}
	if err != nil {
		return check.Saved{}, fmt.Errorf("read what is kept of a check: %w", err)
	}
	return saved, nil
}

// SaveCheck keeps the answers instead of earlier ones; the time of the first stays as that of the agreement.
func (s *Store) SaveCheck(ctx context.Context, person string, saved check.Saved) error {
	facts, err := json.Marshal(append([]check.Answer{}, saved.Answers...))
	if err == nil {
		_, err = s.write(ctx, `INSERT INTO checks (person, facts, as_of, at, consent) VALUES ($1, $2, $3, $4, $4)
			ON CONFLICT (person) DO UPDATE SET facts = excluded.facts, as_of = excluded.as_of, at = excluded.at`,
			person, string(facts), millis(midnight(saved.At)), millis(saved.At))
	}
	if err != nil {
		return fmt.Errorf("keep a check: %w", err)
	}
	return nil
}

// DropCheck deletes what is kept of a person's check.
func (s *Store) DropCheck(ctx context.Context, person string) error {
	_, err := s.write(ctx, `DELETE FROM checks WHERE person = $1`, person)
	if err != nil {
		return fmt.Errorf("drop a check: %w", err)
	}
	return nil
}

// QuestionText is what a person asked in a message, or nothing if that is gone or somebody else's.
func (s *Store) QuestionText(ctx context.Context, person, messageID string) (text string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT text FROM questions WHERE id = $1 AND person = $2`, messageID, person).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read a question: %w", err)
	}
	return text, nil
}

func forgetChecks(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM checks WHERE person = $1`, person)
	return err
}

func purgeChecks(ctx context.Context, tx *sql.Tx, before time.Time) (int64, error) {
	return exec(ctx, tx, `DELETE FROM checks WHERE at < $1`, millis(before))
}
