package bot_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

func TestDrainFinishesWhatRunsAndLeavesTheRest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	began, goOn := make(chan struct{}), make(chan struct{})
	h := handlerFunc(func(_ context.Context, m chat.Message) ([]chat.Reply, error) {
		began <- struct{}{}
		<-goOn
		return []chat.Reply{say(m.Text)}, nil
	})
	w := newWire(9)
	log := openStore(t, path)
	b := bot.New(log, h, map[string]chat.Sender{channel: w}, bot.Options{Workers: 1})
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	receive(t, b, message("a", 1), message("a", 2))
	<-began
	drained := make(chan error)
	go func() { drained <- b.Drain(context.Background()) }()
	select {
	case err := <-drained:
		t.Fatalf("drained while the handler ran: %v", err)
	default:
	}
	receive(t, b, message("b", 1)) // stored, not served
	close(goOn)
	if err := <-drained; err != nil {
		t.Fatal(err)
	}

	next := newWire(9)
	start(t, log, echo, next, bot.Options{})
	next.wait(3 - len(w.got["a"]))
	if got := strings.TrimSpace(w.texts("a") + " " + next.texts("a")); got != "1 2" {
		t.Errorf("answered %q", got)
	}
}

func TestDrainStopsAtTheDeadline(t *testing.T) {
	log := tempStore(t)
	began, ended := make(chan struct{}), make(chan struct{})
	h := handlerFunc(func(ctx context.Context, _ chat.Message) ([]chat.Reply, error) {
		close(began)
		<-ctx.Done()
		defer close(ended)
		return nil, ctx.Err()
	})
	b := bot.New(log, h, nil, bot.Options{Sorry: sorry})
	interrupt(t, b, began, ended)
	w := newWire(9)
	start(t, log, echo, w, bot.Options{Sorry: sorry})
	w.wait(1)
	if got := w.texts("a"); got != "1" {
		t.Errorf("the interrupted message was answered %q", got)
	}
}

func TestAnInterruptedSendIsSentAgain(t *testing.T) {
	log := tempStore(t)
	began, ended := make(chan struct{}), make(chan struct{})
	hang := senderFunc(func(ctx context.Context) chat.Outcome {
		close(began)
		<-ctx.Done()
		defer close(ended)
		return chat.Outcome{State: chat.Unknown}
	})
	b := bot.New(log, echo, map[string]chat.Sender{channel: hang}, bot.Options{})
	interrupt(t, b, began, ended)
	w := newWire(9)
	start(t, log, echo, w, bot.Options{})
	w.wait(1)
}

// interrupt stops the bot while it is busy with a message, from began to ended.
func interrupt(t *testing.T, b *bot.Bot, began, ended <-chan struct{}) {
	t.Helper()
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	receive(t, b, message("a", 1))
	<-began
	deadline, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Drain(deadline); !errors.Is(err, context.Canceled) {
		t.Errorf("drained: %v", err)
	}
	<-ended
}

type senderFunc func(context.Context) chat.Outcome

func (f senderFunc) Send(ctx context.Context, _ chat.Conversation, _ string, _ chat.Reply) chat.Outcome {
	return f(ctx)
}

func TestAReplyThatKillsIsGivenUp(t *testing.T) {
	log := tempStore(t)
	m := message("a", 1)
	if err := log.Receive(t.Context(), []chat.Message{m, message("a", 2)}, bot.Mark{}); err != nil {
		t.Fatal(err)
	}
	if err := log.Finish(t.Context(), m.ID, []chat.Reply{say("deadly")}); err != nil {
		t.Fatal(err)
	}
	for range 20 { // lives that ended while sending it
		if _, err := log.Next(t.Context(), m.From, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	w := newWire(9)
	start(t, log, echo, w, bot.Options{})
	w.wait(1)
	if got := w.texts("a"); got != "2" {
		t.Errorf("arrived: %q", got)
	}
}

// lateLog has a message arrive just when its conversation was found to have nothing to do.
type lateLog struct {
	bot.Log
	once sync.Once
	late func()
}

func (l *lateLog) Next(ctx context.Context, c chat.Conversation, now time.Time) (bot.Job, error) {
	job, err := l.Log.Next(ctx, c, now)
	if err == nil && job == (bot.Job{}) {
		l.once.Do(l.late)
	}
	return job, err
}

func TestAMessageAtTheEndOfATurnIsNotOverlooked(t *testing.T) {
	log := &lateLog{Log: tempStore(t)}
	w := newWire(9)
	b := bot.New(log, echo, map[string]chat.Sender{channel: w}, bot.Options{})
	log.late = func() { receive(t, b, message("a", 2)) }
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drain(t, b) })
	receive(t, b, message("a", 1))
	w.wait(2)
}

// brokenLog fails the first calls of Next.
type brokenLog struct {
	bot.Log
	mu    sync.Mutex
	fails int
}

func (l *brokenLog) Next(ctx context.Context, c chat.Conversation, now time.Time) (bot.Job, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fails--; l.fails >= 0 {
		return bot.Job{}, errors.New("disk full")
	}
	return l.Log.Next(ctx, c, now)
}

func TestAStoreThatFailsIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(9)
		b := start(t, &brokenLog{Log: tempStore(t), fails: 2}, echo, w, bot.Options{})
		receive(t, b, message("a", 1))
		w.wait(1)
		drain(t, b)
	})
}
