package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/knowledge"
	"zhicheng/knowledge/llm/llmtest"
	"zhicheng/store"
)

func withModel(url string) config {
	c := good()
	c.modelFlags = modelFlags{Model: "small", ModelURL: url, ModelKey: hidden, ModelTimeout: "8s", ModelDay: "100000", ModelPerson: "50000", ModelTotal: "100000"}
	return c
}

func TestModelSettings(t *testing.T) {
	if s, err := good().check(); err != nil || s.model.Name != "" {
		t.Errorf("on without a name: %v", err)
	}
	for _, url := range []string{"https://api.example.cn/v1", "http://127.0.0.1:8000/v1", "http://10.1.2.3/v1", "http://vllm:8000/v1", "http://[::1]/v1"} {
		if s, err := withModel(url).check(); err != nil || s.model.BaseURL != url || s.ModelKey != hidden || s.model.Timeout != 8*time.Second {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, c := range []struct {
		fault string
		make  func(*config)
	}{
		{"OPENAI_BASE_URL", func(c *config) { c.ModelURL = "" }},
		{"OPENAI_BASE_URL", func(c *config) { c.ModelURL = "api.example.cn" }},
		{"OPENAI_BASE_URL", func(c *config) { c.ModelURL = "http://api.example.cn/v1" }},
		{"OPENAI_BASE_URL", func(c *config) { c.ModelURL = "http://8.8.8.8/v1" }},
		{"OPENAI_BASE_URL", func(c *config) { c.ModelURL = "https://me:" + hidden + "@api.example.cn/v1" }},
		{"OPENAI_BASE_URL", func(c *config) { c.ModelURL = "https://api.example.cn/v1?key=" + hidden }},
		{"OPENAI_API_KEY_FILE", func(c *config) { c.ModelKeyFile = filepath.Join(t.TempDir(), "none") }},
		{"ZHICHENG_MODEL_TIMEOUT", func(c *config) { c.ModelTimeout = "8" }},
		{"ZHICHENG_MODEL_TIMEOUT", func(c *config) { c.ModelTimeout = "31s" }},
		{"ZHICHENG_MODEL_TOKENS_DAY", func(c *config) { c.ModelDay = "0" }},
		{"ZHICHENG_MODEL_TOKENS_PERSON", func(c *config) { c.ModelPerson = "many" }},
		{"ZHICHENG_MODEL_TOKENS_TOTAL", func(c *config) { c.ModelTotal = "-1" }},
	} {
		bad := withModel("https://api.example.cn/v1")
		c.make(&bad)
		_, err := bad.check()
		if err == nil || !strings.Contains(err.Error(), c.fault) || strings.Contains(fmt.Sprint(err), hidden) {
			t.Errorf("want %s, got %v", c.fault, err)
		}
	}
	c := withModel("https://api.example.cn/v1")
	c.ModelKeyFile = filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(c.ModelKeyFile, []byte(" from-the-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := c.check(); err != nil || s.ModelKey != "from-the-file" {
		t.Errorf("the file does not win: %v", err)
	}
}

// TestModelInTheHouse: the model's choice is what a person reads and what is stored; a dead one changes nothing.
func TestModelInTheHouse(t *testing.T) {
	server := llmtest.New(llmtest.Says(`{"none":true}`))
	defer server.Close()
	s, err := withModel(server.Base()).check()
	if err != nil {
		t.Fatal(err)
	}
	shared, err := answering()
	db, openErr := store.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"))
	if err = errors.Join(err, openErr); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var log strings.Builder
	s.keepDays = 180
	h := &house{settings: s, pack: shared.pack, answerer: shared.answerer, log: newLogger(&log, 0)}
	h.openModel(db)
	ask := func(id string) string {
		m := chat.Message{ID: id, From: chat.Conversation{Channel: "web", Chat: "1", Person: "jia"}, Kind: chat.Text,
			Text: "乡镇本科毕业几年能评中级", At: time.Date(2023, 5, 10, 9, 0, 0, 0, time.UTC)}
		if _, err := h.router(db, surroundings{}).Handle(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		q, err := db.Questions(t.Context(), "jia", time.Time{}, "", 1)
		if err != nil || len(q) == 0 || q[0].ID != id {
			t.Fatal(q, err)
		}
		return q[0].Status
	}
	if got := ask("t:1"); got != string(knowledge.Refused) {
		t.Errorf("the model was not heard: %s", got)
	}
	server.Script(llmtest.Fails(503))
	if got := ask("t:2"); got != string(knowledge.Answered) {
		t.Errorf("the answer found did not come: %s", got)
	}
	if text := log.String(); !strings.Contains(text, "status 503") || strings.Contains(text, "乡镇") || strings.Contains(text, hidden) {
		t.Errorf("the log says %s", text)
	}
	s.model.Limits.Person = 5000 // less than two questions have cost
	h.settings = s
	h.openModel(db)
	sent := len(server.Asked())
	if got := ask("t:3"); got != string(knowledge.Answered) || len(server.Asked()) != sent {
		t.Errorf("%s without tokens", got)
	}
}
