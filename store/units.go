package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/handlers/unit"
	"zhicheng/reminders/units"
)

const unitColumns = `id, name, level, district, kind, series, titles, parent, closed`

func scanUnit(scan func(...any) error) (u units.Unit, err error) {
	var series, titles string
	if err = scan(&u.ID, &u.Name, &u.Level, &u.District, &u.Kind, &series, &titles, &u.Parent, &u.Closed); err != nil {
		return u, err
	}
	return u, errors.Join(json.Unmarshal([]byte(series), &u.Series), json.Unmarshal([]byte(titles), &u.Titles))
}

func (s *Store) units(ctx context.Context, where string, args ...any) ([]units.Unit, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+unitColumns+` FROM units `+where, args...)
	all, err := collect(rows, err, func(r *sql.Rows) (units.Unit, error) { return scanUnit(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	return all, nil
}

// Units lists all units, by name.
func (s *Store) Units(ctx context.Context) ([]units.Unit, error) {
	return s.units(ctx, `ORDER BY name`)
}

// UnitsNamed finds units whose name contains a text, the shortest names first.
func (s *Store) UnitsNamed(ctx context.Context, text string, limit int) ([]units.Unit, error) {
	return s.units(ctx, `WHERE name LIKE $1 ESCAPE '\' ORDER BY length(name), name LIMIT $2`, "%"+escapeLike(text)+"%", limit)
}

// escapeLike takes a text for LIKE … ESCAPE '\' as it stands.
func escapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// Unit reads one unit; false if there is none.
func (s *Store) Unit(ctx context.Context, id int64) (units.Unit, bool, error) {
	all, err := s.units(ctx, `WHERE id = $1`, id)
	if err != nil || len(all) == 0 {
		return units.Unit{}, false, err
	}
	return all[0], true, nil
}

// UnitsSavedBy says whether a message has saved any.
func (s *Store) UnitsSavedBy(ctx context.Context, message string) (by bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM units WHERE message = $1)`, message).Scan(&by)
	if err != nil {
		return false, fmt.Errorf("read which units a message has saved: %w", err)
	}
	return by, nil
}

// SaveUnits adds those without an id and changes the others, all or none, once a message. It gives those that it added
// their ids. A parent may be named by its place in the list, as -1 for the first, -2 for the second …
func (s *Store) SaveUnits(ctx context.Context, m chat.Message, all []units.Unit) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for i := range all {
			u := all[i]
			u.Parent = max(u.Parent, 0)
			if err := saveUnit(ctx, tx, m, &u); err != nil {
				return err
			}
			all[i].ID = u.ID
		}
		for i := range all {
			if all[i].Parent >= 0 {
				continue
			}
			all[i].Parent = all[-all[i].Parent-1].ID
			if _, err := exec(ctx, tx, `UPDATE units SET parent = $2 WHERE id = $1`, all[i].ID, all[i].Parent); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save units: %w", err)
	}
	return nil
}

func saveUnit(ctx context.Context, tx *sql.Tx, m chat.Message, u *units.Unit) error {
	series, err := json.Marshal(append([]string{}, u.Series...))
	if err != nil {
		return err
	}
	titles, err := json.Marshal(append([]units.Title{}, u.Titles...))
	if err != nil {
		return err
	}
	var other int64
	var by string
	err = tx.QueryRowContext(ctx, `SELECT id, message FROM units WHERE name = $1`, u.Name).Scan(&other, &by)
	switch {
	case err == nil && other != u.ID && by == m.ID:
		u.ID = other // added by this message already
		return nil
	case err == nil && other != u.ID:
		return fmt.Errorf("%w: %d", unit.ErrNameTaken, other)
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	}
	action := AuditUnitEdited
	if u.ID == 0 {
		action = AuditUnitAdded
		err = tx.QueryRowContext(ctx, `INSERT INTO units (name, level, district, kind, series, titles, parent, closed, message)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
			u.Name, u.Level, u.District, u.Kind, string(series), string(titles), u.Parent, u.Closed, m.ID).Scan(&u.ID)
	} else {
		var n int64
		n, err = exec(ctx, tx, `UPDATE units SET name = $2, level = $3, district = $4, kind = $5, series = $6, titles = $7,
			parent = $8, closed = $9, message = $10 WHERE id = $1 AND message <> $10`,
			u.ID, u.Name, u.Level, u.District, u.Kind, string(series), string(titles), u.Parent, u.Closed, m.ID)
		if err == nil && n == 0 {
			return nil
		}
	}
	if err != nil {
		return err
	}
	if u.Closed {
		action = AuditUnitClosed
	}
	return record(ctx, tx, m.At, m.From.Person, action, strconv.FormatInt(u.ID, 10), "")
}
