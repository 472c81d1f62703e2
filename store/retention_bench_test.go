package store

import (
	"testing"
	"time"

	"zhicheng/bot/chat"
)

// BenchmarkPurge deletes what a large bureau has grown old at once, an announcement to 100,000 among it, beside 10,000
// applications that stay, while people are answered.
func BenchmarkPurge(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, _ := rosterStore(b, true)
		grown(b, s)
		b.StartTimer()
		beside(b, s, func() error {
			_, err := s.Purge(b.Context(), noon.Add(200*24*time.Hour), 180*24*time.Hour, 24*time.Hour)
			return err
		})
		b.StopTimer()
		_ = s.Close()
		b.StartTimer()
	}
}

// grown fills in what has become old, and ten versions of each application.
func grown(b *testing.B, s *Store) {
	b.Helper()
	const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) `
	for _, fill := range []struct {
		rows  int
		query string
	}{
		{1, `INSERT INTO campaigns (id, kind, state, body, at) SELECT 'old', 'announcement', 'running', 'x', 1 FROM n`},
		{100_000, `INSERT INTO outbox (campaign, channel, chat, person, state, release) SELECT 'old', 'telegram', i, 'p' || i, 'sent', 1 FROM n`},
		{20_000, `INSERT INTO questions (id, person, text, status, clauses, pack, score, at) SELECT 'q' || i, 'p' || i, hex(randomblob(60)), 'refused', '[]', 'p', 0, 1 FROM n`},
		{20_000, `INSERT INTO inbox (id, channel, chat, person, body, at, state) SELECT 'i' || i, 'telegram', i, 'p' || i, '', 1, 'handled' FROM n`},
		{20_000, `INSERT INTO replies (key, message, channel, chat, person, body, state) SELECT 'i' || i, 'i' || i, 'telegram', i, 'p' || i, '', 'sent' FROM n`},
		{9, `INSERT INTO application_events (application, version, stage, kind, at, entered, entered_by, note, message)
			SELECT application, i + 1, stage, 'forward', at, entered, '', 'x', 'm' || i FROM application_events, n WHERE version = 1`},
	} {
		if _, err := s.db.ExecContext(b.Context(), numbers+fill.query, fill.rows); err != nil {
			b.Fatal(fill.query, err)
		}
	}
}

// BenchmarkCodes makes codes for 2,000 applications.
func BenchmarkCodes(b *testing.B) {
	s, d := rosterStore(b, true)
	hashes := map[int64]string{}
	for _, c := range d.Changed[:2000] {
		hashes[c.Before.ID] = hashOf("x")
	}
	for b.Loop() {
		if err := s.MakeCodes(b.Context(), chat.Message{ID: time.Now().String(), From: jia, At: noon}, 1, hashes); err != nil {
			b.Fatal(err)
		}
	}
}
