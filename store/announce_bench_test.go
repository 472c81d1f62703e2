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
)

// BenchmarkAnnounce freezes 100,000 recipients while people go on being answered: a message is stored and finished every
// fifty milliseconds. It reports how long that took then, and the most memory that the process had.
func BenchmarkAnnounce(b *testing.B) {
	const recipients = 100_000
	s, err := Open(b.Context(), b.TempDir()+"/test.db")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.db.ExecContext(b.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
		INSERT INTO chats (channel, chat, person) SELECT 'telegram', i, 'person-' || i FROM n`); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	replied := make(chan []time.Duration)
	go func() { replied <- replies(ctx, b, s) }()
	n := 0
	for b.Loop() {
		n++
		frozen, err := s.Announce(b.Context(), fmt.Sprint("news", n), chat.Reply{Text: []chat.Span{{Text: "x"}}}, noon)
		if err != nil || frozen != recipients && frozen != recipients+1 { // and who writes beside it
			b.Fatal(frozen, err)
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
