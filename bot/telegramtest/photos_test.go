package telegramtest

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"mime/multipart"
	"strings"
	"testing"
)

func drawn(t *testing.T, w, h int) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// snap posts a form with a photo.
func snap(t *testing.T, s *Server, fields map[string]string, data []byte) answer {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for k, v := range fields {
		_ = w.WriteField(k, v)
	}
	f, err := w.CreateFormFile("photo", "海报.png")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write(data)
	_ = w.Close()
	return post(t, s, "/bot"+s.Token+"/sendPhoto", w.FormDataContentType(), &buf)
}

func TestAPhotoIsRecordedAndTold(t *testing.T) {
	s := start(t, Options{Chats: []int64{1}})
	a := snap(t, s, map[string]string{"chat_id": "1", "caption": "<b>公告</b>", "parse_mode": "HTML"}, drawn(t, 64, 48))
	var got struct {
		Text     *string
		Caption  string
		Entities []Entity `json:"caption_entities"`
		Photo    []struct{ Width, Height int }
		Document *json.RawMessage
	}
	if err := json.Unmarshal(a.Result, &got); err != nil || !a.OK {
		t.Fatalf("%+v, %v", a, err)
	}
	if got.Text != nil || got.Document != nil || got.Caption != "公告" || len(got.Entities) != 1 || len(got.Photo) != 1 || got.Photo[0].Width != 64 {
		t.Errorf("told %s", a.Result)
	}
	if m := s.Sent()[0]; m.Document != nil || m.Photo == nil || m.Photo.Name != "海报.png" {
		t.Errorf("recorded %+v", m)
	}
	a = s.do(t, "editMessageText", map[string]any{"chat_id": 1, "message_id": 1, "text": "x"})
	if a.Description != "Bad Request: there is no text in the message to edit" {
		t.Errorf("edited: %+v", a)
	}
}

func TestPhotoRefusals(t *testing.T) {
	s := start(t, Options{NoLimits: true, Chats: []int64{1}})
	s.Block(2)
	type fields = map[string]string
	small := drawn(t, 64, 48)
	for _, tt := range []struct {
		fields fields
		data   []byte
		text   string
	}{
		{fields{"chat_id": "1"}, small, ""},
		{fields{"chat_id": "1", "caption": strings.Repeat("字", 1024)}, small, ""},
		{fields{"chat_id": "1", "caption": strings.Repeat("字", 1025)}, small, "Bad Request: message caption is too long"},
		{fields{"chat_id": "1", "caption": "<b>", "parse_mode": "HTML"}, small, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""},
		{fields{"chat_id": "9"}, small, "Bad Request: chat not found"},
		{fields{"chat_id": "2"}, small, "Forbidden: bot was blocked by the user"},
		{fields{"chat_id": "1", "photo": "photo1"}, small, ""},
		{fields{"chat_id": "1", "photo": "document1"}, small, "Bad Request: wrong file identifier/HTTP URL specified"},
		{fields{"chat_id": "1", "photo": "photo99"}, small, "Bad Request: wrong file identifier/HTTP URL specified"},
		{fields{"chat_id": "1"}, []byte{}, "Bad Request: file must be non-empty"},
		{fields{"chat_id": "1"}, []byte("x"), "Bad Request: IMAGE_PROCESS_FAILED"},
		{fields{"chat_id": "1"}, drawn(t, 9000, 1000), ""},
		{fields{"chat_id": "1"}, drawn(t, 9001, 1000), "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{fields{"chat_id": "1"}, drawn(t, 200, 10), ""},
		{fields{"chat_id": "1"}, drawn(t, 201, 10), "Bad Request: PHOTO_INVALID_DIMENSIONS"},
	} {
		if a := snap(t, s, tt.fields, tt.data); a.Description != tt.text {
			t.Errorf("%v, %d bytes: %q, want %q", tt.fields["chat_id"], len(tt.data), a.Description, tt.text)
		}
	}
}

func TestMediaIsReplaced(t *testing.T) {
	s := start(t, Options{NoLimits: true, Chats: []int64{1}})
	snap(t, s, map[string]string{"chat_id": "1", "caption": "公告"}, drawn(t, 64, 48))
	replace := func(id, media string, data []byte) answer {
		t.Helper()
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		_ = w.WriteField("chat_id", "1")
		_ = w.WriteField("message_id", id)
		_ = w.WriteField("media", media)
		f, err := w.CreateFormFile("a.txt", "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write(data)
		_ = w.Close()
		return post(t, s, "/bot"+s.Token+"/editMessageMedia", w.FormDataContentType(), &buf)
	}
	const good = `{"type":"document","media":"attach://a.txt","caption":"已撤回"}`
	for _, tt := range []struct{ id, media, data, want string }{
		{"1", `{"type":"photo","media":"attach://a.txt"}`, "x", "can't parse InputMedia: the fake takes documents only"},
		{"1", `{`, "x", "can't parse InputMedia: the fake takes documents only"},
		{"1", `{"type":"document","media":"doc1"}`, "x", "wrong file identifier/HTTP URL specified"},
		{"1", `{"type":"document","media":"attach://b.txt"}`, "x", "there is no b.txt in the request"},
		{"1", good, "", "file must be non-empty"},
		{"1", strings.Replace(good, "已撤回", strings.Repeat("字", 1025), 1), "x", "message caption is too long"},
		{"7", good, "x", "message to edit not found"},
		{"0", good, "x", "message identifier is not specified"},
	} {
		if a := replace(tt.id, tt.media, []byte(tt.data)); a.Description != "Bad Request: "+tt.want {
			t.Errorf("%s: %q", tt.media, a.Description)
		}
	}
	if a := replace("1", good, []byte("x")); !a.OK {
		t.Fatal(a.Description)
	}
	if m := s.Shown(1); len(m) != 1 || m[0].Photo != nil || m[0].Document == nil || m[0].Text != "已撤回" {
		t.Errorf("%+v", m)
	}
}
