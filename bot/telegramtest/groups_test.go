package telegramtest

import (
	"encoding/json"
	"testing"
	"time"
)

func TestGroupLimit(t *testing.T) {
	now := time.Unix(1700000000, 0)
	l := newLimits(now)
	for range 3 * perGroup {
		if l.take(-1, now) == nil && l.take(1, now) == nil {
			now = now.Add(time.Second)
			continue
		}
		break
	}
	if d := now.Sub(time.Unix(1700000000, 0)); d != perGroup*time.Second {
		t.Errorf("a group at one a second was refused after %s", d)
	}
	r, _ := l.take(-1, now).(*refusal)
	if r == nil || r.RetryAfter != 60-perGroup {
		t.Fatalf("beyond 20 a minute: %+v", r)
	}
	if l.take(-2, now) != nil || l.take(1, now) != nil {
		t.Error("another chat was refused")
	}
	now = now.Add(time.Duration(r.RetryAfter) * time.Second)
	if l.take(-1, now) != nil || l.take(-1, now) == nil {
		t.Error("after a minute there is room for one, and only for one")
	}
}

func TestGroups(t *testing.T) {
	s := start(t, Options{NoLimits: true})
	s.Add(-5, 1, "group")
	sent := s.do(t, "sendMessage", map[string]any{"chat_id": -5, "text": "x"})
	s.GroupReply(-5, 2, 1, "/a@zhicheng_bot 问 @zhicheng_bot")
	var got []struct {
		Message struct {
			From     struct{ ID int64 }
			Chat     struct{ Type string }
			Entities []Entity
			Reply    struct {
				From struct {
					ID  int64
					Bot bool `json:"is_bot"`
				}
			} `json:"reply_to_message"`
		}
		Member struct {
			Old struct{ Status string } `json:"old_chat_member"`
		} `json:"my_chat_member"`
	}
	if err := json.Unmarshal(s.do(t, "getUpdates", nil).Result, &got); err != nil || len(got) != 2 || !sent.OK {
		t.Fatal(err, len(got))
	}
	m := got[1].Message
	if got[0].Member.Old.Status != "left" || m.Chat.Type != "group" || m.From.ID != 2 || !m.Reply.From.Bot || m.Reply.From.ID != 123456 {
		t.Errorf("%+v", got)
	}
	if len(m.Entities) != 2 || m.Entities[0] != (Entity{"bot_command", 0, 15}) || m.Entities[1] != (Entity{"mention", 18, 13}) {
		t.Errorf("%+v", m.Entities)
	}
	s.Remove(-5, 1)
	if a := s.do(t, "sendMessage", map[string]any{"chat_id": -5, "text": "x"}); a.Code != 403 || a.Description != "Forbidden: bot was kicked from the group chat" {
		t.Errorf("%+v", a)
	}
	s.Upgrade(-5, -1005, 1, false)
	a := s.do(t, "sendMessage", map[string]any{"chat_id": -5, "text": "x"})
	if a.Code != 400 || a.Parameters.MovedTo != -1005 || a.Description != "Bad Request: group chat was upgraded to a supergroup chat" {
		t.Errorf("%+v", a)
	}
	if a := s.do(t, "sendMessage", map[string]any{"chat_id": -1005, "text": "x"}); !a.OK {
		t.Errorf("%+v", a)
	}
}
