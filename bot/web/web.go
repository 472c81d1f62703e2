// Package web is the web chat and its sandbox: one page, live by server-sent events, for this machine only. A visitor
// may be any of several persons and may move the civil time forward.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// Channel is the channel's name in a chat.Conversation.
const Channel = "web"

var (
	// ErrNoChat is what a History returns for a chat that it does not know.
	ErrNoChat = errors.New("no such web chat")
	// ErrNoFile is what a History returns for an event that has no file, or no more.
	ErrNoFile = errors.New("no such file in this web chat")
)

// Who tells whose event it is.
type Who string

// Cleared marks the place before which everything was forgotten; it has no body.
const (
	ByPerson    Who = "person"
	ByAssistant Who = "assistant"
	Cleared     Who = "cleared"
)

// Event is one thing that a chat shows: a message, or a later version of one.
type Event struct {
	Chat string
	Seq  int64  // within the chat, given by the History
	Ref  int64  // the message; to be set by the writer only for a later version of it
	Key  string // stored once per chat
	Who  Who
	Body chat.Reply
	At   time.Time // civil time

	FileSize int // of Body.File, in bytes; a listed event is without the file's data
}

// MaxUpload is the most bytes of a file that a person may send.
const MaxUpload = 10 << 20

// Upload is a file that a person sent.
type Upload struct {
	Chat, ID   string
	Name, Type string
	Data       []byte
	At         time.Time // civil time
}

// History keeps sessions and what was shown in them.
type History interface {
	OpenWebChats(ctx context.Context, session string, chats []chat.Conversation) error
	HasWebSession(ctx context.Context, session string) (bool, error)
	AddWebEvent(ctx context.Context, e Event) (ref int64, err error)
	WebEvents(ctx context.Context, chatID string, after int64, limit int) ([]Event, error)
	// SeenWebEvents notes that a page has shown the chat up to seq; it never goes back.
	SeenWebEvents(ctx context.Context, chatID string, seq int64) error
	WebFile(ctx context.Context, chatID string, seq int64) (chat.File, error)
	AddWebUpload(ctx context.Context, u Upload) error
	WebUpload(ctx context.Context, chatID, id string, limit int64) ([]byte, error)
}

// Person is one of those that a visitor may be.
type Person struct {
	Key  string // short and stable: part of addresses
	Name string
}

// The keys of the persons who are more than applicants.
const (
	AsLiaison = "liaison"
	AsStaff   = "staff"
)

// Config is what the web chat is made of. Log, Persons and Heartbeat have defaults.
type Config struct {
	Log       *slog.Logger
	History   History
	Clock     *Clock
	Receive   func(ctx context.Context, ms []chat.Message) error // stores the messages before it returns
	Reset     func(ctx context.Context) error                    // empties the sandbox's database
	Key       []byte                                             // of the pseudonyms
	Persons   []Person
	Calendar  http.Handler                                                              // of /calendar/; nil serves none
	Opened    func(ctx context.Context, as func(person string) chat.Conversation) error // a session has opened its chats
	Heartbeat time.Duration                                                             // between signs of life on a quiet stream
}

// Server is the web chat: an http.Handler, a chat.Sender and chat.Files.
type Server struct {
	config  Config
	handler http.Handler
	hub     hub
	limits  limits
	epoch   atomic.Int64 // counts restarts of the sandbox
	unasked sync.Mutex   // held by the one unasked message that is being shown
	closed  context.Context
	close   context.CancelFunc
}

// New makes the web chat. Its address must have passed LoopbackAddr; Close belongs to RegisterOnShutdown.
func New(c Config) (*Server, error) {
	if c.History == nil || c.Clock == nil || c.Receive == nil || c.Reset == nil || len(c.Key) == 0 {
		return nil, errors.New("web chat: history, clock, receive, reset and key are needed")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if len(c.Persons) == 0 {
		c.Persons = []Person{{"a", words.Web.ApplicantA}, {"b", words.Web.ApplicantB},
			{AsLiaison, words.Web.Liaison}, {AsStaff, words.Web.Staff}}
	}
	if c.Heartbeat <= 0 {
		c.Heartbeat = 20 * time.Second
	}
	s := &Server{config: c}
	s.closed, s.close = context.WithCancel(context.Background())
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page)
	mux.HandleFunc("GET /app.js", asset("app.js", "text/javascript; charset=utf-8"))
	mux.HandleFunc("GET /style.css", asset("style.css", "text/css; charset=utf-8"))
	mux.HandleFunc("GET /icon.svg", asset("icon.svg", "image/svg+xml"))
	mux.HandleFunc("GET /events", s.events)
	mux.HandleFunc("GET /files/{event}", s.file)
	mux.HandleFunc("POST /say", s.say)
	mux.HandleFunc("POST /upload", s.upload)
	mux.HandleFunc("POST /seen", s.seen)
	mux.HandleFunc("POST /clock", s.moveClock)
	mux.HandleFunc("POST /reset", s.restart)
	if c.Calendar != nil {
		mux.Handle("GET /calendar/", c.Calendar)
	}
	s.handler = guard(http.NewCrossOriginProtection().Handler(mux))
	return s, nil
}

// ServeHTTP serves the page, its live stream and what it posts.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends all streams and refuses new ones. Requests that are under way go on.
func (s *Server) Close() { s.close() }
