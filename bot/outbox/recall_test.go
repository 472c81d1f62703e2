package outbox_test

import (
	"context"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
)

// eraser is a channel that can take back, or not, as the test wants.
type eraser struct {
	*world
	outcome map[string]chat.Outcome // by chat
	tries   map[string]int
}

func (e eraser) Recall(_ context.Context, to chat.Conversation, ref string) chat.Outcome {
	if ref != "ref "+to.Chat {
		return chat.Outcome{State: chat.Failed}
	}
	if e.tries[to.Chat]++; e.tries[to.Chat] > 2 {
		return chat.Outcome{State: chat.Deleted}
	}
	return e.outcome[to.Chat]
}

// TestRecallOutcomes tries again what may still be taken back, and never sends anything.
func TestRecallOutcomes(t *testing.T) {
	w := newWorld(t, 0)
	for _, c := range []string{"deleted", "edited", "failed", "gone", "later", "lost"} {
		see(t, w.Store, chat.Conversation{Channel: telegram.Channel, Chat: c, Person: c})
	}
	see(t, w.Store, chat.Conversation{Channel: "deaf", Chat: "x", Person: "x"})
	e := eraser{w, map[string]chat.Outcome{"deleted": {State: chat.Deleted}, "edited": {State: chat.Edited}, "failed": {State: chat.Failed},
		"gone": {State: chat.Unreachable}, "later": {State: chat.Later, RetryAfter: time.Second}, "lost": {State: chat.Unknown}}, map[string]int{}}
	w.Senders = map[string]chat.Sender{telegram.Channel: refs{e}, "deaf": w} // it does not tell what it calls its messages
	id, _ := announce(t, w.Store, "news", "明天停电")
	w.flush(t)
	a, sent := announcements(w.Store), len(w.got)
	n, err := a.Recall(t.Context(), chat.Message{ID: "recall", From: author, At: noon}, id)
	if err != nil || n != 6 {
		t.Fatal(n, err)
	}
	for range 4 {
		w.flush(t)
		w.now = w.now.Add(time.Minute)
	}
	p, err := a.Progress(t.Context(), id)
	if err != nil || p.Recalled != 4 || p.CannotRecall != 3 || p.RecallLeft != 0 || p.Sent != 7 || p.State != outbox.Recalled {
		t.Errorf("%+v, %v", p, err)
	}
	if len(w.got) != sent || e.tries["later"] != 3 || e.tries["lost"] != 3 || e.tries["failed"] != 1 {
		t.Errorf("%d sends, tries %v", len(w.got)-sent, e.tries)
	}
}

// refs names its messages after their chats.
type refs struct{ eraser }

func (r refs) Send(ctx context.Context, to chat.Conversation, key string, m chat.Reply) chat.Outcome {
	o := r.world.Send(ctx, to, key, m)
	o.Ref = "ref " + to.Chat
	return o
}
