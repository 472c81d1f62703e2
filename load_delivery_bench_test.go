package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/bot/telegram"
	"zhicheng/bot/telegramtest"
	"zhicheng/store"
)

// BenchmarkDelivery lets the program send an announcement to 1,600 people through the fake Bot API with Telegram's real
// limits, while two people a second ask something, until all is sent: about a minute. It fails at a 429, a message lost
// or told twice; run it with -benchtime 1x.
func BenchmarkDelivery(b *testing.B) {
	const told, askers, first = 1600, 60, 100_000
	var chats []int64
	for n := range int64(told) {
		chats = append(chats, first+n)
	}
	w := newTown(b, telegramtest.Options{Chats: chats})
	file := b.TempDir() + "/zhicheng.db"
	s, err := store.Open(b.Context(), file)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range chats {
		to := chat.Conversation{Channel: telegram.Channel, Chat: fmt.Sprint(c), Person: fmt.Sprint("person ", c)}
		m := chat.Message{ID: fmt.Sprint("before/", c), Kind: chat.Text, Text: "x", From: to, At: time.Now()}
		if err := s.Receive(b.Context(), []chat.Message{m}, bot.Mark{}); err != nil {
			b.Fatal(err)
		}
		if err := s.Finish(b.Context(), m.ID, nil); err != nil {
			b.Fatal(err)
		}
	}
	launch(b, file, w.flags()...)
	for b.Loop() {
		start := time.Now()
		if n := announceToAll(b, s, "load", "明天上午系统维护。"); n != told {
			b.Fatal(n)
		}
		var waits []time.Duration
		tick := time.NewTicker(500 * time.Millisecond)
		for n := range int64(2 * told / 28) {
			asker := int64(1 + n%askers)
			asked := time.Now()
			w.ask(b, asker, question)
			waits = append(waits, time.Since(asked))
			<-tick.C
		}
		tick.Stop()
		if err := w.Wait(b.Context(), func() bool { return len(w.Calls("sendMessage")) >= told+len(waits) }); err != nil {
			b.Fatal(err)
		}
		took := time.Since(start)
		got := map[int64]int{}
		for _, m := range w.Sent() {
			got[m.Chat]++
		}
		for _, c := range chats {
			if got[c] != 1 {
				b.Errorf("%d was told %d times", c, got[c])
			}
		}
		refused := 0
		for _, c := range w.Calls("") {
			if c.Code == 429 {
				refused++
			}
		}
		if refused > 0 {
			b.Errorf("%d refusals", refused)
		}
		slices.Sort(waits)
		b.ReportMetric(float64(told+len(waits))/took.Seconds(), "messages/s")
		b.ReportMetric(float64(waits[len(waits)*95/100].Milliseconds()), "p95-reply-ms")
		b.ReportMetric(float64(refused), "429s")
		b.ReportMetric(0, "ns/op")
	}
}
