package main

import (
	"bufio"
	"strconv"
	"strings"
	"testing"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

// A question is handed over in the running program, waits over one working day, is told to staff, answered by them, and
// the asker reads the answer.
func TestACaseInTheSandbox(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir()+"/zhicheng.db")
	asker := visit(t, p.address(t, "ZHICHENG_ADDR"))
	resp, err := asker.Get(asker.page + "/events?as=" + web.AsStaff)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	staff := &browser{Client: asker.Client, page: asker.page, seen: bufio.NewScanner(resp.Body)}
	said := 0
	say := func(b *browser, what, text string, on shownText) shownText {
		t.Helper()
		path := "/say"
		if b == staff {
			path += "?as=" + web.AsStaff
		}
		said++
		body := map[string]string{"id": strconv.Itoa(said), what: text}
		if what == "data" {
			body["on"] = strconv.FormatInt(on.Ref, 10)
		}
		if status := b.post(t, path, body); status != 202 {
			t.Fatalf("%s: %d", text, status)
		}
		return b.answer(t)
	}
	asks := func(s shownText, k words.Key, args ...any) shownText {
		t.Helper()
		if !strings.Contains(s.plain(), words.Say(k, args...)) {
			t.Fatalf("said %s, not %s", s.plain(), words.Say(k, args...))
		}
		return s
	}
	s := asks(say(asker, "text", "转人工 材料里的照片要几寸的", shownText{}), words.CaseAskSeries)
	s = asks(say(asker, "data", "human:series:", s), words.CaseAskLevel)
	s = asks(say(asker, "data", "human:level:", s), words.CaseAskDistrict)
	asks(say(asker, "data", "human:district:", s), words.CaseOpened, 1)
	asks(staff.answer(t), words.CaseNew, 1, words.Say(words.CaseAnyOffice))
	if status := asker.post(t, "/clock", map[string]string{"to": "2023-05-12"}); status != 204 {
		t.Fatalf("the clock: %d", status)
	}
	s = asks(staff.answer(t), words.CaseLate, 1, words.Say(words.CaseAnyOffice))
	s = asks(say(staff, "data", "case:show:1", s), words.CaseAsker)
	s = asks(say(staff, "data", "case:take:1", s), words.CaseByMe)
	asks(say(staff, "data", "case:reply:1", s), words.CaseAskAnswer, 1)
	asks(say(staff, "text", "一寸免冠。", shownText{}), words.CaseSent, 1)
	if got := asker.answer(t).plain(); !strings.Contains(got, "一寸免冠。") {
		t.Errorf("the asker reads %s", got)
	}
}
