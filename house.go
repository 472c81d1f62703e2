package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegram"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/ask"
	"zhicheng/handlers/broadcast"
	"zhicheng/handlers/check"
	"zhicheng/handlers/dates"
	"zhicheng/handlers/deadlines"
	"zhicheng/handlers/desk"
	faqdesk "zhicheng/handlers/faq"
	"zhicheng/handlers/mine"
	"zhicheng/handlers/people"
	"zhicheng/handlers/relay"
	"zhicheng/handlers/roster"
	hear "zhicheng/handlers/settings" // not the program's own settings
	"zhicheng/handlers/unit"
	"zhicheng/knowledge"
	"zhicheng/knowledge/eligibility"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
	"zhicheng/store"
)

// rawFor is for how long what arrived is kept at most.
const rawFor = 24 * time.Hour

// house is what serve builds, runs and closes in reverse.
type house struct {
	settings
	log      *slog.Logger
	pack     *packs.Pack
	answerer *knowledge.Answerer
	book     check.Book
	dates    deadlines.Book
	refiner  ask.Refiner                 // nil without a model
	tokens   func() float64              // that Telegram's limit leaves; nil without it
	refusals func() int64                // by Telegram with 429; nil without it
	secret   []byte                      // the key of the pseudonyms and codes
	link     func(payload string) string // opens a private chat in Telegram; nil without it
	page     atomic.Pointer[string]      // the address of the web chat, once it is served
	terminal io.Writer                   // where the person who started the program reads
	ready    atomic.Bool
	tasks    []func(context.Context) error
	closers  []func(context.Context) error
}

// run starts a task when serve begins; it ends with its context, and the first that fails ends all.
func (h *house) run(task func(context.Context) error) { h.tasks = append(h.tasks, task) }

// later closes something at the end, the last first.
func (h *house) later(closer func(context.Context) error) { h.closers = append(h.closers, closer) }

// serve runs the tasks until ctx ends or one fails, and waits for them: nothing uses what close closes.
func (h *house) serve(ctx context.Context) error {
	tasks, running := errgroup.WithContext(ctx)
	for _, task := range h.tasks {
		tasks.Go(func() error { return task(running) })
	}
	err := tasks.Wait()
	h.log.Info("stopping")
	if ctx.Err() != nil {
		return nil // what fails on being told to stop has not failed
	}
	return err
}

func (h *house) close() {
	h.ready.Store(false)
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	for _, closer := range slices.Backward(h.closers) {
		if err := closer(ctx); err != nil {
			h.log.Error("close", "err", err)
		}
	}
}

// openBook reads what a pack says about eligibility. A pack without rules offers no check.
func openBook(dir string, p *packs.Pack) (check.Book, error) {
	if _, err := p.File(eligibility.RulesFile); errors.Is(err, fs.ErrNotExist) {
		return check.Book{}, nil
	}
	cal, err := openCalendar(dir, p)
	if err != nil {
		return check.Book{}, err
	}
	rules, err := eligibility.Load(p.File, p.Notice.Quotes, cal)
	if err != nil {
		return check.Book{}, fmt.Errorf("the rules of pack %s:\n%w", p.ID, err)
	}
	talk, err := eligibility.LoadTalk(p.File, p.Notice.Quotes, rules)
	if err != nil {
		return check.Book{}, fmt.Errorf("the conversation of pack %s:\n%w", p.ID, err)
	}
	book := check.Book{Pack: p, Rules: rules, Talk: talk}
	if err := book.Lint(); err != nil {
		return check.Book{}, fmt.Errorf("the rules of pack %s: %w", p.ID, err)
	}
	return book, nil
}

// surroundings are what a channel has besides messages: where files that people send are opened, and the address under
// which calendar feeds are served, or nothing.
type surroundings struct {
	files chat.Files
	feeds func() string
}

