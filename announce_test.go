package main

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/knowledge/packs"
	"zhicheng/store"
)

// announcing is how announcements are made in a database.
func announcing(t testing.TB, s *store.Store) store.Announcements {
	t.Helper()
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	book, err := openDates("", p)
	if err != nil {
		t.Fatal(err)
	}
	return announcements(s, book, []byte("key"), 0)
}

// announceToAll lets an announcement to everybody go, and says to how many.
func announceToAll(t testing.TB, s *store.Store, message, text string) int64 {
	t.Helper()
	a := announcing(t, s)
	m := chat.Message{ID: message, From: store.FromCommandLine(), At: time.Now()}
	c, err := a.Freeze(t.Context(), m, broadcast.Announcement{Text: text, Urgent: true}, []access.Grant{{Role: access.Admin}})
	if err != nil {
		t.Fatal(err)
	}
	m.ID += " confirm"
	if _, err := a.Confirm(t.Context(), m, c.ID, c.Token); err != nil {
		t.Fatal(err)
	}
	return c.Recipients
}

// screen is a chat that shows messages, and edits.
type screen struct {
	shown  map[string]string // by ref
	edits  int
	outage chat.State
}

func (s *screen) Send(_ context.Context, _ chat.Conversation, _ string, r chat.Reply) chat.Outcome {
	if s.outage != "" {
		return chat.Outcome{State: s.outage}
	}
	ref := r.Edits
	if ref == "" {
		ref = fmt.Sprint("new", len(s.shown))
	}
	s.edits++
	s.shown[ref] = r.Plain()
	return chat.Outcome{State: chat.Sent, Ref: ref}
}

// TestWatcher keeps one message up from the confirmation to the report, whatever happens to the program.
func TestWatcher(t *testing.T) {
	s, _ := bureau(t)
	a := announcing(t, s)
	page := &screen{shown: map[string]string{}}
	start := func() watcher { // a process
		return watcher{records: a, senders: map[string]chat.Sender{"telegram": page}, now: func() time.Time { return civil(10, 12) }, log: slog.New(slog.DiscardHandler), shown: map[string]string{}}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, admin := t.Context(), chat.Conversation{Channel: "telegram", Chat: "1admin", Person: "admin"}
	m := chat.Message{ID: "news", From: admin, Kind: chat.Press, On: "77", At: civil(10, 12)}
	c, err := a.Freeze(ctx, m, broadcast.Announcement{Text: "head\n明天停电"}, []access.Grant{{Role: access.Admin}})
	must(err)
	w := start()
	must(w.look(ctx))
	if page.edits != 0 {
		t.Error("a draft is watched")
	}
	m.ID = "yes"
	_, err = a.Confirm(ctx, m, c.ID, c.Token)
	must(err)
	for range 3 {
		must(w.look(ctx))
	}
	if page.edits != 1 || page.shown["77"] == "" {
		t.Errorf("%d edits of %v", page.edits, page.shown)
	}
	deliver := func() {
		t.Helper()
		i, ok, err := s.Claim(ctx, civil(10, 12), time.Now(), time.Minute)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		must(s.Settle(ctx, i, outbox.Result{State: outbox.Sent, Ref: "5"}, time.Now()))
	}
	deliver()
	page.outage = chat.Later
	must(w.look(ctx))
	page.outage = ""
	w = start() // after a crash
	must(w.look(ctx))
	if page.edits != 2 || len(page.shown) != 1 {
		t.Errorf("%d edits of %v", page.edits, page.shown)
	}
	for range 3 {
		deliver()
	}
	for range 3 {
		must(w.look(ctx))
	}
	if page.edits != 3 {
		t.Errorf("%d edits when all is sent", page.edits)
	}
	if left, err := a.Watched(ctx); err != nil || len(left) != 0 {
		t.Errorf("still watched: %v, %v", left, err)
	}
	m.ID = "recall"
	_, err = a.Recall(ctx, m, c.ID)
	must(err)
	page.outage = chat.Unreachable // the author has blocked us
	must(w.look(ctx))
	if left, err := a.Watched(ctx); err != nil || len(left) != 0 {
		t.Errorf("an author who is gone is written to for ever: %v, %v", left, err)
	}
}
