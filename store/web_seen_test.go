package store

import (
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/web"
)

// What is stored in a web chat counts as seen only when a page has shown it.
func TestStoredIsNotSeen(t *testing.T) {
	s := open(t)
	to := chat.Conversation{Channel: web.Channel, Chat: "c", Person: "p"}
	ok(t, s.OpenWebChats(t.Context(), "session", []chat.Conversation{to}))
	ok(t, s.Notify(t.Context(), "one", to, chat.Reply{Text: []chat.Span{{Text: "x"}}}, noon))
	i, found, err := s.Claim(t.Context(), noon, noon, 1)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	ref, err := s.AddWebEvent(t.Context(), web.Event{Chat: "c", Key: "k", Who: web.ByAssistant, Body: i.Reply, At: noon})
	if err != nil || ref != 1 {
		t.Fatal(ref, err)
	}
	ok(t, s.Settle(t.Context(), i, outbox.Result{State: outbox.Sent, Ref: "1"}, noon))
	for _, c := range []struct{ seq, unseen int64 }{{0, 1}, {99, 1}, {1, 0}, {0, 0}} {
		ok(t, s.SeenWebEvents(t.Context(), "c", c.seq))
		n, err := s.Unseen(t.Context())
		row, err2 := s.OutboxRow(t.Context(), i.ID)
		if err != nil || err2 != nil || n != c.unseen || row.Seen == nil || *row.Seen != (c.unseen == 0) {
			t.Errorf("seen up to %d: %d unseen, %v, %v %v", c.seq, n, row.Seen, err, err2)
		}
	}
}
