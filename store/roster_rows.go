package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/progress"
)

// How many rows of a roster one transaction writes down or applies: replies are written in between.
const (
	stagedAtOnce  = 1000
	appliedAtOnce = 25
)

// stageRoster writes a roster down, in place of what a crash has left of it. Who has no day gets that of the message.
func (s *Store) stageRoster(ctx context.Context, m chat.Message, pack string, changes []progress.Change) error {
	if err := s.dropRoster(ctx, m.ID); err != nil {
		return err
	}
	_, err := s.write(ctx, `INSERT INTO rosters (message, pack, person, state) VALUES ($1, $2, $3, 'staged')`, m.ID, pack, m.From.Person)
	for part := range slices.Chunk(changes, stagedAtOnce) {
		if err == nil {
			err = s.tx(ctx, func(tx *sql.Tx) error { return stageRows(ctx, tx, m, part) })
		}
	}
	return err
}

// stageRows hands all rows over in one value, as insertRecipients does.
func stageRows(ctx context.Context, tx *sql.Tx, m chat.Message, changes []progress.Change) error {
	all := make(map[int][5]any, len(changes))
	for i, c := range changes {
		if c.After.Since.IsZero() {
			c.After.Since = midnight(m.At)
		}
		all[firstKey+i] = [...]any{c.Before.ID, c.Before.Version, c.After.Number, c.Kind, c.After}
	}
	list, err := json.Marshal(all)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `INSERT INTO roster_rows (roster, application, version, number, kind, becomes)
		SELECT $1, NULLIF(CAST(value->>0 AS INTEGER), 0), CAST(value->>1 AS INTEGER), NULLIF(value->>2, ''), value->>3, value->>4
		FROM json_each($2)`, m.ID, string(list))
	return err
}

// applyRoster applies what is left of a confirmed roster, in parts, so that replies are written in between.
func (s *Store) applyRoster(ctx context.Context, message string, now time.Time) (err error) {
	for left := true; left && err == nil; {
		if err = ctx.Err(); err == nil {
			err = s.tx(ctx, func(tx *sql.Tx) (err error) {
				left, err = s.applyPart(ctx, tx, message, now, appliedAtOnce)
				return err
			})
		}
	}
	return err
}

func (s *Store) applyPart(ctx context.Context, tx *sql.Tx, message string, now time.Time, atOnce int) (left bool, err error) {
	n, err := s.applyRows(ctx, tx, now, `c.message = $1 ORDER BY r.id LIMIT $2`, message, atOnce)
	if err != nil || n == atOnce {
		return true, err
	}
	_, err = exec(ctx, tx, `DELETE FROM rosters WHERE message = $1`, message)
	return false, err
}

// applyPending applies what a confirmed roster still says of an application: it was said before whatever comes now.
func (s *Store) applyPending(ctx context.Context, tx *sql.Tx, now time.Time, application int64) error {
	_, err := s.applyRows(ctx, tx, now, `r.application = $1`, application)
	return err
}

// staged is a row that waits to be applied.
type staged struct {
	id             int64
	roster, person string
	pack           string
	change         progress.Change
}

func (s *Store) applyRows(ctx context.Context, tx *sql.Tx, now time.Time, where string, args ...any) (n int, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT r.id, c.message, c.person, c.pack, COALESCE(r.application, 0), r.version, r.kind, r.becomes
		FROM roster_rows r JOIN rosters c ON c.message = r.roster WHERE c.state = 'confirmed' AND `+where, args...)
	all, err := collect(rows, err, func(r *sql.Rows) (x staged, err error) {
		var becomes string
		was := &x.change.Before
		if err = r.Scan(&x.id, &x.roster, &x.person, &x.pack, &was.ID, &was.Version, &x.change.Kind, &becomes); err == nil {
			err = json.Unmarshal([]byte(becomes), &x.change.After)
		}
		return x, err
	})
	var t *teller
	for _, x := range all {
		if t == nil {
			t = &teller{Store: s, tx: tx, m: chat.Message{ID: x.roster, From: chat.Conversation{Person: x.person}, At: now}, pack: x.pack}
		}
		if _, err = t.saveChange(ctx, x.change); err == nil {
			_, err = exec(ctx, tx, `DELETE FROM roster_rows WHERE id = $1`, x.id)
		}
		if err != nil {
			return 0, err
		}
	}
	if err == nil && t != nil {
		err = t.held(ctx)
	}
	return len(all), err
}

// dropRoster forgets one that is not confirmed, in parts.
func (s *Store) dropRoster(ctx context.Context, message string) error {
	for {
		n, err := s.write(ctx, `DELETE FROM roster_rows WHERE id IN (SELECT r.id FROM roster_rows r JOIN rosters c ON c.message = r.roster
			WHERE c.message = $1 AND c.state = 'staged' ORDER BY r.id LIMIT $2)`, message, stagedAtOnce)
		if err != nil {
			return err
		}
		if n < stagedAtOnce {
			_, err = s.write(ctx, `DELETE FROM rosters WHERE message = $1 AND state = 'staged'`, message)
			return err
		}
	}
}
