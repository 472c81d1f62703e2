package telegram

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

var civil = time.Date(2023, 5, 10, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

// clock is machine time that passes only when somebody sleeps.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{at: time.Unix(1700000000, 0)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

func (c *clock) naps() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.slept)
}

// inbox is a store with a change to wait for.
type inbox struct {
	mu      sync.Mutex
	ms      []chat.Message
	offset  int64
	fail    int // this many times
	reach   map[string]bool
	changed chan struct{}
}

func (in *inbox) Receive(_ context.Context, ms []chat.Message, offset int64) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	defer in.tell()
	if in.fail > 0 {
		in.fail--
		return errors.New("disk full")
	}
	in.ms = append(in.ms, ms...)
	in.offset = offset
	return nil
}

func (in *inbox) Offset(context.Context) (int64, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.offset, nil
}

func (in *inbox) Reachable(_ context.Context, chatID string, ok bool) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.reach[chatID] = ok
	in.tell()
	return nil
}

func (in *inbox) tell() {
	close(in.changed)
	in.changed = make(chan struct{})
}

// wait waits until done holds, and returns the messages.
func (in *inbox) wait(t *testing.T, done func() bool) []chat.Message {
	t.Helper()
	for {
		in.mu.Lock()
		ok, changed, ms := done(), in.changed, slices.Clone(in.ms)
		in.mu.Unlock()
		if ok {
			return ms
		}
		select {
		case <-changed:
		case <-t.Context().Done():
			t.Fatal("the inbox did not fill")
		case <-time.After(10 * time.Second):
			t.Fatalf("the inbox did not fill: %d messages", len(ms))
		}
	}
}

// lines is a log that several goroutines write.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// secret stands in every text that the tests send: no log and no error may hold it.
const secret = "身份证号"

type harness struct {
	*Bot
	srv   *telegramtest.Server
	in    *inbox
	clock *clock
	logs  *lines
}

func newHarness(t *testing.T, change ...func(*Config)) *harness {
	t.Helper()
	clk := newClock()
	srv, err := telegramtest.New(telegramtest.Options{Now: clk.Now, Chats: []int64{1, 2, 3}, Token: "4242:sEcReT-token"})
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{srv: srv, clock: clk, logs: &lines{},
		in: &inbox{reach: map[string]bool{}, changed: make(chan struct{})}}
	cfg := Config{
		Token: srv.Token, APIURL: srv.URL, Key: []byte("key"), Now: func() time.Time { return civil },
		Log:     slog.New(slog.NewTextHandler(h.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Receive: h.in.Receive, Offset: h.in.Offset, Reachable: h.in.Reachable,
		LongPoll: time.Second, SendTimeout: 5 * time.Second,
	}
	for _, c := range change {
		c(&cfg)
	}
	if h.Bot, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	h.gate = newGate(clk.Now, clk.Sleep, 0)
	h.sleep = clk.Sleep
	t.Cleanup(func() {
		_ = srv.Close()
		for _, leak := range []string{secret, "sEcReT"} {
			if strings.Contains(h.logs.String(), leak) {
				t.Errorf("the log holds %q:\n%s", leak, h.logs)
			}
		}
	})
	return h
}

// start polls in the background until the test ends, or stop is called.
func (h *harness) start(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Poll(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Poll: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

func to(chatID string) chat.Conversation {
	return chat.Conversation{Channel: Channel, Chat: chatID, Person: "p"}
}

func plain(text string) chat.Reply { return chat.Reply{Text: []chat.Span{{Text: text}}} }
