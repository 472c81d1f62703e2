package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/reminders"
)

// rosterTries is how often a confirmed roster is gone on with before its rows are tried one by one, and those given up
// that cannot be applied.
const rosterTries = 3

// finishRoster goes on with a confirmed roster. A row that fails try after try is given up, lest it keeps its
// application reserved for ever and holds up all the rows behind it.
func (s *Store) finishRoster(ctx context.Context, message string, now time.Time, sorry chat.Reply) error {
	err := s.applyRoster(ctx, message, now)
	if !ofARow(err) {
		return err
	}
	if s.failed[message]++; s.failed[message] < rosterTries {
		return err
	}
	delete(s.failed, message)
	return s.applySingly(ctx, message, now, sorry)
}

// ofARow says whether a fault is one of what is written, which trying again does not mend: not a disk that is full, nor
// the end of the program.
func ofARow(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	fault := (*sqlite.Error)(nil)
	return !errors.As(err, &fault) || fault.Code()&0xff == sqlite3.SQLITE_CONSTRAINT
}

// applySingly applies what is left of a roster row by row, gives up those that fail, and returns their faults.
func (s *Store) applySingly(ctx context.Context, message string, now time.Time, sorry chat.Reply) (faults error) {
	for left := true; left; {
		err := s.tx(ctx, func(tx *sql.Tx) (err error) { left, err = s.applyPart(ctx, tx, message, now, 1); return err })
		if err == nil {
			continue
		}
		faults = errors.Join(faults, err)
		if !ofARow(err) {
			return faults
		}
		if err := s.tx(ctx, func(tx *sql.Tx) error { return giveUp(ctx, tx, message, now, sorry) }); err != nil {
			return errors.Join(faults, err)
		}
	}
	return faults
}

// giveUp deletes the next row of a roster with a record of it, and tells whoever confirmed the roster, once.
func giveUp(ctx context.Context, tx *sql.Tx, message string, now time.Time, sorry chat.Reply) error {
	var application int64
	var pack, person string
	err := tx.QueryRowContext(ctx, `DELETE FROM roster_rows WHERE id = (SELECT MIN(id) FROM roster_rows WHERE roster = $1)
		RETURNING COALESCE(application, 0)`, message).Scan(&application)
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT pack, person FROM rosters WHERE message = $1`, message).Scan(&pack, &person)
	}
	if err == nil {
		err = record(ctx, tx, now, person, AuditGivenUp, pack, strconv.FormatInt(application, 10))
	}
	if err != nil {
		return fmt.Errorf("give up a row: %w", err)
	}
	rows, err := tx.QueryContext(ctx, `SELECT channel, chat, person FROM chats WHERE person = $1 AND unreachable_at IS NULL ORDER BY channel, chat`, person)
	all, err := collect(rows, err, func(r *sql.Rows) (c chat.Conversation, err error) { return c, r.Scan(&c.Channel, &c.Chat, &c.Person) })
	for _, to := range all {
		if err == nil {
			err = notify(ctx, tx, fmt.Sprintf("roster/%s/%s/%s", message, to.Channel, to.Chat), outbox.Draft{To: to, Reply: sorry, Release: reminders.ByDay(now)})
		}
	}
	return err
}
