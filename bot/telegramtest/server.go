// Package telegramtest is a strict fake of the Bot API. It refuses what Telegram refuses, in Telegram's words, fails on
// demand, and records everything. Tests and cmd drive it; it knows nothing of our bot.
//
// It is stricter than Telegram in three points: a bare & in HTML is refused, so that missing escapes are found, a request
// has at most 4 MiB, and it tells its length.
package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options of a Server; the zero value is a good one.
type Options struct {
	Addr     string           // to listen on; a free loopback port when empty
	Token    string           // "123456:TEST" when empty
	Username string           // of the bot; "zhicheng_bot" when empty
	NoLimits bool             // never answer 429 by itself
	Now      func() time.Time // for limits and dates; time.Now when nil
	Chats    []int64          // private chats that may be written to before their person wrote
}

// Server is the fake. All methods are safe for concurrent use.
type Server struct {
	URL   string
	Token string

	opts   Options
	now    func() time.Time
	http   *http.Server
	closed chan struct{}

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced when anything changes
	queue    []update
	nextID   int64
	offset   int64         // the highest confirmed
	allowed  []string      // as last asked for; nil is everything
	poll     chan struct{} // closed to end the poll that waits
	chats    map[int64]*room
	messages map[int64]*Message // by id
	sentAt   map[int64]time.Time
	lastMsg  int64
	calls    []Call
	sent     []Sent
	queries  map[string]bool  // callback queries that may be answered
	files    map[string]file  // that people sent, by file_id
	uploads  map[string]*File // that the bot sent, by file_id
	faults   []*Fault
	limits   limits
}

// room is a chat that the bot may write to.
type room struct {
	kind    string // "private", "group", "supergroup", "channel"
	blocked bool
	topics  map[int64]bool // of a forum; false is closed
	moved   int64          // the supergroup that it was upgraded to
}

// New starts a server. Close it.
func New(o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Token == "" {
		o.Token = "123456:TEST"
	}
	if o.Username == "" {
		o.Username = "zhicheng_bot"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	l, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s := &Server{
		URL: "http://" + l.Addr().String(), Token: o.Token, opts: o, now: o.Now,
		closed: make(chan struct{}), changed: make(chan struct{}), nextID: 1000,
		chats: map[int64]*room{}, messages: map[int64]*Message{}, sentAt: map[int64]time.Time{}, queries: map[string]bool{}, files: map[string]file{}, uploads: map[string]*File{},
		limits: newLimits(o.Now()),
	}
	for _, id := range o.Chats {
		s.chats[id] = &room{kind: "private"}
	}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

// Close ends all connections.
func (s *Server) Close() error {
	select {
	case <-s.closed:
	default:
		close(s.closed)
	}
	return s.http.Close()
}

// tell wakes everybody who waits for a change. s.mu is held.
func (s *Server) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// refusal is an answer that is not ok.
type refusal struct {
	Code        int
	Description string
	RetryAfter  int
	MovedTo     int64
}

func (r *refusal) Error() string { return r.Description }

func bad(description string) *refusal {
	return &refusal{Code: 400, Description: "Bad Request: " + description}
}

var (
	notFound     = &refusal{Code: 404, Description: "Not Found"}
	noMethod     = &refusal{Code: 404, Description: "Not Found: method not found"}
	noLength     = &refusal{Code: 411, Description: "Length Required"}
	tooLarge     = &refusal{Code: 413, Description: "Request Entity Too Large"}
	unauthorized = &refusal{Code: 401, Description: "Unauthorized"}
	blocked      = &refusal{Code: 403, Description: "Forbidden: bot was blocked by the user"}
	conflict     = &refusal{Code: 409, Description: "Conflict: terminated by other getUpdates request; " +
		"make sure that only one bot instance is running"}
)

func tooMany(seconds int) *refusal {
	return &refusal{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds}
}

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		s.download(w, r, rest)
		return
	}
	token, method, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || !strings.HasPrefix(r.URL.Path, "/bot") {
		write(w, nil, notFound)
		return
	}
	if r.ContentLength < 0 { // Telegram itself takes it; proxies in front of it do not
		write(w, nil, noLength)
		return
	}
	p, err := parse(w, r)
	if err != nil {
		write(w, nil, err)
		return
	}
	c := Call{Method: canonical(method), Fields: p, Chat: p.int("chat_id")}
	if token != s.Token {
		s.record(&c, nil, unauthorized)
		write(w, nil, unauthorized)
		return
	}
	fault := s.fault(c)
	var result any
	if fault == nil || fault.Done {
		result, err = s.answer(r, c.Method, p)
	} else {
		err = fault.refusal()
	}
	s.record(&c, result, err)
	if fault != nil && fault.lose(w, r, s.closed) {
		return
	}
	write(w, result, err)
}

// methods are those of the Bot API that the fake knows, as people write them.
var methods = []string{"getMe", "getUpdates", "sendMessage", "sendDocument", "sendPhoto", "getFile", "editMessageText", "editMessageMedia",
	"deleteMessage", "answerCallbackQuery", "setMyCommands", "sendChatAction", "deleteWebhook"}

func canonical(method string) string {
	for _, m := range methods {
		if strings.EqualFold(m, method) {
			return m
		}
	}
	return method
}

func (s *Server) answer(r *http.Request, method string, p params) (any, error) {
	switch method {
	case "getMe":
		return s.me(), nil
	case "getUpdates":
		return s.getUpdates(r.Context(), p)
	case "sendMessage":
		return s.sendMessage(p)
	case "sendDocument":
		return s.sendDocument(r, p)
	case "sendPhoto":
		return s.sendPhoto(r, p)
	case "getFile":
		return s.getFile(p)
	case "editMessageText":
		return s.editMessageText(p)
	case "editMessageMedia":
		return s.editMessageMedia(r, p)
	case "deleteMessage":
		return s.deleteMessage(p)
	case "answerCallbackQuery":
		return s.answerCallbackQuery(p)
	case "setMyCommands":
		return setMyCommands(p)
	case "sendChatAction":
		return s.sendChatAction(p)
	case "deleteWebhook":
		return true, nil
	}
	return nil, noMethod
}

func (s *Server) me() map[string]any {
	return map[string]any{"id": s.botID(), "is_bot": true, "first_name": "Zhicheng", "username": s.opts.Username}
}

// botID is what stands in a token before the colon.
func (s *Server) botID() int64 {
	id, _, _ := strings.Cut(s.Token, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func write(w http.ResponseWriter, result any, err error) {
	answer := map[string]any{"ok": true, "result": result}
	status := http.StatusOK
	if err != nil {
		e, ok := errors.AsType[*refusal](err)
		if !ok {
			e = &refusal{Code: 500, Description: "Internal Server Error"}
		}
		status = e.Code
		answer = map[string]any{"ok": false, "error_code": e.Code, "description": e.Description}
		switch {
		case e.RetryAfter > 0:
			answer["parameters"] = map[string]any{"retry_after": e.RetryAfter}
		case e.MovedTo != 0:
			answer["parameters"] = map[string]any{"migrate_to_chat_id": e.MovedTo}
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}
