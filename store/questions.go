package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/handlers/ask"
	"zhicheng/knowledge/faq"
)

func scanQuestion(r *sql.Rows) (q ask.Question, err error) {
	var clauses string
	var at int64
	var rated sql.NullInt64
	err = r.Scan(&q.ID, &q.Person, &q.Text, &q.Status, &q.Topic, &clauses, &q.Pack, &q.Score, &at, &q.Rating, &rated, &q.FAQ)
	if err != nil {
		return ask.Question{}, err
	}
	q.At, q.RatedAt = fromMillis(at), fromNullMillis(rated)
	return q, json.Unmarshal([]byte(clauses), &q.Clauses)
}

func (s *Store) questions(ctx context.Context, where string, args ...any) ([]ask.Question, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, person, text, status, topic, clauses, pack, score, at, rating, rated_at, faq FROM questions `+where, args...)
	all, err := collect(rows, err, scanQuestion)
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	return all, nil
}

// AddQuestion stores a question; one with the same ID stays as it is.
func (s *Store) AddQuestion(ctx context.Context, q ask.Question) error {
	clauses, err := json.Marshal(append([]string{}, q.Clauses...))
	if err != nil {
		return err
	}
	_, err = s.write(ctx, `INSERT INTO questions (id, person, text, status, clauses, pack, score, at, topic, faq)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
		q.ID, q.Person, q.Text, q.Status, string(clauses), q.Pack, q.Score, millis(q.At), q.Topic, q.FAQ)
	if err != nil {
		return fmt.Errorf("store a question: %w", err)
	}
	return nil
}

// Questions are the person's last n questions since a time, newest first, as they were before the message with the
// ID before.
func (s *Store) Questions(ctx context.Context, person string, since time.Time, before string, n int) ([]ask.Question, error) {
	return s.questions(ctx, `WHERE person = $1 AND at >= $2
			AND NOT EXISTS (SELECT 1 FROM questions b WHERE b.id = $3 AND b.seq <= questions.seq)
		ORDER BY seq DESC LIMIT $4`, person, millis(since), before, n)
}

// Rate records what the asker thinks of the answer; changed is false when that was recorded before. Somebody
// else's question is ask.ErrGone.
func (s *Store) Rate(ctx context.Context, questionID, person, rating string, at time.Time) (changed bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var was string
		err := tx.QueryRowContext(ctx, `SELECT rating FROM questions WHERE id = $1 AND person = $2`, questionID, person).Scan(&was)
		if changed = err == nil && was != rating; !changed {
			return gone(err)
		}
		_, err = exec(ctx, tx, `UPDATE questions SET rating = $2, rated_at = $3 WHERE id = $1`, questionID, rating, millis(at))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("rate an answer: %w", err)
	}
	return changed, nil
}

// Complaints are the questions since a time that were refused or whose answer was useless, oldest first.
func (s *Store) Complaints(ctx context.Context, since time.Time) ([]ask.Question, error) {
	return s.questions(ctx, `WHERE at >= $1 AND (status = 'refused' OR rating = 'useless') ORDER BY seq`, millis(since))
}

func forgetQuestions(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM questions WHERE person = $1`, person)
	return err
}

func (s *Store) purgeQuestions(ctx context.Context, before time.Time) (int64, error) {
	return s.purge(ctx, "questions", "seq", "at < $1", before)
}

// gone says "no such row" in the flow's own words.
func gone(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ask.ErrGone
	}
	return err
}

// missed is a question that the notice did not answer, and no maintained answer either.
const missed = `(status <> 'answered' AND faq = 0)`

// Unanswered lists the questions since a time that were missed or of no use; the newest first, at most 20,000.
func (s *Store) Unanswered(ctx context.Context, since time.Time) ([]faq.Asked, error) {
	return s.unanswered(ctx, `at >= $1 ORDER BY seq DESC LIMIT 20000`, millis(since))
}

// UnansweredOne is one of these by its message's id; ok is false if it is none.
func (s *Store) UnansweredOne(ctx context.Context, id string) (a faq.Asked, ok bool, err error) {
	all, err := s.unanswered(ctx, `id = $1`, id)
	if err != nil || len(all) == 0 {
		return a, false, err
	}
	return all[0], true, nil
}

func (s *Store) unanswered(ctx context.Context, where string, arg any) ([]faq.Asked, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, text, topic, at, `+missed+`, rating = 'useless', faq FROM questions
		WHERE (`+missed+` OR rating = 'useless') AND `+where, arg)
	all, err := collect(rows, err, func(r *sql.Rows) (a faq.Asked, err error) {
		var at int64
		err = r.Scan(&a.ID, &a.Text, &a.Topic, &at, &a.Missed, &a.Useless, &a.FAQ)
		a.At = fromMillis(at)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was not answered: %w", err)
	}
	return all, nil
}
