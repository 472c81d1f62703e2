package main

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegram"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/store"
)

// TestRemindersInTheSandbox subscribes, jumps six days and reads what has come meanwhile.
func TestRemindersInTheSandbox(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir()+"/zhicheng.db")
	b := visit(t, p.address(t, "ZHICHENG_ADDR"))
	b.post(t, "/say", map[string]string{"id": "1", "text": "截止日期"})
	b.answer(t)
	b.post(t, "/say", map[string]string{"id": "2", "data": "remind:senior:aside", "on": "2"})
	if text := b.answer(t).plain(); !strings.Contains(text, "已订提醒") {
		t.Fatalf("not subscribed: %s", text)
	}
	for _, to := range []string{"2023-05-16", "2023-05-16", "2023-05-17"} {
		if status := b.post(t, "/clock", map[string]string{"to": to}); status != 204 {
			t.Fatalf("to %s: %d", to, status)
		}
	}
	b.post(t, "/say", map[string]string{"id": "3", "text": "帮助"})
	var got []string
	for {
		text := b.answer(t).plain()
		if !strings.HasPrefix(text, words.Say(words.RemindHead)) {
			break
		}
		for line := range strings.Lines(text) {
			if strings.Contains(line, words.Say(words.DatesNow)) || strings.HasPrefix(line, "还有") {
				got = append(got, strings.TrimSpace(line))
			}
		}
	}
	want := []string{"还有1天，其中1个工作日", "就是今天", "还有14天，其中10个工作日"} // 5月11日, 5月12日, 5月16日
	if !slices.Equal(got, want) {
		t.Errorf("reminded: %q, want %q", got, want)
	}
	health := browser{Client: http.DefaultClient, page: p.address(t, "ZHICHENG_HEALTH")}
	_, body := health.get(t, "/metrics")
	for _, line := range []string{`zhicheng_outbox_messages{kind="reminder",state="sent",reason=""} 3`, "zhicheng_outbox_unseen 3", "zhicheng_reminders_dropped 0"} {
		if !strings.Contains(body, line) {
			t.Errorf("no %q in\n%s", line, body)
		}
	}
}

// reminded is a person in Telegram who wants to be reminded as senior, on a civil time of the test's.
type reminded struct {
	town
	file    string
	store   *store.Store
	senders map[string]chat.Sender
	tick    reminders.Ticker
	me      chat.Conversation
}

func newReminded(t *testing.T) reminded {
	t.Helper()
	h, err := answering()
	if err != nil {
		t.Fatal(err)
	}
	file := t.TempDir() + "/zhicheng.db"
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w := newTown(t, telegramtest.Options{Chats: []int64{42}})
	bot, err := telegram.New(telegram.Config{Token: w.Token, APIURL: w.URL, Key: []byte("key"), Now: civilNow,
		Receive: func(context.Context, []chat.Message, int64) error { return nil },
		Offset:  func(context.Context) (int64, error) { return 0, nil }})
	if err != nil {
		t.Fatal(err)
	}
	me := chat.Conversation{Channel: telegram.Channel, Chat: "42", Person: "jia"}
	if err := s.Subscribe(t.Context(), me, h.pack.ID, "senior", civil(10, 9), h.pack.End()); err != nil {
		t.Fatal(err)
	}
	tick := reminders.Ticker{Ledger: ledger{h.dates, s, func() {}}, Log: slog.New(slog.DiscardHandler)}
	return reminded{w, file, s, map[string]chat.Sender{telegram.Channel: bot.Unasked()}, tick, me}
}

// civil is an hour of a day of May 2023.
func civil(day, hour int) time.Time { return time.Date(2023, 5, day, hour, 0, 0, 0, calendar.Zone) }

// TestRemindersInTelegram ticks before a week of downtime and after it, as two processes at once: each reminder is in the
// ledger once, and what came too late is reported.
func TestRemindersInTelegram(t *testing.T) {
	t.Parallel()
	r := newReminded(t)
	now := civil(10, 9)
	h := &house{log: slog.New(slog.DiscardHandler)}
	h.dates = r.tick.Ledger.(ledger).book
	engine, _, err := h.deliver(t.Context(), r.store, r.senders, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(t.Context(), r.file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	second := reminders.Ticker{Ledger: ledger{h.dates, other, func() {}}, Log: h.log}
	at := func(to time.Time) {
		t.Helper()
		done := make(chan error)
		for _, tick := range []reminders.Ticker{r.tick, second} {
			go func() { done <- tick.Tick(t.Context(), to) }()
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
		now = to
		if err := engine.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	at(civil(10, 9))
	at(civil(11, 8))
	if got := r.got(42); len(got) != 1 {
		t.Fatalf("%d messages on 5月11日", len(got))
	}
	at(civil(18, 22)) // 5月12日 is over; 5月16日 waits for the morning
	if got := r.got(42); len(got) != 1 {
		t.Errorf("%d messages in the night of 5月18日", len(got))
	}
	keys, err := r.store.ReminderKeys(t.Context())
	if dropped, err2 := r.store.Dropped(t.Context()); err != nil || err2 != nil || len(keys) != 3 || dropped != 1 {
		t.Errorf("%d dropped of %q: %v, %v", dropped, keys, err, err2)
	}
	if out := succeeds(t, "", "outbox", "status", "--db="+r.file); !strings.Contains(out, "dropped, too late\t\t\t1\t") {
		t.Errorf("status: %s", out)
	}
	at(civil(19, 8))
	got := r.got(42)
	if len(got) != 2 {
		t.Fatalf("%d messages on 5月19日", len(got))
	}
	says(t, got[1], words.Say(words.RemindHead), "还有11天", "5月30日")
	if strings.Contains(got[1].Text, "最迟张贴日") {
		t.Errorf("what is over is told:\n%s", got[1].Text)
	}
}
