package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
	"zhicheng/store"
)

var start = time.Date(2023, 5, 10, 9, 0, 0, 0, time.FixedZone("Asia/Shanghai", 8*3600))

// bench is a web chat on a real database, behind a real server. What it receives is answered with an echo; a press
// edits its message.
type bench struct {
	*httptest.Server
	web    *web.Server
	store  *store.Store
	clock  *web.Clock
	refuse error // what receiving ends with

	mu     sync.Mutex
	got    []chat.Message
	resets int
}

func open(t *testing.T, options ...func(*web.Config)) *bench {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	must(t, err)
	b := &bench{store: st}
	b.clock, err = web.OpenClock(t.Context(), st, start)
	must(t, err)
	c := web.Config{
		Log: slog.New(slog.DiscardHandler), History: st, Clock: b.clock, Receive: b.receive, Key: []byte("key"),
		Reset: func(ctx context.Context) error { b.resets++; return st.Wipe(ctx) },
	}
	for _, o := range options {
		o(&c)
	}
	b.web, err = web.New(c)
	must(t, err)
	b.Server = httptest.NewUnstartedServer(b.web)
	b.Config.RegisterOnShutdown(b.web.Close)
	b.Config.ReadTimeout, b.Config.WriteTimeout = time.Minute, time.Minute
	b.Start()
	t.Cleanup(func() {
		b.web.Close()
		b.Close()
		must(t, st.Close())
	})
	return b
}

func (b *bench) receive(ctx context.Context, ms []chat.Message) error {
	if b.refuse != nil {
		return b.refuse
	}
	for _, m := range ms {
		b.mu.Lock()
		b.got = append(b.got, m)
		b.mu.Unlock()
		r := chat.Reply{Text: []chat.Span{{Text: "echo "}, {Style: chat.Quote, Text: m.Text}}}
		if m.Kind == chat.Press {
			r = chat.Reply{Text: []chat.Span{{Text: "pressed " + m.Data}}, Edits: m.On}
		}
		if o := b.web.Send(ctx, m.From, m.ID, r); o.State != chat.Sent {
			return o.Err
		}
	}
	return nil
}

func (b *bench) received() []chat.Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]chat.Message(nil), b.got...)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// browser keeps a session and speaks as one person.
type browser struct {
	*http.Client
	t   *testing.T
	url string
	as  string
}

// visit opens the page in a new browser.
func (b *bench) visit(t *testing.T) *browser {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	v := &browser{Client: &http.Client{Jar: jar}, t: t, url: b.URL, as: "a"}
	if status, body := v.get("/"); status != http.StatusOK {
		t.Fatalf("page: %d %s", status, body)
	}
	return v
}

func (v *browser) be(person string) *browser {
	w := *v
	w.as = person
	return &w
}

func (v *browser) get(path string) (status int, body string) {
	v.t.Helper()
	r, err := v.Get(v.url + path)
	must(v.t, err)
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	must(v.t, err)
	return r.StatusCode, string(b)
}

func (v *browser) request(path string, body io.Reader) *http.Request {
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.url+path+"?as="+v.as, body)
	must(v.t, err)
	r.Header.Set("Content-Type", "application/json")
	return r
}

func (v *browser) do(r *http.Request) (status int, sentence string) {
	v.t.Helper()
	res, err := v.Do(r)
	must(v.t, err)
	defer func() { _ = res.Body.Close() }()
	var fault struct{ Error string }
	if res.StatusCode >= 400 {
		must(v.t, json.NewDecoder(res.Body).Decode(&fault))
	}
	return res.StatusCode, fault.Error
}

func (v *browser) post(path string, body any) (status int, sentence string) {
	v.t.Helper()
	b, err := json.Marshal(body)
	must(v.t, err)
	return v.do(v.request(path, strings.NewReader(string(b))))
}

type fields map[string]any

func (v *browser) say(id, text string) {
	v.t.Helper()
	if status, why := v.post("/say", fields{"id": id, "text": text}); status != http.StatusAccepted {
		v.t.Fatalf("say: %d %s", status, why)
	}
}

// event is one of the stream's.
type event struct {
	id, name string
	shown    struct {
		Ref     int64
		Who     web.Who
		Day     string
		Time    string
		Date    string
		Text    []chat.Span
		Buttons [][]chat.Button
		File    *struct {
			Name, Size, Path string
			Picture          bool
		}
	}
}

func (e event) text() string { return chat.Reply{Text: e.shown.Text}.Plain() }

// stream is an open page. Its reading ends after ten seconds, so that a test fails instead of hanging.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
	close func()
}

func (v *browser) listen(lastID string) *stream {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.t.Context(), 10*time.Second)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.url+"/events?as="+v.as, nil)
	must(v.t, err)
	r.Header.Set("Last-Event-ID", lastID)
	res, err := v.Do(r)
	must(v.t, err)
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		v.t.Fatalf("stream: %d", res.StatusCode)
	}
	s := &stream{t: v.t, lines: bufio.NewScanner(res.Body), close: func() { cancel(); _ = res.Body.Close() }}
	v.t.Cleanup(s.close)
	return s
}

var errEnd = errors.New("the stream ended")

// block is the next event or comment.
func (s *stream) block() (e event, comment bool, err error) {
	for s.lines.Scan() {
		key, value, _ := strings.Cut(s.lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case s.lines.Text() == "":
			return e, comment, nil
		case key == "":
			comment = true
		case key == "id":
			e.id = value
		case key == "event":
			e.name = value
		case key == "data":
			if err := json.Unmarshal([]byte(value), &e.shown); err != nil {
				return e, false, err
			}
		}
	}
	return e, false, errors.Join(errEnd, s.lines.Err())
}

// next is the next event of that name; a message has none.
func (s *stream) next(name string) event {
	s.t.Helper()
	for {
		e, comment, err := s.block()
		must(s.t, err)
		if !comment && e.name == name {
			return e
		}
	}
}

// backlog is what a page shows once it is loaded.
func (s *stream) backlog() (es []event) {
	s.t.Helper()
	for {
		e, _, err := s.block()
		must(s.t, err)
		switch e.name {
		case "ready":
			return es
		case "":
			es = append(es, e)
		}
	}
}

func texts(es []event) string {
	var b strings.Builder
	for _, e := range es {
		fmt.Fprintf(&b, "%s: %s\n", e.shown.Who, e.text())
	}
	return b.String()
}
