package telegram

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"zhicheng/bot/chat"
)

func TestAddressed(t *testing.T) {
	tests := []struct {
		text, want string
		ours       bool
	}{
		{"/start", "/start", true},
		{"/start@Zhicheng_Bot payload", "/start payload", true},
		{"🎓/start@zhicheng_bot x", "🎓/start x", true},
		{"👨‍👩‍👧 /help@zhicheng_bot", "👨‍👩‍👧 /help", true},
		{"1️⃣/help@zhicheng_bot", "1️⃣/help", true},
		{"/help@zhicheng_bot你好", "/help你好", true},
		{"/help@other_bot", "", false},
		{"👉/help@other_bot x", "", false},
		{"看 /help@other_bot", "看 /help@other_bot", true},
		{"a@b.com", "a@b.com", true},
		{"/", "/", true},
		{"", "", true},
	}
	for _, tt := range tests {
		if got, ours := addressed(tt.text, "zhicheng_bot"); got != tt.want || ours != tt.ours {
			t.Errorf("%q: got %q, %v", tt.text, got, ours)
		}
	}
	if got, ours := addressed("/help@any_bot x", ""); got != "/help x" || !ours {
		t.Errorf("without a name of our own: %q, %v", got, ours)
	}
}

func TestClip(t *testing.T) {
	if got, cut := clip(strings.Repeat("职", 3000), chat.MaxText); !cut || len(got) != 8190 || !utf8.ValidString(got) {
		t.Errorf("%d bytes, cut %v", len(got), cut)
	}
	if got, cut := clip("a\xff", 10); got != "a\uFFFD" || cut {
		t.Errorf("%q, cut %v", got, cut)
	}
}

func TestPruneKeepsOnlyWhatIsRead(t *testing.T) {
	raw := `{"update_id":7,"news":{"a":1},"message":{"message_id":1,"date":5,"text":"问",
		"from":{"id":9,"first_name":"张三","username":"zs"},"chat":{"id":9,"type":"private","first_name":"张三"},
		"photo":[{"file_id":"x","news":"wide"}],"voice":{"duration":"long"},"forward_origin":{"type":"from_mars"},
		"reply_to_message":{"text":"别人的话","from":{"id":4,"is_bot":true,"first_name":"李四"}},"sender_chat":{"title":"群"}}}`
	want := `{"message":{"chat":{"id":9,"type":"private"},"date":5,"from":{"id":9},"message_id":1,"photo":[{"file_id":"x"}],"reply_to_message":{"from":{"id":4,"is_bot":true}},"sender_chat":{},"text":"问","voice":{}},"update_id":7}`
	if got := string(prune(json.RawMessage(raw), wanted)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzTake(f *testing.F) {
	f.Add([]byte(`{"update_id":7,"message":{"message_id":1,"from":{"id":9},"chat":{"id":9,"type":"private"},"document":{"file_id":"x","file_name":"../a","file_size":3}}}`))
	f.Add([]byte(`{"update_id":7,"message":{"message_id":1,"date":5,"text":"/start@x","from":{"id":9},"chat":{"id":9,"type":"private"}}}`))
	f.Add([]byte(`{"update_id":8,"callback_query":{"id":"1","from":{"id":9},"message":{"message_id":1,"date":0,"chat":{"id":9}},"data":"x"}}`))
	f.Add([]byte(`{"update_id":9,"my_chat_member":{"chat":{"id":9,"type":"private"},"new_chat_member":{"status":"kicked"}}}`))
	f.Add([]byte(`{"update_id":9,"message":{"message_id":1,"text":"@x","from":{"id":9},"chat":{"id":-9,"type":"group"},"reply_to_message":{"from":{"id":1}}}}`))
	f.Add([]byte(`{"update_id":9,"message":{"message_id":1,"chat":{"id":-9,"type":"group"},"migrate_to_chat_id":-10}}`))
	f.Add([]byte(`{"update_id":9,"my_chat_member":{"chat":{"id":-9,"type":"group"},"from":{"id":9},"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`))
	f.Add([]byte(`{"update_id":9,"message":[{}],"callback_query":null}`))
	h := newBare(f)
	name := "x"
	h.username.Store(&name)
	f.Fuzz(func(t *testing.T, raw []byte) {
		h.batch = batch{here: map[string]bool{}}
		h.take(t.Context(), raw)
		for _, m := range h.batch.messages {
			if !utf8.ValidString(m.Text) || len(m.Text) > chat.MaxText || len(m.Data) > maxData || len(m.From.Person) != 26 || m.Kind == "" {
				t.Errorf("%+v", m)
			}
			if m.Group != isGroup(m.From.Chat) {
				t.Errorf("whose chat is this? %+v", m)
			}
			if in := m.File; in != nil && (in.Ref == "" || in.Name != chat.CleanName(in.Name) || in.Type != chat.CleanType(in.Type)) {
				t.Errorf("%+v", in)
			}
		}
	})
}

// A bot that could write to us would be answered, and answer that.
func TestBotsAreNotAnswered(t *testing.T) {
	h := newHarness(t)
	h.srv.Say(1, map[string]any{"text": "公示几天", "from": map[string]any{"id": 1, "is_bot": true, "first_name": "x"}})
	h.srv.Text(2, "在吗")
	h.start(t)
	if ms := h.in.wait(t, func() bool { return len(h.in.ms) > 0 }); len(ms) != 1 || ms[0].From.Chat != "2" {
		t.Errorf("%+v", ms)
	}
}
