package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/mattn/go-isatty"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/bot/telegram"
	"zhicheng/bot/web"
	"zhicheng/knowledge"
	"zhicheng/store"
)

// drainTime bounds the shutdown.
const drainTime = 10 * time.Second

type serveCmd struct {
	config `embed:""`
}

// Help is shown by --help.
func (serveCmd) Help() string {
	return "Example:\n\n  zhicheng\n  TELEGRAM_BOT_TOKEN_FILE=token zhicheng serve --db /var/lib/zhicheng/zhicheng.db"
}

// Run serves until ctx ends.
func (c serveCmd) Run(ctx context.Context, s streams) error {
	set, err := c.check()
	if err != nil {
		return err
	}
	log := newLogger(s.err, set.level)
	stdlog.SetOutput(io.Discard) // where net/http prints what arrives unasked, which may be a person's words
	start := time.Now()
	p, err := set.load()
	if err != nil {
		return err
	}
	h := &house{settings: set, log: log, pack: p, terminal: s.out}
	defer h.close()
	page, err := h.open(ctx)
	if err != nil {
		return err
	}
	h.ready.Store(true)
	log.Info("ready", "pack", p.ID, "ms", time.Since(start).Milliseconds())
	if page != "" {
		fmt.Fprintf(s.out, "职称通已就绪 · the web chat is at http://%s\n", page)
	}
	h.run(func(context.Context) error { debug.FreeOSMemory(); return nil }) // learning left a lot of it
	return h.serve(ctx)
}

// newLogger writes text to a terminal and JSON elsewhere.
func newLogger(w io.Writer, level slog.Level) *slog.Logger {
	opts := &slog.HandlerOptions{Level: level}
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		return slog.New(slog.NewTextHandler(w, opts))
	}
	return slog.New(slog.NewJSONHandler(w, opts))
}

// open builds everything, in the order in which close takes it down in reverse. The answerer learns beside the opening
// of the databases. It returns the address of the web chat, if that is served.
func (h *house) open(ctx context.Context) (page string, err error) {
	var learning sync.WaitGroup
	var bookErr, datesErr error
	learning.Go(func() { h.answerer = knowledge.NewAnswerer(h.pack.Material) })
	learning.Go(func() { h.book, bookErr = openBook(h.Packs, h.pack) })
	learning.Go(func() { h.dates, datesErr = openDates(h.Packs, h.pack) })
	main, err := h.openStore(ctx, h.DB)
	if err != nil {
		return "", err
	}
	key, err := h.key()
	if err != nil {
		return "", err
	}
	h.secret = key
	sandbox := main
	if h.sandboxed() {
		if sandbox, err = h.openStore(ctx, h.sandboxDB()); err != nil {
			return "", err
		}
	}
	learning.Wait()
	if err := errors.Join(bookErr, datesErr); err != nil {
		return "", err
	}
	h.openModel(main)
	if h.Token != "" {
		if err := h.openTelegram(ctx, main, key); err != nil {
			return "", err
		}
	}
	served, now := main, civilNow
	if h.sandboxed() {
		clock, err := web.OpenClock(ctx, sandbox, h.pack.Morning())
		if err != nil {
			return "", err
		}
		if page, err = h.openSandbox(ctx, sandbox, clock, key); err != nil {
			return "", err
		}
		if h.Token == "" {
			served, now = sandbox, clock.Now
		}
	}
	if h.Health != "off" {
		_, err = h.listen("ZHICHENG_HEALTH", h.Health, h.health(served, now))
	}
	return page, err
}

