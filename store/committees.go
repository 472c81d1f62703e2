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
	"zhicheng/handlers/check"
	"zhicheng/handlers/dates"
	"zhicheng/reminders/progress"
)

const committeeColumns = `id, name, series, levels, filed_until`

func scanCommittee(scan func(...any) error) (c dates.Committee, err error) {
	var series, levels string
	var until int64
	if err = scan(&c.ID, &c.Name, &series, &levels, &until); err != nil {
		return c, err
	}
	c.FiledUntil = fromMillis(until)
	return c, errors.Join(json.Unmarshal([]byte(series), &c.Series), json.Unmarshal([]byte(levels), &c.Levels))
}

// Committees lists the register.
func (s *Store) Committees(ctx context.Context) ([]dates.Committee, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+committeeColumns+` FROM committees ORDER BY name`)
	all, err := collect(rows, err, func(r *sql.Rows) (dates.Committee, error) { return scanCommittee(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("read the committees: %w", err)
	}
	return all, nil
}

// Filings is the register as the check of eligibility reads it.
func (s *Store) Filings(ctx context.Context) (filings []check.Filing, err error) {
	all, err := s.Committees(ctx)
	for _, c := range all {
		filings = append(filings, check.Filing{Name: c.Name, Series: c.Series, Titles: c.Levels, Until: c.FiledUntil})
	}
	return filings, err
}

// Reviewing is the register as a roster is looked at with.
func (s *Store) Reviewing(ctx context.Context) (reviewing []progress.Committee, err error) {
	all, err := s.Committees(ctx)
	for _, c := range all {
		reviewing = append(reviewing, progress.Committee{Name: c.Name, Series: c.Series, Levels: c.Levels})
	}
	return reviewing, err
}

// SaveCommittee adds one or changes the one of that name.
func (s *Store) SaveCommittee(ctx context.Context, m chat.Message, c dates.Committee) (saved dates.Committee, err error) {
	series, err := json.Marshal(append([]string{}, c.Series...))
	if err != nil {
		return c, err
	}
	levels, err := json.Marshal(append([]string{}, c.Levels...))
	if err != nil {
		return c, err
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `INSERT INTO committees (name, series, levels, filed_until, message) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (name) DO UPDATE SET series = excluded.series, levels = excluded.levels,
				filed_until = excluded.filed_until, message = excluded.message WHERE committees.message <> excluded.message`,
			c.Name, string(series), string(levels), millis(c.FiledUntil), m.ID)
		if err != nil {
			return err
		}
		saved, err = scanCommittee(tx.QueryRowContext(ctx, `SELECT `+committeeColumns+` FROM committees WHERE name = $1`, c.Name).Scan)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditCommittee, strconv.FormatInt(saved.ID, 10), c.FiledUntil.Format("2006-01-02"))
	})
	if err != nil {
		return c, fmt.Errorf("save a committee: %w", err)
	}
	return saved, nil
}

// Events lists what was recorded of a pack's derived dates.
func (s *Store) Events(ctx context.Context, pack string) ([]dates.Event, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT event, committee, day FROM events WHERE pack = $1 ORDER BY id`, pack)
	all, err := collect(rows, err, func(r *sql.Rows) (e dates.Event, err error) {
		var day int64
		err = r.Scan(&e.Event, &e.Committee, &day)
		e.On = fromMillis(day)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the events: %w", err)
	}
	return all, nil
}

// RecordEvent keeps an event; a later record of the same replaces it.
func (s *Store) RecordEvent(ctx context.Context, m chat.Message, pack string, e dates.Event) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `INSERT INTO events (pack, event, committee, day, entered_by, message) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (pack, event, committee) DO UPDATE SET day = excluded.day, entered_by = excluded.entered_by,
				message = excluded.message WHERE events.message <> excluded.message`,
			pack, e.Event, e.Committee, millis(e.On), m.From.Person, m.ID)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditEvent, strconv.FormatInt(e.Committee, 10), e.Event+" "+e.On.Format("2006-01-02"))
	})
	if err != nil {
		return fmt.Errorf("record an event: %w", err)
	}
	return nil
}

// Done lists what of the committees' dates is done.
func (s *Store) Done(ctx context.Context) ([]dates.Done, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT committee, date, day FROM committee_done ORDER BY committee, date, day`)
	all, err := collect(rows, err, func(r *sql.Rows) (d dates.Done, err error) {
		var day int64
		err = r.Scan(&d.Committee, &d.Date, &day)
		d.On = fromMillis(day)
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what committees have done: %w", err)
	}
	return all, nil
}

// SetDone notes that something is done, or takes that back.
func (s *Store) SetDone(ctx context.Context, m chat.Message, d dates.Done, is bool) error {
	q, action := `INSERT INTO committee_done (committee, date, day) VALUES ($1, $2, $3) ON CONFLICT (committee, date, day) DO NOTHING`, AuditDone
	if !is {
		q, action = `DELETE FROM committee_done WHERE committee = $1 AND date = $2 AND day = $3`, AuditUndone
	}
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, q, d.Committee, d.Date, millis(d.On))
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, action, strconv.FormatInt(d.Committee, 10), d.Date+" "+d.On.Format(time.DateOnly))
	})
	if err != nil {
		return fmt.Errorf("note what a committee has done: %w", err)
	}
	return nil
}
