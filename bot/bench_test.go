package bot_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

// BenchmarkMessage is one message on its own: stored, handled, answered, sent, each step synced to disk.
func BenchmarkMessage(b *testing.B) {
	w := newWire(1)
	engine := start(b, tempStore(b), echo, w, bot.Options{})
	for n := 0; b.Loop(); n++ {
		receive(b, engine, message("a", n))
		w.wait(1)
	}
}

// BenchmarkCrowd is 1,000 conversations at once with 5 messages each; p50 and p99 are from stored to sent.
func BenchmarkCrowd(b *testing.B) {
	const conversations, messages = 1000, 5
	var took []time.Duration
	for b.Loop() {
		b.StopTimer()
		s := &stopwatch{wire: newWire(conversations * messages), stored: map[string]time.Time{}}
		engine := start(b, tempStore(b), echo, s, bot.Options{})
		b.StartTimer()
		for n := range messages {
			for c := range conversations / 100 {
				s.receive(b, engine, c*100, n)
			}
		}
		s.wait(conversations * messages)
		took = append(took, s.took...)
	}
	slices.Sort(took)
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "messages/s")
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "p99-ms")
}

// stopwatch is a wire that measures.
type stopwatch struct {
	*wire
	mu     sync.Mutex
	stored map[string]time.Time // by the key of the reply
	took   []time.Duration
}

// receive stores the nth message of 100 conversations.
func (s *stopwatch) receive(b *testing.B, engine *bot.Bot, first, n int) {
	var ms []chat.Message
	s.mu.Lock()
	for c := range 100 {
		m := message(fmt.Sprint(first+c), n)
		s.stored[m.ID+"/0"] = time.Now()
		ms = append(ms, m)
	}
	s.mu.Unlock()
	receive(b, engine, ms...)
}

func (s *stopwatch) Send(ctx context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	s.mu.Lock()
	s.took = append(s.took, time.Since(s.stored[key]))
	s.mu.Unlock()
	return s.wire.Send(ctx, to, key, r)
}
