package telegram

import (
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
)

func TestRecall(t *testing.T) {
	h := newHarness(t)
	to := chat.Conversation{Channel: Channel, Chat: "1", Person: "p"}
	send := func(r chat.Reply) string {
		t.Helper()
		o := h.Unasked().Send(t.Context(), to, "", r)
		if o.State != chat.Sent {
			t.Fatal(o)
		}
		return o.Ref
	}
	recall := func(ref string, want chat.State) {
		t.Helper()
		if o := h.Unasked().(chat.Recaller).Recall(t.Context(), to, ref); o.State != want {
			t.Errorf("%q: %+v, want %s", ref, o, want)
		}
	}
	text := chat.Reply{Text: []chat.Span{{Text: "明天停电" + secret}}}
	file := chat.Reply{Text: text.Text, File: &chat.File{Name: "a.txt", Type: "text/plain", Data: []byte("x")}}
	fresh, doc, oldText, oldDoc := send(text), send(file), send(text), send(file)
	recall(fresh, chat.Deleted)
	recall(fresh, chat.Deleted) // again
	recall(doc, chat.Deleted)
	_ = h.clock.Sleep(t.Context(), 49*time.Hour)
	recall(oldText, chat.Edited)
	recall(oldText, chat.Edited)
	recall(oldDoc, chat.Edited)
	recall(oldDoc, chat.Edited)
	recall("", chat.Failed)
	recall("x", chat.Failed)
	if left := h.srv.Shown(1); len(left) != 2 || left[0].Text != words.Say(words.Withdrawn) || left[1].Text != words.Say(words.Withdrawn) ||
		left[1].Document == nil || string(left[1].Document.Data) != words.Say(words.Withdrawn) {
		t.Errorf("left: %+v", left)
	}
	if n := len(h.srv.Calls("sendMessage")) + len(h.srv.Calls("sendDocument")); n != 4 {
		t.Errorf("%d messages were sent", n)
	}
	h.srv.Fail(telegramtest.Fault{Method: "editMessageMedia", Code: 400, Description: "Bad Request: message can't be edited", Times: 1})
	recall(oldDoc, chat.Failed)
	h.srv.Fail(telegramtest.Fault{Method: "deleteMessage", Code: 429, RetryAfter: 3, Times: 1})
	recall("77", chat.Later)
	h.srv.Block(1)
	recall("77", chat.Unreachable)
}
