package web_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

func reply(text string) chat.Reply { return chat.Reply{Text: []chat.Span{{Text: text}}} }

// met is the conversation of a browser that has said something.
func (b *bench) met(t *testing.T) (*browser, chat.Conversation) {
	t.Helper()
	v := b.visit(t)
	v.post("/say", fields{"id": "start", "text": "/start", "quiet": true})
	return v, b.received()[0].From
}

func (b *bench) send(t *testing.T, to chat.Conversation, key string, r chat.Reply) string {
	t.Helper()
	o := b.web.Send(t.Context(), to, key, r)
	if o.State != chat.Sent {
		t.Fatalf("send: %+v", o)
	}
	return o.Ref
}

func TestOpenPagesSeeWhatComes(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	one, two := v.listen(""), v.listen("")
	one.backlog()
	two.backlog()
	r := reply("新消息")
	r.Buttons = [][]chat.Button{{{Label: "好", Data: "ok"}}}
	ref := b.send(t, c, "k", r)
	for _, s := range []*stream{one, two} {
		e := s.next("")
		if e.text() != "新消息" || e.shown.Buttons[0][0].Data != "ok" || strconv.FormatInt(e.shown.Ref, 10) != ref ||
			e.shown.Day != "2023年5月10日 周三" || e.shown.Time != "09:00" {
			t.Errorf("got %+v", e)
		}
	}
}

func TestStreamResumesAfterTheLastEvent(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	s := v.listen("")
	last := s.backlog()[0].id
	s.close()
	b.send(t, c, "k1", reply("一"))
	b.send(t, c, "k2", reply("二"))
	if got := texts(v.listen(last).backlog()); got != "assistant: 一\nassistant: 二\n" {
		t.Errorf("resumed with %q", got)
	}
}

func TestALongHistoryIsShownWhole(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	for i := range 201 {
		b.send(t, c, strconv.Itoa(i), reply("x"))
	}
	if n := len(v.listen("").backlog()); n != 202 {
		t.Errorf("%d messages", n)
	}
}

func TestTheSameKeyIsShownOnce(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	s := v.listen("")
	s.backlog()
	first := b.send(t, c, "k1", reply("一"))
	again := b.send(t, c, "k1", reply("一"))
	b.send(t, c, "k2", reply("二"))
	if s.next("").text() != "一" || s.next("").text() != "二" || first != again {
		t.Error("shown twice")
	}
}

func TestEditsReplaceInPlace(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	ref := b.send(t, c, "k1", reply("目录"))
	b.send(t, c, "k2", reply("后来"))
	must(t, b.clock.Advance(t.Context(), start.AddDate(0, 0, 1)))
	edit := reply("第四章")
	edit.Edits = ref
	s := v.listen("")
	s.backlog()
	if got := b.send(t, c, "k3", edit); got != ref {
		t.Errorf("ref %s became %s", ref, got)
	}
	later := reply("第四章（六）")
	later.Edits = ref
	b.send(t, c, "k4", later)
	b.send(t, c, "k3", edit) // a repeat of an older edit changes nothing
	if e := s.next(""); strconv.FormatInt(e.shown.Ref, 10) != ref || e.shown.Day != "2023年5月10日 周三" {
		t.Errorf("edit shown as %+v", e)
	}
	if got := texts(v.listen("").backlog()); got != "assistant: echo /start\nassistant: 后来\nassistant: 第四章（六）\n" {
		t.Errorf("shown %q", got)
	}
}

func TestAnEditOfNothingIsAMessage(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	v.say("mine", "我的话") // ref 2: nobody but the person may change it
	for i, on := range []string{"999", "2", "telegram-id"} {
		r := reply("x" + on)
		r.Edits = on
		b.send(t, c, strconv.Itoa(i), r)
	}
	want := "assistant: echo /start\nperson: 我的话\nassistant: echo 我的话\nassistant: x999\nassistant: x2\nassistant: xtelegram-id\n"
	if got := texts(v.listen("").backlog()); got != want {
		t.Errorf("shown %q", got)
	}
}

func TestSendToAnUnknownChat(t *testing.T) {
	o := open(t).web.Send(t.Context(), chat.Conversation{Channel: "web", Chat: "gone-a"}, "k", reply("x"))
	if o.State != chat.Unreachable || !errors.Is(o.Err, web.ErrNoChat) {
		t.Errorf("got %+v", o)
	}
}

func TestSendIsRetriedWhenTheDatabaseIsAway(t *testing.T) {
	b := open(t)
	_, c := b.met(t)
	must(t, b.store.Close())
	if o := b.web.Send(t.Context(), c, "k", reply("x")); o.State != chat.Later || o.RetryAfter <= 0 {
		t.Errorf("got %+v", o)
	}
}

func TestAQuietStreamShowsLife(t *testing.T) {
	b := open(t, func(c *web.Config) { c.Heartbeat = time.Millisecond })
	s := b.visit(t).listen("")
	s.backlog()
	if _, comment, err := s.block(); err != nil || !comment {
		t.Errorf("comment %v, %v", comment, err)
	}
}

func TestShutdownEndsStreams(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	s := v.listen("")
	s.backlog()
	must(t, b.Config.Shutdown(t.Context()))
	if _, _, err := s.block(); !errors.Is(err, errEnd) {
		t.Errorf("got %v", err)
	}
}

func TestNoNewStreamWhileDraining(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	b.web.Close()
	if status, _ := v.get("/events"); status != 503 {
		t.Errorf("status %d", status)
	}
}

func TestStreamsOfOneChatAreBounded(t *testing.T) {
	v := open(t).visit(t)
	for range 16 {
		v.listen("").backlog()
	}
	if status, _ := v.get("/events"); status != 429 {
		t.Errorf("status %d", status)
	}
	v.be("b").listen("").backlog()
}
