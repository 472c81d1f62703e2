package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhicheng/reminders/progress"
)

const applicationColumns = `id, number, name, person_hash, tail_hash, unit, district, series, specialty, level, way, committee,
	path, stage, version, since, due, note`

func scanApplication(scan func(...any) error) (a progress.Application, err error) {
	var since, due int64
	err = scan(&a.ID, &a.Number, &a.Name, &a.PersonHash, &a.TailHash, &a.Unit, &a.District, &a.Series, &a.Specialty, &a.Level,
		&a.Way, &a.Committee, &a.Path, &a.Stage, &a.Version, &since, &due, &a.Note)
	a.Since, a.Due = fromMillis(since), orZero(due)
	return a, err
}

// orZero is the time of milliseconds of which 0 is none; noneMillis the other way round.
func orZero(ms int64) time.Time { return fromNullMillis(sql.NullInt64{Int64: ms}) }

func noneMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(midnight(t))
}

// reachWhere is the reach as a condition, from the placeholder after next on.
func reachWhere(r progress.Reach, args []any) (string, []any) {
	var all []string
	add := func(column string, values ...any) {
		var holders []string
		for _, v := range values {
			args = append(args, v)
			holders = append(holders, "$"+strconv.Itoa(len(args)))
		}
		all = append(all, column+" IN ("+strings.Join(holders, ", ")+")")
	}
	if r.Unit != 0 {
		add("unit", r.Unit)
	}
	if r.District != "" {
		add("district", r.District)
	}
	if len(r.Series) > 0 {
		add("series", anys(r.Series)...)
	}
	if len(r.Levels) > 0 {
		add("level", anys(progress.LevelsOf(r.Levels))...)
	}
	if len(all) == 0 {
		return "", args
	}
	return " AND " + strings.Join(all, " AND "), args
}

func anys(texts []string) (all []any) {
	for _, t := range texts {
		all = append(all, t)
	}
	return all
}

func (s *Store) applications(ctx context.Context, where string, args ...any) ([]progress.Application, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+applicationColumns+` FROM applications `+where, args...)
	all, err := collect(rows, err, func(r *sql.Rows) (progress.Application, error) { return scanApplication(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("read applications: %w", err)
	}
	return all, nil
}

// ApplicationsOf lists the applications of a pack within a reach, by number.
func (s *Store) ApplicationsOf(ctx context.Context, pack string, of progress.Reach) ([]progress.Application, error) {
	where, args := reachWhere(of, []any{pack})
	return s.applications(ctx, `WHERE pack = $1`+where+` ORDER BY number`, args...)
}

// Application reads one within a reach; false if there is none, which is what one beyond it is.
func (s *Store) Application(ctx context.Context, id int64, of progress.Reach) (progress.Application, bool, error) {
	where, args := reachWhere(of, []any{id})
	return first(s.applications(ctx, `WHERE id = $1`+where, args...))
}

// ApplicationNumbered reads one by its number likewise.
func (s *Store) ApplicationNumbered(ctx context.Context, pack, number string, of progress.Reach) (progress.Application, bool, error) {
	where, args := reachWhere(of, []any{pack, number})
	return first(s.applications(ctx, `WHERE pack = $1 AND number = $2`+where, args...))
}

func first(all []progress.Application, err error) (progress.Application, bool, error) {
	if err != nil || len(all) == 0 {
		return progress.Application{}, false, err
	}
	return all[0], true, nil
}

// ApplicationNumbers lists all numbers that are taken in a pack, whosever they are.
func (s *Store) ApplicationNumbers(ctx context.Context, pack string) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT number FROM applications WHERE pack = $1`, pack)
	all, err := collect(rows, err, func(r *sql.Rows) (number string, err error) {
		err = r.Scan(&number)
		return number, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the numbers of applications: %w", err)
	}
	return all, nil
}

// History lists an application's versions, the first first.
func (s *Store) History(ctx context.Context, id int64) ([]progress.Event, error) {
	return s.applicationEvents(ctx, `WHERE application = $1 ORDER BY version`, id)
}

// ChangedBy lists the versions that a message made, so that handling it again can tell the same.
func (s *Store) ChangedBy(ctx context.Context, message string) ([]progress.Event, error) {
	return s.applicationEvents(ctx, `WHERE message = $1 ORDER BY application, version`, message)
}

const applicationEvents = `SELECT application, version, stage, kind, at, entered, entered_by, due, note FROM application_events`

func events(rows *sql.Rows, err error) ([]progress.Event, error) {
	return collect(rows, err, func(r *sql.Rows) (e progress.Event, err error) {
		var at, entered, due int64
		err = r.Scan(&e.Application, &e.Version, &e.Stage, &e.Kind, &at, &entered, &e.By, &due, &e.Note)
		e.At, e.Entered, e.Due = fromMillis(at), fromMillis(entered), orZero(due)
		return e, err
	})
}

func (s *Store) applicationEvents(ctx context.Context, where string, args ...any) ([]progress.Event, error) {
	all, err := events(s.db.QueryContext(ctx, applicationEvents+" "+where, args...))
	if err != nil {
		return nil, fmt.Errorf("read the history of applications: %w", err)
	}
	return all, nil
}
