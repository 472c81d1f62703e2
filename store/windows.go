package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/units"
)

const windowColumns = `id, unit, posting, posted, ends, state, objection`

func scanWindow(scan func(...any) error) (w units.Window, err error) {
	var posted, ends int64
	err = scan(&w.ID, &w.Unit, &w.Posting, &posted, &ends, &w.State, &w.Objection)
	w.Posted, w.Ends = fromMillis(posted), fromMillis(ends)
	return w, err
}

func (s *Store) windows(ctx context.Context, where string, args ...any) ([]units.Window, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+windowColumns+` FROM windows `+where, args...)
	all, err := collect(rows, err, func(r *sql.Rows) (units.Window, error) { return scanWindow(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("read publicity windows: %w", err)
	}
	return all, nil
}

// UnitWindows lists a unit's windows of a pack, the newest first.
func (s *Store) UnitWindows(ctx context.Context, pack string, unit int64) ([]units.Window, error) {
	return s.windows(ctx, `WHERE pack = $1 AND unit = $2 ORDER BY id DESC`, pack, unit)
}

// RunningWindows lists those of a pack that have not come to an end.
func (s *Store) RunningWindows(ctx context.Context, pack string) ([]units.Window, error) {
	return s.windows(ctx, `WHERE pack = $1 AND state IN ('open', 'objected') ORDER BY id`, pack)
}

// OpenWindow keeps a window, once a message.
func (s *Store) OpenWindow(ctx context.Context, m chat.Message, pack string, w units.Window) (opened units.Window, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `INSERT INTO windows (unit, pack, posting, posted, ends, state, opened_by, moved_by)
			SELECT $1, $2, $3, $4, $5, 'open', $6, $6 WHERE NOT EXISTS (SELECT 1 FROM windows WHERE opened_by = $6)`,
			w.Unit, pack, w.Posting, millis(w.Posted), millis(w.Ends), m.ID)
		if err != nil {
			return err
		}
		opened, err = scanWindow(tx.QueryRowContext(ctx, `SELECT `+windowColumns+` FROM windows WHERE opened_by = $1`, m.ID).Scan)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditWindow, strconv.FormatInt(w.Unit, 10), fmt.Sprintf("%d open", opened.ID))
	})
	if err != nil {
		return opened, fmt.Errorf("open a publicity window: %w", err)
	}
	return opened, nil
}

// MoveWindow moves a unit's window by a legal move, once a message; ok is false if it may not move so.
func (s *Store) MoveWindow(ctx context.Context, m chat.Message, unit, id int64, to units.State, why units.Objection, today time.Time) (w units.Window, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		var by string
		w, err = scanWindow(func(into ...any) error {
			return tx.QueryRowContext(ctx, `SELECT `+windowColumns+`, moved_by FROM windows WHERE id = $1 AND unit = $2`, id, unit).Scan(append(into, &by)...)
		})
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if w.State == to && by == m.ID {
			ok = true
			return nil
		}
		if ok = w.May(to, today); !ok {
			return nil
		}
		w.State = to
		if why != "" {
			w.Objection = why
		}
		if _, err := exec(ctx, tx, `UPDATE windows SET state = $2, objection = $3, moved_by = $4 WHERE id = $1`, id, to, w.Objection, m.ID); err != nil {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditWindow, strconv.FormatInt(unit, 10), fmt.Sprintf("%d %s", id, to))
	})
	if err != nil {
		return w, false, fmt.Errorf("move a publicity window: %w", err)
	}
	return w, ok, nil
}
