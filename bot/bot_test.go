package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/store"
)

const channel = "test"

func from(chatID string) chat.Conversation {
	return chat.Conversation{Channel: channel, Chat: chatID, Person: "person-" + chatID}
}

func message(chatID string, n int) chat.Message {
	return chat.Message{ID: fmt.Sprintf("%s:%s:%d", channel, chatID, n), From: from(chatID), Kind: chat.Text,
		Text: fmt.Sprint(n), At: time.Date(2023, 5, 10, 9, 0, 0, 0, time.UTC)}
}

// handlerFunc makes a chat.Handler of a function.
type handlerFunc func(context.Context, chat.Message) ([]chat.Reply, error)

func (f handlerFunc) Handle(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	return f(ctx, m)
}

func say(words string) chat.Reply { return chat.Reply{Text: []chat.Span{{Text: words}}} }

// echo answers every message with its own text.
var echo = handlerFunc(func(_ context.Context, m chat.Message) ([]chat.Reply, error) {
	return []chat.Reply{say(m.Text)}, nil
})

func sorry(m chat.Message) chat.Reply { return say("sorry " + m.ID) }

// wire is a Sender that records what arrives; outcome, if set, decides how each send ends.
type wire struct {
	mu      sync.Mutex
	got     map[string][]string // texts by chat
	outcome func(key, text string) chat.Outcome
	arrived chan string // a key for each send that arrived
}

func newWire(capacity int) *wire {
	return &wire{got: map[string][]string{}, arrived: make(chan string, capacity)}
}

func (w *wire) Send(_ context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	o := chat.Outcome{State: chat.Sent}
	if w.outcome != nil {
		o = w.outcome(key, r.Plain())
	}
	if o.State != chat.Sent {
		return o
	}
	w.mu.Lock()
	w.got[to.Chat] = append(w.got[to.Chat], r.Plain())
	w.mu.Unlock()
	w.arrived <- key
	return o
}

// wait returns when n more sends have arrived.
func (w *wire) wait(n int) {
	for range n {
		<-w.arrived
	}
}

func (w *wire) texts(chatID string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(w.got[chatID], " ")
}

func openStore(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func tempStore(t testing.TB) *store.Store {
	return openStore(t, filepath.Join(t.TempDir(), "test.db"))
}

// start runs a bot on the log until the test ends.
func start(t testing.TB, log bot.Log, h chat.Handler, w chat.Sender, opts bot.Options) *bot.Bot {
	t.Helper()
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	b := bot.New(log, h, map[string]chat.Sender{channel: w}, opts)
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drain(t, b) })
	return b
}

func drain(t testing.TB, b *bot.Bot) {
	t.Helper()
	if err := b.Drain(context.Background()); err != nil {
		t.Error(err)
	}
}

func receive(t testing.TB, b *bot.Bot, ms ...chat.Message) {
	t.Helper()
	if err := b.Receive(context.Background(), ms, bot.Mark{}); err != nil {
		t.Error(err)
	}
}

func racing() bool {
	info, _ := debug.ReadBuildInfo()
	return slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

func TestThousandConversationsAtOnce(t *testing.T) {
	conversations, messages := 1000, 5
	if racing() {
		conversations = 100 // SQLite in Go is slow under the race detector
	}
	w := newWire(conversations * messages)
	b := start(t, tempStore(t), echo, w, bot.Options{})
	var all []chat.Message // interleaved: everybody's first, everybody's second, …
	for n := range messages {
		for c := range conversations {
			all = append(all, message(fmt.Sprint(c), n))
		}
	}
	for batch := range slices.Chunk(all, 100) {
		receive(t, b, batch...)
	}
	w.wait(len(all))
	for c := range conversations {
		if got := w.texts(fmt.Sprint(c)); got != "0 1 2 3 4" {
			t.Errorf("conversation %d was answered %q", c, got)
		}
	}
}

func TestAFloodIsAnsweredInOrderAndHoldsUpNobody(t *testing.T) {
	w := newWire(101)
	log := tempStore(t)
	b := bot.New(log, echo, map[string]chat.Sender{channel: w}, bot.Options{Workers: 1})
	var flood []chat.Message
	var want []string
	for n := range 100 {
		flood = append(flood, message("flood", n))
		want = append(want, fmt.Sprint(n))
	}
	receive(t, b, flood...)
	receive(t, b, message("other", 7))
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drain(t, b) })
	for n := 0; ; n++ {
		if n > 10 {
			t.Fatal("the other waited behind the flood")
		}
		if key := <-w.arrived; key == message("other", 7).ID+"/0" {
			w.wait(100 - n)
			break
		}
	}
	if got := w.texts("flood"); got != strings.Join(want, " ") {
		t.Errorf("answered %s", got)
	}
}

func TestDuplicatesAreAnsweredOnce(t *testing.T) {
	w := newWire(9)
	b := start(t, tempStore(t), echo, w, bot.Options{})
	receive(t, b, message("a", 1), message("a", 1))
	w.wait(1)
	receive(t, b, message("a", 1), message("a", 2))
	w.wait(1)
	drain(t, b)
	if got := w.texts("a"); got != "1 2" {
		t.Errorf("answered %q", got)
	}
}

