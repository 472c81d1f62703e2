package outbox_test

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
)

// troubled is an engine that sends to the fake Bot API.
func troubled(t *testing.T, messages int) (*world, *telegramtest.Server) {
	t.Helper()
	w := newWorld(t, messages)
	var chats []int64
	for n := range int64(messages) {
		chats = append(chats, 1+n)
	}
	fake, err := telegramtest.New(telegramtest.Options{NoLimits: true, Chats: chats})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fake.Close() })
	w.Senders = senders(t, fake)
	return w, fake
}

// senders is the channel as it is after a start: it owes no pause to anybody.
func senders(t *testing.T, fake *telegramtest.Server) map[string]chat.Sender {
	t.Helper()
	b, err := telegram.New(telegram.Config{Token: fake.Token, APIURL: fake.URL, Key: []byte("key"), Now: time.Now, Rate: 1000,
		Receive: func(context.Context, []chat.Message, int64) error { return nil },
		Offset:  func(context.Context) (int64, error) { return 0, nil }})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]chat.Sender{telegram.Channel: b.Unasked()}
}

// told counts what arrived at each chat, and sees that repeats are marked.
func told(t *testing.T, fake *telegramtest.Server) map[int64]int {
	t.Helper()
	got := map[int64]int{}
	for _, m := range fake.Sent() {
		if got[m.Chat]++; got[m.Chat] > 1 && !strings.HasPrefix(m.Text, words.Say(words.Repeated)) {
			t.Errorf("chat %d was told again without a mark", m.Chat)
		}
	}
	return got
}

// TestAnHourOfServerErrors lets Telegram's servers answer 500, 502 and 504, with and without JSON, for an hour: then
// everybody is told, and who cannot be told is named.
func TestAnHourOfServerErrors(t *testing.T) {
	const messages = 12
	w, fake := troubled(t, messages)
	codes := []telegramtest.Fault{{Code: 500}, {Code: 502, Raw: "<html>Bad Gateway</html>"}, {Code: 504}}
	start := w.now
	for minute := range 70 {
		fake.Heal()
		if minute < 60 {
			f := codes[minute%len(codes)]
			f.Method, f.Times = "sendMessage", -1
			fake.Fail(f)
		} else {
			fake.Fail(telegramtest.Fault{Method: "sendMessage", Chat: 3, Times: -1, Code: 403})
			fake.Fail(telegramtest.Fault{Method: "sendMessage", Chat: 4, Times: -1, Code: 400})
		}
		w.now, w.Senders = start.Add(time.Duration(minute)*time.Minute), senders(t, fake)
		w.flush(t)
		if minute == 59 {
			w.stands(t, map[string]int64{"queued": messages})
		}
	}
	w.stands(t, map[string]int64{"sent": messages - 2, "unreachable": 1, "failed refused": 1})
	for chat, n := range told(t, fake) {
		if n != 1 {
			t.Errorf("chat %d was told %d times", chat, n)
		}
	}
}

// TestAStormOfRefusals lets Telegram refuse most of what is sent as too many, again and again: everybody is told, once.
func TestAStormOfRefusals(t *testing.T) {
	t.Parallel()
	const messages, storm = 30, 10
	w, fake := troubled(t, messages)
	fake.Fail(telegramtest.Fault{Method: "sendMessage", Code: 429, RetryAfter: 1, Times: storm})
	w.Engine = outbox.New(w.Store, w.Senders, func() time.Time { return noon.Add(time.Hour) }, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	if err := fake.Wait(t.Context(), func() bool { return len(fake.Sent()) >= messages }); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	w.stands(t, map[string]int64{"sent": messages})
	got := told(t, fake)
	refused := 0
	for _, c := range fake.Calls("sendMessage") {
		if c.Code == 429 {
			refused++
		}
	}
	for chat := range int64(messages) {
		if got[1+chat] != 1 {
			t.Errorf("chat %s was told %d times", strconv.FormatInt(1+chat, 10), got[1+chat])
		}
	}
	if refused != storm {
		t.Errorf("%d refusals", refused)
	}
}

// TestPauseAtTheGate pauses and then cancels a campaign while many of its messages wait for their turn at Telegram's
// limit: at most one more goes out each time.
func TestPauseAtTheGate(t *testing.T) {
	t.Parallel()
	const messages = 100
	w, fake := troubled(t, messages)
	b, err := telegram.New(telegram.Config{Token: fake.Token, APIURL: fake.URL, Key: []byte("key"), Now: time.Now, Rate: 40,
		Receive: func(context.Context, []chat.Message, int64) error { return nil },
		Offset:  func(context.Context) (int64, error) { return 0, nil }})
	if err != nil {
		t.Fatal(err)
	}
	w.Engine = outbox.New(w.Store, map[string]chat.Sender{telegram.Channel: b.Unasked()}, func() time.Time { return noon.Add(time.Hour) }, slog.New(slog.DiscardHandler))
	campaigns, err := w.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	name := campaigns[0].Campaign
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	// stops lets some go out, and sees how many follow after the campaign was stopped.
	stops := func(some int, stop func(context.Context, string) error) {
		t.Helper()
		if err := fake.Wait(t.Context(), func() bool { return len(fake.Sent()) >= some }); err != nil {
			t.Fatal(err)
		}
		if err := stop(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		sent := len(fake.Sent())
		for under := int64(1); under > 0; {
			under = 0
			all, err := w.Outbox(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, tally := range all {
				if tally.Rows == outbox.Sending {
					under += tally.Number
				}
			}
		}
		if after := len(fake.Sent()); after > sent+1 {
			t.Errorf("%d more went out", after-sent)
		}
	}
	stops(3, w.Pause)
	if err := w.Resume(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	stops(len(fake.Sent())+3, w.Cancel)
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	sent := int64(len(fake.Sent()))
	w.stands(t, map[string]int64{"sent": sent, "cancelled": messages - sent})
}
