package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/bot/words"
	"zhicheng/store"
)

var noon = time.Date(2023, 5, 16, 12, 0, 0, 0, time.UTC)

func say(text string) chat.Reply { return chat.Reply{Text: []chat.Span{{Text: text}}} }

// world is an engine on a real database, a channel that answers as the test wants, and two clocks.
type world struct {
	*store.Store
	*outbox.Engine
	now    time.Time // both times
	answer func(to, text string) chat.Outcome
	mu     sync.Mutex
	got    []string // chat and text
}

func (w *world) Send(_ context.Context, to chat.Conversation, _ string, r chat.Reply) chat.Outcome {
	w.mu.Lock()
	w.got = append(w.got, to.Chat+" "+r.Plain())
	w.mu.Unlock()
	return w.answer(to.Chat, r.Plain())
}

func newWorld(t *testing.T, messages int) *world {
	t.Helper()
	s, _ := queued(t, t.TempDir()+"/zhicheng.db", messages)
	w := &world{Store: s, now: noon.Add(time.Hour), answer: func(string, string) chat.Outcome { return chat.Outcome{State: chat.Sent} }}
	w.Engine = outbox.New(s, map[string]chat.Sender{telegram.Channel: w}, func() time.Time { return w.now }, slog.New(slog.DiscardHandler))
	w.Engine.Now = func() time.Time { return w.now }
	return w
}

func (w *world) flush(t *testing.T) {
	t.Helper()
	if err := w.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// stands checks how many rows are in which state, "sent 2, failed refused 1".
func (w *world) stands(t *testing.T, want map[string]int64) {
	t.Helper()
	all, err := w.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, tally := range all {
		got[strings.TrimSpace(string(tally.Rows)+" "+tally.Reason)] += tally.Number
	}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %d, want %d (all: %v)", k, got[k], n, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the rows stand at %v, want %v", got, want)
	}
}

func TestPoisonDoesNotStopTheRest(t *testing.T) {
	w := newWorld(t, 5)
	w.answer = func(to, _ string) chat.Outcome {
		switch to {
		case "1":
			panic("申报截止")
		case "2":
			return chat.Outcome{State: chat.Failed, Err: errors.New("bad request")}
		case "3":
			return chat.Outcome{State: chat.Unreachable}
		}
		return chat.Outcome{State: chat.Sent}
	}
	w.flush(t)
	w.stands(t, map[string]int64{"failed refused": 2, "unreachable": 1, "sent": 2})
}

// TestAnHourOfTrouble lets the channel fail for an hour: everybody is told afterwards, once.
func TestAnHourOfTrouble(t *testing.T) {
	w := newWorld(t, 20)
	healthy := w.now.Add(time.Hour)
	w.answer = func(string, string) chat.Outcome {
		if w.now.Before(healthy) {
			return chat.Outcome{State: chat.Later, RetryAfter: 30 * time.Second}
		}
		return chat.Outcome{State: chat.Sent}
	}
	w.flush(t)
	w.flush(t) // nothing may go before 30 s
	if len(w.got) != 20 {
		t.Errorf("%d tries at once", len(w.got))
	}
	for range 75 {
		w.now = w.now.Add(time.Minute)
		w.flush(t)
	}
	w.stands(t, map[string]int64{"sent": 20})
	if len(w.got) > 20*25 {
		t.Errorf("%d tries in an hour", len(w.got))
	}
}

