package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"zhicheng/bot/chat"
	desk "zhicheng/handlers/cases"
	"zhicheng/handlers/check"
	"zhicheng/handlers/stats"
	"zhicheng/knowledge/eligibility"
	"zhicheng/knowledge/faq"
	"zhicheng/reminders"
	"zhicheng/reminders/cases"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// cases is the flow in which a person answers.
func (h *house) cases(s *store.Store) desk.Flow {
	f := desk.Flow{Pack: h.pack, Calendar: h.dates.Calendar, Records: s, Rights: s, Open: s, Series: h.series()}
	if h.book.Rules == nil {
		return f
	}
	checks := h.checks(s)
	f.Verdict = func(code string) string { return h.book.Rules.VerdictText(eligibility.Verdict(code)) }
	f.Situation = func(ctx context.Context, m chat.Message) (desk.Situation, bool, error) {
		c, ok, err := checks.Situation(ctx, m)
		return desk.Situation{Series: c.Series, Level: titleOf(c.Level), Facts: c.Facts,
			Found: cases.Found{Kind: cases.Verdict, Code: c.Verdict, Clauses: c.Clauses}}, ok, err
	}
	return f
}

// stats counts what staff want to know.
func (h *house) stats(s *store.Store, answers *faq.Book) stats.Flow {
	return stats.Flow{Pack: h.pack, Book: answers, Records: s, Rights: s, Series: h.series()}
}

func (h *house) checks(s *store.Store) check.Flow {
	return check.Flow{Book: h.book, Records: s, Register: s, Open: s, KeepDays: h.keepDays}
}

// titleOf is the group of titles to which a level of the rules belongs; offices are divided by these.
func titleOf(level string) string {
	switch level {
	case "":
		return ""
	case "assoc_senior", "full_senior":
		return string(units.Senior)
	case "mid":
		return string(units.Mid)
	}
	return string(units.Junior)
}

// escalation tells others of cases that have waited over one working day, each waiting once.
type escalation struct {
	flow  desk.Flow
	store *store.Store
	wake  func()
}

// late lists what must be told up to and at a time and has not been.
func (e escalation) late(ctx context.Context, to time.Time) (due []cases.Late, err error) {
	all, err := e.store.Cases(ctx)
	for _, l := range cases.Overdue(e.flow.Calendar, all, time.Time{}, to) {
		if l.Escalated.IsZero() {
			due = append(due, l)
		}
	}
	return due, err
}

// moments lists when something may fall due after from up to and at to: the mornings, and when cases have waited too long.
func (e escalation) moments(ctx context.Context, from, to time.Time) ([]time.Time, error) {
	due, err := e.late(ctx, to)
	all := reminders.Mornings(from, to)
	for _, l := range due {
		if l.Tell.After(from) {
			all = append(all, l.Tell)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal), err
}

// Tick tells what is due now; what is late goes when staff are at work again.
func (e escalation) Tick(ctx context.Context, now time.Time) error {
	due, err := e.late(ctx, now)
	if err != nil || len(due) == 0 {
		return err
	}
	duty, err := e.store.OnDuty(ctx)
	if err != nil {
		return err
	}
	for _, l := range due {
		all := e.flow.Late(l.Case, duty, cases.AtWork(e.flow.Calendar, now))
		if len(all) == 0 {
			continue // until somebody is there to hear it
		}
		if err := e.store.Escalate(ctx, l.Case, now, all); err != nil {
			return fmt.Errorf("tick: %w", err)
		}
	}
	e.wake()
	return nil
}

// Run ticks at once and then every minute until ctx ends.
func (e escalation) Run(ctx context.Context, log *slog.Logger, now func() time.Time) error {
	tick := func() {
		if err := e.Tick(ctx, now()); err != nil && ctx.Err() == nil {
			log.Error("escalate cases", "err", err)
		}
	}
	tick()
	every := time.NewTicker(time.Minute)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-every.C:
			tick()
		}
	}
}
