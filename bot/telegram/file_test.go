package telegram

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

// card is a reply with a file of n bytes.
func card(text string, n int) chat.Reply {
	r := plain(text)
	r.File = &chat.File{Name: "对照表 " + secret + ".html", Type: "text/html", Data: bytes.Repeat([]byte("证"), n/3+1)[:n]}
	r.Buttons = [][]chat.Button{{{Label: "b", Data: "d"}}}
	return r
}

// outline tells what came: the units of each text, "+" where a file is, "!" where buttons are, "~" for an edit.
func outline(sent []telegramtest.Sent) string {
	var out []string
	for _, m := range sent {
		s := fmt.Sprint(len([]rune(m.Text)))
		if m.Document != nil {
			s += "+"
		}
		if m.Buttons != nil {
			s += "!"
		}
		if m.Edit {
			s += "~"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestFileTakesItsTextAsCaptionOrBehindIt(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
	}{
		{"no text", "", "0+!"},
		{"blank text", " \n", "0+!"},
		{"caption", "您的对照表", "5+!"},
		{"longest caption", strings.Repeat("字", 1024), "1024+!"},
		{"too long a caption", strings.Repeat("字", 1025), "1025 0+!"},
		{"a caption of pairs", strings.Repeat("🎓", 512), "512+!"},
		{"too many pairs", strings.Repeat("🎓", 513), "513 0+!"},
		{"parts", strings.Repeat("字", 4097), "4096 1 0+!"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHarness(t)
			r := card(tt.text, 10)
			out := h.send(t, "1", "k", r)
			sent := h.srv.Sent()
			if got := outline(sent); got != tt.want || out.Ref != fmt.Sprint(len(sent)) {
				t.Fatalf("sent %s, ref %s", got, out.Ref)
			}
			got := sent[len(sent)-1].Document
			if got.Name != r.File.Name || !bytes.Equal(got.Data, r.File.Data) {
				t.Errorf("the file became %+v", got)
			}
		})
	}
}

func TestTheLargestFileArrivesWhole(t *testing.T) {
	h := newHarness(t)
	r := card(secret, chat.MaxFile)
	h.send(t, "1", "k", r)
	if got := h.srv.Sent()[0].Document; !bytes.Equal(got.Data, r.File.Data) {
		t.Errorf("%d bytes arrived", len(got.Data))
	}
	r.File.Data = append(r.File.Data, 'x')
	if out := h.send(t, "1", "k2", r); out.State != chat.Failed || len(h.srv.Calls("")) != 1 {
		t.Errorf("one byte more: %+v", out)
	}
}

func TestCaptionIsMarkedUpAndFallsBackToPlainText(t *testing.T) {
	h := newHarness(t)
	r := card("", 1)
	r.Text = []chat.Span{{Style: chat.Bold, Text: "1 < 2"}, {Style: chat.Quote, Text: secret}}
	h.send(t, "1", "a", r)
	h.srv.Fail(telegramtest.Fault{Method: "sendDocument", Code: 400,
		Description: "Bad Request: can't parse entities: Unsupported start tag " + secret})
	h.send(t, "1", "b", r)
	sent := h.srv.Sent()
	for i, entities := range []int{2, 0} {
		if m := sent[i]; m.Text != "1 < 2\n"+secret || len(m.Entities) != entities || m.Document == nil {
			t.Errorf("%d: %+v", i, m)
		}
	}
}

func TestAFileThatFailsGoesOutWithoutItsTextAgain(t *testing.T) {
	h := newHarness(t)
	r := card(strings.Repeat("字", 1025), 10)
	h.srv.Fail(telegramtest.Fault{Method: "sendDocument", Code: 502})
	out := h.send(t, "1", "k", r)
	if out.State != chat.Later || !strings.Contains(out.Err.Error(), "1 of 2 parts went out") {
		t.Fatalf("%+v", out)
	}
	for range 2 { // the second is a repeat of what was sent
		if out := h.send(t, "1", "k", r); out.State != chat.Sent || out.Ref != "2" {
			t.Fatalf("%+v", out)
		}
	}
	if got := outline(h.srv.Sent()); got != "1025 0+!" {
		t.Errorf("sent %s", got)
	}
}

func TestOutcomesOfAFile(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault telegramtest.Fault
		want  chat.State
	}{
		{"blocked", telegramtest.Fault{Code: 403}, chat.Unreachable},
		{"refused", telegramtest.Fault{Code: 400, Description: "Bad Request: " + secret}, chat.Failed},
		{"too large for a proxy", telegramtest.Fault{Code: 413, Description: "Request Entity Too Large"}, chat.Failed},
		{"server", telegramtest.Fault{Code: 500}, chat.Later},
		{"too many", telegramtest.Fault{Code: 429, RetryAfter: 7}, chat.Later},
		{"cut after it was done", telegramtest.Fault{Cut: true, Done: true}, chat.Unknown},
		{"hanging", telegramtest.Fault{Hang: true}, chat.Unknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHarness(t, func(c *Config) { c.SendTimeout = 200 * time.Millisecond })
			tt.fault.Method = "sendDocument"
			h.srv.Fail(tt.fault)
			if out := h.send(t, "1", "k", card(secret, 10)); out.State != tt.want {
				t.Errorf("%+v", out)
			}
		})
	}
}

func TestEditsWithFiles(t *testing.T) {
	h := newHarness(t)
	ref := h.send(t, "1", "a", plain("一")).Ref
	r := card("二", 10)
	r.Edits = ref
	if out := h.send(t, "1", "b", r); out.Ref != "2" {
		t.Errorf("the text edits, the file follows: %+v", out)
	}
	back := plain("三") // a document's message takes no other text
	back.Edits = "2"
	h.send(t, "1", "c", back)
	if got := outline(h.srv.Sent()); got != "1 1~ 0+! 1" {
		t.Errorf("sent %s", got)
	}
}

func TestABadFileFails(t *testing.T) {
	h := newHarness(t)
	r := card("x", 10)
	r.File.Name = "../" + secret
	if out := h.send(t, "1", "k", r); out.State != chat.Failed || len(h.srv.Calls("")) != 0 {
		t.Errorf("%+v", out)
	}
}

// late is a transport that never answers but tells how long it might.
type late struct{ has time.Duration }

func (l *late) RoundTrip(r *http.Request) (*http.Response, error) {
	deadline, _ := r.Context().Deadline()
	l.has = time.Until(deadline)
	return nil, errors.New("no network")
}

func TestALargeUploadHasTime(t *testing.T) {
	l := &late{}
	a := &api{client: &http.Client{Transport: l}, timeout: 15 * time.Second, token: "t"}
	for size, want := range map[int]time.Duration{0: 15 * time.Second, chat.MaxFile: 40 * time.Second} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://x", io.NopCloser(bytes.NewReader(make([]byte, size))))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Do(r); err == nil || l.has > want+time.Second || l.has < want-time.Second {
			t.Errorf("%d bytes have %s, want %s: %v", size, l.has, want, err)
		}
	}
}
