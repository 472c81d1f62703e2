package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/handlers/broadcast"
)

// BenchmarkFreeze freezes 100,000 recipients as they are previewed, while thirty messages arrive in a second: slowest is
// how long one of them waited at most to be stored.
func BenchmarkFreeze(b *testing.B) {
	s, err := Open(b.Context(), b.TempDir()+"/test.db")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.db.ExecContext(b.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
		INSERT INTO chats (channel, chat, person) SELECT 'telegram', 100000 + i, 'b2f5ff47436671b6e533d8dc3614' || i FROM n`); err != nil {
		b.Fatal(err)
	}
	a := announcing(s)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	waits := make(chan []time.Duration)
	go func() { waits <- messagesArrive(ctx, s) }()
	n := 0
	for b.Loop() {
		n++
		c, err := a.Freeze(b.Context(), text(fmt.Sprint("news", n), jia, ""), broadcast.Announcement{Text: "明天停电"}, everything)
		if err != nil || c.Recipients < 100000 {
			b.Fatal(c.Recipients, err)
		}
	}
	cancel()
	all := <-waits
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)-1].Milliseconds()), "slowest-ms")
	b.ReportMetric(float64(all[len(all)/2].Milliseconds()), "median-ms")
}

func messagesArrive(ctx context.Context, s *Store) (waited []time.Duration) {
	arrive := time.NewTicker(time.Second / 30)
	defer arrive.Stop()
	for n := 0; ctx.Err() == nil; n++ {
		<-arrive.C
		start := time.Now()
		m := chat.Message{ID: fmt.Sprint("m", n), From: yi, Kind: chat.Text, Text: "你好", At: noon}
		if s.Receive(context.WithoutCancel(ctx), []chat.Message{m}, bot.Mark{}) != nil {
			return waited
		}
		waited = append(waited, time.Since(start))
	}
	return waited
}
