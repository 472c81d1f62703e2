package web

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/time/rate"

	"zhicheng/bot/chat"
)

func FuzzSaid(f *testing.F) {
	f.Add([]byte(`{"id":"a-1","text":"乡镇本科毕业几年能评中级"}`))
	f.Add([]byte(`{"id":"a-1","data":"toc:4","on":"12"}`))
	f.Add([]byte(`{"id":"a-1","text":"` + strings.Repeat("职", 3000) + `"}`))
	f.Add([]byte(`{"id":"a-1","text":"\ud800"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in said
		if json.Unmarshal(b, &in) != nil {
			return
		}
		m, fault := in.message(chat.Conversation{Channel: Channel, Chat: "c"})
		if fault != "" {
			return
		}
		if !utf8.ValidString(m.Text) || len(m.Text) > chat.MaxText || len(m.Data) > maxData || (m.Text == "") == (m.Data == "") {
			t.Errorf("message %+v", m)
		}
	})
}

func TestCut(t *testing.T) {
	for text, want := range map[string]int{
		"":                                  0,
		strings.Repeat("a", chat.MaxText):   chat.MaxText,
		strings.Repeat("a", chat.MaxText+1): chat.MaxText,
		"a" + strings.Repeat("😀", chat.MaxText/4): chat.MaxText - 3,
		"\xff": 3,
	} {
		kept, was := cut(text)
		if len(kept) != want || was != (len(text) > chat.MaxText) || !utf8.ValidString(kept) {
			t.Errorf("%d bytes: kept %d of %d, cut %v", len(text), len(kept), want, was)
		}
	}
}

func TestIdleSessionsAreForgotten(t *testing.T) {
	l := limits{of: map[string]*rate.Limiter{}}
	for i := range maxSessions {
		l.of[string(rune(i))] = rate.NewLimiter(perSecond, burst)
	}
	l.of["busy"] = rate.NewLimiter(0, burst)
	l.of["busy"].Allow()
	l.allow("new", 1)
	if len(l.of) != 2 {
		t.Errorf("%d sessions kept", len(l.of))
	}
}
