package llm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/sashabaranov/go-openai"
)

// The bounds of an answer.
const (
	maxAnswerTokens = 900
	maxResponse     = 256 << 10 // bytes
)

var (
	errForeign    = errors.New("the server's answer is not of the protocol")
	errIncomplete = errors.New("the server's answer is not complete")
	errTooLarge   = errors.New("the server's answer is too large")
	errTimeout    = errors.New("the server did not answer in time")
)

// doer sends requests to the one server that is set: it follows no redirect, so that a question goes nowhere else,
// and reads no endless answer.
type doer struct{ client *http.Client }

func newDoer() doer {
	return doer{&http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
			TLSHandshakeTimeout:    5 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
			MaxIdleConnsPerHost:    maxParallel,
			IdleConnTimeout:        time.Minute,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func (d doer) Do(req *http.Request) (*http.Response, error) {
	resp, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	resp.Body = http.MaxBytesReader(nil, resp.Body, maxResponse)
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return nil, status(resp.StatusCode)
	}
	return resp, nil
}

// status is an answer other than 200. Its body may repeat the question, so that nobody keeps it.
type status int

func (s status) Error() string { return fmt.Sprintf("the server answered with status %d", int(s)) }

// chat asks once; tokens is what the server says that it used.
func (m *Model) chat(ctx context.Context, system, user string) (content string, tokens int, err error) {
	ctx, cancel := context.WithTimeout(ctx, m.Timeout)
	defer cancel()
	resp, err := m.api.CreateChatCompletion(ctx, m.request(system, user))
	switch {
	case err != nil:
		return "", 0, blunt(err)
	case len(resp.Choices) == 0:
		return "", 0, errForeign
	}
	first := resp.Choices[0]
	if first.FinishReason != openai.FinishReasonStop && first.FinishReason != "" {
		return "", resp.Usage.TotalTokens, errIncomplete
	}
	return first.Message.Content, resp.Usage.TotalTokens, nil
}

// request is at temperature 0, without tools, and does not name the asker.
func (m *Model) request(system, user string) openai.ChatCompletionRequest {
	r := openai.ChatCompletionRequest{
		Model: m.Name,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: system}, {Role: openai.ChatMessageRoleUser, Content: user},
		},
		ResponseFormat: &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject},
		Temperature:    math.SmallestNonzeroFloat32, // 0 would be left out, and the server's default is 1
	}
	if openai.NewReasoningValidator().Validate(r) != nil { // a model that takes no temperature, and thinks first
		r.Temperature, r.MaxCompletionTokens = 0, 4*maxAnswerTokens
		return r
	}
	//lint:ignore SA1019 other servers than OpenAI's know no other name for it
	r.MaxTokens = maxAnswerTokens
	return r
}

// blunt keeps of an error what may be logged: neither the answer nor the question nor the key.
func blunt(err error) error {
	var s status
	var large *http.MaxBytesError
	var sent *url.Error
	var netErr net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &s):
		return s
	case errors.As(err, &large):
		return errTooLarge
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return errTimeout
	case errors.As(err, &sent):
		return fmt.Errorf("reach the server: %w", sent.Err)
	}
	return errForeign
}
