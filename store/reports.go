package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/units"
)

func scanReport(scan func(...any) error) (r units.Report, err error) {
	var done sql.NullInt64
	var ticked string
	var snoozed int64
	if err = scan(&r.Unit, &r.Milestone, &done, &ticked, &snoozed); err != nil {
		return r, err
	}
	r.Done = fromNullMillis(done)
	r.Snoozed = fromNullMillis(sql.NullInt64{Int64: snoozed})
	return r, json.Unmarshal([]byte(ticked), &r.Ticked)
}

// Reports lists what units have said of their milestones of a pack.
func (s *Store) Reports(ctx context.Context, pack string) ([]units.Report, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT unit, milestone, done_at, ticked, snoozed FROM reports WHERE pack = $1 ORDER BY unit, milestone`, pack)
	all, err := collect(rows, err, func(r *sql.Rows) (units.Report, error) { return scanReport(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("read the units' reports: %w", err)
	}
	return all, nil
}

// Report reads what a unit has said of a milestone; the zero report if nothing.
func (s *Store) Report(ctx context.Context, pack string, unit int64, milestone string) (units.Report, error) {
	r, err := scanReport(s.db.QueryRowContext(ctx, `SELECT unit, milestone, done_at, ticked, snoozed FROM reports
		WHERE pack = $1 AND unit = $2 AND milestone = $3`, pack, unit, milestone).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return units.Report{Unit: unit, Milestone: milestone}, nil
	}
	if err != nil {
		return r, fmt.Errorf("read a unit's report: %w", err)
	}
	return r, nil
}

// ChangeReport changes what a unit says of a milestone, once a message. change gets what holds by then, which another
// liaison may have changed since the writer saw it, and may leave it so: ok is false then. What is done or put off is
// not reminded of any more: reminders of it that still wait are cancelled.
func (s *Store) ChangeReport(ctx context.Context, m chat.Message, pack string, unit int64, milestone string,
	change func(units.Report) (units.Report, bool)) (r units.Report, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var by string
		was, err := scanReport(func(into ...any) error {
			return tx.QueryRowContext(ctx, `SELECT unit, milestone, done_at, ticked, snoozed, message FROM reports
				WHERE pack = $1 AND unit = $2 AND milestone = $3`, pack, unit, milestone).Scan(append(into, &by)...)
		})
		if errors.Is(err, sql.ErrNoRows) {
			was, err = units.Report{Unit: unit, Milestone: milestone}, nil
		}
		if r, ok = was, true; err != nil || by == m.ID {
			return err
		}
		if r, ok = change(was); !ok {
			r = was
			return nil
		}
		return saveReport(ctx, tx, m, pack, was, r)
	})
	if err != nil {
		return r, false, fmt.Errorf("report: %w", err)
	}
	return r, ok, nil
}

func saveReport(ctx context.Context, tx *sql.Tx, m chat.Message, pack string, was, r units.Report) error {
	ticked, err := json.Marshal(append([]string{}, r.Ticked...))
	if err != nil {
		return err
	}
	var done any
	if !r.Done.IsZero() {
		done = millis(r.Done)
	}
	_, err = exec(ctx, tx, `INSERT INTO reports (unit, pack, milestone, done_at, ticked, snoozed, message)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (unit, pack, milestone) DO UPDATE SET done_at = excluded.done_at, ticked = excluded.ticked,
			snoozed = excluded.snoozed, message = excluded.message`,
		r.Unit, pack, r.Milestone, done, string(ticked), snoozedAt(r.Snoozed), m.ID)
	if err != nil {
		return err
	}
	if done != nil || !r.Snoozed.Equal(was.Snoozed) {
		if err := cancelReminders(ctx, tx, r.Unit, r.Milestone); err != nil {
			return err
		}
	}
	action := AuditReported
	switch {
	case was.Done.IsZero() == r.Done.IsZero():
		return nil
	case done == nil:
		action = AuditUnreported
	}
	return record(ctx, tx, m.At, m.From.Person, action, strconv.FormatInt(r.Unit, 10), r.Milestone)
}

func snoozedAt(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(t)
}

// cancelReminders takes back what waits about a unit's milestone. A message that tells of others too still goes.
func cancelReminders(ctx context.Context, tx *sql.Tx, unit int64, milestone string) error {
	_, err := exec(ctx, tx, `UPDATE outbox SET `+withdrawn+` WHERE state = 'queued'
		AND id IN (SELECT recipient FROM reminders WHERE unit = $1 AND milestone = $2)
		AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.recipient = outbox.id AND (r.unit <> $1 OR r.milestone <> $2))`, unit, milestone)
	return err
}
