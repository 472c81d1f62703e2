//go:build unix

package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/store"
)

// BenchmarkAnswer answers the development questions one after the other: found, quoted and rendered, not stored.
func BenchmarkAnswer(b *testing.B) {
	h, err := answering()
	if err != nil {
		b.Fatal(err)
	}
	exams, err := readExams("testdata/dev.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	answers := bench{pack: h.pack, answerer: h.answerer, at: h.pack.Morning()}
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		start := time.Now()
		if _, _, err := answers.answer(b.Context(), exams[n%len(exams)].query); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	reportTimes(b, took)
}

// BenchmarkStart starts the program as a process, with a new database, until it is ready.
func BenchmarkStart(b *testing.B) {
	var took []time.Duration
	for b.Loop() {
		settings := []string{"ZHICHENG_DB=" + b.TempDir() + "/zhicheng.db", "ZHICHENG_ADDR=127.0.0.1:0", "ZHICHENG_HEALTH=127.0.0.1:0"}
		start := time.Now()
		c, _ := process(b, settings)
		took = append(took, time.Since(start))
		b.StopTimer()
		_ = c.Process.Kill()
		_ = c.Wait() // "killed"
		b.StartTimer()
	}
	reportTimes(b, took)
}

// BenchmarkConversations has 1,000 people ask 3 questions each, at once, of the whole assistant on a real database,
// and fails when an answer is lost, comes twice or out of order. The times are from stored to sent.
func BenchmarkConversations(b *testing.B) {
	const people, questions = 1000, 3
	asked := [questions]string{question, "论文不是核心期刊行吗", "公示要几天"}
	h, err := answering()
	if err != nil {
		b.Fatal(err)
	}
	loaded := house{settings: h.settings, log: slog.New(slog.DiscardHandler), pack: h.pack, answerer: h.answerer}
	var took []time.Duration
	for b.Loop() {
		b.StopTimer()
		s, err := store.Open(b.Context(), b.TempDir()+"/zhicheng.db")
		if err != nil {
			b.Fatal(err)
		}
		wire := &wire{stored: map[string]time.Time{}, got: map[string][]string{}, left: people * questions, done: make(chan struct{})}
		engine := bot.New(s, loaded.router(s, surroundings{}), map[string]chat.Sender{"bench": wire}, bot.Options{Log: loaded.log, Sorry: sorry})
		if err := engine.Start(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for n, text := range asked {
			for first := 0; first < people; first += 100 { // as many as one poll brings
				if err := engine.Receive(b.Context(), wire.crowd(first, n, text, h.pack.Morning()), bot.Mark{}); err != nil {
					b.Fatal(err)
				}
			}
		}
		<-wire.done
		b.StopTimer()
		wire.check(b, people, questions)
		if err := engine.Drain(b.Context()); err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
		took = append(took, wire.took...)
		b.StartTimer()
	}
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "answers/s")
	reportTimes(b, took)
}

func reportTimes(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, p := range []int{50, 99} {
		b.ReportMetric(float64(took[len(took)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
}

// wire takes what is sent to the crowd.
type wire struct {
	mu     sync.Mutex
	stored map[string]time.Time // by the key of the answer
	got    map[string][]string  // keys by person, as they came
	took   []time.Duration
	left   int
	done   chan struct{} // closed when nothing is left
}

// crowd is the nth message of 100 people.
func (w *wire) crowd(first, n int, text string, at time.Time) (ms []chat.Message) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for person := first; person < first+100; person++ {
		name := fmt.Sprint("p", person)
		m := chat.Message{ID: fmt.Sprintf("bench:%s:%d", name, n), Kind: chat.Text, Text: text, At: at,
			From: chat.Conversation{Channel: "bench", Chat: name, Person: name}}
		w.stored[m.ID+"/0"] = time.Now()
		ms = append(ms, m)
	}
	return ms
}

// Send implements chat.Sender.
func (w *wire) Send(_ context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took = append(w.took, time.Since(w.stored[key]))
	w.got[to.Chat] = append(w.got[to.Chat], key)
	if strings.TrimSpace(r.Plain()) == "" {
		w.got[to.Chat] = append(w.got[to.Chat], "nothing")
	}
	if w.left--; w.left == 0 {
		close(w.done)
	}
	return chat.Outcome{State: chat.Sent, Ref: key}
}

func (w *wire) check(b *testing.B, people, questions int) {
	b.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for person := range people {
		name := fmt.Sprint("p", person)
		var want []string
		for n := range questions {
			want = append(want, fmt.Sprintf("bench:%s:%d/0", name, n))
		}
		if !slices.Equal(w.got[name], want) {
			b.Fatalf("%s got %v", name, w.got[name])
		}
	}
}
