package web_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

func TestWhatIsSaidArrivesAsAMessage(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.say("one", "你好")
	if status, why := v.post("/say", fields{"id": "two", "data": "toc:4", "on": "2"}); status != http.StatusAccepted {
		t.Fatal(status, why)
	}
	got := b.received()
	if len(got) != 2 {
		t.Fatalf("%d messages", len(got))
	}
	m, p := got[0], got[1]
	if m.Kind != chat.Text || m.Text != "你好" || !m.At.Equal(start) {
		t.Errorf("text: %+v", m)
	}
	if m.From.Channel != "web" || !strings.HasSuffix(m.From.Chat, "-a") || len(m.From.Person) != 26 {
		t.Errorf("from: %+v", m.From)
	}
	// An id goes into the data of buttons, which is short.
	if !strings.HasPrefix(m.ID, "web:") || len(m.ID) > 32 || m.ID == p.ID {
		t.Errorf("ids: %q, %q", m.ID, p.ID)
	}
	if p.Kind != chat.Press || p.Data != "toc:4" || p.On != "2" || p.From != m.From {
		t.Errorf("press: %+v", p)
	}
}

func TestThePagesOwnStartIsNotShown(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.post("/say", fields{"id": "start", "text": "/start", "quiet": true})
	if got := texts(v.listen("").backlog()); got != "assistant: echo /start\n" {
		t.Errorf("shown: %q", got)
	}
}

func TestTheSameIDIsShownOnce(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.say("one", "你好")
	v.say("one", "你好")
	if got := texts(v.listen("").backlog()); got != "person: 你好\nassistant: echo 你好\n" {
		t.Errorf("shown: %q", got)
	}
	if got := b.received(); got[0].ID != got[1].ID {
		t.Errorf("ids differ: %v", got)
	}
}

func TestWhatWasNotTakenCanBeSaidAgain(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	b.refuse = errors.New("full")
	if status, why := v.post("/say", fields{"id": "one", "text": "你好"}); status != http.StatusServiceUnavailable || why != words.Web.NotTaken {
		t.Errorf("%d %s", status, why)
	}
	b.refuse = nil
	v.say("one", "你好")
	if got := texts(v.listen("").backlog()); got != "person: 你好\nassistant: echo 你好\n" {
		t.Errorf("shown: %q", got)
	}
}

func TestLongTextIsCut(t *testing.T) {
	b := open(t)
	b.visit(t).say("one", strings.Repeat("职", chat.MaxText))
	m := b.received()[0]
	if want := strings.Repeat("职", chat.MaxText/3); m.Text != want || !m.Cut {
		t.Errorf("%d bytes, cut %v", len(m.Text), m.Cut)
	}
}

func TestBadInputGetsAClearSentence(t *testing.T) {
	b := open(t)
	for _, c := range []struct {
		name, body, kind string
		status           int
		sentence         string
	}{
		{"too large", `{"id":"x","text":"` + strings.Repeat("a", 100<<10) + `"}`, "", 413, words.Web.TooLarge},
		{"empty", `{"id":"x","text":""}`, "", 400, words.Web.Empty},
		{"blank", `{"id":"x","text":" \n　"}`, "", 400, words.Web.Empty},
		{"no id", `{"text":"a"}`, "", 400, words.Web.BadRequest},
		{"odd id", `{"id":"../x","text":"a"}`, "", 400, words.Web.BadRequest},
		{"long id", `{"id":"` + strings.Repeat("a", 65) + `","text":"a"}`, "", 400, words.Web.BadRequest},
		{"long data", `{"id":"x","on":"1","data":"` + strings.Repeat("a", 65) + `"}`, "", 400, words.Web.BadRequest},
		{"press on nothing", `{"id":"x","data":"a"}`, "", 400, words.Web.BadRequest},
		{"not JSON", "\x00\xff", "", 400, words.Web.BadRequest},
		{"two values", `{"id":"x","text":"a"}{}`, "", 400, words.Web.BadRequest},
		{"a form", `id=x&text=a`, "application/x-www-form-urlencoded", 415, words.Web.BadRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := b.visit(t)
			r := v.request("/say", strings.NewReader(c.body))
			if c.kind != "" {
				r.Header.Set("Content-Type", c.kind)
			}
			if status, sentence := v.do(r); status != c.status || sentence != c.sentence {
				t.Errorf("%d %s", status, sentence)
			}
			if n := len(b.received()); n != 0 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

func TestTooFastIsSlowedDown(t *testing.T) {
	b := open(t)
	v, other := b.visit(t), b.visit(t)
	for range 200 {
		status, why := v.post("/say", fields{"id": "x", "text": "a"})
		if status == http.StatusTooManyRequests {
			if why != words.Web.TooFast {
				t.Errorf("sentence %q", why)
			}
			other.say("x", "another session is not concerned")
			return
		}
	}
	t.Error("never refused")
}

func TestMarkupStaysText(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	evil := "</script><img src=x onerror=alert(1)>\r\n\r\ndata: {}\nid: 99"
	v.say("one", evil)
	es := v.listen("").backlog()
	if len(es) != 2 || es[0].text() != evil || es[0].id != "1" {
		t.Errorf("got %+v", es)
	}
	if _, page := v.get("/"); strings.Contains(page, "onerror") {
		t.Error("the page holds what was said")
	}
}
