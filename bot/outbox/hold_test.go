package outbox_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/bot/telegramtest"
	"zhicheng/store"
)

// TestHoldOfAnAnnouncement holds and then ends an announcement while many of its messages wait for their turn at
// Telegram's own limits: at most one more goes out each time, and who was claimed meanwhile is not lost.
func TestHoldOfAnAnnouncement(t *testing.T) {
	t.Parallel()
	const people = 100
	s, chats := everybody(t, t.TempDir()+"/zhicheng.db", people)
	fake, err := telegramtest.New(telegramtest.Options{Chats: chats})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fake.Close() })
	b, err := telegram.New(telegram.Config{Token: fake.Token, APIURL: fake.URL, Key: []byte("key"), Now: time.Now,
		Receive: func(context.Context, []chat.Message, int64) error { return nil },
		Offset:  func(context.Context) (int64, error) { return 0, nil }})
	if err != nil {
		t.Fatal(err)
	}
	id, _ := announce(t, s, "freeze", "停电\n明天停电")
	a := announcements(s)
	engine := outbox.New(s, map[string]chat.Sender{telegram.Channel: b.Unasked()}, func() time.Time { return noon.Add(time.Hour) }, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- engine.Run(ctx) }()
	stops := func(message string, stop func(context.Context, chat.Message, string) error) {
		t.Helper()
		some := len(fake.Sent()) + 3
		if err := fake.Wait(t.Context(), func() bool { return len(fake.Sent()) >= some }); err != nil {
			t.Fatal(err)
		}
		if err := stop(t.Context(), chat.Message{ID: message, From: author, At: noon}, id); err != nil {
			t.Fatal(err)
		}
		before := len(fake.Sent())
		for sending(t, s) > 0 {
		}
		if after := len(fake.Sent()); after > before+1 {
			t.Errorf("%s: %d more went out", message, after-before)
		}
	}
	stops("hold", a.Hold)
	p, err := a.Progress(t.Context(), id)
	if sent := int64(len(fake.Sent())); err != nil || p.Sent != sent || p.Left != people-sent {
		t.Errorf("%+v, %v; %d went out", p, err, sent)
	}
	if err := a.Continue(t.Context(), chat.Message{ID: "go", From: author, At: noon}, id); err != nil {
		t.Fatal(err)
	}
	engine.Wake()
	stops("stop", a.Stop)
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	p, err = a.Progress(t.Context(), id)
	if sent := int64(len(fake.Sent())); err != nil || p.Sent != sent || p.Cancelled != people-sent {
		t.Errorf("%+v, %v; %d went out", p, err, sent)
	}
}

// sending counts the messages that are under way.
func sending(t *testing.T, s *store.Store) (n int64) {
	t.Helper()
	all, err := s.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, tally := range all {
		if tally.Rows == outbox.Sending {
			n += tally.Number
		}
	}
	return n
}
