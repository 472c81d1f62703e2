package web_test

import (
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

func TestRecall(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.say("one", "你好")
	to := b.received()[0].From
	o := b.web.Send(t.Context(), to, "outbox/1", chat.Reply{Text: []chat.Span{{Text: "明天停电"}},
		File: &chat.File{Name: "a.txt", Type: "text/plain", Data: []byte("x")}})
	if o.State != chat.Sent {
		t.Fatal(o)
	}
	for range 2 {
		if o := b.web.Recall(t.Context(), to, o.Ref); o.State != chat.Edited {
			t.Error(o)
		}
	}
	want := "person: 你好\nassistant: echo 你好\nassistant: " + words.Say(words.Withdrawn) + "\n"
	if got := texts(v.listen("").backlog()); got != want {
		t.Errorf("shown: %q", got)
	}
	if o := b.web.Recall(t.Context(), to, "x"); o.State != chat.Failed {
		t.Error(o)
	}
	to.Chat = "none"
	if o := b.web.Recall(t.Context(), to, "1"); o.State != chat.Unreachable {
		t.Error(o)
	}
}