// openStore opens a database for this serve alone.
func (h *house) openStore(ctx context.Context, file string) (*store.Store, error) {
	s, err := store.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	h.later(func(context.Context) error { return s.Close() })
	s.Guessed = func(person string, wrong int64) { h.log.Warn("a code that is none", "person", person, "wrong", wrong) }
	if err := s.LockServing(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

// openTelegram talks to Telegram on real time.
func (h *house) openTelegram(ctx context.Context, s *store.Store, key []byte) error {
	mark := "telegram:" + telegram.BotID(string(h.Token))
	senders := map[string]chat.Sender{}
	files := channelFiles{}
	router := h.router(s, surroundings{files, h.publicFeeds})
	b := bot.New(s, router, senders, bot.Options{Log: h.log, Sorry: sorry})
	private, groups := menus(router)
	t, err := telegram.New(telegram.Config{
		Token: string(h.Token), APIURL: h.APIURL, Key: key, Now: civilNow, Log: h.log, Commands: private, GroupCommands: groups,
		Receive: func(ctx context.Context, ms []chat.Message, offset int64) error {
			return b.Receive(ctx, ms, bot.Mark{Name: mark, Value: offset})
		},
		Offset: func(ctx context.Context) (int64, error) { return s.Cursor(ctx, mark) },
		Reachable: func(ctx context.Context, address string, ok bool) error {
			return s.SetReachable(ctx, telegram.Channel, address, ok, time.Now())
		},
		Moved: func(ctx context.Context, from, to string) error { return b.Move(ctx, telegram.Channel, from, to) },
	})
	if err != nil {
		return fmt.Errorf("telegram: %w", err)
	}
	senders[telegram.Channel], files[telegram.Channel] = t, t
	h.link = t.Link
	if err := h.openAdmins(ctx, s, key); err != nil {
		return err
	}
	h.refusals, h.tokens = t.Refusals, t.Tokens
	if err := b.Start(ctx); err != nil {
		return err
	}
	h.later(b.Drain)
	unasked := map[string]chat.Sender{telegram.Channel: t.Unasked()}
	engine, ticker, err := h.deliver(ctx, s, unasked, civilNow)
	if err != nil {
		return err
	}
	h.run(h.watch(s, unasked, civilNow))
	if h.Calendar != "" {
		if _, err := h.listen("ZHICHENG_CALENDAR", h.Calendar, h.calendar(h.deadlines(s, h.publicFeeds), civilNow)); err != nil {
			return err
		}
	}
	h.run(t.Poll)
	h.run(engine.Run)
	h.run(func(ctx context.Context) error { return ticker.Run(ctx, civilNow) })
	late := escalation{h.cases(s), s, engine.Wake}
	h.run(func(ctx context.Context) error { return late.Run(ctx, h.log, civilNow) })
	h.run(h.rosters(s, civilNow))
	h.run(h.purge(s, civilNow))
	return nil
}

// openSandbox serves the web chat on its own file and its own civil time. It returns the address.
func (h *house) openSandbox(ctx context.Context, s *store.Store, clock *web.Clock, key []byte) (string, error) {
	senders, files := map[string]chat.Sender{}, channelFiles{}
	b := bot.New(s, h.router(s, surroundings{files, h.sandboxFeeds}), senders, bot.Options{Log: h.log, Sorry: sorry})
	page, err := web.New(web.Config{Opened: sandboxStaff(s, clock.Now), Log: h.log, History: s, Clock: clock, Reset: s.Wipe, Key: key,
		Calendar: h.calendar(h.deadlines(s, h.sandboxFeeds), clock.Now),
		Receive:  func(ctx context.Context, ms []chat.Message) error { return b.Receive(ctx, ms, bot.Mark{}) }})
	if err != nil {
		return "", err
	}
	senders[web.Channel], files[web.Channel] = page, page
	if err := b.Start(ctx); err != nil {
		return "", err
	}
	h.later(b.Drain)
	engine, ticker, err := h.deliver(ctx, s, senders, clock.Now)
	if err != nil {
		return "", err
	}
	clock.OnAdvance = walk(clock, ticker, escalation{h.cases(s), s, engine.Wake}, engine)
	h.run(h.watch(s, senders, clock.Now))
	h.run(engine.Run)
	h.run(h.rosters(s, clock.Now))
	h.run(h.purge(s, clock.Now))
	addr, err := h.listen("ZHICHENG_ADDR", h.Addr, page)
	if err != nil {
		return "", err
	}
	h.page.Store(&addr)
	h.later(func(context.Context) error { page.Close(); return nil })
	return addr, nil
}

// listen serves HTTP in the background and returns the address; streams have no write timeout.
func (h *house) listen(setting, addr string, handler http.Handler) (string, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return "", fmt.Errorf("%s: %w", setting, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug)}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	h.later(server.Shutdown)
	h.run(func(ctx context.Context) error {
		select {
		case err := <-failed:
			return fmt.Errorf("%s: %w", setting, err)
		case <-ctx.Done():
			return nil
		}
	})
	h.log.Info("listening", "setting", setting, "addr", l.Addr().String())
	return l.Addr().String(), nil
}

// health answers /healthz while the process lives, /readyz while it can serve, and /metrics: those of the real channel,
// and of the sandbox where that is all there is.
func (h *house) health(s *store.Store, civil func() time.Time) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /metrics", h.metrics(s, civil))
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.Ping(r.Context()); err != nil || !h.ready.Load() {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	return mux
}
