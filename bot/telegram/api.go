package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// maxAnswer bounds what is read of one answer: a hundred updates of the largest size are far below it.
const maxAnswer = 32 << 20

// api is the HTTP client of the library and of the poll loop. It fails with *apiError when the Bot API refuses and with
// *linkError when no answer came; neither holds the URL (it has the token) or the body.
type api struct {
	client  *http.Client
	timeout time.Duration // of a small request; the body of a larger one has time on top
	base    string
	token   string
}

// slowest is the upload rate, in bytes a second, that is still waited for: the largest file takes half a minute.
const slowest = 40 << 10

// apiError is a refusal by the Bot API, or by something in front of it.
type apiError struct {
	Code       int
	Reason     reason
	RetryAfter time.Duration // of a 429
	Stranger   bool          // not the Bot API's own form: a proxy, a gateway
	MovedTo    int64         // the group is now this supergroup
}

func (e *apiError) Error() string {
	s := "the Bot API answers " + strconv.Itoa(e.Code)
	if e.Stranger {
		s = "something in front of the Bot API answers " + strconv.Itoa(e.Code)
	}
	if e.Reason != "" {
		s += " (" + string(e.Reason) + ")"
	}
	if e.RetryAfter > 0 {
		s += ", retry after " + e.RetryAfter.String()
	}
	return s
}

// linkError is a failed exchange. Left says that the request may have reached the server.
type linkError struct {
	Left bool
	err  error
	text string
}

func (e *linkError) Error() string { return e.text }
func (e *linkError) Unwrap() error { return e.err }

func (a *api) linkError(left bool, err error) *linkError {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err // what remains names hosts, no URL
	}
	text := "no answer from the Bot API: "
	if !left {
		text = "the Bot API cannot be reached: "
	}
	return &linkError{Left: left, err: err, text: text + strings.ReplaceAll(err.Error(), a.token, "***")}
}

// Do sends a request of the library, whose body is a pipe, as one with a length, and takes the answer's envelope off.
func (a *api) Do(req *http.Request) (*http.Response, error) {
	if err := settleBody(req); err != nil {
		return nil, a.linkError(false, errors.New("the request could not be built"))
	}
	carry := time.Duration(max(req.ContentLength, 0)) * time.Second / slowest
	ctx, cancel := context.WithTimeout(req.Context(), a.timeout+carry)
	defer cancel()
	var left atomic.Bool
	trace := &httptrace.ClientTrace{WroteHeaders: func() { left.Store(true) }}
	resp, err := a.client.Do(req.WithContext(httptrace.WithClientTrace(ctx, trace)))
	if err != nil {
		return nil, a.linkError(left.Load(), err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, a.linkError(true, err)
	}
	if err := refusal(resp.StatusCode, body); err != nil {
		return nil, err
	}
	if !json.Valid(body) {
		return nil, a.linkError(true, errors.New("the answer is not the Bot API's"))
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

func settleBody(req *http.Request) error {
	if req.Body == nil {
		return nil
	}
	body, err := io.ReadAll(req.Body)
	_ = req.Body.Close()
	if err != nil {
		return err
	}
	if len(body) == 0 {
		req.Header.Del("Content-Type") // an empty multipart form is malformed
		req.Body = http.NoBody         // any other without bytes would go out in chunks, as one whose length is not known
		return nil
	}
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Body, err = req.GetBody()
	return err
}

// refusal is nil for an answer that is ok or not the Bot API's with status 200.
func refusal(status int, body []byte) error {
	var e struct {
		OK          *bool  `json:"ok"`
		Code        int    `json:"error_code"`
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter float64 `json:"retry_after"`
			MovedTo    int64   `json:"migrate_to_chat_id"`
		} `json:"parameters"`
	}
	switch err := json.Unmarshal(body, &e); {
	case (err != nil || e.OK == nil) && status == http.StatusOK:
		return nil
	case err != nil || e.OK == nil:
		return &apiError{Code: status, Stranger: true}
	case *e.OK:
		return nil
	case e.Code == 0 && status >= 400:
		e.Code = status
	case e.Code == 0:
		e.Code = http.StatusBadRequest
	}
	r := &apiError{Code: e.Code, Reason: reasonOf(e.Description), MovedTo: e.Parameters.MovedTo}
	if e.Code == http.StatusTooManyRequests {
		r.RetryAfter = time.Duration(max(e.Parameters.RetryAfter, spoken(e.Description), 1) * float64(time.Second))
	}
	return r
}

// spoken is the number in "Too Many Requests: retry after 5".
func spoken(description string) float64 {
	_, n, _ := strings.Cut(description, "retry after ")
	f, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
	if err != nil {
		return 0
	}
	return f
}

// call makes a call that the library does not offer.
func (a *api) call(ctx context.Context, method string, fields map[string]string, result any) error {
	var buf bytes.Buffer
	form := multipart.NewWriter(&buf)
	for k, v := range fields {
		if err := form.WriteField(k, v); err != nil {
			return fmt.Errorf("build %s: %w", method, err)
		}
	}
	if err := form.Close(); err != nil {
		return fmt.Errorf("build %s: %w", method, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+"/bot"+a.token+"/"+method, &buf)
	if err != nil {
		return fmt.Errorf("build %s: the address is malformed", method)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	resp, err := a.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	answer := struct {
		Result any `json:"result"`
	}{result}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return a.linkError(true, fmt.Errorf("%s: the answer is not the Bot API's", method))
	}
	return nil
}