// router puts the flows of conversation together; every channel gets the same.
func (h *house) router(s *store.Store, around surroundings) *handlers.Router {
	r := &handlers.Router{Presses: map[string]handlers.Run{}, Dialogues: map[string]handlers.Run{}, Files: map[string]handlers.Run{},
		Long: map[string]bool{}, Payloads: map[string]handlers.Run{}, Open: s, Rights: s, Link: h.linkTo}
	answers := &faq.Book{Reader: h.answerer, Records: s}
	ask.Flow{Pack: h.pack, Answerer: h.answerer, Questions: s, Refiner: h.refiner, Log: h.log, Checks: h.book.Rules != nil, Answers: answers}.Install(r)
	own := mine.Flow{Records: s, Open: s, KeepDays: h.keepDays}
	if h.book.Rules != nil {
		checks := h.checks(s)
		checks.Install(r)
		own.Facts = checks.Kept
	}
	if len(h.pack.Dates.Audiences) > 0 {
		h.deadlines(s, around.feeds).Install(r)
	}
	people.Flow{Records: s, Units: s, Rights: s, Open: s, Districts: h.pack.Districts, Series: h.series(), Key: h.secret, Link: h.linkTo}.Install(r)
	if len(h.pack.Dates.Milestones) > 0 {
		dates.Flow{Pack: h.pack, Calendar: h.dates.Calendar, Records: s, Units: s, Rights: s, Open: s, Series: h.series()}.Install(r)
		desk.Flow{Pack: h.pack, Calendar: h.dates.Calendar, Records: s, Rights: s, Open: s}.Install(r)
	}
	unit.Flow{Records: s, Rights: s, Open: s, Files: around.files, Columns: h.pack.Columns["units"], Districts: h.pack.Districts, Series: h.series()}.Install(r)
	if len(h.pack.Stages.Paths) > 0 && len(h.pack.Columns["roster"]) > 0 {
		book := relay.Book{Pack: h.pack, Calendar: h.dates.Calendar}
		s.Tell = book.Tell
		relay.Flow{Book: book, Records: s, Bindings: s, Rights: s, Open: s, Key: h.secret, Hash: h.card}.Install(r)
		roster.Flow{Pack: h.pack, Records: s, Headings: s, Rights: s, Open: s, Files: around.files, Hash: h.card, Codes: relay.Codes}.Install(r)
	}
	broadcast.Flow{Records: h.announcements(s), Units: s, Rights: s, Open: s, Files: around.files, Districts: h.pack.Districts,
		Series: h.series(), Matters: h.matters(), Headings: h.unitHeadings()}.Install(r)
	hear.Flow{Records: s, Rights: s}.Install(r)
	h.cases(s).Install(r)
	faqdesk.Flow{Pack: h.pack, Book: answers, Records: s, Rights: s, Open: s, KeepDays: h.keepDays}.Install(r)
	h.stats(s, answers).Install(r)
	own.Install(r)
	handlers.Basics{Router: r, Payloads: s, KeepDays: h.keepDays, Source: h.pack.Number, Title: h.pack.Title}.Install()
	return r
}

// card is the keyed hash of what is in an ID card; it goes nowhere in clear.
func (h *house) card(text string) string { return chat.Pseudonym(h.secret, "card", text) }

// series lists those that the pack knows.
func (h *house) series() (all []handlers.Choice) {
	if h.book.Rules == nil {
		return nil
	}
	fact, _ := h.book.Rules.Fact("target_series")
	for _, o := range fact.Values {
		all = append(all, handlers.Choice{ID: o.ID, Name: o.Label})
	}
	return all
}

// matters are what units report.
func (h *house) matters() (all []handlers.Choice) {
	for _, m := range h.pack.Dates.Milestones {
		if m.Report {
			all = append(all, handlers.Choice{ID: m.ID, Name: m.Name})
		}
	}
	return all
}

// unitHeadings may stand over the units of a table.
func (h *house) unitHeadings() []string {
	for _, c := range h.pack.Columns["units"] {
		if c.ID == "name" {
			return c.Headings
		}
	}
	return nil
}

func (h *house) linkTo(payload string) string {
	if h.link == nil {
		return ""
	}
	return h.link(payload)
}

func sorry(chat.Message) chat.Reply { return handlers.Say(words.Trouble)[0] }

// menus are the command menus that Telegram shows: with one person, and in groups.
func menus(r *handlers.Router) (private, groups []telegram.Command) {
	entry := func(c handlers.Command) telegram.Command {
		return telegram.Command{Name: c.Name, Description: words.Say(c.Help)}
	}
	for _, c := range r.Commands {
		if c.Where != handlers.InGroups {
			private = append(private, entry(c))
		}
	}
	for _, c := range r.InGroups() {
		groups = append(groups, entry(c))
	}
	return private, groups
}

// rosters goes on with the rosters that something has interrupted, at once and every minute.
func (h *house) rosters(s *store.Store, civil func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		tick := time.NewTicker(time.Minute)
		defer tick.Stop()
		for {
			n, err := s.FinishRosters(ctx, civil(), handlers.Say(words.RosterGivenUp)[0])
			switch {
			case err != nil && ctx.Err() == nil:
				h.log.Error("finish rosters", "err", err)
			case n > 0:
				h.log.Info("finished rosters", "rosters", n)
			}
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
	}
}

// purge deletes what is older than it may be, at once and every hour.
func (h *house) purge(s *store.Store, civil func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		head := headLog{store: s, log: h.log}
		for {
			head.on(ctx, civil())
			if _, err := s.Purge(ctx, civil(), h.keep(), rawFor); err != nil && !errors.Is(err, context.Canceled) {
				h.log.Error("purge", "err", err)
			}
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
	}
}
