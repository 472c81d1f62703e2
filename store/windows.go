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

const windowColumns = `id, unit, milestone, posting, posted, ends, onward, state, objection`

func scanWindow(scan func(...any) error) (w units.Window, err error) {
	var posted, ends, onward int64
	err = scan(&w.ID, &w.Unit, &w.Milestone, &w.Posting, &posted, &ends, &onward, &w.State, &w.Objection)
	w.Posted, w.Ends, w.Onward = fromMillis(posted), fromMillis(ends), fromMillis(onward)
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

// Windows lists all of a pack.
func (s *Store) Windows(ctx context.Context, pack string) ([]units.Window, error) {
	return s.windows(ctx, `WHERE pack = $1 ORDER BY id`, pack)
}

// OpenWindow keeps a window, once a message. It is false, and returns the one that there is, when the unit has posted the
// same on the same day already.
func (s *Store) OpenWindow(ctx context.Context, m chat.Message, pack string, w units.Window) (opened units.Window, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var by string
		opened, err = scanWindow(func(into ...any) error {
			return tx.QueryRowContext(ctx, `SELECT `+windowColumns+`, opened_by FROM windows WHERE opened_by = $1
				OR unit = $2 AND pack = $3 AND milestone = $4 AND posting = $5 AND posted = $6 AND state <> 'stopped'
				ORDER BY opened_by = $1 DESC LIMIT 1`,
				m.ID, w.Unit, pack, w.Milestone, w.Posting, millis(w.Posted)).Scan(append(into, &by)...)
		})
		if ok = err != nil || by == m.ID; !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		opened, err = scanWindow(tx.QueryRowContext(ctx, `INSERT INTO windows (unit, pack, milestone, posting, posted, ends, onward, state, opened_by, moved_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $8) RETURNING `+windowColumns,
			w.Unit, pack, w.Milestone, w.Posting, millis(w.Posted), millis(w.Ends), millis(w.Onward), m.ID).Scan)
		if err != nil {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditWindow, strconv.FormatInt(w.Unit, 10), fmt.Sprintf("%d open", opened.ID))
	})
	if err != nil {
		return opened, false, fmt.Errorf("open a publicity window: %w", err)
	}
	return opened, ok, nil
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
