package telegram

import (
	"context"
	"errors"
	"fmt"
	"net"
	"reflect"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

func (h *harness) send(t *testing.T, chatID, key string, r chat.Reply) chat.Outcome {
	t.Helper()
	out := h.Send(t.Context(), to(chatID), key, r)
	if out.Err != nil {
		for _, leak := range []string{secret, "sEcReT"} {
			if strings.Contains(out.Err.Error(), leak) {
				t.Errorf("the error holds %q: %v", leak, out.Err)
			}
		}
	}
	if (out.State == chat.Sent) != (out.Err == nil) {
		t.Errorf("state %s with error %v", out.State, out.Err)
	}
	return out
}

func TestSendShowsStylesButtonsAndKeyboard(t *testing.T) {
	h := newHarness(t)
	out := h.send(t, "1", "k", chat.Reply{
		Text: []chat.Span{
			{Style: chat.Bold, Text: "答"}, {Text: "：a<b & c>d"}, {Style: chat.Quote, Text: "原文 & <" + secret + ">"},
			{Style: chat.Faint, Text: "四（六）2"},
		},
		Buttons: [][]chat.Button{{{Label: "查看原文", Data: "o:1"}, {Label: "bad", Data: strings.Repeat("x", 65)}}},
	})
	got := h.srv.Sent()[0].Message
	want := telegramtest.Message{
		ID: 1, Chat: 1, FromBot: true, Text: "答：a<b & c>d\n原文 & <" + secret + ">\n四（六）2",
		Entities: []telegramtest.Entity{
			{Type: "bold", Offset: 0, Length: 1}, {Type: "blockquote", Offset: 12, Length: 11}, {Type: "italic", Offset: 24, Length: 5},
		},
		Buttons: [][]telegramtest.Button{{{Text: "查看原文", Data: "o:1"}}},
	}
	if !reflect.DeepEqual(got, want) || out.Ref != "1" {
		t.Errorf("got  %+v, ref %s\nwant %+v", got, out.Ref, want)
	}
	h.send(t, "1", "k2", chat.Reply{Text: []chat.Span{{Text: "欢迎"}}, Keyboard: [][]string{{"目录", "帮助"}}})
	if got := h.srv.Sent()[1].Keyboard; !reflect.DeepEqual(got, [][]string{{"目录", "帮助"}}) {
		t.Errorf("keyboard %v", got)
	}
	raw := h.srv.Calls("sendMessage")[1].Fields["reply_markup"]
	if !strings.Contains(raw, `"resize_keyboard":true,"is_persistent":true`) {
		t.Errorf("reply_markup %s", raw)
	}
}

func TestLongReplyGoesInPartsWithButtonsOnTheLast(t *testing.T) {
	h := newHarness(t)
	r := plain(strings.Repeat("第一句话。", 2000))
	r.Buttons = [][]chat.Button{{{Label: "b", Data: "d"}}}
	out := h.send(t, "1", "k", r)
	sent := h.srv.Sent()
	if len(sent) != 3 || out.Ref != "3" || sent[0].Buttons != nil || sent[1].Buttons != nil || sent[2].Buttons == nil {
		t.Fatalf("%d messages, ref %s", len(sent), out.Ref)
	}
	if all := sent[0].Text + sent[1].Text + sent[2].Text; all != r.Plain() {
		t.Error("the parts are not the text")
	}
}

func TestFailureInTheMiddleIsToldAndGoneOnFrom(t *testing.T) {
	h := newHarness(t)
	long := plain(strings.Repeat(secret+"。", 2000))
	h.srv.Fail(telegramtest.Fault{Method: "sendMessage", Code: 500})
	if out := h.send(t, "1", "k", long); out.State != chat.Later || !strings.Contains(out.Err.Error(), "0 of 3 parts") {
		t.Fatalf("%+v", out)
	}
	h.failSecond(telegramtest.Fault{Code: 502})
	out := h.send(t, "1", "k", long)
	if out.State != chat.Later || out.RetryAfter <= 0 || !strings.Contains(out.Err.Error(), "1 of 3 parts went out") {
		t.Fatalf("%+v", out)
	}
	if out := h.send(t, "1", "k", long); out.State != chat.Sent || len(h.srv.Sent()) != 3 {
		t.Fatalf("%+v, %d messages", out, len(h.srv.Sent()))
	}
	if out := h.send(t, "1", "k", long); out.State != chat.Sent || out.Ref != "3" || len(h.srv.Sent()) != 3 {
		t.Fatalf("a repeated key was shown again: %+v, %d messages", out, len(h.srv.Sent()))
	}
}

// failSecond lets the next call pass and applies the fault to the one after it.
func (h *harness) failSecond(f telegramtest.Fault) {
	n := len(h.srv.Sent())
	base := h.gate.sleep
	fired := false
	h.gate.sleep = func(ctx context.Context, d time.Duration) error {
		if !fired && len(h.srv.Sent()) > n {
			fired = true
			h.srv.Fail(f)
		}
		return base(ctx, d)
	}
}

func TestEdit(t *testing.T) {
	h := newHarness(t)
	ref := h.send(t, "1", "a", plain("一")).Ref
	edit := func(key, ref, text string) chat.Outcome {
		r := plain(text)
		r.Edits = ref
		return h.send(t, "1", key, r)
	}
	if out := edit("b", ref, "二"); out.State != chat.Sent || out.Ref != ref || !h.srv.Sent()[1].Edit {
		t.Errorf("edit: %+v", out)
	}
	if out := edit("c", ref, "二"); out.State != chat.Sent || out.Ref != ref || len(h.srv.Sent()) != 2 {
		t.Errorf("not modified: %+v", out)
	}
	for i, gone := range []string{"99", "s7", "-1"} {
		if out := edit(fmt.Sprint("d", i), gone, "三"); out.State != chat.Sent || h.srv.Sent()[2+i].Edit {
			t.Errorf("a message %s that cannot be edited: %+v", gone, out)
		}
	}
}

func TestRefusedMarkupFallsBackToPlainText(t *testing.T) {
	h := newHarness(t)
	h.srv.Fail(telegramtest.Fault{Method: "sendMessage", Code: 400,
		Description: `Bad Request: can't parse entities: Unsupported start tag "` + secret + `" at byte offset 3`})
	r := chat.Reply{Text: []chat.Span{{Text: "1 < 2"}, {Style: chat.Quote, Text: secret}}}
	if out := h.send(t, "1", "k", r); out.State != chat.Sent {
		t.Fatalf("%+v", out)
	}
	if got := h.srv.Sent()[0]; got.Text != "1 < 2\n"+secret || got.Entities != nil {
		t.Errorf("%+v", got)
	}
}

func TestOutcomes(t *testing.T) {
	tests := []struct {
		name  string
		fault telegramtest.Fault
		want  chat.State
	}{
		{"blocked", telegramtest.Fault{Code: 403}, chat.Unreachable},
		{"unknown chat", telegramtest.Fault{Code: 400, Description: "Bad Request: chat not found"}, chat.Unreachable},
		{"deactivated", telegramtest.Fault{Code: 403, Description: "Forbidden: user is deactivated"}, chat.Unreachable},
		{"refused", telegramtest.Fault{Code: 400, Description: "Bad Request: " + secret}, chat.Failed},
		{"server", telegramtest.Fault{Code: 500}, chat.Later},
		{"gateway page", telegramtest.Fault{Code: 502, Raw: "<html>" + secret}, chat.Later},
		{"a proxy's 403", telegramtest.Fault{Code: 403, Raw: "<html>denied"}, chat.Later},
		{"redirect", telegramtest.Fault{Code: 302, Raw: "moved"}, chat.Later},
		{"no JSON", telegramtest.Fault{Code: 200, Raw: secret}, chat.Unknown},
		{"revoked token", telegramtest.Fault{Code: 401}, chat.Later},
		{"too many", telegramtest.Fault{Code: 429, RetryAfter: 7}, chat.Later},
		{"cut", telegramtest.Fault{Cut: true}, chat.Unknown},
		{"cut after it was done", telegramtest.Fault{Cut: true, Done: true}, chat.Unknown},
		{"hanging", telegramtest.Fault{Hang: true}, chat.Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHarness(t, func(c *Config) { c.SendTimeout = 200 * time.Millisecond })
			tt.fault.Method = "sendMessage"
			h.srv.Fail(tt.fault)
			out := h.send(t, "1", "k", plain(secret))
			if out.State != tt.want || (out.RetryAfter > 0) != (tt.want == chat.Later) {
				t.Fatalf("%+v", out)
			}
			if reach, told := h.in.reach["1"]; told != (tt.want == chat.Unreachable) || reach {
				t.Errorf("reachable %v, told %v", reach, told)
			}
			if tt.fault.RetryAfter > 0 && out.RetryAfter != 7*time.Second {
				t.Errorf("retry after %s", out.RetryAfter)
			}
		})
	}
}

