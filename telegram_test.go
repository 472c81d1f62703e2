package main

import (
	"strings"
	"testing"

	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
)

// TestTelegram runs the program against the fake Bot API; every subtest is a person of its own.
func TestTelegram(t *testing.T) {
	w := newTown(t, telegramtest.Options{})
	p := launch(t, t.TempDir()+"/zhicheng.db", w.flags()...)
	people := []struct {
		name string
		live func(t *testing.T, w town, me int64)
	}{
		{"asks, reads and rates", asks},
		{"browses", browses},
		{"starts behind an emoji", starts},
		{"sends what cannot be read", unreadables},
		{"presses old buttons", oldButtons},
		{"forgets", forgets},
		{"blocks and comes back", blocks},
		{"is held by 429", held},
		{"meets a failing server", failing},
	}
	t.Run("people", func(t *testing.T) {
		for i, person := range people {
			t.Run(person.name, func(t *testing.T) {
				t.Parallel()
				person.live(t, w, 7700000001+int64(i))
			})
		}
	})
	if status := p.stop(t); status != 0 {
		t.Errorf("exit status %d", status)
	}
	private(t, w, p)
}

func asks(t *testing.T, w town, me int64) {
	answer := w.ask(t, me, question)
	says(t, answer, "四（六）2", "赤人社办发〔2023〕73号", "已过期") // the clock is real here
	if q := quoted(answer); len(q) != 1 || q[0] != rule {
		t.Errorf("quoted: %q", q)
	}
	original := w.press(t, answer, "查看原文")
	says(t, original, rule, "实施助力乡村振兴一线基层专业技术人才职称倾斜政策")
	for range 2 {
		says(t, w.press(t, answer, "有用"), words.Say(words.ThanksUseful))
	}
	says(t, w.ask(t, me, "我的数据"), words.Say(words.MineAsked, 1, 1, 0), question)
	for _, c := range w.Calls("answerCallbackQuery") {
		if c.Code != 200 {
			t.Errorf("a press was answered with %d %s", c.Code, c.Error)
		}
	}
}

func browses(t *testing.T, w town, me int64) {
	contents := w.ask(t, me, "/notice")
	m := contents
	for _, step := range []struct{ label, sees string }{
		{"三", "申报程序要求"}, {"三（二）", "线下提交材料"}, {"三（二）1", "申报材料要求"}, {"三（二）1（1）", "装订成册"},
		{"返回上一级", "申报材料要求"}, {"回到目录", "目录"},
	} {
		m = w.press(t, m, step.label)
		says(t, m, step.sees)
		if !m.Edit || m.ID != contents.ID {
			t.Fatalf("%s did not edit in place: %+v", step.label, m)
		}
	}
	if m.Text != contents.Text {
		t.Errorf("back at the top:\n%s", m.Text)
	}
}

func starts(t *testing.T, w town, me int64) {
	w.Text(me, "🎓 /start@another_bot")
	hello := w.ask(t, me, "🎓 /start@zhicheng_bot unit-42")
	says(t, hello, words.Say(words.Start, 180))
	if hello.Keyboard == nil {
		t.Error("no keyboard")
	}
	says(t, w.ask(t, me, "我的数据"), "unit-42")
	if n := len(w.got(me)); n != 2 {
		t.Errorf("%d messages: the command to another bot was answered", n)
	}
}

// unreadables and oldButtons come from a new person each, as one may only be answered once a second.
func unreadables(t *testing.T, w town, me int64) {
	for _, sent := range []struct {
		send   func()
		answer string
	}{
		{func() { w.Voice(me) }, words.Say(words.Voice)},
		{func() { w.Photo(me, "") }, words.Say(words.Picture)},
		{func() { w.Document(me, "简历.doc", "") }, words.Say(words.Document)},
		{func() { w.Sticker(me) }, words.Say(words.Other)},
		{func() { w.Photo(me, question) }, "四（六）2"},
		{func() { w.Text(me, "🙂🙂") }, words.Say(words.NoText)},
		{func() { w.Text(me, strings.Repeat("评职称要什么材料？", 4000)) }, words.Say(words.TooLong)},
		{func() { w.Text(me, "\x00\x01\x02") }, words.Say(words.NoText)},
		{func() { w.Text(me, "/nosuch") }, words.Say(words.Unknown)},
	} {
		me += 10
		says(t, w.next(t, me, sent.send), sent.answer)
	}
}

func oldButtons(t *testing.T, w town, me int64) {
	for data, answer := range map[string]words.Key{
		"useful:telegram:123456:1": words.RateGone, "show:9.9": words.ClauseGone, "toc:9.9": words.ClauseGone,
		"of an old version": words.Button, "forget:yes": words.Button,
	} {
		me += 10
		w.ask(t, me, "/help")
		says(t, w.next(t, me, func() { w.Press(me, 999999, data) }), words.Say(answer))
	}
}

func forgets(t *testing.T, w town, me int64) {
	answer := w.ask(t, me, question)
	confirm := w.ask(t, me, "删除")
	says(t, w.ask(t, me, "/help"), words.Say(words.HelpHead)) // a command in the middle
	says(t, w.press(t, confirm, "确认删除"), words.Say(words.Forgotten))
	says(t, w.press(t, confirm, "确认删除"), words.Say(words.Button))
	says(t, w.press(t, answer, "有用"), words.Say(words.RateGone))
	says(t, w.ask(t, me, "/mydata"), words.Say(words.MineNone))
}

func blocks(t *testing.T, w town, me int64) {
	w.ask(t, me, "/help")
	w.Fail(telegramtest.Fault{Method: "sendMessage", Chat: me, Code: 403})
	w.Text(me, question)
	says(t, w.ask(t, me, "取消"), words.Say(words.NoDialog))
	if n := len(w.got(me)); n != 2 {
		t.Errorf("%d messages: what was refused for good was sent again", n)
	}
}

func held(t *testing.T, w town, me int64) {
	w.Fail(telegramtest.Fault{Method: "sendMessage", Chat: me, Code: 429, RetryAfter: 1})
	says(t, w.ask(t, me, question), "四（六）2")
	says(t, w.ask(t, me, "帮助"), words.Say(words.HelpHead))
}

func failing(t *testing.T, w town, me int64) {
	w.Fail(telegramtest.Fault{Method: "sendMessage", Chat: me, Code: 502, Raw: "<html>Bad Gateway"})
	w.Fail(telegramtest.Fault{Method: "sendMessage", Chat: me, Code: 500})
	says(t, w.ask(t, me, question), "四（六）2")
	says(t, w.ask(t, me, "帮助"), words.Say(words.HelpHead))
	if n := len(w.got(me)); n != 2 {
		t.Errorf("%d messages", n)
	}
}

// private checks that nothing said, no person and no token reached the log, at its most talkative.
func private(t *testing.T, w town, p *program) {
	t.Helper()
	log := p.log.String()
	secrets := []string{token, "a-token_that", "77000000", question, "评职称要什么材料", "unit-42", "简历"}
	for _, m := range w.Sent() {
		first, _, _ := strings.Cut(m.Text, "\n")
		secrets = append(secrets, first)
	}
	for _, s := range secrets {
		if strings.Contains(log, s) {
			t.Errorf("%q is in the log:\n%s", s, log)
		}
	}
	for _, noted := range []string{"a reply was not delivered", `"msg":"ready"`, `"msg":"stopping"`} {
		if !strings.Contains(log, noted) {
			t.Errorf("%q is not in the log:\n%s", noted, log)
		}
	}
	if strings.Contains(log, `"level":"ERROR"`) {
		t.Errorf("errors in the log:\n%s", log)
	}
}
