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

// TestAnnouncementsOfBeforeGoOn: of one that had begun no right is looked up again, what moved it last is known, what was on
// its way may have arrived, and what was recalled stays so.
func TestAnnouncementsOfBeforeGoOn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "old.db")
	db, err := sql.Open("sqlite", dsn(file, time.Second))
	ok(t, err)
	p, _, err := provider(db)
	ok(t, err)
	_, err = p.UpTo(t.Context(), 31)
	ok(t, err)
	for _, q := range []string{
		`INSERT INTO campaigns (id, kind, state, body, at) VALUES ('begun', 'announcement', 'running', '{}', 1), ('later', 'announcement', 'paused', '{}', 2)`,
		`INSERT INTO announcements (campaign, author, channel, chat, scope, said, token, expires, moved_by, moved)
			SELECT id, 'jia', 'telegram', '1', '[]', '{}', '', 0, CASE WHEN id = 'later' THEN 'hold' ELSE '' END, 7 FROM campaigns`,
		`INSERT INTO outbox (campaign, channel, chat, person, role, state, release, tries, lease, ref, recall, recalled_at) VALUES
			('begun', 'telegram', '1', 'jia', 'staff', 'sending', 1, 1, 5, '', '', NULL),
			('begun', 'telegram', '2', 'yi', 'admin', 'sent', 1, 2, 5, '12', 'sending', NULL),
			('begun', 'telegram', '3', 'bing', 'liaison', 'sent', 1, 2, 0, '13', 'edited', 9),
			('later', 'telegram', '1', 'jia', 'applicant', 'queued', 2, 0, 0, '', '', NULL)`,
	} {
		_, err := db.ExecContext(t.Context(), q)
		ok(t, err)
	}
	ok(t, db.Close())
	s, err := Open(t.Context(), file)
	ok(t, err)
	t.Cleanup(func() { _ = s.Close() })
	ok(t, s.TakeOver(t.Context(), noon))
	for name, query := range map[string]string{
		"begun":            `SELECT count(*) FROM announcements WHERE (campaign = 'begun') = (begun = 1) AND lapsed = 0 AND good_until = 0 HAVING count(*) = 2`,
		"what moved it":    `SELECT count(*) FROM announcement_moves WHERE campaign = 'later' AND message = 'hold' AND moved = 7`,
		"on its way":       `SELECT count(*) FROM outbox WHERE person = 'jia' AND campaign = 'begun' AND state = 'unknown'`,
		"being recalled":   `SELECT count(*) FROM outbox WHERE person = 'yi' AND state = 'sent' AND ref = '12' AND recall = 'queued'`,
		"recalled":         `SELECT count(*) FROM outbox WHERE person = 'bing' AND recall = 'edited' AND recalled_at = 9`,
		"not yet released": `SELECT count(*) FROM outbox WHERE campaign = 'later' AND state = 'queued' AND tries = 0`,
	} {
		if count(t, s, query) == 0 {
			t.Error(name + " is not as it was")
		}
	}
}
