package telegram

import (
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

const forum = -1007

// inForum is a supergroup with a topic, from which a message has come.
func inForum(t *testing.T) (h *harness, topic int64, asked chat.Message) {
	t.Helper()
	h = inGroup(t)
	h.srv.Add(forum, 1, "supergroup")
	topic = h.srv.Topic(forum, true)
	h.srv.TopicText(forum, topic, 1, secret) // none of our business, though it stands below a message
	h.srv.TopicText(forum, topic, 1, "@zhicheng_bot 问")
	h.start(t)
	return h, topic, h.in.wait(t, func() bool { return len(h.in.ms) == 2 })[1]
}

// answers is what comes of a reply to a message.
func (h *harness) answers(t *testing.T, m chat.Message, r chat.Reply) []telegramtest.Sent {
	t.Helper()
	before := len(h.srv.Sent())
	r.Answers = m.Ref
	if out := h.send(t, m.From.Chat, "", r); out.State != chat.Sent {
		t.Fatal(out)
	}
	return h.srv.Sent()[before:]
}

func TestAnAnswerStandsInTheTopicBelowWhatAsked(t *testing.T) {
	h, topic, asked := inForum(t)
	long := plain(strings.Repeat("第一句话。", 1200))
	long.File = &chat.File{Name: "a.csv", Type: "text/csv", Data: []byte("x")}
	sent := h.answers(t, asked, long)
	if len(sent) != 3 || sent[2].Document == nil {
		t.Fatalf("%d messages", len(sent))
	}
	for i, m := range sent {
		if m.Topic != topic || (m.Answers != 0) != (i == 0) {
			t.Errorf("message %d stands in %d below %d", i, m.Topic, m.Answers)
		}
	}
	h.srv.GroupPress(forum, 2, sent[0].ID, "toc:")
	press := h.in.wait(t, func() bool { return len(h.in.ms) == 3 })[2]
	for _, m := range []chat.Message{asked, press} { // what is said there unasked answers nobody
		m.Ref = m.Thread
		if got := h.answers(t, m, plain("提醒")); got[0].Topic != topic || got[0].Answers != 0 {
			t.Errorf("unasked: %+v", got)
		}
	}
	edit := plain("改")
	edit.Edits = press.On
	if got := h.answers(t, press, edit); !got[0].Edit || got[0].Topic != topic {
		t.Errorf("edited: %+v", got)
	}
	edit.Edits = "1" // is not ours to edit
	if got := h.answers(t, press, edit); got[0].Edit || got[0].Topic != topic || got[0].Answers != 0 {
		t.Errorf("anew: %+v", got)
	}
}

// Elsewhere in a group an answer is a reply too, in private it is none. The threads of replies are no topics.
func TestAnAnswerOutsideATopic(t *testing.T) {
	h := inGroup(t)
	h.srv.Add(forum, 1, "supergroup")
	h.srv.GroupSay(forum, 1, map[string]any{"text": "@zhicheng_bot 问", "message_thread_id": 2})
	h.srv.Text(1, "问")
	h.start(t)
	ms := h.in.wait(t, func() bool { return len(h.in.ms) == 3 })
	if got := h.answers(t, ms[1], plain("答")); got[0].Answers == 0 || got[0].Topic != 0 {
		t.Errorf("in the group: %+v", got)
	}
	if ms[1].Thread != "" {
		t.Errorf("a thread %q", ms[1].Thread)
	}
	if got := h.answers(t, ms[2], plain("答")); got[0].Answers != 0 || ms[2].Ref != "" {
		t.Errorf("in private: %+v", got)
	}
}

// What asked may be gone by now, or its topic, or be closed; the answer comes all the same.
func TestAnAnswerWhoseTopicIsGone(t *testing.T) {
	for name, meanwhile := range map[string]func(s *telegramtest.Server, topic int64){
		"deleted": func(s *telegramtest.Server, topic int64) { s.DropTopic(forum, topic) },
		"closed":  func(s *telegramtest.Server, topic int64) { s.Topic(forum, false, topic) },
	} {
		h, topic, asked := inForum(t)
		meanwhile(h.srv, topic)
		for _, m := range h.answers(t, asked, plain(strings.Repeat("第一句话。", 1200))) {
			if m.Topic != 0 {
				t.Errorf("%s: stands in %d", name, m.Topic)
			}
		}
	}
	h, topic, asked := inForum(t) // in a busy group the server does not find it, but what is answered
	h.srv.Fail(telegramtest.Fault{Method: "sendMessage", Code: 400, Description: "Bad Request: message thread not found", Times: 1})
	if got := h.answers(t, asked, plain("答")); got[0].Topic != topic || got[0].Answers == 0 {
		t.Errorf("busy: %+v", got)
	}
}

// A supergroup counts its messages anew: nothing there is answered by the number of the old group.
func TestAnAnswerIsNoReplyAcrossAMove(t *testing.T) {
	h := inGroup(t)
	h.srv.Add(grp, 1, "group")
	h.srv.GroupText(grp, 1, "@zhicheng_bot 问")
	h.start(t)
	asked := h.in.wait(t, func() bool { return len(h.in.ms) == 2 })[1]
	h.srv.Upgrade(grp, super, 1, false)
	for range 2 { // as the send finds out, and as one that was moved in the store
		if got := h.answers(t, asked, plain("答")); got[0].Chat != super || got[0].Answers != 0 {
			t.Errorf("%+v", got)
		}
		asked.From.Chat = "-1005"
	}
	if got := h.srv.Calls("sendMessage"); got[len(got)-1].Fields["reply_parameters"] != "" {
		t.Error("the old number was sent")
	}
}

func TestSeats(t *testing.T) {
	s := seat{3, 4}
	for ref, want := range map[string]seat{s.ref("-5"): s, s.ref("-55"): {}, s.ref("-6"): {}, "": {}, "-5/x/4": {}, "-5": {}} {
		if got := readSeat(ref, "-5"); got != want {
			t.Errorf("%q: %v", ref, got)
		}
	}
}
