package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"zhicheng/handlers/stats"
)

// dayOf is the number of the day in Asia/Shanghai of a column in milliseconds.
const dayOf = `((%s + 28800000) / 86400000)`

// QuestionDays counts the questions of each day and topic since a time, and what their askers thought of the answers.
func (s *Store) QuestionDays(ctx context.Context, since time.Time) ([]stats.Day, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+fmt.Sprintf(dayOf, "at")+` AS day, topic, count(*),
			sum(CASE WHEN rating = 'useful' THEN 1 ELSE 0 END), sum(CASE WHEN rating = 'useless' THEN 1 ELSE 0 END)
		FROM questions WHERE at >= $1 GROUP BY day, topic ORDER BY day, topic`, millis(since))
	all, err := collect(rows, err, func(r *sql.Rows) (d stats.Day, err error) {
		var day int64
		err = r.Scan(&day, &d.Topic, &d.Questions, &d.Useful, &d.Useless)
		d.Day = midnight(fromMillis(day * 86400000))
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("count questions: %w", err)
	}
	return all, nil
}

// CaseFacts lists the cases since a time as far as they are counted.
func (s *Store) CaseFacts(ctx context.Context, since time.Time) ([]stats.Case, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT at, answered, series, level, district FROM cases WHERE at >= $1 ORDER BY id`, millis(since))
	all, err := collect(rows, err, func(r *sql.Rows) (c stats.Case, err error) {
		var at int64
		var answered sql.NullInt64
		err = r.Scan(&at, &answered, &c.Series, &c.Level, &c.District)
		c.At, c.Answered = fromMillis(at), fromNullMillis(answered)
		return c, err
	})
	if err != nil {
		return nil, fmt.Errorf("count cases: %w", err)
	}
	return all, nil
}

// RemindedUnits lists which units were reminded of which of a pack's milestones, and what they said.
func (s *Store) RemindedUnits(ctx context.Context, pack string) ([]stats.Reminded, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT m.unit, m.milestone, min(m.at),
			max(CASE WHEN r.done_at IS NOT NULL OR r.ticked <> '[]' OR r.snoozed > 0 THEN 1 ELSE 0 END),
			max(CASE WHEN r.done_at IS NOT NULL THEN 1 ELSE 0 END)
		FROM reminders m LEFT JOIN reports r ON r.unit = m.unit AND r.milestone = m.milestone AND r.pack = $1
		WHERE m.unit > 0 AND m.recipient IS NOT NULL AND m.subscriber LIKE $1 || '/%'
		GROUP BY m.unit, m.milestone ORDER BY m.unit, min(m.at), m.milestone`, pack)
	all, err := collect(rows, err, func(r *sql.Rows) (m stats.Reminded, err error) {
		var first int64
		err = r.Scan(&m.Unit, &m.Milestone, &first, &m.Acknowledged, &m.Done)
		m.First = fromMillis(first)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("count reminders: %w", err)
	}
	return all, nil
}