func TestAMessageWithoutIDIsRefused(t *testing.T) {
	b := start(t, tempStore(t), echo, newWire(1), bot.Options{})
	if err := b.Receive(t.Context(), []chat.Message{{From: from("a")}}, bot.Mark{}); err == nil {
		t.Error("stored")
	}
}

func TestLaterKeepsTheOrderAndBlocksNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(9)
		tries := 0
		began := time.Now()
		var after time.Duration
		w.outcome = func(key, _ string) chat.Outcome {
			if key == message("slow", 1).ID+"/0" {
				if tries++; tries <= 3 {
					return chat.Outcome{State: chat.Later, RetryAfter: 30 * time.Second}
				}
				after = time.Since(began)
			}
			return chat.Outcome{State: chat.Sent}
		}
		b := start(t, tempStore(t), echo, w, bot.Options{Workers: 1})
		receive(t, b, message("slow", 1), message("slow", 2), message("quick", 1))
		w.wait(1)
		if w.texts("quick") != "1" || time.Since(began) > time.Second {
			t.Error("the quick one waited for the slow one")
		}
		receive(t, b, message("slow", 3)) // must not overtake
		w.wait(3)
		if got := w.texts("slow"); got != "1 2 3" {
			t.Errorf("answered %q", got)
		}
		if after < 90*time.Second || after > 110*time.Second {
			t.Errorf("three pauses of at least 30 s took %v", after)
		}
		drain(t, b)
	})
}

func TestADirectReplyIsGivenUpAfterTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(9)
		tries, began := 0, time.Now()
		w.outcome = func(_, text string) chat.Outcome {
			if text == "1" {
				tries++
				return chat.Outcome{State: chat.Later}
			}
			return chat.Outcome{State: chat.Sent}
		}
		var logged bytes.Buffer
		b := start(t, tempStore(t), echo, w, bot.Options{Log: slog.New(slog.NewTextHandler(&logged, nil))})
		receive(t, b, message("a", 1), message("a", 2))
		w.wait(1)
		drain(t, b)
		if took := time.Since(began); took < 8*time.Minute || took > 10*time.Minute {
			t.Errorf("given up after %v", took)
		}
		if tries < 10 || tries > 20 {
			t.Errorf("%d tries", tries)
		}
		if strings.Count(logged.String(), "not delivered") != 1 {
			t.Errorf("logged: %s", logged.String())
		}
	})
}

func TestAReplyWithoutAnAnswerIsSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(9)
		tries := map[string]int{}
		w.outcome = func(_, text string) chat.Outcome {
			tries[text]++
			if text == "1" && tries[text] == 3 || text == "3" {
				return chat.Outcome{State: chat.Sent}
			}
			return chat.Outcome{State: chat.Unknown}
		}
		b := start(t, tempStore(t), echo, w, bot.Options{})
		receive(t, b, message("a", 1), message("a", 2), message("a", 3))
		w.wait(2)
		if got := w.texts("a"); got != "1 3" || tries["2"] != 3 {
			t.Errorf("answered %q, the lost one was tried %d times", got, tries["2"])
		}
		drain(t, b)
	})
}

func TestSendsThatEndBadlyDoNotStopTheConversation(t *testing.T) {
	w := newWire(9)
	w.outcome = func(_, text string) chat.Outcome {
		switch text {
		case "1":
			return chat.Outcome{State: chat.Failed, Err: errors.New("refused")}
		case "2":
			return chat.Outcome{State: chat.Unreachable}
		case "3":
			return chat.Outcome{State: chat.Unknown}
		case "4":
			panic("in the sender")
		}
		return chat.Outcome{State: chat.Sent}
	}
	b := start(t, tempStore(t), echo, w, bot.Options{})
	for n := range 6 {
		receive(t, b, message("a", n))
	}
	elsewhere := message("a", 9)
	elsewhere.From.Channel = "no such channel"
	receive(t, b, elsewhere)
	w.wait(2)
	if got := w.texts("a"); got != "0 5" {
		t.Errorf("answered %q", got)
	}
}

func TestAFailingHandlerIsAnsweredForAndLoggedWithoutText(t *testing.T) {
	var logged bytes.Buffer
	w := newWire(9)
	h := handlerFunc(func(_ context.Context, m chat.Message) ([]chat.Reply, error) {
		switch m.Text {
		case "1":
			panic("my secret: " + m.Text)
		case "2":
			return []chat.Reply{say("half an answer")}, errors.New("broken")
		case "3":
			var none []string
			_ = none[len(m.Text)]
		}
		return []chat.Reply{say("fine")}, nil
	})
	b := start(t, tempStore(t), h, w, bot.Options{Sorry: sorry, Log: slog.New(slog.NewTextHandler(&logged, nil))})
	for n := range 4 {
		receive(t, b, message("a", n))
	}
	w.wait(4)
	drain(t, b)
	if got := w.texts("a"); got != "fine sorry test:a:1 sorry test:a:2 sorry test:a:3" {
		t.Errorf("answered %q", got)
	}
	if n := strings.Count(logged.String(), "level=ERROR"); n != 3 || strings.Contains(logged.String(), "secret") {
		t.Errorf("%d errors logged:\n%s", n, logged.String())
	}
}
