package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
)

// browser is a person at the web chat.
type browser struct {
	*http.Client
	page string
	seen *bufio.Scanner // the open stream
}

// shownText is a message as the page gets it.
type shownText struct {
	Ref     int64
	Who     string
	Text    []chat.Span
	Buttons [][]chat.Button
}

func (s shownText) plain() string { return chat.Reply{Text: s.Text}.Plain() }

// visit opens the page and its stream as one of the persons.
func visit(t *testing.T, page string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{Client: &http.Client{Jar: jar, Timeout: patience}, page: page}
	if status, body := b.get(t, "/"); status != 200 || !strings.Contains(body, words.Web.Placeholder) {
		t.Fatalf("the page: %d %s", status, body)
	}
	b.open(t)
	return b
}

func (b *browser) open(t *testing.T) {
	t.Helper()
	resp, err := b.Get(b.page + "/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	b.seen = bufio.NewScanner(resp.Body)
}

func (b *browser) get(t *testing.T, path string) (int, string) {
	t.Helper()
	resp, err := b.Get(b.page + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func (b *browser) post(t *testing.T, path string, body map[string]string) int {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := b.Post(b.page+path, "application/json", strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode
}

// answer is the next thing that the assistant says.
func (b *browser) answer(t *testing.T) (s shownText) {
	t.Helper()
	for b.seen.Scan() {
		data, ok := strings.CutPrefix(b.seen.Text(), "data: ")
		s = shownText{}
		if ok && json.Unmarshal([]byte(data), &s) == nil && s.Who == "assistant" {
			return s
		}
	}
	t.Fatalf("the stream ended: %v", b.seen.Err())
	return s
}

func TestSandbox(t *testing.T) {
	t.Parallel()
	db := t.TempDir() + "/new folder/zhicheng.db"
	p := launch(t, db)
	page := p.address(t, "ZHICHENG_ADDR")
	p.out.wait(t, page)
	b := visit(t, page)
	if status := b.post(t, "/say", map[string]string{"id": "1", "text": question}); status != 202 {
		t.Fatalf("say: %d", status)
	}
	a := b.answer(t)
	if text := a.plain(); !strings.Contains(text, rule) || !strings.Contains(text, "四（六）2") || strings.Contains(text, "已过期") {
		t.Errorf("the answer: %s", text)
	}
	if status := b.post(t, "/clock", map[string]string{"to": "2024-01-01"}); status != 204 {
		t.Errorf("clock: %d", status)
	}
	b.post(t, "/say", map[string]string{"id": "2", "data": a.Buttons[0][0].Data, "on": "2"})
	if text := b.answer(t).plain(); !strings.HasPrefix(text, words.Say(words.Expired, 2023)) {
		t.Errorf("next year: %s", text)
	}
	if info, err := os.Stat(db); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the database: %v, %v", info, err)
	}

	// The stream that is open does not hold the stop up, and the conversation goes on after it.
	start := time.Now()
	if status := p.stop(t); status != 0 || time.Since(start) > drainTime/2 {
		t.Errorf("stopped with %d after %v", status, time.Since(start))
	}
	p = launch(t, db, "--addr="+strings.TrimPrefix(page, "http://"))
	b.open(t)
	if text := b.answer(t).plain(); !strings.Contains(text, rule) {
		t.Errorf("the history: %s", text)
	}
	private := p.log.String() + p.out.String()
	if strings.Contains(private, question) || strings.Contains(private, rule) {
		t.Errorf("texts in the log:\n%s", private)
	}
}

func TestListeners(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir()+"/zhicheng.db")
	health := browser{Client: http.DefaultClient, page: p.address(t, "ZHICHENG_HEALTH")}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/": 404} {
		if status, body := health.get(t, path); status != want {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	foreign, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.address(t, "ZHICHENG_ADDR"), nil)
	if err != nil {
		t.Fatal(err)
	}
	foreign.Host = "zhicheng.example"
	resp, err := http.DefaultClient.Do(foreign)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign host: status %d", resp.StatusCode)
	}
}

// TestBothChannels asks for the sandbox beside Telegram: two channels, two databases, two times.
func TestBothChannels(t *testing.T) {
	t.Parallel()
	w := newTown(t, telegramtest.Options{})
	p := launch(t, t.TempDir()+"/zhicheng.db", w.flags("--sandbox")...)
	says(t, w.ask(t, 1, question), words.Say(words.Expired, 2023), rule)
	b := visit(t, p.address(t, "ZHICHENG_ADDR"))
	b.post(t, "/say", map[string]string{"id": "1", "text": question})
	if text := b.answer(t).plain(); !strings.HasPrefix(text, rule) {
		t.Errorf("the answer: %s", text)
	}
	if status := b.post(t, "/reset", map[string]string{}); status != 204 {
		t.Errorf("reset: %d", status)
	}
	says(t, w.ask(t, 1, "我的数据"), words.Say(words.MineAsked, 1, 0, 0)) // the other database is whole
}

func TestSecondServe(t *testing.T) {
	t.Parallel()
	db := t.TempDir() + "/zhicheng.db"
	first := launch(t, db)
	second := begin(t, db)
	if status := <-second.done; status != 1 || !strings.Contains(second.log.String(), "another serve uses this database") {
		t.Errorf("the second serve: %d %s", status, second.log)
	}
	out := newOutput()
	if status := run(t.Context(), []string{"ask", question}, streams{strings.NewReader(""), out, out}); status != 0 || !strings.Contains(out.String(), rule) {
		t.Errorf("ask: %d %s", status, out)
	}
	if status := first.stop(t); status != 0 {
		t.Errorf("the first serve: %d", status)
	}
	launch(t, db) // the lock is free again
}
