// Package telegram is the Telegram channel: updates become chat.Message, chat.Reply becomes calls of the Bot API.
//
// It stands on github.com/go-telegram/bot, but polls by itself: the offset of getUpdates moves only after the messages
// were stored, so that a crash loses nothing. Everything that is sent goes through one gate that keeps Telegram's
// limits. No message text and no token reaches a log or an error.
package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
	"golang.org/x/sync/errgroup"

	"zhicheng/bot/chat"
)

// Channel is the name of this channel in chat.Conversation.
const Channel = "telegram"

const publicAPI = "https://api.telegram.org"

// Command is a line of Telegram's command menu. Name has no slash.
type Command struct{ Name, Description string }

// Config is what a Bot needs. Token, Key, Now, Receive and Offset must be set.
type Config struct {
	Token  string
	APIURL string           // the Bot API's address; the public one when empty
	Key    []byte           // for chat.Pseudonym
	Now    func() time.Time // civil time, stamped on messages
	Log    *slog.Logger

	// Receive stores messages together with the offset of the next poll, in one transaction. Only when it returns nil
	// are they acknowledged; after an error the same messages come again. There may be none.
	Receive func(ctx context.Context, ms []chat.Message, offset int64) error
	// Offset is the last stored offset of this bot (see BotID), 0 when there is none.
	Offset func(ctx context.Context) (int64, error)
	// Reachable hears that a chat blocked us or is gone (false), and that its person is there (true); the latter with
	// everything that the person sends. May be nil.
	Reachable func(ctx context.Context, chat string, ok bool) error
	// Moved hears that a group goes on under another address, any number of times. May be nil.
	Moved func(ctx context.Context, from, to string) error

	Commands      []Command
	GroupCommands []Command // the menu in groups; the same as elsewhere when empty

	LongPoll    time.Duration // how long the server may hold a poll; 50 s when 0
	SendTimeout time.Duration // of one send without a file; 15 s when 0
	Rate        float64       // messages a second over all chats; what Telegram allows everybody when 0
}

// Bot is a chat.Sender, and polls for updates.
type Bot struct {
	cfg      Config
	log      *slog.Logger
	lib      *tg.Bot
	poller   *api
	loader   *api // of files that people sent
	gate     *gate
	sent     *ledger
	uploads  uploads
	albums   albums // of the poll loop alone
	trouble  trouble
	side     errgroup.Group // cosmetic calls under way
	sleep    func(context.Context, time.Duration) error
	username atomic.Pointer[string] // from getMe
	batch    batch                  // what the updates of the current poll held
}

// Username is the bot's name without @; empty before the first getMe.
func (b *Bot) Username() string {
	if name := b.username.Load(); name != nil {
		return *name
	}
	return ""
}

// Link opens a private chat with the bot that begins with /start and a payload, if there is one; empty while the bot's
// name is not known.
func (b *Bot) Link(payload string) string {
	name := b.Username()
	switch {
	case name == "":
		return ""
	case payload == "":
		return "https://t.me/" + name
	}
	return "https://t.me/" + name + "?start=" + payload
}

// New makes a bot. It does not call the Bot API: Poll does.
func New(cfg Config) (*Bot, error) {
	if cfg.APIURL == "" {
		cfg.APIURL = publicAPI
	}
	cfg.APIURL = strings.TrimRight(cfg.APIURL, "/")
	if err := check(cfg); err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.LongPoll == 0 {
		cfg.LongPoll = 50 * time.Second
	}
	if cfg.SendTimeout == 0 {
		cfg.SendTimeout = 15 * time.Second
	}
	b := &Bot{
		cfg:    cfg,
		log:    cfg.Log.With("channel", Channel),
		poller: newAPI(cfg, cfg.LongPoll+15*time.Second),
		loader: newAPI(cfg, cfg.SendTimeout),
		gate:   newGate(time.Now, sleep, cfg.Rate),
		sent:   newLedger(4096),
		sleep:  sleep,
	}
	b.side.SetLimit(8)
	lib, err := tg.New(cfg.Token,
		tg.WithSkipGetMe(),
		tg.WithServerURL(cfg.APIURL),
		tg.WithHTTPClient(cfg.SendTimeout, newAPI(cfg, cfg.SendTimeout)),
		tg.WithNotAsyncHandlers(),
		tg.WithDefaultHandler(b.handle),
		// The library's own handlers print whole updates and answers.
		tg.WithErrorsHandler(func(error) { b.log.Warn("telegram: the library reports an error") }),
		tg.WithDebugHandler(func(string, ...any) {}),
	)
	if err != nil {
		return nil, errors.New("telegram: the library refuses the token")
	}
	b.lib = lib
	return b, nil
}

// A token is a part of a URL: what would change the URL's shape is refused.
var tokenForm = regexp.MustCompile(`^[A-Za-z0-9:._-]+$`)

func check(cfg Config) error {
	u, err := url.Parse(cfg.APIURL)
	switch {
	case !tokenForm.MatchString(cfg.Token):
		return errors.New("telegram: the token is empty or has characters that no token has")
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return errors.New("telegram: the address of the Bot API is not an http(s) URL")
	case len(cfg.Key) == 0 || cfg.Now == nil || cfg.Receive == nil || cfg.Offset == nil:
		return errors.New("telegram: Key, Now, Receive and Offset must be set")
	}
	return nil
}

// BotID tells the bots of one installation apart: the number before the token's colon, or a hash of the token.
func BotID(token string) string {
	id, _, _ := strings.Cut(token, ":")
	if _, err := strconv.ParseUint(id, 10, 63); err == nil {
		return id
	}
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:5])
}

func newAPI(cfg Config, timeout time.Duration) *api {
	t := http.DefaultTransport.(*http.Transport).Clone() // with the proxy from the environment
	t.MaxIdleConnsPerHost = 16
	return &api{
		client: &http.Client{
			Transport: t,
			// A redirect would carry the token to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		timeout: timeout,
		base:    cfg.APIURL,
		token:   cfg.Token,
	}
}

func (b *Bot) reachable(ctx context.Context, chatID string, ok bool) {
	if b.cfg.Reachable == nil {
		return
	}
	if err := b.cfg.Reachable(ctx, chatID, ok); err != nil {
		b.log.Error("telegram: note whether a chat is reachable", "err", err)
	}
}

// cosmetic makes a call beside the conversation, which may fail or be left out at any time.
func (b *Bot) cosmetic(ctx context.Context, method string, call func(context.Context) error) {
	if b.gate.hushed() {
		return
	}
	b.side.TryGo(func() error {
		err := call(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		if e, ok := errors.AsType[*apiError](err); ok && e.Code == http.StatusTooManyRequests {
			b.gate.hush(e.RetryAfter)
		}
		b.log.Warn("telegram: a cosmetic call failed", "method", method, "err", plainError(err))
		return nil
	})
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// plainError keeps of an error only what is known to hold neither text nor token.
func plainError(err error) error {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e
	}
	if e, ok := errors.AsType[*linkError](err); ok {
		return e
	}
	return fmt.Errorf("the answer of the Bot API could not be read (%T)", err)
}
