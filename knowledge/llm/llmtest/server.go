// Package llmtest is a scripted server that speaks the OpenAI protocol, well or badly.
package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// Request is what a client asked.
type Request struct {
	Path   string
	Header http.Header
	Raw    string // the body as it was sent
	Body   struct {
		Model       string   `json:"model"`
		Temperature *float64 `json:"temperature"`
		Tools       []any    `json:"tools"`
		User        string   `json:"user"`
		Messages    []struct {
			Role    string `json:"role"`
			Content string `json:"content"`
		} `json:"messages"`
	}
}

// Question reads the user message; it is the zero value if that is no JSON object.
func (r Request) Question() (q Question) {
	for _, m := range r.Body.Messages {
		if m.Role == "user" {
			_ = json.Unmarshal([]byte(m.Content), &q) // a test sees that it is empty
		}
	}
	return q
}

// Question is what the user message holds.
type Question struct {
	Question string   `json:"question"`
	Earlier  []string `json:"earlier"`
	Clauses  []Clause `json:"clauses"`
}

// Clause is a candidate.
type Clause struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Answer answers one request in its own way.
type Answer func(w http.ResponseWriter, r Request)

// Server answers by its script, and remembers what it was asked.
type Server struct {
	*httptest.Server
	mu     sync.Mutex
	script Answer
	asked  []Request
}

// New starts a server; Close ends it.
func New(script Answer) *Server {
	s := &Server{script: script}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// Base is the base URL to set.
func (s *Server) Base() string { return s.URL + "/v1" }

// Script changes how it answers from now on.
func (s *Server) Script(a Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = a
}

// Asked lists the requests so far.
func (s *Server) Asked() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.asked...)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	var raw strings.Builder
	req := Request{Path: r.URL.Path, Header: r.Header}
	body := http.MaxBytesReader(w, r.Body, 1<<20)
	buf := make([]byte, 32<<10)
	for {
		n, err := body.Read(buf)
		raw.Write(buf[:n])
		if err != nil {
			break
		}
	}
	req.Raw = raw.String()
	if err := json.Unmarshal([]byte(req.Raw), &req.Body); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.asked = append(s.asked, req)
	script := s.script
	s.mu.Unlock()
	script(w, req)
}

// Completion is a whole answer around the model's text.
func Completion(text string, tokens int) string {
	return completion(text, "stop", tokens)
}

func completion(text, finish string, tokens int) string {
	content, _ := json.Marshal(text) // a string never fails
	return fmt.Sprintf(`{"id":"1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":%q}],"usage":{"prompt_tokens":%d,"completion_tokens":0,"total_tokens":%d}}`,
		content, finish, tokens, tokens)
}
