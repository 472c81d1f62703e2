package telegram

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
)

// arrive sends something, and returns the message that it became.
func (h *harness) arrive(t *testing.T, send func()) chat.Message {
	t.Helper()
	send()
	return h.in.wait(t, func() bool { return len(h.in.ms) == 1 })[0]
}

func TestADocumentIsOpened(t *testing.T) {
	h := newHarness(t)
	h.start(t)
	data := bytes.Repeat([]byte("a\x00"), 1<<20)
	m := h.arrive(t, func() { h.srv.DocumentFile(1, `C:\x\`+secret+"\u202e.csv", "text/csv; charset=gbk", data, "请导入") })
	want := chat.Incoming{Name: secret + ".csv", Type: "text/csv", Size: 2 << 20, Ref: m.File.Ref}
	if m.Kind != chat.Document || m.Text != "请导入" || !reflect.DeepEqual(*m.File, want) || m.File.Ref == "" {
		t.Errorf("got %+v, %+v", m, m.File)
	}
	for _, size := range []int64{m.File.Size, 0} { // as told, and untold
		m.File.Size = size
		if got, err := h.Open(t.Context(), m.From, *m.File, 2<<20); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		if got, err := h.Open(t.Context(), m.From, *m.File, 2<<20-1); !errors.Is(err, chat.ErrFileTooLarge) || got != nil {
			t.Errorf("beyond the limit: %d bytes, %v", len(got), err)
		}
	}
}

func TestTheLargestPhotoIsOpened(t *testing.T) {
	h := newHarness(t)
	h.start(t)
	m := h.arrive(t, func() { h.srv.PhotoFile(1, []byte("small"), []byte("large"), "") })
	got, err := h.Open(t.Context(), m.From, *m.File, 100)
	if m.Kind != chat.Picture || m.File.Type != "image/jpeg" || m.File.Size != 5 || err != nil || string(got) != "large" {
		t.Errorf("%+v: %q, %v", m.File, got, err)
	}
}

func TestWhatTelegramDoesNotHandOver(t *testing.T) {
	h := newHarness(t)
	h.start(t)
	m := h.arrive(t, func() { h.srv.DocumentFile(1, "a.csv", "", make([]byte, maxDownload+1), "") })
	open := func(from chat.Conversation, in chat.Incoming) error {
		_, err := h.Open(t.Context(), from, in, 1<<30)
		return err
	}
	untold := *m.File
	untold.Size = 0
	web, ref := m.From, chat.Incoming{Ref: "of another bot"}
	web.Channel = "web"
	for name, c := range map[string]struct {
		got, want error
	}{
		"too large":           {open(m.From, *m.File), chat.ErrFileTooLarge},
		"untold too large":    {open(m.From, untold), chat.ErrFileTooLarge},
		"a foreign reference": {open(m.From, ref), chat.ErrFileGone},
		"no reference":        {open(m.From, chat.Incoming{}), chat.ErrFileGone},
		"another channel":     {open(web, untold), chat.ErrFileGone},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v", name, c.got)
		}
	}
	if n := len(h.srv.Calls("file")); n != 0 {
		t.Errorf("%d downloads", n)
	}
}

func TestFailingDownloads(t *testing.T) {
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		gone  bool
	}{
		"getFile fails":   {telegramtest.Fault{Method: "getFile", Code: 502, Raw: "<html>"}, false},
		"getFile is cut":  {telegramtest.Fault{Method: "getFile", Cut: true}, false},
		"no such token":   {telegramtest.Fault{Method: "getFile", Code: 401}, false},
		"the link died":   {telegramtest.Fault{Method: "file", Code: 404}, true},
		"download fails":  {telegramtest.Fault{Method: "file", Code: 500}, false},
		"download is cut": {telegramtest.Fault{Method: "file", Cut: true, Times: -1}, false}, // the first is tried again
	} {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t)
			h.start(t)
			m := h.arrive(t, func() { h.srv.DocumentFile(1, "a.csv", "text/csv", []byte("x"), "") })
			h.srv.Fail(c.fault)
			_, err := h.Open(t.Context(), m.From, *m.File, 100)
			if err == nil || errors.Is(err, chat.ErrFileGone) != c.gone || errors.Is(err, chat.ErrFileTooLarge) {
				t.Fatalf("got %v", err)
			}
			if strings.Contains(err.Error(), "sEcReT") || strings.Contains(err.Error(), h.srv.URL) {
				t.Errorf("the error tells too much: %v", err)
			}
			h.srv.Heal()
			if got, err := h.Open(t.Context(), m.From, *m.File, 100); err != nil || string(got) != "x" {
				t.Errorf("after it: %q, %v", got, err)
			}
		})
	}
}
