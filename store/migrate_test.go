package store

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"zhicheng/bot/chat"
)

// TestTheOutboxIsKept when its tables are made anew: rows, what refers to them, and that no id is given twice.
func TestTheOutboxIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "old.db")
	db, err := sql.Open("sqlite", dsn(file, time.Second))
	ok(t, err)
	p, _, err := provider(db)
	ok(t, err)
	_, err = p.UpTo(t.Context(), 24)
	ok(t, err)
	for _, q := range []string{
		`INSERT INTO campaigns (id, kind, state, body, at) VALUES ('r', 'reminder', 'paused', '', 1), ('a', 'announcement', 'running', '{}', 2)`,
		`INSERT INTO outbox (campaign, channel, chat, person, body, state, release) VALUES ('r', 'telegram', '1', 'jia', 'x', 'queued', 3)`,
		`INSERT INTO outbox (campaign, channel, chat, person, state, release, lease) VALUES ('a', 'telegram', '2', 'yi', 'sending', 4, 5)`,
		`INSERT INTO outbox (campaign, channel, chat, person, state, release) VALUES ('a', 'telegram', '3', 'bing', 'sent', 4)`,
		`INSERT INTO reminders (key, person, at, recipient, unit, milestone) VALUES ('k', 'jia', 1, 1, 7, 'm'), ('dropped', 'yi', 1, NULL, 0, '')`,
		`DELETE FROM outbox WHERE id = 3`,
	} {
		_, err := db.ExecContext(t.Context(), q)
		ok(t, err)
	}
	ok(t, db.Close())
	s, err := Open(t.Context(), file)
	ok(t, err)
	t.Cleanup(func() { _ = s.Close() })
	if n := count(t, s, `SELECT count(*) FROM reminders r JOIN outbox o ON o.id = r.recipient JOIN campaigns c ON c.id = o.campaign
		WHERE r.key = 'k' AND r.unit = 7 AND o.body = 'x' AND c.state = 'paused'`); n != 1 || count(t, s, `SELECT count(*) FROM reminders`) != 2 {
		t.Error("a reminder was lost")
	}
	ok(t, s.TakeOver(t.Context(), noon))
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE state = 'unknown'`); n != 1 {
		t.Error("a claim was lost")
	}
	ok(t, s.Notify(t.Context(), "k", jia, chat.Reply{Text: []chat.Span{{Text: "x"}}}, noon))
	if n := count(t, s, `SELECT max(id) FROM outbox`); n != 4 {
		t.Errorf("the next id is %d", n)
	}
	_, err = s.write(t.Context(), `DELETE FROM campaigns WHERE id = 'r'`)
	ok(t, err)
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign = 'r'`) + count(t, s, `SELECT count(*) FROM reminders WHERE key = 'k'`); n != 0 {
		t.Error("what belongs to a campaign does not go with it")
	}
}
