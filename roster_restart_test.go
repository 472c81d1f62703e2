package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
	"zhicheng/handlers/relay"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// TestARosterIsFinishedAfterTheStart starts the program on a database in which a confirmed roster is half applied.
func TestARosterIsFinishedAfterTheStart(t *testing.T) {
	t.Parallel()
	db := t.TempDir() + "/zhicheng.db"
	halfARoster(t, db)
	p := launch(t, db, newTown(t, telegramtest.Options{}).flags()...)
	p.log.wait(t, `"msg":"finished rosters","rosters":1`)
	if status := p.stop(t); status != 0 {
		t.Errorf("exit status %d", status)
	}
	if before, after := stagesOf(t, db); before != 0 || after != 60 {
		t.Errorf("%d before and %d after", before, after)
	}
}

// halfARoster leaves a database behind in which a roster was confirmed that moves 60 people on, and interrupted.
func halfARoster(t *testing.T, db string) {
	t.Helper()
	s, err := store.Open(t.Context(), db)
	must(t, err)
	defer func() { _ = s.Close() }()
	by := func(id string) chat.Message {
		return chat.Message{ID: id, From: chat.Conversation{Channel: "x", Chat: "1", Person: "a"}, At: civil(10, 9)}
	}
	school := []units.Unit{{Name: "甲校", Level: units.City, Kind: units.Institution, Titles: units.Titles}}
	must(t, s.SaveUnits(t.Context(), by("unit"), school))
	var d, on progress.Difference
	for n := range 60 {
		d.New = append(d.New, progress.Change{Kind: progress.Added, After: progress.Application{Number: fmt.Sprint("N", 100+n), Name: "甲", Unit: school[0].ID,
			Level: "mid", Path: "city_mid", Stage: "registration", Version: 1}})
	}
	must(t, s.SaveRoster(t.Context(), by("first"), "p", d))
	all, err := s.ApplicationsOf(t.Context(), "p", progress.Reach{})
	must(t, err)
	for _, a := range all {
		c := progress.Change{Before: a, After: a, Kind: progress.Forward}
		c.After.Stage, c.After.Version = "unit_review", 2
		on.Changed = append(on.Changed, c)
	}
	last, code := all[len(all)-1], strings.Repeat("a", 64)
	must(t, s.MakeCodes(t.Context(), by("codes"), last.Unit, map[int64]string{last.ID: code}))
	_, err = s.Bind(t.Context(), by("bind"), "p", last.Number, func(int64) string { return code })
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	s.Tell = func(relay.News) (chat.Reply, bool) { stop(); return chat.Reply{}, false }
	if err := s.SaveRoster(ctx, by("second"), "p", on); !errors.Is(err, context.Canceled) {
		t.Fatalf("it was not interrupted: %v", err)
	}
	if before, after := stagesOf(t, db); before == 0 || after == 0 {
		t.Fatalf("%d before and %d after", before, after)
	}
}

// stagesOf counts those at the stage before and after the roster.
func stagesOf(t *testing.T, db string) (before, after int) {
	t.Helper()
	s, err := store.OpenExisting(t.Context(), db)
	must(t, err)
	defer func() { _ = s.Close() }()
	all, err := s.ApplicationsOf(t.Context(), "p", progress.Reach{})
	must(t, err)
	for _, a := range all {
		if a.Stage == "registration" {
			before++
		} else {
			after++
		}
	}
	return before, after
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
