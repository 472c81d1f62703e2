package telegram

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
)

// poster is a reply with a picture of these measures.
func poster(t *testing.T, text, name string, w, h int) chat.Reply {
	t.Helper()
	var buf bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, w, h))
	encode := func() error { return jpeg.Encode(&buf, img, nil) }
	if strings.HasSuffix(name, ".png") {
		encode = func() error { return png.Encode(&buf, img) }
	}
	if err := encode(); err != nil {
		t.Fatal(err)
	}
	r := plain(text)
	r.File = &chat.File{Name: name, Type: "application/octet-stream", Data: buf.Bytes()}
	r.Buttons = [][]chat.Button{{{Label: "b", Data: "d"}}}
	return r
}

// TestPicturesAreShown: what is a picture within the limits goes as a photo, all else as a file.
func TestPicturesAreShown(t *testing.T) {
	for name, c := range map[string]struct {
		file  string
		w, h  int
		photo bool
	}{
		"jpeg":      {"海报 " + secret + ".jpg", 640, 480, true},
		"png":       {"a.png", 640, 480, true},
		"too large": {"a.png", 9001, 1000, false},
		"too long":  {"a.png", 10, 201, false},
		"a scan":    {"a.pdf", 640, 480, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t)
			r := poster(t, "公告", c.file, c.w, c.h)
			if out := h.send(t, "1", "k", r); out.State != chat.Sent || out.Ref != "1" {
				t.Fatal(out)
			}
			m := h.srv.Sent()[0]
			if (m.Photo != nil) != c.photo || (m.Document != nil) == c.photo || m.Text != "公告" || m.Buttons == nil {
				t.Fatalf("%+v", m)
			}
			if got := fileOf(m); !bytes.Equal(got.Data, r.File.Data) || got.Name != c.file {
				t.Errorf("%s, %d bytes", got.Name, len(got.Data))
			}
		})
	}
}

func fileOf(m telegramtest.Sent) *telegramtest.File {
	if m.Photo != nil {
		return m.Photo
	}
	return m.Document
}

func TestAPhotosCaptionIsBounded(t *testing.T) {
	h := newHarness(t)
	h.send(t, "1", "k", poster(t, strings.Repeat("字", 1024), "a.png", 64, 48))
	h.send(t, "1", "l", poster(t, strings.Repeat("字", 1025), "a.png", 64, 48))
	sent := h.srv.Sent()
	if len(sent) != 3 || sent[0].Photo == nil || len([]rune(sent[0].Text)) != 1024 || sent[1].Photo != nil || sent[2].Photo == nil || sent[2].Text != "" {
		t.Errorf("%s", outline(sent))
	}
}

// What Telegram does not take as a photo after all arrives as a file; its words and buttons stay with it.
func TestARefusedPictureGoesAsAFile(t *testing.T) {
	for _, why := range []string{"IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS", "PHOTO_SAVE_FILE_INVALID"} {
		h := newHarness(t)
		h.srv.Fail(telegramtest.Fault{Method: "sendPhoto", Code: 400, Description: "Bad Request: " + why})
		if out := h.send(t, "1", "k", poster(t, "公告", "a.png", 64, 48)); out.State != chat.Sent {
			t.Fatal(out)
		}
		if m := h.srv.Sent(); len(m) != 1 || m[0].Document == nil || m[0].Text != "公告" || m[0].Buttons == nil {
			t.Errorf("%s: %+v", why, m)
		}
	}
}

// Whatever else goes wrong with a photo goes wrong as with a document.
func TestPhotoOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		want  chat.State
	}{
		"too fast":  {telegramtest.Fault{Code: 429, RetryAfter: 3}, chat.Later},
		"trouble":   {telegramtest.Fault{Code: 502}, chat.Later},
		"no answer": {telegramtest.Fault{Done: true, Cut: true}, chat.Unknown},
		"blocked":   {telegramtest.Fault{Code: 403, Description: "Forbidden: bot was blocked by the user"}, chat.Unreachable},
	} {
		h := newHarness(t)
		c.fault.Method = "sendPhoto"
		h.srv.Fail(c.fault)
		if out := h.send(t, "1", "k", poster(t, "公告", "a.png", 64, 48)); out.State != c.want {
			t.Errorf("%s: %+v", name, out)
		}
		if n := len(h.srv.Calls("sendDocument")); n != 0 {
			t.Errorf("%s: it went once more as a file", name)
		}
	}
}

// A photo is deleted as a document is; in the place of an old one stands that it was withdrawn.
func TestAPhotoIsRecalled(t *testing.T) {
	h := newHarness(t)
	send := func(key string) string { return h.send(t, "1", key, poster(t, "公告", "a.png", 64, 48)).Ref }
	fresh, old := send("k"), send("l")
	recall := h.Unasked().(chat.Recaller).Recall
	if o := recall(t.Context(), to("1"), fresh); o.State != chat.Deleted {
		t.Error(o)
	}
	_ = h.clock.Sleep(t.Context(), 49*time.Hour)
	if o := recall(t.Context(), to("1"), old); o.State != chat.Edited {
		t.Error(o)
	}
	if left := h.srv.Shown(1); len(left) != 1 || left[0].Photo != nil || left[0].Text != words.Say(words.Withdrawn) || left[0].Buttons != nil {
		t.Errorf("left: %+v", left)
	}
}
