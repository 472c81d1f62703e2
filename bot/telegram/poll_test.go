package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

func newBare(t testing.TB) *Bot {
	t.Helper()
	b, err := New(Config{
		Token: "1:x", Key: []byte("k"), Now: func() time.Time { return civil },
		Receive: func(context.Context, []chat.Message, int64) error { return nil },
		Offset:  func(context.Context) (int64, error) { return 0, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryKindArrives(t *testing.T) {
	h := newHarness(t)
	h.srv.Text(1, "🎓/start@Zhicheng_bot u_"+secret)
	h.srv.Voice(1)
	h.srv.Photo(1, "照片")
	h.srv.Document(2, "a.xlsx", "名单")
	h.srv.Sticker(1)
	h.srv.Press(1, 3, "o:1")
	h.srv.Text(1, strings.Repeat("长", 4000))
	h.srv.GroupText(-5, 1, "组里的话")
	h.srv.Text(1, "/help@other_bot")
	h.srv.Say(1, map[string]any{"pinned_message": map[string]any{"message_id": 1}})
	h.srv.Inject("poll", map[string]any{"id": "1"})
	h.srv.Say(2, map[string]any{"text": "转来的", "forward_origin": map[string]any{"type": "from_mars"}})
	h.start(t)
	ms := h.in.wait(t, func() bool { return len(h.in.ms) == 8 })

	person := func(id string) string { return chat.Pseudonym([]byte("key"), Channel, id) }
	from := func(id string) chat.Conversation {
		return chat.Conversation{Channel: Channel, Chat: id, Person: person(id)}
	}
	want := []chat.Message{
		{From: from("1"), Kind: chat.Text, Text: "🎓/start u_" + secret},
		{From: from("1"), Kind: chat.Voice},
		{From: from("1"), Kind: chat.Picture, Text: "照片", File: &chat.Incoming{Name: "photo.jpg", Type: "image/jpeg", Ref: "p"}},
		{From: from("2"), Kind: chat.Document, Text: "名单",
			File: &chat.Incoming{Name: "a.xlsx", Type: "application/octet-stream", Ref: "d"}},
		{From: from("1"), Kind: chat.Other},
		{From: from("1"), Kind: chat.Press, Data: "o:1", On: "3"},
		{From: from("1"), Kind: chat.Text, Text: strings.Repeat("长", 2730), Cut: true},
		{From: from("2"), Kind: chat.Text, Text: "转来的"},
	}
	ids := []int64{1001, 1002, 1003, 1004, 1005, 1006, 1007, 1012}
	for i, m := range ms {
		want[i].ID, want[i].At = fmt.Sprintf("telegram:4242:%d", ids[i]), civil
		if !reflect.DeepEqual(m, want[i]) {
			t.Errorf("got  %+v\nwant %+v", m, want[i])
		}
	}
}

func TestOffsetMovesOnlyWithStoredMessages(t *testing.T) {
	h := newHarness(t)
	h.in.fail = 2
	h.srv.Text(1, secret)
	h.srv.Text(1, "第二条")
	stop := h.start(t)
	ms := h.in.wait(t, func() bool { return h.in.offset == 1003 })
	if len(ms) != 2 || ms[0].Text != secret {
		t.Fatalf("%+v", ms)
	}
	if err := h.srv.Wait(t.Context(), func() bool { return h.srv.Pending() == 0 }); err != nil {
		t.Fatal(err)
	}
	stop()
	var offsets []string
	if err := h.srv.Wait(t.Context(), func() bool { return len(h.srv.Calls("getUpdates")) == 4 }); err != nil {
		t.Fatal(err) // the poll that stop broke off ends a little later
	}
	for _, c := range h.srv.Calls("getUpdates") {
		offsets = append(offsets, c.Fields["offset"])
	}
	if got := slices.Compact(offsets); !slices.Equal(got, []string{"", "1003"}) {
		t.Errorf("offsets %q", got)
	}
	if !strings.Contains(h.logs.String(), "disk full") {
		t.Error("the failure to store was not logged")
	}
}

func TestAnUpdateIsConfirmedByTheStoredOffsetAfterARestart(t *testing.T) {
	h := newHarness(t)
	h.srv.Text(1, "一")
	stop := h.start(t)
	h.in.wait(t, func() bool { return h.in.offset == 1002 })
	stop()
	h.srv.Text(1, "二")
	h.start(t)
	if ms := h.in.wait(t, func() bool { return h.in.offset == 1003 }); len(ms) != 2 {
		t.Errorf("%d messages", len(ms))
	}
}

func TestTelegramMayCountAnew(t *testing.T) {
	h := newHarness(t)
	h.in.offset = 900_000
	h.srv.Text(1, "一周之后")
	h.start(t)
	h.in.wait(t, func() bool { return len(h.in.ms) == 1 && h.in.offset == 1002 })
}

func TestPressIsAnsweredAfterItIsStored(t *testing.T) {
	h := newHarness(t)
	h.in.fail = 1
	h.srv.Press(1, 9, "x")
	h.start(t)
	h.in.wait(t, func() bool { return len(h.in.ms) == 1 })
	if err := h.srv.Wait(t.Context(), func() bool { return len(h.srv.Calls("answerCallbackQuery")) > 0 }); err != nil {
		t.Fatal(err)
	}
	if calls := h.srv.Calls("answerCallbackQuery"); len(calls) != 1 || calls[0].Code != 200 {
		t.Errorf("%+v", calls)
	}
}

func TestFailedCosmeticsBreakNothing(t *testing.T) {
	h := newHarness(t, func(c *Config) { c.Commands = []Command{{"help", "帮助"}} })
	h.srv.Fail(telegramtest.Fault{Method: "setMyCommands", Code: 429, RetryAfter: 3600})
	h.start(t)
	if err := h.srv.Wait(t.Context(), func() bool { return len(h.srv.Calls("setMyCommands")) == 1 }); err != nil {
		t.Fatal(err)
	}
	h.srv.Press(1, 9, "x")
	h.in.wait(t, func() bool { return len(h.in.ms) == 1 })
	if out := h.send(t, "1", "k", plain("答")); out.State != chat.Sent {
		t.Errorf("%+v", out)
	}
}

func TestCommandMenu(t *testing.T) {
	h := newHarness(t, func(c *Config) { c.Commands = []Command{{"help", "帮助"}} })
	h.start(t)
	if err := h.srv.Wait(t.Context(), func() bool { return len(h.srv.Calls("setMyCommands")) == 1 }); err != nil {
		t.Fatal(err)
	}
	c := h.srv.Calls("setMyCommands")[0]
	if c.Code != 200 || c.Fields["commands"] != `[{"command":"help","description":"帮助"}]` {
		t.Errorf("%+v", c)
	}
}

func TestReachability(t *testing.T) {
	h := newHarness(t)
	h.start(t)
	h.srv.Block(1)
	h.in.wait(t, func() bool { ok, told := h.in.reach["1"]; return told && !ok })
	if out := h.send(t, "1", "k", plain("x")); out.State != chat.Unreachable {
		t.Errorf("%+v", out)
	}
	h.srv.Text(1, "我回来了")
	h.in.wait(t, func() bool { return h.in.reach["1"] })
}

func TestPollWaitsOutTrouble(t *testing.T) {
	for name, tt := range map[string]struct {
		fault telegramtest.Fault
		wait  time.Duration // at least
		log   string
	}{
		"refused":      {telegramtest.Fault{Code: 429, RetryAfter: 17}, 17 * time.Second, "retry after 17s"},
		"two pollers":  {telegramtest.Fault{Code: 409}, 500 * time.Millisecond, "another program polls"},
		"webhook":      {telegramtest.Fault{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}, 0, "a webhook is set"},
		"server":       {telegramtest.Fault{Code: 500}, 500 * time.Millisecond, "answers 500"},
		"gateway page": {telegramtest.Fault{Code: 502, Raw: "<html>" + secret}, 0, "in front of the Bot API answers 502"},
		"no JSON":      {telegramtest.Fault{Code: 200, Raw: secret}, 0, "not the Bot API's"},
		"no updates":   {telegramtest.Fault{Code: 200, Raw: `{"ok":true,"result":"` + secret + `"}`}, 0, "not the Bot API's"},
		"cut":          {telegramtest.Fault{Cut: true}, 0, "no answer"},
		"revoked":      {telegramtest.Fault{Code: 401}, 30 * time.Second, "no longer valid"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t)
			tt.fault.Method = "getUpdates"
			h.srv.Fail(tt.fault)
			h.srv.Text(1, secret)
			h.start(t)
			h.in.wait(t, func() bool { return len(h.in.ms) == 1 })
			if naps := h.clock.naps(); len(naps) == 0 || naps[0] < tt.wait {
				t.Errorf("waited %v", naps)
			}
			if !strings.Contains(h.logs.String(), tt.log) {
				t.Errorf("the log does not say %q:\n%s", tt.log, h.logs)
			}
		})
	}
}

func TestStartWaitsForTheServerButNotWithAWrongToken(t *testing.T) {
	h := newHarness(t)
	h.srv.Fail(telegramtest.Fault{Method: "getMe", Code: 502, Raw: "<html>"})
	h.srv.Fail(telegramtest.Fault{Method: "getMe", Cut: true})
	h.start(t)
	h.srv.Text(1, "在吗")
	h.in.wait(t, func() bool { return len(h.in.ms) == 1 })

	wrong := newHarness(t, func(c *Config) { c.Token = "1:sEcReT" })
	if err := wrong.Poll(t.Context()); !errors.Is(err, ErrToken) || strings.Contains(err.Error(), "sEcReT") {
		t.Errorf("got %v", err)
	}
}

// A sloppy fake: no name, unknown fields, ids from 0, long polls not held.
func TestOtherFakesAreTolerated(t *testing.T) {
	polls := make(chan struct{}, 1000)
	sloppy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/getMe"):
			fmt.Fprint(w, `{"ok":true,"result":{}}`)
		case strings.HasSuffix(r.URL.Path, "/getUpdates") && r.FormValue("offset") == "":
			fmt.Fprint(w, `{"ok":true,"result":[{"update_id":0,"new":{},"message":{"text":"/help@any","from":{"id":7},"chat":{"id":7}}}]}`)
		case strings.HasSuffix(r.URL.Path, "/getUpdates"):
			polls <- struct{}{}
			fmt.Fprint(w, `{"ok":true,"result":[]}`)
		default:
			fmt.Fprint(w, `{"ok":true,"result":true}`)
		}
	}))
	defer sloppy.Close()
	h := newHarness(t, func(c *Config) { c.APIURL = sloppy.URL + "/" })
	stop := h.start(t)
	ms := h.in.wait(t, func() bool { return h.in.offset == 1 })
	if len(ms) != 1 || ms[0].Text != "/help" || ms[0].From.Chat != "7" {
		t.Errorf("%+v", ms)
	}
	for range 3 {
		<-polls
	}
	stop()
	if naps := h.clock.naps(); len(naps) < 2 || naps[0] < idle/2 {
		t.Errorf("it spins: %v", naps)
	}
	if out := h.send(t, "7", "k", plain("x")); out.State != chat.Sent {
		t.Errorf("%+v", out)
	}
}

func TestAPanicInAnUpdateLosesNoOther(t *testing.T) {
	h := newHarness(t)
	h.cfg.Now = func() func() time.Time {
		first := true
		return func() time.Time {
			if first {
				first = false
				panic(secret)
			}
			return civil
		}
	}()
	h.srv.Text(1, "一")
	h.srv.Text(1, "二")
	h.start(t)
	if ms := h.in.wait(t, func() bool { return h.in.offset == 1003 }); len(ms) != 1 || ms[0].Text != "二" {
		t.Errorf("%+v", ms)
	}
}
