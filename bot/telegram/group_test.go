package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

const (
	grp   = -5
	super = -1005
)

func inGroup(t *testing.T) *harness {
	t.Helper()
	return newHarness(t, func(c *Config) {
		c.Commands = []Command{{"mydata", "…"}}
		c.GroupCommands = []Command{{"help", "…"}}
	})
}

// In a group only what is meant for us arrives, and of the rest nothing at all.
func TestOnlyWhatIsMeantForUsArrivesFromAGroup(t *testing.T) {
	h := inGroup(t)
	h.srv.Add(grp, 1, "supergroup")
	if out := h.send(t, "-5", "k", plain("提醒")); out.State != chat.Sent {
		t.Fatal(out)
	}
	mine := h.srv.Sent()[0].ID
	for _, ignored := range []string{
		secret, "@zhicheng_bot2 问", "a@zhicheng_bot", "@other_bot 问", "/nosuch", "/help@other_bot", "看 /help", "/helpme", "@", "",
	} {
		h.srv.GroupText(grp, 1, ignored)
	}
	as := func(id int64, content map[string]any) {
		content["from"] = map[string]any{"id": id, "is_bot": true, "first_name": "x"}
		content["text"] = "@zhicheng_bot " + secret
		h.srv.GroupSay(grp, id, content)
	}
	as(1087968824, map[string]any{"sender_chat": map[string]any{"id": grp, "type": "supergroup"}})
	as(136817688, map[string]any{"sender_chat": map[string]any{"id": -1009, "type": "channel"}})
	as(99, map[string]any{})
	h.srv.GroupSay(grp, 1, map[string]any{"text": "@zhicheng_bot", "sender_chat": map[string]any{"id": -1009, "type": "channel"}})
	h.srv.GroupSay(grp, 1, map[string]any{"pinned_message": map[string]any{"message_id": mine}})
	h.srv.GroupSay(grp, 1, map[string]any{"new_chat_title": "@zhicheng_bot"})
	h.srv.GroupSay(grp, 1, map[string]any{"photo": []any{map[string]any{"file_id": "p"}}, "caption": secret})
	h.srv.GroupReply(grp, 2, 3, "别人的话") // answers a person
	h.srv.Add(-1009, 1, "channel")
	h.srv.GroupText(-1009, 1, "@zhicheng_bot "+secret)
	h.srv.Inject("channel_post", map[string]any{"text": "@zhicheng_bot"})

	want := []chat.Message{{Kind: chat.Added}}
	hear := func(text string, send func()) {
		send()
		want = append(want, chat.Message{Kind: chat.Text, Text: text})
	}
	hear("公示要几天", func() { h.srv.GroupText(grp, 1, "@Zhicheng_Bot，公示要几天") })
	hear("公示 要几天", func() { h.srv.GroupText(grp, 2, "公示@zhicheng_bot要几天") })
	hear("", func() { h.srv.GroupText(grp, 1, "@zhicheng_bot") })
	hear("/help", func() { h.srv.GroupText(grp, 1, "/help") })
	hear("/mydata", func() { h.srv.GroupText(grp, 1, "/mydata") })
	hear("/nosuch x", func() { h.srv.GroupText(grp, 1, "/nosuch@zhicheng_bot x") })
	hear("/help", func() { h.srv.GroupText(grp, 1, "@zhicheng_bot /help") })
	hear("5月12日", func() { h.srv.GroupReply(grp, 1, mine, "5月12日") })
	h.srv.GroupPress(grp, 2, mine, "toc:")
	h.srv.GroupSay(grp, 1, map[string]any{"photo": []any{map[string]any{"file_id": "p"}}, "caption": "@zhicheng_bot 看"})
	want = append(want, chat.Message{Kind: chat.Press, Data: "toc:"}, chat.Message{Kind: chat.Picture, Text: "看"})

	h.start(t)
	got := h.in.wait(t, func() bool { return len(h.in.ms) >= len(want) })
	for i, m := range got {
		if i >= len(want) || m.Kind != want[i].Kind || m.Text != want[i].Text || m.Data != want[i].Data {
			t.Errorf("%d: %+v", i, m)
		}
		if !m.Group || m.From.Chat != "-5" || len(m.From.Person) != 26 {
			t.Errorf("%+v", m)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d messages, want %d", len(got), len(want))
	}
}

func TestWithoutANameGroupsAreLeftAlone(t *testing.T) {
	b := newBare(t)
	b.batch = batch{here: map[string]bool{}}
	for _, text := range []string{"@ 问", "/help@any", "@any 问", "/help"} {
		b.take(t.Context(), []byte(`{"update_id":1,"message":{"text":"`+text+`","from":{"id":7},"chat":{"id":-5,"type":"group"}}}`))
	}
	b.take(t.Context(), []byte(`{"update_id":1,"message":{"text":"x","from":{"id":7},"chat":{"id":-5}}}`)) // of no kind
	if len(b.batch.messages) != 0 || len(b.batch.here) != 0 {
		t.Errorf("%+v", b.batch)
	}
}

func TestAGroupThatThrowsUsOutIsUnreachable(t *testing.T) {
	h := inGroup(t)
	h.start(t)
	h.srv.Add(grp, 1, "group")
	h.in.wait(t, func() bool { return h.in.reach["-5"] })
	h.srv.Remove(grp, 1)
	ms := h.in.wait(t, func() bool { ok, told := h.in.reach["-5"]; return told && !ok })
	if len(ms) != 1 {
		t.Errorf("%+v", ms)
	}
	if out := h.send(t, "-5", "k", plain("x")); out.State != chat.Unreachable {
		t.Errorf("%+v", out)
	}
	h.srv.Add(-6, 1, "group")
	h.srv.Fail(telegramtest.Fault{Chat: -6, Code: 400, Description: "Bad Request: not enough rights to send text messages to the chat"})
	if out := h.send(t, "-6", "k", plain("x")); out.State != chat.Unreachable {
		t.Errorf("%+v", out)
	}
}

// moves is who hears of new addresses.
type moves struct {
	all  []string
	fail int
}

func (m *moves) moved(_ context.Context, from, to string) error {
	if m.fail > 0 {
		m.fail--
		return errors.New("disk full")
	}
	m.all = append(m.all, from+">"+to)
	return nil
}

func TestASendFollowsAGroup(t *testing.T) {
	var heard moves
	h := newHarness(t, func(c *Config) { c.Moved = heard.moved })
	h.srv.Add(grp, 1, "group")
	ref := h.send(t, "-5", "k0", plain("旧")).Ref
	h.srv.Upgrade(grp, super, 1, false)
	r := plain(strings.Repeat("第一句话。", 1200))
	r.Edits = ref
	if out := h.send(t, "-5", "k", r); out.State != chat.Sent {
		t.Fatal(out)
	}
	sent := h.srv.Sent()[1:]
	if len(sent) != 2 || sent[0].Chat != super || sent[1].Chat != super || sent[0].Edit {
		t.Errorf("%+v", sent)
	}
	heard.fail = 1
	if out := h.send(t, "-5", "k2", plain("还写旧的")); out.State != chat.Sent || h.srv.Sent()[3].Chat != super {
		t.Errorf("%+v", out)
	}
	if len(heard.all) != 1 || heard.all[0] != "-5>-1005" {
		t.Errorf("heard %v", heard.all)
	}
	h.srv.Upgrade(super, grp, 1, false) // a ring is not followed for ever
	if out := h.send(t, "-5", "k3", plain("x")); out.State != chat.Failed {
		t.Errorf("%+v", out)
	}
}

// What was written in the old group just before is handled in the new one; the move is kept before that is stored.
func TestAPollFollowsAGroup(t *testing.T) {
	heard := moves{fail: 1}
	h := newHarness(t, func(c *Config) { c.Moved = heard.moved })
	h.srv.Add(grp, 1, "group")
	h.srv.GroupText(grp, 1, "@zhicheng_bot 问")
	h.srv.Upgrade(grp, super, 1, true)
	h.start(t)
	ms := h.in.wait(t, func() bool { return len(h.in.ms) > 0 })
	if len(ms) != 2 || ms[0].Kind != chat.Added || ms[1].Text != "问" {
		t.Fatalf("%+v", ms)
	}
	for _, m := range ms {
		if m.From.Chat != "-1005" || !m.Group {
			t.Errorf("%+v", m)
		}
	}
	if !h.in.reach["-1005"] || h.in.reach["-5"] || len(heard.all) == 0 {
		t.Errorf("%v, %v", h.in.reach, heard.all)
	}
}

func TestNoKeyboardForAGroup(t *testing.T) {
	h := inGroup(t)
	h.srv.Add(grp, 1, "group")
	r := plain("x")
	r.Keyboard = [][]string{{"删除"}}
	h.send(t, "-5", "k", r)
	if h.srv.Sent()[0].Keyboard != nil {
		t.Error("a keyboard was shown to all")
	}
}

func TestMenuOfGroups(t *testing.T) {
	h := inGroup(t)
	h.start(t)
	if err := h.srv.Wait(t.Context(), func() bool { return len(h.srv.Calls("setMyCommands")) == 2 }); err != nil {
		t.Fatal(err)
	}
	c := h.srv.Calls("setMyCommands")[1]
	if c.Code != 200 || c.Fields["scope"] != `{"type":"all_group_chats"}` || !strings.Contains(c.Fields["commands"], "help") || strings.Contains(c.Fields["commands"], "mydata") {
		t.Errorf("%+v", c)
	}
}

func TestGateKeepsTheLimitOfGroups(t *testing.T) {
	g, clk := newTestGate()
	var at []time.Time
	for range 90 {
		var held *heldError
		for {
			err := g.pass(t.Context(), "-5")
			if !errors.As(err, &held) {
				break
			}
			_ = clk.Sleep(t.Context(), held.For)
		}
		at = append(at, clk.Now())
	}
	for i := groupMinute; i < len(at); i++ {
		if d := at[i].Sub(at[i-groupMinute]); d < time.Minute {
			t.Fatalf("21 messages within %s", d)
		}
	}
	if d := at[89].Sub(at[0]); d > 5*time.Minute {
		t.Errorf("90 messages took %s", d)
	}
	if d := clk.Now(); g.pass(t.Context(), "5") != nil || clk.Now().Sub(d) > time.Second {
		t.Error("a person waited for the group")
	}
}

// However many speak in a group, none of them keeps a sender for long.
func TestABusyGroupHoldsUpNobodyElse(t *testing.T) {
	g, clk := newTestGate()
	held := 0
	for range 60 {
		began := clk.Now()
		if g.pass(t.Context(), "-5") != nil {
			held++
		}
		if d := clk.Now().Sub(began); d > groupPatience+100*time.Millisecond {
			t.Fatalf("waited %s", d)
		}
	}
	if held != 60-groupMinute {
		t.Errorf("%d of 60 were told to come back", held)
	}
}

func TestGateForgetsIdleGroups(t *testing.T) {
	g, clk := newTestGate()
	_ = g.pass(t.Context(), "-5")
	_ = clk.Sleep(t.Context(), groupSpan-time.Second)
	_ = g.pass(t.Context(), "1")
	if g.lanes["-5"] == nil {
		t.Error("what the group got was forgotten too early")
	}
	_ = clk.Sleep(t.Context(), sweeping)
	_ = g.pass(t.Context(), "1")
	if g.lanes["-5"] != nil {
		t.Error("the group is remembered for ever")
	}
}

// As fast as the gate lets it, a group never sees 429.
func TestAGroupAtFullSpeedStaysWithinTheRealLimits(t *testing.T) {
	h := inGroup(t)
	h.srv.Add(grp, 1, "group")
	for sent := 0; sent < 65; {
		switch out := h.send(t, "-5", "", plain("x")); out.State {
		case chat.Sent:
			sent++
		case chat.Later:
			_ = h.clock.Sleep(t.Context(), out.RetryAfter)
		default:
			t.Fatal(out)
		}
	}
	if n := h.Refusals(); n != 0 {
		t.Errorf("refused %d times", n)
	}
}

func TestUnmention(t *testing.T) {
	for text, want := range map[string]string{
		"@zhicheng_bot":                     "",
		"@ZHICHENG_BOT: 问":                  "问",
		"问 @zhicheng_bot":                   "问",
		"@zhicheng_bot @zhicheng_bot 问":     "问",
		"@zhicheng_bo @@zhicheng_bot":       "@zhicheng_bo @",
		"@other_bot @zhicheng_bot 问":        "@other_bot   问",
		"职@zhicheng_bot称":                   "职 称",
		"\xff@zhicheng_bot\xff":             "\xff \xff",
		"@zhicheng_botx":                    "-",
		"_@zhicheng_bot":                    "-",
		"mail: a@zhicheng_bot, b@x":         "-",
		strings.Repeat("@", 9) + "zhicheng": "-",
		"":                                  "-",
	} {
		got, found := unmention(text, "zhicheng_bot")
		if found != (want != "-") || found && got != want {
			t.Errorf("%q: %q, %v", text, got, found)
		}
	}
}

// TestAside shows what is for whoever pressed to nobody else; when that cannot be any more, or is too long, it is a message.
func TestAside(t *testing.T) {
	h := inGroup(t)
	h.srv.Add(grp, 1, "supergroup")
	h.start(t)
	pressed := 0
	press := func() string {
		t.Helper()
		h.srv.GroupPress(grp, 1, 1, "x")
		pressed++
		ms := h.in.wait(t, func() bool { return len(h.in.ms) == pressed+1 }) // it was added before
		return ms[pressed].Press
	}
	says := func(press, text string, aside bool, messages int) {
		t.Helper()
		before := len(h.srv.Sent())
		r := plain(text)
		r.Press, r.Aside = press, aside
		if out := h.send(t, "-5", "", r); out.State != chat.Sent {
			t.Fatal(out)
		}
		if n := len(h.srv.Sent()) - before; n != messages {
			t.Errorf("%d messages of %.9s, want %d", n, text, messages)
		}
	}
	says(press(), "请看", false, 1)
	one := press()
	says(one, "不可以", true, 0)
	calls := h.srv.Calls("answerCallbackQuery")
	if last := calls[len(calls)-1].Fields; last["text"] != "不可以" || last["show_alert"] != "true" || last["callback_query_id"] != one {
		t.Errorf("answered with %v", last)
	}
	says(one, "不可以", true, 1) // answered already
	says(press(), strings.Repeat("长", maxAlert+1), true, 1)
}
