package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/units"
)

// UnitEvents lists what happened to the units of which a date is counted.
func (s *Store) UnitEvents(ctx context.Context, pack string) ([]units.Event, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT event, unit, day FROM unit_events WHERE pack = $1 ORDER BY unit, event`, pack)
	all, err := collect(rows, err, func(r *sql.Rows) (e units.Event, err error) {
		var day int64
		err = r.Scan(&e.Event, &e.Unit, &day)
		e.On = fromMillis(day)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the units' events: %w", err)
	}
	return all, nil
}

// RecordUnitEvent keeps an event, in place of an earlier one of the same kind; without a day it is over.
func (s *Store) RecordUnitEvent(ctx context.Context, m chat.Message, pack string, e units.Event) error {
	err := s.tx(ctx, func(tx *sql.Tx) (err error) {
		var n int64
		if e.On.IsZero() {
			n, err = exec(ctx, tx, `DELETE FROM unit_events WHERE pack = $1 AND event = $2 AND unit = $3`, pack, e.Event, e.Unit)
		} else {
			n, err = exec(ctx, tx, `INSERT INTO unit_events (pack, event, unit, day, entered_by, message) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT (pack, event, unit) DO UPDATE SET day = excluded.day, entered_by = excluded.entered_by, message = excluded.message
				WHERE unit_events.message <> excluded.message`, pack, e.Event, e.Unit, millis(e.On), m.From.Person, m.ID)
		}
		if err != nil || n == 0 {
			return err
		}
		said := "over"
		if !e.On.IsZero() {
			said = e.On.Format(time.DateOnly)
		}
		return record(ctx, tx, m.At, m.From.Person, AuditEvent, strconv.FormatInt(e.Unit, 10), e.Event+" "+said)
	})
	if err != nil {
		return fmt.Errorf("record a unit's event: %w", err)
	}
	return nil
}
