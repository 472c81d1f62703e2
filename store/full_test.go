package store

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
)

// fullDisk is a channel whose receipts need more room than the disk has, and a log that makes room at the first fault.
type fullDisk struct {
	slog.Handler
	*testing.T
	store *Store
	once  sync.Once
	late  atomic.Int64 // by how much machine time has moved
	sends atomic.Int64
}

func (f *fullDisk) Send(_ context.Context, _ chat.Conversation, _ string, _ chat.Reply) chat.Outcome {
	f.sends.Add(1)
	return chat.Outcome{State: chat.Sent, Ref: strings.Repeat("1", 30_000)}
}

func (f *fullDisk) Handle(_ context.Context, r slog.Record) error {
	if strings.Contains(r.Message, "write down") {
		f.once.Do(func() {
			f.late.Store(int64(time.Hour)) // every lease has run out when there is room again
			limitPages(f.T, f.store, plenty)
		})
	}
	return nil
}

// TestDeliveryOnAFullDisk ends with everybody told once, though no receipt could be written for longer than the leases.
func TestDeliveryOnAFullDisk(t *testing.T) {
	s := open(t)
	from, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	const messages = 60
	var drafts []outbox.Draft
	for n := range messages {
		drafts = append(drafts, draft(jia, fmt.Sprint(n))) // of one chat: one after the other
	}
	remind(t, s, from, noon.Add(time.Minute), drafts...)
	limitPages(t, s, count(t, s, `PRAGMA page_count`))
	f := &fullDisk{Handler: slog.DiscardHandler, T: t, store: s}
	engine := outbox.New(s, map[string]chat.Sender{jia.Channel: f}, func() time.Time { return noon.Add(time.Hour) }, slog.New(enabled{f}))
	engine.Now = func() time.Time { return time.Now().Add(time.Duration(f.late.Load())) }
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- engine.Run(ctx) }()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for count(t, s, `SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')`) > 0 {
		<-tick.C
	}
	cancel()
	ok(t, <-ended)
	if sent := count(t, s, `SELECT count(*) FROM outbox WHERE state = 'sent' AND repeated = 0`); sent != messages || f.sends.Load() != messages {
		t.Errorf("%d sent, %d sends", sent, f.sends.Load())
	}
	if f.late.Load() == 0 {
		t.Error("the disk was never full")
	}
}

// enabled hears everything.
type enabled struct{ *fullDisk }

func (enabled) Enabled(context.Context, slog.Level) bool { return true }
