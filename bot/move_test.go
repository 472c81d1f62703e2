package bot_test

import (
	"context"
	"sync"
	"testing"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

// A group moves while a reply to it is being sent, as the channel learns by that very send: what waits behind goes to the
// new address, in order and once.
func TestAChatMovesDuringASend(t *testing.T) {
	w := newWire(9)
	var b *bot.Bot
	var once sync.Once
	handled := map[string]int{}
	var mu sync.Mutex
	count := handlerFunc(func(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
		mu.Lock()
		defer mu.Unlock()
		handled[m.Text+" in "+m.From.Chat]++
		return echo(ctx, m)
	})
	stored := tempStore(t)
	moved := from("new")
	moved.Person = from("old").Person
	late := message("new", 3)
	late.From = moved
	w.outcome = func(string, string) chat.Outcome {
		once.Do(func() {
			if err := b.Move(t.Context(), channel, "old", "new"); err != nil {
				t.Error(err)
			}
			receive(t, b, late) // somebody writes in the new one meanwhile
		})
		return chat.Outcome{State: chat.Sent}
	}
	b = bot.New(stored, count, map[string]chat.Sender{channel: w}, bot.Options{})
	receive(t, b, message("old", 1), message("old", 2))
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wait(3)
	drain(t, b)
	if got := w.texts("old") + ", " + w.texts("new"); got != "1, 2 3" {
		t.Errorf("arrived: %s", got)
	}
	for _, once := range []string{"1 in old", "2 in new", "3 in new"} {
		if handled[once] != 1 {
			t.Errorf("%s: %d times", once, handled[once])
		}
	}
	if waiting, err := stored.Waiting(t.Context()); err != nil || len(waiting) != 0 {
		t.Errorf("left: %v, %v", waiting, err)
	}
}

// A chat that is at rest, or waits for a retry, moves too.
func TestARestingChatMoves(t *testing.T) {
	w := newWire(9)
	b := bot.New(tempStore(t), echo, map[string]chat.Sender{channel: w}, bot.Options{})
	receive(t, b, message("old", 1))
	for range 2 {
		if err := b.Move(t.Context(), channel, "old", "new"); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wait(1)
	drain(t, b)
	if got := w.texts("old") + "," + w.texts("new"); got != ",1" {
		t.Errorf("arrived: %q", got)
	}
}