func TestNobodyListensIsLater(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	h := newHarness(t, func(c *Config) { c.APIURL = "http://" + l.Addr().String() })
	for range 3 { // the waits grow, but not with every send of one outage
		if out := h.send(t, "1", "k", plain(secret)); out.State != chat.Later || out.RetryAfter > time.Second {
			t.Fatalf("%+v", out)
		}
	}
	_ = h.clock.Sleep(t.Context(), time.Minute)
	if out := h.send(t, "1", "k", plain(secret)); out.RetryAfter < time.Second {
		t.Errorf("the second outage: %+v", out)
	}
}

func TestBrokenOffWaitIsLater(t *testing.T) {
	h := newHarness(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for i := range chatBurst {
		h.send(t, "1", fmt.Sprint(i), plain("x"))
	}
	if out := h.Send(ctx, to("1"), "k", plain("x")); out.State != chat.Later || !errors.Is(out.Err, context.Canceled) {
		t.Errorf("%+v", out)
	}
}

func TestBlankReplyFails(t *testing.T) {
	h := newHarness(t)
	if out := h.send(t, "1", "k", plain(" \n")); out.State != chat.Failed || len(h.srv.Calls("")) != 0 {
		t.Errorf("%+v", out)
	}
}

func TestNewRefusesBadSettingsWithoutShowingThem(t *testing.T) {
	good := newHarness(t).cfg
	for name, spoil := range map[string]func(*Config){
		"token":   func(c *Config) { c.Token = "sEcReT/../x" },
		"address": func(c *Config) { c.APIURL = "ftp://sEcReT" },
		"key":     func(c *Config) { c.Key = nil },
	} {
		cfg := good
		spoil(&cfg)
		if _, err := New(cfg); err == nil || strings.Contains(err.Error(), "sEcReT") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if BotID("12345:abc") != "12345" || BotID("abc") == BotID("abd") {
		t.Error("BotID does not tell bots apart")
	}
}

func TestFullSpeedStaysWithinTheRealLimits(t *testing.T) {
	h := newHarness(t)
	start := h.clock.Now()
	for i := range 240 {
		chatID := 100 + i%60
		if i < 60 {
			h.srv.Text(int64(chatID), "hi")
		}
		if out := h.send(t, fmt.Sprint(chatID), fmt.Sprint(i), plain("通知")); out.State != chat.Sent {
			t.Fatalf("message %d: %+v", i, out)
		}
	}
	if d := h.clock.Now().Sub(start); d > 240*time.Second/28 {
		t.Errorf("240 messages took %s", d)
	}
}

func TestRefusalHoldsTheChat(t *testing.T) {
	h := newHarness(t)
	h.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: 1, Code: 429, RetryAfter: 25})
	h.send(t, "1", "k", plain("x"))
	calls := len(h.srv.Calls("sendMessage"))
	if out := h.send(t, "1", "k", plain("x")); out.State != chat.Later || out.RetryAfter != 25*time.Second {
		t.Errorf("%+v", out)
	}
	if len(h.srv.Calls("sendMessage")) != calls {
		t.Error("the held chat was written to")
	}
	if out := h.send(t, "2", "k", plain("x")); out.State != chat.Sent {
		t.Errorf("another chat: %+v", out)
	}
	_ = h.clock.Sleep(t.Context(), 25*time.Second)
	if out := h.send(t, "1", "k", plain("x")); out.State != chat.Sent {
		t.Errorf("after the hold: %+v", out)
	}
}
