package store

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/handlers/broadcast"
)

// BenchmarkFreeze freezes 100,000 recipients as they are previewed, while people go on being answered: a message is stored
// and finished every fifty milliseconds. It reports how long that took then, and the most memory that the process had.
func BenchmarkFreeze(b *testing.B) {
	s, err := Open(b.Context(), b.TempDir()+"/test.db")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.db.ExecContext(b.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
		INSERT INTO chats (channel, chat, person) SELECT 'telegram', 100000 + i, lower(hex(randomblob(16))) FROM n`); err != nil {
		b.Fatal(err)
	}
	a := announcing(s)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	replied := make(chan []time.Duration)
	go func() { replied <- replies(ctx, b, s) }()
	n := 0
	for b.Loop() {
		n++
		c, err := a.Freeze(b.Context(), text(fmt.Sprint("news", n), jia, ""), broadcast.Announcement{Text: "明天停电"}, everything)
		if err != nil || c.Recipients < 100000 {
			b.Fatal(c.Recipients, err)
		}
	}
	cancel()
	waits := <-replied
	if len(waits) == 0 {
		b.Fatal("nobody was answered")
	}
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)*95/100].Milliseconds()), "p95-reply-ms")
	b.ReportMetric(float64(waits[len(waits)-1].Milliseconds()), "max-reply-ms")
	b.ReportMetric(peak(b), "peak-MB")
}

// replies stores and finishes messages until ctx ends, and tells how long each took.
func replies(ctx context.Context, b *testing.B, s *Store) (waits []time.Duration) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return waits
		case <-tick.C:
		}
		start := time.Now()
		m := chat.Message{ID: fmt.Sprint("asked ", n), From: jia, Kind: chat.Text, Text: "x", At: noon}
		if err := s.Receive(b.Context(), []chat.Message{m}, bot.Mark{}); err != nil {
			b.Error(err)
		}
		if err := s.Finish(b.Context(), m.ID, nil); err != nil {
			b.Error(err)
		}
		waits = append(waits, time.Since(start))
	}
}

// peak is the most memory that the process had, in megabytes; 0 where that is not told.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				b.Fatal(err)
			}
			return float64(kb) / 1024
		}
	}
	return 0
}