func TestADayOfTroubleIsGivenUp(t *testing.T) {
	w := newWorld(t, 1)
	w.answer = func(string, string) chat.Outcome { return chat.Outcome{State: chat.Later, RetryAfter: time.Hour} }
	for range 30 {
		w.now = w.now.Add(2 * time.Hour)
		w.flush(t)
	}
	w.stands(t, map[string]int64{"failed given up": 1})
	if err := w.Resend(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	w.answer = func(string, string) chat.Outcome { return chat.Outcome{State: chat.Sent} }
	w.flush(t)
	w.stands(t, map[string]int64{"sent": 1})
}

// TestUnknown loses the answer: a reminder comes again, marked; an announcement does not.
func TestUnknown(t *testing.T) {
	w := newWorld(t, 1)
	w.answer = func(_, text string) chat.Outcome {
		if strings.HasPrefix(text, words.Say(words.Repeated)) {
			return chat.Outcome{State: chat.Sent}
		}
		return chat.Outcome{State: chat.Unknown}
	}
	w.flush(t)
	w.now = w.now.Add(time.Minute)
	w.flush(t)
	if len(w.got) != 2 || !strings.HasSuffix(w.got[1], "申报截止") {
		t.Errorf("sent: %q", w.got)
	}
	w.stands(t, map[string]int64{"sent": 1})

	c := chat.Conversation{Channel: telegram.Channel, Chat: "7", Person: "yi"}
	see(t, w.Store, c)
	if _, n := announce(t, w.Store, "news", "明天停电"); n != 1 {
		t.Fatal(n)
	}
	for range 3 {
		w.flush(t)
		w.now = w.now.Add(time.Hour)
	}
	w.stands(t, map[string]int64{"sent": 1, "unknown": 1})
}

// TestExpiredLease ends claims of which nothing was heard again.
func TestExpiredLease(t *testing.T) {
	w := newWorld(t, 1)
	see(t, w.Store, chat.Conversation{Channel: telegram.Channel, Chat: "7", Person: "yi"})
	announce(t, w.Store, "news", "明天停电")
	var held []outbox.Item
	for range 2 {
		i, ok, err := w.Claim(t.Context(), w.now, w.now, time.Minute)
		if err != nil || !ok || !w.Wanted(t.Context(), i) {
			t.Fatal(ok, err)
		}
		held = append(held, i)
	}
	for _, after := range []time.Duration{30 * time.Second, time.Minute} {
		w.now = w.now.Add(after)
		if err := w.Expire(t.Context(), w.now); err != nil {
			t.Fatal(err)
		}
	}
	w.stands(t, map[string]int64{"queued": 1, "unknown": 1})
	w.flush(t)
	for _, i := range held { // they come back too late to be heard
		if err := w.Settle(t.Context(), i, outbox.Result{State: outbox.Failed, Reason: outbox.Refused}, w.now); err != nil {
			t.Fatal(err)
		}
	}
	w.stands(t, map[string]int64{"sent": 1, "unknown": 1})
	if len(w.got) != 1 || !strings.Contains(w.got[0], words.Say(words.Repeated)) {
		t.Errorf("sent: %q", w.got)
	}
}

// TestPauseAndCancel stop a campaign within one send.
func TestPauseAndCancel(t *testing.T) {
	w := newWorld(t, 5)
	campaigns, err := w.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	name := campaigns[0].Campaign
	w.answer = func(to, _ string) chat.Outcome {
		var err error
		switch to {
		case "2":
			err = w.Pause(t.Context(), name)
		case "3":
			err = w.Cancel(t.Context(), name)
		}
		if err != nil {
			t.Error(err)
		}
		return chat.Outcome{State: chat.Sent}
	}
	w.flush(t)
	w.stands(t, map[string]int64{"sent": 2, "queued": 3})
	if err := w.Resume(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	w.flush(t)
	w.stands(t, map[string]int64{"sent": 3, "cancelled": 2})
	if err := w.Resume(t.Context(), name); !errors.Is(err, store.ErrNoCampaign) {
		t.Errorf("a cancelled campaign goes on: %v", err)
	}
}

// full is a database on a disk that is full for some writes.
type full struct {
	*store.Store
	mu     sync.Mutex
	broken int
}

func (f *full) Settle(ctx context.Context, i outbox.Item, r outbox.Result, now time.Time) error {
	f.mu.Lock()
	f.broken--
	broken := f.broken >= 0
	f.mu.Unlock()
	if broken {
		return errors.New("database or disk is full")
	}
	return f.Store.Settle(ctx, i, r, now)
}

// TestAResultThatCannotBeWritten stops sending, but for what was under way, until it can; nobody is told twice.
func TestAResultThatCannotBeWritten(t *testing.T) {
	const messages, underWay = 100, 32 // sends at once
	w := newWorld(t, messages)
	f := &full{Store: w.Store, broken: 3}
	w.Queue = f
	ctx, cancel := context.WithCancel(t.Context())
	sent, whileFull := 0, 0
	w.answer = func(string, string) chat.Outcome {
		f.mu.Lock()
		defer f.mu.Unlock()
		if sent++; f.broken >= 0 {
			whileFull++
		}
		if sent == messages {
			cancel()
		}
		return chat.Outcome{State: chat.Sent}
	}
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
	w.stands(t, map[string]int64{"sent": messages})
	if len(w.got) != messages || whileFull > underWay {
		t.Errorf("%d sends, %d while nothing could be written", len(w.got), whileFull)
	}
}

// see lets somebody have written, so that announcements reach them.
func see(t *testing.T, s *store.Store, c chat.Conversation) {
	t.Helper()
	m := chat.Message{ID: "m" + c.Chat, From: c, Kind: chat.Text, Text: "你好", At: noon}
	if err := s.Receive(t.Context(), []chat.Message{m}, bot.Mark{}); err != nil {
		t.Fatal(err)
	}
}
