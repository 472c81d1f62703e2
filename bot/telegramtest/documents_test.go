package telegramtest

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"strings"
	"testing"
)

// attach posts a form with a file; a nil file is none.
func attach(t *testing.T, s *Server, fields map[string]string, name string, data []byte) answer {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for k, v := range fields {
		_ = w.WriteField(k, v)
	}
	if data != nil {
		f, err := w.CreateFormFile("document", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write(data)
	}
	_ = w.Close()
	return post(t, s, "/bot"+s.Token+"/sendDocument", w.FormDataContentType(), &buf)
}

func TestDocumentIsRecordedAndTold(t *testing.T) {
	s := start(t, Options{Chats: []int64{1}})
	a := attach(t, s, map[string]string{"chat_id": "1", "caption": " <b>表</b>", "parse_mode": "HTML",
		"reply_markup": `{"inline_keyboard":[[{"text":"b","callback_data":"d"}]]}`}, "对照表.html", []byte("<p>1</p>"))
	var got struct {
		ID       int64 `json:"message_id"`
		Text     *string
		Caption  string
		Entities []Entity `json:"caption_entities"`
		Document struct {
			Name string `json:"file_name"`
			Type string `json:"mime_type"`
			Size int    `json:"file_size"`
		}
	}
	if err := json.Unmarshal(a.Result, &got); err != nil || !a.OK {
		t.Fatalf("%+v, %v", a, err)
	}
	if got.Text != nil || got.Caption != "表" || len(got.Entities) != 1 || got.Document.Name != "对照表.html" ||
		!strings.HasPrefix(got.Document.Type, "text/html") || got.Document.Size != 8 {
		t.Errorf("told %s", a.Result)
	}
	m := s.Sent()[0]
	if m.ID != got.ID || m.Text != "表" || string(m.Document.Data) != "<p>1</p>" || m.Buttons[0][0].Data != "d" {
		t.Errorf("recorded %+v", m)
	}
	a = s.do(t, "editMessageText", map[string]any{"chat_id": 1, "message_id": 1, "text": "x"})
	if a.Description != "Bad Request: there is no text in the message to edit" {
		t.Errorf("edited: %+v", a)
	}
}

func TestDocumentRefusals(t *testing.T) {
	s := start(t, Options{NoLimits: true, Chats: []int64{1}})
	s.Block(2)
	type fields = map[string]string
	file := []byte("x")
	for _, tt := range []struct {
		fields fields
		file   []byte
		code   int
		text   string
	}{
		{fields{"chat_id": "1"}, file, 200, ""},
		{fields{"chat_id": "1", "caption": " "}, file, 200, ""},
		{fields{}, file, 400, "Bad Request: chat_id is empty"},
		{fields{"chat_id": "9"}, file, 400, "Bad Request: chat not found"},
		{fields{"chat_id": "2"}, file, 403, "Forbidden: bot was blocked by the user"},
		{fields{"chat_id": "1"}, nil, 400, "Bad Request: there is no document in the request"},
		{fields{"chat_id": "1"}, []byte{}, 400, "Bad Request: file must be non-empty"},
		{fields{"chat_id": "1", "document": "document99"}, nil, 400, "Bad Request: wrong file identifier/HTTP URL specified"},
		{fields{"chat_id": "1", "caption": strings.Repeat("🎓", 512)}, file, 200, ""},
		{fields{"chat_id": "1", "caption": strings.Repeat("🎓", 512) + "a"}, file, 400, "Bad Request: message caption is too long"},
		{fields{"chat_id": "1", "caption": "<b>" + strings.Repeat("字", 1024) + "</b>", "parse_mode": "HTML"}, file, 200, ""},
		{fields{"chat_id": "1", "caption": "a & b", "parse_mode": "HTML"}, file,
			400, "Bad Request: can't parse entities: Unsupported entity at byte offset 2"},
		{fields{"chat_id": "1", "reply_markup": "{"}, file, 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{fields{"chat_id": "1"}, make([]byte, maxBody-2048), 200, ""},
		{fields{"chat_id": "1"}, make([]byte, maxBody), 413, "Request Entity Too Large"},
	} {
		a := attach(t, s, tt.fields, "a.txt", tt.file)
		if a.OK != (tt.code == 200) || !a.OK && (a.Code != tt.code || a.Description != tt.text) {
			t.Errorf("%v with %d bytes: %d %s", tt.fields, len(tt.file), a.Code, a.Description)
		}
	}
	if a := s.do(t, "sendDocument", map[string]any{"chat_id": 1}); a.Description != "Bad Request: there is no document in the request" {
		t.Errorf("as JSON: %+v", a)
	}
}

func TestDocumentsCountAsMessages(t *testing.T) {
	s := start(t, Options{Chats: []int64{1}})
	for range perChatBurst {
		attach(t, s, map[string]string{"chat_id": "1"}, "a.txt", []byte("x"))
	}
	if a := attach(t, s, map[string]string{"chat_id": "1"}, "a.txt", []byte("x")); a.Code != 429 {
		t.Errorf("beyond the burst: %+v", a)
	}
}
