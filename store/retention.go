package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// forgets has one function a table that keeps something of a person. They run on behalf of the message messageID.
var forgets = []func(ctx context.Context, tx *sql.Tx, person, messageID string) error{
	forgetQuestions, forgetDialogues, forgetInbox, forgetChats, forgetPeople, forgetWeb, forgetTokens, forgetChecks,
	forgetSubscriptions, forgetOutbox, forgetPeopleGrants, forgetWebUploads, forgetFeeds,
	forgetApplications, forgetBindings, forgetMutes, forgetAnnouncements, forgetCases, forgetFAQs,
}

// Forget deletes what is stored about a person, on behalf of the message that asks for it. That message itself goes
// through to the end: it stays as long as it is being handled, and its reply until it is sent.
func (s *Store) Forget(ctx context.Context, person, messageID string) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, forget := range forgets {
			if err := forget(ctx, tx, person, messageID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget a person: %w", err)
	}
	return nil
}

// applicationsFor is how long after its last change an application keeps its names: the year, and its certificates.
const applicationsFor = 365 * 24 * time.Hour

// Purged counts what Purge deleted.
type Purged struct{ Questions, Dialogues, Checks, Messages, Shown, Subscriptions int64 }

// Purge deletes what is older, by civil time, than it may get: questions, checks, web history and dialogues left open after
// questionsFor;
// what was sent unasked, with the reminders behind it, and cases in which nothing more was said, after questionsFor too;
// announcements that nobody confirmed in time;
// subscriptions and calendar feeds when their notice is out of force;
// names and notes of applications a year after the last change;
// messages with their replies, and files that people sent, after rawFor, handled or not (texts go earlier, when handled
// and sent).
//
// What can be many rows goes in parts, so that replies are written in between.
func (s *Store) Purge(ctx context.Context, now time.Time, questionsFor, rawFor time.Duration) (p Purged, err error) {
	old := now.Add(-questionsFor)
	err = s.tx(ctx, func(tx *sql.Tx) error { return p.few(ctx, tx, now, old, now.Add(-rawFor)) })
	for _, many := range []struct {
		n     *int64
		purge func(context.Context, time.Time) (int64, error)
		until time.Time
	}{
		{&p.Questions, s.purgeQuestions, old}, {&p.Messages, s.purgeInbox, now.Add(-rawFor)}, {&p.Shown, s.purgeWeb, old},
		{new(int64), s.purgeOutbox, old}, {new(int64), s.purgeCases, old}, {new(int64), s.purgeApplications, now.Add(-applicationsFor)},
	} {
		if err == nil {
			*many.n, err = many.purge(ctx, many.until)
		}
	}
	if err == nil {
		err = s.purgeDrafts(ctx, now)
	}
	if err == nil {
		err = s.checkpoint(ctx)
	}
	if err != nil {
		return Purged{}, fmt.Errorf("purge: %w", err)
	}
	return p, nil
}

// few deletes what never is many rows.
func (p *Purged) few(ctx context.Context, tx *sql.Tx, now, old, raw time.Time) (err error) {
	if p.Dialogues, err = purgeDialogues(ctx, tx, old); err != nil {
		return err
	}
	if p.Checks, err = purgeChecks(ctx, tx, old); err != nil {
		return err
	}
	if p.Subscriptions, err = purgeSubscriptions(ctx, tx, now); err != nil {
		return err
	}
	if err := purgeWebUploads(ctx, tx, raw); err != nil {
		return err
	}
	if _, err := purgeFeeds(ctx, tx, now); err != nil {
		return err
	}
	return purgeTokens(ctx, tx, now)
}

// purgedAtOnce is how many rows one transaction deletes.
const purgedAtOnce = 2000

// purge deletes the rows of a table for which old holds, in which $1 is a time. They are looked up beside the writer, by
// their key, and looked at again when they are deleted.
func (s *Store) purge(ctx context.Context, table, key, old string, before time.Time) (n int64, err error) {
	return s.inParts(ctx, `SELECT DISTINCT `+key+` FROM `+table+` WHERE `+old, before,
		`DELETE FROM `+table+` WHERE `+key+` BETWEEN $2 AND $3 AND `+old)
}

// inParts runs statements over ranges ($2 to $3) of the keys that a query finds, a transaction a range, and counts the
// rows that the first of them changes.
func (s *Store) inParts(ctx context.Context, query string, before time.Time, statements ...string) (n int64, err error) {
	rows, err := s.db.QueryContext(ctx, query+` ORDER BY 1`, millis(before))
	keys, err := collect(rows, err, func(r *sql.Rows) (key any, err error) { return key, r.Scan(&key) })
	for part := range slices.Chunk(keys, purgedAtOnce) {
		var changed []int64
		if err == nil {
			err = s.tx(ctx, func(tx *sql.Tx) error {
				changed = make([]int64, len(statements))
				for i, statement := range statements {
					var err error
					if changed[i], err = exec(ctx, tx, statement, millis(before), part[0], part[len(part)-1]); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err != nil {
			return n, err
		}
		n += changed[0]
	}
	return n, err
}

// checkpoint empties SQLite's write-ahead log, in which deleted text would live on. A reader in the way only puts
// that off.
func (s *Store) checkpoint(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// Wipe empties every table: the sandbox starts again.
func (s *Store) Wipe(ctx context.Context) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = 1`); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT name FROM sqlite_master
			WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`)
		tables, err := collect(rows, err, func(r *sql.Rows) (name string, err error) { return name, r.Scan(&name) })
		if err != nil {
			return err
		}
		for _, table := range tables {
			if _, err := tx.ExecContext(ctx, `DELETE FROM "`+table+`"`); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("wipe the database: %w", err)
	}
	s.wiped.Add(1)
	return nil
}
