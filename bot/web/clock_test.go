package web_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

func TestClockGoesForwardOnly(t *testing.T) {
	b := open(t)
	var moves []string
	b.clock.OnAdvance = func(_ context.Context, from, to time.Time) error {
		moves = append(moves, from.Format(time.DateOnly)+" "+b.clock.Now().Format(time.DateOnly)+" "+to.Format(time.DateOnly))
		return nil
	}
	june := time.Date(2023, 6, 1, 9, 0, 0, 0, start.Location())
	must(t, b.clock.Advance(t.Context(), june.UTC()))
	must(t, b.clock.Advance(t.Context(), june))
	if err := b.clock.Advance(t.Context(), june.Add(-time.Second)); !errors.Is(err, web.ErrBackward) {
		t.Errorf("back: %v", err)
	}
	if err := b.clock.Advance(t.Context(), june.AddDate(20, 0, 0)); !errors.Is(err, web.ErrTooFar) {
		t.Errorf("far: %v", err)
	}
	if now := b.clock.Now(); now.Format(time.RFC3339) != "2023-06-01T09:00:00+08:00" {
		t.Errorf("now %v", now)
	}
	if len(moves) != 1 || moves[0] != "2023-05-10 2023-05-10 2023-06-01" {
		t.Errorf("moves %v", moves)
	}
}

func TestClockStaysWhenWhatFallsDueFails(t *testing.T) {
	b := open(t)
	boom := errors.New("boom")
	b.clock.OnAdvance = func(context.Context, time.Time, time.Time) error { return boom }
	if err := b.clock.Advance(t.Context(), start.AddDate(0, 0, 1)); !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	if !b.clock.Now().Equal(start) {
		t.Errorf("moved to %v", b.clock.Now())
	}
}

func TestClockGoesOnWhereItWasLeft(t *testing.T) {
	b := open(t)
	to := start.AddDate(0, 1, 0)
	must(t, b.clock.Advance(t.Context(), to))
	again, err := web.OpenClock(t.Context(), b.store, start)
	must(t, err)
	if !again.Now().Equal(to) || again.Now().Format("15:04") != "09:00" {
		t.Errorf("opened at %v", again.Now())
	}
}

func TestMovingTheClockShowsOnAllPages(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	one, two := v.listen(""), b.visit(t).listen("")
	for _, s := range []*stream{one, two} {
		if e := s.next("clock"); e.shown.Date != "2023-05-10" {
			t.Errorf("began at %+v", e)
		}
		s.backlog()
	}
	for range 2 { // pressed twice, moved once
		if status, why := v.post("/clock", fields{"to": "2023-05-11"}); status != 204 {
			t.Fatal(status, why)
		}
	}
	for _, s := range []*stream{one, two} {
		if e := s.next("clock"); e.shown.Date != "2023-05-11" || e.shown.Time != "09:00" {
			t.Errorf("moved to %+v", e)
		}
	}
	for to, c := range map[string]struct {
		status int
		why    string
	}{
		"2023-05-10": {409, words.Web.OnlyForward}, "2223-05-10": {409, words.Web.TooFar},
		"tomorrow": {400, words.Web.BadDate}, "2023-02-30": {400, words.Web.BadDate}, "": {400, words.Web.BadDate},
	} {
		if status, why := v.post("/clock", fields{"to": to}); status != c.status || why != c.why {
			t.Errorf("to %q: %d %s", to, status, why)
		}
	}
}

func TestRestart(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	must(t, b.clock.Advance(t.Context(), start.AddDate(0, 1, 0)))
	s := v.listen("")
	s.backlog()
	if status, why := v.post("/reset", fields{}); status != 204 {
		t.Fatal(status, why)
	}
	s.next("reset")
	if _, _, err := s.block(); !errors.Is(err, errEnd) {
		t.Errorf("the stream goes on: %v", err)
	}
	if b.resets != 1 || !b.clock.Now().Equal(start) {
		t.Errorf("%d resets, now %v", b.resets, b.clock.Now())
	}
	if status, _ := v.post("/say", fields{"id": "x", "text": "a"}); status != 401 {
		t.Errorf("the old session lives: %d", status)
	}
	if o := b.web.Send(t.Context(), c, "late", reply("x")); !errors.Is(o.Err, web.ErrNoChat) {
		t.Errorf("a late reply: %+v", o)
	}
	v.get("/")
	if es := v.listen("").backlog(); len(es) != 0 {
		t.Errorf("history %+v", es)
	}
}

func TestAFailedResetChangesNothing(t *testing.T) {
	boom := errors.New("boom")
	b := open(t, func(c *web.Config) { c.Reset = func(context.Context) error { return boom } })
	v := b.visit(t)
	later := start.AddDate(0, 1, 0)
	must(t, b.clock.Advance(t.Context(), later))
	if status, why := v.post("/reset", fields{}); status != 500 || why != words.Web.Internal {
		t.Errorf("%d %s", status, why)
	}
	if !b.clock.Now().Equal(later) {
		t.Errorf("now %v", b.clock.Now())
	}
}
