package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func start(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// answer is what the Bot API says.
type answer struct {
	OK          bool
	Code        int `json:"error_code"`
	Description string
	Result      json.RawMessage
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	}
}

func post(t *testing.T, s *Server, path, kind string, body io.Reader) answer {
	t.Helper()
	resp, err := http.Post(s.URL+path, kind, body)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	if a.OK != (resp.StatusCode == http.StatusOK) || !a.OK && a.Code != resp.StatusCode {
		t.Errorf("status %d with %+v", resp.StatusCode, a)
	}
	return a
}

func (s *Server) do(t *testing.T, method string, fields map[string]any) answer {
	t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return post(t, s, "/bot"+s.Token+"/"+method, "application/json", bytes.NewReader(body))
}

func TestEveryEncodingIsRead(t *testing.T) {
	s := start(t, Options{Chats: []int64{1}})
	path := "/bot" + s.Token + "/sendmessage"
	form := url.Values{"chat_id": {"1"}, "text": {"form"}}
	post(t, s, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	post(t, s, path+"?chat_id=1&text=query", "", nil)
	s.do(t, "sendMessage", map[string]any{"chat_id": 1, "text": "json", "parse_mode": nil})
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	_ = w.WriteField("chat_id", "1")
	_ = w.WriteField("text", "multipart")
	_ = w.Close()
	post(t, s, path, w.FormDataContentType(), &buf)
	if a := post(t, s, "/bot"+s.Token+"/getMe", w.FormDataContentType(), nil); !a.OK {
		t.Errorf("an empty form: %+v", a)
	}
	var got []string
	for _, m := range s.Sent() {
		got = append(got, m.Text)
	}
	if strings.Join(got, " ") != "form query json multipart" {
		t.Errorf("got %q", got)
	}
}

func TestRefusals(t *testing.T) {
	inline := func(button map[string]any) map[string]any {
		return map[string]any{"inline_keyboard": []any{[]any{button}}}
	}
	type fields = map[string]any
	tests := []struct {
		method string
		fields fields
		code   int
		text   string
	}{
		{"sendMessage", fields{"text": "x"}, 400, "Bad Request: chat_id is empty"},
		{"sendMessage", fields{"chat_id": 9, "text": "x"}, 400, "Bad Request: chat not found"},
		{"sendMessage", fields{"chat_id": 2, "text": "x"}, 403, "Forbidden: bot was blocked by the user"},
		{"sendMessage", fields{"chat_id": 1}, 400, "Bad Request: message text is empty"},
		{"sendMessage", fields{"chat_id": 1, "text": " \n"}, 400, "Bad Request: text must be non-empty"},
		{"sendMessage", fields{"chat_id": 1, "text": strings.Repeat("🎓", 2049)}, 400, "Bad Request: message is too long"},
		{"sendMessage", fields{"chat_id": 1, "text": "<b>" + strings.Repeat("字", 4096) + "</b>", "parse_mode": "HTML"}, 200, ""},
		{"sendMessage", fields{"chat_id": 1, "text": "x", "parse_mode": "Markup"}, 400, "Bad Request: unsupported parse_mode"},
		{"sendMessage", fields{"chat_id": 1, "text": "x", "reply_markup": inline(fields{"text": "b", "callback_data": strings.Repeat("d", 65)})},
			400, "Bad Request: BUTTON_DATA_INVALID"},
		{"sendMessage", fields{"chat_id": 1, "text": "x", "reply_markup": inline(fields{"text": "b", "callback_data": strings.Repeat("d", 64)})}, 200, ""},
		{"sendMessage", fields{"chat_id": 1, "text": "x", "reply_markup": inline(fields{"text": "b"})},
			400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", fields{"chat_id": 1, "text": "x", "reply_markup": inline(fields{"callback_data": "d"})},
			400, "Bad Request: inline keyboard button text must be non-empty"},
		{"sendMessage", fields{"chat_id": 1, "text": "x", "reply_markup": "{"}, 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"editMessageText", fields{"chat_id": 1, "text": "x"}, 400, "Bad Request: message identifier is not specified"},
		{"editMessageText", fields{"chat_id": 1, "message_id": 77, "text": "x"}, 400, "Bad Request: message to edit not found"},
		{"editMessageText", fields{"chat_id": 1, "message_id": 1, "text": "x"}, 400, "Bad Request: message can't be edited"},
		{"answerCallbackQuery", fields{"callback_query_id": "1"}, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"setMyCommands", fields{"commands": []any{fields{"command": "帮助", "description": "x"}}}, 400, "Bad Request: BOT_COMMAND_INVALID"},
		{"sendVideo", fields{}, 404, "Not Found: method not found"},
	}
	s := start(t, Options{NoLimits: true, Chats: []int64{1}})
	s.Text(1, "mine") // message 1
	s.Block(2)
	for _, tt := range tests {
		a := s.do(t, tt.method, tt.fields)
		if a.OK != (tt.code == 200) || !a.OK && (a.Code != tt.code || a.Description != tt.text) {
			t.Errorf("%s %v: %d %s", tt.method, tt.fields, a.Code, a.Description)
		}
	}
	if a := post(t, s, "/bot1:wrong/getMe", "", nil); a.Code != 401 || a.Description != "Unauthorized" {
		t.Errorf("a wrong token: %+v", a)
	}
	if a := post(t, s, "/getMe", "", nil); a.Code != 404 || a.Description != "Not Found" {
		t.Errorf("no token: %+v", a)
	}
}

func TestEditing(t *testing.T) {
	s := start(t, Options{Chats: []int64{1}})
	s.do(t, "sendMessage", map[string]any{"chat_id": 1, "text": "<b>一</b>", "parse_mode": "HTML"})
	edit := func(text string) answer {
		return s.do(t, "editMessageText", map[string]any{"chat_id": 1, "message_id": 1, "text": text, "parse_mode": "html"})
	}
	if a := edit(" <b>一</b>"); !strings.HasPrefix(a.Description, "Bad Request: message is not modified: ") {
		t.Errorf("the same: %+v", a)
	}
	if a := edit("一"); !a.OK {
		t.Errorf("other entities: %+v", a)
	}
}

func TestParseHTML(t *testing.T) {
	good := map[string]string{
		"a&lt;b&gt;&amp;&quot;&#65;&#x1F393;": `a<b>&"A🎓`, "<b>a<i>b</i></b>c": "abc", `<a href="x">y</a>`: "y", "1 > 0": "1 > 0",
	}
	for src, want := range good {
		if got, _, err := parseHTML(src); got != want || err != nil {
			t.Errorf("%s: %q, %v", src, got, err)
		}
	}
	broken := map[string]string{
		"<b>x":       `Can't find end tag corresponding to start tag "b"`,
		"x</b>":      "Unexpected end tag at byte offset 1",
		"<b>x</i>":   `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<路径>x":      `Unsupported start tag "路径" at byte offset 0`,
		"1 < 2":      `Unsupported start tag "" at byte offset 2`,
		"1 <2":       "Unclosed start tag at byte offset 2",
		"<b>x</b":    "Unclosed end tag at byte offset 4",
		"a & b":      "Unsupported entity at byte offset 2",
		"a&nbsp;b":   "Unsupported entity at byte offset 1",
		"&#0;":       "Unsupported entity at byte offset 0",
		"<span>x":    `Unsupported start tag "span" at byte offset 0`,
		"<a href=x":  `Unclosed start tag "a" at byte offset 0`,
		"<b>&lt</b>": "Unsupported entity at byte offset 3",
	}
	for src, want := range broken {
		if _, _, err := parseHTML(src); err == nil || err.Error() != "Bad Request: can't parse entities: "+want {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func FuzzParseHTML(f *testing.F) {
	f.Add("<b>a</b>&amp;<blockquote>x")
	f.Add("</><&#x;")
	f.Fuzz(func(t *testing.T, src string) {
		seen, entities, err := parseHTML(src)
		if err != nil {
			return
		}
		for _, e := range entities {
			if e.Type == "" || e.Length <= 0 || e.Offset+e.Length > units(seen) {
				t.Errorf("%q: %+v", src, e)
			}
		}
	})
}

func TestLimits(t *testing.T) {
	now := time.Unix(1700000000, 0)
	l := newLimits(now)
	refused := func(chat int64) int {
		if r, ok := l.take(chat, now).(*refusal); ok {
			return r.RetryAfter
		}
		return 0
	}
	for range perChatBurst {
		if n := refused(1); n != 0 {
			t.Fatalf("refused within the burst: %d", n)
		}
	}
	if n := refused(1); n != 1 {
		t.Errorf("beyond the burst: retry after %d", n)
	}
	now = now.Add(999 * time.Millisecond)
	if refused(1) != 1 {
		t.Error("it did not insist on retry_after")
	}
	now = now.Add(time.Millisecond)
	if refused(1) != 0 {
		t.Error("still refused after retry_after")
	}
	for chat := range int64(overall) {
		_ = l.take(100+chat, now)
	}
	if refused(200) == 0 {
		t.Error("31 messages at once were let through")
	}
}

func TestLongPoll(t *testing.T) {
	s := start(t, Options{})
	s.Text(1, "一")
	s.Text(1, "二")
	ids := func(fields map[string]any) (ids []int64) {
		var got []struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(s.do(t, "getUpdates", fields).Result, &got); err != nil {
			t.Fatal(err)
		}
		for _, u := range got {
			ids = append(ids, u.ID)
		}
		return ids
	}
	for range 2 { // unconfirmed ones come again
		if got := ids(nil); len(got) != 2 {
			t.Fatalf("got %v", got)
		}
	}
	if got := ids(map[string]any{"limit": 1}); len(got) != 1 || got[0] != 1001 {
		t.Errorf("limit: %v", got)
	}
	if got := ids(map[string]any{"offset": 1002, "allowed_updates": []string{"message"}}); len(got) != 1 || got[0] != 1002 {
		t.Errorf("offset: %v", got)
	}
	if s.Block(1) != 0 || s.Pending() != 1 {
		t.Errorf("an update that nobody asked for was queued")
	}

	held := make(chan answer, 1)
	go func() { held <- s.do(t, "getUpdates", map[string]any{"offset": 1003, "timeout": 50}) }()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := s.Wait(ctx, func() bool { return s.Pending() == 0 }); err != nil {
		t.Fatal(err)
	}
	second := make(chan []int64, 1)
	go func() { second <- ids(map[string]any{"offset": 1003, "timeout": 50}) }()
	if a := <-held; a.Code != 409 || !strings.HasPrefix(a.Description, "Conflict: terminated by other getUpdates request") {
		t.Errorf("the first of two polls: %+v", a)
	}
	s.Text(1, "三")
	if got := <-second; len(got) != 1 || got[0] != 1003 {
		t.Errorf("the held poll: %v", got)
	}
}

func TestFaults(t *testing.T) {
	s := start(t, Options{Chats: []int64{1, 2}})
	send := func(chat int) answer { return s.do(t, "sendMessage", map[string]any{"chat_id": chat, "text": "x"}) }
	s.Fail(Fault{Method: "sendMessage", Chat: 1, Times: 2, Code: 429, RetryAfter: 9})
	if a := send(2); !a.OK {
		t.Errorf("another chat: %+v", a)
	}
	for range 2 {
		if a := send(1); a.Code != 429 || a.Parameters.RetryAfter != 9 || a.Description != "Too Many Requests: retry after 9" {
			t.Errorf("%+v", a)
		}
	}
	if a := send(1); !a.OK {
		t.Errorf("after it was used up: %+v", a)
	}
	s.Fail(Fault{Cut: true, Done: true, Times: -1})
	if _, err := http.Post(s.URL+"/bot"+s.Token+"/sendMessage?chat_id=1&text=y", "", nil); err == nil {
		t.Error("the connection was not cut")
	}
	s.Heal()
	if sent := s.Sent(); sent[len(sent)-1].Text != "y" {
		t.Error("the call was not carried out before the cut")
	}
}
