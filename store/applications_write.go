package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/progress"
)

// MoveApplication moves an application within a reach on from a version, once a message: the move is a legal one, which
// the caller has looked up. ok is false, with the application as it is now, if it has another version meanwhile or is
// beyond the reach.
func (s *Store) MoveApplication(ctx context.Context, m chat.Message, of progress.Reach, id int64, version int, to progress.Move, note string, due time.Time) (a progress.Application, ok bool, err error) {
	where, args := reachWhere(of, []any{id})
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		var pack string
		if err := s.applyPending(ctx, tx, m.At, id); err != nil {
			return err
		}
		a, err = scanApplication(func(into ...any) error {
			return tx.QueryRowContext(ctx, `SELECT `+applicationColumns+`, pack FROM applications WHERE id = $1`+where, args...).Scan(append(into, &pack)...)
		})
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if done, err := changedBy(ctx, tx, m.ID); err != nil || done {
			ok = done
			return err
		}
		if a.Version != version {
			return nil
		}
		c := progress.Change{Before: a, After: a, Kind: to.Kind}
		c.After.Stage, c.After.Note, c.After.Due, c.After.Since, c.After.Version = to.To, note, due, midnight(m.At), version+1
		t := &teller{Store: s, tx: tx, m: m, pack: pack}
		if a, err = t.saveChange(ctx, c); err != nil {
			return err
		}
		ok = true
		return record(ctx, tx, m.At, m.From.Person, AuditMoved, strconv.FormatInt(id, 10), fmt.Sprintf("%d %s %s", a.Version, to.Kind, to.To))
	})
	if err != nil {
		return a, false, fmt.Errorf("move an application: %w", err)
	}
	return a, ok, nil
}

func changedBy(ctx context.Context, tx *sql.Tx, message string) (by bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM application_events WHERE message = $1)`, message).Scan(&by)
	return by, err
}

// saveChange writes an application and its new version with the messages to those bound to it, and returns it as it is
// kept. Whoever calls it records the change.
func (t *teller) saveChange(ctx context.Context, c progress.Change) (a progress.Application, err error) {
	tx, m, pack := t.tx, t.m, t.pack
	if a = c.After; a.Since.IsZero() {
		a.Since = midnight(m.At)
	}
	if c.Before.ID == 0 {
		err = addApplication(ctx, tx, m, pack, &a)
	} else {
		err = changeApplication(ctx, tx, m, c.Before.Version, a)
	}
	if err != nil {
		return a, err
	}
	_, err = exec(ctx, tx, `INSERT INTO application_events (application, version, stage, kind, at, entered, entered_by, due, note, message)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Version, a.Stage, c.Kind, millis(midnight(a.Since)), millis(m.At), m.From.Person, noneMillis(a.Due), a.Note, m.ID)
	if err == nil {
		err = t.tellBound(ctx, a)
	}
	return a, err
}

// addApplication adds one. Its number, if it has none, is its place among all.
func addApplication(ctx context.Context, tx *sql.Tx, m chat.Message, pack string, a *progress.Application) error {
	number := a.Number
	if number == "" {
		err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) + 1 FROM applications`).Scan(&a.ID)
		if err != nil {
			return err
		}
		number = progress.Assigned(a.ID)
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO applications (pack, number, name, person_hash, tail_hash, unit, district, series,
		specialty, level, way, committee, path, stage, version, since, due, note, message)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16, $17, $18)
		ON CONFLICT (pack, number) DO NOTHING RETURNING id`,
		pack, number, a.Name, a.PersonHash, a.TailHash, a.Unit, a.District, a.Series, a.Specialty, a.Level, a.Way, a.Committee,
		a.Path, a.Stage, millis(midnight(a.Since)), noneMillis(a.Due), a.Note, m.ID).Scan(&a.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return progress.ErrStale
	}
	a.Number, a.Version = number, 1
	return err
}

func changeApplication(ctx context.Context, tx *sql.Tx, m chat.Message, version int, a progress.Application) error {
	n, err := exec(ctx, tx, `UPDATE applications SET name = $3, person_hash = $4, tail_hash = $5, unit = $6, district = $7, series = $8,
		specialty = $9, level = $10, way = $11, committee = $12, path = $13, stage = $14, version = $15, since = $16, due = $17,
		note = $18, message = $19, number = $20 WHERE id = $1 AND version = $2
		AND NOT EXISTS (SELECT 1 FROM applications o WHERE o.pack = applications.pack AND o.number = $20 AND o.id <> $1)`,
		a.ID, version, a.Name, a.PersonHash, a.TailHash, a.Unit, a.District, a.Series, a.Specialty, a.Level, a.Way, a.Committee,
		a.Path, a.Stage, a.Version, millis(midnight(a.Since)), noneMillis(a.Due), a.Note, m.ID, a.Number)
	if err == nil && n == 0 {
		return progress.ErrStale
	}
	return err
}

// purgeApplications forgets the names, notes and hashes of those whose last change is long ago, and who was bound to
// them; how far they came stays.
func (s *Store) purgeApplications(ctx context.Context, before time.Time) (int64, error) {
	const quiet = ` NOT EXISTS (SELECT 1 FROM application_events recent WHERE recent.entered >= $1 AND recent.application = `
	query, statements := `SELECT id FROM applications WHERE (name <> '-'`, []string{`UPDATE applications SET name = '-', person_hash = '', tail_hash = '', note = ''
		WHERE id BETWEEN $2 AND $3 AND name <> '-' AND` + quiet + `applications.id)`}
	for _, t := range []struct{ table, does, where string }{
		{"application_events", `UPDATE application_events SET note = ''`, `note <> '' AND `},
		{"bindings", `DELETE FROM bindings`, ``}, {"binding_codes", `DELETE FROM binding_codes`, ``}, {"card_guesses", `DELETE FROM card_guesses`, ``},
	} {
		query += ` OR EXISTS (SELECT 1 FROM ` + t.table + ` WHERE ` + t.where + `application = applications.id)`
		statements = append(statements, t.does+` WHERE `+t.where+`application BETWEEN $2 AND $3 AND`+quiet+t.table+`.application)`)
	}
	return s.inParts(ctx, query+`) AND`+quiet+`applications.id)`, before, statements...)
}

// forgetApplications clears the pseudonym of a staff member or liaison who has moved applications or reads in a roster; the history stays.
func forgetApplications(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `UPDATE application_events SET entered_by = '' WHERE entered_by = $1`, person)
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE rosters SET person = '' WHERE person = $1`, person)
	}
	return err
}
