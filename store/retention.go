package store

import (
	"context"
	"database/sql"
	"fmt"
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
func (s *Store) Purge(ctx context.Context, now time.Time, questionsFor, rawFor time.Duration) (p Purged, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) (err error) {
		if p.Questions, err = purgeQuestions(ctx, tx, now.Add(-questionsFor)); err != nil {
			return err
		}
		if p.Dialogues, err = purgeDialogues(ctx, tx, now.Add(-questionsFor)); err != nil {
			return err
		}
		if p.Checks, err = purgeChecks(ctx, tx, now.Add(-questionsFor)); err != nil {
			return err
		}
		if p.Messages, err = purgeInbox(ctx, tx, now.Add(-rawFor)); err != nil {
			return err
		}
		if p.Shown, err = purgeWeb(ctx, tx, now.Add(-questionsFor)); err != nil {
			return err
		}
		if p.Subscriptions, err = purgeSubscriptions(ctx, tx, now); err != nil {
			return err
		}
		if err := purgeWebUploads(ctx, tx, now.Add(-rawFor)); err != nil {
			return err
		}
		if _, err = purgeFeeds(ctx, tx, now); err != nil {
			return err
		}
		if err := purgeOutbox(ctx, tx, now.Add(-questionsFor)); err != nil {
			return err
		}
		if err := purgeApplications(ctx, tx, now.Add(-applicationsFor)); err != nil {
			return err
		}
		if err := purgeCases(ctx, tx, now.Add(-questionsFor)); err != nil {
			return err
		}
		return purgeTokens(ctx, tx, now)
	})
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
