package telegram

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

// named are the ids by which files were sent, "-" for each upload.
func (h *harness) named(method string) string {
	field := strings.ToLower(strings.TrimPrefix(method, "send"))
	var ids []string
	for _, c := range h.srv.Calls(method) {
		id := c.Fields[field]
		if id == "" {
			id = "-"
		}
		ids = append(ids, id)
	}
	return strings.Join(ids, " ")
}

// What goes to many is uploaded once; each gets the whole file, under its name, with words and buttons of their own.
func TestAFileIsUploadedOnce(t *testing.T) {
	for method, r := range map[string]chat.Reply{"sendDocument": card("公告", 1000), "sendPhoto": poster(t, "公告", "a.png", 64, 48)} {
		h := newHarness(t)
		for i, who := range []string{"1", "2", "3"} {
			r.Text = []chat.Span{{Text: "公告" + who}}
			if out := h.Unasked().Send(t.Context(), to(who), "k", r); out.State != chat.Sent || out.Ref != fmt.Sprint(i+1) {
				t.Fatal(out)
			}
			m := h.srv.Sent()[i]
			if got := fileOf(m); !bytes.Equal(got.Data, r.File.Data) || got.Name != r.File.Name || m.Text != "公告"+who || m.Buttons == nil {
				t.Errorf("%+v", m)
			}
		}
		field := strings.ToLower(strings.TrimPrefix(method, "send"))
		if got, want := h.named(method), "- "+field+"1 "+field+"1"; got != want {
			t.Errorf("sent %s, want %s", got, want)
		}
	}
}

// A file with another name, other bytes or in another form is another one, whatever was sent before.
func TestOtherFilesAreUploaded(t *testing.T) {
	h := newHarness(t)
	as := func(name string, data []byte) {
		t.Helper()
		r := poster(t, "公告", "a.png", 64, 48)
		r.File.Name = name
		if data != nil {
			r.File.Data = data
		}
		h.send(t, "1", name+string(data), r)
		_ = h.clock.Sleep(t.Context(), time.Second)
	}
	as("a.png", nil)
	as("b.png", nil)
	as("a.pdf", nil)
	as("a.pdf", []byte("%PDF"))
	as("c.pdf", []byte("%PDF"))
	if photos, files := h.named("sendPhoto"), h.named("sendDocument"); photos != "- -" || files != "- - -" {
		t.Errorf("photos %s, files %s", photos, files)
	}
}

// An id that is refused, in whatever words, is not tried again: the file is uploaded for everybody from then on.
func TestARefusedIDIsUploadedInstead(t *testing.T) {
	for _, why := range []string{"", "Bad Request: wrong remote file identifier specified: can't unserialize it", "Bad Request: FILE_REFERENCE_EXPIRED"} {
		h := newHarness(t)
		h.send(t, "1", "k", card("公告", 10))
		if why == "" {
			h.srv.ForgetUploads()
		} else {
			h.srv.Fail(telegramtest.Fault{Method: "sendDocument", Code: 400, Description: why})
		}
		for _, who := range []string{"2", "3"} {
			if out := h.send(t, who, "k", card("公告", 10)); out.State != chat.Sent {
				t.Fatalf("%s: %+v", why, out)
			}
		}
		if got := h.named("sendDocument"); got != "- document1 - -" || len(h.srv.Sent()) != 3 {
			t.Errorf("%s: sent %s", why, got)
		}
		if n := strings.Count(h.logs.String(), "id was refused"); n != 1 {
			t.Errorf("%d lines:\n%s", n, h.logs)
		}
	}
}

// A refusal that is not of the file spoils no id, and nothing is sent twice where no answer came.
func TestOtherRefusalsKeepTheID(t *testing.T) {
	for _, tt := range []struct {
		fault telegramtest.Fault
		want  chat.State
	}{
		{telegramtest.Fault{Code: 400, Description: "Bad Request: chat not found"}, chat.Unreachable},
		{telegramtest.Fault{Code: 403}, chat.Unreachable},
		{telegramtest.Fault{Code: 429, RetryAfter: 3}, chat.Later},
		{telegramtest.Fault{Code: 502}, chat.Later},
		{telegramtest.Fault{Cut: true, Done: true}, chat.Unknown},
	} {
		h := newHarness(t)
		h.send(t, "1", "k", card("公告", 10))
		tt.fault.Method, tt.fault.Chat = "sendDocument", 2
		h.srv.Fail(tt.fault)
		if out := h.send(t, "2", "k", card("公告", 10)); out.State != tt.want {
			t.Errorf("%+v", out)
		}
		h.send(t, "3", "k", card("公告", 10))
		if got := h.named("sendDocument"); got != "- document1 document1" {
			t.Errorf("%+v: sent %s", tt.fault, got)
		}
	}
}

// Only so many files are remembered.
func TestUploadsAreBounded(t *testing.T) {
	var u uploads
	file := func(i int) imprint { return imprintOf(&chat.File{Name: fmt.Sprint(i)}, false) }
	for i := range maxUploads + 1 {
		u.keep(file(i), fmt.Sprint(i))
	}
	if u.id(file(0)) != "" || u.id(file(1)) != "1" || u.id(file(maxUploads)) == "" || len(u.known) != maxUploads {
		t.Errorf("%d known, the first is %q", len(u.known), u.id(file(0)))
	}
}
